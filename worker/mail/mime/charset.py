"""Bytes to text without losing a Polish letter, whatever the declaration says.

The order: UTF-8 when the bytes are UTF-8; what was declared, unless
the result shows that the declaration is false; windows-1250 or ISO-8859-2, told apart by the letters
they give; charset-normalizer, restricted to what Polish programs write, as the last resort.
"""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from worker.mail.mime.defects import Defect

_POLISH: Final = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_ORDINARY: Final = _POLISH | frozenset("„”“’‘–—…•€§°«»×\u00a0éöüäáßÖÜÄšžčřáíýěůŠŽČ²³½·®©\u00ad")
_STATEFUL: Final = re.compile(r"(?:x-)?(?:utf-?(?:7|16|32)|iso-2022|hz|iso2022|csiso2022|ucs-?[24])", re.IGNORECASE)
_CANDIDATES: Final = ("cp1250", "iso8859_2", "cp852")
_WESTERN: Final = frozenset({"iso8859-1", "cp1252", "ascii", "latin_1", "iso8859-15"})
_SAMPLE: Final = 20_000
_ALIASES: Final = {
    "unicode-1-1-utf-8": "utf-8",
    "x-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-windows-1250": "cp1250",
    "win-1250": "cp1250",
    "win1250": "cp1250",
    "cp-1250": "cp1250",
    "windows1250": "cp1250",
    "x-cp1250": "cp1250",
    "iso-8859-8-i": "iso8859_8",
    "iso8859_2": "iso8859_2",
    "x-unknown": "",
    "unknown-8bit": "",
    "unknown": "",
    "default": "",
    "default_charset": "",
    "ansi": "",
    "8bit": "",
}


def known(label: str) -> str:
    """The codec name Python has for a charset label, or "" when there is none for text."""
    label = label.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    if not label or len(label) > 40 or not label.isascii():
        return ""
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    # base64, rot13, zip and the like are codecs too, and punycode is quadratic
    is_text = getattr(info, "_is_text_encoding", False)
    return info.name if is_text and info.name not in {"punycode", "idna", "unicode_escape", "unicode-escape"} else ""


def decode(data: bytes, declared: str = "") -> tuple[str, Defect | None]:
    """The text, and why the declaration was not enough (None: it was, or none was needed)."""
    codec = known(declared) if declared else ""
    if codec and _STATEFUL.match(codec):
        text = _strictly(data, codec)
        if text is not None:
            return text, None
    if data.isascii():
        return data.decode("ascii"), None
    text = _strictly(data, "utf-8")
    if text is not None:
        return text, None if codec in {"utf-8", "utf-8-sig"} else _why(codec)
    damaged = _damaged_utf8(data)
    if damaged is not None:
        return damaged, Defect.BROKEN_CHARACTERS
    return _eight_bit(data, codec)


def _eight_bit(data: bytes, codec: str) -> tuple[str, Defect | None]:
    sample = data[:_SAMPLE]
    if codec and codec != "utf-8":
        text = _strictly(data, codec)
        if text is not None and not _looks_false(text[:_SAMPLE], sample, codec):
            return text, None
    best = _best_candidate(sample) or _last_resort(sample)
    if best:
        text = _strictly(data, best)
        return (text, _why(codec)) if text is not None else (data.decode(best, "replace"), Defect.BROKEN_CHARACTERS)
    return data.decode(codec or "cp1250", "replace"), Defect.BROKEN_CHARACTERS


def _why(codec: str) -> Defect:
    return Defect.WRONG_CHARSET if codec else Defect.UNDECLARED_CHARSET


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except (UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a character cut at a line end) must not become windows-1250."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    if sample.count("\ufffd") * 2 > sum(1 for character in sample if character > "\x7f"):
        return None
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text[:_SAMPLE] if character > "\x7f" and character != "\ufffd")
    return text if whole >= max(2, 3 * broken) else None


def _looks_false(text: str, data: bytes, codec: str) -> bool:
    """Whether the declared decoding gives what nobody writes, while a Polish one gives words."""
    high = [character for character in text if character > "\x7f"]
    is_latin = codec in _WESTERN or codec == "iso8859-2"
    if is_latin and any("\x80" <= character <= "\x9f" for character in high):
        return True  # C1 controls: nobody writes them, it is windows-1250
    if codec == "cp1250" and any(character not in _ORDINARY for character in high):
        return _best_candidate(data) == "iso8859_2"  # "ma±a" for "mała", "¶nieg" for "śnieg"
    return codec in _WESTERN and _polish_in_western(text, data)


_TELL: Final = re.compile(
    "[A-Za-z][\u00b3\u00b9\u00bf\u00b6\u00b1\u00bc\u00a3\u00af\u00a5\u00a1][a-z]|\u00b3[a-z]|\u00bf[a-z]"
)


def _polish_in_western(text: str, data: bytes) -> bool:
    if not _TELL.search(text):
        return False
    best = _best_candidate(data)
    if not best:
        return False
    western = sum(1 for character in text if character > "\x7f" and character.isalpha())
    polish = sum(1 for character in data.decode(best, "replace") if character in _POLISH)
    return polish > western


def _best_candidate(data: bytes) -> str:
    """The Central European codec under which every high byte is a letter or sign that Poles write; or ""."""
    scores = []
    for rank, codec in enumerate(_CANDIDATES):
        text = data.decode(codec, "replace")
        high = [character for character in text if character > "\x7f"]
        strange = sum(1 for character in high if character not in _ORDINARY)
        polish = sum(1 for character in high if character in _POLISH)
        scores.append((-strange, polish, -rank, codec))
    strange, polish, _, codec = max(scores)
    high_bytes = sum(1 for byte in data if byte > 0x7F)
    return codec if polish and -strange * 5 <= high_bytes else ""


def _last_resort(data: bytes) -> str:
    match = from_bytes(data, cp_isolation=["utf_8", "cp1250", "iso8859_2", "cp852"]).best()
    return match.encoding if match is not None else ""
