"""Remote work (11.1): sessions to seconds, and seconds to quarters per payer, Warsaw day and class.

The seconds of a day and class are kept in three streams, because 11.1.4 and 13.4 settle them apart:
implementation, time inside the hours of a package, and the rest. Each stream is summed, rounded once, and
its quarters given to bands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.calendar import WARSAW, local_day, utc
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band, Stretch, band_from, stretches
from worker.domain.tariff.package_hours import cut_at_package_hours
from worker.domain.tariff.rates import Mode, Standing, hourly_net
from worker.domain.tariff.rounding import share_quarters
from worker.domain.tariff.topics import service_of


class Stream(StrEnum):
    """What is summed and rounded on its own (11.1.4, 13.4)."""

    IMPLEMENTATION = "implementation"
    PACKAGE = "package"  # inside the hours of a package, whether or not there is one
    TARIFF = "tariff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A piece of remote work for one payer; ``start`` and ``end`` are zone-aware.

    Sessions of one ``connection`` are priced by one class (11.1.5); an empty one is a connection of its own.
    ``arranged``: agreed outside the hours of packages (13.4). ``implementation_of``: id of a purchase (10.4).
    """

    session: str
    start: datetime
    end: datetime
    topics: tuple[str, ...]
    connection: str = ""
    user: str = ""
    location: str = ""
    implementation_of: str = ""
    arranged: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A run of work inside one sum of the protocol: whose session, from when to when (UTC), elapsed seconds."""

    session: str
    start: datetime
    end: datetime
    seconds: int


@dataclass(frozen=True, order=True, slots=True)
class DayAndClass:
    """What is summed together: a Warsaw day, a price class and (by policy) a user or location."""

    day: date
    service: Service
    part: str = ""


@dataclass(slots=True)
class Tally:
    """Seconds of one day and class, by stream and band; ``decided_by`` are the policies that gave a band."""

    seconds: dict[tuple[Stream, Band], int] = field(default_factory=lambda: defaultdict(int))
    decided_by: set[str] = field(default_factory=set)
    pieces: dict[Stream, list[Piece]] = field(default_factory=lambda: defaultdict(list))

    def note(self, stream: Stream, session: str, stretch: Stretch, seconds: int) -> None:
        """Remember what a sum consists of; stretches of one session that touch are one piece."""
        pieces = self.pieces[stream]
        last = pieces[-1] if pieces else None
        if last is not None and last.session == session and last.end == stretch.start:
            pieces[-1] = replace(last, end=stretch.end, seconds=last.seconds + seconds)
        else:
            pieces.append(Piece(session=session, start=stretch.start, end=stretch.end, seconds=seconds))

    def stream(self, *streams: Stream) -> dict[Band, int]:
        """Seconds by band of one or several streams taken together."""
        found: dict[Band, int] = {}
        for (stream, band), seconds in self.seconds.items():
            if stream in streams and seconds:
                found[band] = found.get(band, 0) + seconds
        return found

    def consists_of(self, stream: Stream, *, whole: bool) -> tuple[Piece, ...]:
        """The pieces of a stream; without a package (``whole`` false) the tariff took the package's hours over."""
        taken = [stream] if whole or stream is not Stream.TARIFF else [Stream.PACKAGE, Stream.TARIFF]
        found = sorted((one for name in taken for one in self.pieces[name]), key=lambda one: (one.start, one.session))
        joined: list[Piece] = []
        for one in found:
            last = joined[-1] if joined else None
            if last is not None and last.session == one.session and last.end == one.start:
                joined[-1] = replace(last, end=one.end, seconds=last.seconds + one.seconds)
            else:
                joined.append(one)
        return tuple(joined)


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoteRow:
    """One row of billed remote work: quarters of a day and class, by band."""

    day: date
    service: Service
    part: str
    seconds: int
    by_band: Mapping[Band, int]
    net: Decimal

    @property
    def quarters(self) -> int:
        """All quarters of the row."""
        return sum(self.by_band.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Connection:
    """What a connection decides for its sessions: one class, and by policy one day."""

    service: Service
    day: date


def cheaper_first(day: date) -> Callable[[Band], tuple[int, str]]:
    """The order of bands by surcharge on a day."""
    return lambda band: (band.surcharge_percent(day), band)


def tally(
    sessions: Iterable[Session],
    policy: Policy = DEFAULT,
    *,
    is_implementation: Callable[[Session, date], bool] = lambda _session, _day: False,
) -> dict[DayAndClass, Tally]:
    """Seconds by day and class, sorted by both. Raises ValueError for work that ends before it starts.

    ``is_implementation`` says whether a session is priced as implementation on a day (10.4).
    """
    sessions = tuple(sessions)
    found: dict[DayAndClass, Tally] = defaultdict(Tally)
    connections = _connections(sessions, policy)
    intervals: dict[tuple[DayAndClass, Stream], list[tuple[Stretch, Band, str]]] = defaultdict(list)
    for session in sessions:
        connection = connections[_connection_id(session)]
        for stream, stretch in _streams(session, policy, is_implementation):
            day = stretch.day if policy.remote_midnight == "cut" else connection.day
            band = stretch.band if policy.remote_band_split != "start_band" else band_from(session.start, policy)
            key = DayAndClass(day, connection.service, _part(session, policy))
            intervals[key, stream].append((stretch, band, session.session))
    for (key, stream), pieces in intervals.items():
        if policy.remote_overlap == "union":
            pieces = list(_union(pieces))  # noqa: PLW2901  # the same pieces without what overlaps
        for stretch, band, session_id in pieces:
            seconds = _duration(stretch, policy)
            found[key].seconds[stream, band] += seconds
            found[key].note(stream, session_id, stretch, seconds)
            if stretch.decided_by and policy.remote_band_split != "start_band":
                found[key].decided_by.add(stretch.decided_by)
    return dict(sorted(found.items()))


def _connection_id(session: Session) -> str:
    return session.connection or f"\0{session.session}"


def _connections(sessions: tuple[Session, ...], policy: Policy) -> dict[str, _Connection]:
    topics: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, datetime] = {}
    for session in sessions:
        name = _connection_id(session)
        topics[name].update(session.topics)
        start = utc(session.start)
        starts[name] = min(start, starts.get(name, start))
    days = {name: local_day(start) for name, start in starts.items()}
    return {name: _Connection(service=service_of(topics[name], day, policy), day=day) for name, day in days.items()}


def _part(session: Session, policy: Policy) -> str:
    match policy.remote_customer_key:
        case "payer_nip":
            return ""
        case "user":
            return session.user
        case "location":
            return session.location


def _streams(
    session: Session, policy: Policy, is_implementation: Callable[[Session, date], bool]
) -> Iterator[tuple[Stream, Stretch]]:
    """The stretches of a session with the stream each belongs to."""
    for stretch in stretches(session.start, session.end, policy):
        if session.implementation_of and is_implementation(session, stretch.day):
            yield Stream.IMPLEMENTATION, stretch
        else:
            for piece, inside in cut_at_package_hours(stretch, session.start, policy, arranged=session.arranged):
                yield (Stream.PACKAGE if inside else Stream.TARIFF), piece


def _union(pieces: list[tuple[Stretch, Band, str]]) -> Iterator[tuple[Stretch, Band, str]]:
    """The pieces without the time another one already covers, in order of their start."""
    covered = None
    for stretch, band, session in sorted(pieces, key=lambda piece: (piece[0].start, piece[0].end)):
        start = stretch.start if covered is None else max(stretch.start, covered)
        if start < stretch.end:
            yield Stretch(day=stretch.day, band=stretch.band, start=start, end=stretch.end), band, session
            covered = stretch.end


def _duration(stretch: Stretch, policy: Policy) -> int:
    if policy.time_duration == "elapsed":
        return stretch.seconds
    clock = _wall(stretch.end) - _wall(stretch.start)
    return max(int(clock / timedelta(seconds=1)), 0)


def _wall(instant: datetime) -> datetime:
    return instant.astimezone(WARSAW).replace(tzinfo=None)


def remote_quarters(
    sum_of: Mapping[tuple[Stream, Band], int], day: date, policy: Policy = DEFAULT
) -> dict[Stream, dict[Band, int]]:
    """Quarters of one day and class, by stream and band.

    Streams are rounded apart; policies ``streams`` and ``package.rounding_with_tariff`` put them in one sum.
    """
    groups: list[tuple[Stream, ...]] = [(stream,) for stream in Stream]
    if policy.streams == "one_sum":
        groups = [tuple(Stream)]
    elif policy.package_rounding_with_tariff == "together":
        groups = [(Stream.IMPLEMENTATION,), (Stream.PACKAGE, Stream.TARIFF)]
    cheaper = cheaper_first(day)
    found: dict[Stream, dict[Band, int]] = {stream: {} for stream in Stream}
    for group in groups:
        cells = {cell: seconds for cell, seconds in sum_of.items() if cell[0] in group and seconds}
        shared = share_quarters(cells, lambda cell: (*cheaper(cell[1]), cell[0]), policy)
        for (stream, band), quarters in shared.items():
            found[stream][band] = quarters
    return found


def remote_rows(sessions: Iterable[Session], standing: Standing, policy: Policy = DEFAULT) -> list[RemoteRow]:
    """Remote work at the hourly tariff, without packages and implementations: one row per day and class."""
    rows = []
    for key, sums in tally(sessions, policy).items():
        by_band = sums.stream(*Stream)
        shared = share_quarters(by_band, cheaper_first(key.day), policy)
        rows.append(
            RemoteRow(
                day=key.day,
                service=key.service,
                part=key.part,
                seconds=sum(by_band.values()),
                by_band=dict(sorted(shared.items())),
                net=tariff_net(Mode.REMOTE, key, shared, standing, policy),
            )
        )
    return rows


def tariff_net(
    mode: Mode, key: DayAndClass, quarters: Mapping[Band, int], standing: Standing, policy: Policy = DEFAULT
) -> Decimal:
    """The net price of quarters at the hourly tariff."""
    rate = {
        band: hourly_net(mode, key.service, band, on=key.day, standing=standing, policy=policy) for band in quarters
    }
    return sum((rate[band] * count / 4 for band, count in quarters.items()), Decimal("0.00"))
