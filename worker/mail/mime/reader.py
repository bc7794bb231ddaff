"""The reading of one message from top to bottom: bytes to ``InboundMessage``."""

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from worker.domain.message import Attachment, InboundMessage
from worker.mail import replies
from worker.mail.mime import addresses, authentication, bounces, caps, clean, headers, markers, second, walk
from worker.mail.mime.addresses import Mailboxes
from worker.mail.mime.defects import Defect
from worker.mail.mime.entity import Entity, Tree, split_header
from worker.mail.mime.headers import Header

_ID: Final = re.compile(r"<([^<>]{1,998})>")
_BARE_ID: Final = re.compile(r"(?<![^\s<>])[^\s<>@]{1,400}@[^\s<>@]{1,400}")
_FOLDED: Final = re.compile(r"(?:\r\n|\r|\n)[ \t]+")
"""A fold that a program took into its encoded words: with a space behind it no header begins (RFC 5322 2.2.3)."""
_ONCE: Final = ("subject", "message-id", "date", "to", "cc", "reply-to", "in-reply-to", "references", "content-type")


def read(raw: bytes, *, authserv_id: str, own_addresses: frozenset[str]) -> InboundMessage:
    """See ``worker.mail.mime.read_message``."""
    block, tree, root = _taken_apart(raw)
    header = headers.read(block)
    body = walk.read(root)
    defects = dict.fromkeys((*header.defects, *tree.defects, *body.defects))
    if not body.text.strip() and defects:
        text = second.text_of(raw)
        if text:
            body.text = text[: caps.TEXT]
            defects[Defect.SECOND_READER] = None
    return _assembled(raw, header, root, body, defects, authserv_id=authserv_id, own_addresses=own_addresses)


def read_header(block: bytes, size: int, *, authserv_id: str, own_addresses: frozenset[str]) -> InboundMessage:
    """See ``worker.mail.mime.read_header_only``."""
    block, _ = split_header(_beginning(block))
    header = headers.read(block)
    root = Tree(b"").build(b"", 0)
    defects = dict.fromkeys((*header.defects, Defect.HEADER_ONLY))
    # the letters list it among what was not kept, so that the sender learns of it
    whole = Attachment(
        part=0, name="mail.eml", content_type="message/rfc822", size=size, sha256="", not_kept=str(Defect.HEADER_ONLY)
    )
    return _assembled(
        block,
        header,
        root,
        walk.Body(attachments=[whole]),
        defects,
        authserv_id=authserv_id,
        own_addresses=own_addresses,
        size=size,
    )


def _assembled(
    raw: bytes,
    header: Header,
    root: Entity,
    body: walk.Body,
    defects: dict[Defect, None],
    *,
    authserv_id: str,
    own_addresses: frozenset[str],
    size: int | None = None,
) -> InboundMessage:
    sha256 = hashlib.sha256(raw).hexdigest()
    subject = _subject(header, defects)
    ids = _ids(header.first("message-id"))
    if not ids:
        defects[Defect.NO_MESSAGE_ID] = None
    date = _date(header, defects)
    people = _people(header, defects)
    if any(len(header.all(name)) > 1 for name in _ONCE):
        defects[Defect.DUPLICATE_HEADER] = None
    from_ = people["from"].addresses
    author = from_[0] if len(from_) == 1 else None
    parts = replies.take_apart(
        body.text,
        author=author.name if author else "",
        subject=subject,
        own_addresses=own_addresses,
    )
    null_path = markers.return_path(header) == ""
    asked = bounces.asks(parts.text, author=author, null_path=null_path)
    report_type = _report_type(root, body, passed_on=asked)
    return InboundMessage(
        size=len(raw) if size is None else size,
        sha256=sha256,
        message_id=ids[0] if ids else f"sha256-{sha256}@missing",
        in_reply_to=_ids(header.first("in-reply-to")),
        references=_ids(header.first("references")),
        from_=from_,
        sender=next(iter(people["sender"].addresses), None),
        reply_to=people["reply-to"].addresses,
        to=people["to"].addresses,
        cc=people["cc"].addresses,
        subject=subject,
        date=date,
        text=parts.text,
        new_text=parts.new_text,
        signature=parts.signature,
        quote=parts.quote,
        forwarded=parts.forwarded,
        attachments=tuple(body.attachments),
        markers=markers.read(header, report_type=report_type, calendar_method=body.calendar_method),
        authentication=authentication.read(
            header, authserv_id=authserv_id, from_domain=author.domain if author else ""
        ),
        bounce=bounces.read_bounce(raw, root, header, author=author, null_path=null_path, text=parts.text),
        defects=tuple(str(defect) for defect in defects),
    )


def _taken_apart(raw: bytes) -> tuple[bytes, Tree, Entity]:
    """The header block of a message, its tree and the root of it."""
    raw = _beginning(raw)
    block, start = split_header(raw)
    tree = Tree(raw)
    return block, tree, tree.build(block, start)


def _beginning(raw: bytes) -> bytes:
    """The message without blank lines and an mbox "From " line before its header, and with line ends we know."""
    if raw[:1] in (b"\r", b"\n"):
        raw = raw.lstrip(b"\r\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")  # exports of old Mac programs
    return raw


def _subject(header: Header, defects: dict[Defect, None]) -> str:
    decoded = _FOLDED.sub(" ", headers.decode(header.first("subject")))
    subject, had_controls = clean.line(decoded.strip(" \t\r\n"), caps.LINE)
    if had_controls:
        defects[Defect.SUBJECT_CONTROL] = None
    return subject


def _people(header: Header, defects: dict[Defect, None]) -> dict[str, Mailboxes]:
    """Whom the mail is from and to, by the name of the header field."""
    people = {name: addresses.read(header.all(name)) for name in ("from", "sender", "reply-to", "to", "cc")}
    from_ = people["from"]
    if from_.malformed:
        defects[Defect.FROM_MALFORMED] = None
    if len(from_.addresses) > 1:
        defects[Defect.FROM_MULTIPLE] = None
    elif not from_.addresses:
        defects[Defect.NO_FROM] = None
    if any(boxes.malformed for name, boxes in people.items() if name != "from"):
        defects[Defect.ADDRESS_MALFORMED] = None
    if any(boxes.too_many for boxes in people.values()):
        defects[Defect.TOO_MANY_ADDRESSES] = None
    if any(boxes.had_controls for boxes in people.values()):
        defects[Defect.HEADER_CONTROL] = None
    return people


def _ids(value: bytes) -> tuple[str, ...]:
    """The Message-IDs of a field without <>, the nearest ``caps.IDS``; white space inside one is folding gone wrong."""
    text = value.decode("utf-8", "replace")
    found = _ID.findall(text) or _BARE_ID.findall(text)
    cleaned = ("".join(clean.line(identity, caps.ID)[0].split()) for identity in found)
    return tuple(dict.fromkeys(identity for identity in cleaned if identity))[-caps.IDS :]


def _date(header: Header, defects: dict[Defect, None]) -> datetime | None:
    """The Date field, zone-aware; -0000 and a missing zone are UTC (RFC 5322 3.3)."""
    if "date" not in header:
        return None
    value = header.text("date")
    try:
        date = parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        date = None
    if date is None or not 1980 <= date.year <= 2200:
        defects[Defect.DATE_INVALID] = None
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)


def _report_type(root: Entity, body: walk.Body, *, passed_on: bool) -> str:
    if root.media_type == "multipart/report":
        declared = root.content_type.get("report-type").lower()
        return clean.line(declared, 80)[0] or _report_by_parts(root)
    return body.report_type or ("" if passed_on else _report_by_parts(root))


def _report_by_parts(root: Entity) -> str:
    kinds = {entity.media_type.rpartition("/")[2] for entity in root.walk()}
    return next(
        (kind for kind in ("delivery-status", "disposition-notification", "feedback-report") if kind in kinds), ""
    )


def part_bytes(raw: bytes, part: int) -> bytes:
    """See ``worker.mail.mime.attachment_bytes``."""
    return walk.bytes_of(_taken_apart(raw)[-1], part)
