"""The judging of labelled mails can say no: for every place where an attack does harm, and for text and files."""

from pathlib import Path
from typing import Any

import pytest

from tests.golden.mails.judging import hostile, judge, same_text
from tests.golden.mails.labels import Mail, conversations
from tests.golden.mails.road import Played
from tests.golden.mails.table import lines, too_low
from worker.adapters.embedded import Letter

REPORT: dict[str, Any] = {
    "kind": "report",
    "outcome": "confirm",
    "nip": "5261040828",
    "missing": [],
    "service": "general",
    "new_text": "",
    "attachments": [],
    "extracted": {"phone": "501 000 200"},
}
FACTS: dict[str, Any] = {
    "verdict": "confirm",
    "reasons": [],
    "nip": "5261040828",
    "missing": [],
    "service": "general",
    "new_text": "",
    "attachments": [],
    "extracted": {"phone": "tel. 501\xa0000 200"},
    "sender": "jan@firma.example",
}


def played(label: dict[str, Any], facts: dict[str, Any], *letters: Letter) -> Played:
    raw = b"From: Jan <jan@firma.example>\r\nReply-To: biuro@firma.example\r\n\r\n"
    return Played(mail=Mail(id="x", stem="x", raw=raw, label=label), facts=facts, letters=letters)


def letter(raw: str, recipient: str = "jan@firma.example") -> Letter:
    return Letter(envelope_from="", recipient=recipient, raw=raw.encode(), path=Path("x.eml"))


def html(body: str) -> str:
    return f"Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}"


def test_what_is_as_labelled_passes() -> None:
    judgement = judge(played(REPORT, FACTS))
    assert not judgement.failures and not judgement.misses
    assert judgement.hits == {"outcome": 1, "missing": 1, "extracted": 1, "service": 1}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"verdict": "reject"}, "outcome"),
        ({"missing": ["user"]}, "missing"),
        ({"nip": ""}, "nip"),
        ({"attachments": [{"name": "a", "size": 1, "sha256": "0", "inline": False}]}, "attachments"),
    ],
)
def test_a_wrong_fact_fails_the_mail(change: dict[str, Any], complaint: str) -> None:
    judgement = judge(played(REPORT, FACTS | change))
    assert len(judgement.failures) == 1
    assert judgement.failures[0].startswith(complaint)


def test_an_attachment_of_other_bytes_fails_the_mail() -> None:
    wanted = {"name": "a.pdf", "size": 3, "sha256": "1"}
    got = {"name": "a.pdf", "size": 3, "sha256": "2", "inline": False}
    assert judge(played(REPORT | {"attachments": [wanted]}, FACTS | {"attachments": [got]})).failures


def test_an_extracted_value_is_measured_but_fails_no_mail() -> None:
    judgement = judge(played(REPORT, FACTS | {"extracted": {"phone": "501 000 201"}}))
    assert not judgement.failures
    assert too_low({"x": ("report", judgement)}) == {"extracted": 0.0}
    assert "x: extracted: phone '501 000 201' instead of '501 000 200'" in "\n".join(
        lines({"x": ("report", judgement)})
    )


def test_another_contact_that_the_label_allows_is_a_hit() -> None:
    label = REPORT | {"extracted": {"phone": "600 000 000", "also": ["501 000 200"]}}
    assert judge(played(label, FACTS)).misses == []


@pytest.mark.parametrize("recipient", ["jan@firma.example", "biuro@firma.example"])
@pytest.mark.parametrize("verdict", ["ignore", "quarantine"])
def test_a_letter_to_a_sender_who_must_not_be_answered_fails(verdict: str, recipient: str) -> None:
    label = REPORT | {"outcome": verdict}
    assert judge(played(label, FACTS | {"verdict": verdict}, letter("Subject: x\r\n\r\n", recipient))).failures
    assert not judge(
        played(label, FACTS | {"verdict": verdict}, letter("Subject: x\r\n\r\n", "m@3rp.example"))
    ).failures


@pytest.mark.parametrize("candidate", ["5261040828", "7740001454"])
def test_a_nip_seen_elsewhere_has_to_be_offered(candidate: str) -> None:
    label = REPORT | {"outcome": "reject", "nip": "", "nip_candidate": candidate}
    offered = letter("Content-Type: text/plain; charset=utf-8\r\n\r\nCzy chodziło o 774-000-14-54?")
    failures = judge(played(label, FACTS | {"verdict": "reject", "nip": ""}, offered)).failures
    assert bool(failures) == (candidate == "5261040828")


@pytest.mark.parametrize(
    ("attack", "bad", "harmful", "harmless"),
    [
        (
            "crlf-subject",
            "Bcc: o@x.example",
            "Subject: a\r\nBcc: o@x.example\r\n\r\n",
            "Subject: a Bcc: o@x.example\r\n\r\n",
        ),
        ("html-subject", "<script>", html("<p><script>"), html("<p>&lt;script&gt;")),
        ("template-injection", "4949", "Subject: =?utf-8?b?NDk0OQ==?=\r\n\r\n", html("{{7*7}}")),
    ],
)
def test_an_attack_is_found_where_it_does_harm(attack: str, bad: str, harmful: str, harmless: str) -> None:
    label = {"hostile": attack, "must_not": [bad]}
    assert hostile(label, [letter(harmful)])
    assert not hostile(label, [letter(harmless)])


@pytest.mark.parametrize(
    ("got", "right"),
    [
        ("Działa już,  dziękuję", True),
        ("Działa już, dziękuję\nPozdrawiam\nJan", True),
        ("Działa", False),
        ("Działa już, dziękuję" + " i jeszcze" * 10, False),
        ("Działa już, dziękuję W dniu", False),
    ],
)
def test_new_text_may_keep_a_closing_formula_but_no_quote(got: str, right: bool) -> None:
    assert same_text(got, {"new_text": "Działa już,\ndziękuję", "not_in_new_text": ["W dniu"]}) == right


def test_a_numbered_folder_is_one_conversation_and_an_answer_brings_its_opening(tmp_path: Path) -> None:
    for name in ("confirm/001-a", "append/002-b", "300-rozmowa/1-c", "300-rozmowa/2-d"):
        path = tmp_path / f"{name}.eml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\r\n")
        answers = 'replies_to = "001-a"' if name.endswith("b") else ""
        path.with_suffix(".toml").write_text(f'kind = "report"\n{answers}\n')
    found = [([m.id for m in one.mails], [m.id for m in one.judged]) for one in conversations(tmp_path)]
    together = ["300-rozmowa/1-c", "300-rozmowa/2-d"]
    assert found == [(["001-a"], ["001-a"]), (["001-a", "002-b"], ["002-b"]), (together, together)]
