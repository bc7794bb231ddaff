"""Tickets as rows of the letters to managers: who has it, whose money, how long is left, the last word."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlmodel import Session

from worker.application.office import Office
from worker.application.promise_clock import kept_by_closing
from worker.domain.calendar import is_working_day
from worker.domain.commands import read_commands
from worker.mail.letters import facts
from worker.store import queries, staff_queries
from worker.store.tables import Message, Ticket

_WORDS = 160


def ticket_row(session: Session, office: Office, ticket: Ticket, today: date) -> facts.TicketRow:
    """One ticket as managers see it in a list."""
    last = staff_queries.last_word(session, ticket.id or 0, office.staff_addresses)
    return facts.TicketRow(
        ticket_id=ticket.public_id,
        topic=ticket.topic,
        payer=queries.binding(session, ticket.nip).name,
        nip=ticket.nip,
        promised_day=ticket.promised_day,
        state=ticket.state,
        working_days_left=working_days_left(ticket.promised_day, today, office.days_off),
        holder=office.name_of(ticket.assignee),
        last_author=who_said(last, office) if last else "",
        last_at=last.received_at if last else None,
        last_words=_shortened(words_of(last, office)) if last else "",
        watched=ticket.clock_stopped_at is None,
        clock=ticket.kind if kept_by_closing(ticket) else "",
    )


def who_said(message: Message, office: Office) -> str:
    """The name of who wrote a message, else the address."""
    return (office.name_of(message.author) if message.author in office.staff_addresses else message.author_name) or (
        message.author
    )


def words_of(message: Message, office: Office) -> str:
    """A message without the commands that one of our people put on top of it."""
    if message.author not in office.staff_addresses:
        return message.new_text
    return read_commands(message.new_text, message.received_at).rest


def _shortened(text: str) -> str:
    """One line, cut behind a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _WORDS else f"{flat[:_WORDS].rpartition(' ')[0].rstrip(' ,.;:–-')} …"


def working_days_left(last: date, today: date, days_off: Collection[date]) -> int:
    """Working days from today to the last day: 0 on the day itself, 1 on the working day before, below 0 after it."""
    step = 1 if last >= today else -1
    between = (today + timedelta(days=n * step) for n in range(1, abs((last - today).days) + 1))
    count = sum(is_working_day(day, days_off=days_off) for day in between)
    return count if step > 0 else -max(count, 1)
