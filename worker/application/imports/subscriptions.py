"""Update subscriptions of the named makers, which give the rebate of point 7 while they are a year old at most."""

from difflib import get_close_matches

from sqlmodel import select

from worker.application.imports import cells
from worker.application.imports.columns import NAME, PAYER, TITLES, Column
from worker.application.imports.invoices import payer_of
from worker.application.imports.manner import Change, Field, Kind, Record, Taking, effect_of, fault
from worker.domain import nip
from worker.store.billing_tables import UpdateSubscription
from worker.store.tables import Payer
from worker.terms import price_list_on

COLUMNS = (
    PAYER,
    Column(
        key="bought_day",
        titles=TITLES["subscriptions_bought_day"],
        read=cells.day,
        required=True,
        example="2026-01-15",
    ),
    Column(
        key="vendor",
        titles=TITLES["subscriptions_vendor"],
        read=cells.text,
        required=True,
        example="InsERT Subiekt nexo",
    ),
    NAME,
)
_VENDOR = COLUMNS[2]


def _begin(taking: Taking) -> None:
    session = taking.session
    every = session.exec(select(UpdateSubscription))
    bought = {(one.nip, one.bought_day, one.vendor.casefold()): one for one in every}
    taking.kept = {"payers": {one.nip: one for one in session.exec(select(Payer))}, "bought": bought}


def _take(taking: Taking, record: Record) -> Change:
    vendor, day = record.values["vendor"], record.values["bought_day"]
    makers = price_list_on(taking.today).discounts.update_vendors
    if not any(maker in vendor.casefold() for maker in makers):
        near = get_close_matches(vendor.casefold(), makers, n=1, cutoff=0.5)
        right = f"{near[0]}?" if near else "jeden z: " + ", ".join(makers)
        raise fault(_VENDOR, vendor, "pkt 7 nie wymienia takiego producenta", right)
    if day > taking.today:
        raise fault(COLUMNS[1], day, "ten dzień jeszcze nie nadszedł", f"najpóźniej {taking.today}")
    payer, fields = payer_of(taking, record)
    key = (payer.nip, day, vendor.casefold())
    is_new = key not in taking.kept["bought"]
    if is_new:
        row = UpdateSubscription(nip=payer.nip, bought_day=day, vendor=vendor)
        taking.session.add(row)
        taking.kept["bought"][key] = row
        fields.append(Field(name="abonament", old="", new=f"{vendor}, {day}"))
    about = f"{nip.display(payer.nip)} {payer.name}".strip()
    return Change(line=record.line, effect=effect_of(fields, new=is_new), about=about, fields=tuple(fields))


SUBSCRIPTIONS = Kind(name="subscriptions", columns=COLUMNS, take=_take, begin=_begin)
