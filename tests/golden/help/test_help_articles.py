"""Which help articles labelled mails are shown: tuned on one part, judged on the other (``held_out.toml``).

Only the sums of the held-out part are asserted, so that nobody tunes on one of its mails.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.office import mail
from worker.application.shelf import shipped_shelf
from worker.domain.polish import fold
from worker.domain.subject import read_subject
from worker.mail.mime import read_message

HERE = Path(__file__).parent


def part(name: str) -> list[dict[str, Any]]:
    labelled: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["mail"]
    return labelled


def shown(labelled: dict[str, Any], *, plain: bool = False) -> tuple[str, ...]:
    """The articles a mail would be shown, read from its bytes; ``plain``: typed without Polish letters."""
    subject, text = labelled["subject"], labelled["text"].strip()
    if plain:
        subject, text = fold(subject), fold(text)
    raw = mail(message_id="m@x.example", subject=f"[5259912077] {subject}", text=text.replace("\n", "\r\n"))
    message = read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=frozenset({"pomoc@3rp.com.pl"}))
    found = shipped_shelf().suggest(f"{read_subject(message.subject).topic}\n{message.new_text}")
    return tuple(one.key for one in found.articles)


@dataclass(frozen=True, kw_only=True)
class Score:
    precision: float
    recall: float
    most: int


def score(mails: list[dict[str, Any]], *, plain: bool = False) -> Score:
    told = [(one, shown(one, plain=plain)) for one in mails]
    pairs = [key in one["fits"] for one, keys in told for key in keys]
    fitting = [bool(set(keys) & set(one["fits"])) for one, keys in told if one["fits"]]
    return Score(
        precision=sum(pairs) / len(pairs), recall=sum(fitting) / len(fitting), most=max(len(keys) for _, keys in told)
    )


@pytest.mark.parametrize("labelled", part("tuned"), ids=lambda one: one["name"])
def test_a_tuned_mail_is_shown_what_fits_it(labelled: dict[str, Any]) -> None:
    keys = shown(labelled)
    assert set(keys) <= set(labelled["fits"])
    assert bool(keys) == bool(labelled["fits"])


@pytest.mark.parametrize("plain", [False, True], ids=["as written", "without Polish letters"])
@pytest.mark.parametrize("name", ["held_out", "held_out_short"])
def test_the_held_out_part_is_read_well_enough(name: str, plain: bool) -> None:
    mails = part(name)
    assert sum(bool(one["fits"]) for one in mails) >= 10
    assert sum(not one["fits"] for one in mails) >= 10
    found = score(mails, plain=plain)
    print(found)
    assert found.precision >= 0.95
    assert found.recall >= 0.8
    assert found.most <= 2


def test_nothing_that_fits_is_passed_over_unweighed() -> None:
    mails = [one for name in ("tuned", "held_out", "held_out_short") for one in part(name)]
    texts = [f"{one['subject']}\n{one['text']}" for one in mails]
    shelf = shipped_shelf()
    fitting = [text for text in texts if any(look.fits for look in shelf.looks(text))]
    assert len(fitting) >= 30
    assert all(shelf.suggest(text).articles or shelf.suggest(text).case for text in fitting)


def test_there_are_at_least_sixty_mails_half_of_them_near_misses() -> None:
    mails = part("tuned") + part("held_out")
    assert sum(bool(one["fits"]) for one in mails) >= 30
    assert sum(not one["fits"] for one in mails) >= 30
    assert len({one["text"] for one in mails}) == len(mails)
