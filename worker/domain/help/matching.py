"""Whether a mail asks for something we know: conservative, because a silly hint is worse than none.

All of it must hold:

    about    one of the phrases stands in one sentence, its words close together, in any order and inflection
    with     one of the words stands anywhere
    never    none of these does
    asks     the mail says enough of one of the sentences people ask with
    unlike   … and not more of a sentence that means something else, or of an ordinary report
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from worker.domain.help.lemmas import Word, sentences
from worker.terms.help_articles import Asked

ENOUGH = 0.5  # of a sentence, by weight
NEARLY = 0.9  # of the best: then a second one is worth showing too
MOST = 2
_GAP = 1  # words that may stand between those of a phrase


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a mail says, read once."""

    text: str

    @cached_property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The meanings of its words, sentence by sentence."""
        return sentences(self.text)

    @cached_property
    def meanings(self) -> tuple[str, ...]:
        """Every meaning once."""
        return tuple(dict.fromkeys(name for words in self.sentences for word in words for name in sorted(word)))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.meanings)

    def says(self, phrase: str) -> bool:
        """Whether the words of a phrase stand close together in one sentence."""
        wanted = _meanings_of(phrase)
        if not wanted or not all(one & self._known for one in wanted):  # most phrases: a word of theirs stands nowhere
            return False
        reach = len(wanted) + _GAP
        for words in self.sentences:
            for start in range(len(words)):
                near = words[start : start + reach]
                if all(any(one & word for word in near) for one in wanted):
                    return True
        return False

    def names(self, word: str) -> bool:
        """Whether anything that the word can mean stands anywhere."""
        return any(not self._known.isdisjoint(one) for one in _meanings_of(word))


@lru_cache(maxsize=2_000)
def _meanings_of(phrase: str) -> tuple[Word, ...]:
    return tuple(word for words in sentences(phrase) for word in words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """What a mail says of one known sentence: its ``share``, 0 nothing, 1 all of it, and the ``weight`` of the words.

    A short sentence is said whole by many mails; the weight tells how much that means.
    """

    share: float = 0.0
    weight: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How one article or case fared: the phrase and words found, the best sentence for and against, with its share."""

    key: str
    about: str | None
    beside: str | None
    share: float
    ask: str
    rival: float
    unlike: str
    never: str = ""

    @property
    def fits(self) -> bool:
        """Whether everything holds."""
        there = self.about is not None and self.beside is not None and not self.never
        return there and self.share >= max(ENOUGH, self.rival)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A known sentence: ``key`` of what it asks for; "" for an ordinary report. ``fits``: for, or against it."""

    key: str
    fits: bool
    text: str


def is_spoken_of(heard: Heard, asked: Asked) -> bool:
    """Whether the words and phrases of what can be asked for stand there; without them no weight makes it fit."""
    return (
        _first(asked.about, heard.says) is not None
        and _first(asked.beside, heard.names) is not None
        and not any(map(heard.names, asked.never))
    )


def look(heard: Heard, asked: Asked, samples: Sequence[Sample], weighed: Sequence[Weighed]) -> Look:
    """Judge one thing that can be asked for. ``weighed`` belongs to ``samples``, in order.

    A sentence against it counts only where the mail says at least as much of it by weight as of the best one for it.
    """
    known = list(zip(samples, weighed, strict=True))
    own = [(one.share, one.weight, sample.text) for sample, one in known if sample.key == asked.key and sample.fits]
    share, weight, ask = max(own, default=(0.0, 0.0, ""))
    against = [
        (one.share, sample.text)
        for sample, one in known
        if not sample.fits and sample.key in (asked.key, "") and one.weight >= weight
    ]
    rival, unlike = max(against, default=(0.0, ""))
    return Look(
        key=asked.key,
        about=_first(asked.about, heard.says),
        beside=_first(asked.beside, heard.names),
        share=share,
        ask=ask,
        rival=rival,
        unlike=unlike,
        never=next(filter(heard.names, asked.never), ""),
    )


def best(looks: Sequence[Look], most: int = MOST) -> tuple[Look, ...]:
    """Those that fit, the best first, and after it only what fits nearly as well."""
    fitting = sorted((one for one in looks if one.fits), key=lambda one: (-one.share, one.key))
    return tuple(one for one in fitting if one.share >= NEARLY * fitting[0].share)[:most]


def _first(phrases: tuple[str, ...], holds: Callable[[str], bool]) -> str | None:
    """The first phrase that holds; "" when none is asked for, None when none does."""
    return next((one for one in phrases if holds(one)), None) if phrases else ""
