"""The end of a month by the timetable: preview, letters once each, catching up, alarm, and nobody blocks the others."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.integration.billing_months import NIPS, Firm, files_of, parsed, text_of, warsaw
from tests.unit.documents.months import needs_pdftotext
from tests.unit.documents.months import text_of as pdf_text
from worker.application.billing import state
from worker.application.billing.correction import NothingToCorrectError
from worker.application.payers.corrections import proposed
from worker.domain.policy import DEFAULT, Policy
from worker.store.billing_tables import Contract, Payment, SalesInvoice, SoldPackage
from worker.store.engine import transaction
from worker.store.staff_tables import Travel, WorkEntry
from worker.store.tables import Payer, Ticket

ONE, TWO, THREE = NIPS[:3]


@pytest.fixture
def firm(engine: Engine) -> Firm:
    return Firm(engine)


def test_preview_letters_and_report_each_once_at_their_hours(firm: Firm) -> None:
    payers = firm.some_payers()
    for when in ("2026-03-29 12:00", "2026-03-30 08:59"):
        assert not firm.at(when).anything
    assert firm.at("2026-03-30 09:00").previews == 1  # Monday before Tuesday the 31st
    assert not firm.at("2026-03-30 09:05").anything
    assert not firm.at("2026-03-31 19:59").anything
    assert firm.at("2026-03-31 20:00").sent == 3
    for when in ("2026-03-31 20:05", "2026-04-01 03:00", "2026-04-10 23:59", "2026-04-11 00:00", "2026-05-01 09:00"):
        assert not firm.at(when).anything

    assert sorted(one.recipient for one in firm.letters()) == sorted(f"biuro@f{nip}.example" for nip in payers)
    assert [(one.nip, one.version, one.state) for one in firm.bills()] == [(nip, 1, "sent") for nip in sorted(payers)]
    (preview,), (report,) = firm.texts("staff-billing-preview"), firm.texts("staff-billing-report")
    assert "Listy wyjdą same we wtorek 31 marca 2026 r. o 20:00" in preview
    assert "3 płatników, 540,00 zł netto, 664,20 zł brutto" in preview
    assert "3 listy, 540,00 zł netto" in report


@pytest.mark.parametrize(
    ("month", "preview", "last"),
    [
        ("2027-10", "2027-10-29 09:00", "2027-10-31"),  # the clock goes back on the last day, a Sunday
        ("2030-03", "2030-03-29 09:00", "2030-03-31"),  # the clock goes forward on the last day
        ("2026-12", "2026-12-30 09:00", "2026-12-31"),  # the year ends
        ("2026-05", "2026-05-29 09:00", "2026-05-31"),  # the last day is a Sunday
    ],
)
def test_clock_changes_and_days_off_move_nothing(firm: Firm, month: str, preview: str, last: str) -> None:
    firm.some_payers(1, month)
    moment = warsaw(preview) - timedelta(hours=1)
    said: list[tuple[str, datetime]] = []
    while moment < warsaw(f"{last} 23:00"):
        firm.now = moment
        done = firm.at(moment.strftime("%Y-%m-%d %H:%M"))
        said += [("preview", moment)] * done.previews + [("sent", moment)] * done.sent
        moment += timedelta(hours=1)
    assert [(what, f"{at:%Y-%m-%d %H:%M}") for what, at in said] == [("preview", preview), ("sent", f"{last} 20:00")]


def test_a_worker_that_was_down_catches_up_until_the_tenth(firm: Firm) -> None:
    firm.some_payers(2)
    assert firm.at("2026-04-07 06:00").sent == 2
    assert {one.issue_day.isoformat() for one in firm.bills()} == {"2026-04-07"}
    assert "Termin: wtorek 14 kwietnia 2026 r." in text_of(firm.letters()[0])


def test_nobody_is_billed_before_the_managers_could_look(firm: Firm) -> None:
    """Down over the preview's hour and the last day: the preview at once, the letters when somebody could say no."""
    firm.some_payers(2)
    came_back = firm.at("2026-04-02 17:00", previewed=False)  # Thursday
    assert (came_back.previews, came_back.sent) == (1, 0)
    (preview,) = firm.texts("staff-billing-preview")
    assert "Ten podgląd wychodzi po swoim czasie, bo program nie pracował." in preview
    assert "Listy wyjdą same w piątek 3 kwietnia 2026 r. o 20:00, jeśli nikt ich nie wstrzyma" in preview
    with transaction(firm.engine) as session:
        state.hold(session, "2026-03", TWO, by="szef", now=firm.now)
    for when in ("2026-04-02 17:05", "2026-04-03 19:55"):
        assert not firm.at(when, previewed=False).anything
    assert firm.at("2026-04-03 20:00", previewed=False).sent == 1
    assert [(one.nip, one.issue_day.isoformat()) for one in firm.bills()] == [(ONE, "2026-04-03")]


def test_a_word_sends_a_late_month_at_once(firm: Firm) -> None:
    firm.some_payers(2)
    firm.at("2026-04-02 17:00", previewed=False)
    with transaction(firm.engine) as session:
        state.approve(session, "2026-03", automatic=True, now=firm.now)
    assert firm.at("2026-04-02 17:10", previewed=False).sent == 2


def test_on_day_ten_a_month_nobody_could_look_at_waits_for_a_word(firm: Firm) -> None:
    firm.some_payers(2)
    assert firm.at("2026-04-10 15:00", previewed=False).previews == 1
    (preview,) = firm.texts("staff-billing-preview")
    assert "do końca terminu (10 kwietnia 2026 r., pkt 12.6) zostało za mało czasu" in preview
    assert "Odpowiedź „ZATWIERDŹ” wyśle je od razu" in preview
    assert not firm.at("2026-04-10 23:59", previewed=False).anything
    assert firm.at("2026-04-11 00:00", previewed=False).alarms == 1
    assert firm.texts("staff-billing-report")[0].count("czeka na zatwierdzenie") == 2


def test_without_managers_nobody_is_waited_for(firm: Firm) -> None:
    firm.office = replace(firm.office, managers=())
    firm.some_payers(2)
    assert firm.at("2026-04-07 06:00", previewed=False).sent == 2


def test_after_the_tenth_the_managers_are_told_once_and_nothing_leaves(firm: Firm) -> None:
    firm.some_payers(2)
    assert firm.at("2026-04-11 00:00").alarms == 1
    assert not firm.at("2026-04-12 09:00").anything
    assert firm.letters() == []
    (alarm,) = firm.letters("staff-billing-report")
    assert alarm.subject.replace("\u00a0", " ") == "Marzec 2026 nie jest rozliczony do końca: 2 płatników"
    assert "pomoc billing run 2026-03" in text_of(alarm)
    assert text_of(alarm).count("w terminie program nie pracował") == 2


def test_who_cannot_be_billed_is_named_and_blocks_nobody(firm: Firm) -> None:
    firm.some_payers(1)
    firm.payer(TWO, address=None)
    firm.work(TWO, "2026-03-10 10:00")
    firm.payer("525991207")  # nine digits
    firm.work("525991207", "2026-03-10 11:00")
    firm.payer(THREE)
    firm.work(THREE, "2026-03-10 13:00", -30)  # ends before it starts
    firm.work(NIPS[3], "2026-03-10 14:00")  # not in the customer list

    firm.at("2026-03-30 09:00")
    assert firm.at("2026-03-31 20:00").sent == 1

    (preview,), (report,) = firm.texts("staff-billing-preview"), firm.texts("staff-billing-report")
    for text in (preview, report):
        for nip in (TWO, "525991207", THREE, NIPS[3]):
            shown = f"{nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}" if len(nip) == 10 else nip
            assert f"NIP {shown}" in text
        assert "9 znaków zamiast dziesięciu cyfr" in text
        assert "10 marca; Marek Wilk" in text
    assert [(one.nip, one.state) for one in firm.bills()] == sorted([(ONE, "sent"), (TWO, "unsendable")])
    assert not firm.at("2026-04-01 09:00").anything
    assert len(firm.letters("staff-billing-report")) == 1, "what is known is not told again every tick"


def test_a_package_nobody_sells_or_a_broken_picture_stops_only_its_payer(firm: Firm) -> None:
    firm.some_payers(2)
    with transaction(firm.engine) as session:
        session.add(_package(ONE, hours=7))
    firm.at("2026-03-30 09:00")
    assert "NIE DA SIĘ ROZLICZYĆ" in firm.texts("staff-billing-preview")[0]
    assert firm.at("2026-03-31 20:00").sent == 1
    good = firm.office
    firm.office = replace(good, company=replace(good.company, logo=b"\x89PNG is no picture"))
    with transaction(firm.engine) as session:
        session.get_one(SoldPackage, "P").hours = 10
    assert firm.at("2026-03-31 21:00").sent == 0
    firm.office = good
    assert firm.at("2026-03-31 22:00").sent == 1


def _package(nip: str, *, hours: int, code: str = "P") -> SoldPackage:
    day = warsaw("2026-03-05 09:00")
    return SoldPackage(
        code=code,
        nip=nip,
        hours=hours,
        service="general",
        purchased_day=day.date(),
        start_day=day.date(),
        sold_at=day,
    )


def test_the_letter_follows_by_itself_when_the_address_comes(firm: Firm) -> None:
    firm.payer(ONE, address=None)
    firm.work(ONE, "2026-03-10 10:00")
    firm.at("2026-03-31 20:00")
    with transaction(firm.engine) as session:
        contract = session.get_one(Contract, ONE)
        contract.billing_email = "ksiegowosc@firma.example, prezes@firma.example"
    assert firm.at("2026-04-03 09:00").sent == 1
    assert [one.recipient for one in firm.letters()] == ["ksiegowosc@firma.example", "prezes@firma.example"]
    assert [(one.version, one.state) for one in firm.bills()] == [(1, "sent")]
    assert len(firm.letters("staff-billing-report")) == 2


def test_the_preview_names_what_is_odd(firm: Firm) -> None:
    firm.some_payers(1)
    firm.work(ONE, "2026-03-11 08:00", 5 * 60)
    firm.payer(TWO, town="")
    firm.work(TWO, "2026-03-11 12:30", 4 * 60)  # nine hours of one technician, half an hour of it twice
    firm.work(TWO, "2026-03-13 19:45", 30)  # Friday evening, over 20:00
    firm.work(TWO, "2026-03-16 17:45", 30)  # over the end of band A
    firm.work(TWO, "2026-03-17 09:00", 0)
    firm.work(TWO, "2026-02-10 09:00", 60)  # nobody billed February
    ticket, ledger = firm.ticket(TWO)
    with transaction(firm.engine) as session:
        session.add(
            Travel(
                ticket_id=ticket,
                ledger_id=ledger,
                nip=TWO,
                technician="m.wilk@3rp.com.pl",
                day=warsaw("2026-03-18 09:00").date(),
                place="Warszawa",
                recorded_at=warsaw("2026-03-18 12:00"),
            )
        )
    firm.at("2026-03-30 09:00")
    (text,) = firm.texts("staff-billing-preview")
    for title in (
        "PONAD 8 GODZIN PRACY JEDNEGO DNIA", "PRACE NACHODZĄ NA SIEBIE", "PIĄTEK 20–22", "DZIEŃ W KILKU STREFACH",
        "BRAK CZASU PRACY", "NIEROZLICZONE PRACE WCZEŚNIEJSZYCH MIESIĘCY", "DOJAZD BEZ WIZYTY",
        "BRAK ADRESU POCZTOWEGO",
    ):  # fmt: skip
        assert title in text, title
    assert text.count("Marek Wilk – 9 h") == 2, "at both payers whose work that day is"
    (table,) = files_of(firm.letters("staff-billing-preview")[0]).values()
    assert table.decode("utf-8-sig").count("\r\n") == 3


def test_a_finished_ticket_without_work_is_named(firm: Firm) -> None:
    firm.some_payers(1)
    firm.payer(TWO)
    ticket, _ = firm.ticket(TWO)
    with transaction(firm.engine) as session:
        row = session.get_one(Ticket, ticket)
        row.closed_at = row.reacted_at = warsaw("2026-03-12 09:00")
        row.state = "closed"
        public_id = row.public_id
    firm.at("2026-03-30 09:00")
    (text,) = firm.texts("staff-billing-preview")
    assert "BRAK CZASU PRACY" in text
    assert f"12 marca; {public_id}" in text


def test_a_held_payer_waits_and_the_others_do_not(firm: Firm) -> None:
    firm.some_payers(3)
    with transaction(firm.engine) as session:
        assert state.hold(session, "2026-03", TWO, by="szef", now=firm.now)
        assert state.hold(session, "2026-03", TWO, by="szef", now=firm.now) is None
    assert firm.at("2026-03-31 20:00").sent == 2
    assert "wstrzymane przez kierownika" in firm.texts("staff-billing-report")[0]
    with transaction(firm.engine) as session:
        assert state.release(session, "2026-03", TWO, now=firm.now)
    assert firm.at("2026-04-02 09:00").sent == 1
    assert sorted(one.nip for one in firm.bills()) == sorted(NIPS[:3])


def test_where_a_month_needs_a_word_nothing_leaves_without_it(firm: Firm) -> None:
    firm.approve_only()
    firm.some_payers(2)
    firm.at("2026-03-30 09:00")
    assert "pod warunkiem, że ktoś z kierowników je zatwierdzi" in firm.texts("staff-billing-preview")[0]
    assert firm.at("2026-03-31 20:00").sent == 0
    assert "czeka na zatwierdzenie" in firm.texts("staff-billing-report")[0]
    with transaction(firm.engine) as session:
        state.hold(session, "2026-03", TWO, by="szef", now=firm.now)
        state.approve(session, "2026-03", automatic=False, now=firm.now)
    assert firm.at("2026-04-01 09:00").sent == 1, "who is held by name stays so"
    with transaction(firm.engine) as session:
        state.release(session, "2026-03", TWO, now=firm.now)
    assert firm.at("2026-04-01 09:05").sent == 1


def test_what_changes_while_the_documents_are_made_is_in_the_letter(firm: Firm) -> None:
    firm.some_payers(1)
    firm.now = warsaw("2026-03-31 20:00")
    asked = 0

    def clock() -> datetime:
        nonlocal asked
        asked += 1
        if asked == 2:  # after gathering, before the letter is written
            firm.work(ONE, "2026-03-31 16:00", 60)
        return firm.now

    assert firm.run(clock).run(firm.end()).sent == [ONE]
    assert "360,00 zł netto" in text_of(firm.letters()[0])
    assert len(firm.bills()[0].billed["work"]) == 2


def test_two_workers_at_once_write_each_bill_once(firm: Firm) -> None:
    firm.some_payers(5)
    firm.now = warsaw("2026-03-31 20:00")
    outcomes, errors = [], []

    def work() -> None:
        try:
            outcomes.append(firm.run().run(firm.end()))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(nip for one in outcomes for nip in one.sent) == sorted(NIPS)
    assert len(firm.letters()) == len(firm.bills()) == 5


def test_late_work_is_on_the_next_letter_and_says_so(firm: Firm) -> None:
    firm.some_payers(1)
    firm.at("2026-03-31 20:00")
    firm.work(ONE, "2026-03-31 15:00", 30, recorded="2026-04-02 09:00")
    firm.work(ONE, "2026-04-08 15:00", 30)
    firm.at("2026-04-30 20:00")
    text = text_of(firm.letters()[1])
    assert "31 marca, zdalnie, 30 min; praca z wcześniejszego miesiąca, zgłoszona po jego rozliczeniu" in text
    assert "Są tu też prace z wcześniejszego miesiąca" in text
    assert "180,00 zł netto" in text
    table = files_of(firm.letters()[1])[f"protokol-2026-04-{ONE}.csv"].decode("utf-8-sig")
    assert "zgłoszona po jego rozliczeniu" in table.splitlines()[1]
    firm.at("2026-05-31 20:00")
    assert len(firm.letters()) == 2


def test_a_corrected_month_is_a_new_version_with_its_differences(firm: Firm) -> None:
    firm.some_payers(1)
    key = firm.work(ONE, "2026-03-12 09:00", 30)
    firm.at("2026-03-31 20:00")
    run = firm.run()
    with pytest.raises(NothingToCorrectError, match="nothing differs"):
        run.correct(firm.end(), ONE)
    with pytest.raises(NothingToCorrectError, match="has no bill"):
        run.correct(firm.end(), TWO)
    with transaction(firm.engine) as session:
        session.get_one(WorkEntry, key).undone_at = warsaw("2026-04-02 09:00")
    firm.now = warsaw("2026-04-03 10:00")

    changes = run.correct(firm.end(), ONE)

    assert [one.replace("\u00a0", " ") for one in changes] == [
        "12.03, zdalnie, handel, CRM, pomoc ogólna: było 0,5 h, jest 0 h.",
        "Pomoc zdalna – handel, CRM, pomoc ogólna, strefa A (180,00 zł/h): "
        "było 1,5 za 270,00 zł, jest 1 za 180,00 zł netto.",
        "Razem netto: było 270,00 zł, jest 180,00 zł (−90,00 zł).",
        "Razem brutto: było 332,10 zł, jest 221,40 zł (−110,70 zł).",
    ]
    assert [(one.version, one.issue_day.isoformat()) for one in firm.bills()] == [(1, "2026-03-31"), (2, "2026-03-31")]
    letter = firm.letters()[1]
    assert letter.subject.startswith(f"[{ONE}] Poprawione rozliczenie za marzec 2026 (wersja 2)")
    text = text_of(letter)
    assert "CO SIĘ ZMIENIŁO" in text
    assert "  zwrot 110,70 zł" in text
    assert "Różnicę rozliczy faktura korygująca" in text
    assert "7 kwietnia" not in text, "the day of the first version is past"
    assert set(files_of(letter)) == {
        f"{name}-2026-03-{ONE}-w2.{kind}"
        for name, kind in (("rozliczenie", "pdf"), ("protokol", "pdf"), ("protokol", "csv"))
    }


def test_work_changed_after_its_bill_is_named_in_the_next_preview(firm: Firm) -> None:
    firm.some_payers(1)
    firm.at("2026-03-31 20:00")
    firm.work(ONE, "2026-04-10 09:00")
    with transaction(firm.engine) as session:
        session.exec(select(WorkEntry)).first().undone_at = warsaw("2026-04-02 09:00")  # type: ignore[union-attr]
    firm.at("2026-04-29 09:00")
    assert "ZMIENIONE PO ROZLICZENIU" in firm.texts("staff-billing-preview")[0]


@needs_pdftotext
def test_the_letter_brings_statement_and_protocol_and_says_what_it_is(firm: Firm) -> None:
    firm.some_payers(1)
    firm.at("2026-03-31 20:00")
    (letter,) = firm.letters()
    files = files_of(letter)
    assert list(files) == [
        f"rozliczenie-2026-03-{ONE}.pdf",
        f"protokol-2026-03-{ONE}.pdf",
        f"protokol-2026-03-{ONE}.csv",
    ]
    assert "221,40" in pdf_text(files[f"rozliczenie-2026-03-{ONE}.pdf"])
    assert "Marek Wilk" in pdf_text(files[f"protokol-2026-03-{ONE}.pdf"])
    assert files[f"protokol-2026-03-{ONE}.csv"].startswith(b"\xef\xbb\xbf")
    text = text_of(letter)
    for said in (
        "Rozliczenie – nie jest fakturą.", "  221,40 zł", "180,00 zł netto + 41,40 zł VAT (23%)",
        "Termin: wtorek 7 kwietnia 2026 r.", "Konto: 61 1090 1014 0000 0712 1981 2874, Bank Próbny", "CO ZROBILIŚMY",
        "10 marca, zdalnie, 1 h",
    ):  # fmt: skip
        assert said in text, said
    message = parsed(letter)
    assert message["Auto-Submitted"] == "auto-generated"
    assert letter.envelope_from == ""


def test_imported_numbers_of_the_invoice_are_printed_instead(firm: Firm) -> None:
    firm.some_payers(1)
    with transaction(firm.engine) as session:
        session.add(
            SalesInvoice(
                number="FV/7/2026",
                nip=ONE,
                kind="invoice",
                issue_day=warsaw("2026-03-31 09:00").date(),
                due_day=warsaw("2026-04-07 09:00").date(),
                gross=Decimal("221.40"),
                month="2026-03",
                ksef_number="5272525995-20260331-0123456789AB-CD",
            )
        )
    firm.at("2026-03-31 20:00")
    text = text_of(firm.letters()[0])
    assert "nie jest fakturą" not in text
    assert "Numer faktury: FV/7/2026, numer KSeF: 5272525995-20260331-0123456789AB-CD." in text
    assert "Tytuł przelewu: FV/7/2026" in text


def test_a_package_is_sold_drawn_and_shown(firm: Firm) -> None:
    firm.some_payers(1)
    with transaction(firm.engine) as session:
        session.add(_package(ONE, hours=10))
    firm.at("2026-03-31 20:00")
    firm.work(ONE, "2026-04-10 09:00", 45)
    firm.at("2026-04-30 20:00")
    first, second = (text_of(one) for one in firm.letters())
    assert "Pakiet 10 h pomocy zdalnej" in first
    assert "w tym miesiącu 1 h, zostaje 9 h" in first
    assert "Prace tego miesiąca pokrył pakiet godzin, więc nie ma nic do zapłaty." in second
    assert "w tym miesiącu 45 min, zostaje 8 h 15 min" in second


def _regular(firm: Firm) -> None:
    """Four paid invoices of the year before."""
    with transaction(firm.engine) as session:
        ten = Decimal(10)
        for n in range(4):
            day = warsaw(f"2025-{8 + n:02}-28 09:00").date()
            session.add(SalesInvoice(number=f"F{n}", nip=ONE, kind="invoice", issue_day=day, due_day=day, gross=ten))
            session.flush()
            session.add(Payment(reference=f"P{n}", invoice_number=f"F{n}", booked_day=day, amount=ten))


def test_a_package_of_an_invoice_paid_late_loses_its_hourly_rebate(firm: Firm) -> None:
    firm.some_payers(1)
    _regular(firm)
    with transaction(firm.engine) as session:
        session.add(_package(ONE, hours=10))
    firm.at("2026-03-31 20:00")
    assert "Rabaty godzinowe dały 180,00 zł netto mniej" in text_of(firm.letters()[0])
    due = date(2026, 4, 7)
    with transaction(firm.engine) as session:
        session.add(
            SalesInvoice(
                number="FV/3", nip=ONE, kind="invoice", issue_day=date(2026, 3, 31), due_day=due,
                gross=Decimal("1771.20"), month="2026-03",
            )
        )  # fmt: skip
    with Session(firm.engine) as session:
        assert proposed(session, due, DEFAULT) == ()
        (found,) = proposed(session, due + timedelta(days=1), DEFAULT)
    assert found.revoked is not None
    assert [found.revoked.net_before, found.revoked.net_after] == [1440, 1620]  # the 10% of its size stays [13.11.3]


def _imported(
    firm: Firm, number: str, issued: str, gross: str, month: str = "2026-03", *, due: str = "2026-04-07"
) -> None:
    day = date.fromisoformat(issued)
    with transaction(firm.engine) as session:
        session.add(
            SalesInvoice(
                number=number, nip=ONE, kind="invoice", issue_day=day, due_day=date.fromisoformat(due),
                gross=Decimal(gross), month=month,
            )
        )  # fmt: skip


@pytest.mark.parametrize("month", ["2026-03", ""])  # the office may leave it out: it is no invoice of a month's work
def test_a_package_sold_on_an_invoice_of_its_own_is_corrected_by_its_own_lines(firm: Firm, month: str) -> None:
    firm.office = replace(firm.office, policy=Policy.of({"invoice.package_sale": "day_of_purchase"}))
    firm.some_payers(1)
    _regular(firm)
    with transaction(firm.engine) as session:
        session.add(_package(ONE, hours=10))
    firm.work(ONE, "2026-03-03 09:00")  # before the package begins
    _imported(firm, "FV/P", "2026-03-05", "1771.20", month)
    firm.at("2026-03-31 20:00")
    said = text_of(firm.letters()[0])
    assert "FV/P" not in said, "the letter of the month is not that of the package's invoice"
    _imported(firm, "FV/3", "2026-03-31", "196.80")
    with Session(firm.engine) as session:
        found = {one.number: one.revoked for one in proposed(session, date(2026, 4, 15), firm.office.policy)}
        again = {one.number: one.month for one in proposed(session, date(2026, 4, 15), firm.office.policy)}
    assert again == {"FV/P": "2026-03", "FV/3": "2026-03"}
    assert found["FV/P"] is not None and found["FV/3"] is not None
    assert [found["FV/P"].net_before, found["FV/P"].net_after] == [1440, 1620]
    assert [found["FV/3"].net_before, found["FV/3"].net_after] == [160, 180]


def test_an_invoice_of_something_else_is_no_paper_of_the_month(firm: Firm) -> None:
    firm.office = replace(firm.office, policy=Policy.of({"invoice.package_sale": "day_of_purchase"}))
    firm.some_payers(1)
    _regular(firm)
    with transaction(firm.engine) as session:
        session.add(_package(ONE, hours=10))
    firm.at("2026-03-31 20:00")
    _imported(firm, "FV/9", "2026-03-05", "500.00", "")
    _imported(firm, "FV/8", "2026-03-09", "1771.20", "")  # the sum of the package, on another day
    with Session(firm.engine) as session:
        assert proposed(session, date(2026, 4, 15), firm.office.policy) == ()


def test_a_package_sold_at_a_price_of_its_own_is_billed_at_that_price(firm: Firm) -> None:
    firm.some_payers(1)
    with transaction(firm.engine) as session:
        row = _package(ONE, hours=10)
        row.net = Decimal("1500.00")
        session.add(row)
    firm.at("2026-03-31 20:00")
    assert "1500,00 zł netto" in text_of(firm.letters()[0]).replace("\xa0", "").replace("1 500", "1500")


def test_an_unpaid_statement_takes_the_rebates_of_the_next_month(firm: Firm) -> None:
    firm.some_payers(1)
    _regular(firm)
    firm.at("2026-03-31 20:00")
    assert "Rabaty godzinowe dały 20,00 zł netto mniej" in text_of(firm.letters()[0])
    with transaction(firm.engine) as session:
        session.get_one(Payment, "P3").amount = Decimal("9.99")
    firm.work(ONE, "2026-04-10 09:00")
    firm.at("2026-04-30 20:00")
    text = text_of(firm.letters()[1])
    assert "Nie mamy zaksięgowanej zapłaty za: F3" in text
    assert "180,00 zł netto" in text


def test_what_a_payer_is_called_is_text_in_every_letter_and_no_formula(firm: Firm) -> None:
    firm.some_payers(1)
    with transaction(firm.engine) as session:
        session.get_one(Payer, ONE).name = "=1+1 <script>x</script> {{ 7*7 }}"
    firm.at("2026-03-30 09:00")
    firm.at("2026-03-31 20:00")
    for kind in ("staff-billing-preview", "customer-billing"):
        (letter,) = firm.letters(kind)
        html = next(part for part in parsed(letter).walk() if part.get_content_type() == "text/html")
        data = html.get_payload(decode=True)
        assert isinstance(data, bytes)
        assert "&lt;script&gt;" in data.decode()
        assert "<script>" not in data.decode()
        assert "{{ 7*7 }}" in text_of(letter)
    (table,) = files_of(firm.letters("staff-billing-preview")[0]).values()
    assert f"{ONE};'=1+1" in table.decode("utf-8-sig")


def test_a_month_without_work_writes_nothing(firm: Firm) -> None:
    firm.payer(ONE)
    for when in ("2026-03-30 09:00", "2026-03-31 20:00", "2026-04-11 09:00"):
        assert not firm.at(when).anything
    with Session(firm.engine) as session:
        assert session.get(Payer, ONE) is not None
    assert firm.bills() == []
