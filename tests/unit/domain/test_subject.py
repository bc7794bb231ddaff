"""The subject of a report, ``[NIP płatnika] Temat`` (1.3): what is tolerated, what is not, and what was meant."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.subject import NO_TOPIC, NipProblem, read_subject, same_topic, takes_up_topic

NIP = "5259912077"
OTHER = "5839902173"

TOLERATED = [
    f"[{NIP}] Nie działa drukarka",
    f"[{NIP}]Nie działa drukarka",
    f"[ {NIP} ] Nie działa drukarka",
    f"  [{NIP}]   Nie   działa drukarka ",
    f"[{NIP}] - Nie działa drukarka",
    f"[{NIP}]: Nie działa drukarka",
    "[525-991-20-77] Nie działa drukarka",
    "[525-99-12-077] Nie działa drukarka",
    "[525 991 20 77] Nie działa drukarka",
    "[525\u00a0991\u00a020\u00a077] Nie działa drukarka",
    "[525\u2011991\u201120\u201177] Nie działa drukarka",
    "[525–991–20–77] Nie działa drukarka",
    f"[PL{NIP}] Nie działa drukarka",
    f"[pl {NIP}] Nie działa drukarka",
    "[PL 525-991-20-77] Nie działa drukarka",
    f"[PL-{NIP}] Nie działa drukarka",
    *(f"{prefix} [{NIP}] Nie działa drukarka" for prefix in
      ("Re:", "RE:", "re:", "Odp:", "ODP:", "odp.:", "PD:", "Pd:", "FW:", "Fw:", "Fwd:", "FWD:", "Re: Odp: PD: FW:",
       "RE:RE:RE:", "Re[2]:", "Re(3):", "Odpowiedź:", "Odpowiedz:", "Przekazane:", "AW:", "WG:", "Re :")),
    f"Re:[{NIP}]Nie działa drukarka",
    f"[#26-00123-7] [{NIP}] Nie działa drukarka",
    f"Re: [#26-00123-7] Odp: [{NIP}] Nie działa drukarka",
]  # fmt: skip


@pytest.mark.parametrize("subject", TOLERATED)
def test_tolerated_forms_give_the_payer_and_the_topic(subject: str) -> None:
    found = read_subject(subject)
    assert (found.nip, found.problem, found.topic) == (NIP, None, "Nie działa drukarka")
    assert found.candidates == ()


REFUSED = [
    # subject, problem, what the letter may ask about
    ("Nie działa drukarka", NipProblem.ABSENT, ()),
    ("", NipProblem.ABSENT, ()),
    (f"{NIP} Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"({NIP}) Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"{{{NIP}}} Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"<{NIP}> Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"[{NIP} Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"{NIP}] Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"NIP: {NIP} Nie działa drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"NIP:{NIP} drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"Nie działa drukarka [{NIP}]", NipProblem.BRACKETS, (NIP,)),
    (f"Nie działa [{NIP}] drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"Pilne! [{NIP}] drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"[NIP {NIP}] drukarka", NipProblem.BRACKETS, (NIP,)),
    ("[5259912078] drukarka", NipProblem.CHECKSUM, ()),
    ("[525991207] drukarka", NipProblem.LENGTH, ()),
    ("[52599120777] drukarka", NipProblem.LENGTH, ()),
    ("[146152560] REGON drukarka", NipProblem.LENGTH, ()),
    ("[14615256012345] drukarka", NipProblem.LENGTH, ()),
    ("[1111111111] Nie działa drukarka", NipProblem.PLACEHOLDER, ()),
    ("[111-111-11-11] Nie działa drukarka", NipProblem.PLACEHOLDER, ()),
    ("[PILNE] drukarka", NipProblem.NOT_A_NUMBER, ()),
    ("[] drukarka", NipProblem.NOT_A_NUMBER, ()),
    ("[525991207X] drukarka", NipProblem.NOT_A_NUMBER, ()),
    (f"[PILNE] {NIP} drukarka", NipProblem.BRACKETS, (NIP,)),
    (f"[5259912078] u nas {NIP}", NipProblem.CHECKSUM, (NIP,)),
]


@pytest.mark.parametrize(("subject", "problem", "candidates"), REFUSED)
def test_other_forms_name_the_problem_and_what_may_have_been_meant(
    subject: str, problem: NipProblem, candidates: tuple[str, ...]
) -> None:
    found = read_subject(subject)
    assert (found.nip, found.problem, found.candidates) == ("", problem, candidates)


@pytest.mark.parametrize(
    "subject", ["[５２５９９１２０７７] drukarka", "［5259912077］ drukarka", "[٥٢٥٩٩١٢٠٧٧] drukarka"]
)
def test_digits_and_brackets_of_other_scripts_are_never_a_payer(subject: str) -> None:
    assert read_subject(subject).nip == ""


def test_the_first_brackets_count_and_a_second_nip_is_topic() -> None:
    found = read_subject(f"[{NIP}] [{OTHER}] drukarka")
    assert (found.nip, found.topic) == (NIP, f"[{OTHER}] drukarka")


@pytest.mark.parametrize(
    ("subject", "reply"),
    [
        ("Re: x", True),
        ("Odp: x", True),
        ("PD: x", False),
        ("FW: Re: x", True),
        ("x", False),
        ("Report z kasy", False),
        ("Reklamacja: faktura", False),
        ("Pdf: nie drukuje", False),
    ],
)
def test_a_prefix_of_a_reply_says_so_and_a_forward_or_a_word_that_begins_alike_does_not(
    subject: str, reply: bool
) -> None:
    found = read_subject(subject)
    assert found.is_reply is reply
    assert "x" not in subject or found.topic == "x"


@pytest.mark.parametrize(
    "tag", ["[№26-00123-7]", "[#26-00123-7]", "#26-00123-7", "[26-00123-7]", "26-00123-7:", "[#26-00123-7]:"]
)
def test_our_own_id_is_found_and_is_not_part_of_the_topic(tag: str) -> None:
    found = read_subject(f"Re: {tag} drukarka")
    assert found.ticket_ids == ("26-00123-7",)
    assert found.topic == "drukarka"


def test_an_id_with_a_wrong_check_digit_is_none() -> None:
    found = read_subject("Re: [#26-00123-8] drukarka")
    assert found.ticket_ids == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nie działa drukarka", "NIE DZIAŁA  DRUKARKA!", True),
        ("[#26-00123-7] Drukarka", "drukarka", True),
        ("Drukarka 1", "Drukarka 2", False),
        ("", "", True),
    ],
)
def test_topics_are_compared_without_case_spaces_signs_and_ids(one: str, other: str, same: bool) -> None:
    assert same_topic(one, other) is same


@pytest.mark.parametrize(
    ("said", "asked", "same"),
    [
        ("Drukarka", "drukarka!", True),
        (NO_TOPIC, "", True),
        ("Drukarka", "", False),
        ("???", "???", True),
        ("!", "???", False),
        ("Bardzo długi temat o drukarce…", "Bardzo długi temat o drukarce na piętrze", True),
        ("Bardzo długi temat o drukarce", "Bardzo długi temat o drukarce na piętrze", False),
        ("Dr…", "Drukarka", False),
        (NO_TOPIC, "Drukarka", False),
    ],
)
def test_our_ready_answer_takes_up_the_topic(said: str, asked: str, same: bool) -> None:
    assert takes_up_topic(said, asked) is same


_PIECES = st.sampled_from(
    ["[", "]", NIP, "Re:", "Odp:", " ", "-", "PL", "NIP", "#26-00123-7", "525-", "\u00a0", "ą", "9", "(", "²", "\n"]
)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_is_taken_apart_and_a_payer_is_always_a_valid_number(subject: str) -> None:
    found = read_subject(subject)
    assert (found.nip == "") == (found.problem is not None)
    assert found.nip == "" or (len(found.nip) == 10 and found.nip.isascii() and found.nip.isdigit())
    assert read_subject(f"Re: {subject}").nip == found.nip


@pytest.mark.parametrize(
    "worst",
    ["Re: ", "[", "1 ", "[26-00123-7]", "odp(", " ", "9", "PL ", "9519834101 ", "[525", "26-00123-"],
)
def test_the_worst_text_is_read_in_linear_time(worst: str) -> None:
    def seconds(length: int) -> float:
        text = (worst * length)[:length]
        began = time.perf_counter()
        read_subject(text)
        return time.perf_counter() - began

    # quadratic reading of these would take minutes; the reader caps subjects at 2,000 characters anyway
    assert min(seconds(200_000) for _ in range(2)) < 1.0
