"""The house rule about words sees lists in expressions and collections, and leaves shapes alone."""

import pytest

from tests.word_lists import lists_in

SIX = "kasa|sklep|biuro|hala|magazyn|recepcja"


@pytest.mark.parametrize(
    "source",
    [
        f'PLACES = re.compile(r"(?<!\\w)(?:{SIX})(?!\\w)")',
        f'PLACES = re.compile(rf"(?:{{NUMBER}}|(?:na|w)\\s(?P<place>{SIX}))")',
        'PLACES = re.compile(r"kas[ay]|sklep\\w*|biur(?:o|ze)|hala|magazyn|"\n    r"recepcj[ia]")',
        'PLACES = ("kasa", "sklep", "biuro", "hala", "magazyn", "przy recepcji")',
        'PLACES = frozenset({"kasa", "sklep", "biuro", "hala", "magazyn", "recepcja"})',
    ],
)
def test_six_words_are_a_list(source: str) -> None:
    assert [line for line, _ in lists_in(source)] == [1]


@pytest.mark.parametrize(
    "source",
    [
        'PLACE = re.compile(r"(?<!\\w)(?:na|w|we|przy|od|do|za|pod)\\s(?:kasie|hali|sklepie|biurze|recepcji)")',
        f'"""One of {SIX}."""',
        'ROWS = ("Kasa 1", "A", "B", "C", "D", "E", "F")',
        'WIDTH = re.compile(r"\\d{3}|\\w{4}|[a-z]{3}|[A-Z]{3}|\\s+|[abc]+|[def]+")',
    ],
)
def test_a_shape_is_none(source: str) -> None:
    assert list(lists_in(source)) == []
