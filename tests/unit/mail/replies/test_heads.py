"""Heads of quotes: above one the writer's words stand alone, whichever program or helpdesk wrote it."""

import tomllib
from pathlib import Path

import pytest

from worker.mail.replies import take_apart

HEADS = tomllib.loads(Path(__file__).with_name("heads.toml").read_text("utf-8"))
SAID = "Chodzi o komputer KASA 1, przy oknie."
LETTER = "Dzień dobry,\nprosimy podać numer NIP płatnika oraz stanowisko.\nUżytkownik:\nPomoc 3RP"
QUOTED = "\n".join(f"> {line}" for line in LETTER.split("\n"))
BLOCK = f"Od: Pomoc <pomoc@3rp.com.pl>\nData: 12.03.2026 10:00\nDo: jan@x.example\nTemat: Druk\n\n{LETTER}"


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["at once", "gap"])
@pytest.mark.parametrize(
    ("head", "below"),
    [
        *((head, LETTER) for head in HEADS["certain"]),
        *((head, QUOTED) for head in (*HEADS["certain"], *HEADS["above_a_quote"])),
        *((head, BLOCK) for head in HEADS["above_a_block"]),
    ],
)
def test_only_what_stands_above_the_head_is_new(head: str, below: str, gap: str) -> None:
    parts = take_apart(f"{SAID}\n\n{head}{gap}{below}", author="Jan Lis", subject="Re: Druk")
    assert parts.new_text == SAID
    assert "NIP płatnika" in parts.quote


@pytest.mark.parametrize("head", HEADS["above_a_quote"])
def test_a_line_that_people_write_too_is_none_above_their_own_words(head: str) -> None:
    parts = take_apart(f"{SAID}\n\n{head}\nDrukarka nie drukuje od rana.", author="Jan Lis", subject="Re: Druk")
    assert "Drukarka nie drukuje od rana." in parts.new_text


@pytest.mark.parametrize("order", ["Reply above this line.", "## Wpisz swoją odpowiedź powyżej ##"])
def test_a_ruled_line_above_the_order_goes_with_it(order: str) -> None:
    """Of Jira, and of helpdesks that put marks on both sides."""
    text = f"{SAID}\n\n—-—-—-—\n{order}\n\n{LETTER}"
    assert take_apart(text, author="Jan Lis", subject="Re: Druk").new_text == SAID


def test_a_helpdesks_own_letter_begins_with_its_line_and_is_kept() -> None:
    text = "##- Prosimy o wpisanie odpowiedzi powyżej tej linii -##\n\nZgłoszenie przyjęte, czekamy na sterownik."
    assert "czekamy na sterownik" in take_apart(text, author="Helpdesk", subject="Zgłoszenie").new_text
