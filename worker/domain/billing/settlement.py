"""Settling the work of a month: every sum of a day and class goes to a package, a price list, or both.

Remote time inside package hours draws on the packages that cover it, day by day; what they have no more of,
and everything else, is priced by the hour. Implementation time has its own price list and draws on nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from worker.domain.billing.month import HeldPackage, Line, LineKind, MonthFacts, PackageUse, ProtocolRow, Settled
from worker.domain.found import Service
from worker.domain.packages.drawing import Use, window_room
from worker.domain.packages.package import Package
from worker.domain.packages.selection import available, select
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.implementation import Claim, entitled, implementation_rate
from worker.domain.tariff.late_work import added_quarters
from worker.domain.tariff.money import to_grosz
from worker.domain.tariff.rates import Basis, Mode, Standing
from worker.domain.tariff.rounding import QUARTER
from worker.domain.tariff.visits import VisitRow
from worker.domain.tariff.work import DayAndClass, Piece, Session, Stream, Tally, cheaper_first, remote_quarters
from worker.terms import price_list_on

IMPLEMENTATION_KIND = {Mode.REMOTE: LineKind.IMPLEMENTATION_REMOTE, Mode.ONSITE: LineKind.IMPLEMENTATION_ONSITE}
ORDINARY_KIND = {Mode.REMOTE: LineKind.REMOTE, Mode.ONSITE: LineKind.ONSITE}


@dataclass(frozen=True, slots=True)
class _Rate:
    """What lines of one rate have in common."""

    kind: LineKind
    service: Service
    band: Band
    unit_net: Decimal
    discount: Decimal
    points: tuple[str, ...]


@dataclass(slots=True)
class Settlement:
    """The running settlement of one payer's month: what was billed, what was drawn, what the protocol says."""

    facts: MonthFacts
    standing: Standing
    late_implementation: bool
    policy: Policy
    packages: list[Package] = field(default_factory=list)
    uses: dict[str, list[Use]] = field(default_factory=dict)
    billed: dict[_Rate, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    package_use: list[PackageUse] = field(default_factory=list)
    protocol: list[ProtocolRow] = field(default_factory=list)
    held: bool = False
    _rates: dict[tuple[Mode, Service, Band, date, bool], _Rate] = field(default_factory=dict)

    def take_over(self, held: tuple[HeldPackage, ...]) -> None:
        """Start from the balances of the beginning of the month."""
        self.packages = [one.package for one in held]
        self.uses = {one.package.id: list(one.uses) for one in held}

    def is_implementation(self, implementation_of: str, day: date) -> bool:
        """Whether work for a purchase is priced by the implementation price list on a day (10.4.1, 10.4.4)."""
        for purchase in self.facts.purchases:
            if purchase.id == implementation_of:
                late = self.late_implementation
                claim = Claim(purchased=purchase.day, finished=purchase.finished, paid_late_before=late)
                return entitled(claim, day, overdue=self.standing.overdue, policy=self.policy)
        return False

    def session_is_implementation(self, session: Session, day: date) -> bool:
        """As is_implementation, for the tally of sessions."""
        return self.is_implementation(session.implementation_of, day)

    # -- remote -------------------------------------------------------------------------------------------

    def settle_remote(self, key: DayAndClass, sums: Tally, *, billed: Tally | None = None) -> None:
        """One day and class of remote work (11.1.3, 13.4); ``billed`` is what an earlier statement took of it."""
        usable = available(self.packages, key.service, key.day, self.policy)
        cells = sums.seconds if usable else _without_package(sums)
        quarters = remote_quarters(cells, key.day, self.policy)
        if billed is not None:
            before = billed.seconds if usable else _without_package(billed)
            quarters = added_quarters(cells, before, key.day, self.policy)
        seconds: dict[Stream, int] = defaultdict(int)
        for (stream, _), length in cells.items():
            seconds[stream] += length
        for stream in sorted(seconds):
            if seconds[stream]:
                decided_by = self._decisions(sums, seconds, stream, quarters[stream])
                pieces = sums.consists_of(stream, whole=bool(usable))
                row = _Row(key=key, seconds=seconds[stream], decided_by=decided_by, pieces=pieces)
                self._settle_stream(row, stream, quarters[stream])

    def _settle_stream(self, row: "_Row", stream: Stream, by_band: Mapping[Band, int]) -> None:
        match stream:
            case Stream.PACKAGE:
                self._draw(row, by_band)
            case Stream.IMPLEMENTATION:
                self._bill(row, by_band, Settled.IMPLEMENTATION)
            case Stream.TARIFF:
                self._bill(row, by_band, Settled.TARIFF)

    def _draw(self, row: "_Row", by_band: Mapping[Band, int]) -> None:
        """Package time: from the packages as far as they go, the rest at the tariff (or to ask about)."""
        key, wanted = row.key, sum(by_band.values())
        chosen = select(self._limited(key.day), key.service, key.day, wanted, self.policy)
        for package_id, quarters in chosen.take:
            self._take(key, package_id, quarters)
            self._record(row, {}, Settled.PACKAGE, package=package_id, hours=Decimal(quarters) / 4)
        if chosen.to_ask:
            self.held = True
            self._record(row, {}, Settled.TO_ASK, hours=Decimal(chosen.to_ask) / 4)
        if chosen.tariff or not wanted:
            self._bill(row, _cheapest(by_band, chosen.tariff, key.day), Settled.USED_UP)

    def _limited(self, day: date) -> list[Package]:
        """The packages with the balance a window leaves them, where policies settle by the 34% (13.6).

        A limit on what is served is over once the work was done: the package pays for all of it.
        """
        if self.policy.package_limit_scope != "settled":
            return self.packages
        found = []
        for package in self.packages:
            room = window_room(package, self.uses[package.id], day, self.policy)
            found.append(package if room is None else replace(package, balance=min(package.balance, room)))
        return found

    def _take(self, key: DayAndClass, package_id: str, quarters: int) -> None:
        index = next(i for i, package in enumerate(self.packages) if package.id == package_id)
        left = self.packages[index].balance - quarters
        self.packages[index] = replace(self.packages[index], balance=left)
        self.uses[package_id].append(Use(day=key.day, quarters=quarters))
        self.package_use.append(
            PackageUse(package=package_id, day=key.day, service=key.service, quarters=quarters, balance_after=left)
        )

    # -- onsite -------------------------------------------------------------------------------------------

    def settle_visit(self, visit: VisitRow) -> None:
        """One visit, or a day's visits by policy (11.2)."""
        key = DayAndClass(visit.day, visit.service)
        implementation = self.is_implementation(visit.implementation_of, visit.day)
        settled = Settled.IMPLEMENTATION if implementation else Settled.TARIFF
        several = ("onsite.band_of_unit",) if len(visit.by_band) > 1 else ()
        row = _Row(
            key=key,
            seconds=visit.seconds,
            decided_by=several,
            visit=visit.visit,
            points=visit.points,
            pieces=visit.pieces,
        )
        self._price(row, visit.by_band, settled)

    # -- pricing ------------------------------------------------------------------------------------------

    def _bill(self, row: "_Row", by_band: Mapping[Band, int], settled: Settled) -> None:
        self._price(row, {band: Decimal(quarters) / 4 for band, quarters in by_band.items()}, settled)

    def _price(self, row: "_Row", hours: Mapping[Band, Decimal], settled: Settled) -> None:
        """Bill hours by band and write their row of the protocol."""
        net, points = Decimal(0), list(row.points)
        for band, amount in hours.items():
            rate = self._rate(row, band, implementation=settled is Settled.IMPLEMENTATION)
            self.billed[rate] += amount
            net += to_grosz(amount * rate.unit_net)
            points += [point for point in rate.points if point not in points]
        self._record(row, hours, settled, net=net, points=tuple(points), hours=sum(hours.values(), Decimal(0)))

    def _rate(self, row: "_Row", band: Band, *, implementation: bool) -> _Rate:
        key, mode = row.key, row.mode
        memo = (mode, key.service, band, price_list_on(key.day).valid_from, implementation)
        if memo not in self._rates:
            rate = implementation_rate(
                mode,
                key.service,
                band,
                on=key.day,
                standing=self.standing,
                holds=implementation,
                policy=self.policy,
            )
            kind = (ORDINARY_KIND if rate.basis is Basis.ORDINARY else IMPLEMENTATION_KIND)[mode]
            self._rates[memo] = _Rate(kind, key.service, band, rate.net, rate.discount, rate.points)
        return self._rates[memo]

    def _record(
        self,
        row: "_Row",
        by_band: Mapping[Band, Decimal],
        settled: Settled,
        *,
        hours: Decimal,
        package: str = "",
        net: Decimal = Decimal(0),
        points: tuple[str, ...] | None = None,
    ) -> None:
        self.held |= self.policy.bands_friday_20_22 == "ask" and "bands.friday_20_22" in row.decided_by
        self.protocol.append(
            ProtocolRow(
                day=row.key.day,
                service=row.key.service,
                part=row.key.part,
                visit=row.visit,
                seconds=row.seconds,
                hours=hours,
                by_band=dict(sorted(by_band.items())),
                settled=settled,
                package=package,
                net=net,
                points=row.points if points is None else points,
                decided_by=row.decided_by,
                pieces=row.pieces,
            )
        )

    def _decisions(
        self, sums: Tally, seconds: Mapping[Stream, int], stream: Stream, by_band: Mapping[Band, int]
    ) -> tuple[str, ...]:
        """The policies that had a say in a row of remote work."""
        found = set(sums.decided_by)
        if seconds[stream] % QUARTER:
            found.add("remote.rounding")
        if len(sums.stream(stream)) > 1:
            found.add("remote.band_split")
        if stream is Stream.PACKAGE:
            found.add("package.select")
        if seconds.get(Stream.PACKAGE) and seconds.get(Stream.TARIFF):
            found.add("package.outside_hours")
        if Band.A not in by_band and stream is Stream.IMPLEMENTATION:
            found.add("implementation.outside_A")
        return tuple(sorted(found))

    def lines(self) -> list[Line]:
        """The lines of the hours billed: one per kind, class, band and rate."""
        return [
            Line(
                kind=rate.kind,
                service=rate.service,
                band=rate.band,
                quantity=hours,
                unit_net=rate.unit_net,
                discount=rate.discount,
                net=to_grosz(hours * rate.unit_net),
                points=rate.points,
            )
            for rate, hours in self.billed.items()
            if hours
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """What the rows of one sum have in common."""

    key: DayAndClass
    seconds: int
    decided_by: tuple[str, ...]
    visit: str = ""
    points: tuple[str, ...] = ("11.1.2, 11.1.3",)
    pieces: tuple[Piece, ...] = ()

    @property
    def mode(self) -> Mode:
        return Mode.ONSITE if self.visit else Mode.REMOTE


def _without_package(sums: Tally) -> dict[tuple[Stream, Band], int]:
    """The sum of a day where no package can be drawn on: its hours are ordinary hours."""
    found: dict[tuple[Stream, Band], int] = defaultdict(int)
    for (stream, band), seconds in sums.seconds.items():
        found[Stream.TARIFF if stream is Stream.PACKAGE else stream, band] += seconds
    return found


def _cheapest(by_band: Mapping[Band, int], quarters: int, day: date) -> dict[Band, int]:
    """The quarters a package left over: it covers the dearer ones, for doubt goes against the drafter."""
    found = {}
    for band in sorted(by_band, key=cheaper_first(day)):
        if taken := min(quarters, by_band[band]):
            found[band] = taken
            quarters -= taken
    return found
