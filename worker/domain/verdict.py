"""What is decided about one mail: a small closed set of frozen verdicts, and why.

A verdict says what shall happen; it does nothing and holds no wording. Reasons are codes whose point of the
regulamin and sentence stand in ``worker/terms/reasons.toml``.
"""

from dataclasses import dataclass
from enum import StrEnum

from worker.domain.found import Detail, Details
from worker.domain.self_service import Request
from worker.domain.subject import NipProblem


class Kind(StrEnum):
    """What a mail is. The words are part of ``explain --json``."""

    REPORT = "report"
    PACKAGE_ORDER = "package_order"  # 13.8
    COMPLAINT = "complaint"  # 12.8
    POINTS_ORDER = "points_order"  # a pack of InsPunkty
    PHONE_CONFIRMATION = "phone_confirmation"  # 1.1
    COMPLETION = "completion"
    FOLLOWUP = "followup"
    WALLET = "wallet"  # the InsERT wallet asked for, or told about
    COMPENSATION_CHOICE = "compensation_choice"  # 13.10
    SELF_SERVICE = "self_service"  # a question to the program, by subject
    TECHNICIAN_REPLY = "technician_reply"
    OWN = "own"
    BOUNCE = "bounce"
    READ_RECEIPT = "read_receipt"
    AUTO_REPLY = "auto_reply"
    MAILING_LIST = "mailing_list"
    NOTIFICATION = "notification"
    CALENDAR = "calendar"
    SPAM = "spam"
    SPOOF = "spoof"
    STRANGER = "stranger"
    MALFORMED = "malformed"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """Why; each has its row in ``worker/terms/reasons.toml``."""

    COMPLETE = "complete"
    COMPLETED = "completed"
    TOO_LARGE_TO_READ = "too-large-to-read"
    COMPLAINT_IS_NEVER_REFUSED = "complaint-is-never-refused"
    POINTS_ORDERED = "points-ordered"
    WALLET_ASKED = "wallet-asked"
    MISSING_NIP = "missing-nip"
    MISSING_DESCRIPTION = "missing-description"
    MISSING_WORKSTATION = "missing-workstation"
    MISSING_USER = "missing-user"
    MISSING_CONTACT = "missing-contact"
    MISSING_ORDERER = "missing-orderer"
    MISSING_TIME = "missing-time"
    MISSING_DATES = "missing-dates"
    ON_TICKET_BY_SIGNED_ID = "on-ticket-by-signed-id"
    ON_TICKET_BY_REPLY_ADDRESS = "on-ticket-by-reply-address"
    ON_TICKET_BY_STORED_ID = "on-ticket-by-stored-id"
    ON_TICKET_BY_SUBJECT = "on-ticket-by-subject"
    ON_TICKET_BY_QUOTE = "on-ticket-by-quote"
    SAME_NIP_AND_TOPIC = "same-nip-and-topic"
    NEW_TOPIC_IN_REPLY = "new-topic-in-reply"
    CLOSED_LONG_AGO = "closed-long-ago"
    COMPENSATION_CHOSEN = "compensation-chosen"
    ASKED_BY_SUBJECT = "asked-by-subject"
    ASKED_BY_A_STRANGER = "asked-by-a-stranger"
    FROM_TECHNICIAN = "from-technician"
    STAFF_COMMAND = "staff-command"
    COMMAND_FROM_MACHINE = "command-from-machine"
    OWN_LOOP_HEADER = "own-loop-header"
    OWN_ADDRESS = "own-address"
    OWN_MESSAGE_ID = "own-message-id"
    DELIVERY_REPORT = "delivery-report"
    MDN = "mdn"
    NULL_RETURN_PATH = "null-return-path"
    AUTO_SUBMITTED = "auto-submitted"
    AUTOREPLY_HEADER = "autoreply-header"
    AUTOREPLY_WORDING = "autoreply-wording"
    LIST_HEADER = "list-header"
    BULK_PRECEDENCE = "bulk-precedence"
    NOTIFICATION_HEADER = "notification-header"
    NO_REPLY_SENDER = "no-reply-sender"
    CALENDAR_ANSWER = "calendar-answer"
    SPAM_FILTER = "spam-filter"
    SAME_MESSAGE_AGAIN = "same-message-again"
    AUTHENTICATION_FAILED = "authentication-failed"
    TECHNICIAN_UNPROVEN = "technician-unproven"
    NOT_ONE_AUTHOR = "not-one-author"
    AUTHOR_REWRITTEN = "author-rewritten"
    SENT_BY_SERVICE = "sent-by-service"
    SOUNDS_AUTOMATIC = "sounds-automatic"
    SOUNDS_LIKE_SPAM = "sounds-like-spam"
    INVITATION = "invitation"
    REPORT_AMONG_MACHINES = "report-among-machines"
    BULK_HINT_PASSED_OVER = "bulk-hint-passed-over"
    CONTROL_CHARACTERS_IN_SUBJECT = "control-characters-in-subject"
    STRANGER_ON_TICKET = "stranger-on-ticket"
    COULD_NOT_BE_WORKED_ON = "could-not-be-worked-on"


MISSING = {detail: Reason(f"missing-{detail.value}") for detail in Detail}


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm:
    """Open a ticket and confirm it [1.2, 1.4]."""

    kind: Kind
    nip: str
    topic: str
    details: Details
    reasons: tuple[Reason, ...]
    completes: int | None = None  # the incomplete report that this mail completes
    linked_ticket: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reject:
    """Ask for what is missing [1.5]. ``nip_candidates`` may be shown, never used."""

    kind: Kind
    nip: str
    topic: str
    details: Details
    missing: tuple[Detail, ...]
    reasons: tuple[Reason, ...]
    nip_problem: NipProblem | None = None
    nip_candidates: tuple[str, ...] = ()
    completes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Append:
    """Put the mail on a ticket. None: a mail of our own people that concerns no ticket, such as ``nieobecny:``."""

    kind: Kind
    ticket: int | None
    reasons: tuple[Reason, ...]
    reopens: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignore:
    """Keep it, answer nothing. ``ticket``: note it there; an automatic mail never opens or stops anything."""

    kind: Kind
    reasons: tuple[Reason, ...]
    ticket: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quarantine:
    """Keep it for a person to look at; nothing goes back to the sender, staff are told."""

    kind: Kind
    reasons: tuple[Reason, ...]
    ticket: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Answer a question that was asked by subject. ``payers``: whose data may be shown; none for a stranger."""

    kind: Kind
    request: Request
    payers: tuple[str, ...]
    reasons: tuple[Reason, ...]


Verdict = Confirm | Reject | Append | Answer | Ignore | Quarantine


def kind_of_mail(verdict: Verdict) -> Kind:
    """What the mail itself is: one that completes a report, or still fails to, is a completion [1.5]."""
    if isinstance(verdict, Confirm | Reject) and verdict.completes is not None:
        return Kind.COMPLETION
    return verdict.kind
