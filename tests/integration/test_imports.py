"""Imports into a real database: what the dry run foretells, what is kept, and that a second run changes nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from worker.application.imports import KINDS, Effect, Line, Report, Sheet, Taking, run_import
from worker.application.own_rates import own_rates
from worker.application.tariff import tariff_now
from worker.domain.found import Service
from worker.store import queries
from worker.store.billing_tables import Contract, Payment, SalesInvoice, UpdateSubscription
from worker.store.engine import transaction
from worker.store.tables import Contact, Payer, PayerDomain

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
RUDNIK, LIPA = "5259912077", "9519834101"
INVOICES = """numer;NIP;data wystawienia;termin płatności;brutto;rodzaj;za miesiąc
FV/1/2026;5259912077;2026-03-31;2026-04-07;123,00;faktura;2026-03
FV/2/2026;5259912077;2026-04-30;2026-05-07;246,00;faktura;2026-04
FV/3/2026;9519834101;2026-04-30;2026-05-07;100,00;faktura;"""


def sheet(table: str) -> Sheet:
    header, *rows = [tuple(line.split(";")) for line in table.strip().split("\n")]
    lines = tuple(Line(number=number, cells=row) for number, row in enumerate(rows, 2))
    return Sheet(header=header, lines=lines)


def take(engine: Engine, kind: str, table: str, *, keep: bool = True, skip: bool = False) -> Report:
    def begin(session: Session) -> Taking:
        free = frozenset({"gmail.com"})
        return Taking(
            session=session, now=NOW, today=date(2026, 5, 4), free_mail=free, ours=frozenset({"pomoc@3rp.pl"})
        )

    return run_import(engine, KINDS[kind], sheet(table), begin, keep=keep, leave_out_wrong=skip)


def effects(report: Report) -> list[Effect]:
    return [one.effect for one in report.changes]


def why(report: Report) -> list[str]:
    return [f"{one.line} {part.column}: {part.why}" for one in report.changes for part in one.faults]


CUSTOMERS = """NIP;nazwa;kontakty;domeny;termin reakcji;e-mail do rozliczeń;ulica;miejscowość
525-991-20-77;Rudnik s.c.;a@rudnik.pl, Anna Maj <anna@rudnik.pl>;rudnik.pl;5;faktury@rudnik.pl;Rudna 7;01-858 Warszawa
9519834101;Lipa sp. z o.o.;;;;;;"""


def test_the_dry_run_foretells_what_is_kept_and_keeps_nothing(engine: Engine) -> None:
    foretold = take(engine, "customers", CUSTOMERS, keep=False)
    assert effects(foretold) == [Effect.NEW, Effect.NEW]
    with Session(engine) as session:
        assert session.exec(select(Payer)).all() == []
    done = take(engine, "customers", CUSTOMERS)
    assert (done.changes, done.kept) == (foretold.changes, True)
    assert effects(take(engine, "customers", CUSTOMERS)) == [Effect.UNCHANGED, Effect.UNCHANGED]


def test_a_customer_may_see_his_data_and_has_his_own_term_after_the_import(engine: Engine) -> None:
    take(engine, "customers", CUSTOMERS)
    with Session(engine) as session:
        bound = queries.binding(session, RUDNIK)
        contract = session.get(Contract, RUDNIK)
        assert contract is not None
        assert session.get(Contract, LIPA) is None  # nothing beyond the ordinary was said of him
        assert (contract.billing_email, contract.street, contract.town) == (
            "faktury@rudnik.pl",
            "Rudna 7",
            "01-858 Warszawa",
        )
    assert (bound.name, bound.reaction_days) == ("Rudnik s.c.", 5)
    assert bound.has("anna@rudnik.pl")
    assert bound.has("ktokolwiek@rudnik.pl")


def test_what_a_file_does_not_say_stays_and_a_dash_empties(engine: Engine) -> None:
    take(engine, "customers", CUSTOMERS)
    assert effects(take(engine, "customers", f"NIP;nazwa;kontakty\n{RUDNIK};;")) == [Effect.UNCHANGED]
    report = take(engine, "customers", f"NIP;ulica;termin reakcji;domeny\n{RUDNIK};-;—;-")
    assert [(one.name, one.old, one.new) for one in report.changes[0].fields] == [
        ("termin reakcji", "5", ""),
        ("ulica", "Rudna 7", ""),
        ("domena", "rudnik.pl", ""),
    ]


def test_an_import_takes_away_only_what_an_import_brought(engine: Engine) -> None:
    take(engine, "customers", CUSTOMERS)
    with transaction(engine) as session:
        session.add(Contact(address="jan@inna.pl", nip=RUDNIK, source="ticket", bound_at=NOW))
        session.add(PayerDomain(domain="ze-ustawien.pl", nip=RUDNIK))
    take(engine, "customers", f"NIP;kontakty;domeny\n{RUDNIK};Anna Maj-Lis <anna@rudnik.pl>;nowa.pl")
    with Session(engine) as session:
        there = session.exec(select(Contact).where(Contact.nip == RUDNIK).order_by(col(Contact.address))).all()
        domains = session.exec(select(PayerDomain.domain).order_by(col(PayerDomain.domain))).all()
    assert [(one.address, one.name) for one in there] == [("anna@rudnik.pl", "Anna Maj-Lis"), ("jan@inna.pl", "")]
    assert list(domains) == ["nowa.pl", "ze-ustawien.pl"]


def test_lines_of_one_nip_are_one_customer(engine: Engine) -> None:
    table = f"NIP;nazwa;kontakty\n{RUDNIK};Rudnik;a@rudnik.pl\n{RUDNIK};Rudnik;b@rudnik.pl\n{RUDNIK};;c@rudnik.pl"
    report = take(engine, "customers", table)
    assert [(one.line, one.note) for one in report.changes] == [(2, "także wiersze 3, 4")]
    with Session(engine) as session:
        assert len(session.exec(select(Contact)).all()) == 3
    clash = take(engine, "customers", f"NIP;nazwa\n{RUDNIK};Rudnik\n{RUDNIK};Lipa")
    assert why(clash) == ["3 nazwa: w wierszu 2 ten sam NIP ma tu co innego"]


LIST = f"NIP;kontakty;domeny\n{RUDNIK};anna@rudnik.pl;rudnik.pl\n{RUDNIK};jan@rudnik.pl;\n{LIPA};ewa@lipa.pl;lipa.pl"


@pytest.mark.parametrize(
    ("table", "left", "stays"),
    [
        (f"{RUDNIK};anna@rudnik.pl;rudnik.pl\n{RUDNIK};jan rudnik.pl;\n{LIPA};nowa@lipa.pl;lipa.pl",
         {"anna@rudnik.pl", "jan@rudnik.pl", "nowa@lipa.pl"}, ["jan@rudnik.pl"]),
        (f"{RUDNIK};anna@rudnik.pl;rudnik.pl\n5259912078;jan@rudnik.pl;\n{LIPA};nowa@lipa.pl;",
         {"anna@rudnik.pl", "jan@rudnik.pl", "ewa@lipa.pl", "nowa@lipa.pl"}, ["jan@rudnik.pl", "ewa@lipa.pl"]),
        (f"{RUDNIK};anna@rudnik.pl;rudnik.pl\n{RUDNIK};jan@rudnik.pl;gmail.com\n{LIPA};nowa@lipa.pl;lipa.pl",
         {"anna@rudnik.pl", "jan@rudnik.pl", "nowa@lipa.pl"}, []),
    ],
    ids=["contact", "nip", "domain"],
)  # fmt: skip
def test_who_stands_in_a_line_that_is_left_out_stays(
    engine: Engine, table: str, left: set[str], stays: list[str]
) -> None:
    take(engine, "customers", LIST)
    foretold = take(engine, "customers", f"NIP;kontakty;domeny\n{table}", keep=False)
    report = take(engine, "customers", f"NIP;kontakty;domeny\n{table}", skip=True)
    assert report.changes == foretold.changes
    with Session(engine) as session:
        assert set(session.exec(select(Contact.address))) == left
        assert set(session.exec(select(PayerDomain.domain))) == {"rudnik.pl", "lipa.pl"}
    assert [one.stays.split(", bo ")[0] for one in report.changes if one.stays] == [
        f"nie usuwamy: {address}" for address in stays
    ]


def test_a_line_that_says_another_street_takes_its_contact_from_nobody(engine: Engine) -> None:
    take(engine, "customers", LIST)
    table = f"NIP;kontakty;ulica\n{RUDNIK};anna@rudnik.pl;Rudna 7\n{RUDNIK};jan@rudnik.pl;Rudna 8"
    report = take(engine, "customers", table, skip=True)
    assert effects(report) == [Effect.CHANGED, Effect.WRONG]
    with Session(engine) as session:
        assert "jan@rudnik.pl" in set(session.exec(select(Contact.address)))
    report = take(engine, "customers", table.replace("Rudna 8", "Rudna 7").replace("jan@rudnik.pl", ""))
    with Session(engine) as session:
        assert "jan@rudnik.pl" not in set(session.exec(select(Contact.address)))


def test_free_mail_never_binds_a_company(engine: Engine) -> None:
    report = take(engine, "customers", f"NIP;domeny\n{RUDNIK};rudnik.pl gmail.com\n{LIPA};lipa.pl")
    assert effects(report) == [Effect.WRONG, Effect.NEW]
    assert "darmowa poczta" in why(report)[0]
    with Session(engine) as session:
        assert session.exec(select(Payer)).all() == []  # one wrong line: nothing is kept
    assert take(engine, "customers", f"NIP;domeny\n{RUDNIK};gmail.com\n{LIPA};lipa.pl", skip=True).kept
    with Session(engine) as session:
        assert [one.nip for one in session.exec(select(Payer))] == [LIPA]


def test_invoices_bring_their_payers_and_change_field_by_field(engine: Engine) -> None:
    report = take(engine, "invoices", INVOICES)
    assert effects(report) == [Effect.NEW] * 3
    assert report.changes[0].fields[1].name == "nowy płatnik"
    assert "nowy płatnik" not in [one.name for one in report.changes[1].fields]
    assert effects(take(engine, "invoices", INVOICES)) == [Effect.UNCHANGED] * 3
    changed = take(engine, "invoices", INVOICES.replace("246,00", "250,00"))
    assert [(one.name, one.old, one.new) for one in changed.changes[1].fields] == [("brutto", "246,00", "250,00")]
    with Session(engine) as session:
        invoice = session.get(SalesInvoice, "FV/2/2026")
        assert invoice is not None
        assert (invoice.gross, invoice.month, invoice.kind) == (Decimal("250.00"), "2026-04", "invoice")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("FV/9;525991207;2026-03-31;2026-04-07;1,00;faktura;", "NIP: NIP ma 10 cyfr"),
        ("FV/9;5259912077;2026-03-31;2026-03-30;1,00;faktura;", "termin płatności: termin wypada przed"),
        ("FV/9;5259912077;2026-06-01;2026-06-08;1,00;faktura;", "data wystawienia: ten dzień jeszcze nie nadszedł"),
        ("FV/9;5259912077;2026-03-31;2026-04-07;-1,00;faktura;", "brutto: ujemną kwotę może mieć tylko korekta"),
        ("FV/9;5259912077;2026-03-31;2026-04-07;1,00;fatkura;", "rodzaj: nie ma takiej wartości"),
        (
            "FV/9;5259912077;2026-03-31;2026-04-07;1,00;faktura;2026-03",
            "za miesiąc: rozliczeniem tego miesiąca jest już",
        ),
        ("FV/1/2026;5259912077;2026-03-31;2026-04-07;1,00;faktura;", "numer: ten numer stoi już w wierszu 2"),
        (";5259912077;2026-03-31;2026-04-07;1,00;faktura;", "numer: ta komórka nie może być pusta"),
        ("FV/9", "NIP: ta komórka nie może być pusta"),
    ],
)
def test_a_wrong_invoice_names_its_cell(engine: Engine, line: str, said: str) -> None:
    report = take(engine, "invoices", f"{INVOICES}\n{line}")
    assert not report.kept
    assert any(one.startswith(f"5 {said}") for one in why(report)), why(report)


def test_a_correction_names_its_invoice(engine: Engine) -> None:
    header = INVOICES.split("\n", 1)[0] + ";koryguje"
    take(engine, "invoices", f"{header}\nFK/1/2026;{RUDNIK};2026-04-20;2026-04-27;-24,60;korekta;;FV/1/2026")
    with Session(engine) as session:
        correction = session.get(SalesInvoice, "FK/1/2026")
        assert correction is not None
        assert (correction.kind, correction.corrects) == ("correction", "FV/1/2026")


def test_payments_by_number_are_repeatable_with_and_without_references(engine: Engine) -> None:
    take(engine, "invoices", INVOICES)
    table = """data;kwota;faktura;referencja
2026-04-07;100,00;FV/1/2026;op-1
2026-04-08;20,00;fv/1/2026;
2026-04-08;20,00;fv/1/2026;"""
    assert effects(take(engine, "payments", table)) == [Effect.NEW] * 3
    assert effects(take(engine, "payments", table)) == [Effect.UNCHANGED] * 3
    with Session(engine) as session:
        assert sum(one.amount for one in session.exec(select(Payment))) == Decimal("140.00")
    wrong = take(engine, "payments", "data;kwota;faktura\n2026-04-07;1,00;FV/11/2026")
    assert wrong.changes[0].faults[0].right == "FV/1/2026?"


TRANSFERS = """data;kwota;tytuł
2026-04-07;123,00;zaplata fv 1/2026
2026-05-04;300,00;FV/1/2026, FV/2/2026
2026-05-04;346,00;dziękuję za pomoc
2026-05-04;100,00;NIP 9519834101 za pomoc"""


def test_transfers_find_their_invoices_and_the_others_are_listed(engine: Engine) -> None:
    take(engine, "customers", CUSTOMERS)
    take(engine, "invoices", INVOICES)
    report = take(engine, "payments", TRANSFERS)
    assert effects(report) == [Effect.NEW, Effect.UNMATCHED, Effect.UNMATCHED, Effect.NEW]
    assert "nie jest sumą" in report.changes[1].note
    assert report.kept
    again = take(engine, "payments", TRANSFERS)
    assert effects(again) == [Effect.UNCHANGED, Effect.UNMATCHED, Effect.UNMATCHED, Effect.UNCHANGED]


def test_one_transfer_may_pay_several_invoices_to_the_grosz(engine: Engine) -> None:
    take(engine, "invoices", INVOICES)
    table = "data;kwota;tytuł\n2026-05-04;369,00;FV/1/2026 FV/2/2026"
    report = take(engine, "payments", table)
    assert [one.new for one in report.changes[0].fields] == ["123,00 zł, 2026-05-04", "246,00 zł, 2026-05-04"]
    assert effects(take(engine, "payments", table)) == [Effect.UNCHANGED]
    with Session(engine) as session:
        rows = session.exec(select(Payment).order_by(col(Payment.invoice_number))).all()
    assert [(one.invoice_number, one.amount) for one in rows] == [
        ("FV/1/2026", Decimal("123.00")),
        ("FV/2/2026", Decimal("246.00")),
    ]


def test_subscriptions_of_the_named_makers_only(engine: Engine) -> None:
    table = f"NIP;data zakupu;producent\n{RUDNIK};2026-01-15;InsERT Subiekt\n{RUDNIK};2026-01-15;insert subiekt"
    assert effects(take(engine, "subscriptions", table)) == [Effect.NEW, Effect.UNCHANGED]
    assert effects(take(engine, "subscriptions", table)) == [Effect.UNCHANGED, Effect.UNCHANGED]
    with Session(engine) as session:
        assert len(session.exec(select(UpdateSubscription)).all()) == 1
    wrong = take(engine, "subscriptions", f"NIP;data zakupu;producent\n{RUDNIK};2026-01-15;Insret")
    assert wrong.changes[0].faults[0].right == "insert?"


def test_a_failure_half_way_leaves_nothing(engine: Engine) -> None:
    def begin(session: Session) -> Taking:
        return Taking(session=session, now=NOW, today=date(2026, 5, 4))

    def dies(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(engine, KINDS["invoices"], sheet(INVOICES), begin, keep=True, progress=dies)
    with Session(engine) as session:
        assert session.exec(select(SalesInvoice)).all() == []


def test_the_rates_of_a_contract_reach_the_engine_and_the_letters(engine: Engine) -> None:
    table = f"NIP;stawka zdalna;stawka u klienta;rabaty od stawek z umowy\n{RUDNIK};120,00;150;tak"
    report = take(engine, "customers", table)
    assert "stawka zdalna" in [one.name for one in report.changes[0].fields]
    assert effects(take(engine, "customers", table)) == [Effect.UNCHANGED]
    with Session(engine) as session:
        contract = session.get(Contract, RUDNIK)
        assert contract is not None
        rates = own_rates(contract)
    assert [(one.mode.value, one.service.value, one.base) for one in rates] == [
        ("remote", "general", Decimal("120.00")),
        ("onsite", "general", Decimal("150.00")),
    ]
    assert contract.rebated
    now = tariff_now(Service.GENERAL, datetime(2026, 5, 4, 9, 0, tzinfo=UTC), own=rates)
    assert now is not None
    assert (now.rate, now.contract) == (Decimal("120.00"), True)
    wrong = take(engine, "customers", f"NIP;stawka zdalna\n{RUDNIK};0")
    assert effects(wrong) == [Effect.WRONG]


def test_our_own_address_is_no_customers(engine: Engine) -> None:
    for column in ("kontakty", "e-mail do rozliczeń"):
        report = take(engine, "customers", f"NIP;{column}\n{RUDNIK};pomoc@3rp.pl biuro@rudnik.pl")
        assert why(report) == [f"2 {column}: to nasz własny adres"]


def test_money_that_leaves_is_not_asked_about(engine: Engine) -> None:
    take(engine, "invoices", INVOICES)
    report = take(engine, "payments", "data;kwota;tytuł\n2026-04-07;-123,00;FV/1/2026")
    assert effects(report) == [Effect.UNCHANGED]
