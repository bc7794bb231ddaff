"""The deadlines of the regulamin: their events, their days, their points."""

from datetime import date, datetime

import pytest

from worker.domain.calendar import WARSAW
from worker.domain.deadlines import DeadlineKind, deadline, point_of, printed_due_day, reaction_start
from worker.domain.policy import Policy

EVENT = datetime(2026, 3, 6, 10, tzinfo=WARSAW)  # a Friday
DELIVERED = datetime(2026, 3, 9, 10, tzinfo=WARSAW)
LATER = datetime(2026, 3, 20, 10, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("kind", "last_day", "nominal", "point"),
    [
        (DeadlineKind.REACTION, date(2026, 3, 26), date(2026, 3, 26), "1.2"),
        (DeadlineKind.PACKAGE_ORDER, date(2026, 3, 20), date(2026, 3, 20), "13.8"),
        (DeadlineKind.COMPLAINT, date(2026, 4, 7), date(2026, 4, 5), "12.8"),
        (DeadlineKind.COMPLAINT_EXTENDED, date(2026, 6, 5), date(2026, 6, 4), "12.8"),
        (DeadlineKind.INVOICE_DUE, date(2026, 3, 13), date(2026, 3, 13), "12.6"),
        (DeadlineKind.INVOICE_ISSUE, date(2026, 3, 16), date(2026, 3, 16), "12.6"),
    ],
)
def test_each_kind_has_its_days_and_its_point(kind: DeadlineKind, last_day: date, nominal: date, point: str) -> None:
    found = deadline(kind, EVENT)
    assert (found.last_day, found.nominal_day, point_of(kind, EVENT.date())) == (last_day, nominal, point)


def test_an_extended_complaint_may_run_from_its_announcement() -> None:
    kind, by_announcement = DeadlineKind.COMPLAINT_EXTENDED, Policy(complaint_extended_from="announcement")
    assert deadline(kind, EVENT, announced=LATER).last_day == date(2026, 6, 5)
    assert deadline(kind, EVENT, by_announcement, announced=LATER).last_day == date(2026, 6, 18)
    assert deadline(kind, EVENT, by_announcement).last_day == date(2026, 6, 5)


def test_the_latest_issue_moves_only_by_policy() -> None:
    april = datetime(2026, 4, 30, tzinfo=WARSAW)
    assert deadline(DeadlineKind.INVOICE_ISSUE, april).last_day == date(2026, 5, 10)
    shifted = Policy(invoice_latest_issue="kc115")
    assert deadline(DeadlineKind.INVOICE_ISSUE, april, shifted).last_day == date(2026, 5, 11)


def test_the_printed_due_day_is_plain_or_shifted() -> None:
    assert printed_due_day(date(2026, 10, 31)) == date(2026, 11, 7)
    assert printed_due_day(date(2026, 10, 31), Policy(invoice_due_printed="shifted")) == date(2026, 11, 9)


def test_the_reaction_runs_from_the_confirmation_unless_the_policy_says_otherwise() -> None:
    def start(how: str, *, confirmed: datetime | None = LATER) -> datetime | None:
        policy = Policy.of({"reaction.starts_at": how})
        return reaction_start(received=EVENT, confirmed=confirmed, delivered=DELIVERED, policy=policy)

    assert start("confirmation_sent") == LATER
    assert start("confirmation_sent", confirmed=None) is None
    assert start("order_received") == EVENT
    assert start("delivery_proved") == DELIVERED
