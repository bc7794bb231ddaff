"""Own words that look like an attribution, a separator, a header block, a signature or a clause: none may be lost."""

import tomllib
from pathlib import Path

import pytest

from worker.mail.replies import take_apart

TABLE = tomllib.loads(Path(__file__).with_name("own-words.toml").read_text("utf-8"))


@pytest.mark.parametrize("quote", TABLE["quotes"].values(), ids=TABLE["quotes"].keys())
@pytest.mark.parametrize("greeting", ["", "Dzień dobry,\n\n"], ids=["at once", "greeted"])
@pytest.mark.parametrize(("body", "kept"), TABLE["bodies"])
def test_no_word_of_the_writer_is_lost(body: str, kept: list[str], greeting: str, quote: str) -> None:
    parts = take_apart(greeting + body + quote, author="Anna Rudnik", subject="Re: [#26-00123-7] Drukarka")
    said = " ".join(parts.new_text.split())
    assert [words for words in kept if words not in said] == []
    assert "Prosimy podać stanowisko" not in said


@pytest.mark.parametrize("quote", TABLE["quotes"].values(), ids=TABLE["quotes"].keys())
@pytest.mark.parametrize("closing", TABLE["closings"])
def test_what_closes_a_mail_is_cut_though_it_speaks_of_computers(closing: str, quote: str) -> None:
    text = f"Dalej nie drukuje.\n\n{closing}{quote}"
    assert take_apart(text, author="Anna Rudnik", subject="Re: Drukarka").new_text == "Dalej nie drukuje."
