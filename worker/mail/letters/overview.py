"""Letters about many tickets: ``staff-deadlines``, ``staff-digest`` and the card of one, ``staff-card``."""

from worker.domain.thresholds import Threshold
from worker.mail.compose import Automatic
from worker.mail.letters.facts import Card, DeadlineAlert, Digest, Letter, Sender
from worker.mail.letters.writing import Addressed, write


def deadline_alert(facts: DeadlineAlert, sender: Sender) -> Letter:
    """Every ticket that reached a threshold, in one letter."""
    groups = ((reached, [row for one, row in facts.rows if one is reached]) for reached in reversed(list(Threshold)))
    return write(
        "staff-deadlines",
        _addressed(facts),
        sender,
        facts=facts,
        groups=[(reached, rows) for reached, rows in groups if rows],
    )


def digest(facts: Digest, sender: Sender) -> Letter:
    """The morning's overview, or the same on a manager's word."""
    return write("staff-digest", _addressed(facts), sender, facts=facts)


def card(facts: Card, sender: Sender) -> Letter:
    """One ticket with its history."""
    return write("staff-card", _addressed(facts), sender, facts=facts)


def _addressed(facts: DeadlineAlert | Digest | Card) -> Addressed:
    return Addressed(recipient=facts.recipient, now=facts.now, cause=facts.cause, automatic=Automatic.GENERATED)
