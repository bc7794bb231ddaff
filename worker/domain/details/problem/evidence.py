"""What one sentence says of a problem: a symptom, a moment, an action, a message with its words.

A sentence about a contact, a call or a picture says nothing; of a mixed one ("proszę o pomoc, bo przy
zapisie program się zamyka") the clauses that name a symptom are heard.
"""

import re
from dataclasses import dataclass

from worker.domain.details.problem.circumstances import has_action, has_moment
from worker.domain.details.problem.complement import has_complement
from worker.domain.details.problem.messages import has_message, quotes_apart
from worker.domain.details.problem.symptoms import follows_deed, has_state, symptoms
from worker.domain.details.problem.wishes import has_wish
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.terms.words import alternation, words

_MOST_CLAUSES = 12
_SEVERAL_WORDS = 8  # two symptoms in fewer words are one said twice
_CONJUNCTIONS = alternation(words("writing")["conjunctions"])
_CLAUSE = re.compile(rf"[,;:]\s|\s[-–]\s|\s(?=(?:{_CONJUNCTIONS}|i|dzwonic|prosze|dziekuje)(?!\w))")
_APART = re.compile(r",\s|\s(?:a|ale)\s")
_STILL = alternation((*words("symptoms")["by_now"], *words("writing")["still"]))
_SINCE_THEN = re.compile(rf"(?<!\w){_STILL}(?!\w)")
_WORKS = re.compile(rf"(?<!nie )(?<!\w){alternation(words('symptoms')['works'])}(?!\w)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one sentence (or several, added up) says."""

    symptom: bool = False
    several: bool = False  # at least two different things happen
    specific: bool = False  # what happens, and to what: "nie łączy się z bazą", "wciąga po trzy kartki"
    moment: bool = False
    action: bool = False
    message: bool = False
    wish: bool = False  # nothing is broken, a deed is asked for

    @property
    def circumstance(self) -> bool:
        """When, at which action, or with which message."""
        return self.moment or self.action or self.message

    @property
    def enough(self) -> bool:
        """More than "nie działa"."""
        return self.message or self.several or self.specific or self.wish or (self.symptom and self.circumstance)

    def __or__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            self.symptom or other.symptom,
            self.several or other.several,
            self.specific or other.specific,
            self.moment or other.moment,
            self.action or other.action,
            self.message or other.message,
            self.wish or other.wish,
        )


def weigh(sentence: Sentence) -> Evidence:
    """What one sentence says; nothing when it is only about a contact, a call or a picture, or recalls something."""
    recalled = pattern("symptoms", "memories").search(sentence.folded)
    if recalled and not _SINCE_THEN.search(sentence.folded, recalled.end()):
        return Evidence()
    if has_message(sentence) or not pattern("symptoms", "elsewhere").search(sentence.folded):
        return _weigh(sentence)
    told, start = Evidence(), sentence.start
    edges = [match.end() + sentence.start for match in _CLAUSE.finditer(sentence.folded)]
    for end in (*edges[:_MOST_CLAUSES], sentence.end):
        clause = Sentence(sentence.passage, start, end)
        start = end
        if not pattern("symptoms", "elsewhere").search(clause.folded):
            told |= _weigh(clause)
    return told if told.symptom or told.message or told.wish else Evidence()


def _weigh(sentence: Sentence) -> Evidence:
    count = symptoms(sentence)
    message = has_message(sentence) or (count > 0 and quotes_apart(sentence))
    return Evidence(
        symptom=message or count > 0,
        several=count > 1
        and (len(sentence.folded.split()) >= _SEVERAL_WORDS or _APART.search(sentence.folded) is not None),
        specific=has_complement(sentence) or (count > 0 and _narrows(sentence)),
        moment=has_moment(sentence.folded),
        action=has_action(sentence.folded) or follows_deed(sentence),
        message=message,
        wish=has_wish(sentence),
    )


def _narrows(sentence: Sentence) -> bool:
    """What works beside it, what is damaged, which values are wrong: "internet działa, ale strony się nie ładują".

    Also what is seen instead: "kamera nie działa, obraz jest czarny".
    """
    folded = sentence.folded
    if _WORKS.search(folded) or pattern("symptoms", "telling").search(folded):
        return True
    seen = has_state(sentence) or pattern("symptoms", "screens").search(folded)
    return bool(seen) and pattern("symptoms", "vague").search(folded) is not None
