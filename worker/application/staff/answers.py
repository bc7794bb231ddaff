"""What goes back to the technician or manager who wrote: receipt, question or help."""

from datetime import datetime, timedelta
from typing import TypedDict

from worker.application.files import not_kept
from worker.application.post import Post
from worker.domain.calendar import local_day
from worker.domain.case import Case
from worker.domain.commands import Wrong, read_commands
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import queries, staff_queries
from worker.store.tables import LedgerEntry, Ticket, TicketState

_UNSEEN = timedelta(minutes=15)  # without a letter to compare with, a reply this fresh was hardly seen
_TICKETS_SHOWN = 5


def ask_back(post: Post, case: Case, ticket: Ticket | None, wrong: tuple[Wrong, ...]) -> None:
    """Nothing was done, and why; with the text to send again."""
    written = (
        () if ticket else staff_queries.tickets_written_on(post.session, case.author.address, limit=_TICKETS_SHOWN)
    )
    post.notes.append({"asked_back": [one.problem.value for one in wrong]})
    post.queue(
        letters.question(
            facts.Question(
                **_thread(post, case),
                ticket_id=ticket.public_id if ticket else "",
                wrong=wrong,
                text=post.message.new_text,
                tickets=tuple((one.public_id, one.topic) for one in written),
            ),
            post.office.sender,
        )
    )


def send_receipt(
    post: Post,
    case: Case,
    ticket: Ticket | None,
    *,
    lines: tuple[facts.ReceiptLine, ...] = (),
    sent_to: tuple[str, ...] = (),
    reaction: bool = False,
) -> None:
    """The private receipt; a plain reply with nothing to add to it gets none."""
    crossed = _crossed(post, case, ticket) if sent_to and ticket else ()
    merged_from = case.thread.merged_from if case.thread else ""
    closed = ticket is not None and ticket.state == TicketState.CLOSED.value and not lines
    left_out = not_kept(post) if sent_to else ()
    if not (lines or crossed or merged_from or closed or left_out):
        return
    post.queue(
        letters.receipt(
            facts.Receipt(
                **_thread(post, case),
                ticket_id=ticket.public_id if ticket else "",
                lines=lines,
                sent_to=sent_to,
                not_sent=left_out,
                crossed=crossed,
                closed_at=ticket.closed_at if ticket and closed else None,
                merged_from=merged_from,
                reaction=reaction,
                today=local_day(post.now),
            ),
            post.office.sender,
        )
    )


def send_guide(post: Post, case: Case, *, is_manager: bool) -> None:
    """Every command."""
    post.queue(letters.guide(facts.Guide(**_thread(post, case), is_manager=is_manager), post.office.sender))


class _Thread(TypedDict):
    """What every letter back to who wrote has in common."""

    cause: str
    recipient: Address
    now: datetime
    subject: str
    message_id: str
    references: tuple[str, ...]


def _thread(post: Post, case: Case) -> _Thread:
    return _Thread(
        cause=post.cause,
        recipient=post.office.person(case.author.address),
        now=post.now,
        subject=answer_subject(post.message.subject),
        message_id=post.message.message_id,
        references=post.message.references,
    )


def answer_subject(subject: str) -> str:
    """``Re: `` once."""
    return subject if subject[:3].lower() == "re:" else f"Re: {subject}".strip()


def said(text: str, entry: LedgerEntry) -> str:
    """What a technician's mail said to the customer: its text without the commands."""
    return read_commands(text, entry.received_at).rest or text


def _crossed(post: Post, case: Case, ticket: Ticket) -> tuple[facts.Crossed, ...]:
    """Colleagues' replies that left after the letter this mail answers was written."""
    answered = queries.letters_by_message_id(post.session, post.message.thread_ids)
    nearest = next((answered[one] for one in post.message.thread_ids if one in answered), None)
    since = nearest.created_at if nearest is not None else post.now - _UNSEEN
    seen = (nearest.ledger_id if nearest is not None else None) or 0
    found = staff_queries.replies_after(
        post.session, ticket.id or 0, mail=seen, since=since, without=case.author.address
    )
    return tuple(
        facts.Crossed(author=post.office.name_of(entry.sender), at=entry.received_at, text=said(text, entry))
        for entry, text in found
    )
