"""The header block: raw fields in their order, and their values as clean text.

Values are read from the raw bytes. ``email.policy.default`` takes a minute for some 200 KB headers
and mail-parser loses raw Polish letters (docs/adr/0004), so both the splitting and the encoded words
of RFC 2047 are done here, in time linear in the bytes.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from worker.mail.mime import caps, charset, clean
from worker.mail.mime.defects import Defect

_NAME: Final = re.compile(rb"[!-9;-~]{1,200}(?=[ \t]*:)")
_LINE_END: Final = re.compile(rb"\r?\n|\r(?!\n)")
_WORD: Final = re.compile(rb"=\?([!->@-~]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]{0,200}){0,3})\?=")
_HEX: Final = re.compile(rb"=([0-9A-Fa-f]{2})")
_NO_BASE64: Final = re.sub(rb"[A-Za-z0-9+/]", b"", bytes(range(256)))
_BLANKS: Final = b" \t\r\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One header field: ``name`` in lower case, ``value`` as raw bytes with its folding undone."""

    name: str
    value: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The fields of a message from top to bottom, and what was wrong with them."""

    fields: tuple[Field, ...]
    defects: tuple[Defect, ...] = ()

    def all(self, name: str) -> list[bytes]:
        """The raw values of every field of that lower-case name, topmost first."""
        return [field.value for field in self.fields if field.name == name]

    def first(self, name: str) -> bytes:
        """The raw value of the topmost field of that name; empty when absent."""
        return next((field.value for field in self.fields if field.name == name), b"")

    def text(self, name: str) -> str:
        """The topmost value decoded to one clean line; "" when absent."""
        return clean.line(decode(self.first(name)), caps.LINE)[0]

    def __contains__(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)


def read(block: bytes) -> Header:
    """The fields of a header block of at most ``caps.HEADERS`` bytes; longer ones are cut with a defect."""
    defects: list[Defect] = []
    if len(block) > caps.HEADERS:
        block = block[: caps.HEADERS]
        defects.append(Defect.HEADERS_TOO_LONG)
    fields: list[Field] = []
    for raw in _folded_lines(block):
        named = _NAME.match(raw)
        if named is None:
            if raw.strip() and not raw.startswith((b"From ", b">From ")):
                defects.append(Defect.MALFORMED_HEADER)
            continue
        if len(raw) > caps.HEADER:
            defects.append(Defect.HEADER_TOO_LONG)
        value = raw[named.end() : caps.HEADER].lstrip(b" \t")[1:]
        fields.append(Field(name=named[0].decode("ascii").lower(), value=value.strip(_BLANKS)))
    return Header(fields=tuple(fields), defects=tuple(dict.fromkeys(defects)))


def _folded_lines(block: bytes) -> Iterator[bytes]:
    """Each field with its continuation lines joined."""
    pending: list[bytes] = []
    for raw in _LINE_END.split(block):
        if raw[:1] in (b" ", b"\t") and pending:
            pending.append(raw)
            continue
        if pending:
            yield b"".join(pending)
        pending = [raw] if raw else []
    if pending:
        yield b"".join(pending)


def decode(value: bytes) -> str:
    """The text of an unstructured value: encoded words, and raw 8-bit text between them (not yet cleaned).

    White space between two encoded words is dropped (RFC 2047 6.2), and neighbours of one charset are
    decoded together, because many programs cut a character's bytes between two words.
    """
    if b"=?" not in value:
        return charset.decode(value)[0]
    pieces: list[str] = []
    pending = _Pending()
    position = 0
    for word in _WORD.finditer(value):
        between = value[position : word.start()]
        if between.strip(_BLANKS) or not pending.data:
            pieces += [pending.flush(), charset.decode(between)[0]]
        pieces.append(pending.add(word[1], _bytes_of(word[2], word[3])))
        position = word.end()
    pieces += [pending.flush(), charset.decode(value[position:])[0]]
    return "".join(pieces)


class _Pending:
    """The bytes of neighbouring encoded words of one charset, decoded when the run ends."""

    def __init__(self) -> None:
        self.label = ""
        self.data = b""

    def add(self, label: bytes, data: bytes) -> str:
        """Take one more word; returns the text of the run it ends, if it ends one."""
        name = label.partition(b"*")[0].decode("ascii", "replace").lower()  # RFC 2231 5: charset*language
        done = "" if name == self.label else self.flush()
        self.label = name
        self.data += data
        return done

    def flush(self) -> str:
        """The text of the run so far."""
        text = charset.decode(self.data, self.label)[0] if self.data else ""
        self.data = b""
        return text


def _bytes_of(encoding: bytes, encoded: bytes) -> bytes:
    if encoding in b"bB":
        return base64(encoded)
    plain = encoded.replace(b"_", b" ")
    return _HEX.sub(lambda found: bytes((int(found[1], 16),)), plain)


def base64(encoded: bytes) -> bytes:
    """The bytes of Base64 text, as far as they can be read; never raises."""
    kept = encoded.translate(None, b" \t\r\n")
    try:
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
    except binascii.Error:
        # one character too many at the end is the usual damage
        letters = kept.translate(None, _NO_BASE64)
        letters = letters[: len(letters) - (1 if len(letters) % 4 == 1 else 0)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
