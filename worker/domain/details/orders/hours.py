"""How much time an order asks for, in the customer's words (point 13.8); ``lengths`` makes a number of it.

A length counts behind words of an order rather than alone; a package's size, a time of day and used hours never do.
"""

import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.orders.lengths import spoken_numbers, units
from worker.domain.details.orders.package import is_taken, sizes
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found
from worker.terms.words import alternation, words

_REST = rf"[0-5]?\d\s?{alternation(words('units')['1'])}"  # "2 h 30 min"
_FULL = r"(?:pelne\s|pelnych\s|zegarow\w{1,3}\s)?"
_ENOUGH = r"godzina(?=\s(?:wystarczy|powinna|bedzie|mi|nam)\b)"
_ONE = rf"godzink[eai]|godzine|{_ENOUGH}|\d{{1,2}}h[0-5]\d|kwadrans|(?<=wykorzystanie\s)godziny"  # no number is said
_NOT_A_LENGTH = re.compile(rf"(?<!\w){alternation(words('orders')['not_a_length'])}\s*$")
_A_SIZE = re.compile(r"(?<!\w)pakie\w+\s*$")  # "pakietu 20 godzin"; in words it is a wish: "z pakietu czterech godzin"
_MAY_BE_SIZE = re.compile(r"\d+\s?(?:h|g|rh|rbh)")  # nobody sells minutes
_IS_DATE = re.compile(r"\d{1,2}\.(?:0\d|1[0-2])\.?\s(?:\d{4}\s)?godz\.?\s?\d")  # "24.02 godz. 8-12"
_HOURS = re.compile(r"(?<!\w)(?:pakie[tc]\w*|pul[aie]|godzin\w*|abonamen[tc]\w*)(?!\w)")  # what "wziąć dwie na …" is of
_SAID_BEFORE = 120
_USED_UP = re.compile(rf"\s*(?:woln(?:ego|e)(?!\stermin)|{alternation(words('orders')['used_behind'])})")


def read_time(texts: Passages) -> Found | None:
    """The requested time as written: "3 godziny", "półtorej godziny"; the package's size never counts."""
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        for item in labelled(passage):
            if item.key != "time":
                continue
            match = _duration().search(passage.folded, item.start, item.end) or _bare_count().match(
                passage.folded, item.start, item.end
            )
            if match:
                return passage.found(match.start(), match.end(), "label")
    for passage in (*texts.written, texts.topic):
        for score, start, end in _durations(passage):
            if best is None or score > best[0]:
                best = (score, passage.found(start, end, "prose"))
    return best[1] if best else None


def _durations(passage: Passage) -> Iterator[tuple[int, int, int]]:
    sized = [match.span() for match in sizes(passage)]
    told = 0
    for match in _duration().finditer(passage.folded):
        earlier, told = told, match.end()
        taken = is_taken(passage, match.start(), match.group())
        is_size = not taken and any(start <= match.start() < end for start, end in sized)
        if is_size or _IS_DATE.match(passage.folded, match.start()):
            continue
        clause = max(passage.folded.rfind(mark, 0, match.start()) for mark in (".", ";", ",", "(", ")"))
        before = passage.folded[max(0, clause + 1, earlier, match.start() - 60) : match.start()]
        if _NOT_A_LENGTH.search(before):
            continue
        if not taken and _A_SIZE.search(before) and _MAY_BE_SIZE.match(match.group()):
            continue
        after = passage.folded[match.end() : match.end() + 30]
        if pattern("orders", "used").search(before) or _USED_UP.match(after):
            continue
        yield (2 if pattern("orders", "order_verbs").search(before) else 1), match.start(), match.end()

    for match in _taken_out().finditer(passage.folded):
        if _HOURS.search(passage.folded, max(0, match.start() - _SAID_BEFORE), match.start()):
            yield 2, match.start(1), match.end(1)


@cache
def _taken_out() -> re.Pattern[str]:
    """``chciałabym wziąć mniej więcej dwie i pół na ustawienie …``: hours, where only hours can be meant."""
    about = rf"(?:{alternation(words('answers')['about'])}\s+|ok\.)?"
    count = rf"(?:{spoken_numbers()}|\d{{1,2}}(?:,5)?)(?:\si\spol)?"
    return re.compile(rf"(?<!\w){alternation(words('orders')['spend'])}\s{about}({count})(?=\sna\s)")


@cache
def _duration() -> re.Pattern[str]:
    """``3 godziny``, ``2-3 h``, ``półtorej godziny``, ``2 h 30 min``, ``godzinkę``."""
    count = (
        rf"(?:{spoken_numbers()}|kilka|pare"
        r"|\d{1,3}(?:[.,]\d{1,2})?(?:\s?(?:-|–|do|lub|albo)\s?\d{1,3}(?:[.,]\d)?)?)"
    )
    told = rf"{count}(?:\s+i\s+pol)?\s{{0,2}}{_FULL}{units()}(?:\s{{0,2}}(?:i\s)?{_REST})?"
    return re.compile(rf"(?<![\w.:,/-])(?:{told}|{_ONE})(?:\s(?:zegarow|robocz)\w{{1,3}})?(?!\w)")


@cache
def _bare_count() -> re.Pattern[str]:
    """``Ilość godzin: 6``, ``Czas (h): sześć``: the label has said the unit."""
    return re.compile(rf"[ \t|\n]*(?:\d{{1,2}}(?:[.,]\d)?|{spoken_numbers()})(?=[ \t]*(?:$|\n|\())")
