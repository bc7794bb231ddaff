"""Command lines as people type them: each means what its label says, is asked back for its reason, or is text."""

import pytest

from tests.golden.commands.labelled import LINES, NOW, said
from worker.domain import commands as c


@pytest.mark.parametrize(("line", "meaning"), LINES, ids=[line for line, _ in LINES])
def test_a_line_means_what_its_label_says(line: str, meaning: str) -> None:
    assert said(line) == meaning


# under an empty note the text below is the note
@pytest.mark.parametrize(
    "line", [line for line, meaning in LINES if meaning.startswith("?") and not line.startswith("notatka")]
)
def test_a_line_asked_back_reaches_no_customer_and_comes_with_right_forms(line: str) -> None:
    reading = c.read_commands(f"{line}\n\nDzień dobry", NOW)
    assert reading.wrong[0].line == " ".join(line.split())
    right = c.read_commands(reading.wrong[0].right, NOW)
    assert right.commands
    assert not right.wrong
