"""Accounts of packages as the facts of letters."""

from datetime import date, timedelta

from sqlmodel import Session as Database

from worker.application.office import Office
from worker.application.open_orders import with_open_orders
from worker.application.packages.account import Accounts, accounts
from worker.domain.found import Service
from worker.domain.packages.account import PackageAccount, PackageState
from worker.domain.packages.selection import available
from worker.domain.policy import DEFAULT, Policy
from worker.mail.letters import facts
from worker.store import queries

_TELLING = (PackageState.VALID, PackageState.NOT_STARTED)


def balances(
    session: Database, office: Office, nip: str, service: Service | None, day: date
) -> tuple[facts.PackageBalance | None, tuple[facts.PackageBalance, ...]]:
    """The package that work of a class would draw on now, and the payer's others that hold anything."""
    if not queries.binding(session, nip).has_packages:
        return None, ()
    known = accounts(session, office, nip, day)
    first = drawn_first(known, service, office.policy)
    rest = (one for one in known.packages if one is not first and one.state in _TELLING and one.left)
    first_told = balance_now(session, office, first) if first else None
    return first_told, tuple(balance_now(session, office, one) for one in rest)


def drawn_first(known: Accounts, service: Service | None, policy: Policy = DEFAULT) -> PackageAccount | None:
    """The package that is drawn on first (policy ``package.select``); without a class the one that ends first."""
    valid = [one for one in known.packages if one.state is PackageState.VALID]
    if service is None:
        return min(valid, key=lambda one: (one.valid_to, one.package.start), default=None)
    usable = available((one.package for one in valid), service, known.day, policy)
    return known.of(usable[0].id) if usable else None


def balance_now(session: Database, office: Office, account: PackageAccount) -> facts.PackageBalance:
    """One package as letters print it: with what the orders that are open now keep of it (13.6, 13.8)."""
    return balance(with_open_orders(session, office, account))


def balance(account: PackageAccount) -> facts.PackageBalance:
    """One package as letters print it, of an account that knows the open orders already."""
    window = account.window
    return facts.PackageBalance(
        size=timedelta(hours=account.package.hours),
        service=account.package.service,
        remaining=of_quarters(account.left),
        valid_until=account.valid_to,
        window_remaining=of_quarters(window.free) if window else None,
        window_until=window.last if window else None,
        code=account.package.id,
        ordered=of_quarters(account.promised.waiting.total) if account.promised else timedelta(),
        starts=account.package.start if account.state is PackageState.NOT_STARTED else None,
    )


def of_quarters(quarters: int) -> timedelta:
    """Quarters as time."""
    return timedelta(minutes=15 * quarters)
