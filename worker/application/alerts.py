"""Alerts to managers about a mail: it waits in quarantine, it cannot be worked on, or a letter of ours came back."""

from worker.application.explanation import reason_json
from worker.application.post import Post
from worker.domain.letter_kind import goes_to_staff
from worker.domain.verdict import Quarantine
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import queries
from worker.store.tables import Ticket


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
        if bounce.permanent and not goes_to_staff(letter.kind):
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
        reason="; ".join(reason_json(reason)["text"] for reason in verdict.reasons),
        ticket=ticket,
    )


def alert_unworkable(post: Post, why: str) -> None:
    """A mail that failed three times; its raw bytes are kept."""
    _alert(post, facts.AlertKind.SHUNTED, correspondent=post.entry.sender, subject=post.entry.subject, reason=why)


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
                    cause=post.cause,
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
