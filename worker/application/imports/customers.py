"""The customer list: payers, who may write for them, and what their contracts say [1.2, 2].

Lines of one NIP are one customer, so that a list with one contact a line will do. Whom they bind is in ``bindings``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import select

from worker.application.imports import bindings, cells
from worker.application.imports.columns import PAYER, TITLES, Column
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
from worker.store.billing_tables import Contract
from worker.store.tables import Payer
from worker.terms.phrases import Language

_LISTS = ("contacts", "domains")
_CONTRACT = {
    "reaction_days": None,
    "billing_email": "",
    "street": "",
    "town": "",
    "language": "pl",
    "remote_general": None,
    "remote_accounting": None,
    "onsite_general": None,
    "onsite_accounting": None,
    "rebated": False,
}
_IN_ENGLISH = (
    "po angielsku: rozliczenia miesiąca z załącznikami i poprawki, wezwania do zapłaty, wiadomości o pakietach "
    "i decyzje o zleceniach z nich; pozostałe listy po polsku"
)

COLUMNS = (
    PAYER,
    Column(
        key="name",
        titles=TITLES["customers_name"],
        read=cells.text,
        example="Delikatesy Rudnik s.c.",
    ),
    Column(
        key="contacts",
        titles=TITLES["customers_contacts"],
        read=cells.people,
        example="biuro@delikatesy-rudnik.pl, Anna Maj <anna.maj@delikatesy-rudnik.pl>",
    ),
    Column(
        key="domains",
        titles=TITLES["customers_domains"],
        read=cells.domains,
        example="delikatesy-rudnik.pl",
    ),
    Column(
        key="reaction_days",
        titles=TITLES["customers_reaction_days"],
        read=cells.count,
        example="5",
    ),
    Column(
        key="billing_email",
        titles=TITLES["customers_billing_email"],
        read=cells.addresses,
        example="faktury@delikatesy-rudnik.pl",
    ),
    Column(key="street", titles=TITLES["customers_street"], read=cells.text, example="Rudnicka 7"),
    Column(
        key="town",
        titles=TITLES["customers_town"],
        read=cells.text,
        example="01-858 Warszawa",
    ),
    Column(key="language", titles=TITLES["customers_language"], read=cells.language, example="pl"),
    Column(key="remote_general", titles=TITLES["customers_remote_general"], read=cells.rate),
    Column(key="remote_accounting", titles=TITLES["customers_remote_accounting"], read=cells.rate),
    Column(key="onsite_general", titles=TITLES["customers_onsite_general"], read=cells.rate),
    Column(key="onsite_accounting", titles=TITLES["customers_onsite_accounting"], read=cells.rate),
    Column(key="rebated", titles=TITLES["customers_rebated"], read=cells.yes),
)
_COLUMN = {column.key: column for column in COLUMNS}
_TITLES = {column.key: column.title for column in COLUMNS}


def _join(records: Sequence[Record]) -> tuple[Sequence[Record], Sequence[Change]]:
    """One record a NIP: lists are put together, single values must agree."""
    by_payer: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_payer[record.values["nip"]].append(record)
    clashes: list[Change] = []
    joined: list[Record] = []
    for lines in by_payer.values():
        first, values = lines[0], dict(lines[0].values)
        for later in lines[1:]:
            faults = tuple(_clashes(values, later, first.line))
            if faults:
                clashes.append(Change(line=later.line, effect=Effect.WRONG, about="", faults=faults))
            else:
                values |= {key: _together(key, values.get(key), value) for key, value in later.values.items()}
        joined.append(Record(line=first.line, values=values, also=tuple(one.line for one in lines[1:])))
    return joined, clashes


def _clashes(values: dict[str, Any], later: Record, line: int) -> Iterable[Fault]:
    for key, value in later.values.items():
        if key not in _LISTS and key in values and values[key] != value:
            yield Fault(
                column=_TITLES[key],
                value=str(value or "-"),
                why=f"w wierszu {line} ten sam NIP ma tu co innego",
                right=str(values[key] or "-"),
            )


def _together(key: str, before: Any, value: Any) -> Any:
    if key not in _LISTS or not before or not value:
        return value or before
    return tuple(dict([*before, *value]).items()) if key == "contacts" else tuple(dict.fromkeys((*before, *value)))


def _begin(taking: Taking) -> None:
    """Everything known of payers at once: one question a table, not five a line."""
    session = taking.session
    taking.kept = {
        "bindings": bindings.known(session, taking.left_out),
        "payers": {one.nip: one for one in session.exec(select(Payer))},
        "contracts": {one.nip: one for one in session.exec(select(Contract))},
    }


def _take(taking: Taking, record: Record) -> Change:
    number = record.values["nip"]
    free = sorted(set(record.get("domains", None) or ()) & taking.free_mail)
    if free:
        raise fault(
            _COLUMN["domains"],
            ", ".join(free),
            f"{free[0]} to darmowa poczta: każdy, kto ma tam konto, uchodziłby za tego klienta",
            "puste, a adresy osób w kolumnie „kontakty”",
        )
    _refuse_ours(taking, record)
    payer = taking.kept["payers"].get(number)
    is_new = payer is None
    if payer is None:
        payer = Payer(nip=number)
        taking.session.add(payer)
        taking.session.flush()  # contacts and contract point to it
    fields = list(compared(payer, {"name": record.get("name", payer.name) or ""}, _TITLES))
    fields += _contract(taking, record, number)
    bound, stays = bindings.bind(taking.session, taking.kept["bindings"], record, taking.now)
    fields += bound
    taking.session.add(payer)
    return Change(
        line=record.line,
        effect=effect_of(fields, new=is_new),
        about=f"{nip.display(number)} {payer.name}".strip(),
        fields=tuple(fields),
        note="; ".join(_notes(record, fields)),
        stays=stays,
    )


def _notes(record: Record, fields: Iterable[Field]) -> Iterable[str]:
    if record.also:
        yield f"także wiersze {', '.join(map(str, record.also))}"
    if any(one.name == _TITLES["language"] and one.new == Language.ENGLISH.value for one in fields):
        yield _IN_ENGLISH


def _refuse_ours(taking: Taking, record: Record) -> None:
    """A letter to the customer would come back to us, and our people would read as customers."""
    written = {
        "contacts": [address for address, _ in record.get("contacts", None) or ()],
        "billing_email": (record.get("billing_email", None) or "").split(", "),
    }
    for key, addresses in written.items():
        if ours := sorted(taking.ours.intersection(addresses)):
            raise fault(_COLUMN[key], ours[0], "to nasz własny adres", "adres klienta")


def _contract(taking: Taking, record: Record, number: str) -> tuple[Field, ...]:
    said = {key: record.values[key] for key in _CONTRACT if key in record.values}
    contract = taking.kept["contracts"].get(number)
    wanted = {key: _CONTRACT[key] if value is None else value for key, value in said.items()}
    if contract is None:
        contract = Contract(nip=number)
        if all(getattr(contract, key) == value for key, value in wanted.items()):
            return ()
    taking.session.add(contract)
    return compared(contract, wanted, _TITLES)


CUSTOMERS = Kind(name="customers", columns=COLUMNS, take=_take, join=_join, begin=_begin)
