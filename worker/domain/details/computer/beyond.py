"""What stands behind a model or behind a few words more, while nothing has singled the device out yet.

beyond = model of a maker | word {word} (aside | number | place | code)     "komputer z lewej strony w biurze"
"""

import itertools
import re

from worker.domain.details.computer.asides import PARENTHESIS, worth_of_aside
from worker.domain.details.computer.names import CODE, given_name
from worker.domain.details.computer.no_devices import is_adjective
from worker.domain.details.computer.places import STANDS, place
from worker.domain.details.computer.singling import (
    ENDS_PHRASE,
    NAME,
    NUMBER,
    USE,
    Device,
    Phrase,
    number_at,
    skip_space,
)
from worker.domain.details.people.named import people
from worker.domain.details.text.phrases import names_program
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, readings

_POST_CODE = re.compile(
    rf"[{CAPITALS}]{{2,4}}-\d{{1,2}}|[{CAPITALS}]\d{{1,2}}(?![\w-])"
)  # "stanowisko przyjęć PZ-1": no receipt
_UNLISTED_MODEL = re.compile(rf"[{CAPITALS}][\w-]+(?:[ ][{CAPITALS}\d][\w-]*){{0,3}}(?![ ]?\d)")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_POST = re.compile(r"stanowisk\w{1,4}\s*$")
_SIDE_WORDS = 3
_NO_LINK = frozenset({"nie", "się", "sie", "po", "tylko"})  # "od komputerów jest tylko na papierze"


def beyond(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """What stands behind a model or behind other words; once the device is known it belongs to something else."""
    model = _unlisted_model(passage, begin) if device is not Device.COMPUTER else None
    return model or _farther(passage, begin, device=device)


def _unlisted_model(passage: Passage, begin: int) -> Phrase | None:
    """The maker and the model of a machine, which single out nothing: ``kolektor Chainway C72``."""
    match = _UNLISTED_MODEL.match(passage.plain, begin)
    if match is None or is_adjective(re.split(r"[ -]", match.group(), maxsplit=1)[0].lower()):
        return None  # "KASA DOLNA 2"
    if any(person.start == begin for person in people(passage, begin, match.end())):
        return None
    return Phrase(0, begin, match.end())


def _farther(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """What singles out after one to three words that are no verb: ``komputer z lewej strony w biurze``."""
    end = begin
    for word in itertools.islice(_WORD.finditer(passage.plain, begin, begin + 60), _SIDE_WORDS):
        if names_program(passage.folded, word.start()):
            return None  # "na komputerze w biurze Rewizor GT"
        apart = passage.text[end : word.start()].strip(" \n")
        if apart or word.group() in _NO_LINK or any(reading.part in ENDS_PHRASE for reading in readings(word.group())):
            return None
        kinds = readings(word.group().lower())
        leads = any(one.part == "prep" for one in kinds)  # "przy tej wadze od 6 do 14"
        numbered = end == begin and not leads and any(one.part == "adj" or "gen" in one.tags for one in kinds)
        end = word.end()
        if found := _linked(passage, begin, skip_space(passage.folded, end), device=device, numbered=numbered):
            return found
    return None


def _linked(passage: Passage, begin: int, following: int, *, device: Device, numbered: bool) -> Phrase | None:
    aside = PARENTHESIS.match(passage.text, following)
    if aside and worth_of_aside(passage, aside) == NAME:
        return Phrase(NAME, begin, aside.end())
    number = number_at(passage.folded, following)
    if number and (numbered or number.group().startswith(("n", "#"))):
        return Phrase(NUMBER, begin, number.end())  # "stanowisko sprzedaży 2"
    stands = STANDS.match(passage.folded, following)
    if step := place(passage, stands.end() if stands else following, device=device):
        return Phrase(USE, begin, step.end)
    if device is not Device.COMPUTER:
        return None
    step = given_name(passage, following, CODE)
    if step is None and _POST.search(passage.folded, max(0, begin - 14), begin):
        post = _POST_CODE.match(passage.text, following)
        step = Phrase(NAME, following, post.end()) if post else None
    return Phrase(NUMBER, begin, step.end) if step else None
