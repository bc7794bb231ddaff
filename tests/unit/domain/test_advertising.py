"""Spam that no filter marked waits for a manager; whoever asks us something gets the checklist."""

from dataclasses import replace

import pytest

from tests.unit.domain.cases import case, mail
from worker.domain.advertising import advertises
from worker.domain.classify import doubt
from worker.domain.message import Address, InboundMessage, Markers
from worker.domain.triage import decide
from worker.domain.verdict import Kind, Quarantine, Reason, Reject
from worker.terms.lures import lures


def says(text: str, subject: str = "Hello") -> InboundMessage:
    return mail(subject=subject, text=text)


LOAN = says("We offer loans to everybody. Write to us.", "Money")
SPAM = {
    "two purposes": says("Dear beneficiary, the sum of 12 million dollars is waiting for you."),
    "to be clicked, for nothing": says("The new catalogue, free shipping! Click here to see it."),
    "a password": says("Your password will expire today. Click the link to keep your mailbox."),
    "what nobody asked for": says("We get you on the first page of Google at the lowest prices."),
    "one purpose, to nobody": replace(LOAN, to=()),
    "one purpose, to a crowd": replace(LOAN, to=tuple(Address(address=f"a{n}@b.example") for n in range(11))),
    "one purpose, answers to free mail": replace(LOAN, reply_to=(Address(address="loans88@gmail.com"),)),
    "under the name of any mail program": replace(
        says("Rolex at the lowest prices"), markers=Markers(mailer="Microsoft Outlook Express 6.00")
    ),
}


@pytest.mark.parametrize("message", SPAM.values(), ids=SPAM.keys())
def test_two_independent_signs_are_spam_that_a_manager_looks_at(message: InboundMessage) -> None:
    verdict = decide(case(message))
    assert isinstance(verdict, Quarantine)
    assert (verdict.kind, verdict.reasons) == (Kind.SPAM, (Reason.SOUNDS_LIKE_SPAM,))


PEOPLE = {
    "one sign": LOAN,
    "no sign of wording": replace(says("See the attachment."), to=()),
    "a question in English": says("Hello, the printer in room 5 prints blank pages. Could you help?"),
    "a discount in a shop": says("Good morning, free shipping is not counted in the basket. What should we set?"),
    "a question about phishing": says(
        "A mail says: dear customer, verify your account, click here. Is it safe to open?"
    ),
    "files held to ransom": says("Our files are encrypted. They want 2 million USD, we should click the link. Help!"),
    "somebody locked out": says("My mailbox says: your password will expire, click here. What now?"),
    "a Polish mail": says("Dzień dobry, „click here” i „free trial” w Subiekcie nie działa."),
    "Polish without its letters": says("Witam, prosze o pomoc: click here, free trial, nie dziala."),
    "an answer": mail(subject="Re: x", text="Click here, free trial", in_reply_to=("our@id",)),
    "a quoted mail": mail(subject="Look", text="Click here, free trial", quote="> …"),
}


@pytest.mark.parametrize("message", PEOPLE.values(), ids=PEOPLE.keys())
def test_a_person_is_none(message: InboundMessage) -> None:
    assert not advertises(message)
    assert doubt(message) is None


def test_a_stranger_who_asks_in_english_gets_the_checklist() -> None:
    assert isinstance(decide(case(PEOPLE["a question in English"])), Reject)


def test_a_nip_at_its_place_speaks_for_a_customer() -> None:
    message = says("Free trial of the shop: click here does nothing.", "[5259912077] Sklep")
    assert advertises(message)
    assert not isinstance(decide(case(message)), Quarantine)


def test_the_words_are_lower_case_and_stand_in_one_group() -> None:
    words = [word for group in (*lures().groups, lures().asks_about_it) for word in group]
    assert all(word == word.casefold().strip() and word for word in words)
    assert len(set(words)) == len(words)
