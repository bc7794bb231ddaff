"""Price lists: TOML files to frozen rows, and which list a day of service is priced by.

Money is net PLN as Decimal; rows carry ``point``, the point of the regulamin they were read from.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from worker.terms.phrases import Language

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""How rows of hours name the days of the week, by ``date.weekday()``."""


class TermsError(ValueError):
    """A price list is missing or malformed, or no list was in force on the day; the message names it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BandRow:
    """A tariff band (strefa): its surcharge in percent of the base rate (10.3) and its description (8)."""

    letter: str
    surcharge_percent: int
    description: str
    description_en: str
    point: str

    def described(self, language: Language) -> str:
        """The description in that language; the Polish one is the regulamin's."""
        return self.description_en if language is Language.ENGLISH else self.description


@dataclass(frozen=True, kw_only=True, slots=True)
class HoursRow:
    """One range of whole local hours, half-open; the band is a letter, or the value of the policy named."""

    start: int
    end: int
    band: str = ""
    decided_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RateRow:
    """The base rate of band A per hour (10.1, 10.2) and what an implementation takes off it (10.4.6-10.4.8)."""

    base: Decimal
    clause_base: Decimal
    implementation_discount: Decimal
    point: str
    implementation_point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Discounts:
    """Rebates per hour and who gets them (6, 7, 12.2, 12.3)."""

    regular: Decimal
    regular_point: str
    regular_window_months: int
    regular_min_months: int
    regular_status_point: str
    update: Decimal
    update_point: str
    update_months: int
    update_vendors: tuple[str, ...]
    cap: Decimal
    cap_point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Travel:
    """The cost of travel, net (10.5)."""

    flat: Decimal
    flat_places: tuple[str, ...]
    flat_point: str
    per_km: Decimal
    minimum: Decimal
    km_point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """How work is registered: topics, units in minutes (11)."""

    accounting_topics: tuple[str, ...]
    general_topics: tuple[str, ...]
    quarter_minutes: int
    quarter_point: str
    classes_point: str
    mixed_point: str
    onsite_unit_minutes: int
    onsite_point: str
    onsite_next_unit_minutes_regular: int
    onsite_regular_point: str
    onsite_mixed_point: str

    def __post_init__(self) -> None:
        # packages, bills and the work log are kept in quarters: another unit is a change of the program, not of a file
        if self.quarter_minutes != 15:
            raise TermsError(f"remote work is counted in quarters (11.1), not in units of {self.quarter_minutes} min")


@dataclass(frozen=True, kw_only=True, slots=True)
class Billing:
    """Invoices, VAT and complaints (12.6, 12.8)."""

    vat_percent: int
    vat_point: str
    issue_days_after_month: int
    payment_days: int
    point: str
    complaint_days: int
    complaint_days_extended: int
    complaint_point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageRow:
    """One size of package (13.3, 13.11)."""

    hours: int
    percent_off: int
    validity_days: int
    start_within_days: int
    point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Packages:
    """What holds for every package (13.4, 13.6, 13.8, 13.10)."""

    hours_from: time
    hours_to: time
    hours_point: str
    window_days: int
    limit_percent: int
    limit_point: str
    order_days: int
    order_point: str
    extension_days: int
    compensation_point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A number of days and its point."""

    days: int
    point: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceList:
    """One dated price list; look things up with ``band``, ``rate`` and ``package``."""

    valid_from: date
    source: str
    bands: Mapping[str, BandRow]
    hours: Mapping[str, tuple[HoursRow, ...]]  # by DAYS, and "holiday"
    rates: Mapping[tuple[str, str], RateRow]  # (mode, service)
    discounts: Discounts
    reaction: Period
    implementation: Period
    travel: Travel
    work: Work
    billing: Billing
    packages: Packages
    sizes: Mapping[int, PackageRow]
    required_in_order: tuple[str, ...]

    def package(self, hours: int) -> PackageRow:
        """The row of a package size; TermsError for a size that is not sold."""
        if row := self.sizes.get(hours):
            return row
        raise TermsError(f"there is no package of {hours} h; sold are {', '.join(map(str, self.sizes))} h (13.3)")


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def _money(table: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return _tuples(table) | {name: Decimal(table[name]) for name in names}


def _rate(row: Mapping[str, Any]) -> RateRow:
    return RateRow(
        base=Decimal(row["base"]),
        clause_base=Decimal(row.get("clause_base", row["base"])),
        implementation_discount=Decimal(row["implementation_discount"]),
        point=row["point"],
        implementation_point=row["implementation_point"],
    )


def _hours(row: Mapping[str, Any]) -> tuple[HoursRow, ...]:
    found = tuple(
        HoursRow(start=r["from"], end=r["to"], band=r.get("band", ""), decided_by=r.get("decided_by", ""))
        for r in row["ranges"]
    )
    edges = [0, *(r.end for r in found)]
    if edges[-1] != 24 or any(r.start != edge for r, edge in zip(found, edges, strict=False)):
        raise TermsError(f"the hours of {', '.join(row['days'])} do not cover 0-24 without gaps")
    return found


def read(text: str, name: str) -> PriceList:
    """A price list from its TOML text; TermsError names the file and what is wrong."""
    try:
        t = tomllib.loads(text)
        return PriceList(
            valid_from=t["valid_from"],
            source=t["source"],
            bands={row["letter"]: BandRow(**row) for row in t["band"]},
            hours={day: _hours(row) for row in t["hours"] for day in row["days"]},
            rates={(row["mode"], row["service"]): _rate(row) for row in t["rate"]},
            discounts=Discounts(**_money(t["discounts"], "regular", "update", "cap")),
            reaction=Period(days=t["reaction"]["working_days"], point=t["reaction"]["point"]),
            implementation=Period(**t["implementation"]),
            travel=Travel(**_money(t["travel"], "flat", "per_km", "minimum")),
            work=Work(**_tuples(t["work"])),
            billing=Billing(**t["invoice"]),
            packages=Packages(**t["packages"]),
            sizes={row["hours"]: PackageRow(**row) for row in t["package"]},
            required_in_order=tuple(t["required"]["package_order"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ArithmeticError, TermsError) as error:
        raise TermsError(f"price list {name}: {error}") from error


@cache
def price_lists() -> tuple[PriceList, ...]:
    """Every price list shipped with the program, oldest first."""
    folder = files("worker.terms") / "pricelists"
    found = [read(f.read_text("utf-8"), f.name) for f in folder.iterdir() if f.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def price_list_on(day: date, lists: tuple[PriceList, ...] | None = None) -> PriceList:
    """The list in force on a day of service: the latest that had begun. TermsError before the first one."""
    lists = price_lists() if lists is None else lists
    index = bisect_right([one.valid_from for one in lists], day)
    if not index:
        raise TermsError(f"no price list was in force on {day}; the first begins on {lists[0].valid_from}")
    return lists[index - 1]
