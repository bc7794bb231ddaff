"""What a piece of work makes of the payer's day: bands of the work, the day's sum and its quarters [8, 11.1.3]."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from worker.application.work_rows import remote_session
from worker.domain.calendar import ONE_DAY, local_day, start_of_day
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import stretches
from worker.domain.tariff.rates import Standing
from worker.domain.tariff.topics import service_of
from worker.domain.tariff.visits import Visit, visit_rows
from worker.domain.tariff.work import remote_quarters, tally
from worker.mail.letters import facts
from worker.store import staff_queries
from worker.store.staff_tables import WorkEntry, WorkKind

_DEFAULT = {Service.ACCOUNTING.value: ("accounting",)}


def default_topics(service: str) -> tuple[str, ...]:
    """The topics of work that names none: those of the ticket's class."""
    return _DEFAULT.get(service, ("it",))


def receipt_of_work(session: Session, entry: WorkEntry, line: str, policy: Policy = DEFAULT) -> facts.ReceiptLine:
    """The receipt of remote work: its bands, and the payer's day with it."""
    day = local_day(entry.start_at)
    begin = start_of_day(day)
    entries = staff_queries.work_of_payer(session, entry.nip, begin, start_of_day(day + ONE_DAY))
    sessions = [remote_session(one) for one in entries if one.kind == WorkKind.REMOTE.value]
    service = _class_of(entry, entries, policy)
    seconds = quarters = 0
    for key, sums in tally(sessions, policy).items():
        if key.day == day and key.service is service:
            seconds += sum(sums.seconds.values())
            shared = remote_quarters(sums.seconds, key.day, policy)
            quarters += sum(count for bands in shared.values() for count in bands.values())
    return facts.ReceiptLine(
        line=line,
        done=facts.Done.WORK,
        day=day,
        length=entry.end_at - entry.start_at,
        bands=bands_of(entry.start_at, entry.end_at, policy),
        day_total=timedelta(seconds=seconds),
        quarters=quarters,
        service=service.value,
        implementation=entry.implementation_of,
    )


def receipt_of_visit(entry: WorkEntry, line: str, policy: Policy = DEFAULT) -> facts.ReceiptLine:
    """The receipt of a visit: started hours by band, as for a customer who is not regular [11.2.2]."""
    visit = Visit(visit=str(entry.id), start=entry.start_at, end=entry.end_at, topics=tuple(entry.topics))
    billed: dict[str, Decimal] = defaultdict(Decimal)
    for row in visit_rows([visit], Standing(), policy):
        for band, hours in row.by_band.items():
            billed[band.value] += hours
    return facts.ReceiptLine(
        line=line,
        done=facts.Done.VISIT,
        day=local_day(entry.start_at),
        length=entry.end_at - entry.start_at,
        bands=tuple((band, f"{hours.normalize():f}".replace(".", ",")) for band, hours in sorted(billed.items())),
        implementation=entry.implementation_of,
    )


def bands_of(start: datetime, end: datetime, policy: Policy = DEFAULT) -> tuple[tuple[str, str], ...]:
    """Band and minutes of each, in the order of the work."""
    seconds: dict[str, int] = {}
    for stretch in stretches(start, end, policy):
        seconds[stretch.band.value] = seconds.get(stretch.band.value, 0) + stretch.seconds
    return tuple((band, f"{count // 60} min") for band, count in seconds.items())


def _class_of(entry: WorkEntry, entries: Iterable[WorkEntry], policy: Policy) -> Service:
    mine = remote_session(entry).connection
    topics = set(entry.topics)
    if mine:
        for other in entries:
            if remote_session(other).connection == mine:
                topics.update(other.topics)
    return service_of(topics, local_day(entry.start_at), policy)
