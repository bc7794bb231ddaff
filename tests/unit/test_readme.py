"""What README promises to programs and administrators is what there is: keys of ``explain``, settings, commands."""

import re
import typing
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from worker.cli.main import app
from worker.domain.found import SINGLE, Detail
from worker.domain.verdict import Kind
from worker.settings import Settings
from worker.store.tables import Outcome

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.partition(f"{title}\n")[2].partition("\n## ")[0]


def cells(text: str, first: str) -> set[str]:
    """The words in backticks of the row that begins with ``first``, without those of its first cell."""
    (row,) = (line for line in text.splitlines() if line.startswith(f"| {first}"))
    return set(re.findall(r"`([\w-]+)`", row.split("|", 2)[2]))


CONTRACT = section("### The contract of `pomoc explain --json`")
SETTINGS = section("## Settings")
COMMANDS = section("## Commands")


def test_every_kind_of_mail_is_told() -> None:
    assert cells(CONTRACT, "`kind`") == {kind.value for kind in Kind}


def test_every_verdict_is_told() -> None:
    assert cells(CONTRACT, "`verdict`") - {Kind.SELF_SERVICE.value} == {outcome.value for outcome in Outcome}


def test_every_detail_that_can_be_missing_or_extracted_is_told() -> None:
    assert cells(CONTRACT, "`missing`") == {detail.value for detail in Detail}
    assert cells(CONTRACT, "`extracted`") == {*SINGLE, "also"} - {"description"}


def keys(name: str) -> set[str]:
    """The keys of a section, or of each table of a list of them."""
    annotation = Settings.model_fields[name].annotation
    (table,) = (one for one in (annotation, *typing.get_args(annotation)) if hasattr(one, "model_fields"))
    assert issubclass(table, BaseModel)
    return set(table.model_fields)


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name not in ("smtp", "alarm", "policies")])
def test_every_setting_is_told(name: str) -> None:
    heading = next(line.split("|")[1].strip() for line in SETTINGS.splitlines() if f"[{name}]" in line)
    assert keys(name) <= cells(SETTINGS, heading)


def test_what_the_way_out_has_beside_the_mailbox_is_told() -> None:
    assert keys("smtp") - keys("imap") == cells(SETTINGS, "`[smtp]`")
    assert keys("alarm") - keys("smtp") <= cells(SETTINGS, "`[alarm]`")


def commands() -> list[str]:
    """``packages add`` and so on, as they are typed."""
    top = typer.main.get_command(app)
    named = getattr(top, "commands", {}).items()
    return [f"{name} {sub}".strip() for name, one in named for sub in (getattr(one, "commands", {}) or {"": one})]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_told(command: str) -> None:
    said = re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", COMMANDS)))
    assert set(command.split()) <= set(said)
