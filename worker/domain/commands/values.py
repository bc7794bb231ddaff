"""The value behind each keyword: text in, a command or what is wrong out. Texts keep their length when folded."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from worker.domain import nip, ticket_id
from worker.domain.calendar import add_months, local_day
from worker.domain.commands import forms
from worker.domain.commands.times import ISO_DAY, on_day, take_day, take_duration, take_range
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.insert.entries import Unread, read_line
from worker.domain.polish import fold
from worker.terms import price_list_on
from worker.terms.staff import staff_words

_ADDRESS = re.compile(r"(?<![^\s<(,;:])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?!\w)", re.ASCII)
_KM = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s?(?:km|kilometr\w*)\b")
_BOTH_WAYS = re.compile(r"\b(?:w obie strony|w obydwie strony|tam i z powrotem|lacznie|razem)\b")
_ONE_WAY = re.compile(r"\bw jedna strone\b")
_STEPS = re.compile(
    r"(?P<numbers>\d{1,2}(?:\s?-\s?\d{1,2})?(?:\s?(?:,|;|i|oraz)\s?\d{1,2}(?:\s?-\s?\d{1,2})?)*)"
    r"(?:\s(?P<undone>nie|cofnij|odznacz|-)|\s(?:tak|ok|gotowe|zrobione|jest))?[.!]?"
)
_LONGEST = timedelta(hours=24)
_SOON = timedelta(days=60)
_RIGHT_TIME = "czas: 14:05-14:40 handel"
_RIGHT_WALLET = "portfel: 350 pkt, ważny do 2027-03-01"
_RIGHT_VISIT = "wizyta: 9:10-11:40"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One line to be read: as written, the value behind the keyword, and when the mail arrived."""

    line: str
    value: str
    now: datetime

    @property
    def folded(self) -> str:
        """The value without case and diacritics."""
        return fold(self.value).replace("\u2013", "-").strip()

    def wrong(self, problem: Problem, right: str, about: str = "") -> Wrong:
        """This line is wrong."""
        return Wrong(line=self.line, problem=problem, about=about, right=right)


Result = forms.Command | Wrong


def work(written: Written) -> Result:
    """``czas:``"""
    span = _span(written, _RIGHT_TIME, durations=True)
    if isinstance(span, Wrong):
        return span
    start, end, rest = span
    words = staff_words()
    topics, flags, unknown = _words(rest)
    if unknown:
        problem = Problem.ONSITE_TIME if unknown in words.onsite else Problem.UNKNOWN_WORD
        return written.wrong(problem, _RIGHT_VISIT if problem is Problem.ONSITE_TIME else _RIGHT_TIME, unknown)
    return forms.Work(
        line=written.line,
        start=start,
        end=end,
        topics=topics,
        confirmed=bool(flags & words.confirmed),
        arranged=bool(flags & words.arranged),
    )


def visit(written: Written) -> Result:
    """``wizyta:``"""
    span = _span(written, _RIGHT_VISIT, durations=False)
    if isinstance(span, Wrong):
        return span
    start, end, rest = span
    topics, flags, unknown = _words(rest)
    if unknown and unknown not in staff_words().onsite:
        return written.wrong(Problem.UNKNOWN_WORD, _RIGHT_VISIT, unknown)
    return forms.Visit(
        line=written.line, start=start, end=end, topics=topics, confirmed=bool(flags & staff_words().confirmed)
    )


def _span(written: Written, right: str, *, durations: bool) -> tuple[datetime, datetime, str] | Wrong:
    """Start and end in UTC, and what the value holds besides."""
    today = local_day(written.now)
    named = take_day(written.folded, today)
    if named.bad:
        return written.wrong(Problem.NO_DAY, right, named.bad)
    hours, rest = take_range(named.rest)
    if hours is not None:
        span = on_day(named.day or today, hours)
        return (*span, rest) if span else written.wrong(Problem.BACKWARDS, right)
    length, rest = take_duration(named.rest)
    if length is None or not timedelta() < length <= _LONGEST or not durations:
        return written.wrong(Problem.NO_TIME, right)
    if named.day not in (None, today):
        return written.wrong(Problem.NEEDS_HOURS, f"czas: 14:05-14:40 {named.day}")
    end = written.now.replace(second=0, microsecond=0)
    return end - length, end, rest


def _words(text: str) -> tuple[tuple[str, ...], set[str], str]:
    """Topics, the flags among the words, and the first word that means nothing here."""
    words = staff_words()
    text = re.sub(r"\bauto id\b", "auto-id", text)
    text = re.sub(r"\bu klienta\b", "klienta", text)
    topics: dict[str, None] = {}
    flags: set[str] = set()
    for raw in re.split(r"[\s,;]+", text):
        word = raw.strip(".()")
        if not word or word in words.filler | words.remote:
            continue
        if word in words.topics:
            topics[words.topics[word]] = None
        elif word in words.confirmed | words.arranged:
            flags.add(word)
        else:
            return (), set(), word
    return tuple(topics), flags, ""


def travel(written: Written) -> Result:
    """``dojazd:``"""
    right = "dojazd: 34 km"
    named = take_day(written.folded, local_day(written.now))
    if named.bad:
        return written.wrong(Problem.NO_DAY, right, named.bad)
    day = named.day or local_day(written.now)
    if match := _KM.search(named.rest):
        km = Decimal(match[1].replace(",", "."))
        rest = f"{named.rest[: match.start()]} {named.rest[match.end() :]}"
        both = _BOTH_WAYS.search(rest)
        left = _ONE_WAY.sub("", _BOTH_WAYS.sub("", rest)).strip(" .,()")
        if left or not km:
            return written.wrong(Problem.UNKNOWN_WORD if left else Problem.NO_DISTANCE, right, left)
        return forms.Travel(line=written.line, day=day, km_one_way=km / 2 if both else km)
    flat = {fold(place): place for place in price_list_on(local_day(written.now)).travel.flat_places}
    place = flat.get(" ".join(named.rest.strip(" .,").split()))
    return forms.Travel(line=written.line, day=day, place=place) if place else written.wrong(Problem.NO_DISTANCE, right)


def topic(written: Written) -> Result:
    """``klasa:``"""
    topics, _, unknown = _words(written.folded)
    if unknown or not topics:
        return written.wrong(Problem.NO_TOPIC, "klasa: księgowość", unknown or written.value)
    return forms.SetTopic(line=written.line, topics=topics)


def connection(written: Written) -> Result:
    """``połączenie:``"""
    return forms.Connection(line=written.line, label=" ".join(written.folded.split())[:40])


def implementation(written: Written) -> Result:
    """``wdrożenie:``"""
    return forms.Implementation(line=written.line, invoice=" ".join(written.value.split())[:60])


def status(written: Written) -> Result:
    """``status:``"""
    state = staff_words().states.get(" ".join(written.folded.strip(" .!").split()))
    if state is None:
        return written.wrong(Problem.NO_STATUS, "status: w toku", written.value)
    return forms.SetStatus(line=written.line, status=forms.Status(state))


def hand_over(written: Written) -> Result:
    """``przekaz:``"""
    return forms.HandOver(line=written.line, to=" ".join(written.value.split()).strip(" ."))


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
    found = _ADDRESS.findall(written.value)
    if len(set(map(str.lower, found))) != 1:
        return written.wrong(Problem.NO_ADDRESS, right, written.value)
    return form(line=written.line, address=found[0].lower())


def away(written: Written) -> Result:
    """``nieobecny:`` two days, or one."""
    right = "nieobecny: 2026-12-01..2026-12-05"
    today = local_day(written.now)
    days: list[date] = []
    rest = written.folded.replace("..", " .. ")
    while len(days) < 3:
        named = take_day(rest, today)
        if named.bad:
            return written.wrong(Problem.NO_DAY, right, named.bad)
        if named.day is None:
            break
        days.append(named.day)
        rest = named.rest
    if not 1 <= len(days) <= 2 or re.search(r"\d", rest):
        return written.wrong(Problem.NO_DAY, right, written.value)
    if not ISO_DAY.search(written.folded) and not re.search(r"\d{4}", written.folded):
        # an absence lies ahead: "2.01" written in December is next year's
        days = [add_months(day, 12) if day < today - _SOON else day for day in days]
    if days[-1] < days[0]:
        return written.wrong(Problem.BACKWARDS, right)
    return forms.Away(line=written.line, first=days[0], last=days[-1])


def show(written: Written) -> Result:
    """``zgłoszenie``"""
    found = ticket_id.find_all(written.value)
    if len(found) != 1:
        return written.wrong(Problem.NO_TICKET_ID, "zgłoszenie 26-00123-7", written.value)
    return forms.Show(line=written.line, ticket=found[0])


def assign(written: Written) -> Result:
    """``przydziel``"""
    found = ticket_id.find_all(written.value)
    name = ticket_id.without_ids(written.value).strip(" :,.[]#")
    if len(found) != 1 or not name:
        problem = Problem.NO_VALUE if found else Problem.NO_TICKET_ID
        return written.wrong(problem, "przydziel 26-00123-7 jan", written.value)
    return forms.Assign(line=written.line, ticket=found[0], to=" ".join(name.split()))


def wallet(written: Written) -> Result:
    """``portfel:``"""
    read = read_line(written.value, local_day(written.now), written.line)
    if read.unread is None:
        return forms.TellWallet(line=written.line, said=read.entries, nip=read.nip)
    problem = {
        Unread.UNKNOWN_WORD: Problem.UNKNOWN_WORD,
        Unread.BAD_DAY: Problem.NO_DAY,
        Unread.FUTURE: Problem.FUTURE,
        Unread.NO_DAY: Problem.NO_LAST_DAY,
    }.get(read.unread, Problem.NO_WALLET)
    right = "portfel: abonament Subiekt do 2027-04-14" if problem is Problem.NO_LAST_DAY else _RIGHT_WALLET
    return written.wrong(problem, right, read.about)


def step(written: Written) -> Result:
    """``krok:``"""
    match = _STEPS.fullmatch(written.folded)
    if match is None:
        return written.wrong(Problem.NO_STEP, "krok: 2", written.value)
    numbers: dict[int, None] = {}
    for first, last in re.findall(r"(\d{1,2})(?:\s?-\s?(\d{1,2}))?", match["numbers"]):
        numbers |= dict.fromkeys(range(int(first), int(last or first) + 1))
    if not numbers:
        return written.wrong(Problem.NO_STEP, "krok: 2", written.value)
    return forms.TickStep(line=written.line, numbers=tuple(numbers), undone=match["undone"] is not None)
