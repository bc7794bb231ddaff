"""A package order: who orders, how much time, when, out of which package (point 13.8)."""

import re
from collections.abc import Iterator

from worker.domain.details.labels import labelled
from worker.domain.details.people import people
from worker.domain.details.phrases import Sentence, last, pattern, sentences
from worker.domain.details.signer import author_signs, signer
from worker.domain.details.source import Passage, Passages, Source, passages
from worker.domain.found import Found

_COUNT = (
    r"(?:poltorej|poltora|pol|jedn[aeo]j?|dwie|dwoch|dwu|trzy|trzech|cztery|czterech|piec|pieciu|szesc|szesciu|siedem|siedmiu|osiem|osmiu|"
    r"dziewiec|dziesiec|dziesieciu|kilka|pare|godzinke|godzinka|\d{1,3}(?:[.,]\d{1,2})?(?:\s?(?:-|–|do|lub|albo)\s?\d{1,3}(?:[.,]\d)?)?)"
)
_UNIT = r"(?:h|hs|godz\.?|godzin\w{0,3}|rh|roboczogodzin\w*|min\.?|minut\w{0,2}|kwadrans\w{0,4}|rbh|hrs?)"
_DURATION = re.compile(
    rf"(?<![\w.:,/-])(?:{_COUNT}(?:\s+i\s+pol)?\s?(?:pelne\s|pelnych\s|zegarowe\s)?{_UNIT}|godzink[eai]|poltorej\s+h|godzine|kwadrans)(?!\w)"
)
_SIZE = re.compile(
    r"(?:pakiet\w*|abonament\w*)(?:\s+(?!na\b)[\w/()]+){0,3}?\s*(?P<a>\d{1,3}\s?(?:h|godz\.?|godzin\w*|-?godzinn\w*))(?!\w)|(?P<b>\d{1,3}\s?-?(?:godzinn\w+|h|to godzinn\w+))\s+(?:pakiet|abonament)\w*"
)
_INVOICE = re.compile(
    r"(?<!\w)(?:fs|fv|fvs|fa|fvat|faktur\w*(?:\s+vat)?(?:\s+nr\.?|\s+numer)?)[ :]{0,2}(?P<n>(?:fs|fv|fvs|fa)?[ /-]?(?=[\w/-]*\d)[\w]+(?:[/-][\w]+){1,5})"
)
_INVOICE_SIGN = re.compile(r"(?:fs|fv|fvs|fa)[ /-]{0,2}$")
_MONTHS = r"(?:stycz\w+|lut\w+|mar(?:zec|ca)|kwie\w+|maj\w?|czerw\w+|lip(?:iec|ca)|sierp\w+|wrze\w+|pazdz\w+|listop\w+|grud\w+)"
_DAY = re.compile(
    rf"(?<![\w./])\d{{1,2}}\s?\.\s?\d{{1,2}}(?:\.\d{{2,4}})?(?!\s?(?:h|godz|zl|%)|[\w/]|\.\d)|(?<!\w)\d{{1,2}}(?:-?(?:go|ego))?\s+{_MONTHS}|(?<!\w)\d{{4}}-\d{{2}}-\d{{2}}(?!\d)|(?<![\w./])\d{{1,2}}/\d{{1,2}}(?![\w/])"
)
_TAIL = re.compile(
    r"[ ,]{0,2}(?:\(?(?:rano|z rana|od rana|caly dzien|przez caly dzien|o dowolnej porze|dowolna godzina|do poludnia|do wieczora|po poludniu|przed poludniem|wieczorem|w poludnie|w godz\w*\.?|godz\w*\.?|miedzy|od|do|po|przed|o|ok\.?|okolo|i|a|-|–|tego tygodnia|w tygodniu)\)?[ ]{0,2}|\d{1,2}(?:[.:]\d{2})?(?:-?tej)?(?:[ ]?[-–][ ]?\d{1,2}(?:[.:]\d{2})?)?\)?[ ]{0,2})+"
)
_PAST = re.compile(
    r"(?<!\w)(?:kupi\w+|zakupi\w+|wykupi\w+|zaplac\w+|wystawion\w+|faktur\w*|ostatnio|byl\w?|wykorzyst\w+|wazn\w+|koncz\w+|wygasa\w*|z dnia)(?!\w)"
)


def read_orderer(texts: Passages, source: Source) -> Found | None:
    """First name and surname of the one who orders; one of them alone is not enough."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "orderer":
                for person in people(passage, item.start, item.end, any_case=True):
                    if person.full:
                        return passage.found(person.start, person.end, "label")
    for passage in texts.written:
        for match in re.finditer(
            r"(?<!\w)(?:zlec\w+|zamawia\w*|osoba zlecajaca|zleceniodawc\w+|ja,|nazywam sie|z upowaznienia|w imieniu)(?!\w)",
            passage.folded,
        ):
            for person in people(passage, match.end(), match.end() + 70):
                if person.full:
                    return passage.found(person.start, person.end, "prose")
    signed = signer(texts.written)
    if signed is not None and signed.person.full:
        return signed.found()
    return author_signs(texts, source)


def read_time(texts: Passages) -> Found | None:
    """The requested time as written: "3 godziny", "półtorej godziny"; the package's size never counts."""
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "time" and (match := _DURATION.search(passage.folded, item.start, item.end)):
                return passage.found(match.start(), match.end(), "label")
    for passage in (*texts.written, texts.topic):
        for score, start, end in _durations(passage):
            if best is None or score > best[0]:
                best = (score, passage.found(start, end, "prose"))
    return best[1] if best else None


def _durations(passage: Passage) -> Iterator[tuple[int, int, int]]:
    sizes = [match.span() for match in _SIZE.finditer(passage.folded)]
    for match in _DURATION.finditer(passage.folded):
        if any(start <= match.start() < end for start, end in sizes):
            continue
        clause = max(passage.folded.rfind(mark, 0, match.start()) for mark in (".", ";", ",", "("))
        before = passage.folded[max(0, clause + 1, match.start() - 60) : match.start()]
        if re.search(r"(?<!\w)(?:godz\.?|od|do|miedzy|za|przez|co|w ciagu|po|przed|ostatni\w+|pakie\w+)\s*$", before):
            continue
        after = passage.folded[match.end() : match.end() + 30]
        if pattern("orders", "used").search(before) or re.match(
            r"\s*(?:temu|dziennie|do konca|zostal\w*|wykorzyst\w*)", after
        ):
            continue
        yield (2 if pattern("orders", "order_verbs").search(before) else 1), match.start(), match.end()


def read_dates(texts: Passages) -> Found | None:
    """The suggested dates as written, from the first day named to the last."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "dates" and _days(item.passage, item.start, item.end):
                return item.found()
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        for sentence in sentences(passage):
            run = _suggested(sentence)
            if run is None:
                continue
            cue = pattern("orders", "date_cues").search(sentence.folded) is not None
            if not cue and _PAST.search(sentence.folded):
                continue
            score = 2 * cue - bool(_PAST.search(sentence.folded))
            if best is None or score > best[0]:
                best = (score, passage.found(*run, "prose"))
    return best[1] if best else None


def _days(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    spans = [
        match.span()
        for expression in (_DAY, pattern("orders", "dates"))
        for match in expression.finditer(passage.folded, start, end)
    ]
    return sorted(spans)


def _suggested(sentence: Sentence) -> tuple[int, int] | None:
    passage = sentence.passage
    days = [
        span for span in _days(passage, sentence.start, sentence.end) if not _is_past(passage, span[0], sentence.start)
    ]
    if not days:
        return None
    end = max(end for _, end in days)
    tail = _TAIL.match(passage.folded, end, sentence.end)
    return days[0][0], tail.end() if tail else end


def _is_past(passage: Passage, start: int, begin: int) -> bool:
    past = last(_PAST, passage.folded, max(begin, start - 30), start)
    return past is not None and not re.search(r"[,;]", passage.folded[past.end() : start])


def read_package(texts: Passages) -> Found | None:
    """The package meant, by its size: "20h"."""
    for passage in (*texts.written, texts.topic):
        if match := _SIZE.search(passage.folded):
            group = "a" if match["a"] else "b"
            return passage.found(match.start(group), match.end(group), "package")
    return None


def read_invoice(texts: Passages) -> Found | None:
    """The number of the invoice a complaint is about: "FS 214/02/2026"."""
    for passage in (*texts.written, texts.topic):
        if match := _INVOICE.search(passage.folded):
            start = match.start("n")
            sign = _INVOICE_SIGN.search(passage.folded[match.start() : start])
            if sign:
                start = match.start() + sign.start()
            return passage.found(start, match.end("n"), "invoice")
    return None


def is_package_order(source: Source) -> bool:
    """Whether the mail orders work out of a package (13.8), by subject and new text."""
    topic, body = _kind_texts(source)
    folded = _without(f"{topic.folded}\n{body.folded}", "not_package")
    if not pattern("orders", "package").search(folded) or _reads_as_report(folded):
        return False
    if pattern("orders", "package").search(_without(topic.folded, "not_package")) and (
        pattern("orders", "order_verbs").search(folded) or _DURATION.search(folded) or _SIZE.search(folded)
    ):
        return True
    for sentence in _spans(folded):
        if pattern("orders", "in_package").search(sentence) and (
            pattern("orders", "order_verbs").search(sentence) or pattern("orders", "order_verbs").search(folded)
        ):
            return True
    return False


def _reads_as_report(folded: str) -> bool:
    """A report that only asks to be billed to the package."""
    if re.search(r"(?<!\w)zlec", folded):
        return False
    return (
        re.search(
            r"rozlicz\w*(?:\s+\w+){0,4}\s+z\s+(?:\w+\s+){0,2}pakiet|z\s+(?:\w+\s+){0,2}pakietu(?:\s+\w+){0,2}\s+rozlicz",
            folded,
        )
        is not None
    )


def is_complaint(source: Source) -> bool:
    """Whether the mail complains about billed services (12.8), by subject and new text."""
    topic, body = _kind_texts(source)
    subject, folded = (_without(text, "not_complaint") for text in (topic.folded, body.folded))
    if pattern("orders", "complaint").search(subject):
        return True
    for sentence in _spans(folded):
        if pattern("orders", "complaint").search(sentence) and pattern("orders", "complaint_act").search(sentence):
            return True
        if pattern("orders", "dispute").search(sentence) and pattern("orders", "disputed").search(sentence):
            return True
    return False


def is_phone_confirmation(source: Source) -> bool:
    """Whether the mail confirms a report made by telephone (1.1), by subject and new text."""
    topic, body = _kind_texts(source)
    text = f"{topic.folded}\n{body.folded}"
    if re.search(r"potwierdz\w*[^.\n]{0,60}(?:zglosz|zlecen|telefon|rozmow)", text) and pattern(
        "orders", "by_phone"
    ).search(text):
        return True
    return any(
        pattern("orders", "confirm").search(sentence)
        and re.search(
            r"rozmow\w*\s+(?:telefon|z pan|z p\.|przez)|telefoniczn\w+\s+(?:rozmow|zglosz|zlecen)|zglosz\w+\s+telefoniczn",
            sentence,
        )
        for sentence in _spans(text)
    )


def _kind_texts(source: Source) -> tuple[Passage, Passage]:
    texts = passages(source)
    return texts.topic, texts.body


def _without(text: str, key: str) -> str:
    return pattern("orders", key).sub(" ", text)


def _spans(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s|\n\s*\n", text)
