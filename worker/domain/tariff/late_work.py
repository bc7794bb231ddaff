"""Work that came after the statement of its month: what it adds to a day that was billed already (11.1.3)."""

from collections.abc import Mapping
from datetime import date

from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.work import Stream, cheaper_first, remote_quarters

Cells = Mapping[tuple[Stream, Band], int]
"""Seconds of one day and class by stream and band."""


def added_quarters(late: Cells, before: Cells, day: date, policy: Policy = DEFAULT) -> dict[Stream, dict[Band, int]]:
    """The quarters that late work adds, by stream and band: a day is rounded once, whenever its parts are told."""
    cells = {cell: late.get(cell, 0) + before.get(cell, 0) for cell in {**late, **before}}
    now, then = remote_quarters(cells, day, policy), remote_quarters(before, day, policy)
    found: dict[Stream, dict[Band, int]] = {}
    for stream, by_band in now.items():
        more = max(sum(by_band.values()) - sum(then[stream].values()), 0)
        found[stream] = {}
        for band in sorted(by_band, key=cheaper_first(day)):  # where shares moved, the cheaper ones stand
            if taken := min(more, max(by_band[band] - then[stream].get(band, 0), 0)):
                found[stream][band] = taken
                more -= taken
    return found
