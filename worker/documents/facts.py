"""What a document is made of: the settled month, the two parties, and what the office knows of the work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from worker.domain.billing.correcting import CorrectingInvoice
from worker.domain.billing.month import MonthFacts, Statement
from worker.domain.calendar import ONE_DAY, add_months
from worker.domain.policy import DEFAULT, Policy
from worker.terms.phrases import Language, phrases


@dataclass(frozen=True, kw_only=True, slots=True)
class BankAccount:
    """Where the customer pays: a Polish account number (26 digits, however grouped) and the bank's name."""

    number: str
    bank: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """The issuer, from the settings. ``address`` is street and number, then postal code and town.

    ``logo`` holds the bytes of a PNG, JPEG or SVG file; empty: the name alone heads the page.
    """

    name: str
    nip: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    website: str = ""
    account: BankAccount | None = None
    logo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The payer as a document names it."""

    nip: str
    name: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """What the office knows of one session or visit besides its times."""

    ticket: str = ""
    technician: str = ""
    subject: str = ""
    late: bool = False  # reported after the statement of its own month had gone out


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthDocument:
    """One payer's month, settled, and everything printed around it.

    ``version`` grows with each correction of a month that has gone out; ``changes`` are sentences on what differs from
    the version before, in ``language`` like everything printed. ``invoice_number`` and ``ksef_number`` come from the
    office's accounting; without both the document says that it is no invoice. ``worked`` is keyed by session and visit.
    ``reason`` is why a later version was made, in the words of who asked for it; ``correcting`` the invoice that
    carries it to accounting.
    """

    company: Company
    payer: Party
    facts: MonthFacts
    statement: Statement
    policy: Policy = DEFAULT
    version: int = 1
    invoice_number: str = ""
    ksef_number: str = ""
    worked: Mapping[str, Worked] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    reason: str = ""
    correcting: CorrectingInvoice | None = None
    draft_of: date | None = None  # the month is not billed: how it stands on this day, to be asked for any time
    language: Language = Language.POLISH

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return self.facts.month.replace(day=1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return add_months(self.first_day, 1) - ONE_DAY

    @property
    def period(self) -> str:
        """``2026-03``."""
        return f"{self.first_day:%Y-%m}"

    @property
    def is_for_an_invoice(self) -> bool:
        """Whether the office has given both numbers of a real invoice."""
        return bool(self.invoice_number and self.ksef_number)

    @property
    def file_stem(self) -> str:
        """``2026-03-5259912077``, with ``-w2`` from the second version on, a draft with its day; safe anywhere."""
        words = phrases(self.language)["files"]
        digits = "".join(c for c in self.payer.nip if c.isascii() and c.isalnum())
        stem = f"{self.period}-{digits or words['no_nip']}"
        if self.draft_of:
            return stem + str(words["draft"]).format(day=self.draft_of)
        return stem + str(words["version"]).format(version=self.version) if self.version > 1 else stem
