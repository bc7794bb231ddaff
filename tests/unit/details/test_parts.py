"""The parts of the reading, each by itself: passages, labels, sentences, people, signatures, phrases, evidence."""

from dataclasses import replace

import pytest

from worker.domain.details import RequestKind, Source, is_complaint, is_package_order, is_phone_confirmation, merge
from worker.domain.details.computer.devices import device_phrases
from worker.domain.details.computer.singling import NAME, NUMBER, PLACE
from worker.domain.details.people.named import full_name, people
from worker.domain.details.people.signer import closing_name, signer
from worker.domain.details.problem.complement import has_complement
from worker.domain.details.problem.evidence import Evidence, weigh
from worker.domain.details.problem.symptoms import symptoms
from worker.domain.details.programs.naming import odd_program, told_program
from worker.domain.details.programs.software import read_os, read_service, read_software
from worker.domain.details.programs.version import untold
from worker.domain.details.reading import missing_details, read_details
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage, passages
from worker.domain.found import Detail, Place, Service


def body(text: str) -> Passage:
    return Passage(text, Place.BODY)


def whole(text: str) -> Sentence:
    return Sentence(body(text), 0, len(text))


def read(text: str, topic: str = "") -> Source:
    return Source(new_text=text, text=text, topic=topic)


# --- source ---


def test_a_value_keeps_where_it_was_found() -> None:
    text = "Komputer:  KASA 1, dziękuję"
    found = Passage(text, Place.BODY, 100).found(9, 18, "label")
    assert (found.value, found.start, found.end) == ("KASA 1", 111, 117)
    assert found.place is Place.BODY


def test_our_own_letter_quoted_back_is_no_word_of_the_customer() -> None:
    quote = "Od: Pomoc <pomoc@3rp.com.pl>\nDo: Jan\nTemat: x\n\nCo się dzieje, kiedy i jaki komunikat?"
    source = Source(new_text="Nie działa.", quote=quote, own_addresses=frozenset({"pomoc@3rp.com.pl"}))
    assert passages(source).quotes == ()
    theirs = replace(source, quote=quote.replace("pomoc@3rp.com.pl", "kolega@firma.example"))
    assert [passage.place for passage in passages(theirs).quotes] == [Place.QUOTE]


def test_a_forward_has_no_head_of_a_quote_in_it_in_whatever_language() -> None:
    for head in (
        "Da: a@x.example\nA: b@x.example\n",
        "Le 12 mars 2026, Jean a @x.example wrote :\n",
        "Jana napsala:\n",
    ):
        source = Source(new_text="Proszę o pomoc.", quote=f"{head}\nEkran gaśnie.", forwarded=True)
        assert [passage.text.strip() for passage in passages(source).quotes] == ["Ekran gaśnie."]


def test_a_forward_is_read_as_the_writers_own_words_and_another_quote_is_not() -> None:
    source = Source(
        new_text="Proszę o pomoc.", quote="Od: a@x.example\nDo: b@x.example\n\nEkran gaśnie.", forwarded=True
    )
    assert len(passages(source).written) == 2
    assert len(passages(replace(source, forwarded=False)).written) == 1


# --- labels ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Stanowisko: KASA 1", [("workstation", "KASA 1")]),
        ("Stanowisko: KASA 1, tel.: 501 000 100", [("workstation", "KASA 1"), ("phone", "501 000 100")]),
        ("STANOWISKO | KASA 1", [("workstation", "KASA 1")]),
        ("Stanowisko\nKASA 1", [("workstation", "KASA 1")]),
        ("Stanowisko:\nUżytkownik: Jan Kot", [("user", "Jan Kot")]),
        ("Stanowisko: nie dotyczy", []),
        ("Zmieniłam stanowisko pracy w kadrach", []),
    ],
)
def test_labels_and_their_values(text: str, found: list[tuple[str, str]]) -> None:
    assert [(item.key, item.value) for item in labelled(body(text))] == found


# --- phrases ---


def test_sentences_stop_at_stops_and_not_at_abbreviations() -> None:
    text = "Od ok. 8 rano p. Ewa nie drukuje. Drugi komputer działa!\n- i jeszcze jedno"
    assert [one.text.strip() for one in sentences(body(text))] == [
        "Od ok. 8 rano p. Ewa nie drukuje.",
        "Drugi komputer działa!",
        "- i jeszcze jedno",
    ]


# --- people, signer ---


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("korzysta z niego pani Anna Nowak", ["Anna Nowak"]),
        ("u Jana Kowalskiego", ["Jana Kowalskiego"]),
        ("pan Wilk dzwonił", ["Wilk"]),
        ("drukarka na magazynie", []),
        ("Rewizor nexo", []),
    ],
)
def test_people_by_the_dictionary(text: str, names: list[str]) -> None:
    assert [text[person.start : person.end] for person in people(body(text))] == names


def test_the_display_name_gives_a_person_or_nothing() -> None:
    assert full_name("Anna Nowak (biuro)") == "Anna Nowak"
    assert full_name("Hurtownia Kwiatek") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nie drukuje.\nPozdrawiam\nJan Kot", "Jan Kot"),
        ("Nie drukuje.\nJan Kot, tel. 501 000 100", "Jan Kot"),
        ("Nie drukuje.\nKierownik zmiany Jan Kot", "Jan Kot"),
        ("Nie drukuje.\nStolarnia Jan Kot Sp. z o.o.", ""),
        ("Jan Kot mówi, że nie drukuje.", ""),
    ],
)
def test_who_signs(text: str, name: str) -> None:
    signed = signer((body(text),))
    assert (signed.found().value if signed else "") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("może być jutro po 13, Bogna Malik", "Bogna Malik"), ("proszę ustalić z kierownikiem, Janem Kotem", "")],
)
def test_the_last_words_may_be_a_name(text: str, name: str) -> None:
    found = closing_name(passages(read(text)))
    assert (found.value if found else "") == name


# --- devices ---


@pytest.mark.parametrize(
    ("text", "phrase", "worth"),
    [
        ("na komputerze KASA-2 nie", "komputerze KASA-2", NAME),
        ("służbowym laptopie KP-LAP-07.", "służbowym laptopie KP-LAP-07", NAME),
        ("stanowiska HAN-1, HAN-2 oraz HAN-3 stoją", "stanowiska HAN-1, HAN-2 oraz HAN-3", NAME),
        ("Stanowisko kadrowe, pok. 11.", "Stanowisko kadrowe, pok. 11", NUMBER),
        (
            "komputer znajduje się w gabinecie i oznaczony jest naklejką NOT-04. Pan",
            "komputer znajduje się w gabinecie i oznaczony jest naklejką NOT-04",
            NUMBER,
        ),
        ("komputer opisany etykietą K12 nie", "komputer opisany etykietą K12", NUMBER),
        ("komputer z naklejką 0117 nie", "komputer z naklejką 0117", NUMBER),
        ("komputer w gabinecie nr 2", "komputer w gabinecie nr 2", NUMBER),
        ("laptop przy oknie", "laptop przy oknie", PLACE),
    ],
)
def test_phrases_that_single_a_computer_out(text: str, phrase: str, worth: int) -> None:
    [found] = device_phrases(body(text))
    assert (text[found.start : found.end], found.worth, found.machine) == (phrase, worth, False)


@pytest.mark.parametrize(
    "text", ["na jednym z komputerów", "na innym komputerze", "komputer nie działa", "waga 12 340 kg"]
)
def test_phrases_that_single_nothing_out(text: str) -> None:
    assert list(device_phrases(body(text))) == []


def test_a_printer_is_a_machine_and_gives_way_to_the_computer() -> None:
    [printer] = device_phrases(body("drukarka w kadrach"))
    assert printer.machine
    found = read_details(read("Drukarka nr 2 przy wydruku z komputera MAG-1 drukuje puste strony.")).workstation
    assert found is not None and found.value == "komputera MAG-1"


# --- evidence, symptoms ---


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Nie działa drukarka.", Evidence()),
        ("Ekran gaśnie.", Evidence(symptom=True)),
        ("Ekran gaśnie od rana.", Evidence(symptom=True, moment=True)),
        ("Pojawia się „Błąd 12”.", Evidence(symptom=True, specific=True, message=True)),
        ("Proszę o telefon od rana.", Evidence()),
    ],
)
def test_what_one_sentence_says(text: str, evidence: Evidence) -> None:
    assert weigh(whole(text)) == evidence


def test_evidence_adds_up() -> None:
    assert not Evidence(symptom=True).enough
    assert (Evidence(symptom=True) | Evidence(moment=True)).enough
    assert Evidence(specific=True).enough


@pytest.mark.parametrize(
    ("text", "complement"),
    [
        ("czytnik nie czyta kodów z etykiet", True),
        ("nie łączy się z Subiektem", True),
        ("drukarka nie drukuje", False),
        ("komputer nie włącza się w biurze", False),
        ("komputer wymaga naprawy", False),
    ],
)
def test_complements(text: str, complement: bool) -> None:
    assert has_complement(whole(text)) is complement


def test_vague_verbs_are_no_symptoms() -> None:
    assert symptoms(whole("Komputer wariuje i nie działa.")) == 0
    assert symptoms(whole("Miga ekran i piszczy głośnik.")) == 2


# --- programs ---


def test_a_message_is_no_program() -> None:
    text = 'Lampka jest czerwona, program: "Encoder not found COM4".'
    assert read_software(passages(Source(new_text=text))) is None


@pytest.mark.parametrize(
    ("text", "software", "system"),
    [
        ("Subiekt GT 1.83 na Windows 11 Pro", "Subiekt GT 1.83", "Windows 11 Pro"),
        ("w Rewizorze nexo, macOS Sonoma 14.5", "Rewizorze nexo", "macOS Sonoma 14.5"),
        ("program Klinika XP zamyka się", "Klinika XP", ""),
        ("mamy w Subiekcie problem z wydrukiem", "Subiekcie", ""),  # no "pro"
        ("przy karcie odpadu w BDO wyskakuje „Brak uprawnień”", "BDO", ""),
        ("Excel wiesza się, Windows jedenaście", "Excel", "Windows jedenaście"),
        ("nie mam dostępu do dysku", "", ""),
    ],
)
def test_programs_and_systems(text: str, software: str, system: str) -> None:
    texts = passages(read(text))
    found, os = read_software(texts), read_os(texts)
    assert (found.value if found else "", os.value if os else "") == (software, system)


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Gratyfikant nie nalicza płac", Service.ACCOUNTING),
        ("terminal Honeywell nie skanuje palet", Service.ACCOUNTING),
        ("w Optimie przy „Zaksięguj” wiesza się", Service.ACCOUNTING),
        ("Subiekt nie drukuje faktury", Service.GENERAL),
        ("NIP płatnika: 525", Service.GENERAL),
    ],
)
def test_the_service_line(text: str, service: Service) -> None:
    assert read_service(passages(read(text))) is service


def test_names_of_programs_no_list_knows() -> None:
    assert told_program(body("aplikacja Trans.eu Mobile zamyka się")) == (10, 25)
    assert odd_program(body("wczoraj wFirma zniknęła")) == (8, 14)


# --- kinds, reading ---


@pytest.mark.parametrize(
    ("text", "order", "complaint", "call"),
    [
        ("Z pakietu proszę o 2 godziny.", True, False, False),
        ("Reklamuję fakturę za maj.", False, True, False),
        ("Potwierdzam zgłoszenie telefoniczne z rana.", False, False, True),
        ("Drukarka nie drukuje, Office z pakietu Microsoft.", False, False, False),
    ],
)
def test_what_is_asked_for(text: str, order: bool, complaint: bool, call: bool) -> None:
    source = read(text)
    assert (is_package_order(source), is_complaint(source), is_phone_confirmation(source)) == (order, complaint, call)


def test_the_subject_of_an_answer_says_nothing_against_the_report() -> None:
    earlier = read_details(read("Stanowisko: BIURO 1\nSkaner w biurze nie skanuje."))
    newer = read_details(read("Potwierdzam.", topic="Skaner w biurze nie skanuje"))
    assert newer.workstation is not None  # alone it would be one
    both = merge(newer, earlier)
    assert both.workstation is not None and both.workstation.value == "BIURO 1"


def test_a_completion_wins_over_what_it_completes_and_keeps_the_rest() -> None:
    earlier = read_details(read("Stanowisko: KASA 1\nUżytkownik: Jan Kot\nEkran gaśnie od rana."))
    newer = read_details(read("Stanowisko: KASA 2\nTelefon: 501 000 100"))
    both = merge(newer, earlier)
    assert both.workstation is not None and both.workstation.value == "KASA 2"
    assert both.user is not None and (both.user.value, both.user.place) == ("Jan Kot", Place.EARLIER)
    assert missing_details(both, RequestKind.REPORT) == ()
    assert missing_details(earlier, RequestKind.REPORT) == (Detail.CONTACT,)
    assert missing_details(earlier, RequestKind.REPORT, {Detail.USER}) == ()


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Subiekt GT 1.83 na Windows 11", "1.83"),
        ("Subiekt nexo drukuje krzywo, wersja programu: 62.1.0", "62.1.0"),
        ("Rewizor nie startuje. Mamy wersję 1.95 SP2.", "1.95 SP2"),
        ("w Płatniku w wersji 10.02.002 wisi wysyłka", "10.02.002"),
        ("Optima nie księguje, wersja Optimy to 2026.2.1", "2026.2.1"),
        ("Subiekt GT nie drukuje na Windows 11", ""),
        ("Subiekt GT nie drukuje, wersja Windows 11", ""),
        ("Subiekt GT nie drukuje, wersja sterownika 2.1", ""),
        ("Subiekt GT nie drukuje od 16.11.2026, faktura 12/2026", ""),
    ],
)
def test_the_version_of_the_program(text: str, version: str) -> None:
    found = read_details(read(text)).version
    assert (found.value if found else "") == version


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Subiekt GT 1.83 nie drukuje na Windows 11", ()),
        ("Subiekt GT nie drukuje na Windows 11", ("version",)),
        ("Subiekt GT nie drukuje, mam windows", ("version", "os")),
        ("Chrome nie drukuje na Windows 10", ()),  # it updates itself
        ("drukarka nie drukuje faktur", ("software", "os")),
    ],
)
def test_what_point_1_5_asks_for_besides(text: str, asked: tuple[str, ...]) -> None:
    assert untold(read_details(read(text))) == asked
