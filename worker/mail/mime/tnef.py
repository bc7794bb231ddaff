"""winmail.dat (MS-OXTNEF): text, files and message class that Outlook hides in one attachment.

Only the attributes we need are read, each with its length checked. Written here because the one library
for it has had no release since 2021 and reads a thousand properties we have no use for. A property stream
that does not fit its own lengths ends the reading; what came before it is kept.
"""

import struct
from dataclasses import dataclass, field
from typing import Final

from worker.mail.mime import caps, charset

_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_CODE_PAGE: Final = 0x9007

_PR_BODY: Final = 0x1000
_PR_BODY_HTML: Final = 0x1013
_PR_LONG_FILENAME: Final = 0x3707
_PR_DISPLAY_NAME: Final = 0x3001
_PR_CONTENT_ID: Final = 0x3712
_WANTED: Final = frozenset({_PR_BODY, _PR_BODY_HTML, _PR_LONG_FILENAME, _PR_DISPLAY_NAME, _PR_CONTENT_ID})

_FIXED: Final = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE: Final = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_MULTIPLE: Final = 0x1000
_READ_RECEIPT: Final = ("REPORT.IPM.NOTE.IPNRN", "REPORT.IPM.NOTE.IPNNRN", "IPM.MICROSOFT MAIL.READ RECEIPT")
_DELIVERY_REPORT: Final = ("REPORT.IPM.NOTE.NDR", "REPORT.IPM.NOTE.DR", "IPM.MICROSOFT MAIL.NON-DELIVERY")


@dataclass(kw_only=True, slots=True)
class File:
    """One attached file."""

    name: str = ""
    data: bytes = b""
    content_id: str = ""


@dataclass(kw_only=True, slots=True)
class Contents:
    """What the stream holds. ``whole`` is false when it ended in the middle of something."""

    text: str = ""
    html: str = ""
    message_class: str = ""
    files: list[File] = field(default_factory=list)
    whole: bool = True

    @property
    def report_type(self) -> str:
        """The report this message is by its class (RFC 6522 names), or ""."""
        upper = self.message_class.upper()
        if upper.startswith(_READ_RECEIPT):
            return "disposition-notification"
        return "delivery-status" if upper.startswith(_DELIVERY_REPORT) else ""


def is_tnef(media_type: str, name: str) -> bool:
    """Whether a part is Outlook's envelope."""
    return media_type in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat"


def read(data: bytes) -> Contents | None:
    """The contents of a TNEF stream; None when it is not one. Never raises."""
    if data[:4] != _SIGNATURE:
        return None
    contents = Contents()
    code_page = "cp1250"
    at = 6
    while at + 9 <= len(data):
        attribute, _, size = struct.unpack_from("<HHI", data, at + 1)
        value = data[at + 9 : at + 9 + size]
        if len(value) < size:
            contents.whole = False
            break
        at += 9 + size + 2  # a checksum follows
        if attribute == _CODE_PAGE and size >= 4:
            code_page = f"cp{struct.unpack_from('<I', value)[0]}"
        else:
            _take(contents, attribute, value, code_page)
    return contents


def _take(contents: Contents, attribute: int, value: bytes, code_page: str) -> None:
    """Put one attribute (MS-OXTNEF 2.1.3.2) where it belongs."""
    match attribute:
        case 0x800C:  # attBody
            contents.text = contents.text or _text(value, code_page)
        case 0x8008:  # attMessageClass
            contents.message_class = _text(value, code_page)
        case 0x9003:  # attMAPIProps
            named = _properties(value, code_page, contents)
            contents.text = str(named.get(_PR_BODY) or contents.text)
            contents.html = str(named.get(_PR_BODY_HTML) or contents.html)
        case 0x9002:  # attAttachRendData: begins a file
            if len(contents.files) <= caps.ATTACHMENTS:
                contents.files.append(File())
        case 0x8010 if contents.files:  # attAttachTitle
            contents.files[-1].name = contents.files[-1].name or _text(value, code_page)
        case 0x800F if contents.files:  # attAttachData
            contents.files[-1].data = value
        case 0x9005 if contents.files:  # attAttachment
            named = _properties(value, code_page, contents)
            name = named.get(_PR_LONG_FILENAME) or named.get(_PR_DISPLAY_NAME)
            contents.files[-1].name = name or contents.files[-1].name
            contents.files[-1].content_id = named.get(_PR_CONTENT_ID, "")


def _text(value: bytes, code_page: str) -> str:
    return charset.decode(value.rstrip(b"\0"), code_page)[0]


def _properties(data: bytes, code_page: str, contents: Contents) -> dict[int, str]:
    """The wanted text properties of a MAPI stream (MS-OXTNEF 2.1.3.4)."""
    found: dict[int, str] = {}
    try:
        count = struct.unpack_from("<I", data)[0]
        at = 4
        for _ in range(min(count, 5000)):
            at = _property(data, at, code_page, found)
    except (struct.error, ValueError):
        contents.whole = False
    return found


def _property(data: bytes, at: int, code_page: str, found: dict[int, str]) -> int:
    """Read one property into ``found``; returns where the next begins."""
    kind, number = struct.unpack_from("<HH", data, at)
    at += 4
    if number >= 0x8000:
        at = _after_name(data, at)
    base = kind & ~_MULTIPLE
    if base not in _VARIABLE:
        width = _FIXED.get(base)
        if width is None:
            raise ValueError(kind)
        values = 1
        if kind & _MULTIPLE:
            values = struct.unpack_from("<I", data, at)[0]
            at += 4
        return at + width * values
    values = struct.unpack_from("<I", data, at)[0]
    at += 4
    if values > 5000:
        raise ValueError(values)
    for _ in range(values):
        size = struct.unpack_from("<I", data, at)[0]
        value = data[at + 4 : at + 4 + size]
        if len(value) < size:
            raise ValueError(size)
        if number in _WANTED and number not in found:
            text = value.decode("utf-16-le", "replace") if base == 0x1F else _text(value, code_page)
            found[number] = text.rstrip("\0")
        at += 4 + size + (-size % 4)
    return at


def _after_name(data: bytes, at: int) -> int:
    """Past the GUID and the name or number of a named property."""
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (size + (-size % 4) if kind == 1 else 0)
