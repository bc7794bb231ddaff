"""The daily digest at 8:00 and a manager's ``raport``: deadlines, the backlog as bars, the balance of the mail."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlmodel import Session, col, func, select

from worker.application.calls import waiting_calls
from worker.application.office import Office
from worker.application.packages.notices import near_the_end
from worker.application.payers.rows import SHOWN, asked_rows, claim_rows, correction_rows
from worker.application.post import outbox_row
from worker.application.ticket_rows import ticket_row, working_days_left
from worker.domain.calendar import WARSAW, is_working_day, local_day
from worker.domain.message import Address
from worker.domain.verdict import Kind
from worker.mail import letters
from worker.mail.letters import facts
from worker.mail.letters.facts import Bucket
from worker.store import outbox, staff_queries
from worker.store.staff_tables import JobRun
from worker.store.tables import LedgerEntry, Outcome, Ticket, TicketState

FROM, UNTIL = time(8), time(18)
_JOB = "digest"
_SHOWN = 25


def write_digest(session: Session, office: Office, now: datetime) -> bool:
    """The digest of this working day, unless it was written already; a worker that was down at 8 catches up."""
    today, clock = local_day(now), now.astimezone(WARSAW).time()
    if not office.daily_digest or not is_working_day(today, days_off=office.days_off) or not FROM <= clock < UNTIL:
        return False
    last = last_digest(session)
    if last is not None and last.period == today.isoformat():
        return False
    session.add(JobRun(job=_JOB, period=today.isoformat(), ran_at=now, covered_until=now))
    cause = f"{_JOB}:{today.isoformat()}"
    since = last.covered_until if last is not None else None
    for manager in office.managers:
        letter = overview(session, office, manager, now, cause=cause, since=since)
        outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))
    return True


def last_digest(session: Session) -> JobRun | None:
    """The newest digest; ``covered_until`` is where the balance of the next letter begins."""
    return session.exec(select(JobRun).where(JobRun.job == _JOB).order_by(col(JobRun.id).desc())).first()


def overview(
    session: Session,
    office: Office,
    person: Address,
    now: datetime,
    *,
    cause: str,
    since: datetime | None,
    asked: bool = False,
) -> letters.Letter:
    """The letter itself; ``since`` is where the balance of the mail begins (None: the beginning)."""
    today = local_day(now)
    running = session.exec(
        select(Ticket)
        .where(col(Ticket.clock_stopped_at).is_(None), Ticket.state != TicketState.CLOSED.value)
        .order_by(col(Ticket.deadline_at), col(Ticket.id))
    ).all()
    claims, corrections = claim_rows(session, office, now), correction_rows(session, office, now)
    return letters.digest(
        facts.Digest(
            cause=cause,
            recipient=person,
            now=now,
            balance=balance(session, since, now),
            since=since,
            bars=_bars(running, today, office),
            rows=tuple(ticket_row(session, office, ticket, today) for ticket in running[:_SHOWN]),
            more=max(len(running) - _SHOWN, 0),
            in_hand=_reacted(session, TicketState.IN_PROGRESS),
            waiting=_reacted(session, TicketState.WAITING),
            asked=asked,
            packages=near_the_end(session, office, today)[:_SHOWN],
            claims=claims[:SHOWN],
            more_claims=max(len(claims) - SHOWN, 0),
            corrections=corrections[:SHOWN],
            more_corrections=max(len(corrections) - SHOWN, 0),
            asked_corrections=asked_rows(session, office)[:SHOWN],
            calls=waiting_calls(session, office, now),
            away=tuple((office.name_of(address), last) for address, last in staff_queries.away(session, today).items()),
        ),
        office.sender,
    )


def balance(session: Session, since: datetime | None, until: datetime) -> facts.Balance:
    """Every mail recorded in (since, until], each counted in exactly one part."""
    query = (
        select(LedgerEntry.outcome, LedgerEntry.kind, func.count())
        .where(LedgerEntry.recorded_at <= until)
        .group_by(LedgerEntry.outcome, LedgerEntry.kind)
    )
    if since is not None:
        query = query.where(LedgerEntry.recorded_at > since)
    counts: dict[str, int] = {}
    for outcome, kind, count in session.exec(query):
        part = kind if kind in (Kind.DUPLICATE.value, Kind.SELF_SERVICE.value) else outcome
        counts[part] = counts.get(part, 0) + count
    return facts.Balance(
        received=sum(counts.values()),
        new=counts.get(Outcome.CONFIRM.value, 0),
        answers=counts.get(Outcome.APPEND.value, 0),
        rejected=counts.get(Outcome.REJECT.value, 0),
        machines=counts.get(Outcome.IGNORE.value, 0),
        duplicates=counts.get(Kind.DUPLICATE.value, 0),
        asked=counts.get(Kind.SELF_SERVICE.value, 0),
        quarantined=counts.get(Outcome.QUARANTINE.value, 0),
        unfinished=counts.get(Outcome.SHUNTED.value, 0),
    )


def _bars(running: Sequence[Ticket], today: date, office: Office) -> tuple[tuple[Bucket, int, int], ...]:
    """The picture of the backlog: tickets by what is left of their promise, and percent of the longest bar."""
    counts = dict.fromkeys(Bucket, 0)
    for ticket in running:
        counts[_bucket(working_days_left(ticket.promised_day, today, office.days_off))] += 1
    longest = max(1, *counts.values())
    return tuple((bucket, count, round(100 * count / longest)) for bucket, count in counts.items())


def _bucket(days: int) -> Bucket:
    if days < 0:
        return Bucket.OVERDUE
    if days == 0:
        return Bucket.TODAY
    return Bucket.SOON if days <= 3 else Bucket.WEEK if days <= 7 else Bucket.LATER


def _reacted(session: Session, state: TicketState) -> int:
    query = select(func.count()).select_from(Ticket).where(Ticket.state == state.value)
    return int(session.exec(query.where(col(Ticket.clock_stopped_at).is_not(None))).one())
