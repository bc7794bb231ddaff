"""Letters compared whole: every header line and every sentence of the text.

The golden files change only on purpose: ``PYTHONPATH=. python -m tests.unit.mail.letters.regenerate`` and a
look at the difference.
"""

import email
import html
import re
from email.message import Message
from pathlib import Path

import pytest

from tests.unit.mail.letters.all_cases import CASES, golden

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", CASES)
def test_the_letter_is_the_golden_one(name: str) -> None:
    assert golden(CASES[name]()) == (HERE / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_case() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_the_html_says_what_the_text_says(name: str) -> None:
    letter = CASES[name]()
    shown = _flat(html.unescape(re.sub(r"<style.*?</style>|<!--.*?-->|<[^>]+>", " ", letter.html, flags=re.DOTALL)))
    for line in letter.text.split("\n-- \n")[0].splitlines():
        for sentence in _sentences(line):
            assert sentence in shown


@pytest.mark.parametrize("name", CASES)
def test_both_bodies_in_the_bytes_are_the_ones_of_the_letter(name: str) -> None:
    letter = CASES[name]()
    leaves = [part for part in email.message_from_bytes(letter.raw).walk() if not part.is_multipart()]
    assert _decoded(leaves[0]) == letter.text
    assert _decoded(leaves[1]) == letter.html


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_fetched_and_nothing_runs(name: str) -> None:
    letter = CASES[name]()
    assert not re.search(r"<(img|link|script|iframe|object|form|base)\b|url\(|@import|\bon\w+=", letter.html)
    assert all(re.match("https?://|mailto:", href) for href in re.findall(r'href="([^"]*)"', letter.html))


@pytest.mark.parametrize("name", CASES)
def test_the_same_facts_give_the_same_bytes(name: str) -> None:
    assert CASES[name]() == CASES[name]()


def _sentences(line: str) -> list[str]:
    """What must stand in the HTML too: headings are capitals in the text, a row's label has a cell of its own."""
    if line.isupper() or line.startswith(("- - -", "  https://")):
        return []  # a link's address stands behind its words in the HTML
    line = line.removesuffix(" Jeśli tak, wystarczy wpisać ten numer niżej.")  # a link in the HTML
    row = re.match(r"(?:  |✓ )([^:]+): (.*)", line)
    if row:
        return [_flat(row[2])]
    return [
        _flat(sentence)
        for sentence in re.split(r"(?<=[.?!]) +(?=[A-ZŻŚ])| – | \((?:pkt|points?)\b", line.lstrip("✓✗ "))
    ]


def _flat(text: str) -> str:
    return re.sub(r"[\s\xa0]+", " ", text.replace("\u2011", "-")).replace(" ,", ",").strip().lower()


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n", "\n")
