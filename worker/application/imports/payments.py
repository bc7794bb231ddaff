"""Money booked on our account [12.4]: from the office's list (an invoice a line) or a bank statement (a title a line).

A payment is known by its reference, so that overlapping statements may be taken in again. Where the bank gives none
that is unique, one is made of the line itself; two equal lines of one file are two payments. What is left of an invoice
counts its credits; a correcting invoice that charges is paid like an invoice. Transfers the bank took back: reversals.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from sqlmodel import select

from worker.application.imports import cells
from worker.application.imports.amounts import credits_of, plain_number
from worker.application.imports.columns import TITLES, Column
from worker.application.imports.manner import (
    Change,
    Effect,
    Field,
    Kind,
    Record,
    Taking,
    compared,
    effect_of,
    fault,
    shown,
)
from worker.application.imports.reversals import digest_of, take_back, transfer_of, unmatched
from worker.application.imports.titles import Meant, Owed, Titles
from worker.domain.billing.customer import DocumentType
from worker.store.billing_tables import Payment, SalesInvoice
from worker.store.tables import Payer

COLUMNS = (
    Column(
        key="booked_day",
        titles=TITLES["payments_booked_day"],
        read=cells.day,
        required=True,
        example="2026-04-07",
    ),
    Column(
        key="amount",
        titles=TITLES["payments_amount"],
        read=cells.money,
        required=True,
        example="1230,00",
    ),
    Column(
        key="invoice_number",
        titles=TITLES["payments_invoice_number"],
        read=cells.number_of_invoice,
        example="FV/12/2026",
    ),
    Column(
        key="reference",
        titles=TITLES["payments_reference"],
        read=cells.text,
        example="2026/04/07/118",
    ),
    Column(
        key="title",
        titles=TITLES["payments_title"],
        read=str.strip,
        example="zapłata za FV/12/2026",
    ),
    Column(key="sender", titles=TITLES["payments_sender"], read=cells.text),
    Column(key="reversal", titles=TITLES["payments_reversal"], read=cells.yes),
)
_PAYABLE = frozenset({DocumentType.INVOICE.value, DocumentType.CORRECTION.value})
_COLUMN = {column.key: column for column in COLUMNS}
_TITLES = {column.key: column.title for column in COLUMNS}


def _begin(taking: Taking) -> None:
    session = taking.session
    invoices = {one.number: one for one in session.exec(select(SalesInvoice))}
    credits, paid = credits_of(invoices.values()), defaultdict[str, Decimal](Decimal)
    payments = {}
    parts: dict[str, list[Payment]] = defaultdict(list)
    for one in session.exec(select(Payment)):
        payments[one.reference] = one
        parts[transfer_of(one.reference)].append(one)
        if one.reversed_day is None:
            paid[one.invoice_number] += one.amount
    payable = [one for one in invoices.values() if one.kind in _PAYABLE and one.gross > 0]
    left = defaultdict(Decimal, {one.number: one.gross + credits[one.number] - paid[one.number] for one in payable})
    owed = [Owed(number=one.number, nip=one.nip, left=left[one.number]) for one in payable]
    taking.kept = {
        "invoices": invoices,
        "left": left,
        "payments": payments,
        "parts": parts,
        "titles": Titles(owed, session.exec(select(Payer.nip))),
        "seen": Counter(),
    }


def _take(taking: Taking, record: Record) -> Change:
    if record.values["booked_day"] > taking.today:
        day = record.values["booked_day"]
        raise fault(_COLUMN["booked_day"], day, "ten dzień jeszcze nie nadszedł", f"najpóźniej {taking.today}")
    if record.get("reversal", False):
        return take_back(taking, record)
    reference = _reference(taking, record)
    number = record.get("invoice_number", None)
    if number is not None:
        return _for_invoice(taking, record, reference, _known(taking, number))
    return _by_title(taking, record, reference)


def _by_title(taking: Taking, record: Record, reference: str) -> Change:
    title = record.get("title", None) or ""
    if not title:
        raise fault(_COLUMN["invoice_number"], "", "nie ma ani numeru faktury, ani tytułu przelewu", "numer faktury")
    amount = record.values["amount"]
    if amount <= 0:
        return Change(line=record.line, effect=Effect.UNCHANGED, about="przelew wychodzący")
    if known := taking.kept["parts"].get(reference):
        if sum(one.amount for one in known) != amount:
            why = f"ta referencja jest już przy innej wpłacie ({', '.join(one.invoice_number for one in known)})"
            return unmatched(record, Meant(why_not=why))
        about = f"{', '.join(one.invoice_number for one in known)} · {shown(sum(one.amount for one in known))} zł"
        taken_back = next((one.reversed_day for one in known if one.reversed_day), None)
        note = f"cofnięty przez bank {taken_back}" if taken_back else ""
        return Change(line=record.line, effect=Effect.UNCHANGED, about=about, note=note)
    meant = taking.kept["titles"].meant(title, amount, taking.kept["left"])
    if len(meant.invoices) == 1:
        return _for_invoice(taking, record, reference, meant.invoices[0].number)
    if meant.invoices:
        return _for_several(taking, record, reference, meant)
    return unmatched(record, meant)


def _reference(taking: Taking, record: Record) -> str:
    given = record.get("reference", None)
    if given:
        return str(given).replace("#", "/")
    digest = digest_of(record)
    taking.kept["seen"][digest] += 1
    return f"{digest}-{taking.kept['seen'][digest]}"


def _known(taking: Taking, number: str) -> str:
    """The invoice as we have it; written without regard to case and spaces."""
    invoices: dict[str, SalesInvoice] = taking.kept["invoices"]
    if number in invoices:
        return number
    plain = {plain_number(one): one for one in invoices}
    wanted = plain_number(number)
    if wanted in plain:
        return plain[wanted]
    near = get_close_matches(wanted, plain, n=1, cutoff=0.8)
    right = f"{plain[near[0]]}?" if near else "najpierw pomoc invoices import"
    raise fault(_COLUMN["invoice_number"], number, "takiej faktury nie mamy", right)


def _for_invoice(taking: Taking, record: Record, reference: str, number: str) -> Change:
    amount, day = record.values["amount"], record.values["booked_day"]
    payment = taking.kept["payments"].get(reference)
    wanted = {"invoice_number": number, "booked_day": day, "amount": amount}
    is_new = payment is None
    if payment is None:
        payment = _add(taking, reference, number, record, amount)
        fields: tuple[Field, ...] = (Field(name="wpłata", old="", new=f"{shown(amount)} zł, {day}"),)
    elif payment.reversed_day is not None:
        return Change(
            line=record.line,
            effect=Effect.UNCHANGED,
            about=f"{number} · {shown(amount)} zł",
            note=f"cofnięty przez bank {payment.reversed_day}",
        )
    else:
        taking.kept["left"][payment.invoice_number] += payment.amount
        fields = compared(payment, wanted, _TITLES)
        taking.kept["left"][number] -= amount
        taking.session.add(payment)
    return Change(
        line=record.line,
        effect=effect_of(fields, new=is_new),
        about=f"{number} · {shown(amount)} zł",
        fields=fields,
        note=_remark(taking.kept["left"][number], taking.kept["invoices"][number]),
    )


def _for_several(taking: Taking, record: Record, reference: str, meant: Meant) -> Change:
    """One transfer for several invoices: only when it pays what is left of all of them to the grosz."""
    left, amount = taking.kept["left"], record.values["amount"]
    numbers = tuple(one.number for one in meant.invoices if left[one.number] > 0)
    owed = sum((left[number] for number in numbers), Decimal(0))
    if owed != amount:
        why = f"tytuł wymienia kilka faktur, a kwota nie jest sumą tego, co zostało do zapłaty ({shown(owed)} zł)"
        if 0 < amount < owed:
            why += f"; od najdawniej wymagalnej (art. 451 § 3 k.c.): {_by_age(taking, numbers, amount)}"
        near = () if 0 < amount < owed else tuple(one.number for one in meant.invoices)
        return unmatched(record, replace(meant, invoices=(), why_not=why, near=near))
    fields = []
    for place, number in enumerate(numbers, 1):
        part = left[number]
        _add(taking, f"{reference}#{place}", number, record, part)
        fields.append(Field(name=f"wpłata {number}", old="", new=f"{shown(part)} zł, {record.values['booked_day']}"))
    return Change(
        line=record.line, effect=Effect.NEW, about=f"{', '.join(numbers)} · {shown(amount)} zł", fields=tuple(fields)
    )


def _by_age(taking: Taking, numbers: Sequence[str], amount: Decimal) -> str:
    """How the law would divide a transfer that is not enough, for the person who decides."""
    invoices: dict[str, SalesInvoice] = taking.kept["invoices"]
    found = []
    for number in sorted(numbers, key=lambda number: (invoices[number].due_day, number)):
        part = min(amount, taking.kept["left"][number])
        amount -= part
        if part > 0:
            found.append(f"{number} {shown(part)} zł")
    return ", ".join(found)


def _add(taking: Taking, reference: str, number: str, record: Record, amount: Decimal) -> Payment:
    payment = Payment(reference=reference, invoice_number=number, booked_day=record.values["booked_day"], amount=amount)
    taking.session.add(payment)
    taking.kept["payments"][reference] = payment
    taking.kept["parts"][transfer_of(reference)].append(payment)
    taking.kept["left"][number] = taking.kept["left"][number] - amount
    return payment


def _remark(left: Decimal, invoice: SalesInvoice) -> str:
    if invoice.kind not in _PAYABLE or invoice.gross < 0:
        return "to nie jest faktura sprzedaży"
    return f"zostaje {shown(left)} zł" if left > 0 else f"nadpłata {shown(-left)} zł" if left < 0 else ""


PAYMENTS = Kind(name="payments", columns=COLUMNS, take=_take, begin=_begin)
