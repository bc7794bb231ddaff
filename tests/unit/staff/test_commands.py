"""The grammar of commands: every form of the docstring, however it is typed, and every slip asked back."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from worker.domain import commands as c
from worker.domain.calendar import WARSAW
from worker.domain.commands.keywords import KEYWORDS
from worker.domain.commands.line import take_apart
from worker.domain.polish import fold
from worker.terms.staff import staff_words

NOW = datetime(2026, 11, 20, 13, 40, 30, tzinfo=UTC)  # Friday, 14:40 in Warsaw


THURSDAY = date(2026, 11, 19)


def at(hour: int, minute: int, day: date = date(2026, 11, 20)) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=WARSAW).astimezone(UTC)


def one(text: str) -> c.Command:
    reading = c.read_commands(text, NOW)
    assert not reading.wrong
    assert not reading.rest
    assert len(reading.commands) == 1
    return reading.commands[0]


WORK = [
    ("czas: 35m zdalnie księgowość", (at(14, 5), at(14, 40)), ("accounting",)),
    ("czas: 14:05-14:40 handel 2026-11-20", (at(14, 5), at(14, 40)), ("trade",)),
    ("czas: 14.05–14.40 handel", (at(14, 5), at(14, 40)), ("trade",)),
    ("czas: 9-10:30", (at(9, 0), at(10, 30)), ()),
    ("czas: od 9:00 do 9:45", (at(9, 0), at(9, 45)), ()),
    ("czas: 1h 20m", (at(13, 20), at(14, 40)), ()),
    ("czas: 1,5h kadry", (at(13, 10), at(14, 40)), ("payroll",)),
    ("czas: 2 godz. kolektory", (at(12, 40), at(14, 40)), ("autoid",)),
    ("czas: 90 min", (at(13, 10), at(14, 40)), ()),
    ("czas: 10:00-10:20 crm i fk wczoraj", (at(10, 0, THURSDAY), at(10, 20, THURSDAY)), ("crm", "accounting")),
    ("czas: 10:00-10:20 19.11", (at(10, 0, THURSDAY), at(10, 20, THURSDAY)), ()),
    ("czas: 22:30-0:15 2026-11-19", (at(22, 30, THURSDAY), at(0, 15)), ()),
    ("czas: 23:00-24:00 2026-11-19", (at(23, 0, THURSDAY), at(0, 0)), ()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "span", "topics"), WORK)
def test_work_is_read(line: str, span: tuple[datetime, datetime], topics: tuple[str, ...]) -> None:
    work = one(line)
    assert isinstance(work, c.Work)
    assert (work.start, work.end) == span
    assert work.topics == topics


OTHERS: list[tuple[str, type[c.Command], dict[str, object]]] = [
    ("wizyta: 9:10-11:40", c.Visit, {"start": at(9, 10), "end": at(11, 40)}),
    ("dojazd: 34 km", c.Travel, {"km_one_way": Decimal(34), "day": date(2026, 11, 20)}),
    ("dojazd: 68 km w obie strony 19.11", c.Travel, {"km_one_way": Decimal(34), "day": THURSDAY}),
    ("dojazd: Warszawa", c.Travel, {"place": "Warszawa", "km_one_way": None}),
    ("dojazd: wolomin", c.Travel, {"place": "Wołomin"}),
    ("klasa: księgowość", c.SetTopic, {"topics": ("accounting",)}),
    ("połączenie: 2", c.Connection, {"label": "2"}),
    ("wdrożenie: FV/12/2026", c.Implementation, {"invoice": "FV/12/2026"}),
    ("status: czeka", c.SetStatus, {"status": c.Status.WAITING}),
    ("status: w toku", c.SetStatus, {"status": c.Status.IN_PROGRESS}),
    ("status: zamknięte", c.SetStatus, {"status": c.Status.CLOSED}),
    ("przekaz: jan", c.HandOver, {"to": "jan"}),
    ("scal: 26-00123-7", c.Merge, {"ticket": "26-00123-7"}),
    ("nip: PL 525-991-20-77", c.SetPayer, {"nip": "5259912077"}),
    ("uczestnik: Anna@Firma.example", c.AddParticipant, {"address": "anna@firma.example"}),
    ("nieobecny: 2026-12-01..2026-12-05", c.Away, {"first": date(2026, 12, 1), "last": date(2026, 12, 5)}),
    ("nieobecna: 2026-12-24", c.Away, {"first": date(2026, 12, 24), "last": date(2026, 12, 24)}),
    ("nieobecna w sobotę", c.Away, {"first": date(2026, 11, 21), "last": date(2026, 11, 21)}),
    ("nieobecny: 28.12 - 2.01", c.Away, {"first": date(2026, 12, 28), "last": date(2027, 1, 2)}),
    ("nieobecny: 1.12 - 5.12", c.Away, {"first": date(2026, 12, 1), "last": date(2026, 12, 5)}),
    ("telefon: anna@firma.example", c.PhoneReport, {"address": "anna@firma.example"}),
    ("cofnij", c.Undo, {}),
    ("pomoc", c.Help, {}),
    ("raport", c.Report, {}),
    ("zgłoszenie 26-00123-7", c.Show, {"ticket": "26-00123-7"}),
    ("przydziel [#26-00123-7] jan kowalski", c.Assign, {"ticket": "26-00123-7", "to": "jan kowalski"}),
    ("WSTRZYMAJ 5259912077", c.Suspend, {"nip": "5259912077"}),
    ("WZNÓW NIP 525-991-20-77", c.Resume, {"nip": "5259912077"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind", "values"), OTHERS)
def test_each_form_is_read(line: str, kind: type[c.Command], values: dict[str, object]) -> None:
    command = one(line)
    assert type(command) is kind
    assert {name: getattr(command, name) for name in values} == values


@pytest.mark.parametrize("line", [row[0] for row in (*WORK, *OTHERS)])
@pytest.mark.parametrize(
    "typed",
    [str.upper, fold, lambda text: f"  *{text}*  ", lambda text: text.replace(" ", "\u00a0")],
    ids=["upper", "plain", "bold", "hard-spaces"],
)
def test_case_diacritics_bold_and_hard_spaces_change_nothing(line: str, typed: object) -> None:
    assert callable(typed)
    plain, other = one(line), one(typed(line))
    assert type(plain) is type(other)
    text_fields = {"line", "to", "invoice"}
    for name in plain.__dataclass_fields__:
        if name not in text_fields:
            assert getattr(plain, name) == getattr(other, name)


WRONG = [
    ("czsa: 35m", c.Problem.UNKNOWN_COMMAND),
    ("statsu: zamknięte", c.Problem.UNKNOWN_COMMAND),
    ("czas:", c.Problem.NO_VALUE),
    ("czas: dziś", c.Problem.NO_TIME),
    ("czas: 0m", c.Problem.NO_TIME),
    ("czas: 14:40-14:05", c.Problem.BACKWARDS),
    ("czas: 14:40-14:40", c.Problem.BACKWARDS),
    ("czas: 35m wczoraj", c.Problem.NEEDS_HOURS),
    ("czas: 10:00-11:00 30.02", c.Problem.NO_DAY),
    ("czas: 35m ksiegowosk", c.Problem.UNKNOWN_WORD),
    ("czas: 35m na miejscu", c.Problem.ONSITE_TIME),
    ("wizyta: 2h", c.Problem.NO_TIME),
    ("dojazd: daleko 7", c.Problem.NO_DISTANCE),
    ("dojazd: Radom", c.Problem.NO_DISTANCE),
    ("czas: 22:00-24:00 9999-12-31", c.Problem.NO_DAY),
    ("czas: 22:00-23:00 0001-01-01", c.Problem.NO_DAY),
    ("uczestnik: żółw@firma.example", c.Problem.NO_ADDRESS),
    ("klasa: inna", c.Problem.NO_TOPIC),
    ("status: prawie", c.Problem.NO_STATUS),
    ("scal: 26-00123-8", c.Problem.NO_TICKET_ID),
    ("nip: 5259912078", c.Problem.NO_NIP),
    ("uczestnik: Anna", c.Problem.NO_ADDRESS),
    ("nieobecny: od jutra", c.Problem.NO_END),
    ("nieobecny: 2026-12-05..2026-12-01", c.Problem.BACKWARDS),
    ("nieobecny w czwartke", c.Problem.NO_DAY),
    ("przydziel 26-00123-7", c.Problem.NO_VALUE),
]


@pytest.mark.parametrize(("line", "problem"), WRONG)
def test_a_slip_is_asked_back_and_a_right_form_offered(line: str, problem: c.Problem) -> None:
    reading = c.read_commands(f"{line}\n\nDzień dobry", NOW)
    assert [wrong.problem for wrong in reading.wrong] == [problem]
    assert reading.wrong[0].line == line
    assert reading.wrong[0].right


@pytest.mark.parametrize(
    "right", sorted({wrong.right for line, _ in WRONG for wrong in c.read_commands(line, NOW).wrong})
)
def test_what_is_offered_as_right_is_right(right: str) -> None:
    assert not c.read_commands(right, NOW).wrong


@pytest.mark.parametrize(
    "line",
    [
        "Dzień dobry,", "Pani Joanno,", "Status zamówienia sprawdzę jutro", "Czas na zmiany: proszę o kontakt",
        "Telefon działa", "Zgłoszenie przyjęte, pracujemy", "Pomoc jest w drodze", "Temat: drukarka", "",
        "Notatka służbowa jest gotowa", "https://example.com", "1. Proszę o kontakt",
    ],
)  # fmt: skip
def test_words_of_a_reply_are_no_commands(line: str) -> None:
    reading = c.read_commands(f"{line}\nczas: 35m", NOW)
    assert not reading.commands or not line
    assert line in reading.rest


def test_the_first_other_line_ends_the_commands_and_empty_lines_do_not() -> None:
    reading = c.read_commands("\nczas: 35m\n\nstatus: w toku\n\nDzień dobry,\nstatus: zamknięte", NOW)
    assert [type(command) for command in reading.commands] == [c.Work, c.SetStatus]
    assert reading.rest == "Dzień dobry,\nstatus: zamknięte"


def test_behind_a_note_nothing_is_for_the_customer() -> None:
    reading = c.read_commands("czas: 35m\nnotatka: jedno\ndwa\n\nstatus: zamknięte", NOW)
    assert reading.rest == ""
    note = reading.commands[-1]
    assert isinstance(note, c.Note)
    assert note.text == "jedno\ndwa\n\nstatus: zamknięte"


def test_a_duration_ends_when_the_mail_came() -> None:
    work = one("czas: 35m")
    assert isinstance(work, c.Work)
    assert work.end == NOW.replace(second=0)
    assert work.end - work.start == timedelta(minutes=35)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("raport", c.Report), ("WSTRZYMAJ 5259912077", c.Suspend), ("zgłoszenie 26-00123-7", c.Show),
        ("Raport z awarii drukarki", type(None)), ("pomoc z drukarką", type(None)), ("Zgłoszenie awarii", type(None)),
    ],
)  # fmt: skip
def test_a_subject_can_be_a_managers_command(subject: str, kind: type) -> None:
    assert type(c.command_in_subject(subject, NOW)) is kind


@pytest.mark.parametrize(("said", "keyword"), [*staff_words().phrases.items(), *staff_words().aliases.items()])
def test_other_words_for_a_keyword_lead_to_one(said: str, keyword: str) -> None:
    assert keyword in KEYWORDS
    assert take_apart(f"{said}: 1").word == keyword


def test_a_mail_of_commands_without_end_is_read_to_a_limit() -> None:
    reading = c.read_commands(("czas: " + ", czas 1" * 48 + "\n") * 10_000, NOW)
    assert len(reading.wrong) == 50
    assert reading.rest


def test_a_long_hostile_text_is_read_at_once() -> None:
    for text in ("czas: " + "1" * 100_000, "czas: " + "9-" * 50_000, "nieobecny: " + "1.1." * 20_000, "a:" * 50_000):
        c.read_commands(text, NOW)
