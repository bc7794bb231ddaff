"""Every phrase of a passage that may single the computer out, in no order of worth.

A device with a name, a number, a place or an owner (``devices``); a computer's name on its own (``hosts``); a room
(``rooms``); what stands for a computer (``stand_ins``).
"""

import re
from collections.abc import Iterator

from worker.domain.details.computer.devices import device_phrases
from worker.domain.details.computer.hosts import hosts
from worker.domain.details.computer.rooms import rooms
from worker.domain.details.computer.singling import Phrase
from worker.domain.details.computer.stand_ins import stand_ins
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage
from worker.terms.words import alternation, words

_DEVICES = alternation((*words("devices")["computers"], *words("devices")["positions"]))
_SOME = rf"(?:{alternation((*words('writing')['counts'], *words('writing')['several']))}|\d)"
_ALIKE = alternation(words("singling")["alike"])
_ANY_OF_THEM = re.compile(  # "siadam do tego, który akurat wolny", "zależy, na którą danego dnia trafi"
    r"(?<!\w)(?:ktor\w{1,3}\s(?:(?:jest\s)?akurat|popadnie|danego dnia|pierwszy woln\w{1,2})"
    r"|na\sktor\w{1,3}\s(?:\w+\s){0,2}?trafi|raz na (?:ty|te|jedny|jedne)[mj]"
    r"|kto(?:ryms|rejs|rychs) z (?:nich|naszych)"
    rf"|{_DEVICES}[^.!?]{{0,40}}\b(?:sa|mamy|stoja)\s{_SOME},\s(?:\w+\s)?{_ALIKE}"
    rf"|z {_SOME} {_DEVICES}[^.!?]{{0,60}}\bna jedn(?:ym|ej)"
    rf"|(?:sa|mamy|stoja)\s{_SOME}\s{_DEVICES}(?!.{{0,80}}(?:oba|obu|wszystkie|kazdym))"
    r")(?!\w)"
)


def may_be_any(sentence: Sentence) -> bool:
    """Whether the sentence says that it may be any of several computers."""
    return _ANY_OF_THEM.search(sentence.folded) is not None


def singling_phrases(passage: Passage) -> Iterator[Phrase]:
    """The phrases that single out; of a sentence that says it may be any computer, names alone ("…, na KASA-2")."""
    vague = [(one.start, one.end) for one in sentences(passage) if may_be_any(one)]
    for way in (device_phrases, hosts, rooms, stand_ins):
        for phrase in way(passage):
            if way is hosts or not any(start <= phrase.start < end for start, end in vague):
                yield phrase
