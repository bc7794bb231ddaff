"""Which details a letter shows, for which matter, and in which order; their labels are in ``templates/words.j2``.

A value stands there in its printed form (``worker.domain.polish.value_forms``): "Subiekcie GT" of the mail is
Subiekt GT. What has no certain form stands as in the mail, in quotation marks.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from worker.domain.details.orders.lengths import hours_asked
from worker.domain.found import Detail, Details, Found
from worker.domain.polish.computer_form import bare_label, workstation_form
from worker.domain.polish.value_forms import person_form, phone_form, program_form, system_form
from worker.mail.header import one_line
from worker.mail.letters import polish
from worker.mail.letters.facts import Matter

_VALUE = 160  # characters
_REPORT = (Detail.NIP, Detail.WORKSTATION, Detail.USER, Detail.CONTACT, "software", "os")
_SHOWN: dict[Matter, tuple[str, ...]] = {
    Matter.REPORT: _REPORT,
    Matter.PHONE: _REPORT,
    Matter.PACKAGE_ORDER: (Detail.NIP, Detail.ORDERER, Detail.TIME, Detail.DATES, "package", Detail.CONTACT),
    Matter.POINTS_ORDER: (Detail.NIP, Detail.CONTACT),
    Matter.COMPLAINT: (Detail.NIP, "invoice", Detail.CONTACT),
}
_A_WEEK = re.compile(r"^(?:przyszłym|następnym|tym|bieżącym) tygodniu\b")
_OR_ELSE = re.compile(
    r",?\sa\s(?:gdyby|je[sś]li|je[zż]eli|jak)\b[^,.\d]{0,40}\bnie\b[^,.\d]{0,20},?\sto\s", re.IGNORECASE
)
_NIP_OF_TOPIC = re.compile(
    r"[\[(]?\s?(?:NIP)?:?\s?(?:PL)?\s?(?<!\d)\d{3}(?:[ -]?\d){7}(?!\d)\s?[\])]?\s*[-–—:,]?\s*", re.IGNORECASE
)
_HOURS_OF_PACKAGE = {"pięcio": "5", "dziesięcio": "10", "dwudziesto": "20", "czterdziesto": "40"}
_BETWEEN = re.compile(r"(?<=\d)-(?=\d)")  # "9-13", "19-20.10"
_NAME_WORDS = 3
_RANGE = re.compile(r"\d\s?[-–]\s?\d|\b(?:do|lub|albo|kilka|parę)\b")


def understood(details: Details, matter: Matter, *, nip: str = "") -> tuple[tuple[str, str], ...]:
    """``(name, value)`` of the details found that belong to the matter; phone and e-mail stand together."""
    named: dict[str, Found | None] = {
        "workstation": details.workstation,
        "user": details.user,
        "software": None if details.software and _is_guess(details.software) else details.software,
        "os": details.os,
        "orderer": details.orderer,
        "time": details.time,
        "dates": details.dates,
        "package": details.package,
        "invoice": details.invoice,
    }
    values = {name: shown(name, found.value) for name, found in named.items() if found}
    contacts = ", ".join(found.value for found in (details.phone, details.email) if found)
    values["contact"] = shown(Detail.CONTACT, contacts)
    if details.version and values.get("software") and details.version.rule == "said":
        values["software"] += f"{polish.NBSP}{one_line(details.version.value, _VALUE)}"
    values["nip"] = one_line(polish.nip(nip), _VALUE)
    return tuple((name, values[name]) for name in _SHOWN[matter] if values.get(name))


def _is_guess(software: Found) -> bool:
    """A name that may be no name ("kumputer", the words of a message): better not printed than wrong."""
    name, certain = program_form(software.value)
    return software.rule != "label" and not certain and (name == name.lower() or len(name.split()) > _NAME_WORDS)


@lru_cache(maxsize=256)  # the letters to the customer and to the technicians show the same values
def shown(name: str, value: str) -> str:
    """One value as a letter prints it behind its label; ``name`` is a ``Detail`` or a field of ``Details``."""
    clean = one_line(value, _VALUE)
    form = _FORMS.get(name)
    return form(clean) if form else clean


def spoken(topic: str) -> str:
    """The topic as a sentence names it: without a NIP; not at all when it is nothing but marks ("???", an emoji)."""
    topic = _NIP_OF_TOPIC.sub(" ", topic).lstrip().rstrip(" ,;:|–—-")
    return topic if any(character.isalnum() for character in topic) else ""


def to_send_back(name: str, value: str, limit: int) -> str:
    """One value as it stands in the form that the customer sends back, in ``limit`` characters."""
    printed = shown(name, one_line(value, limit))
    return printed.removeprefix("„").removesuffix("”") if name == Detail.WORKSTATION else printed


def _person(value: str) -> str:
    return person_form(bare_label(value))


def _contacts(value: str) -> str:
    return ", ".join(polish.tied_digits(phone_form(one)) for one in value.split(", "))


def _workstation(value: str) -> str:
    return _quoted(*workstation_form(value))


def _program(value: str) -> str:
    return _quoted(*program_form(value))


def _dates(value: str) -> str:
    return _BETWEEN.sub("–", _A_WEEK.sub(r"w \g<0>", _OR_ELSE.sub(" albo ", value)))


def _package(value: str) -> str:
    """``dziesięciogodzinnego`` as ``10h``."""
    for spoken, hours in _HOURS_OF_PACKAGE.items():
        value = re.sub(rf"\b{spoken}\s?-?(?=godzinn)", hours, value, flags=re.IGNORECASE)
    return re.sub(r"(?<=\d)\s?-?\s?godzinn\w+", "h", value)


def _quoted(text: str, certain: bool) -> str:
    return text if certain or not text else f"„{polish.inner_quotes(text)}”"


def _length(value: str) -> str:
    """``dwie godzinki`` as ``2 godziny``; a range stays as it was written."""
    hours = None if _RANGE.search(value) else hours_asked(value)
    if hours is not None and hours < 1 and hours * 60 == int(hours * 60) and hours * 2 != 1:
        return polish.counted(int(hours * 60), "minuta", "minuty", "minut")
    if hours is None or hours * 2 != int(hours * 2):
        return _BETWEEN.sub("–", value)
    if hours == int(hours):
        return polish.counted(int(hours), "godzina", "godziny", "godzin")
    return f"{str(hours.normalize()).replace('.', ',')}{polish.NBSP}godziny"


_FORMS: dict[str, Callable[[str], str]] = {
    Detail.NIP: polish.nip,
    Detail.CONTACT: _contacts,
    Detail.USER: _person,
    Detail.ORDERER: _person,
    Detail.WORKSTATION: _workstation,
    Detail.TIME: _length,
    Detail.DATES: _dates,
    "package": _package,
    "software": _program,
    "os": system_form,
}
