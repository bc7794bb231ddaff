"""Every story of ``stories/``, word for word; see ``storyteller``.

The golden letters change only on purpose: ``PYTHONPATH=. python -m tests.acceptance.retell [story]`` and a look at the
difference.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.acceptance.storyteller import FOLDER, opened
from worker.adapters.embedded import EmbeddedServers

STORIES = sorted(path.parent.name for path in FOLDER.glob("*/story.toml"))


@pytest.mark.parametrize("name", STORIES)
def test_the_story_goes_as_it_is_written(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pymap")
    pytest.importorskip("aiosmtpd")
    clock = [datetime.now(UTC)]
    with EmbeddedServers(
        letters=tmp_path / "letters", helpdesk=("pomoc@3rp.com.pl",), clock=lambda: clock[0]
    ) as servers:
        story = opened(name, servers, tmp_path, clock)
        wrong = story.play()
        story.app.engine.dispose()
    assert not wrong
    golden = FOLDER / name / "golden"
    assert {one.name for one in story.told} == {path.name for path in golden.glob("*.txt")}
    for letter in story.told:
        assert letter.text == (golden / letter.name).read_text("utf-8"), letter.name
