"""Settled months of the golden invoices as documents, and how to read a PDF back."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.golden.answers.invoices import facts_of
from worker.documents import BankAccount, Company, MonthDocument, Party, Worked
from worker.domain.billing.statement import statement
from worker.domain.policy import DEFAULT, Policy

GOLDEN = Path(__file__).parents[2] / "golden" / "regulamin" / "invoices.json"
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in json.loads(GOLDEN.read_text("utf-8"))}
COMPANY = Company(
    name="Firma Serwisowa – systemy dla firm",
    nip="5272525995",
    address=("ul. Żółwia 12/4", "05-200 Wołomin"),
    email="pomoc@example.com",
    phone="22 535 36 80",
    account=BankAccount(number="61 1090 1014 0000 0712 1981 2874", bank="Bank Próbny"),
)
PAYER = Party(nip="5259912077", name="Delikatesy Źdźbło s.c.", address=("ul. Łąkowa 3", "00-950 Warszawa"))
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs Debian's poppler-utils")


def document(name: str, policy: Policy = DEFAULT, **changed: Any) -> MonthDocument:
    """A golden invoice as a document."""
    facts = facts_of(CASES[name]["given"])
    settled = statement(facts, policy)
    return MonthDocument(company=COMPANY, payer=PAYER, facts=facts, statement=settled, policy=policy, **changed)


def worked(name: str, subject: str) -> dict[str, Worked]:
    """Every session of a golden invoice with a subject somebody wrote."""
    sessions = CASES[name]["given"].get("sessions") or []
    return {one["session"]: Worked(ticket="26-00123-7", technician="M. Wilk", subject=subject) for one in sessions}


def text_of(pdf: bytes) -> str:
    """What a reader of the PDF sees, lines kept, no-break spaces as spaces."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().replace("\u00a0", " ")
