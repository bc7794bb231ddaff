"""A later price list is a later file: put beside the first, it prices the days from its own on, and no code changes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import worker

_TERM = """
from datetime import datetime
from worker.domain.calendar import WARSAW, reaction_deadline
from worker.settings.sections import RulesSection

for day in (13, 16):
    start = datetime(2026, 3, day, 12, tzinfo=WARSAW)
    print(reaction_deadline(start, days=RulesSection().reaction_days).last_day)
"""
_FIRST = "terms/pricelists/2013-01-01.toml"
_MONTH = """
from datetime import date, datetime
from worker.domain.calendar import WARSAW
from worker.domain.billing.month import MonthFacts
from worker.domain.billing.statement import statement
from worker.domain.tariff.work import Session

def hours(day, end):
    start, stop = (datetime(2026, 3, day, hour, tzinfo=WARSAW) for hour in (10, end))
    return Session(session=str(day), start=start, end=stop, topics=("it",))

sessions = (hours(13, 11), hours(16, 12))
found = statement(MonthFacts(month=date(2026, 3, 1), issue=date(2026, 3, 31), sessions=sessions))
for line in found.invoice.lines:
    print(line.quantity, line.unit_net)
"""


def installed(folder: Path) -> Path:
    """A copy of the program in the folder, which a test may add files to."""
    source = Path(worker.__file__).parent
    return shutil.copytree(source, folder / "worker", ignore=shutil.ignore_patterns("__pycache__"))


def printed(folder: Path, what: str = _MONTH) -> list[str]:
    program = [sys.executable, "-c", what]
    done = subprocess.run(program, check=False, cwd=folder, capture_output=True, text=True, timeout=60)
    assert not done.returncode, done.stderr
    return done.stdout.split("\n")[:-1]


def dearer(match: re.Match[str]) -> str:
    return f'{match[1]}"{int(match[2]) + 20}.00"'


def test_a_month_over_two_price_lists_is_priced_by_the_day_of_service(tmp_path: Path) -> None:
    program = installed(tmp_path)
    first = (program / _FIRST).read_text("utf-8")
    later = first.replace("valid_from = 2013-01-01", "valid_from = 2026-03-16")
    later, rates = re.subn(r'^(base = )"(\d+)\.00"', dearer, later, flags=re.MULTILINE)
    assert rates
    (program / _FIRST).with_name("2026-03-16.toml").write_text(later, "utf-8")
    assert printed(tmp_path) == ["1 180.00", "2 200.00"]


def test_a_month_before_the_later_list_is_priced_by_the_first(tmp_path: Path) -> None:
    installed(tmp_path)
    assert printed(tmp_path) == ["3 180.00"]


def test_a_report_is_promised_the_term_of_the_list_of_its_day_unless_a_setting_says_otherwise(tmp_path: Path) -> None:
    program = installed(tmp_path)
    first = (program / _FIRST).read_text("utf-8")
    later = first.replace("valid_from = 2013-01-01", "valid_from = 2026-03-16")
    later = later.replace("[reaction]\nworking_days = 14", "[reaction]\nworking_days = 5")
    (program / _FIRST).with_name("2026-03-16.toml").write_text(later, "utf-8")
    assert printed(tmp_path, _TERM) == ["2026-04-02", "2026-03-23"]
