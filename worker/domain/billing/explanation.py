"""How a figure came about, in one line that cites its points; Polish, or as the payer's contract wants it.

``15 min → 1 kwadrans → strefa B → 234,00 − 20,00 = 214,00 zł/h → 53,50 zł netto, pkt 11.1.2, 10.3.1, 12.2``
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from worker.domain.billing.month import ProtocolRow, Settled
from worker.domain.calendar import SkippedDay
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.implementation import implementation_rate
from worker.domain.tariff.money import to_grosz
from worker.domain.tariff.rates import Mode, Standing
from worker.domain.tariff.visits import Visit, visit_rows
from worker.domain.tariff.work import Session, remote_rows
from worker.terms import price_list_on
from worker.terms.phrases import Language, counted, money, phrases, point

TOPIC_OF = {Service.GENERAL: "it", Service.ACCOUNTING: "accounting"}


@dataclass(frozen=True, kw_only=True, slots=True)
class BandPart:
    """The hours of one band at one rate; ``rebates`` are already off ``unit_net``."""

    band: Band
    hours: Decimal
    standard: Decimal
    rebates: tuple[Decimal, ...]
    unit_net: Decimal
    points: tuple[str, ...]

    @property
    def net(self) -> Decimal:
        """Hours at the rate, to the grosz."""
        return to_grosz(self.hours * self.unit_net)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A piece of work somebody asks the price of; both instants zone-aware."""

    mode: Mode
    service: Service
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """What one day (or one visit) of a question costs, and ``text``, how it came about."""

    day: date
    seconds: int
    hours: Decimal
    parts: tuple[BandPart, ...]
    points: tuple[str, ...]
    text: str

    @property
    def net(self) -> Decimal:
        """Net PLN."""
        return sum((part.net for part in self.parts), Decimal("0.00"))


def explained(asked: Question, standing: Standing, policy: Policy = DEFAULT) -> list[Explained]:
    """The price of a piece of work at the hourly tariff, day by day. Raises ValueError for a reversed interval."""
    topics = (TOPIC_OF[asked.service],)
    rows: list[tuple[date, int, dict[Band, Decimal], tuple[str, ...]]]
    if asked.mode is Mode.REMOTE:
        sessions = [Session(session="1", start=asked.start, end=asked.end, topics=topics)]
        rows = [
            (row.day, row.seconds, {band: Decimal(count) / 4 for band, count in row.by_band.items()}, ())
            for row in remote_rows(sessions, standing, policy)
        ]
    else:
        visits = [Visit(visit="1", start=asked.start, end=asked.end, topics=topics)]
        rows = [(row.day, row.seconds, dict(row.by_band), row.points) for row in visit_rows(visits, standing, policy)]
    return [
        _explained(asked, day, seconds, hours, points, standing=standing, policy=policy)
        for day, seconds, hours, points in rows
    ]


def _explained(
    asked: Question,
    day: date,
    seconds: int,
    hours: Mapping[Band, Decimal],
    unit_points: tuple[str, ...],
    *,
    standing: Standing,
    policy: Policy,
) -> Explained:
    parts = band_parts(asked.mode, asked.service, hours, on=day, standing=standing, policy=policy)
    units = unit_points or (price_list_on(day).work.quarter_point,)
    points = tuple(dict.fromkeys((*units, *(point for part in parts for point in part.points))))
    total = sum(hours.values(), Decimal(0))
    steps = [time_worked(seconds), billed(total, asked.mode), *priced(parts, asked.mode)]
    text = f"{phrases()['arrow'].join(steps)}, {cited(points)}"
    return Explained(day=day, seconds=seconds, hours=total, parts=parts, points=points, text=text)


def band_parts(
    mode: Mode,
    service: Service,
    by_band: Mapping[Band, Decimal],
    *,
    on: date,
    standing: Standing,
    implementation: bool = False,
    policy: Policy = DEFAULT,
) -> tuple[BandPart, ...]:
    """The rates behind the hours of a day, by band."""
    found = []
    for band, hours in sorted(by_band.items()):
        rate = implementation_rate(mode, service, band, on=on, standing=standing, holds=implementation, policy=policy)
        found.append(
            BandPart(
                band=band,
                hours=hours,
                standard=rate.standard,
                rebates=rate.rebates,
                unit_net=rate.net,
                points=rate.points,
            )
        )
    return tuple(found)


def explain_row(
    row: ProtocolRow, standing: Standing, policy: Policy = DEFAULT, language: Language = Language.POLISH
) -> str:
    """A row of the protocol in one line with its points."""
    words = phrases(language)
    mode = Mode.ONSITE if row.visit else Mode.REMOTE
    steps = [time_worked(row.seconds, language), billed(row.hours, mode, language)]
    match row.settled:
        case Settled.PACKAGE:
            steps.append(words["package"].format(id=row.package))
        case Settled.TO_ASK:
            steps.append(words["to_ask"])
        case Settled.USED_UP | Settled.IMPLEMENTATION:
            steps.append(words[row.settled])
        case Settled.TARIFF:
            pass
    if row.settled not in {Settled.PACKAGE, Settled.TO_ASK}:
        implementation = row.settled is Settled.IMPLEMENTATION
        parts = band_parts(
            mode,
            row.service,
            row.by_band,
            on=row.day,
            standing=standing,
            implementation=implementation,
            policy=policy,
        )
        steps += priced(parts, mode, language)
    return f"{words['arrow'].join(steps)}, {cited(row.points, language)}"


def time_worked(seconds: int, language: Language = Language.POLISH) -> str:
    """``90 min``, with seconds where there are any."""
    words, (minutes, rest) = phrases(language), divmod(seconds, 60)
    found = [words["minutes"].format(n=minutes)] if minutes or not rest else []
    return " ".join(found + ([words["seconds"].format(n=rest)] if rest else []))


def billed(hours: Decimal, mode: Mode, language: Language = Language.POLISH) -> str:
    """``3 kwadranse`` of remote work, ``1,5 godziny`` of a visit."""
    words = phrases(language)
    if mode is Mode.REMOTE:
        return counted(hours * 4, words["quarters"], language=language)
    return counted(hours, words["hours"], words["part_of_hour"], language)


def priced(parts: Iterable[BandPart], mode: Mode, language: Language = Language.POLISH) -> list[str]:
    """Bands, rates and what they come to; several bands name their share."""
    words, parts = phrases(language), tuple(parts)
    if not parts:
        return [words["nothing"]]
    steps = []
    for part in parts:
        share = f" ({billed(part.hours, mode, language)})" if len(parts) > 1 else ""
        steps += [words["band"].format(letter=part.band) + share, rate_of(part, language)]
    net = money(sum((part.net for part in parts), Decimal(0)), language)
    return [*steps, words["net"].format(net=net)]


def rate_of(part: BandPart, language: Language = Language.POLISH) -> str:
    """``234,00 − 20,00 = 214,00 zł/h``, or the rate alone where nothing was taken off."""
    words, net = phrases(language), money(part.unit_net, language)
    if not part.rebates:
        return str(words["rate"].format(net=net))
    rebates = " − ".join(money(rebate, language) for rebate in part.rebates)
    return str(words["rate_with_rebate"].format(standard=money(part.standard, language), rebates=rebates, net=net))


def cited(points: Iterable[str], language: Language = Language.POLISH) -> str:
    """``pkt 10.3.1, 12.2``: every point once, in order."""
    once = dict.fromkeys(point(one, language) for joined in points for one in joined.split(", "))
    words = phrases(language)["points" if len(once) > 1 else "point"]
    return str(words.format(points=", ".join(once)))


def skipped_day(skipped: SkippedDay) -> str:
    """``2026-12-24 (święto: Wigilia Bożego Narodzenia)``, for a letter that explains a deadline."""
    reason = phrases()["day_off"][skipped.reason].format(name=skipped.name)
    return f"{skipped.day.isoformat()} ({reason})"
