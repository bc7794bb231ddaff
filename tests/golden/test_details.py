"""Details read from the labelled mails, against their labels; prints a table of hit rates.

``pytest tests/golden/test_details.py -s`` shows the table and every miss.
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.golden.labelled import Case, cases
from worker.domain.details import (
    RequestKind,
    is_complaint,
    is_package_order,
    is_phone_confirmation,
    merge,
    missing_details,
    read_details,
)
from worker.domain.details.answer import read_answer
from worker.domain.found import Details

_JUDGED = ("report", "package_order", "phone_confirmation", "completion")
_ALSO = ("phone", "email")


@cache
def _cases() -> tuple[Case, ...]:
    return tuple(case for case in cases() if case.label["kind"] in (*_JUDGED, "complaint"))


@cache
def _read(stem: str) -> Details:
    case = next(case for case in _cases() if case.stem == stem)
    details = read_details(case.source)
    earlier = case.label.get("replies_to")
    if earlier is None or case.label["standalone"]:
        return details
    asked = missing_details(_read(earlier), RequestKind.PACKAGE_ORDER if _is_order(case) else RequestKind.REPORT)
    return merge(read_answer(details, case.source.new_text, asked, offered=""), _read(earlier))


def _is_order(case: Case) -> bool:
    """A completion asks for what the mail that it completes asked for."""
    opening = next((one for one in _cases() if one.stem == case.label.get("replies_to")), case)
    return "package_order" in (case.label["kind"], opening.label["kind"])


def _missing(case: Case) -> tuple[bool, str]:
    kind = RequestKind.PACKAGE_ORDER if _is_order(case) else RequestKind.REPORT
    got = {str(detail) for detail in missing_details(_read(case.stem), kind)}
    want = set(case.label["missing"]) - {"nip"}
    either = len(case.label.get("acceptable", ())) > 1  # one of the outcomes lacks something
    return got == want or either, f"{case.stem}: missing {sorted(got)}, label {sorted(want)}"


def _values(case: Case) -> Iterator[tuple[str, bool, str]]:
    extracted = case.label["extracted"]
    for key, literal in extracted.items():
        if key == "also":
            continue
        found = getattr(_read(case.stem), key)
        wanted = [literal, *(extracted.get("also", []) if key in _ALSO else [])]
        hit = found is not None and any(_plain(value) in _plain(found.value) for value in wanted)
        yield key, hit, f"{case.stem}: {key} is {found.value if found else None!r}, label {literal!r}"


def _kind(case: Case) -> str:
    if is_complaint(case.source):
        return "complaint"
    if is_package_order(case.source):
        return "package_order"
    return "phone_confirmation" if is_phone_confirmation(case.source) else "report"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


def test_the_labels_are_met() -> None:
    tally: dict[str, list[bool]] = {}
    misses: list[str] = []

    def count(name: str, hit: bool, miss: str) -> None:
        tally.setdefault(name, []).append(hit)
        if not hit:
            misses.append(miss)

    for case in _cases():
        kind = case.label["kind"]
        if kind != "complaint":
            count("missing set", *_missing(case))
        if kind != "completion":
            count("kind", _kind(case) == kind, f"{case.stem}: kind {_kind(case)}, label {kind}")
        if case.label["service"]:
            service = _read(case.stem).service
            count("service", service == case.label["service"], f"{case.stem}: service {service}")
        for key, hit, miss in _values(case):
            count(key, hit, miss)

    for name, hits in sorted(tally.items()):
        print(f"{name:12} {sum(hits):4}/{len(hits)}")
    print(*misses, sep="\n")
    values = [hit for name, hits in tally.items() if name not in ("missing set", "kind", "service") for hit in hits]
    assert all(tally["missing set"])
    assert sum(values) >= 0.97 * len(values)
    assert sum(tally["service"]) >= 0.97 * len(tally["service"])
    assert sum(tally["kind"]) >= 0.97 * len(tally["kind"])


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.stem)
def test_a_value_stands_where_it_says(case: Case) -> None:
    details = read_details(case.source)
    for name in ("description", "workstation", "user", "phone", "email", "software", "os", "orderer", "time", "dates"):
        found = getattr(details, name)
        if found is None or found.start < 0:
            continue
        text = {"subject": case.source.topic, "body": case.source.new_text, "signature": case.source.signature}
        assert _plain(text[found.place][found.start : found.end]) == _plain(found.value), name
