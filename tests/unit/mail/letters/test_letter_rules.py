"""What a letter must never say, and what it must survive: hostile facts, strangers, other people's NIPs."""

import email
import re
import time
from dataclasses import replace
from email.header import decode_header, make_header
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.mail.letters.cases import (
    COMPLAINT,
    MAIL,
    NEWS,
    NO_NIP,
    ORDER,
    RECEIVED,
    REJECTED,
    REPORT,
    RICH,
    SENDER,
    found,
)
from worker.domain.found import Detail, Details, Found, Place
from worker.domain.message import Address, Attachment
from worker.domain.subject import NipProblem
from worker.mail.compose import UnsafeHeader
from worker.mail.letters import Letter, alert, confirmation, rejection, ticket_news
from worker.mail.letters.facts import (
    Alert,
    AlertKind,
    Article,
    Checked,
    Matter,
    NipCandidate,
    NipHint,
    Order,
    OrderRight,
    Payment,
    Promise,
    SkippedDay,
    TicketEvent,
)
from worker.mail.letters.understood import shown, spoken
from worker.mail.message_id import read_reply_address, verify

EVIL = '<script>alert("1")</script> {{ sender.key }} {% raw %} Bcc: x'
ANY = st.text(max_size=60)


def headers(letter: Letter) -> list[str]:
    return email.message_from_bytes(letter.raw).keys()


def decoded_subject(letter: Letter) -> str:
    value = email.message_from_bytes(letter.raw)["Subject"]
    return str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", value))))


@settings(deadline=None, max_examples=60)
@given(topic=ANY, name=ANY, value=ANY, ticket=ANY, ids=st.lists(ANY, max_size=3))
def test_any_strings_in_a_confirmation_give_its_one_set_of_headers(
    topic: str, name: str, value: str, ticket: str, ids: list[str]
) -> None:
    letter = confirmation(
        replace(
            RICH,
            ticket_id=ticket,
            mail=replace(
                MAIL, topic=topic, author=Address(address="jan@firma.example", name=name), references=tuple(ids)
            ),
            details=Details(workstation=found(value), user=found(name), software=found(topic)),
            attachments=(Attachment(part=1, name=value, content_type=value, size=1, sha256="", not_kept=name),),
            articles=(Article(title=value, url=name),),
        ),
        replace(SENDER, plus_addresses=False),
    )
    assert headers(letter) == [name for name in headers(confirmation(RICH, SENDER)) if name != "Reply-To"]
    assert decoded_subject(letter) == letter.subject


@settings(deadline=None, max_examples=60)
@given(topic=ANY, value=ANY, seen=ANY, nip=st.text(alphabet="0123456789", max_size=10))
def test_any_strings_in_a_rejection_give_its_one_set_of_headers(topic: str, value: str, seen: str, nip: str) -> None:
    facts = replace(
        NO_NIP,
        nip=nip,
        mail=replace(MAIL, topic=topic),
        nip_hint=NipHint(problem=NipProblem.NOT_A_NUMBER, seen=seen, candidates=(NipCandidate(nip=value),)),
        checklist=tuple(Checked(detail=detail, found=value or None, seen=seen) for detail in Detail),
    )
    letter = rejection(facts, SENDER)
    assert headers(letter) == headers(rejection(REJECTED, SENDER))
    assert decoded_subject(letter) == letter.subject


@settings(deadline=None, max_examples=60)
@given(value=ANY)
def test_any_strings_in_letters_to_our_people_survive(value: str) -> None:
    news = replace(NEWS, topic=value, text=value, payer=value, nip=value, requester=Address(address=value, name=value))
    assert headers(ticket_news(news, SENDER)) == headers(ticket_news(NEWS, SENDER))
    facts = Alert(
        cause=value,
        kind=AlertKind.FLOOD,
        recipient=NEWS.recipient,
        now=RECEIVED,
        correspondent=value,
        subject=value,
        reason=value,
        diagnostic=value,
    )
    assert "Subject" in headers(alert(facts, SENDER))


def test_markup_in_facts_is_text_in_the_html() -> None:
    details = Details(workstation=found(EVIL), user=found(EVIL), invoice=found(EVIL))
    mail = replace(MAIL, topic=EVIL)
    letters = (
        confirmation(replace(RICH, mail=mail, details=details, articles=(Article(title=EVIL, url=EVIL),)), SENDER),
        rejection(replace(REJECTED, mail=mail, checklist=(Checked(detail=Detail.USER, found=EVIL),)), SENDER),
        rejection(replace(NO_NIP, mail=mail, checklist=(Checked(detail=Detail.DESCRIPTION, seen=EVIL),)), SENDER),
        ticket_news(replace(NEWS, topic=EVIL, text=EVIL, details=details, payer=EVIL), SENDER),
        alert(Alert(cause="1", kind=AlertKind.SHUNTED, recipient=NEWS.recipient, now=RECEIVED, reason=EVIL), SENDER),
    )
    for letter in letters:
        assert "<script" not in letter.html
        assert "&lt;script&gt;alert(" in letter.html


def test_controls_and_direction_marks_are_not_printed() -> None:
    letter = ticket_news(replace(NEWS, text="a\x00b\x1b[31mc\u202ed\ud800e\u2028f\ng\th"), SENDER)
    assert "ab[31mcdef\ng\th" in letter.text
    assert "ab[31mcdef<br>\ng\th" in letter.html


def test_every_place_a_fact_is_printed_in_html_is_escaped() -> None:
    evil = "<i>"
    promise = replace(
        REPORT.promise or Promise(last_day=RECEIVED.date(), days=14),
        skipped=(SkippedDay(day=RECEIVED.date(), reason="holiday", name=evil),),
        assumed=(evil,),
    )
    tariff = replace(RICH.tariff, band=evil, description=evil, assumed=(evil,)) if RICH.tariff else None
    order = Order(right=OrderRight.TECHNICIAN_ABSENT, technician=evil, others=(evil,))
    sender = replace(SENDER, name=evil, company=evil, phone=evil, phone_hours=evil, website=evil, ticket_prefix=evil)
    sender = replace(sender, plus_addresses=False)
    facts = replace(RICH, promise=promise, tariff=tariff, order=order, ticket_id=evil)
    for letter in (confirmation(facts, sender), rejection(NO_NIP, sender), ticket_news(NEWS, sender)):
        assert evil not in letter.html
        assert evil in letter.text


def test_template_syntax_in_facts_appears_literally() -> None:
    letter = confirmation(replace(REPORT, mail=replace(MAIL, topic="{{ 7*7 }} {% include 'x' %}")), SENDER)
    assert letter.subject == "[#26-00123-7] {{ 7*7 }} {% include 'x' %}"
    assert "„{{ 7*7 }} {% include 'x' %}”" in letter.text
    assert "{{ 7*7 }} {% include &#39;x&#39; %}" in letter.html


def test_an_article_that_is_no_web_address_is_no_link() -> None:
    letter = confirmation(replace(REPORT, articles=(Article(title="Kliknij", url="javascript:alert(1)"),)), SENDER)
    assert "javascript:" not in letter.html


def test_an_encoded_line_break_in_the_topic_adds_no_header() -> None:
    mail = replace(MAIL, topic="Nie działa drukarka\r\nBcc: ofiara@example.org\r\nX-Inj: 1")
    for letter in (confirmation(replace(REPORT, mail=mail), SENDER), rejection(replace(REJECTED, mail=mail), SENDER)):
        assert not {"Bcc", "X-Inj"} & set(headers(letter))
        assert b"\r\nBcc:" not in letter.raw


def test_nothing_of_an_unauthenticated_stranger_is_echoed() -> None:
    word = "KUPTERAZ"
    mail = replace(MAIL, topic=word, author=Address(address="ofiara@example.org", name=word), echo=False)
    details = Details(workstation=found(word), user=found(word), phone=found(word), invoice=found(word))
    attachments = (Attachment(part=1, name=word, content_type="image/png", size=1, sha256=""),)
    hint = NipHint(problem=NipProblem.NOT_A_NUMBER, seen=word, candidates=(NipCandidate(nip="8949877012"),))
    checklist = tuple(Checked(detail=detail, found=word, seen=word) for detail in Detail)
    letters = (
        confirmation(replace(REPORT, mail=mail, details=details, attachments=attachments), SENDER),
        rejection(replace(NO_NIP, mail=mail, nip_hint=hint, checklist=checklist, nip="1234567890"), SENDER),
    )
    for letter in letters:
        assert word not in letter.text + letter.html + letter.subject + letter.raw.decode()
        assert "1234567890" not in letter.text + letter.html
    assert "894-987-70-12" in letters[1].text.replace(
        "\u2011", "-"
    )  # ten public digits with a right checksum are no words


def test_a_stranger_is_asked_only_for_what_is_missing() -> None:
    checklist = tuple(
        Checked(detail=one, found=None if one is Detail.NIP else "tajne")
        for one in (Detail.NIP, Detail.DESCRIPTION, Detail.WORKSTATION, Detail.USER, Detail.CONTACT)
    )
    facts = replace(NO_NIP, mail=replace(NO_NIP.mail, echo=False), checklist=checklist)
    form = rejection(facts, SENDER).text.partition("albo w tym wierszu:")[2].partition("Niczego nie trzeba")[0]
    assert form.strip() == "NIP:"


def test_somebody_elses_nip_shows_no_payer_data() -> None:
    facts = replace(ORDER, package=RICH.package, tariff=RICH.tariff, payment=Payment.SUSPENDED, payer_unverified=True)
    letter = confirmation(facts, SENDER)
    for leak in ("Pakiet:", "zostało", "netto", "rabat", "wstrzymana", "3\xa0h\xa015"):
        assert leak not in letter.text
        assert leak not in letter.html
    assert "PŁATNIK DO POTWIERDZENIA" in letter.text


def test_a_letter_shows_only_what_belongs_to_its_matter() -> None:
    everything = Details(
        workstation=found("to-workstation"),
        orderer=found("to-orderer"),
        dates=found("to-dates"),
        invoice=found("to-invoice"),
    )
    kinds = (REPORT, ORDER, COMPLAINT)
    texts = {facts.matter: confirmation(replace(facts, details=everything), SENDER).text for facts in kinds}
    shown = {matter: set(re.findall(r"to-(\w+)", text)) for matter, text in texts.items()}
    assert shown == {
        Matter.REPORT: {"workstation"},
        Matter.PACKAGE_ORDER: {"orderer", "dates"},
        Matter.COMPLAINT: {"invoice"},
    }


def test_a_complaint_is_not_answered_with_prices() -> None:
    assert "netto" not in confirmation(replace(COMPLAINT, tariff=REPORT.tariff), SENDER).text


@pytest.mark.parametrize(
    ("size", "inline", "not_kept", "listed"),
    [(4095, True, "", False), (4096, True, "", True), (10, False, "", True), (10, True, "too-many", True)],
)
def test_the_logo_of_a_signature_is_not_listed(size: int, inline: bool, not_kept: str, listed: bool) -> None:
    one = Attachment(
        part=1, name="image001.png", content_type="image/png", size=size, sha256="", inline=inline, not_kept=not_kept
    )
    text = confirmation(replace(REPORT, attachments=(one,)), SENDER).text
    assert ("image001.png" in text) == ("ZAŁĄCZNIKI" in text) == listed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("stanowisku KASA 1", "KASA 1"),
        ("Stanowisko to KSIEGOWOSC-2", "KSIEGOWOSC-2"),
        ("stanowisko nr 2", "nr 2"),
        ("laptopie w warsztacie", "laptop w warsztacie"),
        ("stanowisko", "stanowisko"),
        ("obu kasach w holu", "„obu kasach w holu”"),
        ("„KASA 1”", "„KASA 1”"),
    ],
)
def test_a_value_does_not_repeat_its_label(value: str, printed: str) -> None:
    details = Details(workstation=found(value))
    assert f"  Stanowisko: {printed}\n" in confirmation(replace(REPORT, details=details), SENDER).text


@pytest.mark.parametrize(
    ("value", "rule", "printed"),
    [
        ("kumputer", "named", False),
        ("Encoder not found COM4", "named", False),
        ("kumputer", "label", True),
        ("KWHotelu", "named", True),
        ("subiektem", "programs", True),
    ],
)
def test_a_guessed_program_is_not_printed(value: str, rule: str, *, printed: bool) -> None:
    details = Details(software=Found(value=value, place=Place.BODY, rule=rule))
    assert ("  Program: " in confirmation(replace(REPORT, details=details), SENDER).text) is printed


def test_an_undecided_order_promises_nothing_and_names_the_day() -> None:
    letter = confirmation(replace(ORDER, order=None), SENDER)
    assert "WYKONAMY NAJPÓŹNIEJ" not in letter.text
    assert "najpóźniej w\xa0sobotę 5\xa0grudnia 2026\xa0r., w ciągu 14\xa0dni" in letter.text
    assert b"text/calendar" not in letter.raw


def test_the_price_list_is_public_but_a_regulars_rate_is_not() -> None:
    assert "270,00" in confirmation(replace(REPORT, payer_unverified=True), SENDER).text
    assert "160,00" not in confirmation(replace(RICH, payer_unverified=True), SENDER).text


def test_a_long_id_of_outlook_stays_literal_in_both_thread_headers() -> None:
    raw = confirmation(REPORT, SENDER).raw
    assert f"\r\nIn-Reply-To: <{MAIL.message_id}>\r\n".encode() in raw
    assert f"<{MAIL.message_id}>\r\n".encode() in raw.split(b"\r\nReferences:")[1]


def test_ids_that_cannot_be_written_are_left_out() -> None:
    mail = replace(MAIL, message_id="sha256-00ff@missing", references=("dobry@firma.example", "zły id", "ą@b", ""))
    message = email.message_from_bytes(confirmation(replace(REPORT, mail=mail), SENDER).raw)
    assert message["In-Reply-To"] is None
    assert message["References"] == "<dobry@firma.example>"


def test_a_very_long_thread_keeps_its_first_and_its_last_ids() -> None:
    mail = replace(MAIL, references=tuple(f"id{n}@firma.example" for n in range(500)))
    ids = email.message_from_bytes(confirmation(replace(REPORT, mail=mail), SENDER).raw)["References"].split()
    assert len(ids) == 20
    assert ids[0] == "<id0@firma.example>"
    assert ids[-1] == f"<{MAIL.message_id}>"


def test_the_same_cause_has_the_same_id_for_one_recipient_only() -> None:
    one = confirmation(REPORT, SENDER)
    later = confirmation(replace(REPORT, mail=replace(MAIL, now=RICH.mail.now)), SENDER)
    other = confirmation(replace(REPORT, mail=replace(MAIL, author=Address(address="x@firma.example"))), SENDER)
    assert one.message_id == later.message_id != other.message_id
    assert verify(one.message_id, domain=SENDER.domain, key=SENDER.key)
    assert one.message_id != rejection(REJECTED, SENDER).message_id


def test_answers_come_back_to_the_ticket() -> None:
    message = email.message_from_bytes(confirmation(REPORT, SENDER).raw)
    address = message["Reply-To"].rpartition("<")[2].rstrip(">")
    assert read_reply_address(address, address=SENDER.address, key=SENDER.key) == REPORT.ticket_id
    assert email.message_from_bytes(confirmation(REPORT, replace(SENDER, plus_addresses=False)).raw)["Reply-To"] is None


def test_a_technicians_reply_address_is_his_alone() -> None:
    message = email.message_from_bytes(ticket_news(NEWS, SENDER).raw)
    address = message["Reply-To"].rpartition("<")[2].rstrip(">")
    assert read_reply_address(address, address=SENDER.address, key=SENDER.key) is None
    holder = NEWS.recipient.address
    assert read_reply_address(address, address=SENDER.address, key=SENDER.key, holder=holder) == NEWS.ticket_id


def test_news_of_one_ticket_stay_in_one_thread_under_one_subject() -> None:
    first = ticket_news(NEWS, SENDER)
    facts = replace(NEWS, cause="x", event=TicketEvent.MESSAGE, references=(first.message_id,))
    second = ticket_news(facts, SENDER)
    assert second.subject == first.subject
    assert email.message_from_bytes(second.raw)["In-Reply-To"] == f"<{first.message_id}>"


def test_a_recipient_that_cannot_be_written_to_is_refused() -> None:
    with pytest.raises(UnsafeHeader):
        confirmation(replace(REPORT, mail=replace(MAIL, author=Address(address="żółw@firma.example"))), SENDER)


def test_the_reply_keeps_the_nip_at_the_start_of_the_subject() -> None:
    assert rejection(REJECTED, SENDER).subject == "Re: [6189883536] Subiekt GT – nie wchodzą przelewy z banku"


def test_the_ready_answer_holds_subject_and_form() -> None:
    href = _links(rejection(REJECTED, SENDER))[-1]
    parts = urlsplit(href)
    asked = parse_qs(parts.query, keep_blank_values=True)
    assert unquote(parts.path) == SENDER.address
    assert asked["subject"] == ["[6189883536] Subiekt GT – nie wchodzą przelewy z banku"]
    assert asked["body"] == ["Stanowisko: \r\nUżytkownik: Magdalena Meblarska\r\nKontakt: 22 555 01 10"]
    assert "+" not in parts.query


def test_a_click_on_the_nip_that_was_meant_fills_the_subject() -> None:
    asked = parse_qs(urlsplit(_links(rejection(NO_NIP, SENDER))[0]).query, keep_blank_values=True)
    assert asked["subject"] == ["[8949877012] Nie działa skaner"]
    assert "NIP:" not in asked["body"][0]


def test_a_ready_answer_is_never_too_long_for_a_link() -> None:
    long = "Zażółć gęślą jaźń & <b>=?utf-8?q? " * 40
    checklist = tuple(Checked(detail=detail, found=long) for detail in Detail if detail is not Detail.USER)
    facts = replace(REJECTED, mail=replace(MAIL, topic=long), checklist=(*checklist, Checked(detail=Detail.USER)))
    links = _links(rejection(facts, SENDER))
    assert links
    assert max(map(len, links)) < 1900


def test_what_is_there_need_not_be_typed_again() -> None:
    text = rejection(REJECTED, SENDER).text
    form = text.split("w tych wierszach:\n\n")[1].split("\n\n")[0]
    assert form.replace("\xa0", " ") == "Stanowisko:\nUżytkownik: Magdalena Meblarska\nKontakt: 22 555 01 10"


def test_what_is_asked_for_stands_first() -> None:
    text = rejection(REJECTED, SENDER).text
    assert text.index("✗ Stanowisko") < text.index("✓ NIP płatnika") < text.index("✓ Użytkownik")


def test_an_answer_without_anything_new_is_offered_a_call() -> None:
    again = replace(REJECTED, first_received_at=REJECTED.mail.received_at)
    assert "brakuje już tylko nazwy" in rejection(again, SENDER).text
    text = rejection(replace(again, nothing_new=True), SENDER).text
    assert "nadal brakuje nazwy lub miejsca komputera" in text
    assert f"prosimy o telefon: {SENDER.phone}" in text.replace("\xa0", " ")


@pytest.mark.parametrize("topic", ["???", "🙏🙏", "-"])
def test_a_topic_of_marks_is_not_quoted(topic: str) -> None:
    named = replace(REPORT, mail=replace(MAIL, topic=topic))
    assert "zgłoszenie dotarło do nas" in confirmation(named, SENDER).text
    asked = replace(REJECTED, mail=replace(REJECTED.mail, topic=topic))
    assert "Żeby przyjąć zgłoszenie i zająć" in rejection(asked, SENDER).text


@pytest.mark.parametrize(
    ("topic", "named"),
    [
        ("(8815402377) - rozkrój płyt", "rozkrój płyt"),
        ("[7150938645 Teams, udostępnianie ekranu", "Teams, udostępnianie ekranu"),
        ("NIP: 718 992 82 45 pendrive", "pendrive"),
        ("Nie drukują się blankiety [527-860-41-35]", "Nie drukują się blankiety"),
        ("Faktura 12/2026 za 5000000001234 zł", "Faktura 12/2026 za 5000000001234 zł"),
    ],
)
def test_a_sentence_names_the_topic_without_the_nip(topic: str, named: str) -> None:
    asked = replace(REJECTED, mail=replace(REJECTED.mail, topic=topic))
    assert f"przyjąć zgłoszenie „{named}”" in rejection(asked, SENDER).text.replace("\xa0", " ").replace("\n", " ")


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("time", "trzech kwadransów", "45 minut"),
        ("time", "2h30", "2,5 godziny"),
        ("time", "pół godziny", "0,5 godziny"),
        ("dates", "w środę rano, a jeśli nie, to w piątek o 10", "w środę rano albo w piątek o 10"),
        ("dates", "we wtorek, a gdyby Państwu nie pasowało, to w piątek", "we wtorek albo w piątek"),
        ("package", "dziesięciogodzinnego", "10h"),
        ("package", "5-godzinnego", "5h"),
        ("package", "40 godz.", "40 godz."),
    ],
)
def test_words_of_an_order_stand_in_their_printed_form(name: str, value: str, printed: str) -> None:
    assert shown(name, value).replace("\xa0", " ") == printed


def test_the_calendar_file_is_one_all_day_event_in_short_lines() -> None:
    topic = "Zażółć gęślą jaźń; przecinek, i \\ ukośnik " * 3
    letter = confirmation(replace(REPORT, mail=replace(MAIL, topic=topic)), SENDER)
    part = list(email.message_from_bytes(letter.raw).walk())[-1]
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert part.get_param("method") == "PUBLISH"
    assert part.get_filename() == "termin-26-00123-7.ics"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    assert "DTSTART;VALUE=DATE:20261210" in unfolded
    assert "DTEND;VALUE=DATE:20261211" in unfolded
    assert "UID:termin-26-00123-7@3rp.com.pl" in unfolded
    assert any(line.startswith(r"DESCRIPTION:Zażółć gęślą jaźń\; przecinek\, i \\ ukośnik") for line in unfolded)
    assert sum(line.startswith("BEGIN:") for line in unfolded) == 2


@pytest.mark.parametrize("assumed", ["reaction.saturday_counts", "some.new_key"])
def test_what_a_setting_decided_is_said(assumed: str) -> None:
    promise = Promise(last_day=RICH.promise.last_day, days=14, assumed=(assumed,)) if RICH.promise else None
    letter = confirmation(replace(REPORT, promise=promise), SENDER)
    assert ("Sobót nie liczymy" if assumed.startswith("reaction") else "„some.new_key”") in letter.text


@pytest.mark.parametrize("seen", ["", "95-39 x"])
def test_every_problem_with_a_nip_has_words_of_its_own(seen: str) -> None:
    problems = set(NipProblem) - {NipProblem.PLACEHOLDER}  # said as what is no number
    letters = [rejection(replace(NO_NIP, nip_hint=NipHint(problem=one, seen=seen)), SENDER) for one in problems]

    assert len({letter.text for letter in letters}) == len(problems)


def test_every_alert_has_words_of_its_own() -> None:
    letters = [
        alert(Alert(cause="1", kind=kind, recipient=NEWS.recipient, now=RECEIVED, entry="7"), SENDER)
        for kind in AlertKind
    ]

    assert len({letter.text for letter in letters}) == len(AlertKind)


def test_every_event_of_a_ticket_has_words_of_its_own() -> None:
    for payment in Payment:
        letters = [ticket_news(replace(NEWS, event=event, payment=payment), SENDER) for event in TicketEvent]

        assert len({letter.text for letter in letters}) == len(TicketEvent)


def test_every_way_to_pay_has_words_of_its_own() -> None:
    letters = [confirmation(replace(REPORT, payment=payment), SENDER) for payment in Payment]

    assert len({letter.text for letter in letters}) == len(Payment)


def test_every_missing_detail_has_words_of_its_own() -> None:
    letters = [rejection(replace(NO_NIP, checklist=(Checked(detail=detail),)), SENDER) for detail in Detail]

    assert len({letter.text for letter in letters}) == len(Detail)


def test_a_letter_takes_a_few_milliseconds() -> None:
    confirmation(RICH, SENDER)
    started = time.process_time()
    for _ in range(50):
        confirmation(RICH, SENDER)
    assert (time.process_time() - started) / 50 < 0.02  # about 0.002 here; the margin is for slow machines


def _links(letter: Letter) -> list[str]:
    links = re.findall(r'href="(mailto:[^"]*\?[^"]*)"', letter.html)
    return [href.replace("&amp;", "&") for href in links]


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("Pulpit zdalny - wyrzuca co 12 minut, NIP 6928994303", "Pulpit zdalny - wyrzuca co 12 minut"),
        ("6928994303 - drukarka", "drukarka"),
        ("Drukarka (NIP 692-899-43-03)", "Drukarka"),
        ("???", ""),
    ],
)
def test_a_topic_is_named_without_its_nip_and_what_led_to_it(topic: str, said: str) -> None:
    assert spoken(topic) == said
