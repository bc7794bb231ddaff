"""A corrected month for accounting: KOR and KFS for an invoice that is imported, an ordinary invoice before that."""

import csv
import json
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.integration.billing_months import NIPS, Firm, files_of, text_of, warsaw
from tests.servers.blank import BlankFile
from tests.unit.documents.months import needs_pdftotext
from tests.unit.documents.months import text_of as pdf_text
from worker.application.billing.export import Exported, export_month
from worker.application.digest import write_digest
from worker.application.payers.corrections import Proposal, proposed
from worker.documents.accounting import open_schema, problems
from worker.documents.accounting.fa3 import NAMESPACE
from worker.store.billing_tables import Bill, Contract, SalesInvoice
from worker.store.engine import transaction
from worker.store.staff_tables import WorkEntry

pytest.importorskip("ksef_client", reason="the official XSD comes with the extra `ksef`")
ONE = NIPS[0]
KSEF = "5272525995-20260331-0100001AF629-AF"


@pytest.fixture
def engine(blank_file: BlankFile) -> Engine:
    return blank_file.fresh()


@pytest.fixture
def firm(engine: Engine) -> Firm:
    """A month of 1.5 h billed for 332.10; its last half hour was taken back afterwards."""
    made = Firm(engine)
    made.some_payers(1)
    key = made.work(ONE, "2026-03-12 09:00", 30)
    made.at("2026-03-31 20:00")
    with transaction(engine) as session:
        session.get_one(WorkEntry, key).undone_at = warsaw("2026-04-02 09:00")
    made.now = warsaw("2026-04-03 10:00")
    return made


def imported(firm: Firm, number: str, gross: str, day: str = "2026-03-31", **more: Any) -> None:
    issue = date.fromisoformat(day)
    due = date.fromisoformat(more.pop("due", "2026-04-09"))
    usual = {"kind": "invoice", "month": "2026-03"} | more
    with transaction(firm.engine) as session:
        session.add(SalesInvoice(number=number, nip=ONE, issue_day=issue, due_day=due, gross=Decimal(gross), **usual))


def exported(firm: Firm, folder: Path) -> Exported:
    return export_month(firm.engine, firm.office, date(2026, 3, 1), folder)


class Xml:
    """An FA(3) that holds, to be asked."""

    def __init__(self, path: Path) -> None:
        assert problems(path.read_bytes(), open_schema()) == ()
        self.root = etree.parse(str(path)).getroot()

    def value(self, name: str) -> str | None:
        return self.root.findtext(f".//{{{NAMESPACE}}}{name}")

    def rows(self) -> list[tuple[str | None, ...]]:
        found = self.root.iterfind(f".//{{{NAMESPACE}}}FaWiersz")
        names = ("NrWierszaFa", "P_8B", "P_9A", "P_11", "StanPrzed")
        return [tuple(row.findtext(f"{{{NAMESPACE}}}{name}") for name in names) for row in found]


def test_for_an_imported_invoice_the_corrected_month_is_a_kor(firm: Firm, tmp_path: Path) -> None:
    imported(firm, "FV/1/2026", "332.10", ksef_number=KSEF)
    firm.run().correct(firm.end(), ONE, reason="Praca z 12 marca wpisana pomyłkowo.")

    done = exported(firm, tmp_path / "out")

    assert done.problems == []
    assert done.notes == [f"{ONE}: version 2 is a correcting invoice (KOR) for FV/1/2026"]
    xml = Xml(tmp_path / "out" / f"2026-03-{ONE}-w2.xml")
    assert {name: xml.value(name) for name in ("RodzajFaktury", "P_1", "P_2", "P_13_1", "P_14_1", "P_15")} == {
        "RodzajFaktury": "KOR",
        "P_1": "2026-04-03",
        "P_2": f"KOREKTA/2026-03/{ONE}/w2",
        "P_13_1": "-90.00",
        "P_14_1": "-20.70",
        "P_15": "-110.70",
    }
    assert [xml.value(name) for name in ("DataWystFaKorygowanej", "NrFaKorygowanej", "NrKSeFFaKorygowanej")] == [
        "2026-03-31",
        "FV/1/2026",
        KSEF,
    ]
    assert xml.value("PrzyczynaKorekty") == "Praca z 12 marca wpisana pomyłkowo."
    assert xml.rows() == [("1", "1.50", "180.00", "270.00", "1"), ("2", "1.00", "180.00", "180.00", None)]
    assert xml.value("Termin") is None, "money that goes back has no term"


def test_edi_and_json_say_what_is_corrected(firm: Firm, tmp_path: Path) -> None:
    imported(firm, "FV/1/2026", "332.10")
    firm.run().correct(firm.end(), ONE)
    done = exported(firm, tmp_path)
    assert "its KSeF number is not imported" in done.notes[0]
    assert Xml(tmp_path / f"2026-03-{ONE}-w2.xml").value("NrKSeFN") == "1"

    text = (tmp_path / "2026-03.epp").read_bytes().decode("cp1250")
    (header,) = csv.reader([text.split("[NAGLOWEK]\r\n")[1].splitlines()[0]])
    assert (header[0], header[7], header[8], header[27], header[29]) == (
        *("KFS", "FV/1/2026", "20260331000000"),
        *("-90.0000", "-110.7000"),
    )
    lines = list(csv.reader(text.split("[ZAWARTOSC]\r\n")[1].splitlines()))
    assert [(line[10], line[16]) for line in lines] == [("-1.5000", "-270.0000"), ("1.0000", "180.0000")]

    data = json.loads((tmp_path / f"2026-03-{ONE}-w2.json").read_text("utf-8"))
    corrects = data["corrects"]
    assert (data["version"], data["paper"], corrects["version"]) == (2, "correction", 1)
    assert (corrects["invoice_number"], corrects["gross"]) == ("FV/1/2026", "-110.70")
    assert corrects["lines"][0]["before"]["quantity"] == "1.50"
    assert any("12.03" in change for change in corrects["changes"])


def test_before_an_invoice_is_imported_it_is_an_ordinary_one_and_says_so(firm: Firm, tmp_path: Path) -> None:
    firm.run().correct(firm.end(), ONE)
    done = exported(firm, tmp_path)
    assert done.problems == []
    assert "no correcting invoice, because no invoice of 2026-03 is imported" in done.notes[0]
    xml = Xml(tmp_path / f"2026-03-{ONE}-w2.xml")
    assert (xml.value("RodzajFaktury"), xml.value("P_15")) == ("VAT", "221.40")
    data = json.loads((tmp_path / f"2026-03-{ONE}-w2.json").read_text("utf-8"))
    assert (data["paper"], data["corrects"]["version"], data["corrects"]["invoice_number"]) == ("invoice", 1, "")


def test_a_month_corrected_to_nothing_is_a_kor_of_every_line(firm: Firm, tmp_path: Path) -> None:
    imported(firm, "FV/1/2026", "332.10")
    with transaction(firm.engine) as session:
        for row in session.exec(select(WorkEntry)):
            row.undone_at = warsaw("2026-04-02 09:00")
    firm.run().correct(firm.end(), ONE)
    assert exported(firm, tmp_path).problems == []
    xml = Xml(tmp_path / f"2026-03-{ONE}-w2.xml")
    assert (xml.value("RodzajFaktury"), xml.value("P_15")) == ("KOR", "-332.10")
    assert xml.rows() == [("1", "1.50", "180.00", "270.00", "1"), ("2", "0", "180.00", "0.00", None)]


def test_a_month_corrected_to_nothing_in_english_is_a_letter_too(firm: Firm) -> None:
    with transaction(firm.engine) as session:
        session.get_one(Contract, ONE).language = "en"
        for row in session.exec(select(WorkEntry)):
            row.undone_at = warsaw("2026-04-02 09:00")
    firm.run().correct(firm.end(), ONE)
    assert "PLN 0.00" in text_of(firm.letters()[1])


def test_the_next_correction_starts_from_the_one_that_was_issued(firm: Firm, tmp_path: Path) -> None:
    imported(firm, "FV/1/2026", "332.10")
    firm.run().correct(firm.end(), ONE)
    imported(firm, "FK/1/2026", "-110.70", "2026-04-04", kind="correction", month="", corrects="FV/1/2026")
    exported(firm, tmp_path)
    xml = Xml(tmp_path / f"2026-03-{ONE}-w2.xml")
    assert (xml.value("P_2"), xml.value("P_1")) == ("FK/1/2026", "2026-04-04")

    firm.work(ONE, "2026-03-20 09:00", 60, recorded="2026-03-20 10:00")
    firm.now = warsaw("2026-04-10 10:00")
    firm.run().correct(firm.end(), ONE)
    assert exported(firm, tmp_path).problems == []
    xml = Xml(tmp_path / f"2026-03-{ONE}-w3.xml")
    assert (xml.value("NrFaKorygowanej"), xml.value("P_15"), xml.value("Termin")) == (
        *("FV/1/2026", "221.40"),
        "2026-04-17",
    )
    assert xml.rows() == [("1", "1.00", "180.00", "180.00", "1"), ("2", "2.00", "180.00", "360.00", None)]


def test_corrections_of_no_version_leave_the_kor_to_a_person(firm: Firm, tmp_path: Path) -> None:
    imported(firm, "FV/1/2026", "332.10")
    imported(firm, "FK/9/2026", "36.90", "2026-04-02", kind="correction", month="", corrects="FV/1/2026")
    firm.run().correct(firm.end(), ONE)
    done = exported(firm, tmp_path)
    assert [one.suffix for one in done.files] == [".json"]
    assert "FV/1/2026 was corrected by FK/9/2026" in done.problems[0]


def test_accountings_own_days_stand_on_the_invoice_it_issued(firm: Firm, tmp_path: Path) -> None:
    imported(firm, "FV/1/2026", "332.10", "2026-04-01", due="2026-04-15", ksef_number=KSEF)
    exported(firm, tmp_path)
    xml = Xml(tmp_path / f"2026-03-{ONE}.xml")
    assert [xml.value(name) for name in ("P_2", "P_1", "Termin")] == ["FV/1/2026", "2026-04-01", "2026-04-15"]


def to_correct(firm: Firm, on: str = "2026-04-05") -> list[Proposal]:
    with Session(firm.engine) as session:
        return list(proposed(session, date.fromisoformat(on), firm.office.policy))


def test_the_office_is_told_until_it_has_issued_the_correction(firm: Firm) -> None:
    firm.run().correct(firm.end(), ONE)
    assert to_correct(firm) == [], "no invoice is known, so the new version is simply the invoice"
    imported(firm, "FV/1/2026", "332.10")
    (found,) = to_correct(firm)
    assert (found.number, found.version, found.amount and found.amount.gross) == ("FV/1/2026", 2, Decimal("-110.70"))
    with transaction(firm.engine) as session:
        write_digest(session, firm.office, warsaw("2026-04-07 08:05").astimezone(UTC))
    (digest,) = firm.texts("staff-digest")
    assert "do faktury FV/1/2026: −90,00 zł netto, −110,70 zł brutto, bo rozliczenie za 2026-03 jest" in digest
    assert "pomoc billing export 2026-03" in digest
    imported(firm, "FK/1/2026", "-110.70", "2026-04-04", kind="correction", month="", corrects="FV/1/2026")
    assert to_correct(firm) == []


def test_a_month_corrected_upwards_revokes_no_rebates(firm: Firm) -> None:
    """A charge for more work must not pass for the correction of 12.5, nor the other way round."""
    imported(firm, "FV/1/2026", "332.10", due="2026-04-07")
    firm.work(ONE, "2026-03-20 09:00", 90, recorded="2026-03-20 11:00")
    firm.run().correct(firm.end(), ONE)
    with transaction(firm.engine) as session:
        for row in session.exec(select(Bill).where(Bill.version == 2)):
            line = row.settled["statement"]["lines"][0] | {"discount": "20.00"}
            row.settled = row.settled | {"statement": row.settled["statement"] | {"lines": [line]}}
    by_version = {one.version: one for one in to_correct(firm, "2026-05-01")}
    assert set(by_version) == {0, 2}, "paid late [12.5] and corrected [12.10]"
    more = by_version[2].amount
    assert more is not None
    assert more.gross == Decimal("221.40")
    imported(firm, "FK/1/2026", "221.40", "2026-04-04", kind="correction", month="", corrects="FV/1/2026")
    assert [one.version for one in to_correct(firm, "2026-05-01")] == [0]


def test_the_next_bill_tells_of_corrections_once(firm: Firm) -> None:
    imported(firm, "FV/1/2026", "332.10")
    imported(firm, "FK/1/2026", "36.90", "2026-04-20", kind="correction", month="", corrects="FV/1/2026")
    imported(firm, "FK/2/2026", "-12.30", "2026-04-21", kind="correction", month="", corrects="FV/1/2026")
    firm.work(ONE, "2026-04-10 09:00")
    firm.at("2026-04-30 20:00")
    text = text_of(firm.letters()[-1])
    assert "KOREKTY WCZEŚNIEJSZYCH FAKTUR" in text
    assert "FK/1/2026 z 20 kwietnia 2026 r. do faktury FV/1/2026: +36,90 zł; termin płatności 9 kwietnia" in text
    assert "FK/2/2026 z 21 kwietnia 2026 r. do faktury FV/1/2026: −12,30 zł; o tyle mniej jest do zapłaty" in text
    firm.work(ONE, "2026-05-10 09:00")
    firm.at("2026-05-29 09:00")
    firm.at("2026-05-31 20:00")
    assert "KOREKTY WCZEŚNIEJSZYCH" not in text_of(firm.letters()[-1])


def test_rebates_revoked_by_12_5_are_named_as_such_in_the_next_bill(firm: Firm) -> None:
    with transaction(firm.engine) as session:
        for row in session.exec(select(Bill)):
            line = row.settled["statement"]["lines"][0] | {"unit_net": "160.00", "discount": "20.00", "net": "240.00"}
            row.settled = row.settled | {"statement": row.settled["statement"] | {"lines": [line]}}
    imported(firm, "FV/1/2026", "295.20", due="2026-04-07")
    imported(firm, "FK/1/2026", "36.90", "2026-04-20", kind="correction", month="", corrects="FV/1/2026")
    firm.work(ONE, "2026-04-10 09:00")
    firm.at("2026-04-30 20:00")
    text = text_of(firm.letters()[-1])
    assert "+36,90 zł; anulowane rabaty, bo tamta faktura nie była zapłacona w terminie (pkt 12.5)" in text


@needs_pdftotext
def test_the_letter_names_the_invoice_that_is_corrected_and_why(firm: Firm) -> None:
    imported(firm, "FV/1/2026", "332.10", ksef_number=KSEF)
    firm.run().correct(firm.end(), ONE, reason="Praca z 12 marca wpisana pomyłkowo.")
    letter = firm.letters()[1]
    text = text_of(letter)
    assert "Powód poprawki: Praca z 12 marca wpisana pomyłkowo." in text
    assert f"faktura korygująca do FV/1/2026 z 31 marca 2026 r. (KSeF {KSEF})" in text
    assert "Numer faktury:" not in text, "this version is not what FV/1/2026 was issued for"
    pdf = pdf_text(files_of(letter)[f"rozliczenie-2026-03-{ONE}-w2.pdf"])
    assert "Dotyczy faktury FV/1/2026. Fakturę korygującą przekażemy osobno." in " ".join(pdf.split())
    assert "Powód poprawki: Praca z 12 marca wpisana pomyłkowo." in pdf


@needs_pdftotext
def test_a_statement_for_an_imported_invoice_prints_its_own_term(engine: Engine) -> None:
    firm = Firm(engine)
    firm.some_payers(1)
    imported(firm, "FV/1/2026", "221.40", due="2026-04-18", ksef_number=KSEF)  # a Saturday
    firm.at("2026-03-31 20:00")
    (letter,) = firm.letters()
    assert "18 kwietnia 2026 r. (dzień wolny, więc w terminie jest jeszcze 20 kwietnia 2026 r.)" in text_of(letter)
    assert "do 18 kwietnia 2026" in letter.subject.replace("\u00a0", " ")
    assert "18.04.2026" in pdf_text(files_of(letter)[f"rozliczenie-2026-03-{ONE}.pdf"])
