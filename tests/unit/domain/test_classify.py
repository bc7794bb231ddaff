"""Who is a machine: one case a row of the table, its near misses, and people who must not be silenced."""

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.domain.cases import CUSTOMER, ME, OWN_ID, mail
from worker.domain.classify import MACHINES, Helpdesk, Machine, doubt, signs
from worker.domain.message import Address, Bounce, InboundMessage, Markers
from worker.domain.verdict import Kind, Reason
from worker.mail.mime import read_message
from worker.terms.silence import silence


def machine(message: InboundMessage, me: Helpdesk) -> Machine | None:
    return next(signs(message, me), None)


def marked(**markers: Any) -> InboundMessage:
    return mail(markers=Markers(**markers))


def away(**changes: Any) -> InboundMessage:
    return mail(text="Wracam 5.12. W pilnych sprawach proszę pisać na biuro@rudnik.example.", **changes)


def listed(sender: Address) -> InboundMessage:
    return replace(mail(), sender=sender)


OF_MACHINES: list[tuple[InboundMessage, Kind, Reason]] = [
    (marked(loop="3rp"), Kind.OWN, Reason.OWN_LOOP_HEADER),
    (mail(message_id=OWN_ID), Kind.OWN, Reason.OWN_MESSAGE_ID),
    (mail(sender="serwis@3rp.com.pl"), Kind.OWN, Reason.OWN_ADDRESS),
    (mail(bounce=Bounce(recipients=(), permanent=True)), Kind.BOUNCE, Reason.DELIVERY_REPORT),
    (marked(report_type="delivery-status"), Kind.BOUNCE, Reason.DELIVERY_REPORT),
    (marked(report_type="disposition-notification"), Kind.READ_RECEIPT, Reason.MDN),
    *((marked(calendar_method=one), Kind.CALENDAR, Reason.CALENDAR_ANSWER) for one in ("REPLY", "CANCEL", "COUNTER")),
    (away(subject="Automatyczna odpowiedź: [5259912077] x"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="AUTOMATYCZNA ODPOWIEDŹ: x"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="Poza biurem"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="Nieobecność: Re: [#26-00123-7] x"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="Out of Office: x"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="Jestem na urlopie do 5.12", references=("our@id",)), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (
        mail(subject="Nieobecność do 5.12", text="Przebywam na urlopie do 5.12, w sprawach pilnych: biuro@x.example"),
        Kind.AUTO_REPLY,
        Reason.AUTOREPLY_WORDING,
    ),
    (
        mail(subject="Re: x", in_reply_to=("our@id",), text="Dzień dobry, przebywam na urlopie do 5.12."),
        Kind.AUTO_REPLY,
        Reason.AUTOREPLY_WORDING,
    ),
    (away(subject="[Automatyczna odpowiedź] Re: x"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="[AUTO GENERATED] x"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="Anna Rudnik jest poza biurem (do 5.12)"), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (away(subject="Anna Rudnik is out of the office."), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING),
    (
        mail(subject="RE: x", text="This account is protected. Click to have your address added to the allowed list."),
        Kind.AUTO_REPLY,
        Reason.AUTOREPLY_WORDING,
    ),
    (
        mail(subject="Odp: x", text="Dzień dobry, Państwa zgłoszenie zostało zarejestrowane pod numerem 5512."),
        Kind.AUTO_REPLY,
        Reason.AUTOREPLY_WORDING,
    ),
    (
        mail(subject="Przeczytano: x", text="Twoja wiadomość\nDo: Anna\nzostała przeczytana w dniu 17.11.2026 09:12"),
        Kind.READ_RECEIPT,
        Reason.MDN,
    ),
    (mail(subject="Recall: x", text="Anna would like to recall the message, x."), Kind.READ_RECEIPT, Reason.MDN),
    (marked(autoreply_headers=("x-autoreply",)), Kind.AUTO_REPLY, Reason.AUTOREPLY_HEADER),
    (marked(says_automatic=True), Kind.AUTO_REPLY, Reason.AUTOREPLY_HEADER),
    (marked(list_headers=("list-unsubscribe",)), Kind.MAILING_LIST, Reason.LIST_HEADER),
    (
        marked(list_headers=("list-id",), list_addresses=("info.firma.example",)),
        Kind.MAILING_LIST,
        Reason.LIST_HEADER,
    ),
    *((marked(return_path=one), Kind.MAILING_LIST, Reason.LIST_HEADER)
      for one in ("owner-admini@listy.example", "admini-bounces@listy.example", "admini-bounces+ab=c@listy.example",
                  "users-return-1234-x=y@listy.example")),
    (listed(Address(address="admini-owner@listy.example")), Kind.MAILING_LIST, Reason.LIST_HEADER),
    (marked(report_type="feedback-report"), Kind.NOTIFICATION, Reason.NOTIFICATION_HEADER),
    (marked(report_type="tlsrpt"), Kind.NOTIFICATION, Reason.NOTIFICATION_HEADER),
    *((mail(subject=one, text="W załączniku raport."), Kind.NOTIFICATION, Reason.NOTIFICATION_HEADER)
      for one in ("Report Domain: 3rp.com.pl Submitter: poczta.example Report-ID: <77.1@poczta.example>",
                  "[Preview] Report domain: 3rp.com.pl  Submitter: poczta.example Report-ID: 8",
                  "complaint about message from 203.0.113.7", "Email Feedback Report for IP 203.0.113.7")),
    (mail(subject="Zaakceptowano: Przegląd serwera", text=""), Kind.CALENDAR, Reason.CALENDAR_ANSWER),
    (mail(subject="Declined: Przegląd @ pon 5 sty", text="Anna has declined this invitation."), Kind.CALENDAR,
     Reason.CALENDAR_ANSWER),
    *((mail(subject="Re: x", message_id=one), Kind.AUTO_REPLY, Reason.AUTOREPLY_HEADER)
      for one in ("dovecot-sieve-1763-22-0@poczta.example", "cmu-sieve-9-1763-0@poczta.example")),
    *((away(subject=one, in_reply_to=("our@id",)), Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING)
      for one in ("Resposta automática: x", "自动回复: x", "Automatinis atsakymas: x", "Αυτόματη απάντηση: x",
                  "AUTO: Anna ist außer Haus (Rückkehr am 5.12.)", "AUTO: Anna jest nieobecna")),
    (mail(subject="Re: x", in_reply_to=("our@id",), text="Beste, ik ben afwezig tot 5 januari."), Kind.AUTO_REPLY,
     Reason.AUTOREPLY_WORDING),
    (
        replace(
            mail(sender="noreply@akademia.example"),
            markers=Markers(list_headers=("list-id",), precedence="list", list_addresses=("oferty.akademia.example",)),
        ),
        Kind.MAILING_LIST,
        Reason.LIST_HEADER,
    ),
    (marked(feedback_headers=("x-github-reason",)), Kind.NOTIFICATION, Reason.NOTIFICATION_HEADER),
    *((marked(auto_submitted=one), Kind.AUTO_REPLY, Reason.AUTO_SUBMITTED)
      for one in ("auto-replied", "auto-generated", "auto-notified", "yes")),
    (marked(return_path=""), Kind.AUTO_REPLY, Reason.NULL_RETURN_PATH),
    *((mail(subject="x", markers=Markers(precedence=one)), Kind.MAILING_LIST, Reason.BULK_PRECEDENCE)
      for one in ("bulk", "list", "junk")),
    *((mail(sender=f"{one}@firma.example"), Kind.NOTIFICATION, Reason.NO_REPLY_SENDER)
      for one in ("no-reply", "noreply", "do_not_reply", "nie-odpowiadaj", "MAILER-DAEMON".lower(), "postmaster",
                  "bounces+123", "no.reply.2", "powiadomienia", "newsletter", "zabbix", "faktury-noreply",
                  "drive-shares-dm-noreply", "bugzilla-daemon", "microsoftexchange" + 8 * "0af1")),
    (mail(from_=(Address(address="root@firma.example", name="Cron Daemon"),)), Kind.NOTIFICATION,
     Reason.NO_REPLY_SENDER),
]  # fmt: skip


@pytest.mark.parametrize(("message", "kind", "reason"), OF_MACHINES)
def test_machines_are_known_by_the_first_row_that_applies(message: InboundMessage, kind: Kind, reason: Reason) -> None:
    found = machine(message, ME)
    assert found is not None
    assert (found.kind, found.reason) == (kind, reason)


def test_every_row_of_the_table_has_a_case() -> None:
    assert {reason for _, _, reason in OF_MACHINES} == {reason for _, reason, _ in MACHINES}


OF_PEOPLE = {
    "an ordinary report": mail(),
    "Auto-Submitted: no": marked(auto_submitted="no"),
    "a return path": marked(return_path=CUSTOMER),
    "no return path at all": marked(return_path=None),
    "an invitation may hold a report": marked(calendar_method="REQUEST"),
    "Precedence: normal": marked(precedence="normal"),
    "a signed report of another kind": marked(report_type="feedback"),
    "Outlook's wish for no automatic answers": marked(autoreply_headers=("x-auto-response-suppress",)),
    "Precedence: bulk on a report": marked(precedence="bulk"),
    "a report through a group of the customer's own company": marked(
        list_headers=("list-id", "list-post"),
        precedence="list",
        list_addresses=("it.rudnik.example", "it@rudnik.example"),
    ),
    "an answer to us through a group of the customer's own company": replace(
        mail(in_reply_to=(OWN_ID,), references=(OWN_ID,)),
        markers=Markers(list_headers=("list-id",), precedence="list", list_addresses=("it@rudnik.example",)),
    ),
    "a colleague over whose address the company's own Google Group put its own": replace(
        mail(sender="it@rudnik.example"),
        markers=Markers(
            list_headers=("list-id", "list-post"), list_addresses=("it@rudnik.example",), original_sender=CUSTOMER
        ),
    ),
    "a mail to us and to a group of the writer's own company": replace(
        mail(subject="Drukarka"),
        markers=Markers(list_headers=("x-beenthere",), list_addresses=("biuro@rudnik.example",)),
    ),
    "about a meeting": mail(subject="Odrzucono: import faktur", text="Subiekt odrzucił import, co robić?"),
    "a picture of what was accepted": mail(subject="Accepted: but no login", text="See the picture, login fails."),
    "about reports of a domain": mail(subject="Report Domain: nasza domena ma błędy"),
    "about a complaint": mail(subject="complaint about message from Anna"),
    "about a car": mail(subject="Auto: nawigacja nie łączy się z telefonem"),
    "a mail through our own Google Group": marked(
        list_headers=("list-id", "list-post"), precedence="list", list_addresses=("pomoc.3rp.com.pl",)
    ),
    "a mail through Amazon's or SendGrid's relay": marked(service_headers=("x-ses-outgoing", "x-sg-eid")),
    "an answer to one of our ids": mail(in_reply_to=(OWN_ID,), references=(OWN_ID,)),
    "ours among several authors": mail(from_=(Address(address="pomoc@3rp.com.pl"), Address(address=CUSTOMER))),
    "no author": mail(from_=()),
    "a name that begins like a machine's": mail(sender="postma@firma.example"),
    "a name that goes on where a machine's ends": mail(sender="bouncer@klub.example"),
    "an administrator": mail(sender="root@firma.example"),
    "our own alias, expanded by our own server": marked(return_path="owner-pomoc@3rp.com.pl"),
    "an address of his own that ends like a list's": mail(
        sender="biuro-bounces@firma.example", markers=Markers(return_path="biuro-bounces@firma.example")
    ),
    "a receipt only by its subject": mail(subject="Read: error na KASA-2"),
    "about what becomes of mails, under a receipt's subject": mail(
        subject="Delivered: where is it?", text="The message is deleted by itself."
    ),
    "a tag that is no word of a machine": mail(subject="[auto] nie działa nawigacja"),
    "somebody who reports that another is away": mail(subject="Kasia jest poza biurem i nie ma VPN"),
    "thanks for a ticket": mail(subject="Re: x", text="Zgłoszenie zostało zamknięte, a drukarka dalej nie drukuje."),
    "a domain that sounds like a machine's": mail(sender="anna@noreply.example"),
    "a Return-Path of ours in the text": mail(text="Wysłane z noreply@firma.example"),
}


@pytest.mark.parametrize("message", OF_PEOPLE.values(), ids=OF_PEOPLE.keys())
def test_people_are_not_silenced(message: InboundMessage) -> None:
    assert machine(message, ME) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Autoresponder w Outlooku nie działa",
        "Automatyczna odpowiedź nie wysyła się z Outlooka",
        "Poza biurem nie działa VPN",
        "Poza biurem - brak dostępu do serwera",
        "Nieobecność chorobowa źle naliczona w Gratyfikancie",
        "Nieobecnosci nie przechodza do Platnika",
        "Autorespond proszę wyłączyć na skrzynce biura",
        "Odpowiedź na nieobecność serwera",
        "Away from keyboard lock się nie włącza",
        "Nieobecny pracownik znika z listy w Gratyfikancie",
        "Zwolnienie lekarskie nie wchodzi do Płatnika",
        "Potwierdzenie otrzymania faktury nie drukuje się",
        "Dziękujemy za wiadomość, ale nadal nie działa",
        "Auto Cad się zamyka",
    ],
)
def test_a_report_about_absences_and_automatic_answers_is_a_report(subject: str) -> None:
    assert machine(mail(subject=subject), ME) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office AutoReply: x",
        "Automatische Antwort: x",
        "Abwesenheitsnotiz",
        "Réponse automatique : x",
        "Autoodpowiedź na nieobecność: x",
        "Nieobecna: x",
        "Poza biurem (urlop): x",
        "Otrzymaliśmy Państwa zgłoszenie",
        "Автоматична відповідь: x",
    ],
)
def test_the_longest_beginning_decides_what_is_left_of_the_subject(subject: str) -> None:
    found = machine(away(subject=subject), ME)
    assert found is not None
    assert found.kind is Kind.AUTO_REPLY


def test_a_customer_who_mentions_a_holiday_in_a_new_report_is_heard() -> None:
    assert machine(mail(text="Jestem na urlopie, a system wysyła mi błędy. Komputer w kasie 1."), ME) is None


def test_a_customer_who_answers_us_and_will_be_away_is_heard() -> None:
    """People quote what they answer; programs that answer for them do not."""
    answer = mail(
        subject="Re: [#26-00123-7] Nie drukuje faktury",
        in_reply_to=("our@id",),
        text="W piątek będę nieobecna, proszę dzwonić do Kasi, 501 222 333.",
        quote="W dniu 10.03 Pomoc napisał:\n> …",
    )
    assert machine(answer, ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "Dziękuję za kontakt. Proszę dzwonić po 14, 501 222 333.",
        "Jutro nie będzie mnie w biurze, proszę dzwonić do Kasi 501 222 333.",
        "Od środy jestem na szkoleniu, komputer stoi włączony, można się łączyć.",
        "Zgłoszenie zostało przyjęte, ale nikt nie dzwonił.",
        "Pani Ewa przebywa na zwolnieniu, proszę o kontakt ze mną.",
        "Nie mam dostępu do poczty na telefonie, nadal wyskakuje błąd.",
        "Mój nowy adres e-mail to nowy@firma.example.",
    ],
)
def test_people_who_answer_from_a_phone_without_quoting_are_heard(text: str) -> None:
    assert machine(mail(subject="Re: x", in_reply_to=("our@id",), text=text), ME) is None


def test_a_machine_that_says_so_is_believed_though_it_quotes() -> None:
    answer = mail(
        subject="Re: x",
        in_reply_to=("our@id",),
        text="To jest automatyczna odpowiedź. Wrócę w poniedziałek.\n\n> …",
        new_text="To jest automatyczna odpowiedź. Wrócę w poniedziałek.",
        quote="> …",
    )
    found = machine(answer, ME)
    assert found is not None
    assert found.kind is Kind.AUTO_REPLY


NEWSLETTER = "Tonery 20% taniej!\n\nJeśli nie chcesz otrzymywać ofert, wypisz się: https://tonery.example/x"
NOTICE = "Wyciąg jest gotowy.\n\nTo jest wiadomość automatyczna. Prosimy na nią nie odpowiadać."


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (marked(service_headers=("x-sg-eid",)), Reason.SENT_BY_SERVICE),
        (marked(return_path="bounce-88-pomoc=3rp.com.pl@wysylka.example"), Reason.SENT_BY_SERVICE),
        (marked(mailer="PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)"), Reason.SENT_BY_SERVICE),
        (marked(mailer="Microsoft CDO for Windows 2000"), Reason.SENT_BY_SERVICE),
        (marked(mailer="Microsoft Outlook 16.0"), None),
        (mail(text=NEWSLETTER), Reason.SOUNDS_AUTOMATIC),
        (mail(text=NOTICE), Reason.SOUNDS_AUTOMATIC),
        (marked(calendar_method="REQUEST"), Reason.INVITATION),
        (mail(subject="SMART error (CurrentPendingSector) detected on host: nas"), Reason.SOUNDS_AUTOMATIC),
        (mail(subject="[Request received] drukarka"), Reason.SOUNDS_AUTOMATIC),
        (mail(subject="Fwd: Cron <root@nas> kopia"), None),
        (mail(subject="Monitor is down on my desk"), None),
        (mail(subject="Kopia", text="Niniejszy e-mail został wygenerowany automatycznie."), Reason.SOUNDS_AUTOMATIC),
        (
            mail(subject="Kopia", text="This message was automatically generated by the server."),
            Reason.SOUNDS_AUTOMATIC,
        ),
        (mail(subject="Kopia", text="Diese Nachricht wurde automatisch vom System erstellt."), Reason.SOUNDS_AUTOMATIC),
        (mail(subject="Spam", text="Ta wiadomość automatycznie trafia do spamu. Proszę o pomoc."), None),
        (mail(subject="Spam quarantine is full"), None),
        (mail(subject="Scan from a printer does not arrive"), None),
        (mail(subject="VAT", text="Faktura wygenerowana automatycznie ma zły VAT."), None),
        (marked(mailer="osTicket Mailer"), Reason.SENT_BY_SERVICE),
        (mail(), None),
        (mail(text=NEWSLETTER, quote="> …"), None),
        (mail(text=NOTICE, in_reply_to=("our@id",), quote="> …"), None),
        (marked(return_path="bouncer@klub.example"), None),
    ],
)
def test_what_may_be_a_machines_and_may_be_a_persons(message: InboundMessage, reason: Reason | None) -> None:
    assert doubt(message) is reason


@pytest.mark.parametrize("header", sorted(silence().autoreply_headers))
def test_every_header_of_the_list_is_one_that_the_reader_hands_over(header: str) -> None:
    raw = f"From: a@x.example\r\nSubject: x\r\n{header}: yes\r\n\r\nx\r\n".encode()
    found = machine(read_message(raw), ME)
    assert found is not None
    assert found.reason is Reason.AUTOREPLY_HEADER


def test_the_words_are_lower_case_and_without_repeats() -> None:
    words = silence()
    ordered = (words.autoreply_subjects, words.autoreply_phrases, words.absence_phrases, words.machine_senders,
               words.absence_endings, words.automatic_phrases, words.unsubscribe_phrases, words.receipt_subjects,
               words.receipt_phrases, words.mail_programs, words.sending_tools, words.invitation_phrases,
               words.absence_clauses)  # fmt: skip
    for row in (
        *ordered,
        *map(
            tuple,
            (
                words.autoreply_tags,
                words.machine_accounts,
                words.machine_names,
                words.device_accounts,
                words.press_accounts,
                words.server_subjects,
                words.invitation_answers,
            ),
        ),
    ):
        assert row
        assert all(word == word.casefold().strip() and word for word in row)
        assert len(set(row)) == len(row)
    assert all(word == word.casefold().lstrip() for word in words.program_subjects)
    assert all(word.isascii() and word.isalpha() for word in (*words.machine_senders, *words.machine_accounts))
