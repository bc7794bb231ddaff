"""When it happens (1.5): a day and a month are a moment, a number of letters or coins is none."""

import pytest

from worker.domain.details.problem.circumstances import has_moment


@pytest.mark.parametrize("said", ["3 marca", "14 mar 2026", "5 lis", "12.03", "od rana", "po aktualizacji"])
def test_a_day_is_a_moment(said: str) -> None:
    assert has_moment(said)


@pytest.mark.parametrize("said", ["wydrukowal 2 listy", "brakuje 3 marek", "posadzil 2 lipy"])
def test_a_number_of_things_is_no_day(said: str) -> None:
    assert not has_moment(said)
