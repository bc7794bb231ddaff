"""The clock of reports by telephone [1.1]: a call that its customer does not confirm is told to who took it.

Without the customer's answer there is no ticket and no promise runs, so nothing else would ever remind of it.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from worker.application.office import Office
from worker.application.post import outbox_row
from worker.domain.calendar import local_day, working_days_after
from worker.domain.message import Address
from worker.domain.thresholds import in_working_hours
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import outbox, staff_queries
from worker.store.tables import IncompleteReport

_KEPT = timedelta(days=60)  # nobody waits for an older call's confirmation
_SHOWN = 20


def remind_of_calls(session: Session, office: Office, now: datetime) -> int:
    """Tell, once, of every call that waits for its customer for too long; how many. Only in working hours."""
    if not in_working_hours(now, days_off=office.days_off):
        return 0
    due = [
        (report, taken_by)
        for report, taken_by in staff_queries.open_calls(session, now - _KEPT)
        if _is_late(report, office, now) and not staff_queries.is_caused(session, _cause(report))
    ]
    for report, taken_by in due:
        for person in _who_hears(session, office, taken_by, now):
            outbox.enqueue(session, outbox_row(_letter(report, office, person, now), cause=_cause(report), now=now))
    return len(due)


def waiting_calls(session: Session, office: Office, now: datetime) -> tuple[facts.Call, ...]:
    """The calls for the managers' list, oldest first."""
    found = staff_queries.open_calls(session, now - _KEPT)[:_SHOWN]
    return tuple(
        facts.Call(
            address=report.requester,
            topic=report.topic,
            since=local_day(report.first_received_at),
            taken_by=office.name_of(taken_by),
            late=_is_late(report, office, now),
        )
        for report, taken_by in found
    )


def _is_late(report: IncompleteReport, office: Office, now: datetime) -> bool:
    """The day of the call is not counted, as in every other term (KC art. 111 par. 2)."""
    asked = local_day(report.last_received_at)
    last, _ = working_days_after(asked, office.call_reminder_days, days_off=office.days_off)
    return local_day(now) > last


def _cause(report: IncompleteReport) -> str:
    return f"call:{report.id}"


def _who_hears(session: Session, office: Office, taken_by: str, now: datetime) -> tuple[Address, ...]:
    here = taken_by in office.staff_addresses and taken_by not in staff_queries.away(session, local_day(now))
    return (office.person(taken_by),) if here else office.queue


def _letter(report: IncompleteReport, office: Office, person: Address, now: datetime) -> letters.Letter:
    return letters.alert(
        facts.Alert(
            cause=_cause(report),
            kind=facts.AlertKind.UNCONFIRMED,
            recipient=person,
            now=now,
            correspondent=report.requester,
            subject=report.topic,
            received_at=report.first_received_at,
        ),
        office.sender,
    )
