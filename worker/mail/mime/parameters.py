"""Content-Type and Content-Disposition: the value and its parameters (RFC 2045 5.1, RFC 2231).

Own reading, because the standard library is quadratic in the quotes of a long value, and because names
come in four forms: plain, quoted with encoded words inside (not allowed, but usual), RFC 2231 with a
charset, and RFC 2231 in numbered pieces.
"""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote_to_bytes

from worker.mail.mime import caps, charset, headers

_PARAMETER: Final = re.compile(rb";\s*([^\s=;\"]{1,200})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)(?:\"|$)|([^;\"]*))", re.DOTALL)
_PIECE: Final = re.compile(r"(.+?)(?:\*(\d{1,3}))?(\*)?")
_QUOTED_PAIR: Final = re.compile(rb"\\([\"\\])")  # only these two: C:\\dir\\file is sent unescaped
_TYPE: Final = re.compile(rb"\s*([A-Za-z0-9!#$&^_.+-]{1,100})\s*/\s*([A-Za-z0-9!#$&^_.+-]{1,100})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """The lower-case main value, and the decoded parameters under lower-case names."""

    value: str
    named: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The decoded value of a parameter; "" when absent."""
        return self.named.get(name, "")


def read(raw: bytes) -> Parameters:
    """A structured value of at most ``caps.PART_HEADERS`` bytes, taken apart; never raises."""
    raw = raw[: caps.PART_HEADERS]
    value = raw.partition(b";")[0].strip().lower().decode("ascii", "replace")
    if b";" not in raw:
        return Parameters(value=value)
    pieces: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for found in _PARAMETER.finditer(raw):
        name = _PIECE.fullmatch(found[1].decode("ascii", "replace").lower())
        if name is None:
            continue
        quoted = found[2] is not None
        content = _QUOTED_PAIR.sub(rb"\1", found[2]) if quoted else found[3].strip()
        pieces.setdefault(name[1], {}).setdefault(int(name[2] or 0), (content, name[3] is not None))
    return Parameters(value=value, named={name: _joined(parts) for name, parts in pieces.items()})


def media_type(raw: bytes, default: str) -> str:
    """``type/subtype`` in lower case, or the default when the field does not hold one (RFC 2045 5.2)."""
    found = _TYPE.match(raw)
    return f"{found[1].decode()}/{found[2].decode()}".lower() if found else default


def _joined(parts: dict[int, tuple[bytes, bool]]) -> str:
    ordered = [parts[number] for number in sorted(parts)]
    if not any(extended for _, extended in ordered):
        return headers.decode(b"".join(content for content, _ in ordered))
    label = ""
    first, extended = ordered[0]
    if extended and first.count(b"'") >= 2:
        declared, _, rest = first.split(b"'", 2)
        label = declared.decode("ascii", "replace")
        ordered[0] = (rest, True)
    data = b"".join(unquote_to_bytes(content) if extended else content for content, extended in ordered)
    return charset.decode(data, label)[0]
