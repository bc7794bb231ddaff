"""Letters about many tickets or packages: ``staff-deadlines``, ``staff-digest``, the card of one ticket ``staff-card``,
``customer-package`` and ``staff-package``.
"""

from dataclasses import replace

from worker.domain.thresholds import Threshold
from worker.mail.compose import Automatic
from worker.mail.letters.facts import Card, DeadlineAlert, Digest, Letter, PackageNotice, Sender
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


def package_notice(facts: PackageNotice, sender: Sender) -> Letter:
    """To a customer: his packages that are nearly used or end soon [13.5, 13.6]."""
    addressed = replace(_addressed(facts), reply_to=facts.answers_to, language=facts.language)
    return write("customer-package", addressed, sender, facts=facts)


def package_alert(facts: PackageNotice, sender: Sender) -> Letter:
    """To a manager: everybody's."""
    return write("staff-package", _addressed(facts), sender, facts=facts)


def _addressed(facts: DeadlineAlert | Digest | Card | PackageNotice) -> Addressed:
    return Addressed(recipient=facts.recipient, now=facts.now, cause=facts.cause, automatic=Automatic.GENERATED)
