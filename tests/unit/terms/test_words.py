"""The word lists of the mail reader: no row says what another row of its list says already."""

import re
from importlib.resources import files

import pytest

from worker.terms.words import WordListError, alternation, whole, words


def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in files("worker.terms").iterdir():
        name, dot, ending = path.name.rpartition(".")
        if not dot or ending != "toml":
            continue
        try:
            table = words(name)
        except WordListError:
            continue  # dated rules and phrases of letters, which are no lists
        found |= {f"{name}.{key}": rows for key, rows in table.items()}
    return found


@pytest.mark.parametrize(("name", "rows"), _lists().items())
def test_no_row_repeats_another(name: str, rows: tuple[str, ...]) -> None:
    assert len(set(rows)) == len(rows), name
    for row in rows:
        parts = row.replace("*", "x").split()
        wider = [
            other
            for other in rows
            if other != row
            and len(other.split()) == len(parts)
            and all(re.fullmatch(alternation([one]), part) for one, part in zip(other.split(), parts, strict=True))
        ]
        assert not wider, f"{name}: {row} is said by {wider}"


def test_a_star_stands_for_any_ending_and_a_space_for_any_white_space() -> None:
    assert re.fullmatch(alternation(["pakiet* godzin"]), "pakietem \n godzin")
    assert not re.fullmatch(alternation(["pakiet godzin"]), "pakietu godzin")


def test_phrases_of_several_lists_stand_as_whole_words() -> None:
    places = re.compile(whole("quotes", "above", "line"))
    found = [match[0] for match in places.finditer("ponad linia, nadal linijka, liniami")]
    assert found == ["ponad", "linia", "linijka", "liniami"]
