"""How documents call months, lines, bands and decisions. The words are ``phrases.toml`` and its neighbours."""

from datetime import date
from decimal import Decimal

from worker.domain.billing.month import Line, LineKind
from worker.domain.found import Service
from worker.domain.tariff.bands import Band
from worker.terms import price_list_on
from worker.terms.phrases import Language, number, phrases

NBSP = "\u00a0"
_POLISH = Language.POLISH


def say(table: str, key: str, language: Language = _POLISH, /, **fields: object) -> str:
    """The words ``key`` of a table of the phrases, filled in."""
    return str(phrases(language)[table][key]).format(**fields)


def _month_name(day: date, language: Language) -> str:
    return str(phrases(language)["calendar"]["months"][day.month - 1])


def month_of(day: date, language: Language = _POLISH) -> str:
    """``marzec 2026``, ``March 2026``."""
    return say("calendar", "month", language, day=day, month=_month_name(day, language))


def plain_date(day: date, language: Language = _POLISH) -> str:
    """``31.03.2026``, ``31 March 2026``."""
    return say("calendar", "date", language, day=day, month=_month_name(day, language))


def short_date(day: date, language: Language = _POLISH) -> str:
    """``31.03``, ``31 Mar``."""
    return say("calendar", "day", language, day=day, month=_month_name(day, language))


def year_and_month(day: date, language: Language = _POLISH) -> str:
    """``03.2026``, ``March 2026``."""
    return say("calendar", "year_and_month", language, day=day, month=_month_name(day, language))


def whole_month(first: date, last: date, language: Language = _POLISH) -> str:
    """``01.03.2026–31.03.2026``, ``1–31 March 2026``."""
    return say("calendar", "whole_month", language, first=first, last=last, month=_month_name(last, language))


def date_range(since: date, until: date, language: Language = _POLISH) -> str:
    """``01.03.2026–10.04.2026``, ``1 March 2026 – 10 April 2026``."""
    return say("calendar", "range", language, since=plain_date(since, language), until=plain_date(until, language))


def service_name(service: Service, language: Language = _POLISH) -> str:
    """``handel, CRM, pomoc ogólna``."""
    return say("service", service.value, language)


def line_name(line: Line, language: Language = _POLISH) -> str:
    """What a line of the statement is for; bands stand in a column of their own."""
    name = say("line", line.kind.value, language, hours=number(line.quantity, language))
    return f"{name} – {service_name(line.service, language)}" if line.service else name


def unit_of(line: Line, language: Language = _POLISH) -> str:
    """The unit a line is counted in."""
    if line.kind is not LineKind.TRAVEL:
        return say("unit", "hour", language)
    return say("unit", "trip" if line.quantity == 1 else "trips", language)


def mode_name(onsite: bool, language: Language = _POLISH) -> str:
    """``wizyta`` or ``zdalnie``."""
    return say("mode", "onsite" if onsite else "remote", language)


def band_name(band: Band, language: Language = _POLISH) -> str:
    """``strefa B``; hours without a band say so."""
    if band is Band.NONE:
        return say("statement", "no_band", language)
    return str(phrases(language)["band"]).format(letter=band)


def band_hours(band: Band, on: date, language: Language = _POLISH) -> str:
    """What the price list says of a band; empty for hours without one."""
    bands = price_list_on(on).bands
    return bands[band].described(language) if band in bands else say("statement", "no_band", language)


def decision(key: str, value: object, default: object, language: Language = _POLISH) -> str:
    """The sentence on a policy that decided a row; one changed from its default is named as such."""
    known = key if key in phrases(language)["decided"] and value == default else "otherwise"
    return say("decided", known, language, key=key, value=value)


def hours(value: Decimal, language: Language = _POLISH) -> str:
    """``1,25 h``."""
    return say("unit", "hours", language, n=number(value, language))


def account(digits: str) -> str:
    """``11 2222 …``: a Polish account number in groups; anything else as it is."""
    plain = "".join(digits.split()).removeprefix("PL")
    if len(plain) != 26 or not plain.isdigit():
        return digits
    return NBSP.join([plain[:2], *(plain[at : at + 4] for at in range(2, 26, 4))])
