"""The Polish words of documents: how months, lines, bands and decisions are called."""

from datetime import date
from decimal import Decimal

from worker.domain.bands import Band
from worker.domain.found import Service
from worker.domain.month import Line, LineKind
from worker.terms import price_list_on
from worker.terms.phrases import number

NBSP = "\u00a0"
MONTHS = (
    *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
    *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
)
SERVICE = {
    Service.GENERAL: "handel, CRM, pomoc ogólna",
    Service.ACCOUNTING: "księgowość, kadry, AUTO ID",
}
LINE = {
    LineKind.PACKAGE: "Pakiet {hours} h pomocy zdalnej",
    LineKind.REMOTE: "Pomoc zdalna",
    LineKind.ONSITE: "Serwis u klienta",
    LineKind.IMPLEMENTATION_REMOTE: "Wdrożenie zdalne",
    LineKind.IMPLEMENTATION_ONSITE: "Wdrożenie u klienta",
    LineKind.TRAVEL: "Dojazd do klienta",
}
# policy key -> what it decided, for a protocol row and for the notes under a statement
DECIDED = {
    "bands.friday_20_22": "Piątek 20–22 nie ma w pkt 8 strefy; liczymy tańszą z sąsiednich, D.",
    "bands.saturday_20_22": "Pkt 8 i tabele różnie opisują sobotę 20–22; liczymy według pkt 8.",
    "bands.day_end": "Minuta od 23.59 do 24.00 należy do kończącej się strefy.",
    "remote.rounding": "Suma dnia jest zaokrąglona w górę do pełnych kwadransów.",
    "remote.band_split": "Kwadranse dnia są rozdzielone na strefy według udziału czasu.",
    "package.select": "Najpierw pakiet tego samego rodzaju, potem ten, który kończy się wcześniej.",
    "package.outside_hours": "Czas poza godzinami pakietów (9–17, pkt 13.4) jest liczony osobno.",
    "implementation.outside_A": "Wdrożenie poza strefą A: stawka bazowa z dopłatą (pkt 10.4.2).",
    "onsite.band_of_unit": "Godziny wizyty mają strefę swojego początku.",
}
_OTHERWISE = "Regulamin nie rozstrzyga tego wprost; zastosowano ustawienie „{key} = {value}”."


def month_of(day: date) -> str:
    """``marzec 2026``."""
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def plain_date(day: date) -> str:
    """``31.03.2026``."""
    return f"{day:%d.%m.%Y}"


def line_name(line: Line) -> str:
    """What a line of the statement is for; bands stand in a column of their own."""
    name = LINE[line.kind].format(hours=number(line.quantity))
    return f"{name} – {SERVICE[line.service]}" if line.service else name


def unit_of(line: Line) -> str:
    """The unit a line is counted in."""
    return "szt." if line.kind is LineKind.TRAVEL else "h"


def band_hours(band: Band, on: date) -> str:
    """What the price list says of a band; empty for hours without one."""
    bands = price_list_on(on).bands
    return bands[band].description if band in bands else "bez strefy"


def decision(key: str, value: object, default: object) -> str:
    """The sentence on a policy that decided a row; one changed from its default is named as such."""
    known = DECIDED.get(key)
    return known if known and value == default else _OTHERWISE.format(key=key, value=value)


def hours(value: Decimal) -> str:
    """``1,25 h``."""
    return f"{number(value)}{NBSP}h"


def account(digits: str) -> str:
    """``11 2222 …``: a Polish account number in groups; anything else as it is."""
    plain = "".join(digits.split()).removeprefix("PL")
    if len(plain) != 26 or not plain.isdigit():
        return digits
    return NBSP.join([plain[:2], *(plain[at : at + 4] for at in range(2, 26, 4))])
