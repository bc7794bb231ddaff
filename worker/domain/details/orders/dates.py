"""The days that a package order suggests, in the customer's words (point 13.8).

run  = [which] day {… day} [tail]       from the first day of a sentence that is not taken back to the last
day  = "18.11", "5, 6 albo 8 maja", "środa", "18-go", "dowolny dzień"
tail = the time of day, the month, the exception behind it: "od 9:00", "w maju po 16", "byle nie wcześnie"
"""

import re
from functools import cache

from worker.domain.details.people.named import people
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found
from worker.terms.words import alternation, words

_MONTHS = alternation(words("writing")["months"])
_MORE_DAYS = r"(?:\d{1,2}\.?\s?(?:,|/|-|–|i|lub|albo|oraz|czy|do|a|ewentualnie)\s?){0,5}"
_DAY = re.compile(
    rf"(?<![\w./]){_MORE_DAYS}\d{{1,2}}\s?\.\s?\d{{1,2}}(?:\.\d{{2,4}})?(?!\s?(?:h|godz|zl|%)|[\w/]|\.\d)"
    r"|(?<![\w./])[0-3]?\d\.(?:0[1-9]|1[0-2])(?=\sgodz)"  # "14.05 godz. 9", but "2.5 godz."
    rf"|(?<!\w){_MORE_DAYS}\d{{1,2}}(?:-?(?:go|ego))?\s+{_MONTHS}|(?<!\w)\d{{4}}-\d{{2}}-\d{{2}}(?!\d)"
    r"|(?<![\w./])\d{1,2}/\d{1,2}(?![\w/])|(?<![\w./-])[0-3]?\d-?(?:go|ego|tego)(?!\w)"
)
_WHICH = re.compile(
    rf"(?<!\w)(?:(?:po)?miedzy\s|od\s)$|(?<!\w)(?:we?\s)?{alternation(words('orders')['which_day'])}\s"
    r"(?:(?:poranek|wieczor|popoludnie|przedpoludnie|dzien)\s(?:(?:po)?miedzy\s|od\s|w\s)?)?$"
)
_WHICH_REACH = 34
_POINT = re.compile(rf"(?<!\w){alternation(words('orders')['points'])}\.?\s$")
_RULED_OUT = re.compile(
    r"\s?(?:\.{2,3}|…|[,–-])?\s?(?:a\s|ale\s)?nie\s?,"
    rf"|\s(?:to\s|jednak\s)?{alternation(words('orders')['ruled_out'])}"
)
_IN = re.compile(r"(?<!\w)we?\s$")
_IN_ANOTHER = re.compile(r"(?<!\w)we?\s(?!godz)")
_REFUSED = re.compile(r"(?<!\w)(?:byle|tylko|oby|prosze)\s(?:\w+\s)?nie\s(?:we?\s|na\s)?$")
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?(?:-?tej)?(?:[ ]?[-–][ ]?\d{1,2}(?:[.:]\d{2})?)?"
_OPEN_END = re.compile(  # "dziś po", "w środę i"
    rf"(?:[ ,(–-]|(?<!\w){alternation(words('orders')['before_an_hour'])})+$"
)


def read_dates(texts: Passages) -> Found | None:
    """The suggested dates as written, from the first day named to the last."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "dates" and _days(item.passage, item.start, item.end):
                return item.found()
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        for sentence in sentences(passage):
            run = _suggested(sentence)
            if run is None:
                continue
            cue = pattern("orders", "date_cues").search(sentence.folded) is not None
            if not cue and pattern("orders", "past").search(sentence.folded):
                continue
            score = 2 * cue - bool(pattern("orders", "past").search(sentence.folded))
            if best is None or score > best[0]:
                best = (score, passage.found(*run, "prose"))
    return best[1] if best else None


def _days(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    spans = [
        match.span()
        for expression in (_DAY, pattern("orders", "dates"))
        for match in expression.finditer(passage.folded, start, end)
    ]
    return sorted(span for span in spans if not _is_name(passage, span) and not _is_point(passage, span[0]))


def _is_name(passage: Passage, span: tuple[int, int]) -> bool:
    """``prezesa Mariana Soboty`` names nobody's free day."""
    if not passage.text[span[0]].isupper():
        return False
    return any(one.full and one.start < span[0] < one.end for one in people(passage, max(0, span[0] - 30), span[1]))


def _is_point(passage: Passage, start: int) -> bool:
    """``pkt 13.6 regulaminu``, ``wersja 2.10``."""
    return _POINT.search(passage.folded, max(0, start - 14), start) is not None


def _suggested(sentence: Sentence) -> tuple[int, int] | None:
    passage = sentence.passage
    days = [
        span
        for span in _without_ruled_out(passage, _days(passage, sentence.start, sentence.end))
        if not _is_past(passage, span[0], sentence.start)
    ]
    if not days:
        return None
    start, end = days[0][0], max(end for _, end in days)
    which = _WHICH.search(passage.folded, max(sentence.start, start - _WHICH_REACH), start)
    start, end = which.start() if which else start, _with_tail(passage, end, sentence.end)
    within = _IN.search(passage.folded, max(sentence.start, start - 3), start)
    if within and _IN_ANOTHER.search(passage.folded, start, end):
        start = within.start()  # "we wtorek 14.04 i w czwartek"; one day alone needs no preposition
    return start, end


def _with_tail(passage: Passage, end: int, stop: int) -> int:
    """``po 16`` belongs to the day before it, a lonely ``po`` does not."""
    tail = _tail().match(passage.folded, end, stop)
    if tail is None:
        return end
    return end + len(_OPEN_END.sub("", tail.group()))


def _without_ruled_out(passage: Passage, days: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the days taken back: ``środa 11.11... nie, to święto, więc czwartek``, ``poniedziałek odpada``."""
    kept: list[tuple[int, int]] = []
    following, out = len(passage.text), False
    for start, end in reversed(days):
        if passage.folded[end:following].strip():  # "środa 11.11" is one day
            tail = _tail().match(passage.folded, end)
            out = _RULED_OUT.match(passage.folded, tail.end() if tail else end) is not None
        out = out or _REFUSED.search(passage.folded, max(0, start - _WHICH_REACH), start) is not None
        if not out:
            kept.append((start, end))
        following = start
    return kept[::-1]


def _is_past(passage: Passage, start: int, begin: int) -> bool:
    past = last(pattern("orders", "past"), passage.folded, max(begin, start - 30), start)
    return past is not None and not re.search(r"[,;]", passage.folded[past.end() : start])


@cache
def _tail() -> re.Pattern[str]:
    """The time of day after a day: ``rano``, ``między 10:00 a 14:00``, ``cały dzień``, ``w maju po 16``."""
    part = alternation(words("orders")["parts_of_day"])
    month = rf"we?[ ]{_MONTHS}"
    hour = rf"(?:{_CLOCK}|{alternation(words('writing')['hours'])})(?!\w)\)?"
    return re.compile(rf"[ ,]{{0,2}}(?:\(?{part}(?!\w)\)?[ ,]{{0,2}}|{month}[ ,]{{0,2}}|[-–][ ]?|{hour}[ ]{{0,2}})+")
