"""What a line can say, as frozen values. ``line`` is the command as written, for receipts and questions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.insert.entries import WalletSaid


class Decision(StrEnum):
    """How a complaint is answered [12.10]."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class Status(StrEnum):
    """The states a technician may name; the values are those of a ticket."""

    WAITING = "waiting"
    IN_PROGRESS = "in-progress"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command line."""

    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Work(Command):
    """``czas:`` remote work [11.1]; zone-aware instants. No ``topics``: those of the ticket count.

    ``also``: the other lengths its hours can mean, in the night that has 2:00 to 2:59 twice.
    """

    start: datetime
    end: datetime
    topics: tuple[str, ...] = ()
    confirmed: bool = False
    arranged: bool = False
    also: tuple[timedelta, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Command):
    """``wizyta:`` work at the customer's from the arrival [11.2]."""

    start: datetime
    end: datetime
    topics: tuple[str, ...] = ()
    confirmed: bool = False
    also: tuple[timedelta, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Travel(Command):
    """``dojazd:`` kilometres one way, or the name of a place with the flat sum [10.5]."""

    day: date
    km_one_way: Decimal | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetTopic(Command):
    """``klasa:``"""

    topics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Connection(Command):
    """``połączenie:``"""

    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Implementation(Command):
    """``wdrożenie:``"""

    invoice: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetStatus(Command):
    """``status:``"""

    status: Status


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver(Command):
    """``przekaz:``"""

    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Command):
    """``notatka:`` with everything behind it."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge(Command):
    """``scal:`` this ticket into another."""

    ticket: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetPayer(Command):
    """``nip:``"""

    nip: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AddParticipant(Command):
    """``uczestnik:``"""

    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Away(Command):
    """``nieobecny:`` both days included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneReport(Command):
    """``telefon:`` whose call it was."""

    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TickStep(Command):
    """``krok:`` steps of the ticket's guided case, by number; ``undone``: not done after all."""

    numbers: tuple[int, ...]
    undone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TellWallet(Command):
    """``portfel:`` about the payer's InsERT wallet; ``nip`` "": the payer of the ticket."""

    said: tuple[WalletSaid, ...]
    nip: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed(Command):
    """``potwierdzam``: the reply goes as it is, whatever the guards think."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Undo(Command):
    """``cofnij``"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Help(Command):
    """``pomoc``"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Command):
    """``raport``"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Show(Command):
    """``zgłoszenie``"""

    ticket: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Assign(Command):
    """``przydziel``"""

    ticket: str
    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspend(Command):
    """``wstrzymaj``"""

    nip: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Resume(Command):
    """``wznów``"""

    nip: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldBills(Command):
    """``WSTRZYMAJ`` in reply to the preview of a month: one payer's bill, or everybody's."""

    nip: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseBills(Command):
    """``WZNÓW`` in reply to the preview."""

    nip: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveBills(Command):
    """``ZATWIERDŹ`` in reply to the preview."""

    nip: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectBill(Command):
    """``korekta``: the next version of a payer's month, after its preview; ``month`` is its first day [12.10]."""

    month: date
    nip: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand(Command):
    """``wezwij``: the notice of overdue invoices; no ``until``: the days of the settings [12.7]."""

    nip: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Extend(Command):
    """``przedłuż:`` why a complaint needs more than 30 days [12.8]."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decide(Command):
    """``reklamacja:`` how it is answered; the words for the customer stand below."""

    decision: Decision
