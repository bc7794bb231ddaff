"""Every alternative a golden case lists is the engine's answer under some value of the policy it is about."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest

from tests.golden.answers import SETS, answer
from tests.golden.cases import REGULAMIN, Alternative, Case, cases, same
from worker.domain.policy import DEFAULT, Policy, allowed

KEY_OF = {
    row["issue"]: row["key"]
    for row in tomllib.loads((files("worker.terms") / "policies.toml").read_text("utf-8"))["policy"]
}
# The due day of an invoice moves by KC 115; what is printed on it is another question of the same issue.
ALSO = {"D-DUE": ("terms.kc115_shift",), "B-HALF": ("bands.friday_20_22", "bands.saturday_20_22")}


def other_policies(issue: str) -> Iterator[Policy]:
    """The policies that differ from the default in the key of an issue (or in the two that share an instant)."""
    keys = (KEY_OF[issue], *ALSO.get(issue, ()))
    values = [(DEFAULT.value(key), *allowed()[key.replace(".", "_").lower()]) for key in keys]
    for chosen in product(*values):
        policy = Policy.of(dict(zip(keys, chosen, strict=True)))
        if policy != DEFAULT:
            yield policy


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folder: Path = metafunc.config.getoption("regulamin", REGULAMIN)
    found = [
        pytest.param(case, other, id=f"{case.id}-{other.issue}-{other.label}")
        for name in SETS
        for case in cases(folder, name)
        for other in case.alternatives
    ]
    metafunc.parametrize(("case", "other"), found)


def test_a_listed_alternative_is_reached_by_its_policy(case: Case, other: Alternative) -> None:
    assert any(same(other.expected, answer(case.set_name, case.row, policy)) for policy in other_policies(other.issue))
