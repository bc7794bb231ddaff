"""The end of a month for many payers: bills a second, and whether the memory stays flat.

Run: ``python -m benchmarks.month_end [PAYERS]`` (2,000). Each payer has eight pieces of work on two tickets, every
third a package, every fifth a visit with travel. Printed for each part of the run: payers, seconds, bills a second,
resident memory; what the letters weigh. Before it the parts alone (gathering, settling, one PDF, a letter) and the
floor: an empty PDF of typst.
"""

import resource
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import typst
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from worker.application.billing.letter import billing_letters
from worker.application.billing.month_facts import gather, payers_to_bill
from worker.application.billing.payees import payees
from worker.application.billing.preview import look_at
from worker.application.billing.run import MonthRun
from worker.application.billing.settle import settle
from worker.application.billing.timetable import end_of
from worker.application.office import Office
from worker.documents import BankAccount, Company
from worker.documents.pdf import protocol_pdf, statement_pdf
from worker.domain.calendar import WARSAW
from worker.domain.message import Address
from worker.domain.ticket_id import ticket_id
from worker.mail.letters import Sender
from worker.store.billing_tables import Contract, SoldPackage
from worker.store.engine import open_engine, reading, transaction
from worker.store.migrate import migrate
from worker.store.staff_tables import Travel, WorkEntry
from worker.store.tables import LedgerEntry, OutboxLetter, Payer, Ticket

MONTH = date(2026, 3, 1)
NOW = datetime(2026, 3, 31, 20, 0, tzinfo=WARSAW)
OFFICE = Office(
    sender=Sender(address="pomoc@example.com", name="Pomoc", company="Firma", key=b"k" * 16),
    own_addresses=frozenset({"pomoc@example.com"}),
    managers=(Address(address="szef@example.com", name="Anna Szef"),),
    company=Company(
        name="Firma Serwisowa",
        nip="5272525995",
        address=("ul. Żółwia 12", "05-200 Wołomin"),
        account=BankAccount(number="61109010140000071219812874", bank="Bank"),
    ),
)
_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


def nips(count: int) -> list[str]:
    """Valid NIPs, one after the other."""
    found: list[str] = []
    number = 525_000_000
    while len(found) < count:
        number += 1
        check = sum(int(digit) * weight for digit, weight in zip(str(number), _WEIGHTS, strict=True)) % 11
        if check < 10:
            found.append(f"{number}{check}")
    return found


def filled(engine: Engine, count: int) -> None:
    """Payers with a month of work."""
    numbers = nips(count)
    for at in range(0, count, 200):
        with transaction(engine) as session:
            for n, nip in enumerate(numbers[at : at + 200], at):
                _payer(session, n, nip)


def _payer(session: Session, n: int, nip: str) -> None:
    session.add(Payer(nip=nip, name=f"Firma Handlowa nr {n} sp. z o.o."))
    session.flush()
    session.add(Contract(nip=nip, billing_email=f"biuro{n}@f.example", street="ul. Łąkowa 3", town="00-950 Warszawa"))
    mail = LedgerEntry(
        mailbox="m", uidvalidity=1, uid=n, message_id=f"{n}@f.example", received_at=NOW, recorded_at=NOW,
        outcome="confirm",
    )  # fmt: skip
    tickets = [
        Ticket(
            public_id=ticket_id(2026, serial), year=2026, serial=serial, kind="report", state="in-progress", nip=nip,
            topic=f"Drukarka {serial} nie drukuje paragonów", requester=f"jan@f{n}.example", received_at=NOW,
            clock_started_at=NOW, promised_day=MONTH, deadline_at=NOW, created_at=NOW,
        )
        for serial in (2 * n + 1, 2 * n + 2)
    ]  # fmt: skip
    session.add_all([mail, *tickets])
    session.flush()
    ledger, ids = mail.id or 0, [one.id or 0 for one in tickets]
    for k in range(8):
        start = datetime(2026, 3, 2 + (n + 3 * k) % 27, 8 + k, 5 * (n % 7), tzinfo=WARSAW)
        visit = k == 0 and n % 5 == 0
        entry = WorkEntry(
            ticket_id=ids[k % 2], ledger_id=ledger, nip=nip, technician=f"t{n % 9}@example.com",
            kind="visit" if visit else "remote", start_at=start, end_at=start + timedelta(minutes=11 + 7 * k),
            topics=["accounting" if k % 3 == 0 else "it"], recorded_at=start,
        )  # fmt: skip
        session.add(entry)
        if visit:
            session.add(
                Travel(
                    ticket_id=ids[0], ledger_id=ledger, nip=nip, technician=entry.technician,
                    day=start.date(), place="Warszawa", recorded_at=start,
                )
            )  # fmt: skip
    if n % 3 == 0:
        bought = date(2026, 2, 10)
        session.add(
            SoldPackage(
                code=f"P{n}", nip=nip, hours=10, service="general", purchased_day=bought, start_day=bought,
                invoiced=True, sold_at=NOW,
            )
        )  # fmt: skip


def megabytes() -> float:
    """Memory resident now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main(count: int = 2000) -> None:
    """Fill, run, print."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/pomoc.db")
        migrate(engine)
        filled(engine, count)
        _parts(engine, count)
        begun = last = time.perf_counter()
        print(f"\n{'payers':>8} {'s':>8} {'bills/s':>8} {'MB':>8}", flush=True)

        def progress(done: int, everybody: int) -> None:
            nonlocal last
            step = max(everybody // 10, 1)
            if done % step == 0 or done == everybody:
                now = time.perf_counter()
                print(f"{done:>8} {now - begun:>8.1f} {step / (now - last):>8.1f} {megabytes():>8.0f}", flush=True)
                last = now

        run = MonthRun(engine=engine, office=OFFICE, clock=lambda: NOW, progress=progress)
        outcome = run.run(end_of(OFFICE, MONTH))
        seconds = time.perf_counter() - begun
        with reading(engine) as session:
            letters = session.exec(select(func.count()).select_from(OutboxLetter)).one()
            stored = session.exec(select(func.sum(func.length(OutboxLetter.raw)))).one() or 0
            leaves = sum(len(raw) for raw in session.exec(select(OutboxLetter.raw)).yield_per(100))
        print(
            f"\n{letters} letters of {len(outcome.sent)} payers: {leaves / letters / 1024:.0f} KB each as they leave,"
        )
        print(f"{stored / letters / 1024:.0f} KB in the outbox, {stored / 2**20:.0f} MB together")
        print(f"{count / seconds:.1f} bills/s, {2 * count / seconds:.1f} PDF/s, peak {_peak():.0f} MB")
        begun = time.perf_counter()
        run.run(end_of(OFFICE, MONTH))
        print(f"a second run finds nothing to do in {1000 * (time.perf_counter() - begun):.0f} ms")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _parts(engine: Engine, count: int) -> None:
    end = end_of(OFFICE, MONTH)
    begun = time.perf_counter()
    with reading(engine) as session:
        numbers = payers_to_bill(session, MONTH)
        months = gather(session, OFFICE, numbers, MONTH, issue=end.last)
        known = payees(session, numbers, end.period)
    _say("gathering", begun, count)
    begun = time.perf_counter()
    settled = [settle(OFFICE, months[nip], known[nip]) for nip in numbers]
    _say("settling", begun, count)
    some = [one for one in settled[:20] if one.document is not None]
    for name, make in (("statement PDF", statement_pdf), ("protocol PDF", protocol_pdf)):
        begun = time.perf_counter()
        for one in some:
            assert one.document is not None
            make(one.document)
        _say(name, begun, len(some))
    begun = time.perf_counter()
    for one in some:
        billing_letters(one, OFFICE, NOW)
    _say("letter with its documents", begun, len(some))
    compiler = typst.Compiler()
    begun = time.perf_counter()
    for n in range(20):
        compiler.compile(f"#set page(width: {100 + n}pt)\nx".encode(), format="pdf")
    _say("floor: an empty PDF", begun, 20)
    begun = time.perf_counter()
    with reading(engine) as session:
        look_at(session, OFFICE, end, issue=end.last)
    _say("preview", begun, count)


def _say(name: str, begun: float, count: int) -> None:
    print(f"{name:<28} {1000 * (time.perf_counter() - begun) / count:>8.2f} ms each")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
