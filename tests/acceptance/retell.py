"""Write the golden letters of the stories anew: ``python -m tests.acceptance.retell [story …]``; look at git diff."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.acceptance.storyteller import FOLDER, embedded_road, opened
from worker.adapters.embedded import EmbeddedServers


def retell(name: str) -> None:
    clock = [datetime.now(UTC)]
    with (
        tempfile.TemporaryDirectory() as folder,
        EmbeddedServers(
            letters=Path(folder) / "letters", helpdesk=("pomoc@3rp.com.pl",), clock=lambda: clock[0]
        ) as servers,
    ):
        story = opened(name, embedded_road(servers), f"sqlite:///{folder}/pomoc.db", clock)
        problems = story.play()
        story.close()
    golden = FOLDER / name / "golden"
    golden.mkdir(exist_ok=True)
    for old in golden.glob("*.txt"):
        old.unlink()
    for letter in story.told:
        (golden / letter.name).write_text(letter.text, "utf-8")
    print(f"{name}: {len(story.told)} letters")
    print("\n".join(problems))


if __name__ == "__main__":
    for one in sys.argv[1:] or sorted(path.parent.name for path in FOLDER.glob("*/story.toml")):
        retell(one)
