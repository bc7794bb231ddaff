"""Text as the rest of the program may trust it: no control characters, no tricks of direction.

An encoded word may decode to CR, LF, NUL and the other line ends Python knows: answering with such a
subject raises or injects a header. Bidirectional controls make a file name or a subject read differently
than it is.
"""

import re
import unicodedata
from typing import Final

_BIDI: Final = "\u202b\u202d\u202e\u2066-\u2069"
_INVISIBLE: Final = "\u200b\u2060\ufeff\u00ad\u061c\u200e\u200f\u202a\u202c\uf8f0"
"""Characters that print nothing. Marks that turn no text round come with a telephone number copied out of Windows;
the last is our own private mark (``worker.mail.replies.marks``)."""
_LINE: Final = re.compile(f"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDI}]+")
_BODY: Final = re.compile(f"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_BIDI}]")
_INVISIBLE_RE: Final = re.compile(f"[{_INVISIBLE}]")
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_NEWLINES: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


def line(text: str, limit: int) -> tuple[str, bool]:
    """One clean line of at most ``limit`` characters, and whether control characters had to go.

    Controls become a space, so that words do not grow together. Composed to NFC: some programs send
    ``o`` and a combining acute for ``ó``.
    """
    cleaned, changes = _LINE.subn(" ", text)
    cleaned = _SPACES.sub(" ", _INVISIBLE_RE.sub("", cleaned)).strip()
    return _composed(cleaned[:limit]).strip(), changes > 0


def body(text: str) -> tuple[str, bool]:
    """Body text with ``\\n`` line ends and no controls but tab; and whether any had to go."""
    if text.isascii() and text.isprintable():
        return text, False
    text = _NEWLINES.sub("\n", text) if not text.isascii() or "\r" in text else text
    cleaned, changes = _BODY.subn("", text)
    return _composed(_INVISIBLE_RE.sub("", cleaned)), changes > 0


def _composed(text: str) -> str:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)
