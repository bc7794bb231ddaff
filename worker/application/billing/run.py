"""The month-end run: each payer's bill and its letters in one transaction, exactly once per payer, month and version.

    gather -> settle -> render (slow, outside) -> take the turn -> still so, not held? -> bill and letters, commit

Killed anywhere it has either written a payer's bill with his letters or nothing of it, so it is simply run again. The
unique (NIP, month, version) is the guard against a second worker. What changed between gathering and recording (a
``cofnij``, a payment, an import) makes the payer's month be gathered anew: no letter says what is no longer so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import structlog
from sqlalchemy import Engine
from sqlmodel import Session, select

from worker.application.billing.correction import (
    NothingToCorrectError,
    Why,
    draft_correction,
    sent_bills,
)
from worker.application.billing.letter import billing_letters, cause_of
from worker.application.billing.month_facts import gather, month_facts, payers_to_bill
from worker.application.billing.payees import payees
from worker.application.billing.settle import SettledMonth, settle
from worker.application.billing.state import Holds, holds_of
from worker.application.crash import crash_point
from worker.application.office import Office
from worker.application.post import outbox_row
from worker.domain.billing.anomalies import Anomaly, Found
from worker.domain.calendar import local_day
from worker.domain.month_end import MonthEnd
from worker.mail.letters import Letter
from worker.store import billing_queries as ask
from worker.store import outbox
from worker.store.billing_tables import Bill, BillState
from worker.store.engine import reading, transaction
from worker.store.lease import Hold, check

_log = structlog.get_logger()
_LOT = 50  # payers gathered together; their documents are made one by one and not kept
_TRIES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsent:
    """A payer whose letter did not leave, and why: kept back by a manager, or stopped by what is odd."""

    nip: str
    name: str
    held: bool = False
    waits_for_approval: bool = False
    stops: tuple[Found, ...] = ()


@dataclass(kw_only=True)
class Outcome:
    """What a run came to: NIPs with a new bill and letter, and those without, in order."""

    sent: list[str] = field(default_factory=list)
    unsent: list[Unsent] = field(default_factory=list)
    stopped: bool = False  # told to end before everybody's turn came


@dataclass(kw_only=True)
class MonthRun:
    """The run of one installation. ``hold`` None is a command beside the service. ``progress`` gets done and all."""

    engine: Engine
    office: Office
    clock: Callable[[], datetime]
    hold: Hold | None = None
    progress: Callable[[int, int], None] = lambda done, everybody: None

    def run(self, end: MonthEnd, stop: Callable[[], bool] = lambda: False) -> Outcome:
        """Write every bill of the month that is not written yet and that nothing keeps back."""
        outcome = Outcome()
        with reading(self.engine) as session:
            todo = _unbilled(session, end)
        for count, settled in enumerate(self._settled(end, todo), 1):
            if stop():
                outcome.stopped = True
                break
            if not settled.month.is_empty:
                self._bill(end, settled, outcome)
            self.progress(count, len(todo))
        return outcome

    def correct(self, end: MonthEnd, nip: str, *, reason: str = "") -> tuple[str, ...]:
        """Write the next version of a payer's month and its letters; what differs, as sentences.

        Rebates stay judged by the day of the first version [12.2]. Raises NothingToCorrectError.
        """
        with reading(self.engine) as session:
            settled = self.draft(session, end, nip, reason=reason)
        self.write_correction(end, settled)
        return settled.changes

    def draft(self, session: Session, end: MonthEnd, nip: str, *, reason: str = "") -> SettledMonth:
        """The next version as it would be written now. Raises NothingToCorrectError."""
        today = local_day(self.clock())
        return draft_correction(session, self.office, nip, end.first, today=today, reason=reason)

    def write_correction(
        self, end: MonthEnd, settled: SettledMonth, beside: Callable[[Session], None] = lambda session: None
    ) -> None:
        """Write a drafted version and its letters, and what belongs ``beside`` it in the same transaction.

        Raises NothingToCorrectError when anything changed since it was drafted.
        """
        letters = billing_letters(settled, self.office, self.clock())
        version = settled.document.version if settled.document is not None else 0
        if not self._record(end, settled, letters, version=version, keeps=False, beside=beside):
            raise NothingToCorrectError(Why.CHANGED, f"{settled.nip}: something changed meanwhile; run it again")

    def unsent(self, end: MonthEnd) -> list[Unsent]:
        """Who has something to bill and no letter, without writing anything."""
        with reading(self.engine) as session:
            todo = _unbilled(session, end)
            holds = holds_of(session, end.period)
        return [self._unsent(one, holds) for one in self._settled(end, todo) if not one.month.is_empty]

    # -- one payer ----------------------------------------------------------------------------------------

    def _bill(self, end: MonthEnd, settled: SettledMonth, outcome: Outcome) -> None:
        for _ in range(_TRIES):
            with reading(self.engine) as session:
                holds = holds_of(session, end.period)
                if sent_bills(session, settled.nip, end.period):
                    return  # another worker was quicker
            if holds.keeps(settled.nip, automatic=self.office.billing.automatic):
                outcome.unsent.append(self._unsent(settled, holds))
                return
            if settled.stops:
                if settled.only_lacks_address:
                    self._record(end, settled, (), version=1)
                outcome.unsent.append(self._unsent(settled, Holds(approved=True)))
                return
            crash_point("bill-settled")
            try:
                letters = billing_letters(settled, self.office, self.clock())
            except Exception as error:  # a letter that cannot be made must not keep the others' back
                _log.exception("a bill could not be written", payer=settled.nip, month=end.period)
                broken = Found(kind=Anomaly.BROKEN, detail=f"{type(error).__name__}: {error}"[:200])
                outcome.unsent.append(Unsent(nip=settled.nip, name=settled.payee.party.name, stops=(broken,)))
                return
            crash_point("bill-rendered")
            if self._record(end, settled, letters, version=1):
                outcome.sent.append(settled.nip)
                return
            settled = self._one(end, settled.nip, issue=end.issue_day(self.clock()))
            if settled.month.is_empty:
                return
        busy = Found(kind=Anomaly.BROKEN, detail="dane zmieniały się w trakcie, następna próba za kilka minut")
        outcome.unsent.append(Unsent(nip=settled.nip, name=settled.payee.party.name, stops=(busy,)))

    def _record(
        self,
        end: MonthEnd,
        settled: SettledMonth,
        letters: Sequence[Letter],
        *,
        version: int,
        keeps: bool = True,
        beside: Callable[[Session], None] = lambda session: None,
    ) -> bool:
        """Bill and letters in one transaction; False when anything changed since they were settled."""
        nip = settled.nip
        with transaction(self.engine) as session:
            check(session, self.hold)
            now = self.clock()
            if keeps and holds_of(session, end.period).keeps(nip, automatic=self.office.billing.automatic):
                return False
            row = session.exec(select(Bill).where(Bill.nip == nip, Bill.month == end.period, Bill.version == version))
            bill = row.first()
            if bill is not None and bill.state == BillState.SENT.value:
                return False
            if not self._is_still_so(session, end, settled):
                return False
            bill = bill or Bill(
                nip=nip, month=end.period, version=version, state="", issue_day=settled.month.facts.issue
            )
            _fill(bill, settled, sent=bool(letters), now=now)
            session.add(bill)
            for letter in letters:
                outbox.enqueue(session, outbox_row(letter, cause=cause_of(nip, end.period, version), now=now))
            beside(session)
            session.flush()
            crash_point("bill-before-commit")
        crash_point("bill-after-commit")
        return True

    def _is_still_so(self, session: Session, end: MonthEnd, settled: SettledMonth) -> bool:
        """Whether the facts and the payer are still those that the documents were made of."""
        nip, issue = settled.nip, settled.month.facts.issue
        fresh = month_facts(session, self.office, nip, end.first, issue=issue)
        return fresh == settled.month and payees(session, [nip], end.period)[nip] == settled.payee

    # -- settling -----------------------------------------------------------------------------------------

    def _settled(self, end: MonthEnd, nips: Sequence[str]) -> Iterator[SettledMonth]:
        """These payers' months, settled one after the other; only one lot is in memory."""
        for at in range(0, len(nips), _LOT):
            lot = nips[at : at + _LOT]
            issue = end.issue_day(self.clock())
            with reading(self.engine) as session:
                months = gather(session, self.office, lot, end.first, issue=issue)
                known = payees(session, lot, end.period)
            for nip in lot:
                yield settle(self.office, months[nip], known[nip])

    def _one(self, end: MonthEnd, nip: str, *, issue: date) -> SettledMonth:
        with reading(self.engine) as session:
            month = month_facts(session, self.office, nip, end.first, issue=issue)
            known = payees(session, [nip], end.period)[nip]
        return settle(self.office, month, known)

    def _unsent(self, settled: SettledMonth, holds: Holds) -> Unsent:
        return Unsent(
            nip=settled.nip,
            name=settled.payee.party.name,
            held=holds.holds(settled.nip),
            waits_for_approval=not (self.office.billing.automatic or holds.approved),
            stops=settled.stops,
        )


def _unbilled(session: Session, end: MonthEnd) -> list[str]:
    """Payers with anything in the month and no bill that went out."""
    done = ask.billed_payers(session, end.period, state=BillState.SENT.value)
    return [nip for nip in payers_to_bill(session, end.first) if nip not in done]


def _fill(bill: Bill, settled: SettledMonth, *, sent: bool, now: datetime) -> None:
    document = settled.document
    bill.state = (BillState.SENT if sent else BillState.UNSENDABLE).value
    bill.issue_day, bill.created_at = settled.month.facts.issue, now
    bill.settled, bill.billed = settled.data, settled.month.taken.as_json()
    bill.uses = [
        {"package": use.package, "day": use.day.isoformat(), "service": use.service.value, "quarters": use.quarters}
        for use in (document.statement.package_use if document is not None else ())
    ]
