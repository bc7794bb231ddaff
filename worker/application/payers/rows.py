"""Claims and corrections as rows of the managers' letters."""

from datetime import datetime

from sqlmodel import Session, select

from worker.application.billing.asked_corrections import waiting
from worker.application.office import Office
from worker.application.payers.claims import Debtor, debtors
from worker.application.payers.corrections import Proposal, proposed
from worker.domain.calendar import local_day
from worker.mail.letters import facts
from worker.store.tables import Payer

SHOWN = 15


def claim_rows(session: Session, office: Office, now: datetime) -> tuple[facts.ClaimRow, ...]:
    """Everybody who owes anything overdue or is suspended."""
    return tuple(_claim(one) for one in debtors(session, local_day(now), office.policy))


def correction_rows(session: Session, office: Office, now: datetime) -> tuple[facts.CorrectionRow, ...]:
    """Everything to be corrected."""
    return tuple(_correction(one) for one in proposed(session, local_day(now), office.policy))


def asked_rows(session: Session, office: Office) -> tuple[facts.AskedRow, ...]:
    """Corrected months that wait for a manager's word."""
    names = {one.nip: one.name for one in session.exec(select(Payer))}
    return tuple(
        facts.AskedRow(
            nip=one.nip,
            payer=names.get(one.nip, ""),
            month=one.month,
            version=one.version,
            asked_by=office.name_of(one.asked_by),
            leaves=local_day(one.send_at) if office.billing.automatic and one.held_at is None else None,
            held=one.held_at is not None,
        )
        for one in session.exec(waiting())
        if one.approved_at is None
    )


def _claim(one: Debtor) -> facts.ClaimRow:
    return facts.ClaimRow(
        nip=one.nip,
        payer=one.name,
        invoices=tuple(late.number for late in one.owed),
        total=one.total,
        days=max((late.days for late in one.owed), default=0),
        stage=one.stage,
        final_day=one.final_day,
    )


def _correction(one: Proposal) -> facts.CorrectionRow:
    return facts.CorrectionRow(
        number=one.number,
        nip=one.nip,
        payer=one.payer,
        net=one.amount.net if one.amount else None,
        gross=one.amount.gross if one.amount else None,
        since=one.since,
        ticket_id=one.ticket_id,
        version=one.version,
        month=one.month,
        charged=one.charged,
    )
