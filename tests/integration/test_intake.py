"""A mailbox against a real Dovecot, while something is wrong: poison mails, the database, people, floods.

Whatever happens, no mail is lost, none is worked on twice, and the trouble of one is not the trouble of others.
"""

import base64
import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from tests.acceptance.office import Installation, install, mail
from tests.servers.children import child_of
from tests.servers.dovecot import Dovecot
from worker.adapters.imap import ImapMailbox
from worker.app import App
from worker.application.held import NotHeldError, release_letters, stored_letter
from worker.application.intake import Intake
from worker.application.looking import list_letters
from worker.application.office import Brakes
from worker.application.ports import FetchedMessage, Folder
from worker.application.shunting import TRIES
from worker.demo import readable
from worker.documents import pdf
from worker.domain.calendar import WARSAW
from worker.domain.message import InboundMessage
from worker.mail.mime.beside import Beside
from worker.store.engine import open_engine, reading, transaction
from worker.store.lease import Hold, LeaseLostError
from worker.store.staff_tables import WorkEntry
from worker.store.tables import Contact, InHand, Lease, LedgerEntry, OutboxLetter, Payer, RawMessage, Ticket
from worker.wiring import imap_account

pytestmark = pytest.mark.dovecot


class Worker:
    """An installation with a worker in this process whose parts a test may change."""

    def __init__(self, company: Installation, *, busy_seconds: float = 30) -> None:
        self.company = company
        self.app: App = company.app()
        self.app.engine.dispose()
        self.app.engine = open_engine(company.settings.database.url, busy_seconds=busy_seconds)
        hold = self.app.take_lease()
        assert hold is not None
        self.hold: Hold = hold
        self.intake: Intake = self.app.intake(hold)

    def poll(self, **changes: Any) -> dict[str, int]:
        return replace(self.intake, **changes).drain().outcomes

    def marks(self) -> int:
        with reading(self.app.engine) as session:
            return len(session.exec(select(InHand)).all())

    def folders(self) -> tuple[int, int, int, int]:
        names = ("INBOX", "Przetworzone", "Odrzucone", "Kwarantanna")
        counts = [len(self.company.folder(name)) for name in names]
        return counts[0], counts[1], counts[2], counts[3]

    def stop(self) -> None:
        self.hold.release()
        self.app.mailbox.close()
        self.app.engine.dispose()


@pytest.fixture
def company(tmp_path: Path, dovecot: Dovecot) -> Installation:
    return install(tmp_path, dovecot, smtp_port=1)


@pytest.fixture
def worker(company: Installation) -> Iterator[Worker]:
    made = Worker(company, busy_seconds=0.3)
    yield made
    made.stop()


def failing(
    app: App, poison: bytes, error: Callable[[], Exception]
) -> Callable[[FetchedMessage, bool], InboundMessage]:
    """A reader that cannot read mails with these bytes in them."""

    def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
        if poison in (fetched.raw or b""):
            raise error()
        return app.read(fetched, confined)

    return read


# --- poison ---


def test_an_unreadable_mail_is_tried_three_times_then_quarantined_with_one_alert(worker: Worker) -> None:
    raw = mail(message_id="zly@x.example", subject="[5259912077] trucizna")
    for one in (mail(message_id="a@x.example"), raw, mail(message_id="b@x.example", sender="b@x.example")):
        worker.company.receive(one)
    read = failing(worker.app, b"trucizna", lambda: ValueError("nie umiem"))

    assert worker.poll(read=read) == {"confirm": 2, "shunted": 1}
    assert worker.folders() == (1, 2, 0, 0)
    assert worker.poll(read=read) == {"shunted": 1}
    worker.company.receive(mail(message_id="c@x.example", sender="c@x.example"))
    assert worker.poll(read=read) == {"quarantine": 1, "confirm": 1}
    assert worker.folders() == (0, 3, 0, 1)
    assert worker.poll(read=read) == {}

    alerts = [one for one in worker.company.letters() if one["recipient"] == "szef@3rp.com.pl"]
    assert [one["kind"] for one in alerts] == ["staff-alert"]
    with reading(worker.app.engine) as session:
        entry = session.exec(select(LedgerEntry).where(LedgerEntry.outcome == "quarantine")).one()
        assert (entry.attempts, entry.explanation["error"]) == (TRIES, "ValueError: nie umiem")
        kept = session.get(RawMessage, entry.raw_id)
        assert kept is not None
        assert kept.size == len(raw)


def test_a_mail_that_can_be_read_at_last_is_an_ordinary_mail(worker: Worker) -> None:
    worker.company.receive(mail(message_id="pozno@x.example"))
    assert worker.poll(read=failing(worker.app, b"pozno", lambda: OSError("za mało pamięci"))) == {"shunted": 1}
    assert worker.poll() == {"confirm": 1}
    found = worker.company.explain("pozno@x.example")
    assert (found["verdict"], found["attempts"], found["message_id"]) == ("confirm", 2, "pozno@x.example")
    worker.company.receive(mail(message_id="pozno@x.example"))
    assert worker.poll() == {"ignore": 1}  # and its second copy is known


@pytest.mark.parametrize(
    "error",
    [
        ValueError("\x00\ud800\udcff\r\nBcc: <x@y.example>\x1b[31m"),
        ValueError("ż" * 3_000),
        ValueError(),
        MemoryError(),
        RecursionError("maximum recursion depth exceeded"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ],
)
def test_whatever_the_error_says_it_stays_with_its_mail(worker: Worker, error: Exception) -> None:
    worker.company.receive(mail(message_id="zly@x.example", subject="trucizna"))
    worker.company.receive(mail(message_id="a@x.example"))
    read = failing(worker.app, b"trucizna", lambda: error)
    assert [worker.poll(read=read) for _ in range(3)] == [
        {"confirm": 1, "shunted": 1},
        {"shunted": 1},
        {"quarantine": 1},
    ]


def test_a_mail_whose_recording_fails_is_shunted_alone(worker: Worker) -> None:
    """The reader gives something that the database refuses: a Message-ID it cannot store."""

    def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
        message = worker.app.read(fetched, confined)
        return replace(message, new_text="\ud800") if b"trucizna" in (fetched.raw or b"") else message

    worker.company.receive(mail(message_id="zly@x.example", subject="trucizna"))
    worker.company.receive(mail(message_id="a@x.example"))
    assert worker.poll(read=read) == {"confirm": 1, "shunted": 1}
    assert [worker.poll(read=read) for _ in range(2)] == [{"shunted": 1}, {"quarantine": 1}]
    assert worker.company.counts() == (2, 1, 2)


# --- the database ---


def _locked(worker: Worker) -> sqlite3.Connection:
    other = sqlite3.connect(
        str(worker.app.engine.url.database), isolation_level=None, check_same_thread=False, timeout=0.3
    )
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_short_lock_of_another_program_is_waited_for(company: Installation) -> None:
    worker = Worker(company, busy_seconds=10)
    company.receive(mail(message_id="a@x.example"))
    other = _locked(worker)
    release = threading.Timer(1.0, other.close)
    release.start()
    began = time.monotonic()
    assert worker.poll() == {"confirm": 1}
    assert time.monotonic() - began > 0.8
    release.join()
    worker.stop()


def test_a_long_lock_costs_a_poll_and_marks_nothing(worker: Worker) -> None:
    worker.company.receive(mail(message_id="a@x.example"))
    other = _locked(worker)
    for _ in range(TRIES + 1):
        with pytest.raises(OperationalError, match="locked"):
            worker.poll()
    other.close()
    assert worker.folders() == (1, 0, 0, 0)
    assert worker.company.counts() == (0, 0, 0)
    assert worker.poll() == {"confirm": 1}
    assert worker.folders() == (0, 1, 0, 0)


def test_others_may_write_while_a_document_is_made(worker: Worker) -> None:
    """The draft of a protocol takes typst its time; the database is free meanwhile, and the mails before it are in."""
    with transaction(worker.app.engine) as session:
        session.add(Payer(nip="5259912077", name="Rudnik"))
        session.flush()
        session.add(Contact(nip="5259912077", address="jan@firma.example", source="import", bound_at=datetime.now(UTC)))
    worker.company.receive(mail(message_id="a@x.example"))
    assert worker.poll() == {"confirm": 1}
    worker.company.receive(mail(message_id="b@x.example", subject="[5259912077] Skaner nie skanuje"))
    with transaction(worker.app.engine) as session:
        ticket = session.exec(select(Ticket)).one()
        start = datetime.now(UTC) - timedelta(hours=1)
        session.add(
            WorkEntry(
                ticket_id=ticket.id or 0, ledger_id=1, nip=ticket.nip, technician="t@x.example", kind="remote",
                start_at=start, end_at=start + timedelta(minutes=20), topics=["it"], recorded_at=start,
            )
        )  # fmt: skip
    month = f"{start.astimezone(WARSAW):%Y-%m}"
    worker.company.receive(mail(message_id="p@x.example", subject=f"PROTOKÓŁ {month}", text="Dzień dobry."))
    outcomes: dict[str, int] = {}
    polling = threading.Thread(target=lambda: outcomes.update(worker.poll()))
    with pdf._compiling:  # typst is at work for somebody else
        polling.start()
        time.sleep(1)  # by now it stands before typst
        assert polling.is_alive()
        assert worker.company.counts()[0] == 2
        _locked(worker).close()  # a writer of another program gets his turn
    polling.join()
    assert outcomes == {"confirm": 1, "append": 1}
    assert "customer-protocol" in {one["kind"] for one in worker.company.letters()}


def test_a_database_that_fails_at_every_recording_is_not_the_fault_of_the_mails(worker: Worker) -> None:
    """The marks "in hand" are for workers that died; after three polls that only failed nothing is quarantined."""
    for number in range(3):
        worker.company.receive(mail(message_id=f"{number}@x.example"))

    def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
        others.append(_locked(worker))  # after the mail was taken in hand, before it is recorded
        return worker.app.read(fetched, confined)

    for _ in range(TRIES + 1):
        others: list[sqlite3.Connection] = []
        with pytest.raises(OperationalError):
            worker.poll(read=_once(read, worker))
        for other in others:
            other.close()
    assert worker.folders() == (3, 0, 0, 0)
    assert worker.poll() == {"confirm": 3}
    assert worker.marks() == 0


def _once(
    first: Callable[[FetchedMessage, bool], InboundMessage], worker: Worker
) -> Callable[[FetchedMessage, bool], InboundMessage]:
    """``first`` for the first mail of a poll, the usual reader for the others."""
    left = [first]

    def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
        return (left.pop() if left else worker.app.read)(fetched, confined)

    return read


@pytest.mark.parametrize("size", [200_000, 3_000_000])
def test_a_full_disk_loses_nothing_and_afterwards_all_is_worked_on(worker: Worker, size: int) -> None:
    for number in range(5):
        noise = base64.encodebytes(random.Random(number).randbytes(size)).decode().replace("\n", "\r\n")
        worker.company.receive(mail(message_id=f"{number}@x.example", text=f"{noise} {number}"))
    engine = worker.app.engine

    def limit(pages: int) -> None:
        engine.dispose()  # the limit is of a connection
        with engine.connect() as connection:
            size = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {size + pages if pages else 2**30}"))

    for _ in range(TRIES + 1):
        limit(2)
        with pytest.raises(OperationalError):
            worker.poll()
    assert worker.folders() == (5, 0, 0, 0)
    limit(0)
    assert sum(worker.poll().values()) == 5
    assert worker.folders()[0] == worker.folders()[3] == 0
    assert worker.company.counts()[0] == 5


def test_an_overtaken_worker_records_nothing(worker: Worker) -> None:
    worker.company.receive(mail(message_id="a@x.example"))
    with transaction(worker.app.engine) as session:
        lease = session.exec(select(Lease)).one()
        lease.token += 1
        session.add(lease)
    with pytest.raises(LeaseLostError):
        worker.poll()
    assert worker.folders() == (1, 0, 0, 0)
    assert worker.company.counts() == (0, 0, 0)


def test_an_overtaken_worker_that_failed_waits_for_nothing(worker: Worker) -> None:
    """The marks are those of the worker that took over; one run of several a minute must not stand about for it."""
    with transaction(worker.app.engine) as session:
        session.exec(select(Lease)).one().token += 1
    intake = replace(worker.intake, _left_over={(1, 1)})
    began = time.monotonic()
    intake.put_down_what_failed(patience=30, stop=threading.Event())
    assert time.monotonic() - began < 5


# --- the mailbox, and people in it ---


def test_a_mailbox_polled_twice_does_nothing_twice(worker: Worker) -> None:
    worker.company.receive(mail(message_id="a@x.example"))
    assert worker.poll() == {"confirm": 1}
    before = worker.company.counts()
    assert worker.poll() == {}
    assert worker.company.counts() == before


def test_renumbered_mails_are_known_again(worker: Worker, dovecot: Dovecot) -> None:
    raw = mail(message_id="a@x.example")
    worker.company.receive(raw)
    assert worker.poll() == {"confirm": 1}
    worker.app.mailbox.close()
    worker.company.receive(raw)  # somebody restored a backup of the folder
    worker.company.receive(mail(message_id="b@x.example"))
    time.sleep(1.1)  # Dovecot's UIDVALIDITY is the second in which it numbers
    dovecot.renumber(worker.company.user)
    assert worker.poll() == {"ignore": 1, "confirm": 1}
    assert worker.company.explain("a@x.example")["verdict"] == "confirm"
    assert worker.company.counts()[1] == 2


def test_a_mail_that_somebody_took_away_meanwhile_is_nobodys_fault(worker: Worker) -> None:
    for name in "abc":
        worker.company.receive(mail(message_id=f"{name}@x.example"))
    mailbox = worker.app.mailbox

    class Interfered:
        """The mailbox, but a person moves the first mail away between the look and the fetch."""

        def __getattr__(self, name: str) -> Any:
            return getattr(mailbox, name)

        def fetch(self, uids: list[int]) -> list[FetchedMessage]:
            person = ImapMailbox(imap_account(worker.company.settings.imap))
            person.open()
            person.file(uids[:1], Folder.PROCESSED)
            person.close()
            return mailbox.fetch(uids)

    assert worker.poll(mailbox=Interfered()) == {"confirm": 2}
    assert worker.marks() == 0
    assert worker.company.counts()[0] == 2


def test_a_mail_over_the_size_cap_is_not_asked_for_what_nobody_has_read(company: Installation) -> None:
    """Ticket from the header, told to people: its text was not downloaded, so nothing of it can be missing."""
    worker = Worker(company)
    account = worker.app.mailbox._account
    worker.app.mailbox._account = replace(account, size_cap=10_000)
    company.receive(mail(message_id="duzy@x.example", text="x" * 20_000))
    company.receive(mail(message_id="bez@x.example", subject="pomocy", text="x" * 20_000))
    worker.poll()
    large = company.explain("duzy@x.example")
    assert (large["verdict"], large["nip"]) == ("confirm", "5259912077")
    assert "header-only" in large["defects"]
    assert [one["code"] for one in large["reasons"]] == ["too-large-to-read"]
    with reading(worker.app.engine) as session:
        raw = session.exec(select(OutboxLetter.raw).where(OutboxLetter.kind == "customer-confirmation")).one()
    assert "mail.eml" in readable(raw)[0]
    without = company.explain("bez@x.example")
    assert (without["verdict"], without["missing"]) == ("reject", ["nip"])
    assert company.counts()[0] == 2
    worker.stop()


# --- completion, brakes ---


def test_a_report_is_completed_over_several_rounds(worker: Worker) -> None:
    company = worker.company
    company.receive(
        mail(
            message_id="r1@firma.example",
            subject="Drukarka",
            text="Nie drukuje po naciśnięciu „Drukuj”, jest Błąd 2001.",
        )
    )
    worker.poll()
    first = company.explain("r1@firma.example")
    assert first["verdict"] == "reject"
    assert {"nip", "workstation"} <= set(first["missing"])
    missing = [set(first["missing"])]
    rounds = ("Komputer: KASA 1\r\n", "Użytkownik: Jan Kowalski, tel. 601 000 214\r\n", "NIP: 525-991-20-77\r\n")
    for number, said in enumerate(rounds, 2):
        letters = company.explain(f"r{number - 1}@firma.example")["letters"]
        letter = next(one for one in letters if one["kind"] == "customer-rejection")
        company.receive(
            mail(
                message_id=f"r{number}@firma.example", subject=f"Re: {letter['subject']}", text=said,
                answers=letter["message_id"],
            )
        )  # fmt: skip
        worker.poll()
        missing.append(set(company.explain(f"r{number}@firma.example")["missing"]))
    last = company.explain("r4@firma.example")
    assert (last["verdict"], last["nip"]) == ("confirm", "5259912077")
    assert [company.explain(f"r{number}@firma.example")["kind"] for number in (1, 2, 4)] == [
        "report", "completion", "completion",
    ]  # fmt: skip
    assert all(after < before for before, after in pairwise(missing))
    assert company.counts()[1] == 1
    assert company.explain("r1@firma.example")["ticket_id"] == last["ticket_id"]
    with reading(worker.app.engine) as session:
        topic = session.execute(text("SELECT topic FROM ticket")).scalar_one()
    assert topic == "Drukarka"


def different(number: int) -> bytes:
    """A complete report that says something else than the others: who repeats himself is braked earlier."""
    device = ("drukarka", "waga", "kolektor", "monitor", "serwer", "skaner", "telefon", "router", "laptop")[number]
    words = " ".join(f"{device}{ending}" for ending in ("owa", "owe", "owy", "ami", "ach"))
    text = (
        f"Na stanowisku KASA 1 po naciśnięciu „Drukuj” {device} pokazuje „Błąd 2001”, {words}.\r\n"
        "Użytkownik: Jan Kowalski, tel. 601 000 214.\r\n"
    )
    return mail(message_id=f"{number}@x.example", subject=f"[5259912077] {device}", text=text)


def test_the_sixth_letter_in_an_hour_is_held_and_the_ledger_says_so(worker: Worker) -> None:
    office = replace(worker.app.office, brakes=Brakes(per_address_hour=5))
    now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    for number in range(7):
        worker.company.receive(different(number))
    worker.company.receive(mail(message_id="inny@y.example", sender="ewa@y.example"))
    assert worker.poll(office=office, clock=lambda: now) == {"confirm": 8}
    states = [one["state"] for one in worker.company.letters() if one["kind"] == "customer-confirmation"]
    assert states == ["queued"] * 5 + ["held"] * 2 + ["queued"]
    held = worker.company.explain("5@x.example")
    assert held["ticket_id"]
    assert held["notes"] == [
        {"held": "customer-confirmation", "recipient": "jan@firma.example", "brake": "5 letters an hour"}
    ]
    worker.company.receive(different(8))
    worker.poll(office=office, clock=lambda: now + timedelta(minutes=61))
    assert worker.company.explain("8@x.example")["letters"][-1]["state"] == "queued"


def beside_of(worker: Worker) -> Beside:
    """The reader beside, come up."""
    one = worker.app._beside()
    while not one.ready:
        time.sleep(0.01)
    return one


def test_a_full_mailbox_is_read_by_a_process_beside_and_says_the_same(worker: Worker) -> None:
    made: list[Beside] = []

    def beside() -> Beside:
        made.append(beside_of(worker))
        return made[-1]

    read_here: list[int] = []

    def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
        read_here.append(fetched.uid)
        return worker.app.read(fetched, confined)

    for number in range(2):
        worker.company.receive(mail(message_id=f"mało{number}@firma.example"))
    assert worker.poll(read=read, beside=beside, beside_from=3) == {"confirm": 2}
    assert len(read_here) == 2
    assert not made, "two mails do not pay for a process"

    for number in range(5):
        worker.company.receive(mail(message_id=f"n{number}@firma.example", subject=f"[5259912077] Sprawa {number}"))
    read_here.clear()
    assert worker.poll(read=read, beside=beside, beside_from=3) == {"confirm": 5}
    assert made
    assert not read_here


def test_a_mail_the_process_beside_dies_over_is_read_once_more(worker: Worker) -> None:
    def dying() -> Beside:
        one = beside_of(worker)
        os.kill(child_of(one), signal.SIGKILL)
        return one

    confined: list[bool] = []

    def read(fetched: FetchedMessage, alone: bool) -> InboundMessage:
        confined.append(alone)
        return worker.app.read(fetched, alone)

    worker.company.receive(mail(message_id="jeden@firma.example"))
    assert worker.poll(read=read, beside=dying, beside_from=1) == {"confirm": 1}
    assert confined == [True], "by the reader with limits: it may be the mail's fault"


def test_the_eleventh_letter_of_a_day_in_one_conversation_is_held(worker: Worker) -> None:
    """Ten letters a ticket and day: nobody repeats himself, and other conversations of the day go on."""
    brakes = Brakes(per_address_hour=100, per_address_day=1000, per_ticket_day=10)
    office = replace(worker.app.office, brakes=brakes)
    now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    names = ["Adam", "Ewa", "Jan", "Olga", "Piotr", "Maria", "Leon", "Nina", "Igor", "Zofia", "Karol"]
    for number, name in enumerate(names):
        text = f"Dalej to samo, mówi {name} w wiadomości numer {number}."
        worker.company.receive(mail(message_id=f"{number}@x.example", subject="[5259912077] Drukarka", text=text))
        worker.poll(office=office, clock=lambda: now)
    worker.company.receive(mail(message_id="inne@x.example", subject="[5259912077] Skaner", text="Nie skanuje."))
    worker.poll(office=office, clock=lambda: now)
    letters = [one for one in worker.company.letters() if one["kind"] == "customer-rejection"]
    assert [one["state"] for one in letters] == ["queued"] * 10 + ["held", "queued"]
    assert worker.company.explain("10@x.example")["notes"][-1]["brake"] == "10 letters a day on one ticket"


def test_a_person_lets_a_held_letter_go_once_and_the_ledger_says_who(worker: Worker) -> None:
    office = replace(worker.app.office, brakes=Brakes(per_address_hour=1))
    now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    for number in range(3):
        worker.company.receive(different(number))
    worker.poll(office=office, clock=lambda: now)
    held = [one["id"] for one in list_letters(worker.app.engine) if one["state"] == "held"]
    assert len(held) == 2
    row, raw = stored_letter(worker.app.engine, held[0])
    assert (row["brake"], row["recipient"]) == ("1 letters an hour", "jan@firma.example")
    assert b"Message-ID" in raw
    with pytest.raises(NotHeldError, match="no letter 999"):
        release_letters(worker.app.engine, [held[0], 999], by="anna", now=now)
    assert stored_letter(worker.app.engine, held[0])[0]["state"] == "held"  # all or none
    assert [one["id"] for one in release_letters(worker.app.engine, held[:1], by="anna", now=now)] == held[:1]
    with pytest.raises(NotHeldError, match="is queued"):
        release_letters(worker.app.engine, held[:1], by="anna", now=now)
    states = {one["id"]: one["state"] for one in list_letters(worker.app.engine)}
    assert (states[held[0]], states[held[1]]) == ("queued", "held")
    note = worker.company.explain("1@x.example")["notes"][-1]
    assert (note["action"], note["by"]) == ("letter-released", "anna")
