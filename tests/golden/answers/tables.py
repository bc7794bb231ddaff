"""The printed tables: hourly prices, packages, implementation rates."""

from datetime import date
from decimal import Decimal
from typing import Any

from worker.domain.found import Service
from worker.domain.packages.package import package_price
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.implementation import implementation_rate
from worker.domain.tariff.rates import Mode, Standing, hourly_net

DAY = date(2026, 1, 5)


def money(value: Decimal) -> str:
    return f"{value:.2f}"


def tariff(row: dict[str, Any], policy: Policy) -> Any:
    standing = Standing(regular=row["customer"] == "regular")
    net = hourly_net(
        Mode(row["mode"]), Service(row["class"]), Band(row["band"]), on=DAY, standing=standing, policy=policy
    )
    return {"net_pln_per_h": money(net)}


def package(row: dict[str, Any], policy: Policy) -> Any:
    standing = Standing(regular=row["customer"] == "regular")
    price = package_price(int(row["hours"]), Service(row["class"]), on=DAY, standing=standing, policy=policy)
    return {"net_total": money(price.amount.net), "net_per_hour": money(price.net_per_hour)}


def implementation(row: dict[str, Any], policy: Policy) -> Any:
    rate = implementation_rate(
        Mode(row["mode"]),
        Service(row["class"]),
        Band(row["band"]),
        on=DAY,
        standing=Standing(),
        policy=policy,
    )
    return {"net_pln_per_h": money(rate.net)}
