"""Bills take of a package what the golden cases of drawing serve: the road that customers pay by is judged too.

The limit of 13.6 is a word of the firm on a day; a statement knows it as a policy alone. So a case goes this road
where its resources lack at every step, or at none.
"""

from datetime import date, datetime, time
from typing import Any

import pytest

from tests.golden.answers.packages import package_of
from tests.golden.cases import OWN, REGULAMIN, Case, cases
from tests.histories import Work, billed
from worker.domain.calendar import WARSAW, utc
from worker.domain.found import Service
from worker.domain.policy import Policy

NINE = time(9)


def lacking(case: Case) -> set[bool]:
    return {bool(step.get("resources_lacking")) for step in case.row["given"]["steps"]}


CASES = [
    case
    for folder in (REGULAMIN, OWN)
    for case in cases(folder, "packages")
    if case.row["kind"] == "consume" and len(lacking(case)) == 1
]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_bill_takes_what_the_case_serves(case: Case) -> None:
    given = case.row["given"]
    package = package_of(given["package"])
    (limited,) = lacking(case)
    policy = Policy(package_limit_scope="settled", package_limit_when="always" if limited else "lacking")
    found = billed([package], [work(step) for step in given["steps"]], policy)
    served: dict[tuple[str, date, Service], int] = {}
    for step in case.expected["steps"]:
        key = package.id, date.fromisoformat(step["date"]), asked_class(case, step)
        served[key] = served.get(key, 0) + step["served_q"]
    assert found == {key: quarters for key, quarters in served.items() if quarters}


def test_most_cases_go_this_road() -> None:
    assert len(CASES) >= 10


def asked_class(case: Case, step: dict[str, Any]) -> Service:
    at = case.expected["steps"].index(step)
    return Service(case.row["given"]["steps"][at]["class"])


def work(step: dict[str, Any]) -> Work:
    """The step as one session from nine o'clock on, arranged for whatever day it is (13.4)."""
    start = utc(datetime.combine(date.fromisoformat(step["date"]), NINE, tzinfo=WARSAW))
    return Work(start=start, minutes=step["minutes"], service=Service(step["class"]), arranged=True, late=False)
