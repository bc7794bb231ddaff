"""The English bill says that complaints are answered within 30 days [12.8]: an English answer to it can be one."""

import pytest

from tests.unit.domain.cases import NIP, case, mail
from worker.domain.triage import decide
from worker.domain.verdict import Confirm, Kind

SUBJECT = f"Re: [{NIP}] Statement for March 2026: PLN 221.40 by 7 April 2026"
COMPLAINT = "Hello,\n\nwe dispute the two hours of 12 March: nobody worked here that day.\n\nAnna Rudnik"


def kind_of(text: str, answers: str, subject: str = SUBJECT) -> Kind | None:
    verdict = decide(case(mail(subject=subject, text=text), answers=answers))
    return verdict.kind if isinstance(verdict, Confirm) else None


@pytest.mark.parametrize("text", [COMPLAINT, "I would like to make a complaint about the travel cost.\n\nAnna Rudnik"])
def test_an_english_answer_to_the_bill_can_be_a_complaint(text: str) -> None:
    assert kind_of(text, "customer-billing") is Kind.COMPLAINT


def test_a_question_about_the_bill_is_none() -> None:
    text = "Thank you, we have no complaints. What was done on 12 March?\n\nAnna Rudnik"
    assert kind_of(text, "customer-billing") is Kind.REPORT


def test_the_same_words_in_another_mail_prove_nothing() -> None:
    assert kind_of(COMPLAINT, "", f"[{NIP}] Our complaint form does not print") is not Kind.COMPLAINT
