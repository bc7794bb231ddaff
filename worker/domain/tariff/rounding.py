"""Minutes to quarters (11.1.2, 11.1.3): round a sum once, then give whole quarters to its parts.

A sum crossing bands is rounded as a whole; its quarters go to the parts by the largest remainder, ties to
the part that ranks first (the cheaper band), so that no band crossed costs a quarter of its own.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from worker.domain.policy import DEFAULT, Policy

QUARTER = 15 * 60  # seconds
Part = TypeVar("Part")


def whole_quarters(seconds: int, policy: Policy = DEFAULT) -> int:
    """A day's sum in quarters: the started quarter counts (or the nearest, half up; or whole ones only)."""
    match policy.remote_rounding:
        case "up":
            return -(-seconds // QUARTER)
        case "nearest":
            return (2 * seconds + QUARTER) // (2 * QUARTER)
        case "down":
            return seconds // QUARTER


def share_quarters(parts: Mapping[Part, int], rank: Callable[[Part], Any], policy: Policy = DEFAULT) -> dict[Part, int]:
    """The quarters of each part of one sum, by seconds; parts that get none are left out.

    ``rank`` orders parts for ties: the smallest takes the quarter.
    """
    if policy.remote_band_split == "per_band_ceil":
        given = {part: -(-seconds // QUARTER) for part, seconds in parts.items()}
    else:
        given = {part: seconds // QUARTER for part, seconds in parts.items()}
        left = whole_quarters(sum(parts.values()), policy) - sum(given.values())
        by_remainder = sorted(parts, key=lambda part: (-(parts[part] % QUARTER), rank(part)))
        for part in by_remainder[:left]:
            given[part] += 1
    return {part: quarters for part, quarters in given.items() if quarters}
