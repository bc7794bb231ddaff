"""All details of one mail; completion over an earlier mail; what is missing (points 1.3, 1.5, 13.8)."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from worker.domain.details.computer.comparison import is_any_of_them
from worker.domain.details.computer.loosely import LOOSELY
from worker.domain.details.computer.workstation import read_workstation
from worker.domain.details.contacts.addresses import read_emails
from worker.domain.details.contacts.phones import read_phones
from worker.domain.details.orders.dates import read_dates
from worker.domain.details.orders.hours import read_time
from worker.domain.details.orders.invoice import read_invoice
from worker.domain.details.orders.orderer import read_orderer
from worker.domain.details.orders.package import read_package
from worker.domain.details.problem.description import read_description
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.programs.software import read_os, read_service, read_software, software_by_subject
from worker.domain.details.programs.version import read_version
from worker.domain.details.text.sentences import sentences
from worker.domain.details.text.source import Passages, Source, passages
from worker.domain.details.user.own_use import tells_own_use
from worker.domain.details.user.user import read_user
from worker.domain.found import Detail, Details, Found, Place, Service


class RequestKind(StrEnum):
    """What is asked for decides which details it needs."""

    REPORT = "report"  # 1.3, 1.5; also a phone confirmation (1.1)
    PACKAGE_ORDER = "package_order"  # 13.8


_BRACKET = re.compile(r"^\W{0,3}[\[(][^\])]{0,40}[\])]")  # where the NIP belongs stands no telephone
# the rules that take the writer, or whoever is named, for the user: "u pani Zosi" answers where, not who
_BY_THE_WAY = frozenset({"signature", "author", "mention"})
REQUIRED = {
    RequestKind.REPORT: (Detail.DESCRIPTION, Detail.WORKSTATION, Detail.USER, Detail.CONTACT),
    RequestKind.PACKAGE_ORDER: (Detail.ORDERER, Detail.TIME, Detail.DATES),
}


def read_details(source: Source) -> Details:
    """Read every detail a mail gives; never raises. The quoted text is asked only for what is missing."""
    texts = _reports_are_ours(passages(source))
    details = _with_quotes(_with_subject(_read(texts, source), texts, source), texts, source)
    software = details.software or software_by_subject(texts)
    return replace(details, software=software, version=read_version(texts, software))


def _reports_are_ours(texts: Passages) -> Passages:
    """A letter of another company stays foreign only beside a trouble that the writer tells himself.

    Who only sends a letter on sends a report on: an accountant her client's, a client his accountant's.
    """
    if not any(quote.foreign for quote in texts.quotes):
        return texts
    told = any(weigh(sentence).symptom for sentence in sentences(texts.body))
    quotes = (replace(quote, foreign=quote.foreign and told and not tells_own_use(quote)) for quote in texts.quotes)
    return replace(texts, quotes=tuple(quotes))


def _with_quotes(details: Details, texts: Passages, source: Source) -> Details:
    """What only the customer's own earlier words give, quoted under an answer."""
    if texts.forwarded or not texts.quotes or not missing_details(details, RequestKind.REPORT):
        return details
    quoted = Passages(
        topic=texts.topic,
        body=replace(texts.body, text=""),
        signature=replace(texts.signature, text=""),
        quotes=texts.quotes,
        forwarded=True,
    )
    return _complete(details, _read(quoted, source), lambda found: found)


def _with_subject(details: Details, texts: Passages, source: Source) -> Details:
    """A computer's name or a telephone that only the subject gives: ``[…] KASA-2 nie drukuje``."""
    if details.workstation and details.has(Detail.CONTACT):
        return details
    bare = replace(texts.topic, text=_BRACKET.sub(lambda nip: " " * len(nip.group()), texts.topic.text))
    topic = replace(texts, body=bare, signature=replace(texts.signature, text=""), quotes=(), forwarded=False)
    named = details.workstation or read_workstation(topic, named=True)
    if named and details.workstation is None and is_any_of_them(texts.written, named):
        named = None  # "Komputery na hali" over "na jednym z komputerów …"
    if details.has(Detail.CONTACT):
        return replace(details, workstation=named)
    phones, emails = read_phones(topic, source), read_emails(topic, source)
    return replace(details, workstation=named, phone=next(iter(phones), None), email=next(iter(emails), None))


def merge(newer: Details, earlier: Details) -> Details:
    """Complete an earlier mail: a new value wins, the others keep theirs with the place EARLIER.

    Whoever signs the completion or is named in it by the way does not become the user instead of the one whom the
    report named. The subject of an answer is the report's own: it says nothing new.
    """
    known: dict[str, Any] = {name: None for name in _of_the_subject(newer) if getattr(earlier, name) is not None}
    newer = replace(newer, **known)
    if earlier.user and newer.user and _is_by_the_way(newer.user, earlier.user):
        newer = replace(newer, user=None)
    if earlier.workstation and newer.workstation and not _names_another(newer.workstation, earlier.workstation):
        newer = replace(newer, workstation=None)
    return _complete(newer, earlier, lambda found: replace(found, place=Place.EARLIER, start=-1, end=-1))


def _of_the_subject(details: Details) -> Iterator[str]:
    for field in fields(Details):
        value = getattr(details, field.name)
        if isinstance(value, Found) and value.place is Place.SUBJECT:
            yield field.name


def _names_another(newer: Found, earlier: Found) -> bool:
    """Whether the computer is corrected: by a label or a name; "dostałam NIP z księgowości" leaves the labelled one."""
    if newer.rule == "label" or re.search(r"\d|[A-Z]{3}", newer.value):
        return True
    return earlier.rule != "label" and newer.rule != LOOSELY


def _is_by_the_way(newer: Found, earlier: Found) -> bool:
    if newer.rule in _BY_THE_WAY and earlier.rule not in _BY_THE_WAY:
        return True
    return newer.rule != "label" and " " not in newer.value and " " in earlier.value  # a first name, a full name


def missing_details(
    details: Details, kind: RequestKind, required: Collection[Detail] | None = None
) -> tuple[Detail, ...]:
    """The required details that are not given, in the order of the regulamin; NIP is not asked here.

    ``required`` narrows the list (a setting); None asks for all of the kind.
    """
    asked = REQUIRED[kind] if required is None else tuple(detail for detail in REQUIRED[kind] if detail in required)
    return tuple(detail for detail in asked if not details.has(detail))


def _read(texts: Passages, source: Source) -> Details:
    phones, emails = read_phones(texts, source), read_emails(texts, source)
    return Details(
        description=read_description(texts),
        workstation=read_workstation(texts),
        user=read_user(texts, source),
        phone=phones[0] if phones else None,
        email=emails[0] if emails else None,
        software=read_software(texts),
        os=read_os(texts),
        orderer=read_orderer(texts, source),
        time=read_time(texts),
        dates=read_dates(texts),
        package=read_package(texts),
        invoice=read_invoice(texts),
        other_contacts=(*phones[1:], *emails[1:]),
        service=read_service(texts),
    )


def _complete(newer: Details, earlier: Details, mark: Callable[[Found], Found]) -> Details:
    filled: dict[str, Found] = {}
    for field in fields(Details):
        old = getattr(earlier, field.name)
        if isinstance(old, Found) and getattr(newer, field.name) is None:
            filled[field.name] = mark(old)
    others = dict.fromkeys((*newer.other_contacts, *(mark(found) for found in earlier.other_contacts)))
    service = newer.service
    if Service.ACCOUNTING in (newer.service, earlier.service):
        service = Service.ACCOUNTING  # 11.1.5: the higher column when one part is accounting
    return replace(newer, **filled, other_contacts=tuple(others), service=service or earlier.service)
