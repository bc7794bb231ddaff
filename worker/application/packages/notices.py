"""Letters that a package is nearly used, its window is, or that it ends (13.5, 13.6): to customer and managers, once.

Every working morning all packages that can still serve are looked at. What holds and was not told gets its row of
``package_notice`` (UNIQUE) in the transaction that writes the letters, so a worker that is killed, or was down for
days, tells each thing once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session as Database
from sqlmodel import select

from worker.application.billing.payees import Payee, payees
from worker.application.office import Office
from worker.application.packages.account import accounts_of
from worker.application.packages.facts import balance_now
from worker.application.post import outbox_row
from worker.domain.calendar import local_day
from worker.domain.packages.account import PackageAccount
from worker.domain.packages.news import Limits, News, package_news
from worker.domain.thresholds import in_working_hours
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import outbox
from worker.store.billing_tables import PackageNotice, SoldPackage
from worker.store.staff_tables import JobRun
from worker.store.tables import Payer

_JOB = "packages"
_LONGEST = timedelta(days=800)  # 360 days and many compensations of 30: older packages cannot serve
_CONTACTS = 5  # people of one payer who are written to


def tell_of_packages(session: Database, office: Office, now: datetime) -> int:
    """The letters of this working day, unless they were written already; how many packages they are about."""
    today = local_day(now)
    if not in_working_hours(now, days_off=office.days_off) or _looked(session, today):
        return 0
    session.add(JobRun(job=_JOB, period=today.isoformat(), ran_at=now, covered_until=now))
    fresh: dict[str, list[tuple[PackageAccount, tuple[News, ...]]]] = defaultdict(list)
    for nip, account, news in worth_telling(session, office, today):
        untold = tuple(kind for kind, period in news if _mark(session, account, kind, period, now))
        if untold:
            fresh[nip].append((account, untold))
    rows = {nip: rows_of(session, office, nip, found) for nip, found in fresh.items()}
    cause = f"{_JOB}:{today.isoformat()}"
    if office.packages.tell_customers:
        for nip, own in rows.items():
            payee = _payee(session, nip)
            for person in payee.recipients[:_CONTACTS]:
                notice = facts.PackageNotice(
                    cause=f"{cause}:{nip}",
                    recipient=person,
                    now=now,
                    rows=own,
                    answers_to=next(iter(office.managers), None),
                    language=payee.language,
                )
                letter = letters.package_notice(notice, office.sender)
                outbox.enqueue(session, outbox_row(letter, cause=notice.cause, now=now))
    everything = tuple(row for own in rows.values() for row in own)
    for manager in office.managers if everything else ():
        notice = facts.PackageNotice(cause=cause, recipient=manager, now=now, rows=everything)
        letter = letters.package_alert(notice, office.sender)
        outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))
    return len(everything)


def near_the_end(session: Database, office: Office, day: date) -> tuple[facts.PackageRow, ...]:
    """For the digest: packages of which anything is worth telling, told or not; the first to end first."""
    found = [
        row
        for nip, account, news in worth_telling(session, office, day)
        for row in rows_of(session, office, nip, [(account, tuple(kind for kind, _ in news))])
    ]
    return tuple(sorted(found, key=lambda row: (row.package.valid_until, row.nip, row.package.code)))


def worth_telling(
    session: Database, office: Office, day: date
) -> list[tuple[str, PackageAccount, tuple[tuple[News, str], ...]]]:
    """Payer, package and what holds of it, of every package that can still serve."""
    rules = office.packages
    limits = Limits(low_percent=rules.low_percent, window_percent=rules.window_percent, ending_days=rules.ending_days)
    nips = session.exec(
        select(SoldPackage.nip).where(SoldPackage.start_day <= day, SoldPackage.start_day > day - _LONGEST).distinct()
    ).all()
    return [
        (nip, account, news)
        for nip, known in accounts_of(session, office, sorted(nips), day).items()
        for account in known.packages
        if (news := tuple(package_news(account, limits)))
    ]


def rows_of(
    session: Database, office: Office, nip: str, found: Iterable[tuple[PackageAccount, Sequence[News]]]
) -> tuple[facts.PackageRow, ...]:
    """Packages as the letters list them."""
    payer = session.get(Payer, nip)
    return tuple(
        facts.PackageRow(
            nip=nip,
            payer=payer.name if payer else "",
            package=balance_now(session, office, account),
            news=tuple(facts.PackageNews(kind.value) for kind in news),
            next_window=account.next_window.first if account.next_window else None,
        )
        for account, news in found
    )


def _looked(session: Database, today: date) -> bool:
    query = select(JobRun.id).where(JobRun.job == _JOB, JobRun.period == today.isoformat())
    return session.exec(query).first() is not None


def _mark(session: Database, account: PackageAccount, kind: News, period: str, now: datetime) -> bool:
    """Note that it is told; says whether it was not before."""
    code = account.package.id
    there = session.exec(
        select(PackageNotice.id).where(
            PackageNotice.code == code, PackageNotice.kind == kind.value, PackageNotice.period == period
        )
    ).first()
    if there is None:
        session.add(PackageNotice(code=code, kind=kind.value, period=period, told_at=now))
    return there is None


def _payee(session: Database, nip: str) -> Payee:
    """The payer as his bills know him: those who get them, and in which language."""
    return payees(session, [nip], "")[nip]
