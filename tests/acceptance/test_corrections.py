"""A month that went out wrong, to its end: KOREKTA by mail, the new version, KOR for accounting, what the bank says.

Over a real Dovecot and a real Postfix, every step a mail or a command line, with the imports and files of the office.
"""

import json
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest
from lxml import etree
from sqlmodel import select

from tests.acceptance.office import Installation, arrived, install, mail
from tests.acceptance.test_walk import pomoc
from tests.integration.billing_months import NIPS, Firm, warsaw
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.documents.accounting import open_schema, problems
from worker.documents.accounting.fa3 import NAMESPACE
from worker.store.engine import transaction
from worker.store.staff_tables import WorkEntry

pytest.importorskip("ksef_client", reason="the official XSD comes with the extra `ksef`")
pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("postfix")]
ONE, FEBRUARY = NIPS[0], "2026-02"
BOSS, PAYER = "Anna Szef <szef@3rp.com.pl>", f"biuro@f{NIPS[0]}.example"
COMPANY = """
[company]
name = "3RP"
nip = "5272525995"
street = "ul. Żółwia 12"
town = "05-200 Wołomin"
bank_account = "61109010140000071219812874"
"""
INVOICES = "numer;NIP;data wystawienia;termin płatności;brutto;rodzaj;za miesiąc;numer KSeF;koryguje\n"
INVOICE = f"FV/2/2026;{ONE};2026-02-28;2026-03-09;332,10;faktura;{FEBRUARY};5272525995-20260228-0100001AF629-AF;\n"
CORRECTION = f"FK/1/2026;{ONE};2026-03-12;2026-03-12;-110,70;korekta;;;FV/2/2026\n"
STATEMENT = """
:20:MT940
:25:/PL61109010140000071219812874
:28C:00045
:60F:C260301PLN1000,00
:61:2603060306CN221,40NTRFNONREF
:86:020~00C0AB~20Zaplata FV/2/2026~32FIRMA
:61:2603100310RCN221,40NTRFNONREF
:86:020~00C0AB~20Zwrot: zaplata FV/2/2026~32FIRMA
:62F:C260310PLN1000,00
-
"""


@pytest.fixture
def company(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> Installation:
    """February was billed with 1.5 hours by hand; half an hour of it was taken back afterwards."""
    postfix.empty()
    made = install(tmp_path, dovecot, smtp_port=postfix.port, technicians=COMPANY)
    made.app().engine.dispose()
    with made.database() as engine:
        firm = Firm(engine)
        firm.some_payers(1, FEBRUARY)
        wrong = firm.work(ONE, f"{FEBRUARY}-12 09:00", 30)
    assert pomoc(made, "billing", "run", FEBRUARY).returncode == 0
    with made.database() as engine, transaction(engine) as session:
        session.get_one(WorkEntry, wrong).undone_at = warsaw("2026-03-01 09:00")
    return made


def subject(letter: Message) -> str:
    return str(make_header(decode_header(str(letter["Subject"])))).replace("\u00a0", " ")


def text_of(letter: Message) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode().replace("\u00a0", " ")


def answered(company: Installation, postfix: Postfix, text: str, to: Message | None = None, *, id: str) -> None:
    """The manager writes or answers, and the worker makes its round."""
    answers = str(to["Message-ID"]).strip("<>") if to is not None else ""
    about = f"Re: {subject(to)}" if to is not None else "rozliczenie"
    company.receive(mail(message_id=id, subject=about, text=text, sender=BOSS, answers=answers))
    done = pomoc(company, "run", "--once")
    assert done.returncode == 0, done.stderr


def imported(company: Installation, kind: str, name: str, content: str) -> str:
    path = company.config.parent / name
    path.write_text(content, "utf-8")
    done = pomoc(company, kind, "import", str(path), "--apply", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_month_corrected_by_mail_reaches_customer_accounting_and_bank(
    company: Installation, postfix: Postfix, tmp_path: Path
) -> None:
    answered(company, postfix, f"KOREKTA {FEBRUARY} {ONE} Praca z 12 lutego wpisana pomyłkowo.\r\n", id="k@3rp.com.pl")
    letters = {subject(one): one for one in arrived(postfix, 4)}
    preview = next(one for title, one in letters.items() if title.startswith("Poprawka rozliczenia za luty 2026"))
    assert "było 0,5 h, jest 0 h" in text_of(preview)
    assert "podgląd poprawki rozliczenia" in text_of(letters["Re: rozliczenie"])

    answered(company, postfix, "ZATWIERDŹ\r\n", preview, id="z@3rp.com.pl")
    mine = [one for one in arrived(postfix, 7) if PAYER in str(one["To"])]
    bill = next(one for one in mine if "Poprawione rozliczenie za luty 2026 (wersja 2)" in subject(one))
    assert "Powód poprawki: Praca z 12 lutego wpisana pomyłkowo." in text_of(bill)
    assert "zwrot 110,70 zł" in text_of(bill)

    before = json.loads(pomoc(company, "billing", "export", FEBRUARY, "--dir", str(tmp_path / "f"), "--json").stdout)
    assert "no correcting invoice, because no invoice of 2026-02 is imported" in before["notes"][0]
    imported(company, "invoices", "faktury.csv", INVOICES + INVOICE)
    waiting = json.loads(pomoc(company, "corrections", "--json").stdout)
    assert [(one["invoice"], one["gross"], one["point"]) for one in waiting] == [("FV/2/2026", "-110.70", "12.10")]
    exported = pomoc(company, "billing", "export", FEBRUARY, "--dir", str(tmp_path / "f"))
    assert exported.returncode == 0, exported.stderr
    assert "is a correcting invoice (KOR) for FV/2/2026" in exported.stdout
    xml = (tmp_path / "f" / f"{FEBRUARY}-{ONE}-w2.xml").read_bytes()
    assert problems(xml, open_schema()) == ()
    root = etree.fromstring(xml)
    said = [root.findtext(f".//{{{NAMESPACE}}}{name}") for name in ("RodzajFaktury", "NrFaKorygowanej", "P_15")]
    assert said == ["KOR", "FV/2/2026", "-110.70"]
    assert b'"KFS"' in (tmp_path / "f" / f"{FEBRUARY}.epp").read_bytes()

    assert "po korekcie: 221,40 zł" in imported(company, "invoices", "korekta.csv", INVOICES + CORRECTION)
    assert json.loads(pomoc(company, "corrections", "--json").stdout) == []
    report = json.loads(imported(company, "payments", "wyciag.sta", STATEMENT))
    assert [one["effect"] for one in report["lines"]] == ["new", "changed"]
    owing = json.loads(pomoc(company, "overdue", "list", "--json").stdout)
    assert [(one["total"], one["invoices"][0]["number"]) for one in owing] == [("221.40", "FV/2/2026")]
    with company.database() as engine, transaction(engine) as session:
        assert len(session.exec(select(WorkEntry)).all()) == 2
