"""What stands right before a device: whose it is, where it is, or that it is any of several.

lead = indefinite | "jedyny" | owner "na" | place | kind | "mój" | side    "u szefa na komputerze", "w hali laptop"
"""

import re

from worker.domain.details.computer.owners import owner, somebody
from worker.domain.details.computer.places import SIDE_WORD, place
from worker.domain.details.computer.singling import AROUND, MINE, PLACE, TOLD, USE, Device, Phrase
from worker.domain.details.computer.telling import is_sat_at, tells_apart
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import ADJECTIVES, Reading, agrees, base_forms, fold, readings
from worker.terms.words import alternation, words

SIDE = re.compile(rf"[ ](?:od|z)[ ]{AROUND['counted_from']}(?!\w)")
_AT_SOMEBODY = re.compile(r"(?<!\w)u\s+((?:\w+\.?\s){1,3})na\s$")
_AT_MINE = re.compile(r"(?<!\w)u\s+mnie\s+(?:(?:(?:w|na)\s+\w+\s+)?na|(?:w|na|przy)\s+\w+(?:\s+\w+)?)\s$")
_GIVEN = re.compile(r"(?<!\w)(\w{4,20})\s+na\s$")
_PLACE_LED = re.compile(
    r"(?<!\w)(?:we?|na|przy|obok|pod|kolo|za)\s(?:\w+\s){0,2}?(?P<last>[a-z]{3,})\s"
    rf"(?:stoi\s)?(?:na\s|przy\s)?(?:(?:nasz\w{{0,3}}|{alternation(words('devices')['mine'])}|taki|ten|tym)\s)?"
)
_ONE_OF_OURS = re.compile(r"(?<!\w)(?:jed[en]\w{0,3}|kto[rs]\w+|kilk\w|par[aue]) ze? \w+(?:ych|ich) $")
_TERMINAL_SERVER = re.compile(r"serwer\w*\sterminalow")
_OUR_SERVER = re.compile(r"nasz\w*\sserwer")
_SAT_AT = re.compile(  # "Siedzę na drugim stanowisku w księgowości"
    r"(?<!\w)(?:siedze|siedzimy|pracuje|pracujemy)\s(?:na|przy)\s(?P<where>(?!jedn)(?:\w+(?:ym|im|ej)\s){1,2})$"
)
_OF_SEVERAL = re.compile(  # "na starszym z dwóch komputerów"
    rf"(?<!\w)(?P<which>\w{{4,16}}) z (?:{alternation(words('writing')['counts'])}|obu|tych|naszych) "
    r"(?:naszych |tych )?$"
)
_NOUN_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{3,18})[ ]$")
_ONE_TIME = re.compile(r"(?<!\w)raz\s\w{5,8}\s$")  # "po raz pierwszy komputer …"
_COUNTING = re.compile(r"\w+\s$")
_POINTING = frozenset({"ten", "taki", "inny", "który", "sam"})
_ANY = _POINTING | {"jeden", "któryś", "którykolwiek", "jakikolwiek", "każdy"}
_WORD_BEFORE = re.compile(r"(?<!\w)([a-ząćęłńóśźż]{3,18})[ ]$")
_MOST_ADJECTIVES = 3
_MOST_WORDS_OF_ONLY = 3  # "mamy tylko jeden"


def lead(passage: Passage, device: re.Match[str]) -> Phrase | None:
    """Where the phrase of a device begins, and its worth by what leads it; None when it is indefinite."""
    if several := _one_of_several(passage, device.start()):
        return several
    right_before = _right_before(passage, device)
    return right_before if right_before and right_before.worth else _counted_from(passage, device) or right_before


def _right_before(passage: Passage, device: re.Match[str]) -> Phrase | None:
    """The words right before a device: where the phrase begins and its worth; None when it is indefinite."""
    folded, start = passage.folded, device.start()
    base = max(0, start - 34)
    window = folded[base:start]
    near = list(re.finditer(r"[\w-]+", window))[-2:]
    apart = not near or window[near[-1].end() :].strip(' \n„"') or (base and near[0].start() == 0)
    if apart or _ONE_TIME.search(folded, base, start):
        return Phrase(_alone(folded, start), start, start)
    pair, one = window[near[0].start() :], window[near[-1].start() :]
    if sat := _SAT_AT.search(folded, max(0, start - 40), start):
        return Phrase(MINE, sat.start("where"), start)
    if _is_indefinite(pair) or _ONE_OF_OURS.search(folded, base, start):
        return None
    last = list(re.finditer(r"[\w-]+", window))[-_MOST_WORDS_OF_ONLY:]
    if single := pattern("devices", "only").search(window, last[0].start()):
        return Phrase(MINE, base + single.start(), start)
    if leading := _owner_before(passage, start) or _place_before(passage, start):
        return leading
    worth = 0
    if pattern("devices", "kinds").match(one):
        worth = USE
    elif pattern("devices", "mine").match(one) or any(
        led.match(folded, base + near[-1].start()) for led in (SIDE_WORD, _OUR_SERVER)
    ):
        worth = MINE
    elif is_sat_at(device) and tells_apart(
        passage.plain[base + near[-1].start() : base + near[-1].end()], device.group()
    ):
        worth = TOLD
    begin = _with_adjectives(passage, base + near[-1].start() if worth else start)
    return Phrase(worth or _alone(folded, start), begin, start)


def _one_of_several(passage: Passage, start: int) -> Phrase | None:
    """``starszym z dwóch``: an adjective in the singular, of no noun before it; no "jednym", "którymś" or "innym"."""
    several = _OF_SEVERAL.search(passage.folded, max(0, start - 40), start)
    if several is None or pattern("devices", "any_of", "indefinite").fullmatch(several["which"]):
        return None
    word = passage.plain[several.start("which") : several.end("which")].lower()
    kinds = [one for one in readings(word) if one.part == "adj" and "sg" in one.tags]
    told = bool(kinds) and all(one.lemma not in _ANY for one in kinds)
    return Phrase(USE, several.start("which"), start) if told and not _is_of_noun(passage, several, kinds) else None


def _is_of_noun(passage: Passage, several: re.Match[str], kinds: list[Reading]) -> bool:
    """``raport dobowy z trzech kas``: the adjective belongs to the noun before it."""
    noun = _NOUN_BEFORE.search(passage.plain, max(0, several.start("which") - 20), several.start("which"))
    if noun is None or not any(one.part == "subst" for one in readings(noun.group(1).lower())):
        return False
    return any(agrees(one, noun.group(1)) for one in kinds)


def _is_indefinite(pair: str) -> bool:
    """``jeden z komputerów``, ``innym nowym laptopie``; not ``co drugi dzień komputer``, ``od kilku dni laptop``."""
    match = last(pattern("devices", "any_of", "indefinite"), pair, 0, len(pair))
    if match is None:
        return False
    between = re.findall(r"\w+", pair[match.end() :])
    return all(any(one.part in ADJECTIVES for one in readings(word)) for word in between)


def _alone(folded: str, start: int) -> int:
    """A company has one terminal server: it needs no other words."""
    return MINE if _TERMINAL_SERVER.match(folded, start) else 0


def _with_adjectives(passage: Passage, start: int) -> int:
    """Where the phrase begins with its adjectives: ``mój domowy laptop``, ``małym laptopie``."""
    for _ in range(_MOST_ADJECTIVES):
        word = _WORD_BEFORE.search(passage.plain, max(0, start - 20), start)
        if word is None or not (
            pattern("devices", "mine").fullmatch(passage.folded, *word.span(1))
            or any(one.part == "adj" and one.lemma not in _POINTING for one in readings(word.group(1)))
        ):
            break
        start = word.start()
    return start


def _counted_from(passage: Passage, device: re.Match[str]) -> Phrase | None:
    """``drugi komputer od lewej``: an indefinite word with a place to count from."""
    if SIDE.match(passage.folded, device.end()) is None:
        return None
    word = _COUNTING.search(passage.folded, max(0, device.start() - 16), device.start())
    return Phrase(USE, word.start() if word else device.start(), device.start())


def _owner_before(passage: Passage, start: int) -> Phrase | None:
    """``u szefa na komputerze``, ``u pani Basi na laptopie``, ``prezesowi na laptopie``, ``u mnie na kompie``."""
    if mine := _AT_MINE.search(passage.folded, max(0, start - 30), start):
        return Phrase(MINE, mine.start(), start)
    given = _GIVEN.search(passage.folded, max(0, start - 30), start)
    if given and somebody(passage, given.start(1), "dat"):
        return Phrase(PLACE, given.start(1), start)
    match = _AT_SOMEBODY.search(passage.folded, max(0, start - 40), start)
    if match is None:
        return None
    at = owner(passage, match.start(1))
    return Phrase(PLACE, match.start(), start) if at and at.end <= match.end(1) else None


def _place_before(passage: Passage, start: int) -> Phrase | None:
    """``w zakrystii komputer się zawiesza``, ``na rampie laptop``."""
    for match in _PLACE_LED.finditer(passage.folded, max(0, start - 40), start):
        if match.end() == start and _is_one_of_many(passage.plain[match.start("last") : match.end("last")].lower()):
            step = place(passage, match.start(), device=Device.COMPUTER)
            if step and step.end == match.end("last"):
                return Phrase(PLACE, match.start(), start)
    return None


def _is_one_of_many(word: str) -> bool:
    """A noun that is no device and may be one room of several: not the whole company ("w naszym sklepie laptop …")."""
    if not base_forms(word).isdisjoint(words("devices")["whole"]):
        return False
    adjective = any(reading.part in ADJECTIVES for reading in readings(word))
    return not adjective and pattern("devices", "computers", "positions").fullmatch(fold(word)) is None
