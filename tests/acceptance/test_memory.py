"""A large mail costs a bounded amount of memory, and gives it back."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is read from Linux's /proc")
def test_a_mail_of_20_mb_costs_three_times_itself_at_most_and_leaves_nothing(database_url: str) -> None:
    """Read, kept and written on to two technicians: 62 MB, of which SQLite takes 40 for the letter it stores.

    As much on PostgreSQL, where a claimed letter stands in libpq's buffer, in its result and before us. There 62 MB
    would stay, for each connection of the pool, if one that has carried such a mail were kept.
    """
    told = subprocess.run(
        [sys.executable, "-m", "tests.acceptance.heavy_mail", database_url],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    peak, kept = map(int, told.stdout.split())
    assert 20 < peak < 75, "a file of 20 MB stands once more in memory than it has to"
    assert kept < 8
