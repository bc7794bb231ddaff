"""The invoice of a month as a structured invoice FA(3), the form that KSeF takes.

The number of an invoice is given by accounting; until it is known P_2 carries a working number
(``ROZLICZENIE/2026-03/5259912077``), which accounting replaces. VAT is counted once on the sum.
"""

import re
from datetime import UTC, datetime, time
from decimal import Decimal

from lxml import etree

from worker.documents.facts import MonthDocument, Party
from worker.documents.wording import line_name, unit_of
from worker.domain.bands import Band
from worker.domain.month import Invoice, Line
from worker.terms import price_list_on

NAMESPACE = "http://crd.gov.pl/wzor/2025/06/25/13775/"
_NIP = re.compile(r"[1-9](?:\d[1-9]|[1-9]\d)\d{7}")  # TNrNIP of the schema: KSeF's NIP does not begin with 0
_VAT_FIELDS = {23: ("P_13_1", "P_14_1"), 22: ("P_13_1", "P_14_1"), 8: ("P_13_2", "P_14_2"), 5: ("P_13_3", "P_14_3")}
_LONGEST = 512


class UnfitForInvoiceError(ValueError):
    """A month that cannot be an FA(3): the message names the payer and what is missing or wrong."""


def fa3_xml(document: MonthDocument, invoice: Invoice | None = None) -> bytes:
    """The month's invoice (or one of its ``sales``) as UTF-8 XML; the same facts give the same bytes.

    Raises UnfitForInvoiceError when there is nothing to invoice, or a NIP, name or address is missing or unfit.
    """
    invoice = invoice or document.statement.invoice
    _refuse_unfit(document, invoice)
    assert invoice is not None  # noqa: S101 - refused above
    root = etree.Element(_tag("Faktura"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # stubs: None is the default namespace
    _head(root, document)
    company = document.company
    issuer = Party(nip=company.nip, name=company.name, address=company.address)
    _party(_add(root, "Podmiot1"), issuer)
    buyer = _add(root, "Podmiot2")
    _party(buyer, document.payer)
    _add(buyer, "JST", "2")
    _add(buyer, "GV", "2")
    _body(_add(root, "Fa"), document, invoice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def working_number(document: MonthDocument) -> str:
    """The number of the invoice, or what stands for it until accounting gives one."""
    suffix = f"/w{document.version}" if document.version > 1 else ""
    return document.invoice_number or f"ROZLICZENIE/{document.period}/{document.payer.nip}{suffix}"


def _refuse_unfit(document: MonthDocument, invoice: Invoice | None) -> None:
    payer, company = document.payer, document.company
    wrong = []
    if invoice is None or not invoice.lines:
        wrong.append("there is nothing to invoice in this month")
    if not _NIP.fullmatch(payer.nip):
        wrong.append(f"the payer's NIP {payer.nip!r} is not one KSeF takes (ten digits, not beginning with 0)")
    if not _NIP.fullmatch(company.nip):
        wrong.append(f"company.nip {company.nip!r} is not one KSeF takes")
    wrong += [] if payer.name.strip() else ["the payer has no name"]
    wrong += [] if company.address else ["company.street and company.town are empty"]
    if wrong:
        raise UnfitForInvoiceError(f"{payer.nip or 'no NIP'}: {'; '.join(wrong)}")


def _head(root: etree._Element, document: MonthDocument) -> None:
    head = _add(root, "Naglowek")
    code = _add(head, "KodFormularza", "FA")
    code.set("kodSystemowy", "FA (3)")
    code.set("wersjaSchemy", "1-0E")
    _add(head, "WariantFormularza", "3")
    made = datetime.combine(document.facts.issue, time(12), UTC)
    _add(head, "DataWytworzeniaFa", f"{made:%Y-%m-%dT%H:%M:%SZ}")
    _add(head, "SystemInfo", "Pomoc")


def _party(parent: etree._Element, party: Party) -> None:
    identity = _add(parent, "DaneIdentyfikacyjne")
    _add(identity, "NIP", party.nip)
    _add(identity, "Nazwa", party.name)
    if party.address:
        address = _add(parent, "Adres")
        _add(address, "KodKraju", "PL")
        _add(address, "AdresL1", party.address[0])
        if len(party.address) > 1:
            _add(address, "AdresL2", ", ".join(party.address[1:]))


def _body(fa: etree._Element, document: MonthDocument, invoice: Invoice) -> None:
    percent = price_list_on(invoice.issue).billing.vat_percent
    net_field, vat_field = _VAT_FIELDS[percent]
    _add(fa, "KodWaluty", "PLN")
    _add(fa, "P_1", invoice.issue.isoformat())
    _add(fa, "P_2", working_number(document))
    period = _add(fa, "OkresFa")
    _add(period, "P_6_Od", document.first_day.isoformat())
    _add(period, "P_6_Do", document.last_day.isoformat())
    _add(fa, net_field, _money(invoice.amount.net))
    _add(fa, vat_field, _money(invoice.amount.vat))
    _add(fa, "P_15", _money(invoice.amount.gross))
    _annotations(_add(fa, "Adnotacje"))
    _add(fa, "RodzajFaktury", "VAT")
    for number, line in enumerate(invoice.lines, 1):
        _line(_add(fa, "FaWiersz"), number, line, percent)
    _payment(_add(fa, "Platnosc"), document, invoice)


def _annotations(parent: etree._Element) -> None:
    """No cash method, self-billing, reverse charge, split payment, exemption, vehicles, simplification, margin."""
    for name in ("P_16", "P_17", "P_18", "P_18A"):
        _add(parent, name, "2")
    _add(_add(parent, "Zwolnienie"), "P_19N", "1")
    _add(_add(parent, "NoweSrodkiTransportu"), "P_22N", "1")
    _add(parent, "P_23", "2")
    _add(_add(parent, "PMarzy"), "P_PMarzyN", "1")


def _line(row: etree._Element, number: int, line: Line, percent: int) -> None:
    band = f", strefa {line.band}" if line.band and line.band is not Band.NONE else ""
    _add(row, "NrWierszaFa", str(number))
    _add(row, "P_7", f"{line_name(line)}{band}")
    _add(row, "P_8A", unit_of(line))
    _add(row, "P_8B", f"{line.quantity:f}")
    _add(row, "P_9A", _money(line.unit_net))
    _add(row, "P_11", _money(line.net))
    _add(row, "P_12", str(percent))


def _payment(parent: etree._Element, document: MonthDocument, invoice: Invoice) -> None:
    _add(_add(parent, "TerminPlatnosci"), "Termin", invoice.due.isoformat())
    _add(parent, "FormaPlatnosci", "6")  # bank transfer
    account = document.company.account
    if account:
        bank = _add(parent, "RachunekBankowy")
        _add(bank, "NrRB", re.sub(r"\s|^PL", "", account.number))
        if account.bank:
            _add(bank, "NazwaBanku", account.bank)


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, _tag(name))
    if text:
        child.text = _printable(text)
    return child


def _printable(text: str) -> str:
    """One line of characters XML may hold, as the schema's TZnakowy512 wants it (no spaces at either end)."""
    kept = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(kept.split())[:_LONGEST].rstrip()


def _money(value: Decimal) -> str:
    return f"{value:.2f}"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
