"""What managers have said of a month, and what was told: holds, approval, and the runs that happen once."""

from collections.abc import Callable
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


def hold(session: Session, period: str, nip: str, *, by: str, now: datetime) -> BillHold | None:
    """Keep one payer (or, with "", all) back; None when that was so already."""
    if any(row.nip == nip for row in ask.holds(session, period)):
        return None
    row = BillHold(month=period, nip=nip, held_by=by, held_at=now)
    session.add(row)
    session.flush()
    return row


def release(
    session: Session,
    period: str,
    nip: str,
    *,
    now: datetime,
    before: Callable[[BillHold], None] = lambda row: None,
) -> bool:
    """Let one payer (or, with "", the hold of all) go; False when nothing was held. ``before`` sees each row first."""
    rows = [row for row in ask.holds(session, period) if row.nip == nip]
    for row in rows:
        before(row)
        row.released_at = now
        session.add(row)
    session.flush()
    return bool(rows)


def approve(
    session: Session,
    period: str,
    *,
    automatic: bool,
    now: datetime,
    before: Callable[[BillHold], None] = lambda row: None,
    without: frozenset[int] = frozenset(),
) -> JobRun | None:
    """The month may go out; the row of a first approval.

    Where letters leave by themselves this can only mean that everybody is released, but for the holds ``without``,
    which were made in the same breath. Where each month needs a word, it means the month, and payers held by their
    NIP stay so until they are named.
    """
    for row in ask.holds(session, period):
        if row.id not in without and (automatic or not row.nip):
            before(row)
            row.released_at = now
            session.add(row)
    session.flush()
    return None if happened(session, APPROVAL, period) else mark(session, APPROVAL, period, now=now, until=now)


def happened(session: Session, job: str, period: str) -> bool:
    """Whether a job was done for a period."""
    return session.exec(select(JobRun.id).where(JobRun.job == job, JobRun.period == period)).first() is not None


def previewed(session: Session, period: str) -> datetime | None:
    """When the managers got the preview of a month; None before."""
    return session.exec(select(JobRun.ran_at).where(JobRun.job == PREVIEW, JobRun.period == period)).first()


def mark(session: Session, job: str, period: str, *, now: datetime, until: datetime) -> JobRun:
    """A job is done for a period; the table takes it once."""
    row = JobRun(job=job, period=period, ran_at=now, covered_until=until)
    session.add(row)
    session.flush()
    return row


def last_report(session: Session, period: str) -> JobRun | None:
    """The newest report of a month; ``covered_until`` is where the next one begins."""
    return session.exec(
        select(JobRun)
        .where(JobRun.job == REPORT, col(JobRun.period).startswith(period))
        .order_by(col(JobRun.id).desc())
    ).first()
