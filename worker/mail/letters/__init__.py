"""Letters: facts in, the exact bytes of a message out. The wording is in ``templates/``.

``confirmation`` and ``rejection`` answer a customer; ``alert`` and ``ticket_news`` go to our own people.
Each is a pure function of its facts and the ``Sender``: the same facts give the same bytes.
"""

from worker.mail.letters.confirmation import confirmation
from worker.mail.letters.environment import templates_folder
from worker.mail.letters.facts import (
    Alert,
    AlertKind,
    Answered,
    Article,
    Checked,
    Confirmation,
    Letter,
    Matter,
    NipCandidate,
    NipHint,
    NipProblem,
    Order,
    OrderRight,
    PackageBalance,
    Payment,
    Promise,
    Rejection,
    Sender,
    SkippedDay,
    Tariff,
    TicketEvent,
    TicketNews,
)
from worker.mail.letters.rejection import rejection
from worker.mail.letters.staff import alert, ticket_news

__all__ = [
    "Alert",
    "AlertKind",
    "Answered",
    "Article",
    "Checked",
    "Confirmation",
    "Letter",
    "Matter",
    "NipCandidate",
    "NipHint",
    "NipProblem",
    "Order",
    "OrderRight",
    "PackageBalance",
    "Payment",
    "Promise",
    "Rejection",
    "Sender",
    "SkippedDay",
    "Tariff",
    "TicketEvent",
    "TicketNews",
    "alert",
    "confirmation",
    "rejection",
    "templates_folder",
    "ticket_news",
]
