"""What managers have said of a month, and what was told: holds, approval, and the runs that happen once."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from worker.store import billing_queries as ask
from worker.store.billing_tables import BillHold
from worker.store.staff_tables import JobRun

APPROVAL, PREVIEW, REPORT, ALARM = "billing-approval", "billing-preview", "billing-report", "billing-alarm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Holds:
    """Who is held: single payers, or ``everybody``; ``approved`` once a manager said so."""

    nips: frozenset[str] = frozenset()
    everybody: bool = False
    approved: bool = False

    def holds(self, nip: str) -> bool:
        """Whether a manager keeps this payer's letter back."""
        return self.everybody or nip in self.nips

    def keeps(self, nip: str, *, automatic: bool) -> bool:
        """Whether the letter must wait: held, or not approved where approval is needed."""
        return self.holds(nip) or not (automatic or self.approved)


def holds_of(session: Session, period: str) -> Holds:
    """What is said of a month now."""
    rows = ask.holds(session, period)
    return Holds(
        nips=frozenset(row.nip for row in rows if row.nip),
        everybody=any(not row.nip for row in rows),
        approved=happened(session, APPROVAL, period),
    )


def hold(session: Session, period: str, nip: str, *, by: str, now: datetime) -> bool:
    """Keep one payer (or, with "", all) back; False when that was so already."""
    if any(row.nip == nip for row in ask.holds(session, period)):
        return False
    session.add(BillHold(month=period, nip=nip, held_by=by, held_at=now))
    session.flush()
    return True


def release(session: Session, period: str, nip: str, *, now: datetime) -> bool:
    """Let one payer (or, with "", the hold of all) go; False when nothing was held."""
    rows = [row for row in ask.holds(session, period) if row.nip == nip]
    for row in rows:
        row.released_at = now
        session.add(row)
    session.flush()
    return bool(rows)


def approve(
    session: Session, period: str, *, automatic: bool, now: datetime, but: frozenset[str] = frozenset()
) -> None:
    """The month may go out. Where letters leave by themselves this can only mean: release everybody.

    Where each month needs a word, it means the month; payers held by their NIP stay so until they are named. ``but``
    are those held in the same breath.
    """
    release(session, period, "", now=now)
    if automatic:
        for nip in holds_of(session, period).nips - but:
            release(session, period, nip, now=now)
    if not happened(session, APPROVAL, period):
        mark(session, APPROVAL, period, now=now, until=now)


def happened(session: Session, job: str, period: str) -> bool:
    """Whether a job was done for a period."""
    return session.exec(select(JobRun.id).where(JobRun.job == job, JobRun.period == period)).first() is not None


def mark(session: Session, job: str, period: str, *, now: datetime, until: datetime) -> None:
    """A job is done for a period; the table takes it once."""
    session.add(JobRun(job=job, period=period, ran_at=now, covered_until=until))


def last_report(session: Session, period: str) -> JobRun | None:
    """The newest report of a month; ``covered_until`` is where the next one begins."""
    return session.exec(
        select(JobRun)
        .where(JobRun.job == REPORT, col(JobRun.period).startswith(period))
        .order_by(col(JobRun.id).desc())
    ).first()
