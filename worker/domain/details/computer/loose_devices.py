"""Devices told by what depends on them; the loose reading of ``loosely``.

of      = device noun-in-the-genitive            "komputer brygady pakującej", "z komputera kapitanatu"
whose   = noun-in-the-genitive device            "Fakturzystki komputer", "starszego ratownika komputer"
used    = device, "na którym" … verb             "pecet, na którym brakarz wpisuje kubiki"
pointed = "ten" place                            "Ten obok skanera nie drukuje", "chodzi o ten w oborze"
code    = a name with a word of the house        "STOLARNIA-BIURO", "magiel-pc"; a numbered room beside a trouble
"""

import itertools
import re
from collections.abc import Iterator

from worker.domain.details.computer.hosts import is_no_host
from worker.domain.details.computer.places import ORDINAL_WORD, is_nowhere, place
from worker.domain.details.computer.singling import AROUND, NAME, PLACE, TOLD, Device, Phrase
from worker.domain.details.computer.workplaces import any_device, is_another_thing, may_qualify, names_place
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.problem.symptoms import has_verb
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import ADJECTIVES, CAPITALS, base_forms, fold, is_person, readings
from worker.terms.words import alternation, words

_WORD = re.compile(r"[^\W\d_]{3,20}")
_ROOM = re.compile(rf"(?<!\w){AROUND['numbered']}\.?[ ](?:nr[ ])?\d{{1,4}}[a-z]?(?![\w.:]*\d|\w)")
_BEFORE = re.compile(r"([^\W\d_]{4,20})[ ]$")
_NEXT = re.compile(r"[ ]([^\W\d_]{3,20})(?![\w-])")
_NOT_NEXT = re.compile(r"[ ]nie[ ]")  # "komputer sieci nie widzi": an object, and nobody's
_AFTER = re.compile(r"[ ](?:po|od)[ ](?:pani|panu|panie|szefie)(?:[ ][^\W\d_]{3,20})?(?!\w)")  # "laptop po pani Basi"
_RELATIVE = re.compile(
    r",?[ ](?P<how>(?:na|przy|z|w|do)[ ])?(?:ktor(?:y|a|e|ym|ej|ego|ych)|co)[ ](?P<told>[^,.;:!?\n]{5,60})"
)
_POINTED = re.compile(
    r"(?:(?<!\w)(?:chodzi o|dotyczy|pisze o|to|tylko)|^|[.!?–,-])\s*(?<!\w)(?P<which>(?:ten|ta|te|tego|tej|tym|to)[ ])"
    rf"(?:[^\W\d_]{{2,12}}(?:[aoe]n|on|ac)(?:y|a|e|ym|ej)[ ](?=\w{{1,4}}[ ])|{ORDINAL_WORD},?[ ])?"
)
_WHICH = re.compile(r",?[ ](?:co|ktor\w{1,3})[ ](?!nie |sie )[^,.;:!?\n]{5,50}")  # "ten, co dozuje klej"
_FOR = re.compile(r"(?:od|do)[ ](?:strony[ ])?[^\W\d_]{4,16}(?!\w)")  # "ten od radaru", "tym przykręconym do komory"
_MARKED = re.compile(r"z[ ][^\W\d_]{3,14}(?:ym|im|a)[ ][^\W\d_]{3,14}(?!\w)")  # "ten z pękniętym rogiem"
_CODE = re.compile(
    rf"(?<![\w@./\\„\"-])[{CAPITALS}]{{2,15}}(?:[-_][{CAPITALS}]{{1,15}}\d{{0,2}}|_\d{{1,2}}){{1,3}}(?![\w@\"”-])"
)
_LOWER_CODE = re.compile(
    rf"(?<![\w@./\\-])[a-z]{{3,15}}-{alternation(words('devices')['name_parts'])}\d{{0,2}}(?![\w@-]|\.\w)"
)
_MOST_DEPENDENTS, _MOST_DEVICES = 3, 12


def loose_devices(sentence: Sentence) -> Iterator[Phrase]:
    """Every device of a sentence that something depends on."""
    yield from _codes(sentence)
    devices = any_device().finditer(sentence.passage.folded, sentence.start, sentence.end)
    for device in itertools.islice(devices, _MOST_DEVICES):
        if _is_led_by_any(sentence, device.start()) or is_another_thing(sentence.passage, device.start()):
            continue
        yield from _of(sentence, device)
        yield from _used(sentence, device)
        yield from _whose(sentence, device)
    yield from _pointed(sentence)


def _codes(sentence: Sentence) -> Iterator[Phrase]:
    passage = sentence.passage
    if passage.plain is passage.text:
        for match in _CODE.finditer(passage.text, sentence.start, sentence.end):
            if _is_called(match.group()) and not is_no_host(passage, match):
                yield Phrase(NAME, *match.span())
    if weigh(sentence).symptom:
        for match in _ROOM.finditer(passage.folded, sentence.start, sentence.end):
            yield Phrase(PLACE, *match.span())
    for match in _LOWER_CODE.finditer(passage.text, sentence.start, sentence.end):
        yield Phrase(NAME, *match.span())


def _is_called(code: str) -> bool:
    """``STOLARNIA-BIURO``, ``SK-ASYSTENT2``: words of the house; not ``ERR_CONNECTION``, ``FAKTURA-KOREKTA``."""
    parts = [part.rstrip("0123456789").lower() for part in re.split(r"[-_]", code)]
    if any(pattern("devices", "on_screen", "not_names").fullmatch(fold(part)) for part in parts):
        return False
    ours = any(one.part in ("subst", "adj") and len(part) > 3 for part in parts for one in readings(part))
    return ours or not {"pc", "mac", "lap"}.isdisjoint(parts)


def _of(sentence: Sentence, device: re.Match[str]) -> Iterator[Phrase]:
    """``komputer brygady pakującej``, ``laptop po pani Basi``; not "komputer sieci nie widzi", nor a job's post."""
    if after := _AFTER.match(sentence.passage.folded, device.end(), sentence.end):
        yield Phrase(PLACE, device.start(), after.end())
    end, noun, place_of = device.end(), False, False
    for _ in range(_MOST_DEPENDENTS):
        word = _NEXT.match(sentence.passage.text, end, sentence.end)
        if word is None or not _depends(word.group(1)):
            break
        noun = noun or not may_qualify(word.group(1))
        place_of = place_of or names_place(word.group(1))
        end = word.end()
    signs = not has_verb(sentence) and not sentence.passage.text[sentence.end :].strip()  # "Maszyny rolnicze Zdunek"
    if signs or not noun or _NOT_NEXT.match(sentence.passage.folded, end):
        return
    post = device.group().startswith(("stanowisk", "serwer")) and not place_of
    if not post and not _is_nobody(sentence, device.end(), end):
        yield Phrase(PLACE, device.start(), end)


def _depends(word: str) -> bool:
    """A noun in the genitive or what goes with it; no verb, no screen's part, no device."""
    folded = fold(word)
    if pattern("devices", "on_screen", "no_owners", "computers", "machines").fullmatch(folded) or is_nowhere(folded):
        return False
    person = {"imię", "nazwisko"} if word.istitle() else set()
    kinds = readings(word.lower()) if word.islower() else tuple(one for one in readings(word) if person & one.names)
    if any(one.part in ("fin", "praet", "prep", "adv") for one in kinds) or is_program(folded, 0):
        return False
    return any("gen" in one.tags and (one.part == "subst" or one.part in ADJECTIVES) for one in kinds)


def _is_nobody(sentence: Sentence, begin: int, end: int) -> bool:
    said = _WORD.findall(sentence.passage.folded[begin:end])
    return any(pattern("devices", "nobodys").fullmatch(word) for word in said) or any(
        not base_forms(word).isdisjoint(words("devices")["whole"]) for word in said
    )


def _whose(sentence: Sentence, device: re.Match[str]) -> Iterator[Phrase]:
    """``Fakturzystki komputer``, ``starszego ratownika komputer``."""
    passage = sentence.passage
    before = _BEFORE.search(passage.text, sentence.start, device.start())
    if before is None or not is_person(before.group(1), "gen"):
        return
    said = before.group(1)
    nothing = not base_forms(said.lower()).isdisjoint(map(fold, words("devices")["tells_nothing"]))
    if nothing or pattern("devices", "nobodys").fullmatch(fold(said)) or _is_verb(said):
        return
    adjective = _BEFORE.search(passage.text, sentence.start, before.start(1))
    begins = adjective and any(one.part == "adj" and "gen" in one.tags for one in readings(adjective.group(1).lower()))
    yield Phrase(PLACE, adjective.start(1) if adjective and begins else before.start(1), device.end())


def _is_verb(word: str) -> bool:
    return any(one.part in ("fin", "praet", "impt", "inf") for one in readings(word.lower()))


def _used(sentence: Sentence, device: re.Match[str]) -> Iterator[Phrase]:
    """``pecet, na którym brakarz wpisuje kubiki``: what is done at it, not what is wrong with it."""
    relative = _RELATIVE.match(sentence.passage.folded, device.end(), sentence.end)
    if relative is None:
        return
    told = Sentence(sentence.passage, relative.start("told"), relative.end("told"))
    if " nie " in f" {told.folded}" or not any(_is_present(word) for word in _WORD.findall(told.text)):
        return
    wrong = pattern("symptoms", "symptom_phrases", "vague").search(told.folded)
    if wrong or (relative["how"] is None and weigh(told).symptom):
        return
    yield Phrase(TOLD, device.start(), relative.end())


def _is_present(word: str) -> bool:
    """A verb in the present that tells a use: "obsługuje", never "kupiliśmy" or "jest"."""
    return any(one.part == "fin" and one.lemma not in ("być", "mieć", "móc") for one in readings(word.lower()))


def _pointed(sentence: Sentence) -> Iterator[Phrase]:
    """``Ten obok skanera do stóp``, ``to ten z pękniętym rogiem``, where computers are spoken of."""
    passage = sentence.passage
    if not any_device().search(passage.folded):
        return
    told = passage.folded[sentence.start : sentence.end]
    for match in _POINTED.finditer(told.lstrip()):
        begin = sentence.start + len(told) - len(told.lstrip())
        start, end = begin + match.start("which"), begin + match.end()
        which = _WHICH.match(passage.folded, end - 1)
        if which and not pattern("symptoms", "symptom_phrases", "vague").search(which.group()):
            yield Phrase(TOLD, start, which.end())
        marked = _MARKED.match(passage.folded, end) or _FOR.match(passage.folded, end)
        if marked and pattern("orders", "dates").search(marked.group()) is None:
            yield Phrase(PLACE, start, marked.end())
        elif step := place(passage, end, device=Device.POSITION):
            yield Phrase(PLACE, start, step.end)


def _is_led_by_any(sentence: Sentence, start: int) -> bool:
    before = sentence.passage.folded[max(sentence.start, start - 30) : start]
    return pattern("devices", "any_of", "indefinite").search(before) is not None
