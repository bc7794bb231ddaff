"""Words and headers of machines in people's mail, and machines in unusual form: from the bytes to the verdict."""

import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.unit.domain.cases import NIP, OWN_ID, case, on
from worker.application.explanation import explain
from worker.domain.triage import decide
from worker.domain.verdict import Append, Confirm, Ignore, Quarantine, Reject, Verdict
from worker.mail.mime import read_message

TABLE = tomllib.loads(Path(__file__).with_name("people-and-machines.toml").read_text("utf-8"))
ANNA = "Anna Rudnik <anna@rudnik.example>"
HEARD = (Confirm, Reject, Append)
SILENT = (Ignore, Quarantine)
LETTER = (
    "\nW dniu 20.11.2026 o 10:00, Pomoc pisze:\n> Potwierdzamy przyjęcie zgłoszenia [#26-00123-7].\n> Pozdrawiamy\n"
)
REPORT = "Dzień dobry,\n{}\nKomputer w sekretariacie, użytkownik Anna Rudnik, tel. 501 222 333.\n"
ERROR = REPORT.format("Od rana Subiekt pokazuje błąd 123 przy zapisie faktury.")


def raw(
    subject: str, text: str, *, sender: str = ANNA, answers: bool = False, headers: dict[str, str] | None = None
) -> bytes:
    message = EmailMessage()
    facts = {"From": sender, "To": "pomoc@3rp.com.pl", "Subject": subject, "Message-ID": "<m1@rudnik.example>"}
    facts |= {"Return-Path": sender.rpartition(" ")[2]}
    if answers:
        facts |= {"In-Reply-To": f"<{OWN_ID}>", "References": f"<{OWN_ID}>"}
    for name, value in (facts | (headers or {})).items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def judged(mail: bytes, *, answers: bool = False) -> Verdict:
    message = read_message(mail, own_addresses=frozenset({"pomoc@3rp.com.pl"}))
    requester = message.author.address if message.author else ""
    return decide(case(message, thread=on(requester=requester) if answers else None))


@pytest.mark.parametrize(("subject", "said"), TABLE["people"])
def test_people_who_use_the_words_of_machines_are_heard(subject: str, said: str) -> None:
    text = REPORT.format(said)
    assert isinstance(judged(raw(f"[{NIP}] {subject}", text)), HEARD)
    assert isinstance(judged(raw(subject, text)), HEARD)
    for answer, quote in ((f"Re: {subject}", LETTER), (f"Re: {subject}", ""), (subject, "")):
        assert isinstance(judged(raw(answer, text + quote, answers=True), answers=True), HEARD)


@pytest.mark.parametrize(("subject", "text"), TABLE["strangers"])
def test_a_stranger_who_cites_spam_or_a_program_is_asked_for_details(subject: str, text: str) -> None:
    assert isinstance(judged(raw(subject, text)), Reject)


@pytest.mark.parametrize(("subject", "said", "sender", "answers"), TABLE["machines"])
def test_machines_in_unusual_form_are_not_answered(subject: str, said: str, sender: str, answers: bool) -> None:
    assert isinstance(judged(raw(subject, said, sender=sender, answers=answers), answers=answers), SILENT)


@pytest.mark.parametrize("declaration", TABLE["declarations"])
def test_what_says_that_nobody_wrote_it_waits_for_a_manager(declaration: str) -> None:
    sender = "System <system@rudnik.example>"
    for text in (
        f"Stan magazynu: 12 pozycji.\n\n{declaration}\n",
        f"Dzień dobry,\nprzesyłamy raport.\n\n{declaration}\n",
    ):
        assert isinstance(judged(raw("Raport dzienny", text, sender=sender)), SILENT)


@pytest.mark.parametrize(("subject", "text"), TABLE["greeting_programs"])
def test_a_program_that_greets_and_names_a_computer_waits_for_a_manager(subject: str, text: str) -> None:
    assert isinstance(judged(raw(subject, text, sender="Biuro <system@firma.example>")), Quarantine)


@pytest.mark.parametrize(("subject", "text", "address"), TABLE["devices"])
def test_a_thing_waits_for_a_manager_and_a_person_at_its_mailbox_is_asked(
    subject: str, text: str, address: str
) -> None:
    assert isinstance(judged(raw(subject, text, sender=f"{address} <{address}>")), Quarantine)
    trouble = "Dzień dobry,\nod rana nie drukuje, proszę o pomoc.\nAnna\n"
    assert isinstance(judged(raw("Drukarka", trouble, sender=f"Anna <{address}>")), Reject)
    assert isinstance(judged(raw(f"[{NIP}] {subject}", text, sender=f"Anna <{address}>")), Confirm | Reject)


@pytest.mark.parametrize("subject", ["Re: [#26-00123-7] Drukarka", "Odp: Drukarka", "[#26-00123-7] Drukarka"])
@pytest.mark.parametrize("answers", [True, False], ids=["by its header", "by its subject"])
class TestAnswersOnATicket:
    @pytest.mark.parametrize("text", TABLE["absent_people"])
    def test_who_is_away_and_speaks_of_his_matter_is_heard(self, text: str, answers: bool, subject: str) -> None:
        assert isinstance(judged(raw(subject, text, answers=answers), answers=True), Append)

    @pytest.mark.parametrize("text", TABLE["quoting_people"])
    def test_who_quotes_our_letter_and_speaks_of_it_is_heard(self, text: str, answers: bool, subject: str) -> None:
        assert isinstance(judged(raw(subject, f"{text}\n{LETTER}", answers=answers), answers=True), Append)

    @pytest.mark.parametrize("text", TABLE["absence_programs"])
    def test_what_answers_for_somebody_is_noted(self, text: str, answers: bool, subject: str) -> None:
        assert isinstance(judged(raw(subject, text, answers=answers), answers=True), Ignore)


GROUP = {"List-ID": "<it.rudnik.example>", "List-Post": "<mailto:it@rudnik.example>", "Precedence": "list"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"Auto-Submitted": "false"},
        {"Auto-Submitted": "No (written by hand)"},
        {"List-Unsubscribe": "<https://crm.example/u/1>"},
        {"List-Unsubscribe": "<https://crm.example/u/1>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        {"X-Auto-Response-Suppress": "All"},
        {"X-SES-Outgoing": "2026.11.21"},
        {"X-Mailer": "PHPMailer 6.9.1"},
        {"Return-Path": "<bounces+88-abc@relay.example>"},
        {"Disposition-Notification-To": "anna@rudnik.example"},
        GROUP,
    ],
    ids=str,
)
def test_a_whole_report_is_heard_whatever_a_relay_wrote_on_it(headers: dict[str, str]) -> None:
    assert isinstance(judged(raw(f"[{NIP}] Subiekt", ERROR, headers=headers)), Confirm)
    assert isinstance(judged(raw("Subiekt", ERROR, headers=headers)), Reject)
    assert isinstance(judged(raw("Re: Subiekt", ERROR + LETTER, answers=True, headers=headers), answers=True), Append)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"Precedence": "bulk"}, True),
        ({"List-Unsubscribe": "<https://crm.example/u/1>"}, True),
        ({}, False),
        ({"Precedence": "normal"}, False),
        ({"List-ID": "<pomoc.3rp.com.pl>", "List-Post": "<mailto:pomoc@3rp.com.pl>", "Precedence": "list"}, False),
    ],
    ids=str,
)
@pytest.mark.parametrize("subject", [f"[{NIP}] Subiekt", "Subiekt"])
def test_the_ledger_says_that_a_hint_of_mass_mail_was_passed_over(
    subject: str, headers: dict[str, str], told: bool
) -> None:
    """RFC 3834 2 leaves it to who answers; the regulamin promises a confirmation [1.2] to whoever reports [1.3]."""
    message = read_message(raw(subject, ERROR, headers=headers), own_addresses=frozenset({"pomoc@3rp.com.pl"}))
    asked = case(message)
    reasons = explain(asked, decide(asked), deadline=None, notes=[])["reasons"]
    assert ("bulk-hint-passed-over" in [one["code"] for one in reasons]) is told


def test_what_stays_silent_passes_no_hint_over() -> None:
    message = read_message(raw("Oferta", "Tonery -30%.", headers={"Precedence": "bulk"}))
    asked = case(message)
    reasons = explain(asked, decide(asked), deadline=None, notes=[])["reasons"]
    assert [one["code"] for one in reasons] == ["bulk-precedence"]


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ("Anna Rudnik <noreply@rudnik.example>", {}),
        ("Anna Rudnik <monitoring@rudnik.example>", {}),
        (ANNA, {"X-Zammad-Ticket-Id": "1"}),
        (ANNA, {"Return-Path": "<>"}),
    ],
)
def test_who_cannot_be_answered_is_heard_on_his_ticket_and_shown_otherwise(
    sender: str, headers: dict[str, str]
) -> None:
    assert isinstance(judged(raw("Subiekt", ERROR, sender=sender, headers=headers)), Quarantine)
    answer = raw("Re: Subiekt", ERROR + LETTER, sender=sender, answers=True, headers=headers)
    assert isinstance(judged(answer, answers=True), Append)
    told = raw("Re: Subiekt", "Status: w toku\n" + LETTER, sender=sender, answers=True, headers=headers)
    assert isinstance(judged(told, answers=True), Ignore)


UNSUBSCRIBE = {"List-Unsubscribe": "<https://crm.example/u/1>"}


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        (ANNA, UNSUBSCRIBE | {"Auto-Submitted": "auto-generated"}),
        (ANNA, UNSUBSCRIBE | {"Return-Path": "<>"}),
        (ANNA, UNSUBSCRIBE | {"X-Zammad-Ticket-Id": "1"}),
        ("Anna Rudnik <noreply@rudnik.example>", UNSUBSCRIBE),
        ("Anna Rudnik <noreply@rudnik.example>", {"Precedence": "bulk"}),
    ],
    ids=str,
)
def test_a_hint_hides_no_proof_beside_it(sender: str, headers: dict[str, str]) -> None:
    """RFC 3834 2: another helpdesk confirms what we wrote, whole as it is, under headers of every kind."""
    for subject in ("Subiekt", f"[{NIP}] Subiekt"):
        assert isinstance(judged(raw(subject, ERROR, sender=sender, headers=headers)), SILENT)


def test_what_says_that_nobody_submitted_it_is_noted_on_a_ticket_whatever_it_quotes() -> None:
    helpdesk = {"X-Zammad-Ticket-Id": "1", "Auto-Submitted": "auto-replied"}
    for headers in (helpdesk, UNSUBSCRIBE | {"Auto-Submitted": "auto-replied"}):
        answer = raw("Re: Subiekt", ERROR + LETTER, answers=True, headers=headers)
        assert isinstance(judged(answer, answers=True), Ignore)


def test_a_public_list_and_a_newsletter_stay_silent_whatever_they_tell() -> None:
    to_leave = ERROR + "\nAby się wypisać: https://lista.example/x\n"
    listed = {"List-ID": "<uzytkownicy.lista.example>", "List-Unsubscribe": "<https://lista.example/x>"}
    assert isinstance(judged(raw("Subiekt", ERROR, headers=listed)), Ignore)
    assert isinstance(judged(raw(f"[{NIP}] [uzytkownicy] Subiekt", ERROR, headers=listed)), Ignore)
    assert isinstance(judged(raw(f"[{NIP}] Subiekt", to_leave, headers=listed)), Ignore)
    assert isinstance(judged(raw("Subiekt", to_leave, headers={"List-Unsubscribe": "<https://x.example>"})), Ignore)
    assert isinstance(judged(raw(f"[{NIP}] Subiekt", ERROR, headers=listed)), Quarantine)


@pytest.mark.parametrize("method", ["REQUEST", "REPLY", "CANCEL"])
def test_an_invitation_that_somebody_attaches_is_a_file(method: str) -> None:
    trouble = REPORT.format("Zaproszenie nie otwiera się w Outlooku, wyskakuje błąd.")
    calendar = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n".encode()
    for text, verdicts in ((trouble, Reject), ("Anna Rudnik\n", SILENT)):
        mail = EmailMessage()
        for name, value in (("From", ANNA), ("To", "pomoc@3rp.com.pl"), ("Subject", "Zaproszenie")):
            mail[name] = value
        mail.set_content(text)
        mail.add_attachment(calendar, maintype="text", subtype="calendar", filename="zaproszenie.ics")
        assert isinstance(judged(mail.as_bytes()), verdicts)
