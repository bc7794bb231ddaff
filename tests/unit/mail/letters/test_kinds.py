"""The kind of a letter is the name of its templates; rules and queries ask for kinds by that name."""

import ast
import re
from pathlib import Path

import pytest

import worker
from worker.domain.letter_kind import goes_to_customer, goes_to_staff
from worker.domain.verdict import Reason
from worker.mail.letters import templates_folder

KIND = re.compile(r"(?:customer|staff)(?:-[a-z]+)+")


def asked_for() -> set[str]:
    """Every whole string of the program that reads like a kind, but for the codes of reasons."""
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(worker.__file__).parent.rglob("*.py"))
    strings = {one.value for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    return {one for one in strings if isinstance(one, str) and KIND.fullmatch(one)} - {
        reason.value for reason in Reason
    }


@pytest.mark.parametrize("kind", sorted(asked_for()))
def test_a_kind_that_anybody_names_has_its_templates(kind: str) -> None:
    assert (templates_folder() / f"{kind}.txt.j2").is_file()


def test_most_kinds_are_looked_at() -> None:
    assert len(asked_for()) > 20


def test_a_kind_says_to_whom_the_letter_goes() -> None:
    asked = ("customer-reply", "staff-ticket", "")
    assert [(goes_to_customer(kind), goes_to_staff(kind)) for kind in asked] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_every_letter_has_one_kind_of_reader() -> None:
    letters = {path.name.partition(".")[0] for path in templates_folder().glob("*-*.txt.j2")}
    assert [kind for kind in letters if goes_to_customer(kind) == goes_to_staff(kind)] == []
