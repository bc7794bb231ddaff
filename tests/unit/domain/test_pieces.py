"""A row of the protocol names the work it consists of: whose, from when to when, how long."""

from datetime import UTC, date, datetime

from worker.domain.billing.month import HeldPackage, MonthFacts, ProtocolRow, Settled
from worker.domain.billing.statement import statement
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.packages.package import Package
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Piece, Session


def at(clock: str, day: int = 10) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 3, day, int(hour), int(minute), tzinfo=WARSAW)


def session(name: str, start: str, end: str) -> Session:
    return Session(session=name, start=at(start), end=at(end), topics=("it",))


def piece(name: str, start: str, end: str, minutes: int) -> Piece:
    return Piece(session=name, start=at(start).astimezone(UTC), end=at(end).astimezone(UTC), seconds=minutes * 60)


def protocol(*sessions: Session, visits: tuple[Visit, ...] = (), package: bool = False) -> tuple[ProtocolRow, ...]:
    held = Package(id="P", hours=10, service=Service.GENERAL, start=date(2026, 3, 1), balance=40)
    facts = MonthFacts(
        month=date(2026, 3, 1),
        issue=date(2026, 3, 31),
        sessions=sessions,
        visits=visits,
        packages=(HeldPackage(package=held, purchased=held.start),) if package else (),
    )
    return statement(facts).protocol


def test_work_that_only_crosses_the_hours_of_packages_is_one_piece_at_the_tariff() -> None:
    (row,) = protocol(session("s1", "16:30", "17:30"))
    assert row.pieces == (piece("s1", "16:30", "17:30", 60),)


def test_two_people_at_the_same_customer_stay_two_pieces() -> None:
    (row,) = protocol(session("s1", "10:00", "10:20"), session("s2", "10:20", "10:50"))
    assert row.pieces == (piece("s1", "10:00", "10:20", 20), piece("s2", "10:20", "10:50", 30))


def test_two_sessions_of_one_name_with_a_pause_stay_two_pieces() -> None:
    (row,) = protocol(session("s1", "10:00", "10:20"), session("s1", "10:30", "10:50"))
    assert row.pieces == (piece("s1", "10:00", "10:20", 20), piece("s1", "10:30", "10:50", 20))


def test_with_a_package_each_row_has_its_own_side_of_five_in_the_afternoon() -> None:
    rows = {row.settled: row for row in protocol(session("s1", "16:30", "17:30"), package=True)}
    assert rows[Settled.PACKAGE].pieces == (piece("s1", "16:30", "17:00", 30),)
    assert rows[Settled.TARIFF].pieces == (piece("s1", "17:00", "17:30", 30),)


def test_a_visit_is_its_own_piece() -> None:
    (row,) = protocol(visits=(Visit(visit="v1", start=at("09:10"), end=at("11:40"), topics=("it",)),))
    assert row.pieces == (Piece(session="v1", start=at("09:10"), end=at("11:40"), seconds=150 * 60),)
