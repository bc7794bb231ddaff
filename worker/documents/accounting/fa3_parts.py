"""What an invoice and a correcting invoice have in common as FA(3): parties, annotations, lines, payment, text."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal

from lxml import etree

from worker.documents.facts import Company, MonthDocument, Party
from worker.documents.wording import line_name, unit_of
from worker.domain.billing.month import Line
from worker.domain.tariff.bands import Band
from worker.terms import price_list_on

NAMESPACE = "http://crd.gov.pl/wzor/2025/06/25/13775/"
_NIP = re.compile(r"[1-9](?:\d[1-9]|[1-9]\d)\d{7}")  # TNrNIP of the schema: KSeF's NIP does not begin with 0
_VAT_FIELDS = {23: ("P_13_1", "P_14_1"), 22: ("P_13_1", "P_14_1"), 8: ("P_13_2", "P_14_2"), 5: ("P_13_3", "P_14_3")}
_LONGEST = 512


class UnfitForInvoiceError(ValueError):
    """A month that cannot be an FA(3): the message names the payer and what is missing or wrong."""


def refuse_unfit(document: MonthDocument, lines: Iterable[object], nothing: str) -> None:
    """Raise UnfitForInvoiceError for parties KSeF does not take, or (``nothing`` says what) when there is no line."""
    payer, company = document.payer, document.company
    wrong = [] if any(True for _ in lines) else [nothing]
    if not _NIP.fullmatch(payer.nip):
        wrong.append(f"the payer's NIP {payer.nip!r} is not one KSeF takes (ten digits, not beginning with 0)")
    if not _NIP.fullmatch(company.nip):
        wrong.append(f"company.nip {company.nip!r} is not one KSeF takes")
    wrong += [] if payer.name.strip() else ["the payer has no name"]
    wrong += [] if company.address else ["company.street and company.town are empty"]
    if wrong:
        raise UnfitForInvoiceError(f"{payer.nip or 'no NIP'}: {'; '.join(wrong)}")


def begin(document: MonthDocument, made: date) -> etree._Element:
    """The root with its head and both parties; ``Fa`` comes next."""
    root = etree.Element(tag("Faktura"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # stubs: None is the default namespace
    head = add(root, "Naglowek")
    code = add(head, "KodFormularza", "FA")
    code.set("kodSystemowy", "FA (3)")
    code.set("wersjaSchemy", "1-0E")
    add(head, "WariantFormularza", "3")
    add(head, "DataWytworzeniaFa", f"{datetime.combine(made, time(12), UTC):%Y-%m-%dT%H:%M:%SZ}")
    add(head, "SystemInfo", "Pomoc")
    company = document.company
    _party(add(root, "Podmiot1"), Party(nip=company.nip, name=company.name, address=company.address))
    buyer = add(root, "Podmiot2")
    _party(buyer, document.payer)
    add(buyer, "JST", "2")
    add(buyer, "GV", "2")
    return root


def xml(root: etree._Element) -> bytes:
    """UTF-8 with its declaration; the same tree gives the same bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def period(fa: etree._Element, document: MonthDocument) -> None:
    """The month the services were done in."""
    span = add(fa, "OkresFa")
    add(span, "P_6_Od", document.first_day.isoformat())
    add(span, "P_6_Do", document.last_day.isoformat())


def sums(fa: etree._Element, net: Decimal, vat: Decimal, percent: int) -> None:
    """Net and VAT in the fields of their rate, and the gross sum."""
    net_field, vat_field = _VAT_FIELDS[percent]
    add(fa, net_field, money(net))
    add(fa, vat_field, money(vat))
    add(fa, "P_15", money(net + vat))


def annotations(parent: etree._Element) -> None:
    """No cash method, self-billing, reverse charge, split payment, exemption, vehicles, simplification, margin."""
    for name in ("P_16", "P_17", "P_18", "P_18A"):
        add(parent, name, "2")
    add(add(parent, "Zwolnienie"), "P_19N", "1")
    add(add(parent, "NoweSrodkiTransportu"), "P_22N", "1")
    add(parent, "P_23", "2")
    add(add(parent, "PMarzy"), "P_PMarzyN", "1")


def line(row: etree._Element, number: int, one: Line, percent: int, *, is_there: bool = True) -> None:
    """A line of the invoice; not ``is_there``: the same line with nothing of it."""
    add(row, "NrWierszaFa", str(number))
    add(row, "P_7", shown_name(one))
    add(row, "P_8A", unit_of(one))
    add(row, "P_8B", f"{one.quantity:f}" if is_there else "0")
    add(row, "P_9A", money(one.unit_net))
    add(row, "P_11", money(one.net if is_there else Decimal(0)))
    add(row, "P_12", str(percent))


def shown_name(one: Line) -> str:
    """What the line is for, with its band."""
    band = f", strefa {one.band}" if one.band and one.band is not Band.NONE else ""
    return f"{line_name(one)}{band}"


def payment(parent: etree._Element, company: Company, due: date) -> None:
    """By bank transfer, by a day."""
    add(add(parent, "TerminPlatnosci"), "Termin", due.isoformat())
    add(parent, "FormaPlatnosci", "6")  # bank transfer
    if company.account:
        bank = add(parent, "RachunekBankowy")
        add(bank, "NrRB", re.sub(r"\s|^PL", "", company.account.number))
        if company.account.bank:
            add(bank, "NazwaBanku", company.account.bank)


def vat_percent(on: date) -> int:
    """The rate of the services on a day."""
    return price_list_on(on).billing.vat_percent


def add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    """A child element; its text is one line of characters that the schema takes."""
    child = etree.SubElement(parent, tag(name))
    if text:
        child.text = _printable(text)
    return child


def money(value: Decimal) -> str:
    """``1230.00``."""
    return f"{value:.2f}"


def tag(name: str) -> str:
    """The name in the namespace of FA(3)."""
    return f"{{{NAMESPACE}}}{name}"


def _party(parent: etree._Element, party: Party) -> None:
    identity = add(parent, "DaneIdentyfikacyjne")
    add(identity, "NIP", party.nip)
    add(identity, "Nazwa", party.name)
    if party.address:
        address = add(parent, "Adres")
        add(address, "KodKraju", "PL")
        add(address, "AdresL1", party.address[0])
        if len(party.address) > 1:
            add(address, "AdresL2", ", ".join(party.address[1:]))


def _printable(text: str) -> str:
    """One line of characters XML may hold, as the schema's TZnakowy512 wants it (no spaces at either end)."""
    kept = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(kept.split())[:_LONGEST].rstrip()
