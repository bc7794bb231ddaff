"""The mail that asks for the InsERT wallet or tells about it, and the order of a pack of InsPunkty.

PORTFEL           in the subject, alone or behind [NIP]; lines ``portfel: …`` of the text are written down first
portfel: …        lines in any other mail of somebody bound; a mail of nothing else is answered like PORTFEL
order             a sentence with a verb of ordering, the points and exactly one size that there is
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from worker.domain.insert.entries import WalletLine, pattern, read_line
from worker.domain.message import InboundMessage
from worker.domain.polish import fold
from worker.domain.subject import Subject
from worker.terms.words import alternation, words

_TERMS = words("wallet_words")
_LINE = re.compile(
    r"^[ \t>*_-]{0,4}portfel(?:[ \t]+(?:insert|inspunkt\w*))?[ \t]*:[ \t]*(?P<value>[^\n]+)$", re.MULTILINE
)
_MOST = 20_000  # characters read
_MOST_WORDS = 6  # besides greeting and lines: a name and a firm below
_MENTION = re.compile(r"(?<!\w)(?:portfel|ins-?punkt|punkt)")
_STOP = re.compile(r"[.!;]+(?=\s|$)|\n\s*\n|(?<=\?)")
_POINTS = re.compile(r"(?<!\w)(?:inspunkt\w*|ins-punkt\w*|punkt\w* insert\w*|punkt\w* do (?:ksef\w*|portfela))(?!\w)")
_SIZE = re.compile(r"(?<![\w.,/-])(\d{1,2}[ \u00a0.]\d{3}|\d{3,5})(?![\w/-]|[.,]\d)")
_TIMES = re.compile(r"(?<!\w)(\d|jedna|dwie|trzy|cztery|piec)\s?(?:x|szt\w*|razy|paczk\w+|pakiet\w*)(?!\w)")
_PLEASE = re.compile(
    rf"(?<!\w)(?:prosze|prosimy|poprosze|poprosimy)(?:\s+o)?\s+(?:(?:{alternation(_TERMS['how_many'])}|\d\w*)\s+){{0,2}}"
    rf"(?:{alternation(_TERMS['pack'])}|\d)"
)
_WORDS = {"jedna": 1, "dwie": 2, "trzy": 3, "cztery": 4, "piec": 5}


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletMail:
    """``lines`` in order. ``asked``: the subject is the question. ``alone``: the text says nothing else."""

    lines: tuple[WalletLine, ...] = ()
    asked: bool = False
    alone: bool = False

    @property
    def is_one(self) -> bool:
        """Whether the mail is for us alone and no person has to read it."""
        return self.alone and (self.asked or bool(self.lines))


@dataclass(frozen=True, kw_only=True, slots=True)
class PackWanted:
    """``count`` packs of ``points``."""

    points: int
    count: int = 1


def mentions_points(message: InboundMessage) -> bool:
    """Whether a mail can be about the wallet or points at all; cheap."""
    return _MENTION.search(fold(f"{message.subject}\n{message.new_text[:_MOST]}")) is not None


def read_wallet_mail(subject: Subject, new_text: str, today: date) -> WalletMail:
    """What a mail says about the wallet. ``new_text``: its own words; ``today``: the Warsaw day it arrived."""
    new_text = new_text[:_MOST]
    folded = fold(new_text)
    lines = tuple(
        read_line(
            new_text[found.start("value") : found.end("value")], today, new_text[found.start() : found.end()].strip()
        )
        for found in _LINE.finditer(folded)
    )
    rest = pattern("beside_question").sub(" ", _LINE.sub(" ", folded))
    topic = re.sub(r"[^\w\s]", " ", fold(subject.topic))
    asked = " ".join(topic.split()) in _TERMS["asked"]
    alone = len(re.findall(r"[^\W_]+", rest)) <= _MOST_WORDS and "?" not in rest
    return WalletMail(lines=lines, asked=asked, alone=alone)


def read_pack_order(topic: str, new_text: str, sizes: Sequence[int]) -> PackWanted | None:
    """The pack a mail orders; None for a question, a complaint, or when it is not clear which size."""
    heading, new_text = fold(topic), new_text[:_MOST]
    about_points = bool(_POINTS.search(heading))
    if pattern("not_order").search(heading):
        return None
    for part in (*(one.strip() for one in _STOP.split(fold(new_text))), heading):
        orders = pattern("order").search(part) or _PLEASE.search(part)
        if part.endswith("?") or not orders or pattern("not_order").search(part):
            continue
        if not (_POINTS.search(part) or about_points):
            continue
        found = {int(re.sub(r"\D", "", one)) for one in _SIZE.findall(part)} & set(sizes)
        found = found or ({int(re.sub(r"\D", "", one)) for one in _SIZE.findall(heading)} & set(sizes))
        if len(found) == 1:
            times = _TIMES.search(part)
            count = _WORDS.get(times[1], 0) or int(times[1]) if times else 1
            return PackWanted(points=found.pop(), count=max(count, 1))
    return None
