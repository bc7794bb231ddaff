"""Transfers the bank took back (``RC`` of MT940, a row with ``zwrot``): the invoices they had paid are open again.

Only what is certain: the same amount, and the same reference or the same invoices (by the NIP in the title: of the same
payer), booked on that day or before. Several transfers that fit, and nothing that fits, are left to a person.
"""

from decimal import Decimal
from hashlib import sha256

from worker.application.imports.amounts import plain_number
from worker.application.imports.manner import Change, Effect, Field, Record, Taking, shown
from worker.application.imports.titles import Meant, Titles
from worker.store.billing_tables import Payment, SalesInvoice

Transfer = list[Payment]  # one transfer may have paid several invoices


def take_back(taking: Taking, record: Record) -> Change:
    """Take back the one booked transfer this entry reverses, or say why none."""
    entry = _entry(taking, record)
    amount, day = abs(record.values["amount"]), record.values["booked_day"]
    transfers: list[Transfer] = list(taking.kept["parts"].values())
    if done := next((one for one in transfers if one[0].reversed_by == entry), None):
        return Change(line=record.line, effect=Effect.UNCHANGED, about=_about(done), note=f"cofnięty przez bank {day}")
    same = [
        one
        for one in transfers
        if one[0].reversed_day is None
        and sum((part.amount for part in one), Decimal(0)) == amount
        and one[0].booked_day <= day
    ]
    meant = _meant(taking, record, same)
    if isinstance(meant, str):
        near = tuple(dict.fromkeys(part.invoice_number for one in same for part in one))[:5]
        return unmatched(record, Meant(why_not=f"bank cofnął ten przelew; {meant}", near=near))
    fields, notes = [], []
    for part in meant:
        part.reversed_day, part.reversed_by = day, entry
        taking.session.add(part)
        taking.kept["left"][part.invoice_number] += part.amount
        was = f"{shown(part.amount)} zł, {part.booked_day}"
        fields.append(Field(name=f"wpłata {part.invoice_number}", old=was, new=f"cofnięta przez bank {day}"))
        notes.append(f"{part.invoice_number}: zostaje {shown(taking.kept['left'][part.invoice_number])} zł")
    return Change(
        line=record.line, effect=Effect.CHANGED, about=_about(meant), fields=tuple(fields), note="; ".join(notes)
    )


def _entry(taking: Taking, record: Record) -> str:
    """What names this line of the statement; two equal lines of one file are two reversals."""
    name = f"RC {digest_of(record)}"
    taking.kept["seen"][name] += 1
    return f"{name}-{taking.kept['seen'][name]}"


def _meant(taking: Taking, record: Record, same: list[Transfer]) -> Transfer | str:
    """The transfer of these that is meant, or why none is."""
    fitting = _fitting(taking, record, same)
    if fitting is None:
        return "nie ma w nim referencji, numeru faktury ani NIP-u, po których byłoby wiadomo, który to przelew"
    if not fitting:
        return "nie ma zaksięgowanego przelewu na tę samą kwotę od tego samego płatnika, więc nic się nie zmienia"
    kinds = {tuple((part.invoice_number, part.amount, part.booked_day) for part in one) for one in fitting}
    return fitting[-1] if len(kinds) == 1 else "pasuje do kilku zaksięgowanych przelewów"


def _fitting(taking: Taking, record: Record, same: list[Transfer]) -> list[Transfer] | None:
    given = record.get("reference", None)
    if given:
        wanted = str(given).replace("#", "/")
        if found := [one for one in same if transfer_of(one[0].reference) == wanted]:
            return found
    number = record.get("invoice_number", None)
    if number:
        return [one for one in same if {plain_number(part.invoice_number) for part in one} == {plain_number(number)}]
    titles: Titles = taking.kept["titles"]
    named, payers = titles.named_in(record.get("title", None) or "")
    if named:
        numbers = {one.number for one in named}
        return [one for one in same if {part.invoice_number for part in one} == numbers]
    if payers:
        invoices: dict[str, SalesInvoice] = taking.kept["invoices"]
        return [one for one in same if {invoices[part.invoice_number].nip for part in one} <= set(payers)]
    return [] if given else None


def digest_of(record: Record) -> str:
    """A name for a line of the file, of what it says."""
    parts = ("booked_day", "amount", "invoice_number", "title", "sender")
    return sha256("\x1f".join(str(record.get(key, "")) for key in parts).encode()).hexdigest()[:24]


def transfer_of(reference: str) -> str:
    """The transfer a payment is part of: its reference without the number of the part."""
    return reference.partition("#")[0]


def unmatched(record: Record, meant: Meant) -> Change:
    """A transfer left to a person, with the reason and what it may be."""
    title = (record.get("title", None) or "").partition("\n")[0]
    sender = record.get("sender", None) or ""
    about = f"{shown(record.values['amount'])} zł, {record.values['booked_day']}"
    words = " · ".join(part for part in (about, sender[:60], f"„{title[:120]}”" if title else "") if part)
    near = f"; może: {', '.join(meant.near)}" if meant.near else ""
    return Change(line=record.line, effect=Effect.UNMATCHED, about=words, note=f"{meant.why_not}{near}")


def _about(transfer: Transfer) -> str:
    amount = sum((part.amount for part in transfer), Decimal(0))
    return f"{', '.join(part.invoice_number for part in transfer)} · {shown(amount)} zł"
