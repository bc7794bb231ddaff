"""The exact bytes of a message from its parts. Rendered once, stored in the outbox, sent as they are.

No ``EmailMessage`` and no policy: see ``worker.mail.header`` for why. The shape is always

    multipart/mixed            ; only when there are files
      multipart/alternative
        text/plain; utf-8, quoted-printable
        text/html; utf-8, quoted-printable
      each file, base64

The boundary holds ``=_``, which neither quoted-printable nor base64 can produce (RFC 2045 6.7), so it needs
no randomness: the same parts give the same bytes. What was written is read back by the standard parser
(compat32) before anybody sends it; one header more or less than meant raises ``UnsafeHeader``. Read back are the
head of the message and the head of every part: an encoded body can hold neither a boundary nor a bare line break,
which is looked for in the bytes, fifty times faster than a parser goes through them line by line.
"""

import base64
import binascii
import email
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header, make_header
from email.utils import format_datetime
from enum import StrEnum
from io import BytesIO

from worker.domain.message import Address
from worker.mail.header import (
    UnsafeHeader,
    checked,
    folded,
    id_tokens,
    is_id,
    is_mailbox,
    mailbox_tokens,
    one_line,
    parameter,
    text_tokens,
)

__all__ = ["Automatic", "File", "Outgoing", "UnsafeHeader", "compose", "is_id", "is_mailbox", "one_line"]

_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*")
_LONGEST_LINE = 998  # RFC 5322 2.1.1, without CRLF
_MIXED = "=_pomoc_mixed"
_ALTERNATIVE = "=_pomoc_alternative"
_BOUNDARY = b"--=_pomoc"
_PORTION = 57 * 4096  # bytes; whole lines of base64, and no second copy of a large file


class Automatic(StrEnum):
    """Whether a person wrote the message (RFC 3834 5): the value of Auto-Submitted."""

    REPLIED = "auto-replied"  # the answer to one mail: confirmation, rejection
    GENERATED = "auto-generated"  # from a job: alerts, digests, bills, a ticket put into the queue
    NO = "no"  # a technician's words on their way to the customer


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One file to attach. ``name`` is shown to the reader; ``parameters`` go behind the content type.

    ``data`` of a large one may be made anew for every letter, so that it is not kept between them.
    """

    name: str
    content_type: str
    data: bytes | Callable[[], bytes]
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """Everything a message consists of. Ids are without <>; ``date`` is zone-aware and written as given.

    ``in_reply_to`` and ``references`` hold only ids that pass ``is_id``. ``loop`` is our own loop header.
    """

    from_: Address
    to: tuple[Address, ...]
    subject: str
    date: datetime
    message_id: str
    text: str
    html: str
    automatic: Automatic
    loop: str
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    language: str = "pl"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One part that is no multipart: its head with the empty line, and its encoded body in pieces."""

    head: bytes
    body: Iterable[bytes]


def compose(message: Outgoing) -> bytes:
    """The bytes of the message, CRLF line ends, no line over 998. Raises UnsafeHeader for an unfit value."""
    headers = _headers(message)
    head = "".join(folded(name, tokens) for name, tokens in headers).encode("ascii")
    texts = [_text("plain", message.text), _text("html", message.html)]
    leaves = [*texts, *map(_file, message.files)]
    heads = b"".join((head, *_body([_Leaf(leaf.head, ()) for leaf in leaves])))
    _gate(heads, message, [name for name, _ in headers])
    written = b"".join(piece for leaf in texts for piece in leaf.body)
    for part in (heads, written):  # base64 is lines of 76 without a hyphen by its nature
        _gate_lines(part)
    if _BOUNDARY in written:
        raise UnsafeHeader("the body of a part holds a boundary")
    letter = BytesIO()  # grows in its place: a join would hold a file of many megabytes twice
    letter.write(head)
    letter.writelines(_body(leaves))
    return letter.getvalue()


def _headers(message: Outgoing) -> list[tuple[str, tuple[str, ...]]]:
    if message.date.tzinfo is None:
        raise UnsafeHeader("Date needs a time zone")
    headers = [
        ("From", _mailboxes("From", (message.from_,))),
        ("To", _mailboxes("To", message.to)),
        ("Cc", _mailboxes("Cc", message.cc)),
        ("Reply-To", _mailboxes("Reply-To", (message.reply_to,) if message.reply_to else ())),
        ("Subject", text_tokens(checked("Subject", message.subject))),
        ("Date", (format_datetime(message.date),)),
        ("Message-ID", id_tokens((message.message_id,))),
        ("In-Reply-To", id_tokens((message.in_reply_to,) if message.in_reply_to else ())),
        ("References", id_tokens(message.references)),
    ]
    if message.automatic is not Automatic.NO:
        headers += [("Auto-Submitted", (message.automatic.value,)), ("X-Auto-Response-Suppress", ("All",))]
    headers += [
        ("X-Pomoc-Loop", text_tokens(checked("X-Pomoc-Loop", message.loop))),
        ("Content-Language", (message.language,)),
        ("MIME-Version", ("1.0",)),
    ]
    return [(name, tokens) for name, tokens in headers if tokens]


def _mailboxes(name: str, addresses: tuple[Address, ...]) -> tuple[str, ...]:
    tokens: list[str] = []
    for one in addresses:
        written = mailbox_tokens(checked(name, one.address), checked(name, one.name))
        if tokens:
            tokens[-1] += ","
        tokens.extend(written)
    return tuple(tokens)


def _body(leaves: list[_Leaf]) -> Iterator[bytes]:
    """From the Content-Type line of the whole to the last boundary, in pieces: a file may have many megabytes."""
    texts, files = leaves[:2], leaves[2:]
    if files:
        yield f'Content-Type: multipart/mixed; boundary="{_MIXED}"\r\n\r\n--{_MIXED}\r\n'.encode()
    yield f'Content-Type: multipart/alternative; boundary="{_ALTERNATIVE}"\r\n\r\n'.encode()
    yield from _multipart(_ALTERNATIVE, texts)
    if files:
        yield b"\r\n"
        yield from _multipart(_MIXED, files)


def _multipart(boundary: str, leaves: list[_Leaf]) -> Iterator[bytes]:
    for leaf in leaves:
        yield from (f"--{boundary}\r\n".encode(), leaf.head)
        yield from leaf.body
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _text(subtype: str, text: str) -> _Leaf:
    lines = re.sub(r"\r\n?", "\n", text).encode("utf-8", "replace")
    encoded = binascii.b2a_qp(lines, istext=True).replace(b"\n", b"\r\n")
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return _Leaf(head.encode(), (encoded,))


def _file(file: File) -> _Leaf:
    name = one_line(file.name, 120) or "plik"
    parameters = "".join(f"; {parameter(checked('parameter', n), checked('parameter', v))}" for n, v in file.parameters)
    head = (
        f"Content-Type: {_file_type(file.content_type)}{parameters}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {parameter('filename', name)}\r\n\r\n"
    )
    return _Leaf(head.encode(), _base64(file))


def _base64(file: File) -> Iterator[bytes]:
    data = file.data if isinstance(file.data, bytes) else file.data()
    for start in range(0, len(data), _PORTION):
        yield base64.encodebytes(data[start : start + _PORTION]).replace(b"\n", b"\r\n")


def _file_type(content_type: str) -> str:
    # RFC 2046 5.2.1 forbids base64 in message/* and multipart/*: such a file travels as plain octets
    whole = _TYPE.fullmatch(content_type) and not content_type.startswith(("message/", "multipart/"))
    return content_type if whole else "application/octet-stream"


def _gate(heads: bytes, message: Outgoing, names: list[str]) -> None:
    """``heads`` is the message with its parts empty."""
    parsed = email.message_from_bytes(heads)
    if parsed.keys() != [*names, "Content-Type"]:
        raise UnsafeHeader(f"the letter would carry other headers than meant: {parsed.keys()}")
    if _read_back(parsed["Subject"]) != message.subject:
        raise UnsafeHeader(f"the subject would read differently: {message.subject[:60]!r}")
    leaves = [part for part in parsed.walk() if not part.is_multipart()]
    if len(leaves) != 2 + len(message.files) or any(part.defects for part in parsed.walk()):
        raise UnsafeHeader(f"the letter would carry {len(leaves)} parts instead of {2 + len(message.files)}")


def _gate_lines(data: bytes) -> None:
    lines = data.split(b"\r\n")
    whole = data.count(b"\r") == data.count(b"\n") == len(lines) - 1
    if not whole or max(map(len, lines)) > _LONGEST_LINE:
        raise UnsafeHeader("a line of the letter is longer than 998 or broken by a bare CR or LF")


def _read_back(value: str) -> str:
    return str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", value))))
