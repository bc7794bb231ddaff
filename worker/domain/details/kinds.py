"""What is asked for, by subject and new text: a package order (13.8), a complaint (12.8), a call confirmed (1.1)."""

import re

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage, Source, passages
from worker.domain.polish import fold
from worker.terms.words import alternation, words

_HOURS = re.compile(r"\d\s?(?:h|godz\w*)(?!\w)|(?<!\w)godzin")
_CONFIRMS = re.compile(rf"potwierdz\w*[^.\n]{{0,60}}{alternation(words('orders')['confirmed'])}")
_FROM_PACKAGE = re.compile(
    rf"(?<!\w)(?:z|w ramach|na poczet)\s+(?:{alternation(words('orders')['which_package'])}\s+){{0,2}}pakiet|"
    r"(?<!\w)(?:mam|mamy|posiadamy)\s+(?:\w+\s+){0,3}pakiet"
)
_ORDERS = re.compile(r"(?<!\w)zlec(?!en\w+ (?:na |w |transport|produkc))")  # not of a program of production
_ASKED_HOURS = re.compile(  # "zlecenie" may be one of production: for that there is _ORDERS
    rf"(?<!\w)(?!zlec){alternation(words('orders')['order_verbs'])}(?!\w)[^.\n]{{0,40}}?"
    r"(?:\d|jedn|dw|trz|pol)\w*[,\d]*\s?(?:h|godz\w*)(?!\w)"
)
_OUT_OF = re.compile(r"(?<!\w)(?:z|w ramach|na poczet)\s(?:\w+\s){1,3}?pakietu(?!\w)")  # "z 40-godzinnego pakietu"
_OF_BOUGHT_HOURS = re.compile(  # "z tych czterdziestu, które kupiłem jesienią, chciałbym spożytkować …"
    r"(?<!\w)z\s(?:tych\s)?(?:\w+\s){0,2}?(?:godzin\w*|puli|\w*dziest\w*|\w*dziesi\w*|\d{1,3}h?)(?:\s\w+)?,?\s(?:ktore|ktora|co)\s"
    r"(?:u\s\w+\s)?(?:wy)?kupil\w*"
)
_PACKAGE_LINE = re.compile(
    r"^\W{0,3}pakiet\w{0,2}[ \t:|\n]{1,4}(?:na\s)?\d{1,3}\s?(?:h|godz)", re.MULTILINE
)  # "Pakiet: 20h"
_BILLED = re.compile(
    rf"{alternation(words('orders')['billed_to'])}(?:\s+\w+){{0,4}}\s+(?:z|do|w)\s+(?:\w+\s+){{0,2}}pakiet|"
    r"rozlicz\w*(?:\s+\w+){0,4}\s+z\s+(?:\w+\s+){0,2}pakiet|z\s+(?:\w+\s+){0,2}pakietu(?:\s+\w+){0,2}\s+rozlicz"
)
_BILLED_THINGS = alternation(row for key in ("disputed", "billed", "invoice_signs") for row in words("orders")[key])
_BARE_COMPLAINT = re.compile(rf"(?:reklamacj\w+|skarg\w+)(?:\s+(?:na|do|z|za|nr|numer|{_BILLED_THINGS}))*[^a-z]*")
_BILLED_WITHIN = re.compile(r"rozlicz\w*(?:\s+\w+){0,3}\s+w\s+ramach\s+(?:\w+\s+){0,2}pakiet")


def is_package_order(source: Source) -> bool:
    """Whether the mail orders work out of a package (13.8), by subject and new text."""
    topic, body = _kind_texts(source)
    folded = _without(f"{topic.folded}\n{body.folded}", "not_package")
    if _OF_BOUGHT_HOURS.search(folded) and "godzin" in folded:
        return pattern("orders", "order_verbs").search(folded) is not None
    if not pattern("orders", "package").search(folded) or _reads_as_report(folded):
        return False
    if pattern("orders", "trouble").search(folded):
        return _orders_plainly(_without(topic.folded, "not_package"), folded)
    wanted = pattern("orders", "order_verbs").search(folded)
    if pattern("orders", "package").search(_without(topic.folded, "not_package")) and (wanted or _HOURS.search(folded)):
        return True
    out_of = pattern("orders", "in_package").search(folded) or _OUT_OF.search(folded) or _PACKAGE_LINE.search(folded)
    return wanted is not None and out_of is not None


def _orders_plainly(topic: str, folded: str) -> bool:
    """Whether work out of a package is ordered though something is broken: a program may sell packages of its own."""
    if _ORDERS.search(folded) or _FROM_PACKAGE.search(folded) or _OUT_OF.search(folded):
        return pattern("orders", "order_verbs").search(folded) is not None
    asked = any(_ASKED_HOURS.search(sentence) for sentence in _spans(folded))
    return asked and pattern("orders", "package").search(topic) is not None


def _reads_as_report(folded: str) -> bool:
    """A report that only asks to be billed to the package."""
    if re.search(r"(?<!\w)zlec", folded):
        return False
    if _BILLED.search(folded):
        return True
    return bool(_BILLED_WITHIN.search(folded) and pattern("orders", "trouble").search(folded))


def is_complaint(source: Source) -> bool:
    """Whether the mail complains about billed services (12.8), by subject and new text."""
    topic, body = _kind_texts(source)
    subject, folded = (_without(text, "not_complaint") for text in (topic.folded, body.folded))
    if _is_their_affair(subject, folded):
        return False
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


def _is_their_affair(subject: str, folded: str) -> bool:
    """A program of the customer's that fails over invoices or complaints, or a complaint about somebody else."""
    said = f"{subject}\n{folded}"
    if pattern("orders", "about_us").search(said):
        return False
    if pattern("orders", "others").search(said):
        return True
    bare = _BARE_COMPLAINT.fullmatch(subject.strip()) is not None
    return not bare and all(pattern("orders", key).search(said) for key in ("trouble", "elsewhere"))


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
    text = _without(f"{topic.folded}\n{body.folded}", "not_phone")
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
