"""The closing of a mail taken off its body: formula, signature, phone footers, disclaimers.

Cutting too little is harmless (the whole text is kept and judged), cutting a sentence of the report is not:
each rule wants a line that is a closing by itself and short lines below it. A postscript goes back to the body.
The words are data (``worker/terms/signatures.toml``).
"""

import re
from typing import Final

from worker.domain.matter import speaks_of_a_matter
from worker.domain.polish import bare, fold
from worker.terms.words import alternation, whole, words

_DELIMITER: Final = re.compile(r"^(?:--|—|–-) ?$")
_FORMULAS: Final = alternation(words("symptoms")["formulas"]) + r"(?!\w)"
_FORMULA: Final = re.compile(
    rf"^\W{{0,3}}(?:(?:(?:z gory )?dziekuj\w*[^\n]{{0,30}}(?<!\w))?{_FORMULAS}|br\W{{0,2}}$)[^\n]{{0,60}}$"
)
_TRAILING_FORMULA: Final = re.compile(rf"(?<=[.!?)]) +{_FORMULAS}[^.!?\n]{{0,60}}[.!]?$")
_FOOTER: Final = re.compile(
    rf"^\W{{0,3}}(?:{whole('signatures', 'sent')} {whole('signatures', 'by_means_of')}"
    rf"[^\n]{{0,40}}{whole('signatures', 'written_with')}|{whole('signatures', 'get_program')})[^\n]{{0,80}}$"
)
_OF_THE_MAIL: Final = (
    r"(?:niniejsza |ta |powyzsza |tresc (?:niniejszej|tej) )?"
    rf"{whole('signatures', 'mail_itself')}[^\n]{{0,200}}"
    rf"(?:{whole('signatures', 'confidential')}|przeznaczon[aey][^\n]{{0,60}}(?:adresat|odbiorc|wylacznie))"
)
_OF_VIRUSES: Final = (
    r"this (?:e-?mail|message|communication)\b[^\n]{0,200}virus"
    r"|(?:this email|ta wiadomosc)[^\n]{0,60}(?:checked|sprawdzona|przeskanowana)[^\n]{0,60}(?:vir|wir|avast|avg|eset)"
)
_OF_DATA: Final = (
    r"(?:informacje|dane) (?:zawarte|przekazane) w (?:tej|niniejsz|powy)[^\n]{0,200}(?:poufn|adresat|wylacznie)"
    r"|administratorem (?:pani|pana|panstwa|twoich)[^\n]{0,20}danych\b"
    r"|zgodnie z (?:art\. ?13|rozporzadzeniem (?:parlamentu|\(?ue)|rodo)\b[^\n]{0,200}danych"
)
_OF_OTHERS: Final = r"(?:jezeli|jesli) nie (?:jestes|sa panstwo|jest pan)[^\n]{0,60}(?:adresat|odbiorc)"
_OF_NATURE: Final = rf"{whole('signatures', 'spare_paper')}[^\n]{{0,80}}{whole('signatures', 'nature')}"
_BY_ITSELF: Final = rf"{whole('signatures', 'clauses')}|klauzula:|poufne\W{{0,3}}$|sad rejonowy\b[^\n]{{0,200}}krs"
_DISCLAIMER: Final = re.compile(
    rf"^\W{{0,4}}(?:{_OF_THE_MAIL}|{_OF_VIRUSES}|{_OF_DATA}|{_OF_OTHERS}|{_OF_NATURE}|{_BY_ITSELF})"
)
_POSTSCRIPT: Final = re.compile(r"^\W{0,2}(?:p\.? ?s\b\.?|ps[:.,-])", re.IGNORECASE)
_CONTACT: Final = re.compile(
    rf"{whole('signatures', 'contact_marks')}|@|\+?\d[\d \-()]{{7,}}\d|sp\. ?z ?o\.? ?o|s\.a\.|s\.c\.|\bul\."
)
_THANKS: Final = re.compile(
    r"^(?:z g[oó]ry )?(?:dzi[eę]kuj[eę](?:my)?|dzi[eę]ki|thanks|thank you)[\s,.!]{0,3}$", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"[.!?:;,]$")
_LEGAL_FORM: Final = re.compile(r"\b(?:sp\. ?z ?o\. ?o\.|s\. ?a\.|s\. ?c\.|sp\. ?[jk]\.)$", re.IGNORECASE)
_FUNCTION: Final = re.compile(alternation(words("symptoms")["functions"]) + r"(?!\w)")
_IS_SAID_OF: Final = re.compile(whole("signatures", "said"))
_COMPANY_LINES: Final = 5
_SHORT: Final = 90
_LONGEST_SAID: Final = 160  # of a person's sentence; a clause is longer
_MOST_LINES: Final = 25
_LABEL: Final = re.compile(r"^[^\s:][^:\n]{0,40}:\s+\S")


def split(lines: list[str], *, author: str = "") -> tuple[list[str], list[str]]:
    """The body lines and the closing lines of one stretch of written text; together they are all of it.

    The body may be empty: below somebody's quoted words there may be nothing but a signature.
    """
    cut = _cut(lines, author)
    body, closing = lines[:cut], lines[cut:]
    postscript = next((index for index, line in enumerate(closing[:_MOST_LINES]) if _POSTSCRIPT.match(line)), None)
    if postscript is not None:
        after = closing[postscript:]
        end = _cut(after, author)
        body, closing = [*body, "", *after[:end]], [*closing[:postscript], *after[end:]]
    return _without_trailing_formula(body, closing)


def _cut(lines: list[str], author: str) -> int:
    """The index of the first closing line; ``len(lines)`` when there is none."""
    cut = len(lines)
    for rule in (_at_disclaimer, _at_footer, _at_delimiter, _at_formula):
        found = rule(lines[:cut])
        cut = cut if found is None else found
    named = _at_name(lines[:cut], author)
    if named is not None and _stands_alone(lines[:named]):
        cut = named
    return _above_rule(lines, cut) if 0 < cut < len(lines) else cut


def _stands_alone(lines: list[str]) -> bool:
    """Whether a body says something without the name below it: "Użytkownik:" does not."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return any(character.isalnum() for line in lines for character in line) and not last.rstrip().endswith(":")


def _at_disclaimer(lines: list[str]) -> int | None:
    """The first line of legal text."""
    for index, line in enumerate(lines):
        if len(line) < 5_000 and _DISCLAIMER.match(fold(line)) and not _is_about(lines, index):
            return index
    return None


def _above_rule(lines: list[str], index: int) -> int:
    """The index of a ruled line right above, which belongs to what is below it; else ``index``."""
    above = index - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and set(lines[above].strip()) <= set("_-=*–—") else index


def _at_footer(lines: list[str]) -> int | None:
    """ "Wysłane z iPhone'a": only near the end, where the program puts it."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 12), -1):
        if _FOOTER.match(fold(lines[index])) and not _is_about(lines, index, below=("trouble", "talk")):
            return index
    return None


def _at_delimiter(lines: list[str]) -> int | None:
    """The ``-- `` of RFC 3676 4.3; without its space it is a rule where somebody goes on to tell more below it."""
    return next(
        (
            index
            for index in _tail(lines)
            if _DELIMITER.match(lines[index]) and (lines[index] == "-- " or not _goes_on(lines[index + 1 :]))
        ),
        None,
    )


def _at_formula(lines: list[str]) -> int | None:
    """The first closing formula with nothing but signature-like lines below it."""
    for index in _tail(lines):
        if (
            len(lines[index]) <= 120
            and _FORMULA.match(fold(lines[index]))
            and _is_signature_like(lines[index + 1 :])
            and not _goes_on(lines[index:])
        ):
            return index
    return None


def _goes_on(lines: list[str]) -> bool:
    """Whether a person tells more here, a postscript apart; signatures name computers, but no trouble with them."""
    below = next((index for index, line in enumerate(lines) if _POSTSCRIPT.match(line)), len(lines))
    return speaks_of_a_matter("\n".join(lines[:below]), by=("trouble", "talk"))


def _is_about(lines: list[str], index: int, *, below: tuple[str, ...] = ("talk",)) -> bool:
    """Whether a line speaks of a clause or a telephone: "klauzula RODO nie drukuje się"; or the next line goes on.

    ``below``: what counts there. Clauses speak of errors themselves ("nie odpowiada za błędy transmisji").
    """
    if len(lines[index]) > _LONGEST_SAID:
        return False
    after = next((line for line in lines[index + 1 : index + 3] if line.strip()), "")
    told = len(after) <= _LONGEST_SAID and not _POSTSCRIPT.match(after)  # a postscript comes back by itself
    goes_on = told and speaks_of_a_matter(after, by=below)
    return goes_on or _goes_on([lines[index]])


def _tail(lines: list[str]) -> range:
    """The indexes of the last ``_MOST_LINES`` lines with text: where a signature can begin."""
    start, left = len(lines), _MOST_LINES
    while start and left:
        start -= 1
        left -= bool(lines[start].strip())
    return range(start, len(lines))


def _is_signature_like(lines: list[str]) -> bool:
    below = [line.strip() for line in lines if line.strip()]
    for index, line in enumerate(below):
        if _POSTSCRIPT.match(line):
            below = below[:index]
            break
    long = sum(1 for line in below if len(line) > _SHORT and not _CONTACT.search(fold(line[:300])))
    labelled = sum(1 for line in below if _LABEL.match(line) and not _CONTACT.search(fold(line[:300])))
    return len(below) <= _MOST_LINES and long == 0 and labelled <= 1


def _at_name(lines: list[str], author: str) -> int | None:
    """The last paragraph when it is the writer's name, or a name with ways to reach its owner."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip() and end - start < 8:
        start -= 1
    paragraph = [line.strip() for line in lines[start:end]]
    if not paragraph or any(len(line) > _SHORT for line in paragraph):
        return None
    for offset, line in enumerate(paragraph):
        thanked = offset > 0 and _THANKS.match(paragraph[offset - 1]) and _looks_like_name(line)
        if (thanked or _is_name_of(line, author)) and all(
            not _LABEL.match(below) or _CONTACT.search(fold(below[:300])) for below in paragraph[offset + 1 :]
        ):
            return None if _goes_on(paragraph[offset + 1 :]) else start + offset
    if (
        len(paragraph) > 1
        and _looks_like_name(paragraph[0])
        and not _LABEL.match(paragraph[0])
        and not _goes_on(paragraph)
        and any(_CONTACT.search(fold(line[:300])) for line in paragraph[1:])
    ):
        return start if not any(_SENTENCE_END.search(line) for line in paragraph[:-1]) else None
    return start if start and _is_a_company(paragraph) and _is_complete(lines[:start]) else None


def _is_complete(lines: list[str]) -> bool:
    """Whether the text above has come to its end: "na czyim komputerze?" wants an answer below it."""
    last = next((line.rstrip() for line in reversed(lines) if line.strip()), "")
    return last.endswith((".", "!"))


def _is_a_company(paragraph: list[str]) -> bool:
    """A function over a firm, and nothing said: ``Kierownik działu reklamacji / Agro-Hurt Dystrybucja Sp. z o.o.``.

    Who orders something "dla Agro-Hurt Sp. z o.o.", or answers who pays, ends with a firm as well.
    """
    if not 1 < len(paragraph) <= _COMPANY_LINES or not _LEGAL_FORM.search(paragraph[-1]):
        return False
    folded = [fold(line).strip() for line in paragraph]
    if not _FUNCTION.match(folded[0]) or any(line.strip()[:1].islower() for line in paragraph):
        return False
    said = any(_SENTENCE_END.search(line) for line in paragraph[:-1]) or any(map(_LABEL.match, paragraph))
    return not (said or any(map(_IS_SAID_OF.search, folded)) or speaks_of_a_matter("\n".join(paragraph)))


def _is_name_of(line: str, author: str) -> bool:
    """Whether a short line is the From name, in any order, with a title, an initial, or without diacritics."""
    words = _words(line)
    names = _words(author)
    if _LABEL.match(line):
        return False
    if not words or not names or len(words) > len(names) + 2 or _SENTENCE_END.search(line.rstrip(".")):
        return False
    matched = sum(1 for name in names if name in words or (name[0] in words and len(names) > 1))
    if matched == len(names):
        return len(names) > 1 or words == names
    # "L. Żak" under a mail from "Zegarmistrz Żak"
    return len(words) == 2 and len(words[0]) == 1 and len(words[1]) > 2 and words[1] in names


def _looks_like_name(line: str) -> bool:
    words = line.split()
    return (
        2 <= len(words) <= 4
        and all(word[:1].isupper() for word in words)
        and not any(character.isdigit() for character in line)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", bare(text))


def _without_trailing_formula(body: list[str], closing: list[str]) -> tuple[list[str], list[str]]:
    """A formula at the end of the last sentence's own line."""
    last = len(body) - 1
    while last >= 0 and not body[last].strip():
        last -= 1
    if last < 0 or len(body[last]) > 5_000:
        return body, closing
    found = _TRAILING_FORMULA.search(fold(body[last]))
    if found is None:
        return body, closing
    said, formula = body[last][: found.start()], body[last][found.start() :].strip()
    return [*body[:last], said], [formula, *body[last + 1 :], *closing]
