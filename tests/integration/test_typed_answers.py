"""People fill our form in where they see it: inside the quoted copy of our letter, in any mail program."""

import re
from collections.abc import Callable
from email.header import Header
from html import unescape
from urllib.parse import parse_qs

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.acceptance.office import mail
from tests.integration.staffed import Send, letter
from worker.demo import readable
from worker.mail.mime import read_message
from worker.mail.typed_answers import with_typed_answers
from worker.store.tables import LedgerEntry, Message, OutboxLetter

ANNA = "Anna Rudnik <anna@rudnik.example>"
NOBODY = (
    "Dzień dobry,\r\npo naciśnięciu „Drukuj” w Subiekcie GT pojawia się „Błąd 2001” i dokument zostaje w kolejce.\r\n"
)
Quote = Callable[[str], str]


def angled(text: str) -> str:
    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"W dniu 12.11.2026 o 11:02, Pomoc 3RP <pomoc@3rp.com.pl> pisze:\n{quoted}\n"


def wrapped(text: str) -> str:
    """Thunderbird's way: the quoted lines cut at 72 characters."""
    return angled("\n".join(re.sub(r"(.{1,70})(?: |$)", r"\1\n", line).rstrip("\n") for line in text.split("\n")))


def outlook(text: str) -> str:
    head = (
        "Od: Pomoc 3RP <pomoc@3rp.com.pl>\nWysłano: czwartek, 12 listopada 2026 11:02\nDo: Anna Rudnik\nTemat: Re: x\n"
    )
    return f"________________________________\n{head}\n{text}\n"


def filled(text: str, **lines: str) -> str:
    for label, value in lines.items():
        text = re.sub(rf"(?m)^{label}:.*$", f"{label}: {value}", text)
    return text


@pytest.fixture
def asked(engine: Engine, send: Send) -> OutboxLetter:
    """Our checklist: workstation, user and contact are missing, Anna's address is offered."""
    send(NOBODY, by=ANNA)
    return letter(engine, "customer-rejection", "anna@rudnik.example")


def told(asked: OutboxLetter) -> str:
    return readable(asked.raw)[0].replace("\r\n", "\n")


def text_of(engine: Engine, entry: LedgerEntry) -> str:
    with Session(engine) as session:
        return session.exec(select(Message).where(Message.ledger_id == entry.id)).one().new_text


@pytest.mark.parametrize("quote", [angled, wrapped, outlook])
@pytest.mark.parametrize("above", ["", "Uzupełniam poniżej.\n\n"])
def test_the_form_is_read_where_it_was_filled_in(
    engine: Engine, send: Send, asked: OutboxLetter, quote: Quote, above: str
) -> None:
    form = filled(told(asked), Stanowisko="KASA 3", Użytkownik="Anna Kowalska", Kontakt="601 202 303")
    entry = send(above + quote(form), by=ANNA, answers=asked.message_id)
    assert entry.outcome == "confirm"
    said = text_of(engine, entry)
    assert "Stanowisko: KASA 3" in said
    assert "Niczego nie trzeba" not in said


@pytest.mark.parametrize("quote", [angled, wrapped, outlook])
def test_an_answer_under_the_question_is_read(send: Send, asked: OutboxLetter, quote: Quote) -> None:
    lines = told(asked).split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("✗ Stanowisko"))
    lines[at + 2 : at + 2] = ["", "sekretariat, Anna Kowalska, 601 202 303", ""]
    assert send("Dzień dobry\n\n" + quote("\n".join(lines)), by=ANNA, answers=asked.message_id).outcome == "confirm"


def test_the_form_is_read_in_an_html_answer(send: Send, asked: OutboxLetter) -> None:
    html = readable(asked.raw)[1]
    for label, value in {"Stanowisko": "KASA 3", "Użytkownik": "Anna Kowalska"}.items():
        html = re.sub(rf"(?m)^{label}: ?(?=<br>)", f"{label}: <span>{value}</span>", html)
    answer = f"<p>Uzupełniłam.</p><div class='gmail_quote'><blockquote>{html}</blockquote></div>"
    raw = mail(message_id="html@rudnik.example", text=answer, sender=ANNA, answers=asked.message_id)
    assert send(raw=raw.replace(b"text/plain", b"text/html")).outcome == "confirm"


def test_whoever_fills_in_the_form_sends_the_offered_address_back(
    engine: Engine, send: Send, asked: OutboxLetter
) -> None:
    form = filled(told(asked), Stanowisko="KASA 3", Użytkownik="Anna Kowalska")
    entry = send("Proszę.\n\n" + outlook(form), by=ANNA, answers=asked.message_id)
    assert entry.outcome == "confirm"
    assert "Kontakt: anna@rudnik.example" in text_of(engine, entry)


@pytest.mark.parametrize("quote", [angled, wrapped, outlook])
def test_a_letter_only_quoted_says_nothing(engine: Engine, send: Send, asked: OutboxLetter, quote: Quote) -> None:
    entry = send("Nie wiem, o co chodzi.\n\n" + quote(told(asked)), by=ANNA, answers=asked.message_id)
    assert (entry.outcome, text_of(engine, entry)) == ("reject", "Nie wiem, o co chodzi.")


def test_of_a_quote_that_is_not_our_letter_only_filled_in_lines_of_the_form_are_heard(asked: OutboxLetter) -> None:
    other = outlook("Dzień dobry,\n\nprosimy o dane, razem: 5 zł\nStanowisko: KASA 9\nUżytkownik: \n\nPozdrawiamy")
    message = read_message(mail(message_id="x@x.example", text=f"Proszę.\n\n{other}", sender=ANNA))
    assert with_typed_answers(message, asked.raw) == "Proszę.\n\nStanowisko: KASA 9"


@pytest.mark.parametrize("subject", ["", "🙏🙏", "Bardzo długi temat " * 12, "Drukarka NIP 525-991-20-77 stoi"])
def test_our_ready_answer_is_understood_whatever_the_topic_was(engine: Engine, send: Send, subject: str) -> None:
    """The link in the HTML opens a new mail: nothing but its subject leads to the incomplete report."""
    send(f"{NOBODY}Stanowisko: KASA 1\r\nUżytkownik: Anna Rudnik\r\nTel. 601 202 303", by=ANNA, subject=subject)
    html = readable(letter(engine, "customer-rejection", "anna@rudnik.example").raw)[1]
    link = [unescape(one) for one in re.findall(r'href="mailto:([^"]*body=[^"]*)"', html)][-1]
    ready = parse_qs(link.partition("?")[2])
    text = filled(ready["body"][0].replace("\r\n", "\n"), NIP="525-991-20-77")
    raw = mail(message_id="gotowa@rudnik.example", text=text, sender=ANNA, subject="X")
    encoded = Header(ready["subject"][0], "utf-8").encode(linesep="\r\n").encode()
    entry = send(raw=raw.replace(b"Subject: X", b"Subject: " + encoded))
    assert (entry.outcome, entry.kind) == ("confirm", "completion")
