"""The labelled command lines, and a reading of commands in the words of their labels."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from worker.domain import commands as c
from worker.domain.calendar import WARSAW

NOW = datetime(2026, 11, 20, 13, 40, 30, tzinfo=UTC)  # Friday, 14:40 in Warsaw
LINES = tuple(
    (line.rpartition(" => ")[0], line.rpartition(" => ")[2])
    for line in (Path(__file__).parent / "lines.txt").read_text("utf-8").splitlines()
    if " => " in line and not line.startswith("#  ")
)


def said(line: str) -> str:
    """What the grammar makes of one line above a reply."""
    reading = c.read_commands(line, NOW)
    if reading.wrong:
        return f"? {reading.wrong[0].problem.value}"
    if not reading.commands:
        return "text" if reading.rest == line.strip() else f"lost: {reading.rest}"
    return _MEANINGS[type(reading.commands[0])](reading.commands[0])


def _hours(command: c.Work | c.Visit) -> str:
    start, end = (one.astimezone(WARSAW) for one in (command.start, command.end))
    flags = ["arranged"] if isinstance(command, c.Work) and command.arranged else []
    flags += ["confirmed"] if command.confirmed else []
    hours = "-".join(f"{one.hour}:{one.minute:02}" for one in (start, end))
    return " ".join([str(start.date()), hours, ",".join(command.topics), *flags]).replace("  ", " ").rstrip()


_MEANINGS: dict[type[c.Command], Callable[[Any], str]] = {
    c.Work: lambda one: f"work {_hours(one)}",
    c.Visit: lambda one: f"visit {_hours(one)}",
    c.Travel: lambda one: f"travel {one.day} {one.place or f'{one.km_one_way.normalize():f}'}",
    c.SetTopic: lambda one: f"topic {','.join(one.topics)}",
    c.Connection: lambda one: f"connection {one.label}",
    c.Implementation: lambda one: f"implementation {one.invoice}",
    c.SetStatus: lambda one: f"status {one.status.value}",
    c.HandOver: lambda one: f"hand-over {one.to}",
    c.Merge: lambda one: f"merge {one.ticket}",
    c.SetPayer: lambda one: f"payer {one.nip}",
    c.AddParticipant: lambda one: f"participant {one.address}",
    c.Away: lambda one: f"away {one.first}..{one.last}",
    c.PhoneReport: lambda one: f"phone {one.address}",
    c.Note: lambda one: f"note {one.text}",
    c.Undo: lambda one: "undo",
    c.Help: lambda one: "help",
    c.Confirmed: lambda one: "confirmed",
    c.Report: lambda one: "report",
    c.Show: lambda one: f"show {one.ticket}",
    c.Assign: lambda one: f"assign {one.ticket} {one.to}",
    c.CorrectBill: lambda one: f"correct {one.month:%Y-%m} {one.nip} {one.reason}".rstrip(),
    c.Suspend: lambda one: f"suspend {one.nip}",
    c.Resume: lambda one: f"resume {one.nip}",
}
