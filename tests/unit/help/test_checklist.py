"""What a mail ticks on the list of the recovery of a Konto InsERT."""

import pytest

from worker.application.shelf import shipped_shelf
from worker.domain.help.checklist import Doubt, Said, read_mail
from worker.domain.message import Attachment

CASE = shipped_shelf().case("konto-insert-odzyskanie")
PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def ticked(text: str, *files: Attachment, nip: str = "") -> dict[str, str]:
    assert CASE is not None
    return {tick.step: tick.value for tick in read_mail(CASE, Said(text=text, files=files, nip=nip)).ticks}


def doubts(text: str, *files: Attachment) -> list[Doubt]:
    assert CASE is not None
    return [one.why for one in read_mail(CASE, Said(text=text, files=files)).doubts]


def exceptions(text: str) -> tuple[str, ...]:
    assert CASE is not None
    return read_mail(CASE, Said(text=text)).exceptions


def file(name: str, content_type: str = PDF, *, inline: bool = False) -> Attachment:
    return Attachment(part=2, name=name, content_type=content_type, size=90_000, sha256="0" * 64, inline=inline)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Założyłam nowe konto i podłączyłam firmę.", {"konto", "firma"}),
        ("zalozylem juz nowe konto insert", {"konto"}),
        ("Konto jest aktywne, firma podłączona.", {"konto", "firma"}),
        ("Nr licencji: NX-4471-2290-11", {"licencja"}),
        ("Login: anna@firma.example", {"login"}),
        ("Uprawnienia ma dostać pani Anna, anna@firma.example", {"login"}),
        ("Firma: Delikatesy Rudnik s.c., ul. Leśna 4, 05-200 Wołomin", {"dane"}),
        ("Jesteśmy Hurtownia Kos sp. z o.o., ul. Polna 12, Ząbki", {"dane"}),
        ("Nasz NIP to 525-991-20-77", {"nip"}),
    ],
)
def test_what_is_said_is_ticked(text: str, steps: set[str]) -> None:
    assert set(ticked(text)) == steps


@pytest.mark.parametrize(
    "text",
    [
        "Czy konto założyć na mój adres?",
        "Nie założyłem jeszcze konta.",
        "Jak mam podłączyć firmę do konta?",
        "Nie wiem, czy firma jest podłączona.",
        "Chcemy, żeby konto było aktywne jak najszybciej.",
        "Numeru licencji szukamy, doślemy jutro.",
        "Proszę o telefon 601 000 214",
        "Z poważaniem\nJan Nowak, jan@firma.example",
    ],
)
def test_questions_denials_and_plans_tick_nothing(text: str) -> None:
    assert ticked(text) == {}


def test_a_file_named_like_the_statement_ticks_it() -> None:
    assert ticked("Przesyłam.", file("Oświadczenie_Rudnik.pdf"))["oswiadczenie"] == "Oświadczenie_Rudnik.pdf"
    assert "oswiadczenie" in ticked("", file("podpisane oswiadczenie.jpg", "image/jpeg"))


def test_a_file_whose_name_says_nothing_counts_where_the_mail_says_what_it_is() -> None:
    assert "oswiadczenie" in ticked("W załączeniu podpisane oświadczenie.", file("scan0001.pdf"))
    assert "oswiadczenie" in ticked("Podpisane oświadczenie w załączniku", file("20261121_101500.jpg", "image/jpeg"))
    assert doubts("Przesyłam skan.", file("scan0001.pdf")) == [Doubt.UNCLEAR]
    assert doubts("Oświadczenie doślę później, na razie zrzut.", file("IMG_2034.jpg", "image/jpeg")) == [Doubt.UNCLEAR]


@pytest.mark.parametrize(
    ("name", "content_type", "why"),
    [
        ("faktura 112.pdf", PDF, Doubt.OTHER),
        ("zrzut ekranu oświadczenie.png", "image/png", Doubt.OTHER),
        ("Oświadczenie.docx", DOCX, Doubt.UNSIGNED),
        ("oswiadczenie wzor.pdf", PDF, Doubt.OTHER),
        ("baza.zip", "application/zip", Doubt.OTHER),
        ("regulamin.pdf", PDF, Doubt.OTHER),
    ],
)
def test_an_attachment_that_is_not_the_statement_is_doubted(name: str, content_type: str, why: Doubt) -> None:
    text = "W załączeniu podpisane oświadczenie."
    assert "oswiadczenie" not in ticked(text, file(name, content_type))
    assert doubts(text, file(name, content_type)) == [why]


def test_a_logo_in_the_text_is_no_attachment_to_talk_about() -> None:
    assert doubts("Przesyłam.", file("image001.png", "image/png", inline=True)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Subiekta 123 udostępniło nam biuro rachunkowe.", ("biuro",)),
        ("Biuro rachunkowe udostępniło nam Subiekta 123, logujemy się NIP-em.", ("biuro",)),
        ("Mamy innego administratora globalnego, to pan Adam.", ("administrator",)),
        ("W firmie jest drugi administrator.", ("administrator",)),
        ("Nie mamy innego administratora globalnego.", ()),
        ("Czy jest u nas inny administrator globalny?", ()),
        ("Login ma dostać uprawnienia administratora globalnego.", ()),
        ("Biuro rachunkowe prowadzi nam księgi w Rewizorze.", ()),
    ],
)
def test_the_two_exceptions(text: str, found: tuple[str, ...]) -> None:
    assert exceptions(text) == found
