"""Computers that are named beside the one in trouble: to compare, or because we once mended them (rule 3).

compares = ("ten sam plik", "nic takiego", "normalnie", "bez uwag" …) and nothing that goes wrong there
wrong    = in the same clause, or behind it without a place of its own    "uruchamia się normalnie, gaśnie po minucie"
thanks   = "dziękuję za wymianę dysku w komputerze organisty"
"""

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache

from worker.domain.details.computer.workplaces import any_device
from worker.domain.details.people.named import people
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.problem.symptoms import has_state, symptom_phrases, symptoms
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence, sentence_at, sentences
from worker.domain.details.text.source import Passage
from worker.domain.details.text.works import is_thanked_for, works_at
from worker.domain.found import Found
from worker.terms.words import alternation, words

_SAID = {key: alternation(rows) for key, rows in words("comparison").items()}
_CLOSE = r"(?=\s*(?:$|[.,;!)]))"  # the clause ends here
_CLAUSE_END = re.compile(
    r"[;:]|,(?!\s(?:u|ten|ta)\s[^,;:.]{2,40},|\s(?:gdzie|na\sktor\w+|przy\sktor\w+)\s)|\s(?:ale|natomiast|jednak|a)\s"
)
_ASIDE = re.compile(r",\s(?:u|gdzie|na\sktor\w+|przy\sktor\w+|ten|ta)\s[^,;:.]{2,50},")
_SAME_THING = re.compile(  # "ten sam plik otwiera się"; never "ten sam błąd", "to samo"
    rf"(?<!razy )(?<!\w){_SAID['the_same']}\s(?!{_SAID['same_troubles']}(?!\w))[^\W\d_]{{3,}}"
)
_NOTHING_SUCH = re.compile(
    rf"(?<!\w)(?:{_SAID['nothing_such']}(?!\w)|{_SAID['nor_there']}{_CLOSE}"
    rf"|(?:sie )?nie {_SAID['not_there']}(?: sie)?(?:{_CLOSE}|(?=\s(?:a|ale|tylko)\s)))"
)
_SETTLED = re.compile(  # unless it goes wrong again: "została naprawiona w piątek, a dziś znów znika paragon"
    rf"(?<!\w)(?:{_SAID['untried']}{_CLOSE}|(?:jest|zostal\w?) (?:juz )?{_SAID['mended']})"
)
_OLDER = re.compile(  # what we did, or were told, before
    r"(?<!\w)(?:poprzedni\w{1,3} (?:zgloszeni|spraw)\w*|[a-z]{3,}l[iy]scie"
    r"|zglasza(?:lem|lam|lismy) (?:to |juz )*(?:w (?!tym|tej)\w+|kiedys|dawno|wtedy))(?!\w)"
)
_AGAIN = re.compile(
    rf"(?<!\w)(?:{alternation(words('writing')['still'])}"
    rf"|{alternation(words('symptoms')['by_now'])}(?! (?:inna )?spraw))(?!\w)"
)
_HERE_INSTEAD = re.compile(rf"(?<!\w)(?:natomiast|zas|ale|a)\s{_SAID['here']}(?!\w)")
_WELL = re.compile(rf"(?<!\w)(?<!\braz ){_SAID['well']}(?!\w)")  # "raz dobrze, raz źle"
_THERE_WELL = re.compile(
    rf"(?<!\w){_SAID['there']}\s(?:(?!nie\s)\w+\s){{0,5}}?(?<!\braz ){_SAID['well']}(?!\w)"
    r"|(?<!\w)tam\s(?:juz\s)?(?:wszystko\s)?(?:dziala\w*|ok|gra)(?!\w)"
)
_TOO = re.compile(r"\s(?:tez|takze|rowniez)(?=\s*(?:[.,;!]|$))")
_RESTARTED = re.compile(  # what somebody tried first; never "serwer zrestartował się sam"
    r"serwer\w*\s(?:[\w-]+\s){0,3}?(?<!sie )(?<!sam )zrestartowa\w+(?!\w|\s(?:sie|sam)(?!\w))"
)
_PART = re.compile(r"[,;:]\s|\s(?:i|a|potem|po czym)\s")
_BUT_NOW = re.compile(r"\s*(?:a\s)?(?:teraz|dzis|dzisiaj|potem|nagle|od)\s")
# a place of its own, behind the computer's
_ELSEWHERE = re.compile(rf"(?<!\w)(?:{_SAID['here']}|u\s[^\W\d]\w+|ja|[a-z]{{2,}}-\d+)(?!\w)")
_ONE_OF_MANY = re.compile(rf"(?<!\w)jedn\w{{2,3}}\sz\s(?:\w+\s){{0,2}}?{any_device().pattern}")
_REACH = 240  # characters; a sentence may be a megabyte


def is_beside_the_point(passage: Passage, start: int, end: int, *, strong: bool) -> bool:
    """Whether the phrase between two offsets names another computer than the one in trouble.

    ``strong``: a name or a number, which takes more to disbelieve: "z komputera MAG-1 drukuje normalnie, tylko …".
    """
    whole = sentence_at(passage, start)
    if whole is None:
        return False
    told = Sentence(passage, max(whole.start, start - _REACH), min(whole.end, end + _REACH))
    if is_thanked_for(told, start) or (_OLDER.search(told.folded) and not _AGAIN.search(told.folded)):
        return True
    if not strong and _goes_well_there(passage, end, told.end):
        return True
    if strong and _goes_wrong_next(whole):
        return False  # "na LADA-1 paragony drukują się poprawnie. Faktury wychodzą puste"
    return _compares(told, start, end) or (not strong and _only_works(told, end))


def _goes_well_there(passage: Passage, begin: int, end: int) -> bool:
    """``… mają starą wersję i u nich wychodzi prawidłowo``, ``… ładuje się w 5 sekund, natomiast tutaj …``."""
    here = _HERE_INSTEAD.search(passage.folded, begin, end)
    if here and (here.group().startswith("n") or not symptoms(Sentence(passage, begin, here.start()))):
        return True
    there = _THERE_WELL.search(passage.folded, begin, end)
    return there is not None and not symptoms(Sentence(passage, begin, there.start()))


def is_any_of_them(passages: Iterable[Passage], found: Found) -> bool:
    """Whether the trouble is told of one computer of several, and ``found`` stands in another sentence.

    ``na jednym z komputerów nie ma dysku Z … elektryk coś robił przy rozdzielni``: the place is not the computer's.
    """
    for passage in passages:
        for sentence in sentences(passage):
            if not _ONE_OF_MANY.search(sentence.folded) or not weigh(sentence).symptom:
                continue
            if passage.place is not found.place or not sentence.start <= found.start < sentence.end:
                return True
    return False


def _compares(told: Sentence, start: int, end: int) -> bool:
    """Whether the clause says that there it goes well, or that there is nothing of the kind."""
    folded = told.passage.folded
    aside = _ASIDE.match(folded, end)  # "na RIP-1, u pana Romana, te same pliki wychodzą"
    after = aside.end() if aside else end + folded.startswith(", te same", end)
    stop = _CLAUSE_END.search(folded, after, told.end)
    close = stop.start() if stop else told.end
    opened = [match.end() for match in _CLAUSE_END.finditer(folded, told.start, start)]
    begin = opened[-1] if opened else told.start
    if _NOTHING_SUCH.search(folded, start, close) or _RESTARTED.search(folded, start, close):
        return True
    if _goes_wrong(told, after):
        return False
    if _SETTLED.search(folded, start, close) or _so_there_too(told, start, end):
        return True
    if folded.startswith("swo", start) and any(True for _ in people(told.passage, begin, start)):
        return not _fails(told.passage, end, told.end)  # "Mirka na swoim laptopie"
    same = (match for match in _SAME_THING.finditer(folded, begin, close) if not start - 1 <= match.end() <= end)
    if _WELL.search(folded, end, close) is None and (next(same, None) is None or not _was_told(told)):
        return False
    # "normalnie wystawia Jan Lis": he sits there
    return not any(one.full for one in people(told.passage, end, close)) and not _fails(told.passage, begin, told.end)


def _so_there_too(told: Sentence, start: int, end: int) -> bool:
    """``Szymon na PROMOCJA-1 zapisuje normalnie, pani Krysia w kasie też``."""
    folded = told.passage.folded
    well = _TOO.match(folded, end) and _WELL.search(folded, told.start, start)
    return bool(well) and not _fails(told.passage, told.start, start)


def _was_told(told: Sentence) -> bool:
    """Whether a trouble is told before: what is "the same" is the same as there."""
    earlier = (one for one in sentences(told.passage) if one.end <= told.start)
    return any(symptoms(one) or pattern("symptoms", "vague").search(one.folded) for one in earlier)


def _goes_wrong(told: Sentence, end: int) -> bool:
    """Whether a later part of the sentence tells a trouble and no place of its own."""
    edges = [match.end() for match in _PART.finditer(told.passage.folded, end, told.end)]
    parts = itertools.pairwise((*edges, told.end))
    return any(_is_trouble_here(Sentence(told.passage, *part)) for part in parts)


@lru_cache(maxsize=256)  # asked for each computer that the sentence names
def _goes_wrong_next(whole: Sentence) -> bool:
    """Whether the next sentence does, where this one names nobody: "szef na KASA-1 drukuje normalnie. Proszę …"."""
    passage = whole.passage
    following = sentence_at(passage, whole.end + 1)
    if following is None or pattern("people", "titles", "unnamed").search(whole.folded):
        return False
    named = next(people(passage, whole.start, whole.end), None)
    return named is None and _SAME_THING.search(whole.folded) is None and _is_trouble_here(following)


@lru_cache(maxsize=256)
def _is_trouble_here(part: Sentence) -> bool:
    if _ELSEWHERE.search(part.folded) or pattern("devices", "computers", "positions", "places", "rooms").search(
        part.folded
    ):
        return False
    if _WELL.search(part.folded):
        return False
    if _BUT_NOW.match(part.folded) and symptoms(part):
        return True  # "do południa było w porządku, teraz Płatnik się zamyka"
    return weigh(part).enough or has_state(part) or any(True for _ in symptom_phrases(part))


def _fails(passage: Passage, begin: int, end: int) -> bool:
    contrasted = pattern("comparison", "contrasts").search(passage.folded, begin, end)
    if contrasted or pattern("symptoms", "vague").search(passage.folded, begin, end):
        return True
    return pattern("symptoms", "symptom_phrases").search(passage.folded, begin, end) is not None


def _only_works(told: Sentence, end: int) -> bool:
    """Whether it works there and the sentence tells no trouble: ``w domu laptop działa normalnie``."""
    passage, works = told.passage, works_at(told.passage.folded, end)
    if works is None or pattern("comparison", "contrasts").search(passage.folded, end, told.end):
        return False
    return not symptoms(Sentence(passage, works.end(), told.end))
