"""What the words around a number say of it: "tel.", "dzwonić" ask to call it, "seryjny", "konto", "operatora" never do.

The nearest word before the number decides; what was said of an earlier number, or in an earlier sentence, does not.
"""

import re
from enum import Enum

from worker.domain.details.contacts.weighing import WINDOW, is_destination, is_told_of
from worker.domain.details.people.named import people
from worker.domain.details.people.outsiders import STRANGERS, WRITER
from worker.domain.details.people.signer import signatures
from worker.domain.details.text.card import is_on_card
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.sentences import ends_abbreviation
from worker.domain.details.text.source import Passage
from worker.domain.polish import PERSONAL, readings
from worker.terms.words import alternation, words

_AFTER = re.compile(r"[ \t]*(?:\(|-|–|to )[ \t]*[\w /.-]{2,30}")
_STOP = re.compile(r"\d{2}[\s.,;)]{1,3}(?=[^\W\d]{2})|[.!?]\s+(?=[^\W\d])")
_OWN_NUMBER = re.compile(r"(?<!\d)(?<!\d )\d{1,6}[,;]\s")
_TOPIC = re.compile(rf"(?<!\w){alternation(words('contacts')['topics'])}\s(?:\w+\s){{0,2}}$")
_CALLED = re.compile(
    r"(?<!\w)(?:za)?dzwonil(?:am|em|ismy|ysmy)\s(?:\w+\s){0,3}?(?:na|pod)\s(?:\w+\s){0,3}$"
    r"|(?<!\w)(?:za)?dzwonil(?:am|em|ismy|ysmy)\sdo\s(?!mnie|nas)(?:(?!spod\b)\w+,?\s){1,3}\(?(?:tel\.?\s|telefon\s)?$"
    r"|(?<!\w)(?:za)?dzwonil[aoi]?\s(?:\w+\s){0,6}?(?:z|spod)\s(?:\w+\s){0,3}$"
    r"|(?<!niech )(?<!\w)dzwoni\s(?:\w+\s){0,2}?(?:na|z)\s(?:numer\w*\s|nr\s)?$"  # "alarm dzwoni na …"
)
_AT_SERVICE = re.compile(  # "na serwis e-Remizy pod 58 555 00 33"
    r"(?<!\w)(?:na|do|w)\sserwis(?:ie|u)?\s(?!do\b|prosze|mozna)[\w-]{3,20}\s(?:pod|na|tel\.?)\s(?:nr\s|numer\w*\s)?$"
)
_OF_OUTSIDER = re.compile(
    r"(?<!\w)pan(?:i|ia|a|u|em)?\s(?:[^\W\d_]{3,20}\s){1,2}(?:spod\s(?:numeru\s|nr\s)?"
    rf"|(?:z|ze|od)\s{alternation(words('people')['outside'])}(?:\s\w{{3,20}})?,?\s\(?(?:tel\.?\s|telefon\s)?)$"
)
_WRITER_FROM = re.compile(  # "pisze Ewa Rak z biura rachunkowego Bilans, tel. …"
    rf"{WRITER}\s(?:[\w-]+,?\s){{0,3}}ze?\s$"
)
_HIS_NUMBER = re.compile(  # "Jacek, co ma numer …, mówi"
    r"(?<!\w)(?:co|ktor\w{1,3})\sma\s(?:numer|nr|telefon|tel\.?)\s$"
)
_WRONG = re.compile(
    rf"(?<!\w){alternation(words('contacts')['wrong'])}\s"
    r"(?:tel\w*|numer\w*|nr)\.?[,:]?\s(?:\w+\s){0,2}$|(?<!\w)(?:jako|zamiast)\s$"
)
_JOB_WITH = re.compile(  # "doradca klienta (tel. 25 555 06 41)"
    rf"(?<!\w){alternation(words('contacts')['cares_for'])} $"
)
_THEIR_MAN = re.compile(r"[ ,]{1,2}(?:(?:pani?|p\.)[ ])?(?:[^\W\d_a-ząćęłńóśźż][^\W\d_]+[ ]?){1,2}, ")
_NUMBER_ABOVE = re.compile(r"\d{5}[ ]*\n$")
_GROUPED = re.compile(r"\+|\d{2,3}[ -]\d")
_MESSAGE = re.compile(r"[„\"“][^„\"“”\n]{0,200}[”\"]")
_STOPPED = re.compile(r"[.!?][\"”»)]?[ \n]+$")
_FAR = 20  # characters between "faktury" and a name that is none of its own
_BREAKS_OFF = 24
_BROKEN_OFF = re.compile(rf"(?:[:(,]|(?<!\w){alternation(words('contacts')['before_a_number'])})$")
_TOLD_REACH = 40
_BESIDE = 6  # characters between a name and its number: ", tel "


class Cue(Enum):
    """What the words around a number say of it."""

    ASKS = "asks"  # to be called there
    NEVER = "never"  # it is no telephone of the writer's
    NOTHING = "nothing"


def cue_of(passage: Passage, start: int, end: int) -> Cue:
    """What the words around the number between two offsets say of it."""
    folded = passage.folded
    line = folded.rfind("\n", 0, start)
    begin = max(0, start - WINDOW)
    if line >= begin and _is_alone(passage, line + 1, start, end):
        begin = line + 1
    elif line >= begin and (folded[line + 1 : start].strip() or "\n" in folded[max(0, line - 1) : line]):
        previous = folded.rfind("\n", 0, line)
        wrapped = line - previous > 48
        begin = begin if wrapped else line + 1
    begin = _after_stop(passage, begin, start)
    never = _never(passage, begin, start)
    asks = last(pattern("contacts", "asks"), folded, begin, start)
    hotline = last(pattern("contacts", "hotline"), folded, begin, start)
    called = last(pattern("contacts", "called"), folded, begin, start)
    if (
        is_told_of(folded, start)
        or is_destination(passage, start)
        or _is_of_screen(passage, start)
        or _was_called(folded, begin, start)
        or _is_outsiders(folded, begin, start)
    ):
        return Cue.NEVER
    if (after := _AFTER.match(folded, end)) and pattern("contacts", "never", "hotline").search(after.group()):
        return Cue.NEVER
    if hotline and (called or not asks):
        return Cue.NEVER
    if never and not _is_own_line(passage, never, asks) and not _follows_name(passage, never.end(), start):
        return Cue.NEVER
    return Cue.ASKS if asks else Cue.NOTHING


def _never(passage: Passage, begin: int, start: int) -> re.Match[str] | None:
    """The last word that takes the number away from the writer: a machine's, an account's, a stranger's."""
    folded = passage.folded
    if _is_of_card(passage, start):
        label = last(pattern("contacts", "card_labels"), folded, begin, start)
        return label if label and not folded[label.end() : start].strip(" .:") else None
    never = None
    for word in pattern("contacts", "never").finditer(folded, begin, start):
        if not any(one.search(folded, begin, word.start()) for one in (_TOPIC, _JOB_WITH, _WRITER_FROM)):
            never = word
    if never and _OWN_NUMBER.search(folded, never.end(), start):
        return None  # "błąd 1017, 600-700-800": the word has had its number
    return never


def _is_of_card(passage: Passage, start: int) -> bool:
    """In a signature, where the words are of a job and a firm ("Agencja Reklamowa Kropka, 601 234 567"); no P.S."""
    line = passage.text.rfind("\n", 0, start) + 1
    signed = any(line == passage.text.rfind("\n", 0, one.person.start) + 1 for one in signatures(passage))
    if not (signed or is_on_card(passage, start)):
        return False
    said = (readings(word) for word in re.findall(r"[^\W\d_]{3,20}", passage.text[line:start]))
    return not any(kinds and all(one.part in PERSONAL for one in kinds) for kinds in said)


def _was_called(folded: str, begin: int, start: int) -> bool:
    """``dzwoniłam pod numer …``, ``dzwonił ktoś z numeru …``, ``na paragonie jest stary telefon …``."""
    if _HIS_NUMBER.search(folded, begin, start):
        return pattern("contacts", "told_us").search(folded, start, start + _TOLD_REACH) is not None
    return any(one.search(folded, begin, start) for one in (_CALLED, _AT_SERVICE, _WRONG))


def _is_outsiders(folded: str, begin: int, start: int) -> bool:
    """``pan Dudziak z zakładu pogrzebowego (13 555 02 71)``, unless we are to call there, or he has the trouble.

    Who says so of himself ("Anna Kos z urzędu gminy, …") is of the customer, and is called "pani" by nobody.
    """
    said = _OF_OUTSIDER.search(folded, begin, start)
    if said is None or pattern("contacts", "asks").search(folded, begin, said.start()):
        return False
    return pattern("people", "suffers").search(folded, start, start + _TOLD_REACH) is None


def _is_alone(passage: Passage, line: int, start: int, end: int) -> bool:
    """A number that fills its line, perhaps with a name, goes on with no sentence, unless the one above breaks off."""
    folded = passage.folded
    named = any(one.full and not folded[line : one.start].strip() for one in people(passage, line, start))
    rest = folded[end : (folded.find("\n", end) + 1 or len(folded) + 1) - 1]
    above = folded[max(0, line - _BREAKS_OFF) : line].rstrip()
    bare = not folded[line:start].strip() and _GROUPED.match(folded, start)  # "147000123" under a NIP is a REGON
    alone = (named or bare) and not rest.strip(" .,")
    return bool(alone) and not _BROKEN_OFF.search(above)


def _after_stop(passage: Passage, begin: int, start: int) -> int:
    """What was said of an earlier number, or in an earlier sentence, is not said of this one."""
    text, folded = passage.text, passage.folded
    if (end := _STOPPED.search(text, begin, start)) and not ends_abbreviation(folded, end.start()):
        return start
    if _NUMBER_ABOVE.search(text, begin, start) and _GROUPED.match(text, start):
        return start  # a line of its own under "NIP 5489922636"
    stops = [stop for stop in _STOP.finditer(text, begin, start) if not ends_abbreviation(folded, stop.start())]
    return stops[-1].end() if stops else begin


def _is_of_screen(passage: Passage, start: int) -> bool:
    """Inside the words of a message, which ask nobody to call: ``"Lane 6 lost, retry 501 882 114"``."""
    line = passage.text.rfind("\n", 0, start) + 1
    return any(
        said.start() < start < said.end()
        and pattern("contacts", "asks").search(passage.folded, said.start(), start) is None
        for said in _MESSAGE.finditer(passage.text, line, start + WINDOW)
    )


def _is_own_line(passage: Passage, never: re.Match[str], asks: re.Match[str] | None) -> bool:
    """Whether a later word of contact, past a comma or a stop, takes the number away from the other one."""
    if asks is None:
        return False
    if asks.start() <= never.start() and never.end() <= asks.end():
        return True  # "tel./fax"
    if asks.start() < never.end():
        return False
    between = passage.folded[never.end() : asks.start()]
    if _THEIR_MAN.fullmatch(passage.text, never.end(), asks.start()):
        return False  # "opiekun Bartosz, tel. …"
    if between.rfind("(") > between.rfind(")"):
        return False  # "producent (p. Kozera, tel. …": the aside is about him
    return bool(
        re.search(r"[,;.|\n]|\d|\s(?:wiec|dlatego|bo|niech|prosze)\s$", between)
    )  # "klient czeka więc dzwońcie"


def _follows_name(passage: Passage, begin: int, start: int) -> bool:
    """``… odblokowanie konta, Irena Lis 600 700 800``: a name past a comma, or far behind; never a stranger's."""
    if pattern("people", *STRANGERS).search(passage.folded, max(0, begin - WINDOW), start):
        return False
    comma = passage.text.find(",", begin, start)
    done = re.compile(r"\s([^\W\d_]{3,20})\s").match(passage.text, begin, start)  # "faktury wystawia Ewa Lis tel. …"
    told = done is not None and any(one.part == "fin" for one in readings(done.group(1)))
    first = comma if comma >= 0 else begin if told else begin + _FAR
    return any(person.full and start - person.end <= _BESIDE for person in people(passage, min(first, start), start))
