"""Work: sessions to quarters, visits to hours."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.golden.answers.tables import money
from worker.domain.found import Service
from worker.domain.policy import Policy
from worker.domain.tariff.rates import Mode, Standing, hourly_net
from worker.domain.tariff.travel import Trip
from worker.domain.tariff.visits import Visit, VisitRow, visit_rows
from worker.domain.tariff.work import RemoteRow, Session, remote_rows


def standing_of(given: dict[str, Any]) -> Standing:
    return Standing(
        regular=given.get("regular", False),
        overdue=given.get("overdue", False),
        updates=int(given.get("update_discount", False)),
    )


def session_of(row: dict[str, Any]) -> Session:
    return Session(
        session=row["session"],
        connection=row.get("connection") or "",
        topics=tuple(row["topics"]),
        start=datetime.fromisoformat(row["start"]),
        end=datetime.fromisoformat(row["end"]),
        user=row.get("user") or "",
        location=row.get("location") or "",
        implementation_of=row.get("implementation_of") or "",
        arranged=bool(row.get("individual_arrangement")),
    )


def visit_of(row: dict[str, Any]) -> Visit:
    return Visit(
        visit=row["visit"],
        topics=tuple(row["topics"]),
        start=datetime.fromisoformat(row["start"]),
        end=datetime.fromisoformat(row["end"]),
        implementation_of=row.get("implementation_of") or "",
        trip=trip_of(row["travel"]) if row.get("travel") else None,
    )


def trip_of(row: dict[str, Any]) -> Trip:
    km = row.get("km_one_way_from_office") or {}
    return Trip(location=row["location"], km_one_way={office: Decimal(str(far)) for office, far in km.items()})


def remote_row(row: RemoteRow) -> dict[str, Any]:
    return {
        "date": row.day.isoformat(),
        "class": str(row.service),
        "seconds": row.seconds,
        "quarters": row.quarters,
        "by_band": {str(band): quarters for band, quarters in row.by_band.items()},
        "net": money(row.net),
    }


def visit_row(row: VisitRow, net: Decimal) -> dict[str, Any]:
    return {
        "visit": row.visit,
        "date": row.day.isoformat(),
        "class": str(row.service),
        "seconds": row.seconds,
        "hours": str(row.hours),
        "by_band": {str(band): str(hours) for band, hours in row.by_band.items()},
        "net": money(net),
    }


def answer(case: dict[str, Any], policy: Policy) -> Any:
    standing = standing_of(case["customer"])
    remote = remote_rows(map(session_of, case.get("sessions", [])), standing, policy)
    visits = visit_rows(map(visit_of, case.get("visits", [])), standing, policy)
    onsite = [(row, _visit_net(row, row.service, standing, policy)) for row in visits]
    return {
        "remote": [remote_row(row) for row in remote],
        "onsite": [visit_row(row, net) for row, net in onsite],
        "total_net": money(sum((r.net for r in remote), Decimal(0)) + sum((net for _, net in onsite), Decimal(0))),
    }


def _visit_net(row: VisitRow, service: Service, standing: Standing, policy: Policy) -> Decimal:
    return sum(
        (
            hours * hourly_net(Mode.ONSITE, service, band, on=row.day, standing=standing, policy=policy)
            for band, hours in row.by_band.items()
        ),
        Decimal(0),
    )
