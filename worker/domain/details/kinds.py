"""What is asked for, by subject and new text: a package order (13.8), a complaint (12.8), a call confirmed (1.1)."""

import re

from worker.domain.details.phrases import pattern
from worker.domain.details.source import Passage, Source, passages
from worker.domain.polish import fold

_HOURS = re.compile(r"\d\s?(?:h|godz\w*)(?!\w)|(?<!\w)godzin")
_CONFIRMS = re.compile(r"potwierdz\w*[^.\n]{0,60}(?:zglosz|zlecen|telefon|rozmow|dzwoni)")
_OUT_OF = re.compile(r"(?<!\w)(?:z|w ramach|na poczet)\s(?:\w+\s){1,3}?pakietu(?!\w)")  # "z 40-godzinnego pakietu"
_BILLED = re.compile(
    r"(?:odlicz|potrac|zalicz|wlicz)\w*(?:\s+\w+){0,4}\s+(?:z|do|w)\s+(?:\w+\s+){0,2}pakiet|"
    r"rozlicz\w*(?:\s+\w+){0,4}\s+z\s+(?:\w+\s+){0,2}pakiet|z\s+(?:\w+\s+){0,2}pakietu(?:\s+\w+){0,2}\s+rozlicz"
)


def is_package_order(source: Source) -> bool:
    """Whether the mail orders work out of a package (13.8), by subject and new text."""
    topic, body = _kind_texts(source)
    folded = _without(f"{topic.folded}\n{body.folded}", "not_package")
    if not pattern("orders", "package").search(folded) or _reads_as_report(folded):
        return False
    if pattern("orders", "package").search(_without(topic.folded, "not_package")) and (
        pattern("orders", "order_verbs").search(folded) or _HOURS.search(folded)
    ):
        return True
    for sentence in _spans(folded):
        if (pattern("orders", "in_package").search(sentence) or _OUT_OF.search(sentence)) and (
            pattern("orders", "order_verbs").search(sentence) or pattern("orders", "order_verbs").search(folded)
        ):
            return True
    return False


def _reads_as_report(folded: str) -> bool:
    """A report that only asks to be billed to the package."""
    if re.search(r"(?<!\w)zlec", folded):
        return False
    return _BILLED.search(folded) is not None


def is_complaint(source: Source) -> bool:
    """Whether the mail complains about billed services (12.8), by subject and new text."""
    topic, body = _kind_texts(source)
    subject, folded = (_without(text, "not_complaint") for text in (topic.folded, body.folded))
    if pattern("orders", "complaint").search(subject) and not _is_their_department(source):
        return True
    told = _spans(folded)
    acts = (pattern("orders", "complaint"), pattern("orders", "complaint_act"))
    disputes = (pattern("orders", "dispute"), pattern("orders", "disputed"))
    if any(all(one.search(sentence) for one in acts) for sentence in told):
        return True
    if any(all(one.search(sentence) for one in disputes) for sentence in (subject, *told)):
        return True
    charged = pattern("orders", "overcharged").search(folded)  # "Na fakturze … policzona dwa razy. Proszę o korektę."
    if charged is None or not pattern("orders", "disputed").search(folded):
        return False
    return pattern("orders", "correction").search(folded, charged.end()) is not None


def _is_their_department(source: Source) -> bool:
    """The customer's own "Dział Reklamacji": its subjects name what it works with."""
    department = pattern("orders", "not_complaint").search(fold(source.signature + source.author_name))
    return department is not None or "reklamac" in source.author_address.partition("@")[0]


def is_english_complaint(source: Source) -> bool:
    """Whether an answer to a bill complains about it in English (12.8); of another mail these words prove nothing."""
    topic, body = _kind_texts(source)
    return pattern("orders", "english_complaint").search(f"{topic.folded}\n{body.folded}") is not None


def is_phone_confirmation(source: Source) -> bool:
    """Whether the mail confirms a report made by telephone (1.1), by subject and new text."""
    topic, body = _kind_texts(source)
    text = f"{topic.folded}\n{body.folded}"
    if _CONFIRMS.search(text) and pattern("orders", "by_phone").search(text):
        return True
    return any(
        pattern("orders", "confirm").search(sentence) and pattern("orders", "of_call").search(sentence)
        for sentence in _spans(text)
    )


def _kind_texts(source: Source) -> tuple[Passage, Passage]:
    texts = passages(source)
    return texts.topic, texts.body


def _without(text: str, key: str) -> str:
    return pattern("orders", key).sub(" ", text)


def _spans(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s|\n\s*\n", text)
