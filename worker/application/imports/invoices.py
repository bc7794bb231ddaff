"""The office's sales documents: what makes a customer regular [6], what may be overdue [12.7], what was corrected."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import select

from worker.application.imports import cells
from worker.application.imports.amounts import correction_note, plain_number
from worker.application.imports.columns import NAME, PAYER, TITLES, Column
from worker.application.imports.manner import (
    Change,
    Effect,
    Fault,
    Field,
    Kind,
    Record,
    Taking,
    compared,
    effect_of,
    fault,
)
from worker.domain import nip
from worker.domain.billing.customer import DocumentType
from worker.store.billing_tables import SalesInvoice
from worker.store.tables import Payer
from worker.terms.words import words

_KINDS = {said: kind.value for kind in DocumentType for said in words("columns")[f"kind_{kind}"]}

COLUMNS = (
    Column(
        key="number",
        titles=TITLES["invoices_number"],
        read=cells.number_of_invoice,
        required=True,
        example="FV/12/2026",
    ),
    PAYER,
    Column(
        key="issue_day",
        titles=TITLES["invoices_issue_day"],
        read=cells.day,
        required=True,
        example="2026-03-31",
    ),
    Column(
        key="due_day",
        titles=TITLES["invoices_due_day"],
        read=cells.day,
        required=True,
        example="2026-04-07",
    ),
    Column(
        key="gross",
        titles=TITLES["invoices_gross"],
        read=cells.money,
        required=True,
        example="1230,00",
    ),
    Column(key="kind", titles=TITLES["invoices_kind"], read=cells.one_of(_KINDS), example="faktura"),
    Column(
        key="ksef_number",
        titles=TITLES["invoices_ksef_number"],
        read=cells.ksef_number,
        example="5265877635-20260331-0100001AF629-AF",
    ),
    Column(
        key="month",
        titles=TITLES["invoices_month"],
        read=cells.month,
        example="2026-03",
    ),
    Column(key="corrects", titles=TITLES["invoices_corrects"], read=cells.number_of_invoice),
    Column(
        key="implementation_finished",
        titles=TITLES["invoices_implementation_finished"],
        read=cells.yes,
        example="nie",
    ),
    NAME,
)
_COLUMN = {column.key: column for column in COLUMNS}
_TITLES = {column.key: column.title for column in COLUMNS}
_WORDS = {"invoice": "faktura", "correction": "korekta", "proforma": "proforma"}
_EMPTY = {"ksef_number": "", "month": "", "corrects": "", "implementation_finished": False}


def _join(records: Sequence[Record]) -> tuple[Sequence[Record], Sequence[Change]]:
    """A number stands for one document; a line that only repeats another is not worth a word."""
    first: dict[str, Record] = {}
    clashes = []
    for record in records:
        earlier = first.setdefault(record.values["number"], record)
        if earlier is not record and earlier.values != record.values:
            twice = Fault(
                column=_TITLES["number"],
                value=record.values["number"],
                why=f"ten numer stoi już w wierszu {earlier.line}, z innymi danymi",
                right="",
            )
            clashes.append(Change(line=record.line, effect=Effect.WRONG, about="", faults=(twice,)))
    return tuple(first.values()), clashes


def begin(taking: Taking) -> None:
    """The documents and payers we know."""
    session = taking.session
    invoices = {one.number: one for one in session.exec(select(SalesInvoice))}
    taking.kept = {
        "invoices": invoices,
        "by_ksef": {one.ksef_number: one.number for one in invoices.values() if one.ksef_number},
        "by_month": {(one.nip, one.month): one.number for one in invoices.values() if one.month and _is_invoice(one)},
        "payers": {one.nip: one for one in session.exec(select(Payer))},
    }


def _take(taking: Taking, record: Record) -> Change:
    values = record.values
    invoice = taking.kept["invoices"].get(values["number"])
    kind = record.get("kind", None) or (invoice.kind if invoice else DocumentType.INVOICE.value)
    _check(taking, record, kind)
    corrected = _corrected(taking, record, kind)
    payer, fields = payer_of(taking, record)
    wanted = {key: values[key] for key in ("nip", "issue_day", "due_day", "gross")}
    wanted |= {key: empty if values[key] is None else values[key] for key, empty in _EMPTY.items() if key in values}
    if corrected is not None:
        wanted["corrects"] = corrected.number  # as we write it, whatever the spaces and case
    if "kind" in values:
        wanted["kind"] = kind
    is_new = invoice is None
    if invoice is None:
        invoice = SalesInvoice(number=values["number"], **{"kind": kind, **wanted})
        taking.kept["invoices"][invoice.number] = invoice
        fields = [Field(name=_TITLES["kind"], old="", new=_WORDS[kind]), *fields]
        fields += [
            Field(name=_TITLES[key], old="", new=_as_text(value))
            for key, value in wanted.items()
            if value and key != "kind"
        ]
    else:
        fields += [_in_words(one) for one in compared(invoice, wanted, _TITLES)]
    _remember(taking, invoice)
    taking.session.add(invoice)
    about = f"{invoice.number} · {nip.display(payer.nip)} {payer.name}".strip()
    note = correction_note(invoice, taking.kept["invoices"].values()) if _is_correction(invoice) else ""
    return Change(line=record.line, effect=effect_of(fields, new=is_new), about=about, fields=tuple(fields), note=note)


def _corrected(taking: Taking, record: Record, kind: str) -> SalesInvoice | None:
    """The invoice a correction names, if we have it; it must be the same payer's."""
    number = record.get("corrects", None)
    if number is None or kind != DocumentType.CORRECTION.value:
        return None
    invoices: dict[str, SalesInvoice] = taking.kept["invoices"]
    wanted = plain_number(number)
    found = invoices.get(number) or next((one for one in invoices.values() if plain_number(one.number) == wanted), None)
    if found is not None and found.nip != record.values["nip"]:
        why = f"tę fakturę ma inny płatnik ({nip.display(found.nip)})"
        raise fault(_COLUMN["corrects"], number, why, "faktura tego samego płatnika")
    return found


def _check(taking: Taking, record: Record, kind: str) -> None:
    issued, due, gross = (record.values[key] for key in ("issue_day", "due_day", "gross"))
    if due < issued:
        raise fault(_COLUMN["due_day"], due, f"termin wypada przed dniem wystawienia ({issued})", "późniejszy dzień")
    if issued > taking.today:
        raise fault(_COLUMN["issue_day"], issued, "ten dzień jeszcze nie nadszedł", f"najpóźniej {taking.today}")
    if gross < 0 and kind != DocumentType.CORRECTION.value:
        raise fault(_COLUMN["gross"], gross, "ujemną kwotę może mieć tylko korekta", "rodzaj: korekta")
    number = record.values["number"]
    by_ksef = taking.kept["by_ksef"].get(record.get("ksef_number", None), number)
    if by_ksef != number:
        raise fault(_COLUMN["ksef_number"], record.values["ksef_number"], f"ten numer KSeF ma już {by_ksef}", "")
    by_month = taking.kept["by_month"].get((record.values["nip"], record.get("month", None)), number)
    if by_month != number and kind == DocumentType.INVOICE.value:
        raise fault(
            _COLUMN["month"], record.values["month"], f"rozliczeniem tego miesiąca jest już {by_month}", "puste"
        )


def _remember(taking: Taking, invoice: SalesInvoice) -> None:
    if invoice.ksef_number:
        taking.kept["by_ksef"][invoice.ksef_number] = invoice.number
    if invoice.month and _is_invoice(invoice):
        taking.kept["by_month"][invoice.nip, invoice.month] = invoice.number


def _in_words(one: Field) -> Field:
    if one.name != _TITLES["kind"]:
        return one
    return Field(name=one.name, old=_WORDS[one.old], new=_WORDS[one.new])


def payer_of(taking: Taking, record: Record) -> tuple[Payer, list[Field]]:
    """The payer of a line; one we do not know yet is entered, a missing name is filled in, and both are said."""
    number = record.values["nip"]
    payer = taking.kept["payers"].get(number)
    name = record.get("name", "") or ""
    if payer is not None and name and not payer.name:
        payer.name = name
        taking.session.add(payer)
        return payer, [Field(name="nazwa płatnika", old="", new=name)]
    if payer is not None:
        return payer, []
    payer = Payer(nip=number, name=name)
    taking.session.add(payer)
    taking.session.flush()  # what the line is about points to it
    taking.kept["payers"][number] = payer
    return payer, [Field(name="nowy płatnik", old="", new=f"{nip.display(number)} {payer.name}".strip())]


def _is_invoice(one: SalesInvoice) -> bool:
    return one.kind == DocumentType.INVOICE.value


def _is_correction(one: SalesInvoice) -> bool:
    return one.kind == DocumentType.CORRECTION.value


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "tak"
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


INVOICES = Kind(name="invoices", columns=COLUMNS, take=_take, join=_join, begin=begin)
