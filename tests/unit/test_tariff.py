"""The rate a letter names is the one the month will be settled by."""

from datetime import UTC, datetime
from decimal import Decimal

from worker.application.tariff import tariff_now
from worker.domain.found import Service
from worker.domain.policy import Policy

MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)  # a Monday, band A


def test_the_rate_follows_the_policy_of_the_base() -> None:
    rates = {
        base: tariff.rate
        for base in ("table", "clause_10_1")
        if (tariff := tariff_now(Service.ACCOUNTING, MORNING, Policy.of({"tariff.remote_base": base})))
    }
    assert rates == {"table": Decimal(230), "clause_10_1": Decimal(250)}
