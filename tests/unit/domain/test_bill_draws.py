"""What a bill takes of a package on each day is what drawing says (13.4-13.6): two roads to one answer.

``drawing.serve`` is what orders are told and what the golden cases judge; ``statement`` settles months of work one
after another and is what customers pay by. Both know the same package, days off, hours and windows.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.draws import Request, draw
from tests.histories import Drawn, Work, billed, histories, months, taken
from worker.domain.found import Service
from worker.domain.packages.package import Package, valid_to
from worker.domain.policy import Policy

POLICIES = st.builds(
    Policy,
    package_first_day=st.sampled_from(["day_1", "kc111"]),
    package_window=st.sampled_from(["fixed", "rolling"]),
    package_limit_rounding=st.sampled_from(["floor", "ceil"]),
    package_limit_when=st.sampled_from(["lacking", "always"]),
    package_limit_scope=st.sampled_from(["served", "settled"]),
    package_select=st.sampled_from(["own_class_first", "earliest_end"]),
    package_limit_after_extension=st.sampled_from(["bought", "increased"]),
)


@given(histories(), POLICIES)
@settings(max_examples=100)
def test_a_bill_takes_of_a_package_what_drawing_gives(
    history: tuple[tuple[Package, ...], list[Work]], policy: Policy
) -> None:
    packages, works = history
    assert billed(packages, works, policy) == drawn(packages, works, as_settled(policy))


def as_settled(policy: Policy) -> Policy:
    """The one difference (``package.limit_scope``): a limit on what is served is over once the work was done (13.6)."""
    return policy if policy.package_limit_scope == "settled" else replace(policy, package_limit_when="lacking")


def drawn(packages: Sequence[Package], works: Sequence[Work], policy: Policy) -> Drawn:
    """Quarters that drawing gives, package after package: each is asked for what the ones before it left (13.1.1)."""
    found: dict[tuple[str, date, Service], int] = defaultdict(int)
    before: dict[str, list[Request]] = {one.id: [] for one in packages}
    rounded: dict[tuple[date, Service], tuple[int, int]] = {}
    for request in asked_in_order(works):
        minutes, quarters = rounded.get((request.day, request.service), (0, 0))
        need = -(-(minutes + request.minutes) // 15) - quarters
        rounded[request.day, request.service] = minutes + request.minutes, quarters + need
        for package in in_turn(packages, request.service, policy):
            before[package.id].append(replace(request, minutes=15 * need))
            served = draw(package, before[package.id], policy)[-1].served
            found[package.id, request.day, request.service] += served
            need -= served
    return {key: quarters for key, quarters in found.items() if quarters}


def in_turn(packages: Sequence[Package], service: Service, policy: Policy) -> list[Package]:
    """The order of 13.1.1: by default a package of the class itself goes before an accounting one, then who ends."""

    def turn(one: Package) -> tuple[bool, date, date]:
        other = one.service is not service and policy.package_select == "own_class_first"
        return other, valid_to(one, policy), one.start

    return sorted(packages, key=turn)


def asked_in_order(works: Sequence[Work]) -> list[Request]:
    """The work as requests, in the order in which the statements come to it."""
    return [
        Request(day=day, service=service, minutes=minutes)
        for month in months(works)
        for late in (True, False)
        for (day, service), minutes in sorted(asked(taken(works, month), month, late=late).items())
    ]


def asked(works: Sequence[Work], month: date, *, late: bool) -> dict[tuple[date, Service], int]:
    """Minutes by day and class that a month's statement takes of earlier months, or of its own."""
    found: dict[tuple[date, Service], int] = defaultdict(int)
    for work in works:
        for day, minutes in work.package_minutes():
            in_month = day.replace(day=1) == month
            if (not late and in_month) or (late and work.late and day < month):
                found[day, work.service] += minutes
    return found
