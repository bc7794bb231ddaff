"""Names in the nominative: one answer of the dictionary, or the words of the mail."""

import pytest

from worker.domain.polish.names import nominative


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Annie Nowak", "Anna Nowak"),
        ("Bożenie Kieszkowskiej", "Bożena Kieszkowska"),
        ("Jadwigi Wilk", "Jadwiga Wilk"),
        ("Jana Kowalskiego", "Jan Kowalski"),
        ("Oliwii Krawczyńskiej", "Oliwia Krawczyńska"),
        ("Jakuba Wójcika", "Jakub Wójcik"),
        ("Adamowi Lisowi", "Adam Lis"),
        ("Annie Schmidt", "Anna Schmidt"),
        ("Zosi", "Zosia"),
        ("Jacka Pyzy", "Jacek Pyza"),
        ("Frankowi Kozie", "Franek Koza"),
        ("Maćkiem Lisem", "Maciek Lis"),
        ("Zbyszka", "Zbyszek"),
        ("JANA KOWALSKIEGO", "JAN KOWALSKI"),
    ],
)
def test_an_inflected_name_is_put_into_the_nominative(written: str, shown: str) -> None:
    assert nominative(written) == shown


@pytest.mark.parametrize(
    "name",
    [
        "Anna Nowak", "Adriana Lis", "Adrian Lew", "Maria Wójcik", "Barbara Zych", "Jan Kowalski", "Ewa", "Kuba",
        "Seweryn Łopuch", "Anna Maria Nowak", "j.kowalski", "Zosia Zych-Wilk", "Wiesława", "", "A. Nowak",
        "Marek Wilk", "Julia Sikora", "Oleksandr Koval", "Natalia Cieśla",
    ],
)  # fmt: skip
def test_what_may_be_a_nominative_stays(name: str) -> None:
    assert nominative(name) == name
