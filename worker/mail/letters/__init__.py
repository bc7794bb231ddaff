"""Letters: facts in, the exact bytes of a message out. The wording is in ``templates/``.

``confirmation`` and ``rejection`` answer a customer, ``customer_reply`` carries a technician's words to him;
``alert``, ``ticket_news``, ``receipt``, ``question`` and ``guide`` go to our own people.
Each is a pure function of its facts and the ``Sender``: the same facts give the same bytes.
"""

from worker.mail.letters.answers import customer_reply, guide, phone_request, question, receipt
from worker.mail.letters.billing import bill, billing_correction, billing_preview, billing_report
from worker.mail.letters.confirmation import confirmation
from worker.mail.letters.environment import TRANSLATED, templates_folder
from worker.mail.letters.facts import (
    Alert,
    AlertKind,
    Answered,
    Article,
    Checked,
    Confirmation,
    CustomerReply,
    Guide,
    Letter,
    Matter,
    NipCandidate,
    NipHint,
    NipProblem,
    NoPackage,
    Order,
    OrderRight,
    PackageBalance,
    Payment,
    PhoneRequest,
    Promise,
    Question,
    Receipt,
    Rejection,
    Sender,
    SkippedDay,
    Tariff,
    TicketEvent,
    TicketNews,
)
from worker.mail.letters.help import case_news, helped
from worker.mail.letters.overview import card, deadline_alert, digest, package_alert, package_notice
from worker.mail.letters.packages import (
    compensation_alert,
    compensation_choice,
    compensation_offer,
    not_bound,
    order_decided,
    packages_answer,
    protocol_answer,
    tickets_answer,
)
from worker.mail.letters.payers import complaint_extended, overdue
from worker.mail.letters.rejection import rejection
from worker.mail.letters.staff import alert, ticket_news
from worker.mail.letters.wallet import wallet_notice, wallet_statement

__all__ = [
    "TRANSLATED",
    "Alert",
    "AlertKind",
    "Answered",
    "Article",
    "Checked",
    "Confirmation",
    "CustomerReply",
    "Guide",
    "Letter",
    "Matter",
    "NipCandidate",
    "NipHint",
    "NipProblem",
    "NoPackage",
    "Order",
    "OrderRight",
    "PackageBalance",
    "Payment",
    "PhoneRequest",
    "Promise",
    "Question",
    "Receipt",
    "Rejection",
    "Sender",
    "SkippedDay",
    "Tariff",
    "TicketEvent",
    "TicketNews",
    "alert",
    "bill",
    "billing_correction",
    "billing_preview",
    "billing_report",
    "card",
    "case_news",
    "compensation_alert",
    "compensation_choice",
    "compensation_offer",
    "complaint_extended",
    "confirmation",
    "customer_reply",
    "deadline_alert",
    "digest",
    "guide",
    "helped",
    "not_bound",
    "order_decided",
    "overdue",
    "package_alert",
    "package_notice",
    "packages_answer",
    "phone_request",
    "protocol_answer",
    "question",
    "receipt",
    "rejection",
    "templates_folder",
    "ticket_news",
    "tickets_answer",
    "wallet_notice",
    "wallet_statement",
]
