"""Packages: price, start, drawing, hours, orders, compensation, selection."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.draws import Answered, Request, draw
from tests.golden.answers.tables import DAY, money
from tests.golden.answers.work import standing_of
from worker.domain.found import Service
from worker.domain.packages.compensation import Compensation, compensation, unperformed_hours
from worker.domain.packages.drawing import Use
from worker.domain.packages.orders import Order, order_right
from worker.domain.packages.package import NotCovered, Package, package_price, package_start
from worker.domain.packages.selection import select
from worker.domain.policy import Policy
from worker.domain.tariff.work import Session, Stream, remote_quarters, tally

WHY = {
    NotCovered.CLASS: "general package does not cover accounting (13.1)",
    NotCovered.NOT_STARTED: "not started (13.3)",
    NotCovered.EXPIRED: "expired (13.5)",
}


def package_of(row: dict[str, Any]) -> Package:
    return Package(
        id=row.get("id", ""),
        hours=int(row["hours"]),
        service=Service(row["class"]),
        start=date.fromisoformat(row["start"]),
        balance=int(row.get("balance_quarters") or 0),
        extended_times=int(row.get("extended_times") or 0),
        added_quarters=int(row.get("added_quarters") or 0),
    )


def answer(case: dict[str, Any], policy: Policy) -> Any:
    kinds = {
        "price": price,
        "start": start,
        "consume": consume,
        "hours": hours,
        "order": order,
        "compensation": compensated,
        "select": selected,
    }
    return kinds[case["kind"]](case["given"], policy)


def price(given: dict[str, Any], policy: Policy) -> Any:
    found = package_price(given["hours"], Service(given["class"]), on=DAY, standing=standing_of(given), policy=policy)
    return {
        "net": money(found.amount.net),
        "vat": money(found.amount.vat),
        "gross": money(found.amount.gross),
        "net_per_hour": money(found.net_per_hour),
    }


def start(given: dict[str, Any], policy: Policy) -> Any:
    requested = given.get("requested_start")
    found = package_start(
        given["hours"],
        date.fromisoformat(given["purchase_date"]),
        date.fromisoformat(requested) if requested else None,
        policy,
    )
    return {
        "accepted": found.accepted,
        "latest_start": found.latest.isoformat(),
        "valid_from": found.valid_from and found.valid_from.isoformat(),
        "valid_to": found.valid_to and found.valid_to.isoformat(),
        "window_starts": [day.isoformat() for day in found.window_starts],
    }


def consume(given: dict[str, Any], policy: Policy) -> Any:
    package = package_of(given["package"])
    requests = [
        Request(
            day=date.fromisoformat(step["date"]),
            service=Service(step["class"]),
            minutes=step["minutes"],
            lacking=step.get("resources_lacking", False),
        )
        for step in given["steps"]
    ]
    drawn = draw(package, requests, policy)
    served = sum(one.served for one in drawn)
    return {"steps": [_step(one) for one in drawn], "balance_end_q": package.full_quarters - served}


def _step(drawn: Answered) -> dict[str, Any]:
    found: dict[str, Any] = {
        "date": drawn.day.isoformat(),
        "covered": drawn.not_covered is None,
        "need_q": drawn.need,
        "served_q": drawn.served,
        "balance_after_q": drawn.balance_after,
        "tariff_q": drawn.tariff,
    }
    if drawn.not_covered is not None:
        return found | {"why": WHY[drawn.not_covered]}
    limits = {"window_limit_q": drawn.window_limit, "window_used_before_q": drawn.window_used}
    return (
        found
        | {
            "window": drawn.window,
            "deferred": [
                {
                    "window_from": d.window_from and d.window_from.isoformat(),
                    "earliest_service_day": d.earliest_service_day.isoformat(),
                    "quarters": d.quarters,
                }
                for d in drawn.deferred
            ],
            "never_within_validity_q": drawn.never_fits,
            "over_balance_q": drawn.over_balance,
        }
        | {name: value for name, value in limits.items() if value is not None}
    )


def hours(given: dict[str, Any], policy: Policy) -> Any:
    session = Session(
        session="s",
        topics=("accounting" if given["class"] == "accounting" else "it",),
        start=datetime.fromisoformat(given["start"]),
        end=datetime.fromisoformat(given["end"]),
        arranged=bool(given.get("individual_arrangement")),
    )
    seconds = dict.fromkeys(Stream, 0)
    package_quarters = 0
    tariff: dict[str, int] = {}
    for key, sums in tally([session], policy).items():
        quarters = remote_quarters(sums.seconds, key.day, policy)
        for stream in Stream:
            seconds[stream] += sum(sums.stream(stream).values())
        package_quarters += sum(quarters[Stream.PACKAGE].values())
        for band, count in quarters[Stream.TARIFF].items():
            tariff[str(band)] = tariff.get(str(band), 0) + count
    return {
        "package_seconds": seconds[Stream.PACKAGE],
        "package_quarters": package_quarters,
        "tariff_seconds": seconds[Stream.TARIFF],
        "tariff_by_band": tariff,
    }


def order(given: dict[str, Any], policy: Policy) -> Any:
    row = given["order"]
    asked = Order(
        confirmed_at=datetime.fromisoformat(row["confirmed_at"]),
        hours=Decimal(str(row["hours"])) if row.get("hours") not in {None, ""} else None,
        nip=row.get("nip") or "",
        person=row.get("person") or "",
        suggested_dates=tuple(row.get("suggested_dates") or ()),
        named_technician=row.get("named_technician") or "",
        technician_absent=bool(row.get("technician_absent")),
    )
    used = [Use(day=date.fromisoformat(u["date"]), quarters=u["quarters"]) for u in given.get("used_before") or []]
    found = order_right(
        package_of(given["package"]), asked, policy, used_before=used, lacking=bool(given.get("resources_lacking"))
    )
    return {
        "valid": found.valid,
        "missing": list(found.missing),
        "limit_minutes": str(found.limit_minutes),
        "within_limit": found.within_limit,
        "right_14_days": found.right,
        "deadline": found.deadline and found.deadline.isoformat(),
        "nominal_deadline": found.nominal_deadline and found.nominal_deadline.isoformat(),
        "deadline_after_expiry": found.after_expiry,
        "servable_before_deadline_q": found.servable,
        "deferred_q": sum(d.quarters for d in found.deferred),
        "deferred_from": found.deferred[0].earliest_service_day.isoformat() if found.deferred else None,
        "deadline_at_risk": found.at_risk,
    }


def compensated(given: dict[str, Any], policy: Policy) -> Any:
    row = given["order"]
    ordered, performed = Decimal(str(row["hours"])), Decimal(str(row.get("performed_by_deadline_hours") or 0))
    found = compensation(
        package_of(given["package"]),
        Decimal(given["package"]["net"]),
        ordered=ordered,
        performed=performed,
        technician_absent=bool(row.get("named_technician")) and bool(row.get("technician_absent")),
        policy=policy,
    )
    left = unperformed_hours(ordered, performed, policy)
    return {"entitled": found is not None, "unperformed_hours": str(left), **_ways(found)}


def _ways(found: Compensation | None) -> dict[str, Any]:
    if found is None:
        return {"a": None, "b": None}
    return {
        "a": {
            "correction_net": money(found.refund.net),
            "correction_vat": money(found.refund.vat),
            "correction_gross": money(found.refund.gross),
            "balance_quarters": found.balance_after_refund,
        },
        "b": {
            "added_quarters": found.added,
            "balance_quarters": found.balance_after_hours,
            "valid_to": found.valid_to.isoformat(),
            "valid_to_before": found.valid_to_before.isoformat(),
        },
    }


def selected(given: dict[str, Any], policy: Policy) -> Any:
    session = given["session"]
    found = select(
        [package_of(row) for row in given["packages"]],
        Service(session["class"]),
        date.fromisoformat(session["date"]),
        session["quarters"],
        policy,
    )
    return {"take": [list(pair) for pair in found.take], "tariff_quarters": found.tariff}
