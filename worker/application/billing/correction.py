"""A corrected month before it is written: what differs from the version that went out, and the paper it will be.

Used by the command line and by ``KOREKTA`` of a manager's mail; nothing is written here.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from worker.application.billing.month_facts import month_facts, period_of
from worker.application.billing.papers_of_month import version_of
from worker.application.billing.payees import payees
from worker.application.billing.settle import SettledMonth, settle
from worker.application.office import Office
from worker.documents.accounting.month_json import json_bytes
from worker.domain.billing.correcting import correcting_invoice
from worker.domain.billing.papers import Paper, Version, papers
from worker.store.billing_tables import Bill, BillState


class Why(StrEnum):
    """Why there is nothing to correct."""

    NO_BILL = "no-bill"
    BROKEN = "broken"
    NOTHING_DIFFERS = "nothing-differs"
    NOBODY_TO_WRITE_TO = "nobody-to-write-to"
    CHANGED = "changed"


class NothingToCorrectError(ValueError):
    """A correction that corrects nothing; the message says why, ``why`` names it."""

    def __init__(self, why: Why, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def draft_correction(
    session: Session, office: Office, nip: str, month: date, *, today: date, reason: str = ""
) -> SettledMonth:
    """The next version of a payer's month as it would be written today.

    Rebates stay judged by the day of the first version [12.2]. Raises NothingToCorrectError.
    """
    period = period_of(month)
    bills = sent_bills(session, nip, period)
    if not bills:
        raise NothingToCorrectError(Why.NO_BILL, f"{nip} has no bill of {period}; without --correct the run writes one")
    last = bills[-1]
    facts = month_facts(session, office, nip, month, issue=last.issue_day)
    payee = payees(session, [nip], period)[nip]
    settled = settle(office, facts, payee, version=last.version + 1, before=last.settled, reason=reason)
    if settled.document is None:
        raise NothingToCorrectError(Why.BROKEN, f"{nip}: the month cannot be settled; `pomoc billing preview` says why")
    if not settled.document.changes:
        raise NothingToCorrectError(
            Why.NOTHING_DIFFERS, f"{nip}: version {last.version} of {period} is right, nothing differs"
        )
    if not payee.recipients:
        raise NothingToCorrectError(Why.NOBODY_TO_WRITE_TO, f"{nip} has no address to write to")
    return _with_paper(settled, [version_of(one) for one in bills], office, today)


def sent_bills(session: Session, nip: str, period: str) -> Sequence[Bill]:
    """The versions of a payer's month that went out, in order."""
    return session.exec(
        select(Bill)
        .where(Bill.nip == nip, Bill.month == period, Bill.state == BillState.SENT.value)
        .order_by(col(Bill.version))
    ).all()


def digest_of(settled: SettledMonth) -> str:
    """What a manager approves: the same for the same lines and protocol."""
    data: Mapping[str, Any] = settled.data
    shown = {key: data.get(key) for key in ("period", "version", "statement", "package_sales", "protocol")}
    return hashlib.sha256(json_bytes(shown)).hexdigest()


def _with_paper(settled: SettledMonth, earlier: Sequence[Version], office: Office, today: date) -> SettledMonth:
    """Where accounting has issued the invoice, the document names it and what its correction comes to."""
    document = settled.document
    if document is None:
        return settled
    newest = Version(number=document.version, day=today, invoice=document.statement.invoice)
    found = papers([*earlier, newest], settled.payee.invoice, settled.payee.corrections)
    if found.paper is not Paper.CORRECTION or found.issued is not None:
        return settled
    correcting = correcting_invoice(found, document.reason, office.policy)
    return replace(settled, document=replace(document, correcting=correcting))
