"""A whole quarter by mail: reports, work logged by technicians' answers, a package drawn, one late payer, three ends.

The sums are recalculated here from what the technicians wrote, by nothing but the regulamin's arithmetic: minutes of a
day and class, whole quarters up, the hour's price of the table, 23% VAT [8, 10, 11.1, 12].
"""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from email.message import Message
from pathlib import Path

import pytest

from tests.acceptance.moving_clock import Company
from tests.acceptance.office import ADDRESS, mail
from tests.servers import free
from worker.adapters.embedded import EmbeddedServers
from worker.adapters.embedded.sender import send_as_sender
from worker.app import App
from worker.demo import demo_settings
from worker.domain.calendar import WARSAW
from worker.service import Service
from worker.settings import CompanySection, Customer, RulesSection
from worker.store.billing_tables import SalesInvoice, SoldPackage
from worker.store.engine import transaction

MAREK = "Marek Wilk <m.wilk@3rp.com.pl>"
BOSS = "Biuro 3RP <biuro@3rp.com.pl>"
HOURLY, PACKED, LATE = "5259912077", "5260250274", "7740001454"
ADDRESSES = {nip: f"biuro@f{nip}.example" for nip in (HOURLY, PACKED, LATE)}
PRICE = {"handel": Decimal(180), "księgowość": Decimal(230)}


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Company]:
    with EmbeddedServers(letters=tmp_path / "letters", helpdesk=(ADDRESS,)) as servers:
        wanted = demo_settings(servers, tmp_path).model_copy(
            update={
                "rules": RulesSection(daily_digest=False),
                "company": CompanySection(
                    name="3RP", nip="5272525995", street="ul. Żółwia 12", town="05-200 Wołomin",
                    bank_account="61109010140000071219812874",
                ),
                "customers": [Customer(nip=nip, name=f"F {nip}", emails=[one]) for nip, one in ADDRESSES.items()],
            }
        )  # fmt: skip
        app = App(settings=wanted)
        app.prepare()
        hold = app.take_lease()
        assert hold is not None
        with hold:
            made = Company(servers=servers, app=app, hold=hold, now=warsaw("2026-01-05 10:00"))
            app.clock, app.progress = lambda: made.now, made.recorded.append
            yield made
        app.engine.dispose()


def warsaw(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=WARSAW)


class Quarter:
    """Mails in, and what was written in them."""

    def __init__(self, firm: Company) -> None:
        self.firm = firm
        self.number = 0
        self.letter_of: dict[str, str] = {}
        self.worked: list[tuple[str, date, str, int]] = []
        self.receipt = ""

    def report(self, nip: str, when: str) -> None:
        """A customer's report opens a ticket; the technicians get its letter."""
        self.firm.now = warsaw(when)
        found = self._receive(
            f"[{nip}] Faktury nie chcą się drukować", "", f"Jan Kowalski <{ADDRESSES[nip]}>", answers=""
        )
        assert found["verdict"] == "confirm"
        news = next(one for one in found["letters"] if one["recipient"] == "m.wilk@3rp.com.pl")
        self.letter_of[nip] = news["message_id"]

    def work(self, nip: str, when: str, minutes: int, topic: str, *, written: str = "") -> None:
        """Marek answers the ticket's letter with what he did."""
        start = warsaw(when)
        end = start.replace(hour=start.hour + (start.minute + minutes) // 60, minute=(start.minute + minutes) % 60)
        self.firm.now = warsaw(written) if written else end
        line = f"czas: {start:%H:%M}-{end:%H:%M} {start:%Y-%m-%d} {topic}"
        found = self._receive("Re: zgłoszenie", line, MAREK, answers=self.letter_of[nip])
        assert (found["verdict"], found["letters"][0]["kind"]) == ("append", "staff-receipt"), found["letters"]
        self.worked.append((nip, start.date(), topic, minutes))
        self.receipt = text_of(self.letters(MAREK)[-1])

    def at(self, when: str) -> None:
        """The worker looks at mailbox and clock."""
        self.firm.now = warsaw(when)
        self.firm.app.once(self.firm.hold)

    def answer(self, text: str, kind: str) -> None:
        """The manager answers his last letter of a kind."""
        letter = next(one for one in reversed(self.letters(BOSS)) if str(one["Subject"]).startswith(kind))
        self._receive(f"Re: {letter['Subject']}", text, BOSS, answers=str(letter["Message-ID"]).strip("<>"))

    def letters(self, to: str) -> list[Message]:
        """What somebody has received, oldest first; encoded subjects decoded."""
        import email  # noqa: PLC0415  # only here
        from email.header import decode_header, make_header  # noqa: PLC0415  # only here

        found = []
        for one in self.firm.letters(to.rpartition("<")[2].rstrip(">")):
            message = email.message_from_bytes(one.raw)
            subject = str(make_header(decode_header(str(message["Subject"]).replace("\r\n", ""))))
            message.replace_header("Subject", subject.replace("\u00a0", " "))
            found.append(message)
        return found

    def bills(self, nip: str) -> list[str]:
        """The texts of a payer's bills."""
        return [text_of(one) for one in self.letters(ADDRESSES[nip]) if "ozliczenie za" in str(one["Subject"])]

    def _receive(self, subject: str, text: str, sender: str, *, answers: str) -> dict:  # type: ignore[type-arg]
        self.number += 1
        return self.firm.receive(
            mail(message_id=f"m{self.number}@x.example", subject=subject, text=text, sender=sender, answers=answers)
        )


def text_of(message: Message) -> str:
    plain = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    data = plain.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode().replace("\u00a0", " ")


def to_pay(text: str) -> Decimal:
    found = re.search(r"DO ZAPŁATY\s+([\d ]+,\d\d) zł", text)
    assert found, text
    return Decimal(found[1].replace(" ", "").replace(",", "."))


def gross(work: list[tuple[str, date, str, int]], nip: str, month: int, *, rebate: int = 0) -> Decimal:
    """The month of a payer by hand; all work is in band A."""
    minutes: dict[tuple[date, str], int] = defaultdict(int)
    for who, day, topic, length in work:
        if who == nip and day.month == month:
            minutes[day, topic] += length
    net = sum(
        (Decimal(-(-length // 15)) / 4 * (PRICE[topic] - rebate) for (_, topic), length in minutes.items()), Decimal(0)
    )
    vat = (net * 23 / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return net + vat


@pytest.mark.timeout(300)
def test_a_quarter_by_mail(firm: Company) -> None:
    quarter = Quarter(firm)
    _history(firm)
    for nip in ADDRESSES:
        quarter.report(nip, "2026-01-05 10:00")

    quarter.work(HOURLY, "2026-01-12 09:10", 20, "handel")
    quarter.work(HOURLY, "2026-01-12 14:00", 35, "handel")
    quarter.work(HOURLY, "2026-01-12 15:00", 10, "księgowość")
    quarter.work(PACKED, "2026-01-13 10:00", 70, "handel")
    quarter.work(LATE, "2026-01-14 10:00", 60, "handel")
    quarter.at("2026-01-30 09:00")  # the last day is a Saturday: Friday is the working day before
    quarter.answer(f"WSTRZYMAJ {LATE}", "Podgląd rozliczeń za styczeń 2026")
    quarter.at("2026-01-31 20:00")
    assert [len(quarter.bills(nip)) for nip in ADDRESSES] == [1, 1, 0]
    quarter.answer(f"WZNÓW {LATE}", "Podgląd rozliczeń za styczeń 2026")
    quarter.at("2026-02-02 09:00")
    assert [len(quarter.bills(nip)) for nip in ADDRESSES] == [1, 1, 1]
    assert to_pay(quarter.bills(HOURLY)[0]) == gross(quarter.worked, HOURLY, 1)
    assert "w tym miesiącu 1 h 15 min, zostaje 8 h 45 min" in quarter.bills(PACKED)[0]
    assert "nic do zapłaty" in quarter.bills(PACKED)[0]
    assert to_pay(quarter.bills(LATE)[0]) == gross(quarter.worked, LATE, 1, rebate=20), "a regular customer"

    before = list(quarter.worked)
    assert "już rozliczony" not in quarter.receipt
    quarter.work(HOURLY, "2026-01-30 11:00", 40, "handel", written="2026-02-03 09:00")
    assert "ten miesiąc jest już rozliczony, więc praca wejdzie do następnego rozliczenia" in quarter.receipt
    late = gross([one for one in quarter.worked if one not in before], HOURLY, 1)
    quarter.work(HOURLY, "2026-02-10 09:00", 50, "handel")
    quarter.work(PACKED, "2026-02-11 10:00", 16, "handel")
    quarter.work(LATE, "2026-02-12 10:00", 61, "księgowość")
    with transaction(firm.app.engine) as session:  # the office's invoice of January, which nobody paid
        day, due = date(2026, 2, 2), date(2026, 2, 9)
        session.add(
            SalesInvoice(
                number="FV/1/2026", nip=LATE, kind="invoice", issue_day=day, due_day=due, month="2026-01",
                gross=Decimal("196.80"), ksef_number="5272525995-20260202-0123456789AB-CD",
            )
        )  # fmt: skip
    quarter.at("2026-02-27 09:00")
    assert "ZALEGŁOŚCI, BEZ RABATÓW" in text_of(quarter.letters(BOSS)[-1])
    quarter.at("2026-02-28 20:00")
    assert to_pay(quarter.bills(HOURLY)[1]) == gross(quarter.worked, HOURLY, 2) + late
    assert "praca z wcześniejszego miesiąca" in quarter.bills(HOURLY)[1]
    assert "w tym miesiącu 30 min, zostaje 8 h 15 min" in quarter.bills(PACKED)[1]
    assert to_pay(quarter.bills(LATE)[1]) == gross(quarter.worked, LATE, 2), "late with FV/1/2026: no rebates"
    assert "Nie mamy zaksięgowanej zapłaty za: FV/1/2026" in quarter.bills(LATE)[1]

    quarter.work(HOURLY, "2026-03-10 09:00", 45, "księgowość")
    quarter.work(PACKED, "2026-03-11 10:00", 90, "księgowość")  # a general package does not cover accounting
    quarter.at("2026-03-30 09:00")
    quarter.at("2026-04-04 12:00")  # the worker was down over the last day
    assert [len(quarter.bills(nip)) for nip in ADDRESSES] == [3, 3, 2]
    assert to_pay(quarter.bills(HOURLY)[2]) == gross(quarter.worked, HOURLY, 3)
    assert to_pay(quarter.bills(PACKED)[2]) == gross(quarter.worked, PACKED, 3)
    quarter.at("2026-04-11 09:00")
    quarter.at("2026-04-12 09:00")
    assert [len(quarter.bills(nip)) for nip in ADDRESSES] == [3, 3, 2]


@pytest.mark.timeout(120)
def test_a_hold_that_waits_in_the_mailbox_is_read_before_any_bill_leaves(firm: Company) -> None:
    quarter = Quarter(firm)
    for nip, hour in ((HOURLY, 9), (LATE, 11)):
        quarter.report(nip, "2026-01-05 10:00")
        quarter.work(nip, f"2026-01-12 {hour:02}:10", 20, "handel")
    quarter.at("2026-01-30 09:00")
    preview = next(one for one in quarter.letters(BOSS) if str(one["Subject"]).startswith("Podgląd"))
    hold = mail(
        message_id="czeka@x.example",
        subject="Re: podgląd",
        text=f"WSTRZYMAJ {LATE}",
        sender=BOSS,
        answers=str(preview["Message-ID"]).strip("<>"),
    )
    host, port = firm.servers.host, firm.servers.smtp_port
    send_as_sender(hold, host=host, port=port, recipient=ADDRESS, fallback="biuro@3rp.com.pl")
    firm.hold.release()
    firm.now = warsaw("2026-01-31 20:05")  # the worker was down, and starts again now

    deaf = firm.app.settings.imap.model_copy(update={"port": free.port()})
    unread = App(settings=firm.app.settings.model_copy(update={"imap": deaf}), clock=lambda: firm.now)
    with _serving(unread):
        time.sleep(3)
    assert quarter.bills(HOURLY) == [], "nobody knows what lies in a mailbox that cannot be read"
    with _serving(firm.app):
        assert _until(lambda: len(quarter.bills(HOURLY)) == 1)
        assert _until(lambda: any("nie wyszło: 1" in str(one["Subject"]) for one in quarter.letters(BOSS)))
    assert quarter.bills(LATE) == []


@contextmanager
def _serving(app: App) -> Iterator[None]:
    """The service runs meanwhile."""
    service = threading.Thread(target=Service(app=app).serve)
    service.start()
    try:
        yield
    finally:
        app.stopping.set()
        service.join()


def _until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def _history(firm: Company) -> None:
    """The package, and four paid months of invoices that make a customer regular [6]."""
    with transaction(firm.app.engine) as session:
        day = date(2026, 1, 2)
        session.add(
            SoldPackage(
                code="P10", nip=PACKED, hours=10, service="general", purchased_day=day, start_day=day, invoiced=True,
                sold_at=firm.now,
            )
        )  # fmt: skip
        for month in (8, 9, 10, 11):
            day = date(2025, month, 28)
            session.add(
                SalesInvoice(
                    number=f"FV/{month}/2025", nip=LATE, kind="invoice", issue_day=day, due_day=day, gross=Decimal(0)
                )
            )
