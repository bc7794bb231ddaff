"""Labelled mails as sources for the reading of details, read from their bytes as the worker reads them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.domain.details import Source
from worker.domain.subject import read_subject
from worker.mail.mime import read_message

FIXTURES = Path(__file__).parents[2] / "fixtures" / "emails"
_OWN = frozenset({"pomoc@3rp.com.pl"})


@dataclass(frozen=True, kw_only=True)
class Case:
    """One mail with its label."""

    stem: str
    outcome: str
    source: Source
    label: dict[str, Any]


def cases(folder: Path = FIXTURES) -> list[Case]:
    """Every labelled mail under a folder that stands alone, by number; conversations are played by ``test_mails``."""
    paths = sorted(folder.rglob("*.eml"), key=lambda path: path.name)
    return [_case(path) for path in paths if path.parent == folder or not path.parent.name[0].isdigit()]


def _case(path: Path) -> Case:
    label = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    return Case(stem=path.stem, outcome=label["outcome"], source=_source(path.read_bytes()), label=label)


def _source(raw: bytes) -> Source:
    message = read_message(raw, own_addresses=_OWN)
    return Source(
        topic=read_subject(message.subject).topic,
        new_text=message.new_text,
        signature=message.signature,
        quote=message.quote,
        text=message.text,
        forwarded=message.forwarded,
        author_name=message.author.name if message.author else "",
        author_address=message.author.address if message.author else "",
        own_addresses=_OWN,
        own_phones=frozenset({"22 535 36 80"}),
    )
