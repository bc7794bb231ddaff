"""Reading never raises, and its cost does not run away with hostile text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.domain.details import (
    Source,
    is_complaint,
    is_package_order,
    is_phone_confirmation,
    merge,
    read_details,
)

_WORST = {
    "spaces": " ",
    "newlines": "\n",
    "digits": "1",
    "numbers": "601 000 ",
    "words": "drukarka ",
    "names": "Jan Kowalski ",
    "unknown words": "zzacelnos Zzacelnosz ",
    "capitals": "KASA-",
    "labels": "Stanowisko: ",
    "quotes": "„",
    "marks": "> ",
    "dots": ". A",
    "parentheses": "(",
    "attributions": "Od: a\nDo: ",
    "addresses": "a@b.",
    "at signs": "a@",
    "packages": "pakiet ",
    "dates": "1.1 ",
    "roles": "kasjerka nie ",
    "indefinite": "jeden z ",
    "prepositions": "w na przy ",
    "glued": "pakiet",
    "one letter": "a",
    "spelled digits": "zero ",
    "single digits": "1 2 ",
    "spelled addresses": "a kropka b małpa c kropka ",
    "deeds": "nie może ",
    "deeds of jobs": "introligator nie może ",
    "places before computers": "w zakrystii komputer ",
    "asides": "(tel. 601 000 214, ",
    "days taken back": "w środę nie możemy ",
    "only computers": "w biurze tylko jeden ",
    "compared": "na KASA-1 ten sam plik otwiera się normalnie, ",
    "same things": "ten sam ta sama te same ",
    "goes well then wrong": "na KASA-1 działa dobrze i gaśnie, ",
    "servers": "serwer serwer zrestartował ",
    "thanks": "dziękuję za komputer ",
    "deeds of the named": "Jan Kowalski czeka i ",
    "deeds before the named": "czeka nam Jan Kowalski ",
    "who comes from": "Jan Kowalski z hurtowni ",
    "alone": "pakuję tu sama ",
    "when I": "jak wpiszę ",
    "named at work": "Jan Kowalski waży tam, on ",
    "whose laptop": "laptop geodety ",
    "who reports": "pracownik przyszedł do mnie, ",
    "at hers": "u Ireny kasa gaśnie, ",
    "relative clauses": "praktykant, który od marca pracuje ",
    "endless relative clause": "praktykant, który ",
    "taken out": "z puli wziąć dwie i pół ",
    "at devices": "przy wadze z nami stoi ",
    "at devices, named": "z kolektorem chodzi Jan Kowalski ",
    "failures of people": "nikt nie może wysłać i ",
}


_LONG_WORDS = [
    "komputer ",
    "KOMPUTER: ",
    "sprzęt: ",
    "pakiet ",
    "tel. ",
    "użytkownik: ",
    "kasjerka ",
    "u ",
    "„",
    "konto ",
    "wyskakuje komunikat",
]


def _source(text: str) -> Source:
    return Source(topic=text[:200], new_text=text, signature=text, quote=text, text=text, forwarded=True)


@given(st.text(max_size=400), st.text(max_size=200), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str, other: str, forwarded: bool) -> None:
    source = Source(topic=other, new_text=text, signature=other, quote=text, text=text, forwarded=forwarded)
    details = read_details(source)
    merge(details, details)
    is_complaint(source), is_package_order(source), is_phone_confirmation(source)


@given(
    st.lists(
        st.sampled_from(
            [
                "Stanowisko:",
                "KASA 1",
                "Jan",
                "Nowak",
                "tel.",
                "601 000 214",
                "nie",
                "działa",
                "pakiet",
                "2 h",
                "\n",
                "„",
                "”",
                "(",
                ")",
                "|",
                "\t",
                ">",
                "Od:",
                "pani",
                "na",
                "komputerze",
                "jutro",
                "12.03",
                "@",
                "a@b.pl",
                "\x00",
                "İ",
                "\ud83d",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_shuffle_of_familiar_pieces_is_read(pieces: list[str]) -> None:
    read_details(_source(" ".join(pieces)))


@pytest.mark.parametrize("piece", _WORST.values(), ids=_WORST.keys())
def test_a_megabyte_of_the_worst_text_is_bounded(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    started = time.process_time()
    read_details(_source(text))
    assert time.process_time() - started < 2.5


@pytest.mark.parametrize("piece", _WORST.values(), ids=_WORST.keys())
def test_the_cost_grows_with_the_length_and_no_faster(piece: str) -> None:
    read_details(_source(piece * 10))

    def cost(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        runs = []
        for extra in range(3):  # texts differ, so that no cache answers
            started = time.process_time()
            read_details(_source(text + "x" * extra))
            runs.append(time.process_time() - started)
        return min(runs)

    short, long = cost(2_000), cost(8_000)
    assert long < 10 * short + 0.01  # four times the text; quadratic would be sixteen times


@pytest.mark.parametrize("filler", ["a", "A", "1", " ", "a-", "ą"])
@pytest.mark.parametrize("head", _LONG_WORDS)
def test_one_endless_word_after_a_familiar_one(head: str, filler: str) -> None:
    started = time.process_time()
    read_details(_source(head + (filler * 20_000)[:20_000]))
    assert time.process_time() - started < 1.5
