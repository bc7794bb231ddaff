"""The questions the jobs ask of what we remember. Each takes an open session and answers with rows or values.

What every mail asks is a statement built once, here, with named parameters: to build one takes SQLAlchemy three times
as long as SQLite takes to answer it. What asks for values and not for rows goes past the session (``values_of``), whose
share is three times that again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, exists, func
from sqlalchemy import select as select_values
from sqlmodel import Session, col, select

from worker.store.billing_tables import Contract, SalesInvoice, SoldPackage
from worker.store.rows import AS_BYTES
from worker.store.tables import (
    Contact,
    IncompleteReport,
    LedgerEntry,
    OutboxLetter,
    Outcome,
    Participant,
    Payer,
    PayerDomain,
    RawMessage,
    Ticket,
)


def recorded_uids(session: Session, mailbox: str, uidvalidity: int, uids: Collection[int]) -> dict[int, LedgerEntry]:
    """Which of these UIDs the ledger has already, with their rows (shunted ones too)."""
    rows: dict[int, LedgerEntry] = {}
    ordered = sorted(uids)
    for start in range(0, len(ordered), 500):  # SQLite allows 999 variables in one statement
        found = session.exec(
            select(LedgerEntry).where(
                LedgerEntry.mailbox == mailbox,
                LedgerEntry.uidvalidity == uidvalidity,
                col(LedgerEntry.uid).in_(ordered[start : start + 500]),
            )
        )
        rows.update({row.uid: row for row in found})
    return rows


def values_of(session: Session, statement: Executable, **asked: object) -> Sequence[Row[Any]]:
    """Rows of values; what the session holds and has not flushed yet is not seen."""
    return session.connection().execute(statement, asked).all()


def raw_id(session: Session, sha256: str) -> int | None:
    """The stored raw message with these bytes."""
    found = values_of(session, _RAW, sha256=sha256)
    return found[0][0] if found else None


def raw_message(session: Session, raw_id: int | None) -> RawMessage | None:
    """The stored bytes of a mail; None asks for none."""
    return None if raw_id is None else session.get(RawMessage, raw_id, execution_options=AS_BYTES)


_RAW = select(RawMessage.id).where(RawMessage.sha256 == bindparam("sha256"))


def earlier_copies(session: Session, message_id: str, except_id: int | None = None) -> Sequence[str]:
    """Fingerprints of mails with this Message-ID that were worked on; without the row ``except_id`` itself.

    A duplicate was not worked on: it must not make the mail that it repeats a duplicate when that one is replayed.
    Nor was a copy that came through a list: the one that its writer sent to us directly is no repetition of it.
    """
    found = values_of(session, _EARLIER_COPIES, message_id=message_id, except_id=except_id or _NO_ROW)
    return [fingerprint for (fingerprint,) in found]


_NO_ROW = -1
_EARLIER_COPIES = select(LedgerEntry.fingerprint).where(
    LedgerEntry.message_id == bindparam("message_id"),
    LedgerEntry.outcome != Outcome.SHUNTED.value,
    col(LedgerEntry.kind).not_in(("duplicate", "mailing_list")),
    LedgerEntry.id != bindparam("except_id"),
)


def letters_by_message_id(session: Session, ids: Collection[str]) -> dict[str, OutboxLetter]:
    """Our own letters among these Message-IDs (without <>)."""
    if not ids:
        return {}
    return {row.message_id: row for row in session.exec(_LETTERS, params={"ids": list(ids)[:100]})}


_LETTERS = select(OutboxLetter).where(col(OutboxLetter.message_id).in_(bindparam("ids", expanding=True)))


def ledger_by_message_id(session: Session, ids: Collection[str]) -> dict[str, LedgerEntry]:
    """Received mails among these Message-IDs that belong to a ticket or an incomplete report."""
    if not ids:
        return {}
    return {row.message_id: row for row in session.exec(_MAILS_OF_THREADS, params={"ids": list(ids)[:100]})}


_MAILS_OF_THREADS = (
    select(LedgerEntry)
    .where(col(LedgerEntry.message_id).in_(bindparam("ids", expanding=True)))
    .where((col(LedgerEntry.ticket_id).is_not(None)) | (col(LedgerEntry.incomplete_report_id).is_not(None)))
    # an automatic mail is noted on a ticket but must not pull others onto it
    .where(col(LedgerEntry.outcome).in_([Outcome.CONFIRM.value, Outcome.REJECT.value, Outcome.APPEND.value]))
    .order_by(col(LedgerEntry.id))
)


def ticket_by_public_id(session: Session, public_ids: Sequence[str]) -> Ticket | None:
    """The first of these Ticket IDs that exists, in the given order."""
    for public_id in public_ids:
        ticket = session.exec(_TICKET, params={"public_id": public_id}).first()
        if ticket is not None:
            return ticket
    return None


_TICKET = select(Ticket).where(Ticket.public_id == bindparam("public_id"))


def merged_into(session: Session, ticket: Ticket) -> Ticket:
    """The ticket that this one was merged into in the end; itself when it was not. Comes back from a circle, too."""
    seen = {ticket.id}
    while ticket.merged_into_id is not None and ticket.merged_into_id not in seen:
        target = session.get(Ticket, ticket.merged_into_id)
        if target is None:
            break
        ticket = target
        seen.add(ticket.id)
    return ticket


def participants(session: Session, ticket_id: int) -> frozenset[str]:
    """Addresses that may write on the ticket besides the requester."""
    return frozenset(session.exec(_PARTICIPANTS, params={"ticket_id": ticket_id}))


_PARTICIPANTS = select(Participant.address).where(Participant.ticket_id == bindparam("ticket_id"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Binding:
    """Who belongs to a payer, what there is of him at all, and whether his service is stopped [12.7].

    Empty for an unknown one. Most payers have neither invoices nor packages here, and then nobody need ask for them.
    """

    name: str = ""
    reaction_days: int | None = None
    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    suspended: bool = False
    has_invoices: bool = False
    has_packages: bool = False
    has_contract: bool = False

    def has(self, address: str) -> bool:
        """Whether mail from this address may see the payer's data."""
        return address in self.addresses or address.rpartition("@")[2] in self.domains


def binding(session: Session, nip: str) -> Binding:
    """The payer and who is bound to it; asked once per transaction and payer."""
    if not nip:
        return Binding()
    known: dict[str, Binding] = session.info.setdefault("bindings", {})
    if nip not in known:
        known[nip] = _binding(session, nip)
    return known[nip]


def _binding(session: Session, nip: str) -> Binding:
    session.flush()  # somebody may have been bound a moment ago
    found = values_of(session, _PAYER, nip=nip)
    if not found:
        return Binding()
    name, own_days, contract_days, suspended_at, has_invoices, has_packages, has_contract = tuple(found[0])
    return Binding(
        name=name,
        reaction_days=own_days or contract_days,
        addresses=frozenset(session.exec(_ADDRESSES, params={"nip": nip})),
        domains=frozenset(session.exec(_DOMAINS, params={"nip": nip})),
        suspended=suspended_at is not None,
        has_invoices=bool(has_invoices),
        has_packages=bool(has_packages),
        has_contract=bool(has_contract),
    )


_PAYER = (
    select_values(
        col(Payer.name),
        col(Payer.reaction_days),
        col(Contract.reaction_days),
        col(Payer.suspended_at),
        exists().where(col(SalesInvoice.nip) == col(Payer.nip)),
        exists().where(col(SoldPackage.nip) == col(Payer.nip)),
        col(Contract.nip).is_not(None),
    )
    .join(Contract, col(Contract.nip) == col(Payer.nip), isouter=True)
    .where(col(Payer.nip) == bindparam("nip"))
)
_ADDRESSES = select(Contact.address).where(Contact.nip == bindparam("nip"))
_DOMAINS = select(PayerDomain.domain).where(PayerDomain.nip == bindparam("nip"))


def payers_of(session: Session, address: str) -> tuple[str, ...]:
    """NIPs of the payers this address is bound to, by itself or by its company's domain."""
    own = session.exec(select(Contact.nip).where(Contact.address == address))
    company = session.exec(select(PayerDomain.nip).where(PayerDomain.domain == address.rpartition("@")[2]))
    return tuple(sorted({*own, *company}))


def forget_binding(session: Session, nip: str) -> None:
    """The payer was changed, or somebody bound to him, just now: the next question looks again."""
    session.info.get("bindings", {}).pop(nip, None)


def forget_all(session: Session) -> None:
    """A mail was rolled back: what was read meanwhile may never have been."""
    session.info.clear()


def open_incomplete_reports(session: Session, requester: str, since: datetime) -> Sequence[IncompleteReport]:
    """Rejected, not yet completed reports of one address, newest first."""
    found = values_of(session, _OPEN_REPORTS, requester=requester, since=since)  # none for nearly every mail
    return [report for (key,) in found if (report := session.get(IncompleteReport, key)) is not None]


_OPEN_REPORTS = (
    select(IncompleteReport.id)
    .where(
        IncompleteReport.requester == bindparam("requester"),
        col(IncompleteReport.ticket_id).is_(None),
        IncompleteReport.last_received_at >= bindparam("since"),
    )
    .order_by(col(IncompleteReport.id).desc())
)


def nips_used_by(session: Session, address: str) -> tuple[str, ...]:
    """Payers this address wrote for before, most recent first; for hints to this same address."""
    return tuple(nip for (nip,) in values_of(session, _NIPS_USED, address=address))


_NIPS_USED = (
    select(Ticket.nip)
    .where(Ticket.requester == bindparam("address"), Ticket.nip != "")
    .group_by(Ticket.nip)
    .order_by(func.max(Ticket.id).desc())
    .limit(3)
)


def next_serial(session: Session, year: int) -> int:
    """The next ticket serial of a year; the caller's transaction holds the write lock or the lease."""
    return (values_of(session, _HIGHEST_SERIAL, year=year)[0][0] or 0) + 1


_HIGHEST_SERIAL = select(func.max(Ticket.serial)).where(Ticket.year == bindparam("year"))


def last_explanation_of_report(session: Session, report_id: int) -> Mapping[str, Any]:
    """Why the last mail of a report still incomplete was answered as it was; empty when none is there."""
    found = session.exec(
        select(LedgerEntry.explanation)
        .where(LedgerEntry.incomplete_report_id == report_id)
        .order_by(col(LedgerEntry.id).desc())
        .limit(1)
    ).first()
    return found or {}
