"""What a letter says, as frozen facts. No wording lives here: reasons are enums, templates own the sentences.

shared      what many letters have in common            customer    confirmation and rejection
staff       alerts, news of a ticket                    answers     around a technician's own mail
overview    deadlines, digest, report, card             insert      guided cases, an article that helped
packages    compensations, answers by subject           wallet      the InsERT wallet
payers      overdue invoices, complaints, corrections   billing     bill, preview, report, correction

Texts may come straight from a customer's mail; they are cleaned where they are printed. Message ids are
without <>. Datetimes are zone-aware (printed in Warsaw time), dates are Warsaw days, money is net złoty.

May import ``domain``, ``terms`` and ``mail.compose`` (for ``File``). A new fact goes into the file of its letter with a
default, so that letters already told stay as they are.
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
from worker.mail.letters.facts.billing import (
    Bill,
    BilledLine,
    CorrectedInvoice,
    CorrectionLetter,
    CorrectionStage,
    NotSent,
    OddRow,
    PackageUsed,
    PayerRow,
    Preview,
    Report,
    Sum,
    WorkDone,
)
from worker.mail.letters.facts.customer import (
    Article,
    Checked,
    Confirmation,
    NipCandidate,
    NipHint,
    NoPackage,
    Order,
    OrderRight,
    Rejection,
)
from worker.mail.letters.facts.insert import CaseNews, Checklist, Helped, ListRow
from worker.mail.letters.facts.overview import (
    Balance,
    Bucket,
    Call,
    Card,
    DeadlineAlert,
    Digest,
    PackageNews,
    PackageNotice,
    PackageRow,
    TicketRow,
)
from worker.mail.letters.facts.payers import (
    AskedRow,
    ClaimRow,
    ComplaintExtended,
    CorrectionRow,
    Overdue,
    OverdueInvoice,
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
    Brake,
    TicketEvent,
    TicketNews,
)
from worker.mail.letters.facts.wallet import PackOrder, WalletNotice, WalletRow, WalletShown, WalletStatement

__all__ = [
    "Alert",
    "AlertKind",
    "Answered",
    "Article",
    "AskedRow",
    "Balance",
    "Bill",
    "BilledLine",
    "Brake",
    "Bucket",
    "Call",
    "Card",
    "CaseNews",
    "Checked",
    "Checklist",
    "ClaimRow",
    "ComplaintExtended",
    "Confirmation",
    "CorrectedInvoice",
    "CorrectionLetter",
    "CorrectionRow",
    "CorrectionStage",
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
    "NoPackage",
    "NotSent",
    "OddRow",
    "Order",
    "OrderRight",
    "Overdue",
    "OverdueInvoice",
    "PackOrder",
    "PackageBalance",
    "PackageNews",
    "PackageNotice",
    "PackageRow",
    "PackageUsed",
    "PayerRow",
    "Payment",
    "PhoneRequest",
    "Preview",
    "Promise",
    "Question",
    "Receipt",
    "ReceiptLine",
    "Rejection",
    "Report",
    "Sender",
    "SkippedDay",
    "Sum",
    "Tariff",
    "TicketEvent",
    "TicketNews",
    "TicketRow",
    "WalletNotice",
    "WalletRow",
    "WalletShown",
    "WalletStatement",
    "WorkDone",
]
