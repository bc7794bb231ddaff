"""Programs, operating systems, and the service line they belong to (points 1.5, 10.1.1, 10.1.2).

Neither ever decides about a refusal; the service line decides the price column.
"""

import re
from functools import cache

from worker.domain.details.labels import labelled
from worker.domain.details.phrases import pattern, sentences
from worker.domain.details.source import Passage, Passages
from worker.domain.found import Found, Place, Service

_EDITION = (
    r"(?:\s{1,2}(?:gt|nexo|pro|lt|dc|cc|erp|xl|sql|go|plus|sp|standard|premium|365|mobile|online|biznes|\d{4}(?!\d)"
    r"|\d{2}(?![\d:.,-]|\s?(?:min|godz|raz|proc|dni|h\b|%|sek|lat|mb|gb))))*"
)
_VERSION = (
    r"(?:\s?,?\s?\(?(?:wersja|wersji|wer\.?|ver\.?|v\.?)?[ ]?v?\d{1,4}"
    r"(?:\.\d{1,5}){1,4}(?:[ ]?(?:sp|hf|r)[ ]?\d{1,2})?\)?)?"
)
_OS = re.compile(
    r"(?<![\w-])(?:windows|windwos|windowsa|windowsie|win|w)"
    r"(?:[ ]?(?:11|10|8\.1|8|7|xp|vista|server(?:[ ]\d{4})?(?:[ ]r2)?))"
    r"(?:[ ](?:pro|home|professional|enterprise|education|ltsc|se))*(?:[ ]\(?\d\dh[12]\)?)?(?!\w)"
    r"|(?<!\w)(?:macos|mac os|os x)(?:[ ](?:\d+(?:\.\d+)*|ventura|sonoma|sequoia|monterey|big sur|tahoe))?(?!\w)"
    r"|(?<!\w)(?:ubuntu|debian|linux mint|linux|fedora|android|ios|ipados|chromeos)(?:[ ]\d+(?:\.\d+)*)?(?!\w)"
)
_BARE_OS = re.compile(r"(?<!\w)windows(?:a|ie|em)?(?!\w)")
_PAYER = re.compile(r"(?:nip|nasz\w*|firma|jako|danych|dane)\s+$")


def read_software(texts: Passages) -> Found | None:
    """The program the report is about, with edition and version when they stand beside the name."""
    labels = [item for passage in texts.written for item in labelled(passage) if item.key == "software"]
    if labels:
        return labels[0].found()
    for kinds in (("accounting", "general", "platnik"), ("common",), ("suites",)):
        for passage in texts.written:
            if passage.place is Place.SIGNATURE:
                continue
            for match in _program(kinds).finditer(passage.folded):
                if not pattern("programs", "platnik").fullmatch(match.group()) or _is_platnik(passage, match):
                    return passage.found(match.start(), match.end(), "programs")
    return None


def read_os(texts: Passages) -> Found | None:
    """The operating system with its version; bare "Windows" when nothing more is said."""
    for expression in (_OS, _BARE_OS):
        for passage in texts.written:
            if match := expression.search(passage.folded):
                return passage.found(match.start(), match.end(), "systems")
    return None


def read_service(texts: Passages) -> Service:
    """ACCOUNTING when the text is about an accounting or payroll program, a collector or a scale."""
    read = tuple(passage for passage in (texts.topic, *texts.written) if passage.place is not Place.SIGNATURE)
    for passage in read:
        if (
            pattern("programs", "accounting", "accounting_words", "auto_id").search(passage.folded)
            or _has_platnik(passage)
            or _has_scale(passage)
        ):
            return Service.ACCOUNTING
    if any(pattern("programs", "general").search(passage.folded) for passage in read):
        return Service.GENERAL
    tasks = any(pattern("programs", "accounting_tasks").search(passage.folded) for passage in read)
    return Service.ACCOUNTING if tasks else Service.GENERAL


def _has_platnik(passage: Passage) -> bool:
    return any(_is_platnik(passage, match) for match in pattern("programs", "platnik").finditer(passage.folded))


def _is_platnik(passage: Passage, match: re.Match[str]) -> bool:
    """The program Płatnik, not the payer: a capital letter, or "w", "program" before it."""
    before = passage.folded[max(0, match.start() - 14) : match.start()]
    if passage.folded[match.end() : match.end() + 2].startswith((":", " :")) or _PAYER.search(before):
        return False
    if match.group() != "platnika" and re.search(r"(?:program\w*|w|z|do|aplikacj\w+)\s+[„\"]?$", before):
        return True
    return passage.text[match.start()].isupper()


def _has_scale(passage: Passage) -> bool:
    for sentence in sentences(passage):
        folded = sentence.folded
        if (
            pattern("programs", "scale").search(folded)
            and pattern("programs", "scale_near").search(folded)
            and not pattern("programs", "scale_far").search(folded)
        ):
            return True
    return False


@cache
def _program(kinds: tuple[str, ...]) -> re.Pattern[str]:
    name = pattern("programs", *kinds).pattern
    return re.compile(rf"{name}(?:\s{name})?{_EDITION}{_VERSION}")
