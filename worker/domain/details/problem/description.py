"""The description: what happens, and when, at which action or with which message (point 1.5, rule 2).

``evidence`` asks each sentence whether it names a symptom, a moment, an action, a message with its words.
A description has a symptom and one of the others, several symptoms, or a message with its words.
"""

import re
from collections.abc import Iterator

from worker.domain.details.problem.evidence import Evidence, weigh
from worker.domain.details.problem.symptoms import has_verb
from worker.domain.details.problem.trade import is_of_our_trade
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found, Place
from worker.terms.words import alternation, words

_MOST_SENTENCES = 80
_SHOWN = 400
_LONGEST_CARD = 700  # a closing formula with its business card, not a "dziękuję" amid the text
_LONGEST_GREETING = 40
_BRIEF = 3  # sentences with a verb
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\uffef]+")  # Greek to Georgian, Arabic to Japanese; not Latin
_AS_IN_SUBJECT = re.compile(
    rf"(?<!\w)(?:{alternation(words('symptoms')['told_above'])}\s(?:jest\s)?w\s(?:temacie|tytule)|j\.?w\.?\s)"
)
_ENOUGH_LETTERS = 30
_TELLING = frozenset({"description", "dates", "software", "time"})  # labels that may introduce a description


def read_description(texts: Passages) -> Found | None:
    """The sentences that describe the problem, or None when they do not say enough."""
    told = Evidence()
    telling: list[Sentence] = []
    for passage in texts.written:
        for sentence in _heard(passage):
            evidence = weigh(sentence)
            if evidence.symptom or evidence.circumstance or evidence.wish:
                told |= evidence
                telling.append(sentence)
    if not telling:
        return _by_subject(texts) or _unreadable(texts)
    if not told.enough:
        subject = Evidence()
        for sentence in sentences(texts.topic):
            subject |= weigh(sentence)
        if not (told | subject).enough or not (told.symptom or told.circumstance):
            return None
        if subject.enough and not told.symptom and not _points_to_subject(texts):
            return None  # the body adds no more than a moment to what the subject says
    return _found(telling)


def _by_subject(texts: Passages) -> Found | None:
    """``jak w temacie`` under a subject that says enough by itself."""
    told = Evidence()
    for sentence in sentences(texts.topic):
        told |= weigh(sentence)
    if not (told.enough and told.circumstance and _points_to_subject(texts)):
        return None
    return texts.topic.found(0, len(texts.topic.text), "subject")


def _points_to_subject(texts: Passages) -> bool:
    return _AS_IN_SUBJECT.search(texts.body.folded) is not None


def _unreadable(texts: Passages) -> Found | None:
    """Text in another script (Ukrainian, Russian): a person will read it; refusing it unread would insult."""
    letters = _OTHER_SCRIPT.findall(texts.body.text)
    if sum(map(len, letters)) < _ENOUGH_LETTERS:
        return None
    return texts.body.found(0, min(len(texts.body.text), _SHOWN), "other script")


def _telling(passage: Passage) -> Iterator[Sentence]:
    """The sentences that may describe: no greeting, no signature, no other labelled value."""
    if passage.place is Place.SIGNATURE:
        return
    other = [(item.label_start, item.end) for item in labelled(passage) if item.key not in _TELLING]
    stop = _closing(passage)
    for count, sentence in enumerate(sentences(passage)):
        if count >= _MOST_SENTENCES or sentence.start >= stop:
            return
        if any(start <= sentence.start + 2 and sentence.end <= end + 3 for start, end in other):
            continue
        if not _is_greeting(sentence):
            yield sentence


def _heard(passage: Passage) -> Iterator[Sentence]:
    """Of a few sentences all; of a letter those that say enough alone or name a thing of ours, and the next one.

    The rest of a letter tells of people, dates and patience ("Czekamy od środy, w piątek przyjeżdża biskup"): a moment
    here and a verb there do not add up to a description.
    """
    told = list(_telling(passage))
    brief = sum(has_verb(sentence) for sentence in told) <= _BRIEF
    near = False
    for sentence in told:
        ours = is_of_our_trade(sentence)
        if brief or ours or near or weigh(sentence).enough:
            yield sentence
        near = ours


def _closing(passage: Passage) -> int:
    """Where the closing formula begins; the end of the text when there is none."""
    offset = 0
    for line in passage.folded.splitlines(keepends=True):
        begin = offset + len(line) - len(line.lstrip())
        near = len(passage.folded) - begin < _LONGEST_CARD
        if offset and near and pattern("symptoms", "formulas", "closings").match(passage.folded, begin):
            return offset
        offset += len(line)
    return len(passage.folded)


def _is_greeting(sentence: Sentence) -> bool:
    folded = sentence.folded.strip()
    if len(folded) >= _LONGEST_GREETING or not pattern("symptoms", "greetings", "formulas", "closings").match(folded):
        return False
    return not weigh(sentence).symptom  # "Witam, Excel zamyka się przy zapisie."


def _found(telling: list[Sentence]) -> Found:
    first = telling[0]
    here = [sentence for sentence in telling if sentence.passage is first.passage]
    end = here[0].end
    for sentence in here[1:]:
        if sentence.end - first.start <= _SHOWN:
            end = sentence.end
    return first.passage.found(first.start, min(end, first.start + _SHOWN), "sentences")
