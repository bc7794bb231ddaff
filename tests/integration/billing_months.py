"""A firm with a few payers and a clock the test moves: for what happens at the end of a month."""

import email
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.message import Message

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.integration.staffed import OFFICE
from tests.stored_months import TECHNICIAN, store_ticket
from tests.unit.documents.months import COMPANY
from worker.application.billing import state
from worker.application.billing.run import MonthRun
from worker.application.billing.timetable import Ticked, end_of, tick
from worker.application.office import Billing, Office
from worker.domain.calendar import WARSAW
from worker.domain.month_end import MonthEnd, Phase, previous_month
from worker.store.billing_tables import Bill, Contract
from worker.store.engine import transaction
from worker.store.staff_tables import WorkEntry
from worker.store.tables import OutboxLetter, Payer

NIPS = ("5259912077", "5260250274", "7740001454", "1132191233", "5252248481")
BILLED_OFFICE = replace(OFFICE, company=COMPANY)


def warsaw(when: str) -> datetime:
    """``2026-03-31 20:00`` on Warsaw clocks."""
    return datetime.fromisoformat(when).replace(tzinfo=WARSAW)


@dataclass
class Firm:
    """Payers with their tickets, and the run of the firm's months at ``now``."""

    engine: Engine
    office: Office = BILLED_OFFICE
    now: datetime = field(default_factory=lambda: warsaw("2026-03-10 09:00"))
    _tickets: dict[str, tuple[int, int]] = field(default_factory=dict)

    def payer(self, nip: str, *, address: str | None = "", town: str = "00-950 Warszawa") -> None:
        """A payer of the customer list; ``address`` None: there is nobody to write to."""
        with transaction(self.engine) as session:
            session.add(Payer(nip=nip, name=f"Firma {nip}"))
            session.flush()
            billing = "" if address is None else address or f"biuro@f{nip}.example"
            street = "ul. Łąkowa 3" if town else ""
            session.add(Contract(nip=nip, billing_email=billing, street=street, town=town))

    def ticket(self, nip: str) -> tuple[int, int]:
        """The payer's ticket and the mail that opened it."""
        if nip not in self._tickets:
            with transaction(self.engine) as session:
                self._tickets[nip] = store_ticket(session, nip)
        return self._tickets[nip]

    def work(self, nip: str, start: str, minutes: int = 60, *, kind: str = "remote", recorded: str = "") -> int:
        """Work written down when it was done, or at ``recorded``."""
        begin = warsaw(start)
        ticket, ledger = self.ticket(nip)
        with transaction(self.engine) as session:
            row = WorkEntry(
                ticket_id=ticket,
                ledger_id=ledger,
                nip=nip,
                technician=TECHNICIAN,
                kind=kind,
                start_at=begin,
                end_at=begin + timedelta(minutes=minutes),
                topics=["it"],
                recorded_at=warsaw(recorded) if recorded else begin,
            )
            session.add(row)
            session.flush()
            return row.id or 0

    def some_payers(self, count: int = 3, month: str = "2026-03") -> tuple[str, ...]:
        """Payers with an hour of work each on the tenth."""
        for nip in NIPS[:count]:
            self.payer(nip)
            self.work(nip, f"{month}-10 09:00")
        return NIPS[:count]

    def run(self, clock: Callable[[], datetime] | None = None) -> MonthRun:
        """The job."""
        return MonthRun(engine=self.engine, office=self.office, clock=clock or (lambda: self.now))

    def at(self, when: str, *, previewed: bool = True) -> Ticked:
        """The tick of the timetable at a Warsaw moment; ``previewed``: its months were, at their hour."""
        self.now = warsaw(when)
        for month in (previous_month(self.now.date()), self.now.date().replace(day=1)) if previewed else ():
            end = end_of(self.office, month)
            if end.phase(self.now) is Phase.SENDING:
                self.told(end)
        return tick(self.run())

    def told(self, end: MonthEnd) -> None:
        """The managers have had the preview of a month at its hour."""
        with transaction(self.engine) as session:
            if not state.happened(session, state.PREVIEW, end.period):
                state.mark(session, state.PREVIEW, end.period, now=end.preview_at, until=end.preview_at)

    def end(self, month: str = "2026-03") -> MonthEnd:
        """The moments of a month."""
        return end_of(self.office, date.fromisoformat(f"{month}-01"))

    def approve_only(self) -> None:
        """The setting by which a month needs a manager's word."""
        self.office = replace(self.office, billing=Billing(automatic=False))

    def letters(self, kind: str = "customer-billing") -> list[OutboxLetter]:
        """Letters written, oldest first."""
        with Session(self.engine) as session:
            rows = session.exec(select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(col(OutboxLetter.id)))
            return list(rows)

    def texts(self, kind: str) -> list[str]:
        """Their texts."""
        return [text_of(one) for one in self.letters(kind)]

    def bills(self) -> list[Bill]:
        """All bills."""
        with Session(self.engine) as session:
            return list(session.exec(select(Bill).order_by(col(Bill.month), col(Bill.nip), col(Bill.version))))


def parsed(letter: OutboxLetter) -> Message:
    """A letter as its receiver reads it."""
    return email.message_from_bytes(letter.raw)


def text_of(letter: OutboxLetter) -> str:
    """Its text, no-break spaces as spaces."""
    plain = next(part for part in parsed(letter).walk() if part.get_content_type() == "text/plain")
    data = plain.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode().replace("\u00a0", " ")


def files_of(letter: OutboxLetter) -> dict[str, bytes]:
    """Its attachments by name."""
    found = {}
    for part in parsed(letter).walk():
        if part.get_filename():
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            found[str(part.get_filename())] = data
    return found
