"""Whether a correspondent repeats himself: how a loop with a machine looks from our side (RFC 3834 section 2).

A machine that answers every letter writes the same words each time, around another number, date or quoted ID; a person
who writes three reports a day writes three different ones, and a person who completes a report changes what is missing.
A machine whose words change too heeds no checklist: what it writes never lacks less than before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.domain.found import Detail
from worker.domain.polish import fold
from worker.domain.subject import read_subject, same_topic
from worker.terms.words import alternation, words

_TOKEN = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")
_COMPARED = 60  # words; behind them a machine quotes our own letter, which differs
_ALIKE = 0.9  # of the words; a form filled in twice shares its labels only
_DIGITS = re.compile(r"\d")
_SERIAL = 3  # digits that number an order or an alarm; "KASA 1" and "Windows 11" are names
_LONG_SERIAL = 4  # digits that number a thing even inside a name: "HD-1001", but not "PC-101"
_STEPS_OF_A_PERSON = 2
_HEX = re.compile(r"[0-9a-f]{8,}|[0-9a-f]{4,}(?:-[0-9a-f]{4,}){2,}")
_CALENDAR = re.compile(
    alternation(row for key in ("months", "weekdays", "english_dates") for row in words("writing")[key])
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One mail that a letter answers: its subject and new text, what it lacks, and of whom it speaks.

    ``conversation`` is the incomplete report it belongs to; ``workstation`` and ``user`` as they were found.
    """

    subject: str
    text: str
    missing: frozenset[str] = frozenset()
    conversation: int | None = None
    workstation: str = ""
    user: str = ""

    @property
    def lacks(self) -> int:
        """How much is missing; a description counts only alone: nearly any sentence of a machine passes for one."""
        return len(self.missing - {Detail.DESCRIPTION.value}) if len(self.missing) > 1 else len(self.missing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Repetition:
    """How one more mail looks beside those that were answered before it.

    ``same``: it says again what was said, or lacks what a checklist of the same matter has already asked for.
    ``numbered``: how many rejected ones have its subject under another number; 0 when it lacks less than all of them.
    ``elsewhere``: how many say the same of another computer or user.
    ``unheeded``: how many checklists went out since one was last heeded; 0 when this mail heeds one, or lacks nothing.
    """

    same: bool = False
    numbered: int = 0
    elsewhere: int = 0
    unheeded: int = 0


def repetition(earlier: Sequence[Said], said: Said) -> Repetition:
    """Compare a mail with those of the same day that were answered; ``earlier`` in their order."""
    alike = [one for one in earlier if one.missing == said.missing]
    here = [one for one in alike if not _of_another(one, said)]
    return Repetition(
        same=any(same_words(one.text, said.text) for one in here) or _asked_before(earlier, alike, said),
        numbered=_numbered(earlier, said),
        elsewhere=sum(same_words(one.text, said.text) for one in alike if _of_another(one, said)),
        unheeded=_unheeded(earlier, said),
    )


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same but for numbers, dates, IDs and addresses. Two empty texts do."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return left == right
    return len(left & right) >= _ALIKE * max(len(left), len(right))


def _asked_before(earlier: Sequence[Said], alike: Sequence[Said], said: Said) -> bool:
    """A checklist that helped nothing is not sent a third time about one matter, however the words change.

    For complete reports only the words count: a person may send ten a day under the topic "Problem". Who has
    completed something in this conversation twice may miss the point once; a machine that sends our own letter back
    seems to do it once.
    """
    if not said.missing:
        return False
    talk = [one for one in earlier if one.conversation is not None and one.conversation == said.conversation]
    # who writes no subject has not said that it is the same matter
    named = not same_topic(read_subject(said.subject).topic, "")
    asked = sum(1 for one in alike if one in talk or (named and same_topic(one.subject, said.subject)))
    steps = sum(one.lacks > said.lacks for one in talk)
    return asked > (1 if steps >= _STEPS_OF_A_PERSON else 0)


def _of_another(one: Said, other: Said) -> bool:
    """Whether two mails name different computers or different users."""
    pairs = ((one.workstation, other.workstation), (one.user, other.user))
    return any(left and right and _name(left) != _name(right) for left, right in pairs)


def _name(found: str) -> str:
    words = (word for word in fold(found).split() if len(_DIGITS.findall(word)) < _LONG_SERIAL)
    return "".join(character for word in words for character in word if character.isalnum())


def _numbered(earlier: Sequence[Said], said: Said) -> int:
    """Rejected mails whose subject counts on ("Alarm 4711 …", "Alarm 4724 …"); none while their writer gets on."""
    asked = [one for one in earlier if one.missing]
    counted = _serial(said.subject)
    if not (asked and said.missing and counted) or said.lacks < min(one.lacks for one in asked):
        return 0
    others = (_serial(one.subject) for one in asked if not _of_another(one, said))
    return sum(1 for other in others if other and other[0] == counted[0] and other[1] != counted[1])


def _serial(subject: str) -> tuple[str, str] | None:
    """What stands before the first number of a subject (or right behind it), and that number."""
    words = fold(read_subject(subject).topic)[:200].split()
    for index, word in enumerate(words):
        if len(_DIGITS.findall(word)) >= _SERIAL or _HEX.search(word):
            lead = words[:index] or words[index + 1 : index + 2]
            return (" ".join(_EDGES.sub("", one) for one in lead), word) if lead else None
    return None


def _unheeded(earlier: Sequence[Said], said: Said) -> int:
    """Checklists since somebody last completed something, or lacked less than ever before that day."""
    count, least = 0, earlier[0].lacks if earlier else 0
    lacked: dict[int, int] = {}
    for one in (*earlier, said):
        before = lacked.get(one.conversation, 0) if one.conversation is not None else 0
        if not one.lacks or one.lacks < max(least, before):
            count = 0
        if one is said:
            break
        count += bool(one.lacks)
        least = min(least, one.lacks)
        if one.conversation is not None:
            lacked[one.conversation] = one.lacks
    return count


def _words(text: str) -> frozenset[str]:
    """The first plain words; a token with a digit, an @ or a slash in it names something and says nothing."""
    found: list[str] = []
    for match in _TOKEN.finditer(text.casefold()):
        word = _EDGES.sub("", match.group()[:100])
        if word.isalpha() and not _HEX.fullmatch(word) and not _CALENDAR.fullmatch(fold(word)):
            found.append(word)
            if len(found) == _COMPARED:
                break
    return frozenset(found)
