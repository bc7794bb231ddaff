"""Letters to technicians and managers: news of a ticket, and what needs a person."""

from sqlmodel import col, select

from worker.application.post import Post
from worker.domain.verdict import Append, Kind, Quarantine
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import queries
from worker.store.tables import OutboxLetter, Ticket


def forward(post: Post, verdict: Append) -> None:
    """A customer's message on a ticket, to the technicians' queue."""
    ticket = post.session.get(Ticket, verdict.ticket)
    if ticket is not None and verdict.kind is Kind.FOLLOWUP:
        event = facts.TicketEvent.REOPENED if verdict.reopens else facts.TicketEvent.MESSAGE
        news(post, ticket, event)


def note_bounce(post: Post) -> None:
    """A delivery report about a letter of ours marks that letter; a permanent one alerts the managers."""
    bounce = post.message.bounce
    if bounce is None:
        return
    ids = [bounce.original_message_id, *post.message.thread_ids]
    ours = queries.letters_by_message_id(post.session, [one for one in ids if one])
    for letter in ours.values():
        letter.bounced_at = post.now
        post.session.add(letter)
        post.entry.ticket_id = letter.ticket_id
        post.notes.append({"bounced": letter.message_id, "recipient": letter.recipient})
        # a bounce of an alert is not alerted: that would be a loop of our own
        if bounce.permanent and not letter.kind.startswith("staff-"):
            _alert(
                post,
                facts.AlertKind.BOUNCED,
                correspondent=letter.recipient,
                subject=letter.subject,
                diagnostic=bounce.diagnostic,
                ticket=post.session.get(Ticket, letter.ticket_id) if letter.ticket_id else None,
            )


def alert_quarantine(post: Post, verdict: Quarantine) -> None:
    """Somebody must look at a quarantined mail; its sender hears nothing."""
    ticket = post.session.get(Ticket, verdict.ticket) if verdict.ticket is not None else None
    _alert(
        post,
        facts.AlertKind.QUARANTINED,
        correspondent=post.entry.sender,
        subject=post.entry.subject,
        reason=", ".join(reason.value for reason in verdict.reasons),
        ticket=ticket,
    )


def alert_unworkable(post: Post, why: str) -> None:
    """A mail that failed three times; its raw bytes are kept."""
    _alert(post, facts.AlertKind.SHUNTED, correspondent=post.entry.sender, subject=post.entry.subject, reason=why)


def news(
    post: Post,
    ticket: Ticket,
    event: facts.TicketEvent,
    *,
    matter: facts.Matter = facts.Matter.REPORT,
    promise: facts.Promise | None = None,
    tariff: facts.Tariff | None = None,
) -> None:
    """One letter to everybody in the queue; a queue address sees one thread per ticket."""
    author = post.message.author
    if author is None:
        return
    for person in post.office.queue:
        earlier = (
            ()
            if event is facts.TicketEvent.NEW
            else post.session.exec(
                select(OutboxLetter.message_id)
                .where(OutboxLetter.ticket_id == ticket.id, OutboxLetter.recipient == person.address)
                .order_by(col(OutboxLetter.id))
                .limit(20)
            ).all()
        )
        post.queue(
            letters.ticket_news(
                facts.TicketNews(
                    cause=f"ledger:{post.entry.id}",
                    event=event,
                    recipient=person,
                    now=post.now,
                    ticket_id=ticket.public_id,
                    topic=ticket.topic,
                    requester=author,
                    received_at=post.entry.received_at,
                    text=post.message.new_text,
                    matter=matter,
                    nip=ticket.nip,
                    payer=queries.binding(post.session, ticket.nip).name,
                    payer_unverified=not ticket.verified,
                    promise=promise,
                    tariff=tariff,
                    references=tuple(earlier),
                    attachments=post.message.attachments,
                ),
                post.office.sender,
            )
        )


def _alert(
    post: Post,
    kind: facts.AlertKind,
    *,
    correspondent: str = "",
    subject: str = "",
    reason: str = "",
    diagnostic: str = "",
    ticket: Ticket | None = None,
) -> None:
    for manager in post.office.managers:
        post.queue(
            letters.alert(
                facts.Alert(
                    cause=f"ledger:{post.entry.id}",
                    kind=kind,
                    recipient=manager,
                    now=post.now,
                    entry=str(post.entry.id),
                    ticket_id=ticket.public_id if ticket else "",
                    correspondent=correspondent,
                    subject=subject,
                    received_at=post.entry.received_at,
                    reason=reason,
                    diagnostic=diagnostic,
                ),
                post.office.sender,
            )
        )
