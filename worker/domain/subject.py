"""The subject of a report: ``[NIP płatnika] Temat`` (point 1.3).

    subject  = *( prefix / id-tag ) "[" nip "]" topic
    prefix   = ("Re" / "Odp" / "PD" / "FW" / "Fwd" / …) [ "." / "[2]" / "(2)" ] ":"
    id-tag   = "[#26-00123-7]"                 ; our own, in answers; the prefix is a setting
    nip      = ["PL"] 10 digits with spaces or dashes between them

Not tolerated, because the payer of the work would be a guess: other or no brackets, a missing ``]``,
letters beside the number, a NIP in the middle or at the end, a wrong checksum. Such a number comes back
as a candidate for the question "czy chodziło o …?".
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from worker.domain import nip, ticket_id
from worker.domain.polish import fold
from worker.terms.words import alternation, words

NO_TOPIC = "Zgłoszenie do serwisu"
"""The topic in the subject of our ready answer to a mail that had none."""
_CUT = 15  # letters and digits of a topic that our link cut off
_FORWARD_WORDS = words("subjects")["forwarded"]
_PREFIX = re.compile(
    rf"\s*(?P<word>{alternation((*words('subjects')['answered'], *_FORWARD_WORDS))})"
    r"\.?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:"
)
_ID_TAG = re.compile(r"\s*\[?[^\s\[\]]{0,12}?\d{2}-\d{5,7}-\d(?!\w)\]?\s*:?")
_BRACKETED = re.compile(r"\s*\[([^\[\]]{0,80})\](.*)", re.DOTALL)


class NipProblem(StrEnum):
    """Why the subject gives no payer (1.3); how a checklist says it: ``templates/rejection.j2``."""

    ABSENT = "absent"  # no number that looks like a NIP
    CHECKSUM = "checksum"  # ten digits in brackets, wrong check digit
    LENGTH = "length"  # digits in brackets, but not ten of them
    PLACEHOLDER = "placeholder"  # ten equal digits, the example of the regulamin
    BRACKETS = "brackets"  # a valid NIP, but not in square brackets at the start
    NOT_A_NUMBER = "not-a-number"  # brackets with something else in them


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A subject taken apart. ``nip`` is "" unless it stands where point 1.3 wants it."""

    topic: str
    nip: str = ""
    problem: NipProblem | None = None
    written: str = ""  # what stands in the brackets, as written
    candidates: tuple[str, ...] = ()
    ticket_ids: tuple[str, ...] = ()
    is_reply: bool = False


@lru_cache(maxsize=16)  # half a dozen rules ask of every mail
def read_subject(subject: str) -> Subject:
    """Take a decoded, one-line subject apart. Never raises; an empty subject has topic ""."""
    rest, prefixes = _strip_prefixes(subject)
    topic, written, number, problem, candidates = _payer(rest, subject)
    return Subject(
        topic=topic,
        nip=number,
        problem=problem,
        written=written,
        candidates=candidates,
        ticket_ids=ticket_id.find_all(subject),
        is_reply=any(word not in _FORWARD_WORDS for word in prefixes),
    )


def same_topic(one: str, other: str) -> bool:
    """Whether two topics are the same but for case, spaces, punctuation and ID tags."""
    return _folded(one) == _folded(other)


def takes_up_topic(said: str, asked: str) -> bool:
    """Whether a subject takes up the topic of an earlier mail as our ready answer gives it.

    Our link cuts a long topic off with "…" and writes ``NO_TOPIC`` where there was none.
    """
    if not _folded(asked):  # nothing, or nothing but marks ("???")
        return said == asked if asked else same_topic(said, NO_TOPIC)
    cut = said.endswith("…") and len(_folded(said)) >= _CUT
    return same_topic(said, asked) or (cut and _folded(asked).startswith(_folded(said)))


def _strip_prefixes(subject: str) -> tuple[str, list[str]]:
    prefixes: list[str] = []
    rest = subject
    while True:
        if match := _PREFIX.match(fold(rest)):
            prefixes.append(match["word"])
        elif not (match := _ID_TAG.match(rest)) or not ticket_id.find_all(match.group()):
            return rest.strip(), prefixes
        rest = rest[match.end() :]


def _payer(rest: str, subject: str) -> tuple[str, str, str, NipProblem | None, tuple[str, ...]]:
    """Topic, what the brackets hold, the NIP if it is one, else the problem and the candidates."""
    bracketed = _BRACKETED.fullmatch(rest)
    candidates = nip.find_all(subject)
    if not bracketed:
        return _tidy(rest), "", "", NipProblem.BRACKETS if candidates else NipProblem.ABSENT, candidates
    written, topic = bracketed.group(1).strip(), _tidy(bracketed.group(2))
    number = nip.compact(written)
    if nip.is_valid(number):
        return topic, written, number, None, ()
    return topic or _tidy(rest), written, "", _bracket_problem(number, candidates), candidates


def _bracket_problem(number: str, candidates: tuple[str, ...]) -> NipProblem:
    if number.isascii() and number.isdigit():
        if len(number) != 10:
            return NipProblem.LENGTH
        return NipProblem.PLACEHOLDER if len(set(number)) == 1 else NipProblem.CHECKSUM
    return NipProblem.BRACKETS if candidates else NipProblem.NOT_A_NUMBER


def _tidy(topic: str) -> str:
    return " ".join(topic.split()).strip(" -–—:|")


def _folded(topic: str) -> str:
    return "".join(ch for ch in ticket_id.without_ids(topic).casefold() if ch.isalnum())
