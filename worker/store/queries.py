"""The questions the jobs ask of what we remember. Each takes an open session and answers with rows or values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from worker.store.billing_tables import Contract
from worker.store.tables import (
    Contact,
    IncompleteReport,
    LedgerEntry,
    Message,
    OutboxLetter,
    OutboxState,
    Outcome,
    Participant,
    Payer,
    PayerDomain,
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


def earlier_copies(session: Session, message_id: str, except_id: int | None = None) -> Sequence[LedgerEntry]:
    """Ledger rows with this Message-ID that were worked on, oldest first; without the row ``except_id`` itself.

    A duplicate was not worked on: it must not make the mail that it repeats a duplicate when that one is replayed.
    """
    query = select(LedgerEntry).where(
        LedgerEntry.message_id == message_id,
        LedgerEntry.outcome != Outcome.SHUNTED.value,
        LedgerEntry.kind != "duplicate",
    )
    if except_id is not None:
        query = query.where(LedgerEntry.id != except_id)
    return session.exec(query.order_by(col(LedgerEntry.id))).all()


def letters_by_message_id(session: Session, ids: Collection[str]) -> dict[str, OutboxLetter]:
    """Our own letters among these Message-IDs (without <>)."""
    if not ids:
        return {}
    found = session.exec(select(OutboxLetter).where(col(OutboxLetter.message_id).in_(list(ids)[:100])))
    return {row.message_id: row for row in found}


def ledger_by_message_id(session: Session, ids: Collection[str]) -> dict[str, LedgerEntry]:
    """Received mails among these Message-IDs that belong to a ticket or an incomplete report."""
    if not ids:
        return {}
    found = session.exec(
        select(LedgerEntry)
        .where(col(LedgerEntry.message_id).in_(list(ids)[:100]))
        .where((col(LedgerEntry.ticket_id).is_not(None)) | (col(LedgerEntry.incomplete_report_id).is_not(None)))
        # an automatic mail is noted on a ticket but must not pull others onto it
        .where(col(LedgerEntry.outcome).in_([Outcome.CONFIRM.value, Outcome.REJECT.value, Outcome.APPEND.value]))
        .order_by(col(LedgerEntry.id))
    )
    return {row.message_id: row for row in found}


def ticket_by_public_id(session: Session, public_ids: Sequence[str]) -> Ticket | None:
    """The first of these Ticket IDs that exists, in the given order."""
    for public_id in public_ids:
        ticket = session.exec(select(Ticket).where(Ticket.public_id == public_id)).first()
        if ticket is not None:
            return ticket
    return None


def participants(session: Session, ticket_id: int) -> frozenset[str]:
    """Addresses that may write on the ticket besides the requester."""
    return frozenset(session.exec(select(Participant.address).where(Participant.ticket_id == ticket_id)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Binding:
    """Who belongs to a payer; empty for an unknown one."""

    name: str = ""
    reaction_days: int | None = None
    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def has(self, address: str) -> bool:
        """Whether mail from this address may see the payer's data."""
        return address in self.addresses or address.rpartition("@")[2] in self.domains


def binding(session: Session, nip: str) -> Binding:
    """The payer and who is bound to it; asked once per transaction and payer."""
    if not nip:
        return Binding()
    known: dict[str, Binding] = session.info.setdefault("bindings", {})
    if nip not in known:
        payer, contract = session.get(Payer, nip), session.get(Contract, nip)
        known[nip] = (
            Binding()
            if payer is None
            else Binding(
                name=payer.name,
                reaction_days=payer.reaction_days or (contract.reaction_days if contract else None),
                addresses=frozenset(session.exec(select(Contact.address).where(Contact.nip == nip))),
                domains=frozenset(session.exec(select(PayerDomain.domain).where(PayerDomain.nip == nip))),
            )
        )
    return known[nip]


def forget_binding(session: Session, nip: str) -> None:
    """Somebody was bound just now: the next question looks again."""
    session.info.get("bindings", {}).pop(nip, None)


def open_incomplete_reports(session: Session, requester: str, since: datetime) -> Sequence[IncompleteReport]:
    """Rejected, not yet completed reports of one address, newest first."""
    return session.exec(
        select(IncompleteReport)
        .where(
            IncompleteReport.requester == requester,
            col(IncompleteReport.ticket_id).is_(None),
            IncompleteReport.last_received_at >= since,
        )
        .order_by(col(IncompleteReport.id).desc())
    ).all()


def nips_used_by(session: Session, address: str) -> tuple[str, ...]:
    """Payers this address wrote for before, most recent first; for hints to this same address."""
    rows = session.exec(
        select(Ticket.nip)
        .where(Ticket.requester == address, Ticket.nip != "")
        .group_by(Ticket.nip)
        .order_by(func.max(Ticket.id).desc())
        .limit(3)
    )
    return tuple(rows)


def payers_of(session: Session, address: str) -> tuple[str, ...]:
    """The payers an address is bound to, by itself or by its company's domain."""
    by_address = select(Contact.nip).where(Contact.address == address)
    by_domain = select(PayerDomain.nip).where(PayerDomain.domain == address.rpartition("@")[2])
    return tuple(sorted({*session.exec(by_address), *session.exec(by_domain)}))


def next_serial(session: Session, year: int) -> int:
    """The next ticket serial of a year; the caller's transaction holds the write lock or the lease."""
    highest = session.exec(select(func.max(Ticket.serial)).where(Ticket.year == year)).one()
    return (highest or 0) + 1


def automatic_letters_since(session: Session, recipient: str, since: datetime, *, limit: int) -> Sequence[datetime]:
    """When automatic letters to this address were written, newest first; held ones do not count."""
    return session.exec(
        select(OutboxLetter.created_at)
        .where(
            OutboxLetter.recipient == recipient,
            OutboxLetter.created_at >= since,
            OutboxLetter.state != OutboxState.HELD.value,
            OutboxLetter.kind != "customer-reply",  # a person wrote it
            col(OutboxLetter.kind).startswith("customer-"),
        )
        .order_by(col(OutboxLetter.created_at).desc())
        .limit(max(limit, 1))
    ).all()


def answered_since(
    session: Session, recipient: str, since: datetime, *, except_id: int | None
) -> Sequence[tuple[str, Mapping[str, Any], str]]:
    """Subject, explanation and new text of the mails that letters to this address answered; held ones do not count."""
    return session.exec(
        select(LedgerEntry.subject, LedgerEntry.explanation, Message.new_text)
        .join(OutboxLetter, col(OutboxLetter.ledger_id) == col(LedgerEntry.id))
        .join(Message, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(
            OutboxLetter.recipient == recipient,
            OutboxLetter.created_at >= since,
            OutboxLetter.state != OutboxState.HELD.value,
            col(OutboxLetter.kind).startswith("customer-"),
            LedgerEntry.id != except_id,
        )
    ).all()


def automatic_letters_on_ticket(session: Session, ticket_id: int, since: datetime) -> int:
    """How many letters to customers one ticket has caused since; held ones do not count."""
    count = session.exec(
        select(func.count())
        .select_from(OutboxLetter)
        .where(
            OutboxLetter.ticket_id == ticket_id,
            OutboxLetter.created_at >= since,
            col(OutboxLetter.kind).startswith("customer-"),
            OutboxLetter.kind != "customer-reply",
            OutboxLetter.state != OutboxState.HELD.value,
        )
    ).one()
    return int(count)
