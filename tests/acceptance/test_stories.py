"""Every story of ``stories/``, word for word; see ``storyteller``.

The golden letters change only on purpose: ``PYTHONPATH=. python -m tests.acceptance.retell [story]`` and a look at the
difference.
"""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.acceptance.storyteller import FOLDER, opened
from worker.adapters.embedded import EmbeddedServers
from worker.demo import readable

HEADING = re.compile(r"[^a-ząćęłńóśźż]+")
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
        assert not unsaid(letter.raw), letter.name
        assert letter.text == (golden / letter.name).read_text("utf-8"), letter.name


def unsaid(raw: bytes) -> list[str]:
    """Lines of a letter's text that its HTML does not say; headings and bars look different there."""
    text, shown = readable(raw)
    shown = re.sub(r"<style.*?</style>|<!--.*?-->|<[^>]+>", " ", shown, flags=re.DOTALL)
    said = _flat(html.unescape(shown))
    missing = []
    for line in text.split("\n-- \n")[0].splitlines():
        if HEADING.fullmatch(line.strip()) or "■" in line or re.search(r" {3,}\d+$", line):
            continue
        label = re.match(r"\s*(?:[✓✗] )?([^:„]{3,30}): (.*)", line)
        if _flat(line) not in said and not (label and _flat(label[2]) in said):
            missing.append(line)
    return missing


def _flat(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
