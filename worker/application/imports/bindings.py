"""Whom a customer list binds to a payer, and what becomes of those it does not mention any more.

An import owns only what an import brought: contacts and domains of settings, tickets and technicians stay. A payer with
a wrong line loses nobody: who stands in a line that is not taken has not left the list. A line without a readable NIP
may be anybody's, so that beside it nobody is taken away at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from worker.application.imports.manner import Field, Record
from worker.store.tables import Contact, PayerDomain

SOURCE = "import"
_SHOWN = 3  # lines named in a sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Everything bound before, by NIP. ``wrong`` are numbers of lines not taken, by NIP; under "" those without."""

    contacts: dict[str, list[Contact]]
    domains: dict[str, list[PayerDomain]]
    wrong: dict[str, list[int]]


def known(session: Session, left_out: Iterable[Record]) -> Known:
    """What is bound now, and the lines of the file that are left out."""
    found = Known(contacts=defaultdict(list), domains=defaultdict(list), wrong=defaultdict(list))
    for contact in session.exec(select(Contact)):
        found.contacts[contact.nip].append(contact)
    for domain in session.exec(select(PayerDomain)):
        found.domains[domain.nip].append(domain)
    for record in left_out:
        found.wrong[record.get("nip", "") or ""].append(record.line)
    return found


def bind(session: Session, before: Known, record: Record, now: datetime) -> tuple[list[Field], str]:
    """Bind whom the record names and take away whom it leaves out; what changed, and who stays all the same and why."""
    number = record.values["nip"]
    fields: list[Field] = []
    missing: list[Contact | PayerDomain] = []
    if "contacts" in record.values:
        wanted = dict(record.values["contacts"] or ())
        fields += _contacts(session, before.contacts[number], wanted, number, now)
        missing += (one for one in before.contacts[number] if one.source == SOURCE and one.address not in wanted)
    if "domains" in record.values:
        domains = record.values["domains"] or ()
        fields += _domains(session, before.domains[number], domains, number)
        missing += (one for one in before.domains[number] if one.source == SOURCE and one.domain not in domains)
    if wrong := sorted(before.wrong[number] + before.wrong[""]):
        return fields, _stays(missing, wrong)
    return [*fields, *_taken_away(session, missing)], ""


def _contacts(
    session: Session, there: Sequence[Contact], wanted: dict[str, str], number: str, now: datetime
) -> Iterator[Field]:
    """Add who is new, correct names."""
    bound = {one.address: one for one in there}
    for address, name in wanted.items():
        contact = bound.get(address)
        if contact is None:
            session.add(Contact(address=address, nip=number, name=name, source=SOURCE, bound_at=now))
            yield Field(name="kontakt", old="", new=f"{name} <{address}>" if name else address)
        elif name and contact.source == SOURCE and contact.name != name:
            yield Field(name=f"kontakt {address}", old=contact.name, new=name)
            contact.name = name
            session.add(contact)


def _domains(session: Session, there: Sequence[PayerDomain], wanted: Iterable[str], number: str) -> Iterator[Field]:
    bound = {one.domain for one in there}
    for domain in wanted:
        if domain not in bound:
            session.add(PayerDomain(domain=domain, nip=number, source=SOURCE))
            yield Field(name="domena", old="", new=domain)


def _taken_away(session: Session, missing: Iterable[Contact | PayerDomain]) -> Iterator[Field]:
    for one in missing:
        session.delete(one)
        yield Field(name="kontakt" if isinstance(one, Contact) else "domena", old=_name(one), new="")


def _stays(missing: Sequence[Contact | PayerDomain], wrong: Sequence[int]) -> str:
    if not missing:
        return ""
    named = ", ".join(map(str, wrong[:_SHOWN])) + (" i dalsze" if len(wrong) > _SHOWN else "")
    lines = f"wiersz {named} jest błędny" if len(wrong) == 1 else f"wiersze {named} są błędne"
    return f"nie usuwamy: {', '.join(map(_name, missing))}, bo {lines}"


def _name(one: Contact | PayerDomain) -> str:
    return one.address if isinstance(one, Contact) else one.domain
