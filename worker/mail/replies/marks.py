"""The lines with which mail programs begin a quoted message; their words are ``worker/terms/quotes.toml``.

Three shapes, each wherever its program puts it:

``attribution``   "W dniu 16.02.2026 o 09:33, Pomoc pisze:", over up to three lines (``attribution``)
``separator``     "-----Wiadomość oryginalna-----", "---------- Forwarded message ---------", and the line above which a
                  helpdesk wants its answer (``above_line``)
``header block``  "Od: … / Wysłano: … / Do: … / Temat: …": at least three keys, one of them Od/From

Patterns look at one line (or three joined, at most 600 characters), so their time is bounded by the line.
"""

import re
from dataclasses import dataclass
from typing import Final

from worker.domain.polish import fold
from worker.mail.replies.above_line import asks_above
from worker.mail.replies.attribution import ADDRESS, CLOCK, begins_like_one, is_attribution
from worker.terms.words import alternation, whole, words

ATTRIBUTION: Final = "\uf8f0"
"""Private mark that ``worker.mail.mime.html`` puts where the mail program itself marks the head of a quote."""

_WORDS: Final = words("quotes")
_KEY_KINDS: Final = ("from", "sent", "to", "cc", "subject")
_KINDS: Final = {key: kind for kind in _KEY_KINDS for key in _WORDS[kind]}
_KEYS: Final = alternation(key for kind in (*_KEY_KINDS, "other") for key in _WORDS[kind])
_LONGEST: Final = 600
_RECIPIENTS: Final = re.compile(r"[@;<>]")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DASHES: Final = "-_=*–—―─━#~"
_LONGEST_SEPARATOR: Final = 180
_SEPARATOR_WORDS: Final = re.compile(
    rf"{whole('quotes', 'forwarded', 'original', 'history')}|wiadomosc\b.{{0,25}}\bnapisan"
    r"|(?:napisal(?:a|\(a\))?|wrote)$"
)
_OF_A_PROGRAM: Final = re.compile(whole("quotes", "of_programs"))
_FORWARD_WORDS: Final = re.compile(whole("quotes", "forwarded"))
_BARE_FORWARD: Final = re.compile(
    rf"^{whole('quotes', 'forward_lines')}\s*:?\s*$|^{whole('quotes', 'beginnings')}[^:\n]{{0,40}}:\s*$"
)
_BARE_ORIGINAL: Final = re.compile(rf"^{whole('quotes', 'original_lines')}\s*:?\s*$")
_SHORT_RULE: Final = re.compile(r"^[_=\-–—*]{3,}$")
_HISTORY: Final = re.compile(whole("quotes", "earlier_letters"))
"""What notifications write between a ruled line and the letters before (Discourse)."""
_RULE: Final = re.compile(r"^[_=\-–—*]{5,}$")
_KEY_LINE: Final = re.compile(rf"^[>\s*_|]{{0,8}}({_KEYS})[*_]{{0,2}}\s?:[*_]{{0,2}}(?:\s+|$|(?=[^\s/]))(.{{0,2000}})$")
_QUOTED: Final = re.compile(r" ?(?:(?!(?:[A-F]|PS|OK)> )[A-ZŁŚŻ]{1,2}> |>)")
"""The Bat! and older programs put the initials of the quoted writer before the mark; "C> " and "PS> " are prompts."""
_GLUED: Final = re.compile(rf"-{{3,10}}\s?([^-\n]{{3,60}}?)\s?-{{3,10}}\s{alternation(_WORDS['from'])}\s?:\s?\S")
"""Yahoo's plain text: the separator and the header block run together in one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The head of a quote: lines ``start`` to ``end`` (exclusive). ``sender`` is the address it names, or ""."""

    start: int
    end: int
    forward: bool = False
    sender: str = ""


def head_at(lines: list[str], at: int) -> Head | None:
    """The quote head that begins at line ``at``, or None."""
    line = lines[at]
    if not line.strip() or len(line) > 2_500:
        return None
    return _marked(lines, at) or _separator(lines, at) or _header_block(lines, at) or _attribution(lines, at)


def is_quoted(line: str) -> bool:
    """Whether a line carries the ``>`` of plain text, perhaps behind initials (``AK> ``)."""
    return _QUOTED.match(line) is not None


def next_said(lines: list[str], at: int) -> int:
    """The index of the first line from ``at`` that is not blank; ``len(lines)`` when there is none."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _marked(lines: list[str], at: int) -> Head | None:
    """What the HTML itself marks as the head: up to the first blank or quoted line, six lines at most."""
    if not lines[at].lstrip("> ").startswith(ATTRIBUTION):
        return None
    bare = [line.replace(ATTRIBUTION, "") for line in lines[at : at + 40]]
    start = next_said(bare, 0)
    if start < len(bare):
        inner = _separator(bare, start) or _header_block(bare, start) or _attribution(bare, start)
        if inner is not None:
            return Head(start=at, end=at + inner.end, forward=inner.forward, sender=inner.sender)
    end = start
    while end < min(len(bare), start + 6) and bare[end].strip() and not is_quoted(bare[end]):
        end += 1
        if bare[end - 1].rstrip().endswith(":"):
            break
    return Head(start=at, end=at + max(end, 1), sender=_sender(" ".join(bare[:end])))


def _separator(lines: list[str], at: int) -> Head | None:
    line = fold(lines[at].strip("> \t"))
    glued = _GLUED.match(line)
    if glued is not None and _SEPARATOR_WORDS.search(glued[1]):
        return Head(start=at, end=at + 1, forward=bool(_FORWARD_WORDS.search(glued[1])), sender=_sender(line))
    if asks_above(line):
        return Head(start=at, end=at + 1) if any(above.strip() for above in lines[:at]) else None
    said = _between_dashes(line)
    forward = bool(_BARE_FORWARD.match(line.strip("*_- ")))
    if said and _SEPARATOR_WORDS.search(said) and not _OF_A_PROGRAM.search(said):
        forward = forward or bool(_FORWARD_WORDS.search(said))
    elif not forward and not _BARE_ORIGINAL.match(line.strip("*_- ")):
        return _rule(lines, at)
    below = next_said(lines, at + 1)
    block = _header_block(lines, below) if below < len(lines) else None
    if block is None and not said and not (below < len(lines) and is_quoted(lines[below])):
        return None  # "Przekazana wiadomość:" above somebody's own words
    return Head(start=at, end=block.end if block else at + 1, forward=forward, sender=block.sender if block else "")


def _between_dashes(line: str) -> str:
    """The words of ``-----Original Message-----``; "" for any other line. Two dashes at least on either side."""
    if len(line) > _LONGEST_SEPARATOR:
        return ""
    bare = line.removesuffix(":").rstrip()
    left = bare.lstrip(_DASHES)
    said = left.rstrip(_DASHES)
    return said.strip() if len(bare) - len(left) >= 2 and len(left) - len(said) >= 2 else ""


def _rule(lines: list[str], at: int) -> Head | None:
    """A ruled line right above a header block (Outlook on the web and on phones), or above the letters before."""
    rule = lines[at].strip()
    if not _SHORT_RULE.match(rule):
        return None
    below = next_said(lines, at + 1)
    if below >= len(lines) or below > at + 3:
        return None
    long = bool(_RULE.match(rule))
    heads = _HISTORY.fullmatch(fold(lines[below]).strip("*_#>: "))  # Discourse
    above = heads or (long and asks_above(lines[below]))  # Jira
    if above and any(line.strip() for line in lines[:at]):
        return Head(start=at, end=below + 1)
    block = _header_block(lines, below) if long else None
    return Head(start=at, end=block.end, sender=block.sender) if block else None


def _header_block(lines: list[str], at: int) -> Head | None:
    """Three keys or more, one of them Od/From, and a subject or addresses: not "Od: 8:00 Do: 16:00 Data: …"."""
    first = _KEY_LINE.match(fold(lines[at]))
    if first is None or not _kind(first[1]):
        return None
    kinds: dict[str, str] = {}
    end = at
    gap = 0
    last = ""
    for index in range(at, min(len(lines), at + 25)):
        found = _KEY_LINE.match(fold(lines[index]))
        kind = _kind(found[1]) if found else ""
        if found and kind in kinds:
            break
        if found:
            if kind:
                kinds[kind] = found[2].strip()
            end, gap, last = index + 1, 0, kind
            continue
        gap += 1
        # long recipient lists run on over lines, without a mark where the line was broken inside a name; a subject may
        runs_on = last == "subject" or _RECIPIENTS.search(lines[index])
        broken = last in ("to", "cc") and _RECIPIENTS.search(lines[index - 1])
        if lines[index].strip() and not runs_on and not broken:
            break
        if gap > 2 or (not lines[index].strip() and "subject" in kinds):
            break
    sender = kinds.get("from", "")
    if len(kinds) < 3 or not sender or sender[0].isdigit():
        return None
    if "subject" not in kinds and "@" not in sender + kinds.get("to", ""):
        return None
    if not _is_of_a_mail(kinds.get("sent"), sender):
        return None
    return Head(start=at, end=end, sender=_sender(sender))


def _is_of_a_mail(sent: str | None, sender: str) -> bool:
    """Programs write the time with the day: "Od: poniedziałku / Data: 12.11 / Temat: drukarka" is a person's list."""
    if sent is None:
        return "@" in sender
    return bool(CLOCK.search(sent)) or ("@" in sender and bool(_YEAR.search(sent)))


def _kind(key: str) -> str:
    return _KINDS.get(" ".join(key.split()), "")


def _attribution(lines: list[str], at: int) -> Head | None:
    """Up to three lines that end in a colon and say who wrote when."""
    joined = ""
    for end in range(at, min(len(lines), at + 3)):
        piece = lines[end].strip()
        if not piece or (end > at and (is_quoted(lines[end]) or len(joined) + len(piece) > _LONGEST)):
            return None
        joined = f"{joined} {piece}".strip()
        if len(joined) > _LONGEST:
            return None
        if piece.endswith(":"):
            below = next_said(lines, end + 1)
            quoted_below = below < len(lines) and is_quoted(lines[below])
            if is_attribution(joined, quoted_below=quoted_below) and not _begins_later(lines, at, end):
                return Head(start=at, end=end + 1, sender=_sender(joined))
    return None


def _begins_later(lines: list[str], at: int, end: int) -> bool:
    """Whether line ``at`` is somebody's sentence right above an attribution that stands without it."""
    if end == at or (begins_like_one(lines[at].strip()) and not lines[at].rstrip().endswith((".", "!", "?"))):
        return False
    later = head_at(lines, at + 1)
    return later is not None and later.end == end + 1


def _sender(text: str) -> str:
    found = ADDRESS.search(text)
    return found[0].lower() if found else ""
