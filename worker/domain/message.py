"""A received message as frozen facts: what ``worker.mail.mime`` fills in and the rules read.

All text is ``str`` with ``\\n`` line ends, free of NUL and lone surrogates; single-line fields
(subject, names, addresses, ids) carry no control characters. Times are zone-aware.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """One mailbox of RFC 5322 3.4: ``address`` lower-cased ``local@domain``, ``name`` decoded for display."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part after the last ``@``; empty when there is none."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """One kept or refused part of a message. The bytes stay in the stored raw message.

    ``part`` is the index with which ``worker.mail.mime.attachment_bytes(raw, part)`` gets them back.
    ``size`` and ``sha256`` describe the decoded bytes. ``name`` is a clean display name (no path, no
    control or bidi characters, at most 120 characters), never used as a file name on disk.
    ``not_kept`` is empty, or the reason code why the part is over a cap.
    """

    part: int
    name: str
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    content_id: str = ""
    not_kept: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Authentication:
    """What our own server measured: the topmost Authentication-Results with our authserv-id (RFC 8601).

    Each field is the lower-case result ("pass", "fail", "none", …) or "" when our server said nothing.
    ``aligned`` is true when dmarc passed, or a passing dkim/spf domain equals the From domain.
    """

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    aligned: bool = False

    @property
    def failed(self) -> bool:
        """Our server measured a forgery: DMARC fail; or an SPF fail that neither DMARC nor DKIM makes good."""
        return self.dmarc == "fail" or (self.spf == "fail" and "pass" not in (self.dmarc, self.dkim))


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464, or read by flufl.bounce, or by its Polish wording)."""

    recipients: tuple[str, ...]
    permanent: bool
    status: str = ""
    original_message_id: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Markers:
    """What the envelope and header say about the sender being a machine (RFC 3834, 2369, 3464, 8098)."""

    return_path: str | None = None  # "" is the null path <>, None means the header is absent
    auto_submitted: str = ""  # first token, lower case; "" when absent
    precedence: str = ""
    autoreply_headers: tuple[str, ...] = ()  # lower-case names of X-Autoreply, X-Auto-Response-Suppress, …
    list_headers: tuple[str, ...] = ()  # lower-case names of List-Id, List-Unsubscribe, …
    feedback_headers: tuple[str, ...] = ()  # notification systems: X-GitHub-Reason, X-JIRA-FingerPrint, …
    service_headers: tuple[str, ...] = ()  # sent through SES, SendGrid, …: says nothing of who wrote it
    list_addresses: tuple[str, ...] = ()  # the list itself: its posting address, its List-Id (dots only)
    original_sender: str = ""  # who wrote, where a Google Group put itself into From
    report_type: str = ""  # multipart/report; report-type, lower case (also read out of winmail.dat)
    calendar_method: str = ""  # REPLY, REQUEST, CANCEL … of a text/calendar part
    spam: bool = False  # the company's own filter says so (X-Spam-Flag: YES and the like)
    loop: str = ""  # value of our own loop header, X-Pomoc-Loop
    mailer: str = ""  # X-Mailer or User-Agent


@dataclass(frozen=True, kw_only=True, slots=True)
class InboundMessage:
    """Everything the rules may know of one message.

    ``text`` is the whole readable body. ``new_text`` is what the writer wrote now: without quotes,
    closing formula, signature and disclaimer; never empty when ``text`` is not. ``signature`` and
    ``quote`` are the parts taken off, so that nothing is lost. ``forwarded`` says that the quoted part is
    a forward, whose content is the report itself.
    """

    size: int
    sha256: str  # of the raw bytes
    message_id: str  # without <>; "sha256-…@missing" when the mail has none
    in_reply_to: tuple[str, ...] = ()  # ids without <>
    references: tuple[str, ...] = ()
    from_: tuple[Address, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    new_text: str = ""
    signature: str = ""
    quote: str = ""
    forwarded: bool = False
    attachments: tuple[Attachment, ...] = ()
    markers: Markers = field(default_factory=Markers)
    authentication: Authentication = field(default_factory=Authentication)
    bounce: Bounce | None = None
    defects: tuple[str, ...] = ()  # codes, e.g. "subject-control-characters", "header-too-long", "no-message-id"

    @property
    def author(self) -> Address | None:
        """The one From mailbox; None when there is none or more than one (never answered, unverified)."""
        return self.from_[0] if len(self.from_) == 1 else None

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Ids of the messages this one answers, nearest first, without repeats."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))
