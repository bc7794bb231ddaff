"""Every golden letter by its name."""

from tests.unit.mail.letters.billing_cases import CASES as BILLING_CASES
from tests.unit.mail.letters.cases import CASES as TICKET_CASES
from tests.unit.mail.letters.cases import golden
from tests.unit.mail.letters.english_cases import CASES as ENGLISH_CASES
from tests.unit.mail.letters.package_cases import PACKAGE_CASES
from tests.unit.mail.letters.payer_cases import CASES as PAYER_CASES

__all__ = ["CASES", "golden"]
CASES = TICKET_CASES | BILLING_CASES | PAYER_CASES | PACKAGE_CASES | ENGLISH_CASES
