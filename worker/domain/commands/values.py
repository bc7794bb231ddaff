"""The value behind each keyword: text in, a command or what is wrong out. Texts keep their length when folded."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from worker.domain import nip, ticket_id
from worker.domain.calendar import local_day
from worker.domain.commands import forms
from worker.domain.commands.days import MONTH, take_day
from worker.domain.commands.spans import read_span, read_words
from worker.domain.commands.written import Result, Written
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.polish import base_forms, fold
from worker.terms import price_list_on
from worker.terms.staff import staff_words
from worker.terms.words import alternation

_ADDRESS = re.compile(r"(?<![^\s<(,;:])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?!\w)", re.ASCII)
# "2 x 34 km" is thirty-four there and thirty-four back
_KM = re.compile(r"(?:2\s?[x*]\s?)?(?P<km>\d{1,4}(?:[.,]\d{1,2})?)\s?(?:km|kilometr\w*)\b(?:\s?[x*]\s?2\b)?")
_BARE = re.compile(r"(?P<km>\d{1,3})")
_BOTH_WAYS = re.compile(rf"\b{alternation(staff_words().both_ways)}\b")
_ONE_WAY = re.compile(r"\bw jedna strone\b")
_ABOUT = re.compile(rf"\b{alternation(staff_words().beside_distance)}(?!\w)")
_NUMBER_WORD = re.compile(r"^(?:nr|numer|#)\.?\s*|^#")
_INVOICE_WORD = re.compile(r"^(?:z\s)?(?:faktur\w*|fakt\.)\s(?:nr\.?\s|numer\s)?|^nr\.?\s")
_ONE_MONTH = re.compile(
    rf"(?<![\d.-])(\d{{1,2}})\s?(?:-|do)\s?(\d{{1,2}})((?:\.\d{{1,2}}|\s(?:{MONTH})\b)(?:[.\s]\d{{4}})?)"
)
_DASH_OF_DAYS = re.compile(r"(?<=[\d.])\s?[-/]\s?(?=\d{1,2}\.\d|\d{4}[-.])")
_TO = re.compile(rf"^(?:{alternation(staff_words().to_whom)}\s)+")
_RIGHT_TIME = "czas: 14:05-14:40 handel"
_RIGHT_VISIT = "wizyta: 9:10-11:40"


def work(written: Written) -> Result:
    """``czas:``"""
    span = read_span(written, _RIGHT_TIME, durations=True)
    if isinstance(span, Wrong):
        return span
    words = staff_words()
    topics, flags, unknown = read_words(span.rest)
    if unknown:
        if unknown in words.onsite:
            return written.wrong(Problem.ONSITE_TIME, _RIGHT_VISIT, _as_written(written.value, unknown))
        return written.wrong(
            Problem.UNKNOWN_WORD, f"czas: {_without(written.value, unknown)}", _as_written(written.value, unknown)
        )
    return forms.Work(
        line=written.line,
        start=span.start,
        end=span.end,
        also=span.also,
        topics=topics,
        confirmed=bool(flags & words.confirmed),
        arranged=bool(flags & words.arranged),
    )


def visit(written: Written) -> Result:
    """``wizyta:``"""
    span = read_span(written, _RIGHT_VISIT, durations=False)
    if isinstance(span, Wrong):
        return span
    topics, flags, unknown = read_words(span.rest)
    if unknown and unknown not in staff_words().onsite:
        return written.wrong(
            Problem.UNKNOWN_WORD, f"wizyta: {_without(written.value, unknown)}", _as_written(written.value, unknown)
        )
    return forms.Visit(
        line=written.line,
        start=span.start,
        end=span.end,
        also=span.also,
        topics=topics,
        confirmed=bool(flags & staff_words().confirmed),
    )


def _without(value: str, unknown: str) -> str:
    """The value without the first word that cannot be read."""
    at = fold(value).find(unknown)
    return " ".join((value[:at] + value[at + len(unknown) :]).split()).strip(" ,;/+-") if at >= 0 else value


def _as_written(value: str, unknown: str) -> str:
    """A folded word as it stands in the value; the whole value without one."""
    at = fold(value).find(unknown)
    return value[at : at + len(unknown)] if unknown and at >= 0 else value


def travel(written: Written) -> Result:
    """``dojazd:``"""
    right = "dojazd: 34 km"
    today = local_day(written.now)
    named = take_day(written.folded, today)
    if named.bad:
        return written.wrong(Problem.NO_DAY, right, named.bad)
    day = named.day or today
    value = " ".join(_ABOUT.sub(" ", named.rest).strip(" .,()").split())
    if match := _KM.search(value) or _BARE.fullmatch(value):
        km = Decimal(match["km"].replace(",", "."))
        rest = f"{value[: match.start()]} {value[match.end() :]}"
        both = _BOTH_WAYS.search(rest)
        left = _ONE_WAY.sub("", _BOTH_WAYS.sub("", rest)).strip(" .,()")
        if left or not km:
            problem = Problem.UNKNOWN_WORD if left and not re.search(r"\d", left) else Problem.NO_DISTANCE
            return written.wrong(problem, right, left)
        return forms.Travel(line=written.line, day=day, km_one_way=km / 2 if both else km)
    place = _place(value.removeprefix("do "), today)
    return forms.Travel(line=written.line, day=day, place=place) if place else written.wrong(Problem.NO_DISTANCE, right)


def _place(said: str, today: date) -> str:
    """A place of the flat sum [10.5], in any case ending."""
    return next((one for one in price_list_on(today).travel.flat_places if fold(one) in base_forms(said)), "")


def topic(written: Written) -> Result:
    """``klasa:``"""
    topics, _, unknown = read_words(written.folded)
    if unknown or not topics:
        return written.wrong(Problem.NO_TOPIC, "klasa: księgowość", _as_written(written.value, unknown))
    return forms.SetTopic(line=written.line, topics=topics)


def connection(written: Written) -> Result:
    """``połączenie:``"""
    label = _NUMBER_WORD.sub("", " ".join(written.folded.split()))
    return forms.Connection(line=written.line, label=label[:40])


def implementation(written: Written) -> Result:
    """``wdrożenie:``"""
    value = " ".join(written.value.split())
    return forms.Implementation(
        line=written.line, invoice=value[len(value) - len(_INVOICE_WORD.sub("", fold(value))) :][:60]
    )


def status(written: Written) -> Result:
    """``status:``"""
    state = staff_words().states.get(" ".join(written.folded.strip(" .!").split()))
    if state is None:
        return written.wrong(Problem.NO_STATUS, "status: w toku", written.value)
    return forms.SetStatus(line=written.line, status=forms.Status(state))


def hand_over(written: Written) -> Result:
    """``przekaz:``"""
    return forms.HandOver(line=written.line, to=_person(written.value))


def _person(said: str) -> str:
    """The name without what leads to it: "do Karoliny", "-> karolina"."""
    name = " ".join(said.split()).strip(" .,:;=!->\u2192@[]#").partition(",")[0]
    return name[len(name) - len(_TO.sub("", fold(name))) :]


def merge(written: Written) -> Result:
    """``scal:``"""
    found = ticket_id.find_all(written.value)
    if len(found) != 1:
        return written.wrong(Problem.NO_TICKET_ID, "scal: 26-00123-7", written.value)
    return forms.Merge(line=written.line, ticket=found[0])


def payer(written: Written) -> Result:
    """``nip:``"""
    return _with_nip(written, "nip: 5259912077", forms.SetPayer)


def suspend(written: Written) -> Result:
    """``wstrzymaj``"""
    return _with_nip(written, "WSTRZYMAJ 5259912077", forms.Suspend)


def resume(written: Written) -> Result:
    """``wznów``"""
    return _with_nip(written, "WZNÓW 5259912077", forms.Resume)


def approve(written: Written) -> Result:
    """``zatwierdź``"""
    return _with_nip(written, "ZATWIERDŹ 5259912077", forms.ApproveBills)


def demand(written: Written) -> Result:
    """``wezwij`` with a NIP and perhaps the final day, which lies ahead."""
    today = local_day(written.now)
    named = take_day(written.folded, today, ahead=True)
    if named.bad:
        return written.wrong(Problem.NO_DAY, "WEZWIJ 5259912077 2026-12-04", named.bad)
    number = re.sub(r"\b(do|dnia|termin|z terminem)\b", " ", named.rest)
    found = _with_nip(
        Written(line=written.line, value=number, now=written.now), "WEZWIJ 5259912077 2026-12-04", forms.Demand
    )
    return replace(found, until=named.day) if isinstance(found, forms.Demand) else found


def extend(written: Written) -> Result:
    """``przedłuż:``"""
    return forms.Extend(line=written.line, reason=" ".join(written.value.split())[:500])


def decide(written: Written) -> Result:
    """``reklamacja:``"""
    decision = staff_words().decisions.get(" ".join(written.folded.strip(" .!").split()))
    if decision is None:
        return written.wrong(Problem.NO_DECISION, "reklamacja: uznana", written.value)
    return forms.Decide(line=written.line, decision=forms.Decision(decision))


def _with_nip(written: Written, right: str, form: Callable[..., forms.Command]) -> Result:
    number = nip.compact(written.value.strip(" .").upper().removeprefix("NIP").strip())
    if not nip.is_valid(number):
        return written.wrong(Problem.NO_NIP, right, written.value)
    return form(line=written.line, nip=number)


def participant(written: Written) -> Result:
    """``uczestnik:``"""
    return _with_address(written, "uczestnik: anna@firma.pl", forms.AddParticipant)


def phone(written: Written) -> Result:
    """``telefon:``"""
    return _with_address(written, "telefon: anna@firma.pl", forms.PhoneReport)


def _with_address(written: Written, right: str, form: Callable[..., forms.Command]) -> Result:
    found = list(dict.fromkeys(one.lower() for one in _ADDRESS.findall(written.value)))
    if not found:
        return written.wrong(Problem.NO_ADDRESS, right, written.value)
    if len(found) > 1:
        keyword = right.partition(":")[0]
        return written.wrong(Problem.TWO_ADDRESSES, "\n".join(f"{keyword}: {one}" for one in found))
    return form(line=written.line, address=found[0])


def away(written: Written) -> Result:
    """``nieobecny:`` two days, or one."""
    right = "nieobecny: 2026-12-01..2026-12-05"
    days: list[date] = []
    rest = _apart(written.folded)
    while len(days) < 3:
        named = take_day(rest, local_day(written.now), ahead=True)
        if named.bad:
            return written.wrong(Problem.NO_DAY, right, named.bad)
        if named.day is None:
            break
        days.append(named.day)
        rest = named.rest
    if not 1 <= len(days) <= 2 or re.search(r"\d", rest):
        return written.wrong(Problem.NO_DAY, right, written.value)
    if len(days) == 1 and re.match(r"od\b", written.folded):
        return written.wrong(Problem.NO_END, right)
    if days[-1] < days[0]:
        return written.wrong(Problem.BACKWARDS, right)
    return forms.Away(line=written.line, first=days[0], last=days[-1])


def _apart(text: str) -> str:
    """Two days with a sign of their own between them: "1-5.12" becomes "1.12 .. 5.12"."""
    text = _ONE_MONTH.sub(r"\1\3 .. \2\3", text.replace("..", " .. "))
    return _DASH_OF_DAYS.sub(" .. ", text)


def show(written: Written) -> Result:
    """``zgłoszenie``"""
    found = ticket_id.find_all(written.value)
    if len(found) != 1:
        return written.wrong(Problem.NO_TICKET_ID, "zgłoszenie 26-00123-7", written.value)
    return forms.Show(line=written.line, ticket=found[0])


def assign(written: Written) -> Result:
    """``przydziel``"""
    found = ticket_id.find_all(written.value)
    name = _person(ticket_id.without_ids(written.value))
    if len(found) != 1 or not name:
        problem = Problem.NO_VALUE if found else Problem.NO_TICKET_ID
        return written.wrong(problem, "przydziel 26-00123-7 jan", written.value)
    return forms.Assign(line=written.line, ticket=found[0], to=name)
