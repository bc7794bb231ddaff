"""Machines in other words than ours and people who write the same words: from the bytes to the verdict."""

import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.unit.mail.test_people_beside_machines import ANNA, HEARD, SILENT, judged, raw
from worker.domain.verdict import Confirm, Ignore, Quarantine, Reject
from worker.mail.mime import read_message

TABLE = tomllib.loads(Path(__file__).with_name("foreign-machines.toml").read_text("utf-8"))
NEWS = "Redakcja <news@gazeta.example>"


@pytest.mark.parametrize(("subject", "text", "answers"), TABLE["people"])
def test_people_who_write_the_words_of_foreign_machines_are_heard(subject: str, text: str, answers: bool) -> None:
    assert isinstance(judged(raw(subject, text, answers=answers), answers=answers), HEARD)


@pytest.mark.parametrize(("subject", "text", "answers", "kind"), TABLE["machines"])
def test_foreign_machines_are_not_answered(subject: str, text: str, answers: bool, kind: str) -> None:
    verdict = judged(raw(subject, text, answers=answers), answers=answers)
    assert isinstance(verdict, SILENT)
    assert verdict.kind.value == kind


LAST_WORD = "Tonery 20% taniej, tylko dziś.\n\nUnsubscribe\n"


def test_a_bare_last_word_counts_beside_a_header_of_bulk_mail() -> None:
    """RFC 2369, 2076: a whole report may carry such a header, a newsletter that ends so is none."""
    whole = "Od rana Subiekt pokazuje błąd 123 przy zapisie.\nKASA-2, użytkownik Anna Rudnik, tel. 501 222 333.\n"
    offers = {"List-Unsubscribe": "<https://crm.example/u/1>"}
    for headers in (offers, {"Precedence": "bulk"}):
        assert isinstance(judged(raw("Subiekt", whole, headers=headers)), Reject)
        assert isinstance(judged(raw("Subiekt", f"{whole}\nUnsubscribe\n", headers=headers)), Ignore)
    assert isinstance(judged(raw("Tonery", LAST_WORD)), Reject)


@pytest.mark.parametrize(
    ("link", "verdict"),
    [
        ('<a href="https://tonery.example/u/1">Unsubscribe</a>', Quarantine),
        ('<p><a href="https://tonery.example/u/1"><span>Wypisz się</span></a></p>', Quarantine),
        ('<a href="mailto:leave@tonery.example">Rezygnuję z newslettera</a>', Quarantine),
        ("<p>Unsubscribe</p>", Reject),
        ("<p>Rezygnuję</p>", Reject),
        ('<p>Rezygnuję</p><p><a href="https://rudnik.example">Rudnik</a></p>', Reject),
    ],
)
def test_a_bare_last_word_counts_as_a_link(link: str, verdict: type) -> None:
    mail = EmailMessage()
    for name, value in (("From", ANNA), ("To", "pomoc@3rp.com.pl"), ("Subject", "Tonery")):
        mail[name] = value
    mail.set_content(f"<html><body><p>Tonery 20% taniej.</p>{link}</body></html>", subtype="html")
    assert isinstance(judged(mail.as_bytes()), verdict)


@pytest.mark.parametrize(
    ("subject", "text", "answers", "verdict"),
    [
        ("Meet the new family", "From one solid piece of aluminum comes a lighter one.", False, Quarantine),
        ("Nowości tygodnia", "Trzy premiery i jeden konkurs.", False, Quarantine),
        ("Logowanie", "Od rana nie możemy się zalogować do serwera.", False, Reject),
        ("Drukarka w redakcji", "Drukarka w redakcji nie drukuje.", False, Reject),
        ("[5259912077] Nowości", "Trzy premiery.", False, Confirm | Reject),
        ("Re: [#26-00123-7] Drukarka", "Trzy premiery.", True, HEARD),
    ],
)
def test_news_wait_for_a_manager_and_an_editor_with_a_matter_is_heard(
    subject: str, text: str, answers: bool, verdict: type
) -> None:
    mail = raw(subject, text, sender=NEWS, answers=answers)
    assert isinstance(judged(mail, answers=answers), verdict)


@pytest.mark.parametrize("header", ["Auto-Reply: yes", "X-Failed-Recipients: unknown"])
def test_every_header_of_automatic_answers_counts_whatever_else_is_said(header: str) -> None:
    name, _, value = header.partition(": ")
    assert isinstance(judged(raw("Re: hi", "x", headers={name: value})), Ignore)


def test_the_recipients_that_exim_names_in_the_header_came_back() -> None:
    headers = {"X-Failed-Recipients": "jan@klient.example, ewa@klient.example"}
    bounce = read_message(raw("hi", "x", headers=headers)).bounce
    assert bounce is not None
    assert bounce.recipients == ("jan@klient.example", "ewa@klient.example")
    assert bounce.permanent
