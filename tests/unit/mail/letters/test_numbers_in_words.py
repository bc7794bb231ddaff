"""Sentences of letters say numbers of the regulamin; a later price list with other numbers must change them, too."""

import re
from importlib.resources import files

import pytest

from worker.mail.letters import templates_folder
from worker.terms import price_lists

NEWEST = price_lists()[-1]
SAID = [
    (r"\b(?!100%)(\d+)%", NEWEST.packages.limit_percent),  # 13.6, 13.8; a table is 100% wide
    (r"(?:okres|okresie|na|każde|per) (\d+) (?:dni|days)", NEWEST.packages.window_days),  # 13.6
    (r"(\d+)-day period", NEWEST.packages.window_days),
    (r"(?:prawo do|prawa do|terminu) (\d+) dni", NEWEST.packages.order_days),  # 13.8
    (r"(\d+)-day term", NEWEST.packages.order_days),
    (r"dłuższa o (\d+) dni", NEWEST.packages.extension_days),  # 13.10
    (r"reklamację rozpatrujemy w (\d+) dni", NEWEST.billing.complaint_days),  # 12.8
    (r"complaints within (\d+) days", NEWEST.billing.complaint_days),
    (r"więcej niż (\d+) dni: „przedłuż", NEWEST.billing.complaint_days),
    (r"mamy do (\d+) dni od potwierdzenia", NEWEST.billing.complaint_days_extended),
    (r"reklamacja dostaje (\d+) dni", NEWEST.billing.complaint_days_extended),
]


@pytest.fixture(scope="module")
def sentences() -> str:
    """All that letters and documents say in words of their own."""
    phrases = [one for one in files("worker.terms").iterdir() if one.name.startswith("phrases") and ".toml" in one.name]
    return "\n".join(one.read_text("utf-8") for one in (*templates_folder().rglob("*.j2"), *phrases))


@pytest.mark.parametrize(("sentence", "number"), SAID)
def test_a_number_in_a_sentence_is_that_of_the_newest_price_list(sentences: str, sentence: str, number: int) -> None:
    assert set(re.findall(sentence, sentences)) == {str(number)}
