"""Everything known when one mail is judged: the mail, who wrote it, what it hangs on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from worker.domain import nip
from worker.domain.calendar import local_day
from worker.domain.classify import Helpdesk
from worker.domain.commands import Command, SetPayer, command_in_subject, read_commands
from worker.domain.commands.line import take_apart
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.details import Source, read_details
from worker.domain.found import Detail, Details
from worker.domain.insert.asking import PackWanted, WalletMail, read_pack_order, read_wallet_mail
from worker.domain.letter_kind import goes_to_staff
from worker.domain.message import Address, InboundMessage
from worker.domain.policy import DEFAULT, Policy
from worker.domain.self_service import Request, read_request
from worker.domain.subject import Subject, read_subject
from worker.domain.verdict import Kind, Reason
from worker.terms.insert_packs import packs

_MOST_CANDIDATES = 3
_FORM_LINES = frozenset({"nip", "telefon"})  # the keywords that are labels of a report too


class Standing(StrEnum):
    """Why somebody may speak on a ticket; STRANGER may not."""

    STRANGER = "stranger"
    REQUESTER = "requester"
    PARTICIPANT = "participant"
    BOUND = "bound"  # the address is on the payer's list
    DOMAIN = "domain"  # the company's own mail domain
    TECHNICIAN = "technician"


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketFacts:
    """What the rules need to know of a ticket."""

    id: int
    public_id: str
    nip: str
    topic: str
    requester: str
    closed_at: datetime | None = None
    participants: frozenset[str] = frozenset()
    bound_addresses: frozenset[str] = frozenset()
    bound_domains: frozenset[str] = frozenset()
    kind: str = ""
    compensation_offered: bool = False  # 13.10: the customer was asked to choose by one word


@dataclass(frozen=True, kw_only=True, slots=True)
class IncompleteFacts:
    """A rejected report that may be completed [1.5]."""

    id: int
    requester: str
    kind: Kind
    nip: str
    topic: str
    details: Details
    text: str
    first_received_at: datetime
    nip_candidates: tuple[str, ...] = ()  # what our last checklist asked about: "czy chodziło o …?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """The conversation this mail hangs on, and how we know: a ticket, or a report still incomplete."""

    how: Reason
    ticket: TicketFacts | None = None
    report: IncompleteFacts | None = None
    merged_from: str = ""  # the Ticket ID that was written to, when it was merged into ``ticket``


@dataclass(frozen=True, kw_only=True)
class Case:
    """One mail with all gathered facts; the rules read it and nothing else."""

    message: InboundMessage
    now: datetime
    me: Helpdesk
    technicians: frozenset[str] = frozenset()  # technicians and managers: whoever may give commands
    free_mail_domains: frozenset[str] = frozenset()
    thread: Thread | None = None
    recent_report: IncompleteFacts | None = None  # same sender and topic, and no other NIP, within a week
    is_duplicate: bool = False
    vouched: bool = False  # a person released it from quarantine: the mail is what it says, from whom it says
    proven_by_token: bool = False  # came to a reply address that only the technician was given
    answers: str = ""  # the kind of our letter that this mail answers ("staff-ticket", …)
    reaction_days: int | None = None  # 1.2; a setting, None: the price list's
    policy: Policy = DEFAULT
    days_off: frozenset[date] = frozenset()  # the company's own
    required: frozenset[Detail] = frozenset(Detail)  # which details a report must give; a setting
    known_nips: tuple[str, ...] = ()  # NIPs this sender used before, for hints
    read_ahead: Details | None = None  # the details of this mail, when they were read together with it
    bound_nips: tuple[str, ...] = ()  # payers this sender is bound to; gathered only where the mail asks

    @property
    def author(self) -> Address:
        """The one author; rules before ``one_author`` must not ask."""
        if self.message.author is None:
            raise ValueError("this mail has no single author")
        return self.message.author

    @cached_property
    def subject(self) -> Subject:
        """The subject taken apart [1.3]."""
        return read_subject(self.message.subject)

    @cached_property
    def nip_candidates(self) -> tuple[str, ...]:
        """Valid NIPs seen elsewhere, for the question "czy chodziło o …?" and nothing else; the likeliest first."""
        seen = (*self.subject.candidates, *nip.find_all(self.message.text), *self.known_nips)
        return tuple(dict.fromkeys(seen))[:_MOST_CANDIDATES]

    @cached_property
    def request(self) -> Request | None:
        """What the subject asks the program itself."""
        return read_request(self.subject)

    @cached_property
    def commanding(self) -> bool:
        """In the name of one of our people, and it begins with commands: "nieobecny: …" under the subject "Urlop"."""
        author = self.message.author
        if author is None or author.address not in self.technicians:
            return False
        by_subject = command_in_subject(self.message.subject, self.now)
        return bool(read_commands(self.message.new_text, self.now).commands) or isinstance(by_subject, Command)

    @cached_property
    def instructs(self) -> bool:
        """Whether a mail of our own people without a ticket is meant for the worker, and is no report of their own."""
        reading = read_commands(self.message.new_text, self.now)
        if self.subject.nip and not self.subject.is_reply:
            # a report of their own, perhaps as a form whose lines ("NIP: …", "Telefon: …") look like commands
            return (
                any(not isinstance(command, SetPayer) for command in reading.commands)
                or any(not _may_be_of_a_form(wrong) for wrong in reading.wrong)
                or bool(reading.wrong and not reading.rest)
            )
        return bool(
            reading.commands
            or reading.wrong
            or command_in_subject(self.message.subject, self.now)
            or goes_to_staff(self.answers)
            or self.subject.ticket_ids
            or (self.subject.is_reply and not self.subject.nip and not self.pending)
        )

    @cached_property
    def source(self) -> Source:
        """The text as the readers of details want it."""
        return source_of(self.message, own_addresses=self.me.addresses, own_phones=self.me.phones)

    @cached_property
    def details(self) -> Details:
        """Required details of this mail alone [1.3, 13.8]; read once, and only when a rule asks."""
        return self.read_ahead if self.read_ahead is not None else read_details(self.source)

    @cached_property
    def wallet(self) -> WalletMail:
        """What the mail asks or tells about the InsERT wallet."""
        return read_wallet_mail(self.subject, self.message.new_text, local_day(self.now))

    @cached_property
    def pack(self) -> PackWanted | None:
        """The pack of InsPunkty that the mail orders, or that the mail it completes ordered."""
        sizes = [one.points for one in packs()]
        wanted = read_pack_order(self.subject.topic, self.message.new_text, sizes)
        if wanted is None and self.pending is not None and self.pending.kind is Kind.POINTS_ORDER:
            wanted = read_pack_order(self.pending.topic, self.pending.text, sizes)
        return wanted

    @cached_property
    def standing(self) -> Standing:
        """What the author is to the ticket of the thread; headers and IDs alone grant nothing."""
        if self.thread is None or self.thread.ticket is None:
            return Standing.STRANGER
        ticket, address = self.thread.ticket, self.author.address
        companies = (ticket.bound_domains | {ticket.requester.rpartition("@")[2]}) - self.free_mail_domains
        ladder = (
            (Standing.TECHNICIAN, self.technicians),
            (Standing.REQUESTER, frozenset({ticket.requester})),
            (Standing.PARTICIPANT, ticket.participants),
            (Standing.BOUND, ticket.bound_addresses),
        )
        for standing, addresses in ladder:
            if address in addresses:
                return standing
        return Standing.DOMAIN if self.author.domain in companies else Standing.STRANGER

    @cached_property
    def pending(self) -> IncompleteFacts | None:
        """The incomplete report this author may complete: by answering our letter, or by writing again."""
        report = self.thread.report if self.thread else None
        if report is None:
            return self.recent_report
        same_company = self.author.domain == report.requester.rpartition("@")[2]
        if self.author.address == report.requester or (
            same_company and self.author.domain not in self.free_mail_domains
        ):
            return report
        return None


def _may_be_of_a_form(wrong: Wrong) -> bool:
    """``Telefon: 501 000 000`` at the top of a report; never ``czas: 35x zdalnie``."""
    return wrong.problem is Problem.UNKNOWN_COMMAND or take_apart(wrong.line).word in _FORM_LINES


def source_of(message: InboundMessage, *, own_addresses: frozenset[str], own_phones: frozenset[str]) -> Source:
    """What the details of a mail are read from; it has one author."""
    author = message.author or Address(address="")
    return Source(
        topic=read_subject(message.subject).topic,
        new_text=message.new_text,
        signature=message.signature,
        quote=message.quote,
        text=message.text,
        forwarded=message.forwarded,
        author_name=author.name,
        author_address=author.address,
        own_addresses=own_addresses,
        own_phones=own_phones,
    )
