"""What a letter says, as frozen facts. No wording lives here: reasons are enums, templates own the sentences.

Texts may come straight from a customer's mail; they are cleaned where they are printed. Message ids are
without <>. Datetimes are zone-aware (printed in Warsaw time), dates are Warsaw days, money is net złoty.
"""

from worker.mail.letters.facts.answers import (
    Crossed,
    CustomerReply,
    Done,
    Guide,
    PhoneRequest,
    Question,
    Receipt,
    ReceiptLine,
)
from worker.mail.letters.facts.customer import (
    Article,
    Checked,
    Confirmation,
    NipCandidate,
    NipHint,
    NipProblem,
    Order,
    OrderRight,
    Rejection,
)
from worker.mail.letters.facts.insert import CaseNews, Checklist, Helped, ListRow
from worker.mail.letters.facts.overview import (
    Balance,
    Bucket,
    Card,
    DeadlineAlert,
    Digest,
    TicketRow,
)
from worker.mail.letters.facts.shared import (
    Answered,
    Letter,
    Matter,
    PackageBalance,
    Payment,
    Promise,
    Sender,
    SkippedDay,
    Tariff,
)
from worker.mail.letters.facts.staff import (
    Alert,
    AlertKind,
    TicketEvent,
    TicketNews,
)
from worker.mail.letters.facts.wallet import PackOrder, WalletNotice, WalletRow, WalletShown, WalletStatement

__all__ = [
    "Alert",
    "AlertKind",
    "Answered",
    "Article",
    "Balance",
    "Bucket",
    "Card",
    "CaseNews",
    "Checked",
    "Checklist",
    "Confirmation",
    "Crossed",
    "CustomerReply",
    "DeadlineAlert",
    "Digest",
    "Done",
    "Guide",
    "Helped",
    "Letter",
    "ListRow",
    "Matter",
    "NipCandidate",
    "NipHint",
    "NipProblem",
    "Order",
    "OrderRight",
    "PackOrder",
    "PackageBalance",
    "Payment",
    "PhoneRequest",
    "Promise",
    "Question",
    "Receipt",
    "ReceiptLine",
    "Rejection",
    "Sender",
    "SkippedDay",
    "Tariff",
    "TicketEvent",
    "TicketNews",
    "TicketRow",
    "WalletNotice",
    "WalletRow",
    "WalletShown",
    "WalletStatement",
]
