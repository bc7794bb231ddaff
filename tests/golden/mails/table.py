"""The measured values of a run, per kind of mail, and what was missed.

The judgements travel as user properties of the test reports, so that they arrive under pytest-xdist too.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.golden.mails.judging import MEASURES, Judgement, total

PROPERTY = "judged mail"
AT_LEAST = 0.95
SOFT = ("extracted", "service", "new_text")  # the others fail the test of their mail
Judged = dict[str, tuple[str, Judgement]]  # id of the mail -> its kind and judgement


def packed(mail: str, kind: str, judgement: Judgement) -> str:
    """One judgement as the text of a user property."""
    return json.dumps({"mail": mail, "kind": kind, "judgement": asdict(judgement)}, ensure_ascii=False)


def lines(judged: Judged) -> list[str]:
    """The table as lines of text."""
    kinds: dict[str, list[Judgement]] = defaultdict(list)
    for kind, judgement in judged.values():
        kinds[kind].append(judgement)
    rows = [_row(kind, kinds[kind]) for kind in sorted(kinds)]
    rows.append(_row("all", [judgement for _, judgement in judged.values()]))
    heads = ("kind", "mails", *MEASURES)
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (heads, *rows)]
    missed = [f"{mail}: {miss}" for mail, (_, one) in sorted(judged.items()) for miss in one.misses]
    failed = [f"{mail}: {what}" for mail, (_, one) in sorted(judged.items()) for what in one.failures]
    return [*table, *_list("missed", missed), *_list("failed", failed)]


def too_low(judged: Judged) -> dict[str, float]:
    """Soft measures under 95 %, with what they reached."""
    hits, asked = total(judgement for _, judgement in judged.values())
    shares = {name: hits[name] / asked[name] for name in SOFT if asked[name]}
    return {name: share for name, share in shares.items() if share < AT_LEAST}


def _row(kind: str, judgements: list[Judgement]) -> tuple[str, ...]:
    hits, asked = total(judgements)
    return kind, str(len(judgements)), *(f"{hits[name]}/{asked[name]}" if asked[name] else "-" for name in MEASURES)


def _list(title: str, items: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"  {one}" for one in items)] if items else []


class Scoreboard:
    """A pytest plug-in: gathers the judgements and prints them; soft measures under 95 % fail the run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._judged: Judged = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test of a mail has measured."""
        found: Mapping[str, object] = dict(report.user_properties)
        if report.when == "call" and PROPERTY in found:
            told = json.loads(str(found[PROPERTY]))
            self._judged[told["mail"]] = told["kind"], Judgement(**told["judgement"])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run whose single tests passed but whose measures are too low."""
        if too_low(self._judged) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The table."""
        if not self._judged:
            return
        terminalreporter.section(f"labelled mails of {self._folder}")
        for line in lines(self._judged):
            terminalreporter.write_line(line)
        for name, share in too_low(self._judged).items():
            terminalreporter.write_line(f"{name}: {share:.1%} is under {AT_LEAST:.0%}: the run fails", red=True)
