"""Every story of ``stories/``, word for word; see ``storyteller``.

The golden letters change only on purpose: ``PYTHONPATH=. python -m tests.acceptance.retell [story]`` and a look at the
difference.
"""

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.acceptance.storyteller import ADDRESS, FOLDER, Story, embedded_road, opened, real_road, shown
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.adapters.embedded import EmbeddedServers
from worker.demo import readable

HEADING = re.compile(r"[^a-ząćęłńóśźż]+")
STORIES = sorted(path.parent.name for path in FOLDER.glob("*/story.toml"))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", STORIES)
def test_the_story_goes_as_it_is_written(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pymap")
    pytest.importorskip("aiosmtpd")
    clock = [datetime.now(UTC)]
    with EmbeddedServers(letters=tmp_path / "letters", helpdesk=(ADDRESS,), clock=lambda: clock[0]) as servers:
        story = opened(name, embedded_road(servers), f"sqlite:///{tmp_path / 'pomoc.db'}", clock)
        goes_as_written(story)


@pytest.mark.dovecot
@pytest.mark.postfix
@pytest.mark.xdist_group("stories")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", STORIES)
def test_the_story_goes_so_through_dovecot_postfix_and_postgresql(
    name: str, dovecot: Dovecot, postfix: Postfix, postgres_url: str
) -> None:
    postfix.empty()
    road = real_road(dovecot, postfix)
    # every half hour is looked at on the other road; here the way and the database are tested
    story = opened(name, road, postgres_url, [datetime.now(UTC)], timedelta(hours=4))
    goes_as_written(story)
    arrived = sorted(shown(raw) for raw in postfix.all_delivered())
    assert arrived == sorted(letter.text for letter in story.told)


def goes_as_written(story: Story) -> None:
    """Every letter of every step, and no other, word for word."""
    try:
        wrong = story.play()
    finally:
        story.close()
    assert not wrong
    golden = story.folder / "golden"
    assert {one.name for one in story.told} == {path.name for path in golden.glob("*.txt")}
    for letter in story.told:
        # the tables of the month's end stand otherwise in HTML; they have tests of their own
        assert "billing" in letter.kind or not unsaid(letter.raw), letter.name
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
