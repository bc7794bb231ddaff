"""The company as the jobs see it: its addresses, its people, its limits. Filled from settings by ``wiring``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from worker.application.shelf import Shelf, shipped_shelf
from worker.documents import Company
from worker.domain.classify import Helpdesk
from worker.domain.found import Detail
from worker.domain.insert.notices import LOW_DAYS
from worker.domain.message import Address
from worker.domain.policy import DEFAULT, Policy
from worker.mail.letters import Sender
from worker.mail.message_id import verify
from worker.terms.insert_packs import Pack, packs


@dataclass(frozen=True, kw_only=True, slots=True)
class Brakes:
    """Flood brakes: how many automatic letters one address may get, and one ticket may cause [RFC 3834 2]."""

    per_address_hour: int = 5
    per_address_day: int = 20
    per_ticket_day: int = 10

    @property
    def in_a_loop_day(self) -> int:
        """Letters a day to somebody who repeats himself: a tenth of his day, so that one setting moves both."""
        return max(1, self.per_address_day // 10)

    @property
    def numbered_day(self) -> int:
        """Checklists a day to somebody whose subjects differ by a number only; a person may have three such orders."""
        return self.in_a_loop_day + 1

    @property
    def unheeded_day(self) -> int:
        """Checklists a day that help nothing, or letters about the same trouble of other computers: a quarter."""
        return max(self.numbered_day + 1, self.per_address_day // 4)


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageRules:
    """When a package is worth a letter: the shares left of it and of its window in percent, the days before its end."""

    low_percent: int = 20
    window_percent: int = 20
    ending_days: int = 14
    tell_customers: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Billing:
    """How the month's end goes [12.6]: hours of Warsaw, the last day to catch up, the folder of the FA(3) schema.

    ``automatic``: the letters leave unless held; otherwise only once a manager has approved the month.
    """

    automatic: bool = True
    hour: int = 20
    preview_hour: int = 9
    last_day: int = 10
    fa3_schema: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """Everything about the company that a decision or a letter needs.

    ``authserv_id`` is our own server's name in Authentication-Results; empty: nothing is trusted.
    ``queue`` receives new tickets and customers' messages; ``company`` heads the documents of the month's end.
    """

    sender: Sender
    own_addresses: frozenset[str]
    own_phones: frozenset[str] = frozenset()
    authserv_id: str = ""
    technicians: tuple[Address, ...] = ()
    managers: tuple[Address, ...] = ()
    queue: tuple[Address, ...] = ()
    free_mail_domains: frozenset[str] = frozenset()
    required: frozenset[Detail] = frozenset(Detail)
    days_off: frozenset[date] = frozenset()
    reaction_days: int | None = None  # [1.2] of the settings; None: the price list's
    final_payment_days: int = 7
    daily_digest: bool = True
    call_reminder_days: int = 3
    policy: Policy = DEFAULT
    brakes: Brakes = Brakes()
    packs: tuple[Pack, ...] = field(default_factory=packs)  # of InsPunkty, with what is known of their prices
    low_days: int = LOW_DAYS  # the balance of a wallet lasts for fewer: its payer is told
    shelf: Shelf = field(default_factory=shipped_shelf)  # help articles and guided cases
    packages: PackageRules = PackageRules()
    company: Company = field(default_factory=lambda: Company(name="Pomoc"))
    billing: Billing = Billing()

    @property
    def technician_addresses(self) -> frozenset[str]:
        """Addresses of the people who do the work."""
        return frozenset(person.address for person in self.technicians)

    @property
    def manager_addresses(self) -> frozenset[str]:
        """Addresses of the people who watch over the work."""
        return frozenset(person.address for person in self.managers)

    @property
    def staff_addresses(self) -> frozenset[str]:
        """Addresses whose authenticated word moves tickets: technicians and managers."""
        return self.technician_addresses | self.manager_addresses

    def name_of(self, address: str) -> str:
        """The name of one of our people; the address itself for anybody else."""
        people = (*self.technicians, *self.managers, *self.queue)
        return next((one.name for one in people if one.address == address and one.name), address)

    def person(self, address: str) -> Address:
        """One of our people with his name; anybody else under his address."""
        return Address(address=address, name=self.name_of(address))

    @property
    def me(self) -> Helpdesk:
        """Who we are, for the rules."""
        return Helpdesk(addresses=self.own_addresses, phones=self.own_phones, is_own_id=self._signed_by_us())

    def _signed_by_us(self) -> Callable[[str], bool]:
        sender = self.sender
        return lambda message_id: verify(message_id, domain=sender.domain, key=sender.key)
