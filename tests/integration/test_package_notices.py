"""Low balance, a window nearly used, the end of the validity: told to customer and managers, each once."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.integration.staffed import OFFICE
from tests.integration.test_package_orders import told
from tests.packages import JAN, NIP, payer, sell, work
from worker.application.digest import overview
from worker.application.office import Office, PackageRules
from worker.application.packages.notices import near_the_end, tell_of_packages
from worker.domain.calendar import WARSAW
from worker.store.billing_tables import Contract, PackageNotice, SoldPackage
from worker.store.engine import transaction
from worker.store.tables import OutboxLetter


@pytest.fixture
def engine(blank: Engine) -> Engine:
    with transaction(blank) as session:
        payer(session, NIP, JAN)
    return blank


def tell(engine: Engine, when: str, office: Office = OFFICE) -> int:
    now = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW)
    with transaction(engine) as session:
        return tell_of_packages(session, office, now)


def letters(engine: Engine, kind: str = "") -> list[tuple[str, str]]:
    with Session(engine) as session:
        rows = session.exec(select(OutboxLetter).order_by(col(OutboxLetter.id))).all()
        return [(row.recipient, told(row)) for row in rows if kind in ("", row.kind)]


def told_kinds(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        return [(row.kind, row.period) for row in session.exec(select(PackageNotice).order_by(col(PackageNotice.id)))]


def test_nothing_is_told_of_a_package_that_is_well(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    assert tell(engine, "2026-11-03 08:00") == 0
    assert letters(engine) == []


def test_each_thing_is_told_once_to_customer_and_manager_in_working_hours(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    work(engine, "2026-11-05 10:00", 165)  # 11 of the window's 13
    assert [tell(engine, f"2026-11-{when}") for when in ("06 07:59", "06 08:00", "06 08:01", "09 08:00")] == [
        0,
        1,
        0,
        0,
    ]
    assert told_kinds(engine) == [("window", "2026-11-02")]
    assert [one for one, _ in letters(engine)] == [JAN, "szef@3rp.com.pl"]
    said = letters(engine, "customer-package")[0][1]
    assert "na okres; następny zaczyna się 2 grudnia 2026 r. (pkt 13.6)" in said
    assert "jeszcze 30 min, do 1 grudnia 2026 r." in said


def test_low_and_ending_and_again_after_an_extension(engine: Engine) -> None:
    sell(engine, "P1", 5, date(2026, 11, 2))  # until 1 December; a quarter of 30 days before: from 24 November
    work(engine, "2026-11-05 10:00", 240)  # 16 of 20: an hour is left
    assert tell(engine, "2026-11-06 08:00") == 1
    assert [tell(engine, f"2026-11-{day} 08:00") for day in (23, 24, 25)] == [0, 1, 0]
    assert told_kinds(engine) == [("low", ""), ("ending", "2026-12-01")]
    ending = letters(engine, "customer-package")[1][1]
    assert "Ważność kończy się 1 grudnia 2026 r." in ending and "pkt 13.5" in ending
    with transaction(engine) as session:
        row = session.exec(select(SoldPackage)).one()
        row.extended_times, row.added_quarters = 1, 2
    assert tell(engine, "2026-11-27 08:00") == 0
    assert tell(engine, "2026-12-28 08:00") == 1
    assert ("ending", "2026-12-31") in told_kinds(engine)


def test_after_an_outage_everything_is_told_in_one_letter(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 9, 1))
    work(engine, "2026-09-05 10:00", 5)
    work(engine, "2026-11-03 09:00", 480)  # 32 quarters: the balance is low, the window is used
    assert tell(engine, "2026-11-20 12:00") == 1
    assert told_kinds(engine) == [("low", ""), ("window", "2026-10-31"), ("ending", "2026-11-29")]
    assert len(letters(engine, "customer-package")) == 1


def test_a_package_before_its_start_or_after_its_end_is_not_told(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 11, 16), used_before=39, purchased=date(2026, 11, 5))
    sell(engine, "P2", 5, date(2026, 9, 1))
    assert tell(engine, "2026-11-06 08:00") == 0
    assert tell(engine, "2026-11-16 08:00") == 1


def test_a_billing_address_is_written_to_instead_and_customers_only_by_setting(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2), used_before=40)
    sell(engine, "P2", 10, date(2026, 11, 2), used_before=40, nip="9519834101")
    with transaction(engine) as session:
        session.add(Contract(nip=NIP, billing_email="Faktury@rudnik.example"))
    assert tell(engine, "2026-11-06 08:00") == 2  # the other payer has nobody to write to: the manager hears of both
    assert sorted(one for one, _ in letters(engine)) == ["faktury@rudnik.example", "szef@3rp.com.pl"]
    assert "Wszystkie godziny tego pakietu są wykorzystane" in letters(engine, "customer-package")[0][1]
    sell(engine, "P3", 10, date(2026, 11, 9), used_before=40)
    silent = replace(OFFICE, packages=PackageRules(tell_customers=False))
    assert tell(engine, "2026-11-10 08:00", silent) == 1
    assert len(letters(engine, "customer-package")) == 1


def test_the_digest_lists_what_is_near_its_end_until_it_is_over(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2), used_before=34)
    now = datetime(2026, 11, 6, 8, 0, tzinfo=WARSAW)
    with transaction(engine) as session:
        tell_of_packages(session, OFFICE, now)
        assert [row.package.code for row in near_the_end(session, OFFICE, now.date())] == ["P1"]
        letter = overview(session, OFFICE, OFFICE.managers[0], now, cause="x", since=None)
    assert "PAKIETY" in letter.text
    assert "kończą się godziny: zostało 1 h 30 min" in letter.text.replace("\xa0", " ")
