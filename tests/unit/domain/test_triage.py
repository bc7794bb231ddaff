"""The policy as tables: for each rule the case and the verdict, who may speak, and what is asked before what."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.cases import (
    COMPLETE,
    CUSTOMER,
    NIP,
    NOW,
    OTHER_NIP,
    OWN_ID,
    TECHNICIAN,
    case,
    details,
    incomplete,
    mail,
    on,
)
from worker.domain.case import Case, Standing, Thread
from worker.domain.found import Detail
from worker.domain.message import Address, Authentication, Markers
from worker.domain.subject import NipProblem
from worker.domain.triage import REOPEN_FOR, RULES, decide
from worker.domain.verdict import MISSING, Answer, Append, Confirm, Ignore, Kind, Quarantine, Reason, Reject
from worker.terms.free_mail import free_mail_domains
from worker.terms.reasons import _rows, reason_row

UNPROVEN = Authentication()
FORGED = Authentication(spf="fail", dmarc="fail")
INJECTED = ("subject-control-characters",)
STRANGER = "obcy@gdzieindziej.example"
EXPLICIT = (
    Reason.ON_TICKET_BY_SIGNED_ID,
    Reason.ON_TICKET_BY_REPLY_ADDRESS,
    Reason.ON_TICKET_BY_STORED_ID,
    Reason.ON_TICKET_BY_SUBJECT,
)


# --- a new report [1.3, 1.5] ---


def test_a_complete_report_is_confirmed() -> None:
    verdict = decide(case())
    assert isinstance(verdict, Confirm)
    assert (verdict.kind, verdict.nip, verdict.topic) == (Kind.REPORT, NIP, "Nie drukuje faktury")
    assert verdict.reasons == (Reason.COMPLETE,)
    assert (verdict.completes, verdict.linked_ticket) == (None, None)


def test_an_empty_report_lacks_everything_in_the_order_of_the_regulamin() -> None:
    verdict = decide(case(mail(subject="pomocy", text="nie działa", from_=(Address(address="x@y.example"),))))
    assert isinstance(verdict, Reject)
    assert verdict.missing == (Detail.NIP, Detail.DESCRIPTION, Detail.WORKSTATION, Detail.USER, Detail.CONTACT)
    assert verdict.reasons == tuple(MISSING[detail] for detail in verdict.missing)
    assert verdict.nip_problem is NipProblem.ABSENT


def test_the_only_problem_of_a_report_may_be_its_nip() -> None:
    verdict = decide(case(mail(subject=f"({NIP}) Nie drukuje faktury"), known_nips=(OTHER_NIP, NIP)))
    assert isinstance(verdict, Reject)
    assert verdict.missing == (Detail.NIP,)
    assert verdict.nip == ""
    assert verdict.nip_problem is NipProblem.BRACKETS
    assert verdict.nip_candidates == (NIP, OTHER_NIP)


def test_a_nip_in_the_text_of_a_first_mail_is_a_candidate_and_never_the_payer() -> None:
    verdict = decide(case(mail(subject="Nie drukuje faktury", text=f"{COMPLETE}\nNIP {NIP}")))
    assert isinstance(verdict, Reject)
    assert (verdict.nip, verdict.nip_candidates) == ("", (NIP,))


def test_what_is_not_required_is_not_asked_for() -> None:
    bare = mail(subject="pomocy", text="nie działa", from_=(Address(address="x@y.example"),))
    verdict = decide(case(bare, required=frozenset({Detail.CONTACT})))
    assert isinstance(verdict, Reject)
    assert verdict.missing == (Detail.CONTACT,)
    assert isinstance(decide(case(bare, required=frozenset())), Confirm)


def test_a_package_order_has_its_own_list() -> None:
    order = mail(
        subject=f"[{NIP}] Zlecenie z pakietu 10h",
        text="Proszę o realizację zlecenia w ramach pakietu godzin.",
        from_=(Address(address="biuro@firma.example"),),
    )
    verdict = decide(case(order))
    assert isinstance(verdict, Reject)
    assert verdict.kind is Kind.PACKAGE_ORDER
    assert verdict.missing == (Detail.ORDERER, Detail.TIME, Detail.DATES)


@pytest.mark.parametrize("subject", [f"[{NIP}] Reklamacja faktury FV 12/2026", "Reklamacja faktury FV 12/2026"])
def test_a_complaint_is_confirmed_whatever_its_form(subject: str) -> None:
    verdict = decide(case(mail(subject=subject, text="Składam reklamację do faktury FV 12/2026, zawyżono godziny.")))
    assert isinstance(verdict, Confirm)
    assert (verdict.kind, verdict.reasons) == (Kind.COMPLAINT, (Reason.COMPLAINT_IS_NEVER_REFUSED,))
    assert verdict.nip == (NIP if subject.startswith("[") else "")


# --- silence and safety, in this order ---


@pytest.mark.parametrize(
    "sign",
    [
        {"precedence": "bulk"},
        {"list_headers": ("list-unsubscribe",)},
        {"return_path": ""},
        {"feedback_headers": ("x-zammad-ticket-id",)},
        {"spam": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("authors", [(), (Address(address=CUSTOMER), Address(address=STRANGER))], ids=["none", "two"])
@pytest.mark.parametrize("thread", [None, on()], ids=["new", "on a ticket"])
def test_a_mail_without_one_author_is_decided_whatever_it_carries(
    authors: tuple[Address, ...], sign: dict[str, Any], thread: Thread | None
) -> None:
    told = mail(from_=authors, markers=Markers(**sign), quote="> Potwierdzamy")
    assert isinstance(decide(case(told, thread=thread)), Ignore | Quarantine)


THROUGH_EVERYTHING = mail(
    message_id=OWN_ID,
    from_=(),
    authentication=FORGED,
    defects=INJECTED,
    markers=Markers(spam=True, loop="x"),
)


def test_the_rules_are_asked_in_this_order() -> None:
    assert [rule.__name__ for rule in RULES] == [
        "duplicate",
        "from_machine",
        "one_author",
        "rewritten_author",
        "forged",
        "smuggled_headers",
        "technician",
        "self_service",
        "compensation",
        "perhaps_a_machine",
        "points_order",
        "on_a_ticket",
        "spam",
        "wallet",
        "complaint",
        "report",
    ]


def test_with_everything_wrong_at_once_the_rules_answer_one_after_another() -> None:
    """Each step takes away what the rule before it answered to; the next one answers."""
    now = case(THROUGH_EVERYTHING, is_duplicate=True, thread=on())
    assert decide(now) == Ignore(kind=Kind.DUPLICATE, reasons=(Reason.SAME_MESSAGE_AGAIN,))
    now = replace(now, is_duplicate=False)
    assert decide(now) == Ignore(kind=Kind.OWN, reasons=(Reason.OWN_LOOP_HEADER,), ticket=7)
    now = replace(now, message=replace(now.message, message_id="m@x", markers=Markers(spam=True)))
    assert decide(now) == Quarantine(kind=Kind.MALFORMED, reasons=(Reason.NOT_ONE_AUTHOR,))
    now = replace(now, message=replace(now.message, from_=(Address(address=TECHNICIAN),)))
    assert decide(now) == Quarantine(kind=Kind.SPOOF, reasons=(Reason.AUTHENTICATION_FAILED,))
    now = replace(now, message=replace(now.message, authentication=UNPROVEN))
    assert decide(now) == Quarantine(kind=Kind.SPOOF, reasons=(Reason.CONTROL_CHARACTERS_IN_SUBJECT,))
    now = replace(now, message=replace(now.message, defects=()))
    assert decide(now) == Quarantine(kind=Kind.SPOOF, reasons=(Reason.TECHNICIAN_UNPROVEN,))
    now = replace(now, message=replace(now.message, from_=(Address(address=CUSTOMER),)))
    assert isinstance(decide(now), Append)
    now = replace(now, thread=None)
    assert decide(now) == Quarantine(kind=Kind.SPAM, reasons=(Reason.SPAM_FILTER, Reason.REPORT_AMONG_MACHINES))
    now = replace(now, message=replace(now.message, markers=Markers()))
    assert isinstance(decide(now), Confirm)


@pytest.mark.parametrize("count", [0, 2])
def test_other_than_one_author_is_never_answered(count: int) -> None:
    authors = tuple(Address(address=f"a{n}@x.example") for n in range(count))
    assert decide(case(mail(from_=authors))) == Quarantine(kind=Kind.MALFORMED, reasons=(Reason.NOT_ONE_AUTHOR,))


@pytest.mark.parametrize(
    ("authentication", "forged"),
    [
        (Authentication(dmarc="fail", dkim="pass", spf="pass"), True),
        (Authentication(spf="fail"), True),
        (Authentication(spf="fail", dkim="pass"), False),  # a forwarder breaks SPF
        (Authentication(spf="fail", dmarc="pass"), False),
        (Authentication(spf="softfail"), False),
        (Authentication(dkim="fail"), False),
        (Authentication(), False),
    ],
)
def test_only_what_our_server_measured_as_forged_is_quarantined(authentication: Authentication, forged: bool) -> None:
    assert isinstance(decide(case(mail(authentication=authentication))), Quarantine) is forged


def test_an_automatic_mail_is_noted_on_a_ticket_and_changes_nothing_there() -> None:
    closed = on(closed_at=NOW - timedelta(days=1))
    verdict = decide(case(mail(markers=Markers(auto_submitted="auto-replied")), thread=closed))
    assert verdict == Ignore(kind=Kind.AUTO_REPLY, reasons=(Reason.AUTO_SUBMITTED,), ticket=7)


def test_a_customer_in_a_thread_gets_through_the_spam_filter() -> None:
    suspect = mail(markers=Markers(spam=True))
    offer = replace(suspect, text="Tanie tonery.", new_text="Tanie tonery.")
    assert isinstance(decide(case(offer)), Ignore)
    assert isinstance(decide(case(suspect)), Quarantine)  # a whole report: a filter errs
    assert isinstance(decide(case(suspect, vouched=True)), Confirm)
    assert isinstance(decide(case(suspect, thread=on())), Append)
    assert isinstance(decide(case(suspect, recent_report=incomplete())), Confirm)


# --- technicians ---


@pytest.mark.parametrize(
    ("authentication", "token", "trusted"),
    [
        (Authentication(dmarc="pass", aligned=True), False, True),
        (UNPROVEN, True, True),
        (UNPROVEN, False, False),
        (Authentication(spf="pass", dkim="pass"), False, False),  # passed for some other domain
    ],
)
def test_a_technician_is_believed_when_proven(authentication: Authentication, token: bool, trusted: bool) -> None:
    verdict = decide(case(mail(sender=TECHNICIAN, authentication=authentication), thread=on(), proven_by_token=token))
    if trusted:
        assert verdict == Append(
            kind=Kind.TECHNICIAN_REPLY, ticket=7, reasons=(Reason.ON_TICKET_BY_SIGNED_ID, Reason.FROM_TECHNICIAN)
        )
    else:
        assert verdict == Quarantine(kind=Kind.SPOOF, reasons=(Reason.TECHNICIAN_UNPROVEN,))


def test_a_technician_without_a_ticket_reports_like_anybody() -> None:
    assert isinstance(decide(case(mail(sender=TECHNICIAN))), Confirm)


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("czas: 35x zdalnie", True),
        ("czas: 35x zdalnie\n\nDzień dobry, zrobione.", True),
        ("Telefon: 501 222 333", True),
        ("Telefon: 501 222 333\nNIP: 5261040828\nOpis: kasa nie drukuje", False),
        ("Na kasie 1 po zapisie nie drukuje paragonu", False),
    ],
)
def test_a_slip_in_a_command_under_a_nip_is_asked_back_and_no_report(text: str, commands: bool) -> None:
    verdict = decide(case(mail(sender=TECHNICIAN, text=text)))
    assert isinstance(verdict, Append if commands else Reject)


# --- who may speak on a ticket ---

LADDER = [
    # who writes, what the ticket knows, standing
    (CUSTOMER, {}, Standing.REQUESTER),
    (TECHNICIAN, {}, Standing.TECHNICIAN),
    ("kasia@inna.example", {"participants": frozenset({"kasia@inna.example"})}, Standing.PARTICIPANT),
    ("ksiegowa@biuro.example", {"bound_addresses": frozenset({"ksiegowa@biuro.example"})}, Standing.BOUND),
    ("szef@rudnik.example", {}, Standing.DOMAIN),
    ("szef@holding.example", {"bound_domains": frozenset({"holding.example"})}, Standing.DOMAIN),
    (STRANGER, {}, Standing.STRANGER),
    ("szef@sub.rudnik.example", {}, Standing.STRANGER),
    ("szef@zlyrudnik.example", {}, Standing.STRANGER),
    ("jan@gmail.com", {"requester": "anna@gmail.com"}, Standing.STRANGER),
    ("jan@gmail.com", {"bound_domains": frozenset({"gmail.com"})}, Standing.STRANGER),
    ("jan@gmail.com", {"requester": "jan@gmail.com"}, Standing.REQUESTER),
]


@pytest.mark.parametrize(("sender", "known", "standing"), LADDER)
def test_the_ladder_of_standing(sender: str, known: dict[str, Any], standing: Standing) -> None:
    now = case(mail(sender=sender), thread=on(**known))
    assert now.standing is standing
    verdict = decide(now)
    if standing is Standing.STRANGER:
        assert verdict == Quarantine(
            kind=Kind.STRANGER, reasons=(Reason.ON_TICKET_BY_SIGNED_ID, Reason.STRANGER_ON_TICKET), ticket=7
        )
    else:
        assert isinstance(verdict, Append)


def test_without_a_ticket_everybody_is_a_stranger() -> None:
    assert case().standing is Standing.STRANGER


@pytest.mark.parametrize("how", EXPLICIT)
def test_a_stranger_who_claims_a_ticket_is_quarantined_even_with_a_complete_report(how: Reason) -> None:
    verdict = decide(case(mail(sender=STRANGER), thread=on(how)))
    assert isinstance(verdict, Quarantine)
    assert verdict.reasons == (how, Reason.STRANGER_ON_TICKET)


def test_a_stranger_who_only_quotes_an_id_is_judged_by_himself() -> None:
    verdict = decide(case(mail(sender=STRANGER), thread=on(Reason.ON_TICKET_BY_QUOTE)))
    assert isinstance(verdict, Confirm)
    assert verdict.linked_ticket is None
    refused = decide(case(mail(sender=STRANGER, text="nie działa"), thread=on(Reason.ON_TICKET_BY_QUOTE)))
    assert isinstance(refused, Reject)


# --- answers, closed tickets, new topics ---


@pytest.mark.parametrize("text", ["nie działa", "Dziękuję!", ""])
def test_an_answer_needs_no_form(text: str) -> None:
    verdict = decide(case(mail(subject="Re: cokolwiek", text=text), thread=on()))
    assert verdict == Append(kind=Kind.FOLLOWUP, ticket=7, reasons=(Reason.ON_TICKET_BY_SIGNED_ID,))


@pytest.mark.parametrize(
    ("since", "reopens"),
    [
        (timedelta(days=13), True),
        (REOPEN_FOR, True),
        (REOPEN_FOR + timedelta(seconds=1), False),
        (timedelta(days=15), False),
    ],
)
def test_a_closed_ticket_reopens_for_fourteen_days(since: timedelta, reopens: bool) -> None:
    verdict = decide(case(mail(subject="Re: x", text="wróciło"), thread=on(closed_at=NOW - since)))
    if reopens:
        assert verdict == Append(kind=Kind.FOLLOWUP, ticket=7, reasons=(Reason.ON_TICKET_BY_SIGNED_ID,), reopens=True)
    else:
        assert isinstance(verdict, Confirm)
        assert (verdict.kind, verdict.nip, verdict.linked_ticket) == (Kind.FOLLOWUP, NIP, 7)
        assert verdict.reasons == (Reason.ON_TICKET_BY_SIGNED_ID, Reason.CLOSED_LONG_AGO)


@pytest.mark.parametrize(("path", "reopens"), [("", False), (CUSTOMER, True)])
def test_an_automatic_mail_reopens_nothing(path: str, reopens: bool) -> None:
    told = mail(
        subject="Re: x",
        text="Drukarka znowu nie drukuje, proszę przyjechać.",
        quote="> Potwierdzamy",
        markers=Markers(return_path=path),
    )
    verdict = decide(case(told, thread=on(closed_at=NOW - timedelta(days=1))))
    assert isinstance(verdict, Append)
    assert verdict.reopens is reopens


NEW_TOPICS = [
    # subject of the answer, text, is it a new report?
    (f"Re: [{OTHER_NIP}] Nie drukuje faktury", COMPLETE, True),  # another payer
    (f"Re: [{OTHER_NIP}] Nie drukuje faktury", "nie działa", True),
    (f"Re: [{NIP}] Nie drukuje faktury", COMPLETE, False),  # the same topic
    (f"Re: [{NIP}] NIE DRUKUJE FAKTURY!", COMPLETE, False),
    (f"Re: [{NIP}] Laptop nie ładuje", COMPLETE, True),  # another topic, complete by itself
    (f"Re: [{NIP}] Laptop nie ładuje", "dopisuję: dalej to samo", False),  # touched, but only a remark
    (f"Re: [#26-00123-7] [{OTHER_NIP}] Laptop nie ładuje", COMPLETE, False),  # with the ID, 1.4 decides
    ("Re: Laptop nie ładuje", COMPLETE, False),
]


@pytest.mark.parametrize(("subject", "text", "new"), NEW_TOPICS)
def test_an_answer_used_as_a_template_is_a_new_report(subject: str, text: str, new: bool) -> None:
    verdict = decide(case(mail(subject=subject, text=text), thread=on()))
    assert isinstance(verdict, Append) is not new
    if isinstance(verdict, Confirm):
        assert verdict.linked_ticket == 7
        assert verdict.reasons == (Reason.COMPLETE, Reason.NEW_TOPIC_IN_REPLY)


def test_a_nip_given_at_last_on_a_ticket_without_one_is_no_new_payer() -> None:
    """A complaint is confirmed without a NIP [12.8]; the customer who then gives it goes on with it."""
    verdict = decide(case(mail(subject=f"Re: [{NIP}] Reklamacja", text="podaję NIP"), thread=on(nip="")))
    assert isinstance(verdict, Append)


# --- completing a rejected report [1.5] ---


def answer_to(report: object, **changes: object) -> Case:
    how = Reason.ON_TICKET_BY_SIGNED_ID
    return case(mail(**{"subject": "Re: uzupełnienie", **changes}), thread=Thread(how=how, report=report))  # type: ignore[arg-type]


def test_a_nip_in_the_text_of_a_completion_completes() -> None:
    verdict = decide(answer_to(incomplete(), text=f"NIP: {NIP}\n501 222 333"))
    assert isinstance(verdict, Confirm)
    assert (verdict.nip, verdict.completes, verdict.reasons) == (NIP, 3, (Reason.COMPLETED,))


@pytest.mark.parametrize(
    ("text", "nip"),
    [
        (f"{NIP}", NIP),
        (f"{NIP} albo {OTHER_NIP}", ""),  # which of them?
        (f"{NIP}, powtarzam: 525-991-20-77", NIP),
        ("nie mam", ""),
        ("5259912078", ""),
    ],
)
def test_one_nip_and_only_one_is_taken_from_the_text(text: str, nip: str) -> None:
    verdict = decide(answer_to(incomplete(), text=text))
    assert verdict.nip == nip  # type: ignore[union-attr]
    assert isinstance(verdict, Confirm) is bool(nip)


def test_a_nip_quoted_from_elsewhere_completes_nothing() -> None:
    verdict = decide(answer_to(incomplete(), text=f"nie wiem\n> {NIP}", new_text="nie wiem", quote=f"> {NIP}"))
    assert isinstance(verdict, Reject)


def test_the_subject_of_a_completion_beats_its_text_and_the_first_mail_beats_the_text() -> None:
    first = decide(answer_to(incomplete(), subject=f"[{OTHER_NIP}] x", text=NIP))
    assert isinstance(first, Confirm)
    assert first.nip == OTHER_NIP
    second = decide(answer_to(incomplete(nip=OTHER_NIP), text=f"faktura na {NIP}, tel. 501 222 333"))
    assert isinstance(second, Confirm)
    assert second.nip == OTHER_NIP


def test_a_completion_is_merged_and_what_is_still_missing_is_asked_again() -> None:
    report = incomplete(nip=NIP, details=details(workstation=None, phone=None))
    verdict = decide(answer_to(report, text="tel. 501 222 333", from_=(Address(address=CUSTOMER),)))
    assert isinstance(verdict, Reject)
    assert verdict.missing == (Detail.WORKSTATION,)
    assert (verdict.completes, verdict.nip) == (3, NIP)
    third = decide(answer_to(replace(report, details=verdict.details), text="Chodzi o komputer w sekretariacie."))
    assert isinstance(third, Confirm)
    assert third.completes == 3


def test_writing_again_instead_of_answering_completes_too() -> None:
    verdict = decide(
        case(mail(text="tel. 501 222 333"), recent_report=incomplete(nip=NIP, details=details(phone=None)))
    )
    assert isinstance(verdict, Confirm)
    assert verdict.reasons == (Reason.COMPLETED, Reason.SAME_NIP_AND_TOPIC)


@pytest.mark.parametrize(
    ("sender", "may"),
    [(CUSTOMER, True), ("szef@rudnik.example", True), (STRANGER, False)],
)
def test_a_stranger_cannot_complete_somebody_elses_report(sender: str, may: bool) -> None:
    verdict = decide(answer_to(incomplete(), text=NIP, sender=sender))
    assert isinstance(verdict, Confirm) is may
    assert verdict.completes == (3 if may else None)  # type: ignore[union-attr]


def test_free_mail_makes_no_company() -> None:
    verdict = decide(answer_to(incomplete(requester="a@gmail.com"), text=NIP, sender="b@gmail.com"))
    assert isinstance(verdict, Reject)
    assert verdict.completes is None


# --- the data behind it ---


def test_every_reason_has_its_row_and_no_row_is_left_over() -> None:
    assert set(_rows()) == {reason.value for reason in Reason}
    for reason in Reason:
        row = reason_row(reason.value)
        assert row.point
        assert row.text == row.text.strip()
        assert row.text[0].islower() or row.text.startswith("Ticket ID")
        assert not row.text.endswith(".")


def test_free_mail_domains_are_lower_case_domains() -> None:
    domains = free_mail_domains()
    assert {"gmail.com", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "outlook.com"} <= domains
    assert all(domain == domain.strip().lower() and "." in domain and "@" not in domain for domain in domains)


@given(
    st.builds(
        mail,
        subject=st.sampled_from(["", f"[{NIP}] x", f"({NIP}) x", "Re: [#26-00123-7] x"]) | st.text(max_size=40),
        text=st.sampled_from([COMPLETE, "", "nie działa", NIP]) | st.text(max_size=60),
        sender=st.sampled_from([CUSTOMER, TECHNICIAN, STRANGER, "a@gmail.com", "", "@", "x"]),
    ),
    st.sampled_from([None, on(), on(Reason.ON_TICKET_BY_QUOTE), on(closed_at=NOW - timedelta(days=20)),
                     Thread(how=Reason.ON_TICKET_BY_SIGNED_ID, report=incomplete())]),
    st.booleans(),
)  # fmt: skip
def test_every_mail_gets_one_verdict_and_the_same_again(message: object, thread: Thread | None, again: bool) -> None:
    now = case(message, thread=thread, is_duplicate=again)  # type: ignore[arg-type]
    assert decide(now) == decide(replace(now))


BY_SERVICE = Markers(service_headers=("x-ses-outgoing", "feedback-id"))
NOTE = "Twoja kopia zapasowa została wykonana. Zobacz raport w panelu."


def test_a_notification_through_a_mailing_service_is_not_answered_and_a_manager_looks() -> None:
    note = mail(subject="Raport kopii zapasowej", text=NOTE, markers=BY_SERVICE)
    assert decide(case(note)) == Quarantine(kind=Kind.NOTIFICATION, reasons=(Reason.SENT_BY_SERVICE,))


@pytest.mark.parametrize(
    "person",
    [
        case(mail(markers=BY_SERVICE)),
        case(mail(subject="drukarka", markers=replace(BY_SERVICE, mailer="Microsoft Outlook 16.0"))),
        case(mail(subject="drukarka", markers=BY_SERVICE), known_nips=(NIP,)),
        case(mail(subject="Re: drukarka", text="Nadal tak jest.", quote="> Prosimy o …", markers=BY_SERVICE)),
        case(mail(subject="Raport", text=NOTE, markers=BY_SERVICE), vouched=True),
    ],
    ids=["NIP in the subject", "a mail program", "a known sender", "a quoted letter", "released by a manager"],
)
def test_a_person_whose_mail_server_sends_through_a_service_is_answered(person: Case) -> None:
    assert isinstance(decide(person), Confirm | Reject)


def test_a_report_that_only_its_sender_makes_a_machines_is_shown_to_a_manager() -> None:
    form = mail(sender="no-reply@firma.example")
    doubts = (Reason.NO_REPLY_SENDER, Reason.REPORT_AMONG_MACHINES)
    assert decide(case(form)) == Quarantine(kind=Kind.NOTIFICATION, reasons=doubts)
    assert isinstance(decide(case(form, vouched=True)), Confirm)
    assert decide(case(replace(form, text="Nie działa.", new_text="Nie działa."))) == Quarantine(
        kind=Kind.NOTIFICATION, reasons=doubts
    )
    assert decide(case(replace(form, subject="Drukarka"))) == Quarantine(kind=Kind.NOTIFICATION, reasons=doubts)
    news = replace(form, subject="Nowa faktura w portalu", text="Zaloguj się.", new_text="Zaloguj się.")
    assert isinstance(decide(case(news)), Ignore)
    assert isinstance(decide(case(replace(news, subject=f"Re: [{NIP}] Nie drukuje"))), Ignore)


@pytest.mark.parametrize(
    "markers",
    [
        Markers(auto_submitted="auto-generated"),
        Markers(loop="3rp"),
        Markers(autoreply_headers=("x-autoreply",)),
        Markers(report_type="delivery-status"),
    ],
)
def test_what_is_a_machines_beyond_doubt_stays_silent_whatever_its_subject(markers: Markers) -> None:
    assert isinstance(decide(case(mail(markers=markers))), Ignore)


INVITED = Markers(calendar_method="REQUEST", mailer="Microsoft Outlook 16.0")


def test_an_invitation_of_a_stranger_waits_for_a_manager_and_a_customers_is_judged() -> None:
    stranger = mail(subject="Zaproszenie: spotkanie w sprawie oferty", text="Zapraszam na spotkanie.", markers=INVITED)
    assert decide(case(stranger)) == Quarantine(kind=Kind.CALENDAR, reasons=(Reason.INVITATION,))
    assert isinstance(decide(case(mail(markers=INVITED))), Confirm)
    assert isinstance(decide(case(stranger, known_nips=(NIP,))), Reject)


def test_a_customer_whose_address_a_google_group_replaced_is_shown_to_a_manager() -> None:
    markers = Markers(
        list_headers=("list-id",), list_addresses=("pomoc.3rp.com.pl",), original_sender="jan@firma.example"
    )
    rewritten = mail(sender="pomoc@3rp.com.pl", markers=markers)
    assert decide(case(rewritten)) == Quarantine(kind=Kind.MALFORMED, reasons=(Reason.AUTHOR_REWRITTEN,))


@pytest.mark.parametrize(
    ("answer", "candidates", "number"),
    [
        ("Tak.", (NIP,), NIP),
        ("tak, zgadza się, pozdrawiam", (NIP,), NIP),
        (f"Nie, {OTHER_NIP}", (NIP,), OTHER_NIP),
        ("Tak, ale to nie ten numer", (NIP,), ""),
        ("Takie mamy pytanie", (NIP,), ""),
        ("Tak", (NIP, OTHER_NIP), ""),
        ("Tak", (), ""),
    ],
)
def test_yes_is_an_answer_to_the_one_number_we_asked_about(
    answer: str, candidates: tuple[str, ...], number: str
) -> None:
    report = replace(incomplete(details=details()), nip="", nip_candidates=candidates)
    reply = mail(subject="Re: drukarka", text=answer, in_reply_to=(OWN_ID,))
    found = decide(case(reply, thread=Thread(how=Reason.ON_TICKET_BY_SIGNED_ID, report=report)))
    assert isinstance(found, Confirm | Reject)
    assert found.nip == number


# --- questions by subject, and the one word of 13.10 ---

QUESTION = mail(subject=f"Re: [{NIP}] STAN PAKIETU", text="Dzień dobry.")


@pytest.mark.parametrize(
    ("bound", "payers", "reason"),
    [
        ((NIP, OTHER_NIP), (NIP,), Reason.ASKED_BY_SUBJECT),
        ((OTHER_NIP,), (), Reason.ASKED_BY_A_STRANGER),
        ((), (), Reason.ASKED_BY_A_STRANGER),
    ],
)
def test_a_question_by_subject_shows_the_named_payer_to_those_bound_to_him(
    bound: tuple[str, ...], payers: tuple[str, ...], reason: Reason
) -> None:
    verdict = decide(case(QUESTION, bound_nips=bound))
    assert isinstance(verdict, Answer)
    assert (verdict.kind, verdict.payers, verdict.reasons) == (Kind.SELF_SERVICE, payers, (reason,))


def test_without_a_payer_named_all_of_ones_own_are_shown() -> None:
    verdict = decide(case(mail(subject="moje zgloszenia", text="."), bound_nips=(NIP, OTHER_NIP)))
    assert isinstance(verdict, Answer)
    assert verdict.payers == (NIP, OTHER_NIP)


def test_spam_and_complete_reports_are_no_questions() -> None:
    flagged = replace(QUESTION, markers=Markers(spam=True))
    assert isinstance(decide(case(flagged)), Ignore)
    assert isinstance(decide(case(flagged, bound_nips=(NIP,))), Answer)
    assert isinstance(decide(case(replace(QUESTION, text=COMPLETE, new_text=COMPLETE))), Confirm)


def test_a_question_asked_in_the_thread_of_a_ticket_is_a_question_unless_it_names_the_ticket() -> None:
    thread = on()
    assert isinstance(decide(case(QUESTION, thread=thread, bound_nips=(NIP,))), Answer)
    assert thread.ticket is not None
    named = replace(QUESTION, subject=f"Re: [#{thread.ticket.public_id}] STAN PAKIETU")
    assert isinstance(decide(case(named, thread=thread, bound_nips=(NIP,))), Append)


@pytest.mark.parametrize(
    ("text", "offered", "kind"),
    [
        ("GODZINY", True, Kind.COMPENSATION_CHOICE),
        ("korekta", True, Kind.COMPENSATION_CHOICE),
        ("GODZINY", False, Kind.FOLLOWUP),
        ("Co to znaczy?", True, Kind.FOLLOWUP),
    ],
)
def test_one_word_on_an_offered_ticket_is_a_choice(text: str, offered: bool, kind: Kind) -> None:
    thread = on()
    assert thread.ticket is not None
    thread = replace(thread, ticket=replace(thread.ticket, compensation_offered=offered))
    verdict = decide(case(mail(subject="Re: zlecenie", text=text), thread=thread))
    assert isinstance(verdict, Append)
    assert verdict.kind is kind
