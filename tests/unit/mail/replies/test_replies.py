"""Replies of many programs and people: one TOML file a case, input and what must come out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from worker.mail.mime import html
from worker.mail.replies import Parts, take_apart

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def parts_of(case: dict[str, Any]) -> Parts:
    text = case["text"] if "text" in case else html.to_text(case["html"])[0]
    return take_apart(
        text, author=case["author"], subject=case["subject"], own_addresses=frozenset({"pomoc@3rp.com.pl"})
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_new_text_is_what_was_written_now(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = parts_of(case)
    assert parts.new_text == case["new_text"]
    assert parts.signature == case.get("signature", parts.signature)
    assert parts.forwarded is case.get("forwarded", False)
    assert case.get("in_quote", "") in parts.quote
    for gone in case.get("gone", []):
        assert gone not in parts.new_text


def test_the_corpus_is_as_wide_as_promised() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    """Every word of the text stands in the new text, the signature or the quote."""
    parts = parts_of(tomllib.loads(path.read_text(encoding="utf-8")))
    everywhere = f"{parts.new_text}\n{parts.signature}\n{parts.quote}"
    assert _words(parts.text) <= _words(everywhere)


def _words(text: str) -> set[str]:
    return {bare for word in text.split() if (bare := word.lstrip(">"))}
