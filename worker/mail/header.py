"""Header values as text we write ourselves: clean, encode (RFC 2047, 2231), fold (RFC 5322 2.2.3).

``email.policy`` refolds what it is given and turns every id of 78 or more characters in References into
``=?utf-8?q?…``, which breaks the thread in Outlook. So nothing here goes through a policy: a value becomes
a tuple of tokens, tokens are joined by spaces or folds, and an id always stays one literal token.

    value   = token *( " " token )       ; folded before a token that would pass column 78
    token   = id | encoded-word | word   ; an encoded word has at most 60 characters, so it fits behind a name

Every value is one clean line already: ``one_line`` makes one out of anything, and whatever still carries a
line break of any kind raises ``UnsafeHeader`` instead of becoming a second header.
"""

import base64
import re
from collections.abc import Callable, Iterable

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u2000-\u200a\u3000]+")
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_Q_LITERAL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")

_LINE = 78
_WORD = 60  # RFC 2047 allows 75; 60 leaves room for "Reply-To: " on the same line
_FRAME = len("=?utf-8?q??=")
_LONGEST_TOKEN = 200


class UnsafeHeader(ValueError):  # noqa: N818 - says what is wrong with the value, not that something failed
    """A header value that could become more than one header line, or that cannot be written at all."""


def one_line(text: str, limit: int = 200) -> str:
    """Any text as one clean line of at most ``limit`` characters, "…" at the end when it was longer.

    Line breaks, NUL and other controls (also NEL, LS, PS, VT, FF) become a space, runs of spaces one
    space; zero-width, bidirectional and lone surrogate characters go away. NBSP stays.
    """
    line = _SPACES.sub(" ", _INVISIBLE.sub("", _CONTROL.sub(" ", text))).strip(" \xa0")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def checked(name: str, value: str) -> str:
    """The value itself, when it is one line without controls and surrogates; raises UnsafeHeader otherwise."""
    if _CONTROL.search(value) or any("\ud800" <= c <= "\udfff" for c in value):
        raise UnsafeHeader(f"{name} holds a control character or a line break: {value[:60]!r}")
    return value


def is_mailbox(address: str) -> bool:
    """Whether the address can be written and sent to: ASCII ``local@domain`` without spaces or quotes."""
    return _MAILBOX.fullmatch(address) is not None


def is_id(message_id: str) -> bool:
    """Whether an id (without <>) can stand literally in References: printable ASCII, no <>, at most 900."""
    return _ID.fullmatch(message_id) is not None


def text_tokens(text: str) -> tuple[str, ...]:
    """Unstructured text: words that are plain ASCII up to the first that is not, then encoded words."""
    words = text.split(" ")
    if not text:
        return ("",)
    plain = 0
    while plain < len(words) and _is_plain(words[plain]):
        plain += 1
    if plain == len(words):
        return tuple(words)
    return (*words[:plain], *encoded_words(" ".join(words[plain:])))


def mailbox_tokens(address: str, name: str = "") -> tuple[str, ...]:
    """``name <address>``: atoms literally, other ASCII quoted, the rest as encoded words (RFC 2047 5.3)."""
    if not is_mailbox(address):
        raise UnsafeHeader(f"not an address that mail can be sent to: {address[:60]!r}")
    if not name:
        return (address,)
    angled = f"<{address}>"
    if _is_phrase(name):
        return (*name.split(" "), angled)
    if name.isascii() and "=?" not in name and len(name) <= _LONGEST_TOKEN:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return (f'"{quoted}"', angled)
    return (*encoded_words(name), angled)


def id_tokens(ids: Iterable[str]) -> tuple[str, ...]:
    """Message ids (given without <>) in their brackets, each literally."""
    tokens = tuple(f"<{i}>" for i in ids)
    for token in tokens:
        if not is_id(token[1:-1]):
            raise UnsafeHeader(f"not a message id that can be written: {token[:60]!r}")
    return tokens


def encoded_words(text: str) -> tuple[str, ...]:
    """Text as adjacent encoded words in UTF-8, cut between characters; Q while it is at most half as long again as B.

    Q can be read by a person who looks at the source, as most Polish subjects are mostly ASCII.
    """
    pieces = [_quoted(character) for character in text]
    room = _WORD - _FRAME
    if sum(map(len, pieces)) <= len(text.encode()) * 2:
        return tuple(f"=?utf-8?q?{''.join(chunk)}?=" for chunk in _chunks(pieces, room))
    characters = _chunks(list(text), room // 4 * 3, weight=lambda c: len(c.encode()))
    return tuple(f"=?utf-8?b?{base64.b64encode(''.join(chunk).encode()).decode()}?=" for chunk in characters)


def folded(name: str, tokens: Iterable[str]) -> str:
    """``Name: token token`` with CRLF, folded at spaces; the first token stays on the line of the name."""
    lines, line = [], f"{name}:"
    first = True
    for token in tokens:
        if not first and token and len(line) + 1 + len(token) > _LINE:
            lines.append(line)
            line = ""
        line += f" {token}"
        first = False
    return "\r\n".join([*lines, line]) + "\r\n"


def parameter(name: str, value: str) -> str:
    """One MIME parameter: quoted when plain ASCII, RFC 2231 in UTF-8 otherwise (continued when long)."""
    if value.isascii() and len(value) <= _LINE and not re.search(r'["\\]', value):
        return f'{name}="{value}"'
    octets = "".join(f"%{b:02X}" if chr(b) not in _PARAMETER_LITERAL else chr(b) for b in value.encode())
    if len(octets) <= _LINE:
        return f"{name}*=utf-8''{octets}"
    parts = re.findall(r"(?:%..|[^%]){1,20}", octets)
    charset = ("utf-8''", *("" for _ in parts[1:]))
    return ";\r\n ".join(f"{name}*{n}*={charset[n]}{part}" for n, part in enumerate(parts))


_PARAMETER_LITERAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")


def _is_plain(word: str) -> bool:
    return bool(word) and word.isascii() and "=?" not in word and len(word) <= _LONGEST_TOKEN


def _is_phrase(name: str) -> bool:
    atoms = _ATOMS.fullmatch(name) is not None and "=?" not in name
    return atoms and all(_is_plain(word) for word in name.split(" "))


def _quoted(character: str) -> str:
    if character == " ":
        return "_"
    return "".join(chr(b) if b in _Q_LITERAL else f"={b:02X}" for b in character.encode())


def _chunks(pieces: list[str], room: int, *, weight: Callable[[str], int] = len) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    left = room
    for piece in pieces:
        if weight(piece) > left:
            chunks.append([])
            left = room
        chunks[-1].append(piece)
        left -= weight(piece)
    return chunks
