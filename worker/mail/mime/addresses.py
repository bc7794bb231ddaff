"""Mailboxes of From, To and their like (RFC 5322 3.4), read so that nobody can hide behind a comment.

``email.utils.parseaddr`` took ``alice@a)bob@b`` for alice (CVE-2023-27043). Here the value is cut into
lexemes once, in linear time; what does not fit the grammar yields no mailbox and a defect, and the rule
"exactly one From mailbox" (``InboundMessage.author``) does the rest. Tolerated, because honest programs
send it: an unquoted comma or dot in a name, and a name that repeats the address.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from worker.domain.message import Address
from worker.mail.mime import caps, charset, clean, headers

_LEXEME: Final = re.compile(r"\"(?:[^\"\\]|\\.)*(?:\"|\\?\Z)|[()<>,;:\[\]\\]|[^\"()<>,;:\[\]\\]+", re.DOTALL)
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ATOM: Final = r"[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]"
_ADDRESS: Final = re.compile(
    rf"(?:{_ATOM}+|\"[^\"\s\\]{{1,64}}\")@(?:[^\s@<>()\[\],;:\\\"\x00-\x2c\x2f\x7f.]+(?:\.[^\s@<>()\[\],;:\\\"\x00-\x2c\x2f\x7f.]+)*\.?|\[[0-9A-Za-z.:]{{3,60}}\])"
)
_LONGEST: Final = 320


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailboxes:
    """What an address field holds. ``malformed``: something in it could be read in more than one way."""

    addresses: tuple[Address, ...] = ()
    malformed: bool = False
    too_many: bool = False
    had_controls: bool = False


@dataclass(slots=True)
class _Item:
    """One comma-separated piece while it is read, as latin-1 text of the raw bytes."""

    words: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    angle: str | None = None
    broken: bool = False
    stray: bool = False  # ")" or "\" between the words: a smiley, or a trick where there is an "@" too

    @property
    def is_name_only(self) -> bool:
        """Words without an address: the first half of ``Kowalski, Jan <jan@…>`` sent without quotes."""
        said = "".join(self.words)
        return not (self.broken or self.stray) and self.angle is None and bool(said) and "@" not in said


class _Cutter:
    """Cuts a field into items, lexeme by lexeme; knows whether it stands in a comment, in <…> or in […]."""

    def __init__(self) -> None:
        self.items = [_Item()]
        self._comments = 0
        self._in_angle = self._in_literal = False

    def cut(self, value: bytes) -> list[_Item]:
        """The items of a field."""
        for lexeme in _LEXEME.findall(value.decode("latin-1")):
            if len(self.items) > caps.ADDRESSES + 20:
                return self.items
            self._take(lexeme, self.items[-1])
        self.items[-1].broken |= self._comments > 0 or self._in_angle
        return self.items

    def _take(self, lexeme: str, item: _Item) -> None:
        if self._comments or lexeme == "(":
            self._in_comment(lexeme, item)
        elif self._in_angle or lexeme in "<>":
            self._angle(lexeme, item)
        elif lexeme in ",;" and not self._in_literal:
            self.items.append(_Item())
        elif lexeme == ":" and not self._in_literal and item.angle is None and "@" not in "".join(item.words):
            self.items[-1] = _Item()  # the name of a group (RFC 5322 3.4)
        else:
            self._word(lexeme, item)

    def _in_comment(self, lexeme: str, item: _Item) -> None:
        if self._comments and not (lexeme == ")" and self._comments == 1):
            item.comment.append(lexeme)
        self._comments += {"(": 1, ")": -1}.get(lexeme, 0)

    def _angle(self, lexeme: str, item: _Item) -> None:
        if lexeme == ">":
            item.broken |= not self._in_angle
            self._in_angle = False
        elif self._in_angle:
            item.broken |= lexeme in "<,;"
            item.angle = (item.angle or "") + lexeme
        else:
            item.broken |= item.angle is not None
            item.angle = item.angle or ""
            self._in_angle = True

    def _word(self, lexeme: str, item: _Item) -> None:
        self._in_literal = lexeme == "[" or (self._in_literal and lexeme != "]")
        if not lexeme.strip():
            item.words += [" "] if item.words else []
            return
        open_quote = lexeme.startswith('"') and not _QUOTED.fullmatch(lexeme)
        item.broken |= open_quote or item.angle is not None  # words after <…> too
        item.stray |= lexeme in ")\\"
        item.words.append(lexeme)


def read(values: list[bytes]) -> Mailboxes:
    """The mailboxes of all fields of one name, at most ``caps.ADDRESSES``; never raises."""
    found: list[Address] = []
    malformed = had_controls = False
    for value in values:
        carried: list[str] = []
        for item in _Cutter().cut(value):
            if len(found) > caps.ADDRESSES:
                break
            item.words[:0] = carried
            carried = []
            if item.is_name_only:
                carried = [*item.words, ","]
                continue
            addresses, broken, controls = _mailboxes(item)
            found += [one for one in addresses if one.address not in {known.address for known in found}]
            malformed |= broken
            had_controls |= controls
        malformed |= bool(carried)
    return Mailboxes(
        addresses=tuple(found[: caps.ADDRESSES]),
        malformed=malformed,
        too_many=len(found) > caps.ADDRESSES,
        had_controls=had_controls,
    )


def _mailboxes(item: _Item) -> tuple[list[Address], bool, bool]:
    """The addresses of one piece (two, when the name pretends to be another one), broken?, controls?"""
    text = "".join(item.words).strip()
    item.broken |= item.stray and (item.angle is None or "@" in text)
    if item.angle is None and not text:
        return [], item.broken, False
    if item.angle is None:
        address = _address(text)
        name, controls = _name("".join(item.comment))
        return (
            ([Address(address=address, name=name)], item.broken, controls)
            if address and not item.broken
            else ([], True, controls)
        )
    address = _address(item.angle.rpartition(":")[2] if item.angle.startswith("@") else item.angle)
    name, controls = _name(text or "".join(item.comment))
    if not address or item.broken:
        return [], True, controls
    boxes = [Address(address=address, name=name)]
    bare = [word for word in text.split() if "@" in word and not word.startswith('"')] if '"' not in text else []
    # "Kontakt@Firma" is a name: nothing can be sent to a domain without a dot
    others = [other for word in bare if (other := _address(word.strip("'"))) and "." in other.rpartition("@")[2]]
    if any(other != address for other in others):
        return [Address(address=others[0]), *boxes], True, controls
    return boxes, False, controls


def _address(text: str) -> str:
    """The lower-cased address, or "" when the text is not exactly one."""
    text = text.strip()
    if len(text) > _LONGEST or not _ADDRESS.fullmatch(text):
        return ""
    local, _, domain = text.rpartition("@")
    if not text.isascii():
        text = charset.decode(text.encode("latin-1"))[0]
        cleaned, controls = clean.line(text, _LONGEST)
        return "" if controls or " " in cleaned else cleaned.lower()
    return f"{local}@{domain.rstrip('.')}".lower()


def _name(raw: str) -> tuple[str, bool]:
    """The display name: quoting undone, encoded words read, one clean line."""
    raw = raw.strip()
    unquoted = "".join(
        _ESCAPED.sub(r"\1", lexeme[1:-1]) if _QUOTED.fullmatch(lexeme) else lexeme for lexeme in _LEXEME.findall(raw)
    )
    text, controls = clean.line(headers.decode(unquoted.encode("latin-1", "replace")), caps.LINE)
    return (text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text), controls
