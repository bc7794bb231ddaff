"""A row of the protocol explains itself: the pieces of a day add up to its sum, whatever was worked when."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.documents.months import CASES, COMPANY, PAYER, document
from worker.documents import MonthDocument
from worker.documents.rows import rows
from worker.domain.billing.month import HeldPackage, MonthFacts
from worker.domain.billing.statement import statement
from worker.domain.found import Service
from worker.domain.packages.package import Package
from worker.domain.tariff.work import Session


def test_several_sessions_of_a_day_are_added_up_before_they_are_rounded() -> None:
    found = [row for name in CASES for row in rows(document(name)) if len(row.entries) > 1 and not row.onsite]
    assert found
    for row in found:
        assert row.sum_of.endswith(f"= {row.seconds // 60} min")


def test_every_row_cites_points_and_every_second_of_it_is_somebodys() -> None:
    for name in CASES:
        for row in rows(document(name)):
            assert "pkt " in row.how
            assert sum(entry.seconds for entry in row.entries) == row.seconds


_STARTS = st.integers(0, 30 * 24 * 60 - 1)
_LENGTHS = st.integers(1, 26 * 3600)
_TOPICS = st.sampled_from([("it",), ("accounting",), ("crm", "payroll")])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_STARTS, _LENGTHS, _TOPICS, st.integers(0, 3)), max_size=8), st.booleans())
def test_pieces_add_up_to_sums_for_any_work(
    work: list[tuple[int, int, tuple[str, ...], int]], with_package: bool
) -> None:
    begin = datetime(2026, 2, 28, 23, tzinfo=UTC)
    package = Package(id="P", hours=10, service=Service.ACCOUNTING, start=date(2026, 2, 20), balance=7)
    facts = MonthFacts(
        month=date(2026, 3, 1),
        issue=date(2026, 3, 31),
        packages=(HeldPackage(package=package, purchased=date(2026, 2, 20)),) if with_package else (),
        sessions=tuple(
            Session(
                session=f"s{n}",
                connection=f"c{connection}",
                start=begin + timedelta(minutes=start),
                end=begin + timedelta(minutes=start, seconds=length),
                topics=topics,
            )
            for n, (start, length, topics, connection) in enumerate(work)
        ),
    )
    for row in rows(MonthDocument(company=COMPANY, payer=PAYER, facts=facts, statement=statement(facts))):
        assert sum(entry.seconds for entry in row.entries) == row.seconds
        assert all(entry.start < entry.end for entry in row.entries)
