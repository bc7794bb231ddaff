"""A message with its words: quoted, a code, words in capitals or of no Polish, what a screen asks for."""

import re

from worker.domain.details.problem.circumstances import has_action
from worker.domain.details.problem.subjects import is_said_of_people
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import PERSONAL, fold, readings
from worker.terms.words import alternation, words

_QUOTED = re.compile(r"[„\"“”'«][^„\"“”'«»\n]{3,200}[\"”“'»]")
_APART_QUOTED = re.compile(
    r"(?:[-–:,(]|\.{3})\s?[„\"“”'«][^„\"“”'«»\n]{6,200}[\"”“'»]"
)  # "nie otwiera się – „odmowa dostępu”"
_CODE = re.compile(
    r"(?<!\w)(?:0x[0-9a-f]{4,}|[a-z]{1,6}-\d{2,}"
    r"|(?:kod\w*|blad|bledu|error|err)\s*(?:nr|numer|:)?\s*[a-z]{0,4}-?\d{2,})"
)
_TOLD = words("messages")
_SAID = re.compile(  # white space is counted: runs of it side by side would be tried in every way
    r"\w{0,30}\s{0,3}(?:jest\s{0,3})?(?:mi\s{1,3})?(?:sie\s{1,3})?"
    rf"{alternation(_TOLD['nouns'])}?\s{{0,3}}(?:,?\s{{0,3}}ze|:|-|–)\s{{1,3}}\S+\s{{1,3}}\S+"
)
_SCREEN = re.compile(r"[ ]?:?[ ](?:[^\W\d_][\w']*[ ]?){2,4}")
_ASKED = re.compile(  # what a screen asks for; people ask for help, a call, a visit
    rf"\b(?:pyta|prosi|prosba|zada)\w*\s+(?:{alternation((*_TOLD['whom'], *words('writing')['still']))}\s+)?"
    rf"(?:o\s+)?(?:podanie\s+)?{alternation(_TOLD['asked'])}(?!\w)"
)
_SHOWN = re.compile(  # "pokazuje brak licencji", "wyświetla ostrzeżenie o certyfikacie"
    rf"\b{alternation(_TOLD['says'])}\s+(?:mi\s+|nam\s+|sie\s+)?"
    r"(?:brak|ostrzezenie\s+o|informacj\w+\s+o|komunikat\s+o"
    rf"|blad\s+{alternation(words('symptoms')['failing'])}(?!\w))"
)
_WISHED = re.compile(r"(?<!\w)(?:prosz[ea]|prosimy|poprosz\w+|czekam\w?)\s(?:o|na)\s(?:\w+\s){0,2}$")
_WISH_REACH = 40


def has_message(sentence: Sentence) -> bool:
    """Whether the words of a message are told, or a screen is said to ask for something of its own."""
    folded, quoted = sentence.folded, _QUOTED.search(sentence.text)
    shown = [word for word in pattern("symptoms", "messages").finditer(folded) if _is_of_screen(sentence, word)]
    if not shown:
        return quoted is not None and (has_action(folded) or _is_said(quoted))
    if quoted or _CODE.search(folded):
        return True
    if any(_is_screen_text(sentence, word.end()) for word in shown[:3]):
        return True
    said = any((match := _SAID.match(folded, word.end())) and not _is_vague(match.group()) for word in shown[:3])
    return said or _ASKED.search(folded) is not None or _SHOWN.search(folded) is not None


def quotes_apart(sentence: Sentence) -> bool:
    """``nie otwiera się – „odmowa dostępu”``: a quotation set apart, which beside a symptom is a message."""
    return _APART_QUOTED.search(sentence.text) is not None


def _is_screen_text(sentence: Sentence, start: int) -> bool:
    """``pisze NO BOOT DEVICE``, ``wyskakuje access denied``: words in capitals, or of no Polish."""
    match = _SCREEN.match(sentence.text, start)
    if match is None:
        return False
    said = re.findall(r"[^\W\d_]{2,}", match.group())
    loud = sentence.passage.plain is sentence.passage.text and all(map(str.isupper, said))
    return len(said) > 1 and (loud or sum(not readings(word.lower()) for word in said) > len(said) // 2)


def _is_of_screen(sentence: Sentence, word: re.Match[str]) -> bool:
    """Not ``piszę, że nie działa`` nor ``szef twierdzi, że to pilne`` nor ``proszę o informację: kiedy …``."""
    if word.group().startswith("pisze") and "ę" in sentence.text[word.start() : word.end()]:
        return False
    if _WISHED.search(sentence.folded, max(0, word.start() - _WISH_REACH), word.start()):
        return False
    verb = re.compile(r"\w+").match(sentence.text, word.start())
    told = verb is not None and any(one.part in PERSONAL for one in readings(verb.group().lower()))
    return not (verb and told and is_said_of_people(sentence, *verb.span()))


def _is_vague(folded: str) -> bool:
    return pattern("symptoms", "vague").search(folded) is not None


def _is_said(quoted: re.Match[str]) -> bool:
    """Words of a screen, not a product's or a button's name: three words that are not "nie działa"."""
    folded = fold(quoted.group())
    if _is_title(quoted.group()):
        return False
    return len(folded.split()) > 2 and not pattern("symptoms", "vague").search(folded)


def _is_title(quoted: str) -> bool:
    """``„Kwiaciarnia Pod Różą”``: Polish words that all begin with a capital name a firm or a contract."""
    said = re.findall(r"[^\W\d_]{2,}", quoted)
    return all(word[0].isupper() and not word.isupper() for word in said) and any(readings(word) for word in said)
