"""Quarters (11.1.2, 11.1.3): a day is rounded once, its quarters shared by the largest remainder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.policy import Policy
from worker.domain.tariff.rounding import QUARTER, share_quarters, whole_quarters

PARTS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 100_000), max_size=6)


@given(st.integers(0, 10**6))
def test_the_quarters_billed_are_never_less_than_the_time_worked(seconds: int) -> None:
    assert 0 <= whole_quarters(seconds) * QUARTER - seconds < QUARTER


@given(PARTS)
def test_a_shared_sum_is_the_rounded_sum_and_no_part_moves_by_a_quarter(parts: dict[str, int]) -> None:
    shared = share_quarters(parts, ord)
    assert sum(shared.values()) == whole_quarters(sum(parts.values()))
    assert all(abs(shared.get(part, 0) * QUARTER - seconds) < QUARTER for part, seconds in parts.items())


@pytest.mark.parametrize(
    ("seconds", "up", "nearest", "down"),
    [(0, 0, 0, 0), (1, 1, 0, 0), (449, 1, 0, 0), (450, 1, 1, 0), (900, 1, 1, 1), (901, 2, 1, 1), (1350, 2, 2, 1)],
)
def test_the_direction_of_rounding_is_a_policy(seconds: int, up: int, nearest: int, down: int) -> None:
    assert whole_quarters(seconds) == up
    assert whole_quarters(seconds, Policy(remote_rounding="nearest")) == nearest
    assert whole_quarters(seconds, Policy(remote_rounding="down")) == down


def test_a_tie_goes_to_the_part_that_ranks_first() -> None:
    assert share_quarters({"dear": 450, "cheap": 450}, {"cheap": 1, "dear": 2}.__getitem__) == {"cheap": 1}
    assert share_quarters({"cheap": 450, "dear": 450}, {"cheap": 1, "dear": 2}.__getitem__) == {"cheap": 1}


def test_a_larger_remainder_beats_the_rank() -> None:
    assert share_quarters({"A": 120, "B": 1680}, ord) == {"B": 2}
    assert share_quarters({"A": 3000, "B": 1800}, ord) == {"A": 4, "B": 2}


def test_by_policy_every_part_is_rounded_up() -> None:
    assert share_quarters({"A": 120, "B": 1680, "C": 0}, ord, Policy(remote_band_split="per_band_ceil")) == {
        "A": 1,
        "B": 2,
    }
