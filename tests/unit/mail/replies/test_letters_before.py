"""The letters before, below a ruled line of a notification, are a quote; what somebody draws himself is none."""

import pytest

from worker.mail.replies import take_apart


@pytest.mark.parametrize("heading", ["*Previous Replies*", "Previous replies:", "**Poprzednie wiadomości**"])
@pytest.mark.parametrize("rule", ["---", "___", "----------"])
def test_the_letters_before_below_a_ruled_line_are_a_quote(rule: str, heading: str) -> None:
    parts = take_apart(f"Dalej nie skanuje.\n\n{rule}\n{heading}\n\nJan: proszę o restart.\n")
    assert parts.new_text == "Dalej nie skanuje."
    assert "restart" in parts.quote


@pytest.mark.parametrize(
    "text",
    [
        "Dalej nie skanuje.\n---\nPoprzednie odpowiedzi nic nie dały, skaner miga.\n",
        "Dalej nie skanuje.\nPoprzednie wiadomości\nzniknęły, a skaner miga.\n",
        "---\nPoprzednie wiadomości\nzniknęły, a skaner miga.\n",
    ],
)
def test_a_line_that_somebody_draws_himself_is_none(text: str) -> None:
    assert "skaner miga" in take_apart(text).new_text
