"""The MIME tree as slices of the raw bytes: where each part's header and body stand (RFC 2045, 2046).

``email.message_from_bytes`` keeps every line as an object: 25 MB of short lines is 700 MB and ten
seconds. Here a multipart is split by searching its boundary in the bytes, so the cost is a few passes
over the message whatever it holds, each bounded by ``caps``; tests hold the result equal to compat32 on
ordinary mail. Nothing is copied but headers: a file of 20 MB stands in the message once and in no part of it again.
The walk stops at message/rfc822: a forwarded message is a file, not our text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from worker.mail.mime import caps, parameters
from worker.mail.mime.defects import Defect
from worker.mail.mime.parameters import Parameters

_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_FIELD_LINE: Final = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")
_NO_FIELD: Final = re.compile(rb"^(?!From |>From |[ \t]|[!-9;-~]{1,200}[ \t]*:)(?=[^\r\n])", re.MULTILINE)
_CONTENT: Final = re.compile(
    rb"^content-([a-z-]{1,40})[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE
)
_FOLD: Final = re.compile(rb"\r?\n(?=[ \t])")
_AFTER: Final = frozenset(b" \t\r\n")
_INK: Final = re.compile(rb"\S")
_NOTHING: Final = memoryview(b"")


@dataclass(kw_only=True, slots=True)
class Entity:
    """One node of the tree. ``number`` counts from 0 in reading order.

    ``body``: its bytes within the message, still transfer-encoded; empty for what was split into parts.
    """

    number: int
    depth: int
    media_type: str
    content_type: Parameters
    disposition: Parameters
    encoding: str = ""
    content_id: str = ""
    description: bytes = b""
    body: memoryview = _NOTHING
    children: list["Entity"] = field(default_factory=list)

    @property
    def is_multipart(self) -> bool:
        """Whether the entity was split into parts."""
        return bool(self.children)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space is in the body."""
        return _INK.search(self.body) is None

    def walk(self) -> Iterator["Entity"]:
        """The entity and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def split_header(raw: bytes) -> tuple[bytes, int]:
    """The header block of a message, never more than ``caps.HEADERS`` + 1 bytes, and where the body begins."""
    if raw.startswith((b"\n", b"\r\n")):
        return b"", _behind_blank_line(raw, 0)
    blank = _BLANK_LINE.search(raw, 0, caps.HEADERS + 4)
    if blank is not None:
        return raw[: blank.start()], blank.end()
    if len(raw) <= caps.HEADERS:
        stray = _end_of_fields(raw)
        return raw[:stray], stray
    blank = _BLANK_LINE.search(raw, caps.HEADERS)
    return raw[: caps.HEADERS + 1], blank.end() if blank else len(raw)


class Tree:
    """Builds the tree of one message, within the caps; ``defects`` fills while it does."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.defects: dict[Defect, None] = {}
        self._count = 0
        self._scanned = 0
        self._strange = 0

    def build(self, header: bytes, start: int) -> Entity:
        """The root entity of the message, of which ``split_header`` has told the header and where the body begins."""
        return self._entity(header, start, len(self._raw), depth=0, default="text/plain")

    def _entity(self, header: bytes, start: int, stop: int, *, depth: int, default: str) -> Entity:
        fields = _content_fields(header)
        raw_type = fields.get("type", b"")
        entity = Entity(
            number=self._count,
            depth=depth,
            media_type=parameters.media_type(raw_type, default),
            content_type=parameters.read(raw_type),
            disposition=parameters.read(fields.get("disposition", b"")),
            encoding=_encoding(fields.get("transfer-encoding", b"")),
            content_id=fields.get("id", b"").strip().strip(b"<>").decode("ascii", "replace"),
            description=fields.get("description", b""),
            body=memoryview(self._raw)[start:stop],
        )
        self._count += 1
        if entity.media_type.startswith("multipart/"):
            self._split(entity, start, stop)
        return entity

    def _split(self, entity: Entity, start: int, stop: int) -> None:
        boundary = _boundary(entity.content_type)
        if not boundary:
            self.defects[Defect.NO_BOUNDARY] = None
            return
        if entity.depth >= caps.DEPTH:
            self.defects[Defect.TOO_DEEP] = None
            return
        default = "message/rfc822" if entity.media_type == "multipart/digest" else "text/plain"
        parent = entity
        for begin, end, closed in self._slices(start, stop, boundary):
            if self._count >= caps.PARTS:
                self.defects[Defect.TOO_MANY_PARTS] = None
                break
            child = self._entity(*_part(self._raw, begin, end), depth=parent.depth + 1, default=default)
            parent.children.append(child)
            if parent is entity and not child.children and _boundary(child.content_type) == boundary:
                parent = child  # Outlook Express for Mac: what follows up to the next end line is inside
                child.body = _NOTHING
            if closed:
                parent = entity
        if entity.children:
            entity.body = _NOTHING
        else:
            self.defects[Defect.NO_BOUNDARY] = None

    def _slices(self, start: int, stop: int, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
        """Start and end of each part of what stands from ``start`` to ``stop``, and whether an end line ends it.

        The line end before a boundary belongs to the boundary (RFC 2046 5.1.1).
        Below an end line parts go on where a boundary follows: a multipart inside had the same one, and what was
        attached behind it must not be lost.
        """
        self._scanned += stop - start
        if self._scanned > caps.SCANNED:
            self.defects[Defect.TOO_DEEP] = None
            return
        opened = -1
        for begin, after, closing in self._delimiters(start, stop, b"--" + boundary):
            if opened >= 0:
                yield opened, max(opened, _without_line_end(self._raw, begin)), closing
            opened = -1 if closing else after
        if opened >= 0:
            self.defects[Defect.UNCLOSED_MULTIPART] = None
            yield opened, stop, True

    def _delimiters(self, start: int, stop: int, mark: bytes) -> Iterator[tuple[int, int, bool]]:
        """Of each boundary line: where it begins, where the next line begins, and whether it is the last."""
        raw = self._raw
        at = raw.find(mark, start, stop)
        while at >= 0:
            if at == start or raw[at - 1] == 0x0A:
                tail = at + len(mark)
                closing = raw.startswith(b"--", tail, stop)
                rest = tail + 2 if closing else tail
                most = min(stop, rest + 1000)
                line_end = raw.find(b"\n", rest, most)
                behind = line_end if line_end >= 0 else most
                if all(byte in _AFTER for byte in raw[rest:behind]):
                    yield at, min(behind + 1, stop), closing
                else:
                    self._strange += 1
                    if self._strange > caps.BOUNDARIES:
                        self.defects[Defect.TOO_MANY_PARTS] = None
                        return
            at = raw.find(b"\n" + mark, at + 1, stop)
            at = at + 1 if at >= 0 else -1


def _boundary(content_type: Parameters) -> bytes:
    # over 70 characters is not allowed, but sent; what a transport could not carry is no boundary
    boundary = content_type.get("boundary").rstrip()
    return boundary.encode("utf-8", "surrogateescape") if 0 < len(boundary) <= 500 else b""


def _encoding(value: bytes) -> str:
    """The transfer encoding of ``base64``, ``"base64";``, ``quoted -printable`` and ``base64 (made by x)``."""
    token = value.partition(b";")[0].partition(b"(")[0]
    return token.translate(None, b" \t\"'").lower().decode("ascii", "replace")


def _content_fields(header: bytes) -> dict[str, bytes]:
    """The Content-* fields, unfolded; the first of each name counts."""
    fields: dict[str, bytes] = {}
    for found in islice(_CONTENT.finditer(header), caps.PART_FIELDS):
        fields.setdefault(found[1].decode("ascii").lower(), _FOLD.sub(b"", found[2]).strip())
    return fields


def _part(raw: bytes, start: int, stop: int) -> tuple[bytes, int, int]:
    """Header of a part, and from where to where its body goes; one that begins with no field is body at once."""
    if raw.startswith((b"\n", b"\r\n"), start, stop) or not _FIELD_LINE.match(raw, start, stop):
        return b"", min(_behind_blank_line(raw, start), stop), stop
    most = min(start + caps.PART_HEADERS, stop)
    blank = _BLANK_LINE.search(raw, start, stop)
    if blank is None:
        fields = raw[start:most]
        stray = _end_of_fields(fields)
        return fields[:stray], start + stray, most
    return raw[start : min(blank.start(), most)], blank.end(), stop


def _behind_blank_line(raw: bytes, at: int) -> int:
    return at + 2 if raw.startswith(b"\r\n", at) else at + raw.startswith(b"\n", at)


def _end_of_fields(raw: bytes) -> int:
    """A header that no blank line ends is ended by its first line that is no field."""
    stray = _NO_FIELD.search(raw)
    return len(raw) if stray is None else stray.start()


def _without_line_end(raw: bytes, begin: int) -> int:
    if begin and raw[begin - 1] == 0x0A:
        begin -= 1
        if begin and raw[begin - 1] == 0x0D:
            begin -= 1
    return begin
