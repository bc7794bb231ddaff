"""Places and people that stand for a computer in any words; the loose reading of ``loosely``.

where  = preposition place, beside a trouble     "za drugim stołem", "w sklepiku na dole"
at her = "u" somebody, beside a trouble          "u Janki są pytajniki", "laptok u laborantki"
head   = a part of a sentence without a verb     "Kino Wrzos, kabina operatora.", "hol główny: pulpit …"
"""

import itertools
import re
from collections.abc import Iterator

from worker.domain.details.computer.places import CASES_OF_PLACES, ORDINAL_WORD, place, with_dependents
from worker.domain.details.computer.singling import AROUND, PLACE, TOLD, Device, Phrase
from worker.domain.details.computer.workplaces import any_device, is_another_thing, is_wide, may_qualify, names_place
from worker.domain.details.people.named import Person, people
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.problem.symptoms import has_verb
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.details.text.source import Passage
from worker.domain.polish import base_forms, fold, is_person, readings
from worker.terms.words import alternation, words

_WORD = re.compile(r"[^\W\d_]{3,20}")
_WHERE = re.compile(
    rf"(?<!\w)(?P<how>{alternation(CASES_OF_PLACES)}|za|u|naprzeciw\w{{0,2}})[ ]"
    rf"(?P<ordinal>{ORDINAL_WORD}[ ])?(?P<adjective>[^\W\d_]{{3,16}}(?:ym|im|ej)[ ])?(?P<noun>[^\W\d_]{{3,20}})(?!\w)"
)
_AT_HER = re.compile(r"(?<!\w)[uU][ ](?:(?:pani|pana|p\.)[ ])?(?P<name>[^\W\d_]{3,16})(?!\w)")
_IS = re.compile(r"\s*(?:stanowisko|komputer|urzadzenie|miejsce)[ ](?:to|jest)[ ]")  # "Stanowisko to montażownia"
_NO_HEAD = re.compile(rf"(?<!\w){AROUND['no_heads']}(?!\w)|\d{{3}}[ -]\d{{3}}|\d{{5}}|[@?]|:\s*$")
_PART = re.compile(r":\s|\s[–-]\s|;\s|\s!!+")
_COUNTED_POST = re.compile(  # "trzeci gabinet, …", "stolik piąty pod ścianą", "Siódmy od wejścia."
    rf"(?:^|,|\sze)\s*(?P<post>(?:{ORDINAL_WORD}[ ][^\W\d_]{{3,16}}|[^\W\d_]{{3,16}}[ ]{ORDINAL_WORD}"
    rf"|{ORDINAL_WORD}[ ](?P<side>(?:od|przy|z|pod)[ ][^\W\d_]{{4,16}})))"
    r"(?=\s*[,.:–]|[ ](?:pod|przy|przed|obok|od|nam|mi)[ ])"
)
_CLAUSE_END = re.compile(r"[,;:–]|[.!?](?=\s|$)")
_LED = re.compile(rf"(?<!\w)(?:{alternation(CASES_OF_PLACES)}|za)[ ]$")
_MOST_WORDS = 9


def loose_places(sentence: Sentence) -> Iterator[Phrase]:
    """Every place and person of a sentence that may stand for the computer."""
    yield from _at_her(sentence)
    yield from _where(sentence)
    yield from _head(sentence)


def _at_her(sentence: Sentence) -> Iterator[Phrase]:
    """``u Janki są pytajniki``, ``laptok u laborantki``: the person stands for the computer."""
    if has_verb(sentence) and not weigh(sentence).symptom:
        return
    for match in _AT_HER.finditer(sentence.passage.text, sentence.start, sentence.end):
        named = any("imię" in one.names and "gen" in one.tags for one in readings(match["name"]))
        nobody = pattern("devices", "nobodys").fullmatch(fold(match["name"]))
        if (named and match["name"][0].isupper()) or (nobody is None and is_person(match["name"], "gen")):
            yield Phrase(TOLD, *match.span())


def _where(sentence: Sentence) -> Iterator[Phrase]:
    """``za drugim stołem``, ``w sklepiku na dole``: where the trouble is told; the whole company is no place."""
    passage = sentence.passage
    troubled = weigh(sentence).symptom or pattern("symptoms", "vague").search(sentence.folded)
    for match in _WHERE.finditer(passage.folded, sentence.start, sentence.end):
        if not _is_place(passage, match) or not (troubled or _beside_device(sentence, match)):
            continue
        end = with_dependents(passage, match.end())
        if step := place(passage, end + 1, device=Device.COMPUTER):
            end = step.end
        if _is_told_apart(passage, match, end):
            yield Phrase(TOLD, match.start(), end)


def _is_place(passage: Passage, match: re.Match[str]) -> bool:
    noun = passage.text[match.start("noun") : match.end("noun")]
    if not names_place(noun) or is_program(passage.folded, match.start("noun")):
        return False
    if is_another_thing(passage, match.start("noun")) or (match["how"] == "przy" and _is_deed(noun)):
        return False
    lists = ("no_places",) if match["how"] in ("przy", "za", "obok", "kolo") else ("no_places", "on_screen")
    if pattern("devices", *lists).match(passage.folded, match.start("noun")):
        return False
    kinds = readings(noun.lower())
    return not kinds or any(_case(match["how"]) in one.tags for one in kinds)


def _case(preposition: str) -> str:
    return "inst" if preposition == "za" else CASES_OF_PLACES.get(preposition, "gen")


def _is_deed(noun: str) -> bool:
    """``przy rejestracji kontrahenta``: what one does."""
    return any(form.endswith("cja") for form in base_forms(noun.lower()))


def _is_told_apart(passage: Passage, match: re.Match[str], end: int) -> bool:
    """A post by itself; what may be many, or the whole company, by an adjective, an owner or a place of its own."""
    if match["adjective"] and not base_forms(match["adjective"].strip()).isdisjoint(words("singling")["any_place"]):
        return False
    noun = passage.text[match.start("noun") : match.end("noun")]
    if not is_wide(noun) or match["ordinal"] or match["adjective"]:
        return True
    behind = _WORD.findall(passage.text[match.end() : end])
    return passage.folded[match.end() : end].startswith((" z ", " od ", " do ", " dla ")) or any(
        names_place(word) or _is_somebody(word) or may_qualify(word) for word in behind
    )


def _is_somebody(word: str) -> bool:
    return is_person(word, "gen") and pattern("devices", "nobodys").fullmatch(fold(word)) is None


def _beside_device(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a device stands right before the place, or soon behind it: ``przy okienku z obiadami komputer``."""
    folded = sentence.passage.folded
    near = folded[match.end() : min(match.end() + 24, sentence.end)]
    return any_device().search(folded[max(sentence.start, match.start() - 16) : match.start()] + "|" + near) is not None


def _head(sentence: Sentence) -> Iterator[Phrase]:
    """The parts of a sentence that have no verb: ``Kino Wrzos, kabina operatora.``, ``hol główny: pulpit …``."""
    edges = [0, *(match.end() for match in _PART.finditer(sentence.text)), len(sentence.text)]
    for start, end in itertools.pairwise(edges):
        part = Sentence(sentence.passage, sentence.start + start, sentence.start + end)
        yield from _verbless(part, begins=not start)
    comma = sentence.text.find(",")
    if comma > 0 and sentence.text[:comma].strip():  # "montażownia B, zostały cztery godziny"
        yield from _verbless(Sentence(sentence.passage, sentence.start, sentence.start + comma), begins=False)
    if counted := _COUNTED_POST.search(sentence.folded):
        noun = next((word for word in _WORD.findall(counted.group()) if names_place(word)), "")
        if noun or counted["side"]:
            yield Phrase(PLACE, sentence.start + counted.start("post"), sentence.start + counted.end())


def _verbless(part: Sentence, *, begins: bool) -> Iterator[Phrase]:
    passage, is_it = part.passage, _IS.match(part.folded)
    if is_it is None and has_verb(part):
        return
    said = list(_WORD.finditer(passage.text, part.start, part.end))
    if not said or len(said) > _MOST_WORDS or _NO_HEAD.search(part.folded):
        return
    named = [one for one in people(passage, part.start, part.end) if one.full]
    wide = [word for word in said if names_place(word.group()) and _heads(passage, word) and not _is_of(named, word)]
    posts = [word for word in wide if not is_wide(word.group())]
    if begins and is_it is None and not passage.text[part.end :].strip():  # where firms sign, only with a comma
        comma = passage.text.find(",", part.start, part.end)
        wide = posts = [] if comma < 0 else [word for word in posts if word.start() > comma]
    if posts or len(wide) > 1:
        yield Phrase(TOLD, wide[0].start(), _clause_end(passage, wide[-1].end(), part.end))


def _is_of(named: list[Person], word: re.Match[str]) -> bool:
    """``Grażyna Magiel``, ``Norbert Dystrybutor``: a surname."""
    return any(one.start <= word.start() < one.end for one in named)


def _heads(passage: Passage, word: re.Match[str]) -> bool:
    """In the nominative or behind a preposition; "prezes zarządu" is a job."""
    led = _LED.search(passage.folded, max(0, word.start() - 10), word.start())
    return led is not None or any({"nom", "sg"} <= one.tags for one in readings(word.group().lower()))


def _clause_end(passage: Passage, begin: int, end: int) -> int:
    stop = _CLAUSE_END.search(passage.text, begin, end)
    return stop.start() if stop else end
