"""The payer as his bill knows him: name, postal address, where the letter goes, and accounting's numbers.

The one place that says where letters about money go; notices of overdue invoices and of packages ask here too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from worker.application.billing.billed_lines import sold_apart
from worker.documents import Party
from worker.domain.billing.customer import DocumentType
from worker.domain.billing.papers import Issued
from worker.domain.message import Address
from worker.mail.compose import is_mailbox
from worker.store.billing_queries import settled_months
from worker.store.billing_tables import Contract, SalesInvoice
from worker.store.tables import Contact, Payer
from worker.terms.phrases import Language

_LOT = 400
_SPLIT = re.compile(r"[,;\s]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Payee:
    """A payer; ``known`` when he is in the customer list. Without ``recipients`` there is nobody to write to.

    ``invoice`` is the one the office issued for the month, if it is imported, and ``corrections`` are those of it.
    ``language`` is his contract's, for everything that is written to him about money.
    """

    party: Party
    known: bool = False
    recipients: tuple[Address, ...] = ()
    invoice: Issued | None = None
    corrections: tuple[Issued, ...] = ()
    language: Language = Language.POLISH

    @property
    def invoice_number(self) -> str:
        """The number of the month's invoice; "" without one."""
        return self.invoice.number if self.invoice else ""

    @property
    def ksef_number(self) -> str:
        """Its KSeF number, if it is known."""
        return self.invoice.ksef_number if self.invoice else ""


def payees(session: Session, nips: Sequence[str], period: str) -> dict[str, Payee]:
    """Each of these payers, known or not, with the numbers of ``period``'s invoice."""
    found: dict[str, Payee] = {}
    for at in range(0, len(nips), _LOT):
        found |= _lot(session, nips[at : at + _LOT], period)
    return found


def recipients_of(session: Session, nip: str) -> tuple[Address, ...]:
    """Where letters about this payer's money go; empty: there is nobody to write to."""
    return payees(session, [nip], "")[nip].recipients


def _lot(session: Session, nips: Sequence[str], period: str) -> dict[str, Payee]:
    known = {row.nip: row for row in session.exec(select(Payer).where(col(Payer.nip).in_(nips)))}
    contracts = {row.nip: row for row in session.exec(select(Contract).where(col(Contract.nip).in_(nips)))}
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for contact in session.exec(select(Contact).where(col(Contact.nip).in_(nips)).order_by(col(Contact.id))):
        contacts[contact.nip].append(contact)
    rows = session.exec(
        select(SalesInvoice)
        .where(col(SalesInvoice.nip).in_(nips), SalesInvoice.month == period)
        .where(SalesInvoice.kind == DocumentType.INVOICE.value)
        .order_by(col(SalesInvoice.issue_day), col(SalesInvoice.number))
    ).all()
    settled = settled_months(session, sorted({(row.nip, period) for row in rows}))
    invoices = {
        row.nip: row for row in rows if sold_apart(settled.get((row.nip, period), {}), row.gross, row.issue_day) is None
    }
    papers = {nip: issued(row) for nip, row in invoices.items()}
    corrections = _corrections(session, [one.number for one in papers.values()])
    return {
        nip: _payee(nip, known.get(nip), contracts.get(nip), contacts[nip], papers.get(nip), corrections)
        for nip in nips
    }


def _corrections(session: Session, numbers: Sequence[str]) -> dict[str, tuple[Issued, ...]]:
    """Corrections by the invoice they name, in order."""
    found: dict[str, tuple[Issued, ...]] = {}
    rows = session.exec(
        select(SalesInvoice)
        .where(col(SalesInvoice.corrects).in_(numbers), SalesInvoice.kind == DocumentType.CORRECTION.value)
        .order_by(col(SalesInvoice.issue_day), col(SalesInvoice.number))
    )
    for row in rows:
        found[row.corrects] = (*found.get(row.corrects, ()), issued(row))
    return found


def issued(row: SalesInvoice) -> Issued:
    """An imported document as the rules about papers take it."""
    return Issued(number=row.number, day=row.issue_day, due=row.due_day, gross=row.gross, ksef_number=row.ksef_number)


def _payee(
    nip: str,
    payer: Payer | None,
    contract: Contract | None,
    contacts: list[Contact],
    invoice: Issued | None,
    corrections: Mapping[str, tuple[Issued, ...]],
) -> Payee:
    address = tuple(line for line in (contract.street, contract.town) if line) if contract is not None else ()
    name = payer.name if payer is not None else ""
    return Payee(
        party=Party(nip=nip, name=name, address=address),
        known=payer is not None,
        recipients=_recipients(contract.billing_email if contract is not None else "", contacts),
        invoice=invoice,
        corrections=corrections.get(invoice.number, ()) if invoice is not None else (),
        language=language_of(contract),
    )


def language_of(contract: Contract | None) -> Language:
    """What a contract says; Polish without one. The import takes only languages there are letters in."""
    said = contract.language if contract is not None else ""
    return next((one for one in Language if one.value == said), Language.POLISH)


def _recipients(billing_email: str, contacts: Iterable[Contact]) -> tuple[Address, ...]:
    """The billing addresses of the customer list; without them its first contact, then one a technician bound."""
    named = [Address(address=one.lower()) for one in _SPLIT.split(billing_email) if one and is_mailbox(one)]
    if named:
        return tuple({one.address: one for one in named}.values())
    ordered = sorted(contacts, key=lambda one: one.source == "technician")
    return tuple(Address(address=one.address, name=one.name) for one in ordered if is_mailbox(one.address))[:1]
