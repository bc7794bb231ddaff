"""What all commands share: how they end, and where they print."""

import json
import logging
import os
import pwd
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import structlog
import typer
from rich.console import Console
from rich.text import Text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from worker.app import App
from worker.application.ports import MailboxError
from worker.settings import Settings, SettingsError, load
from worker.store.engine import DatabaseFileError, DatabaseUrlError
from worker.store.lease import LeaseLostError
from worker.store.migrate import DatabaseTooNewError

OK, PROBLEMS, WRONG_USE, TEMPORARY = 0, 1, 2, 75
# a pipe or a log has no width of its own; 80 columns would break every table
console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
errors = Console(stderr=True, highlight=False)


def end(code: int, sentence: str = "") -> NoReturn:
    """Leave with an exit code and, if anything went wrong, one sentence on stderr."""
    if sentence:
        errors.print(sentence, markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def told() -> Iterator[None]:
    """Errors of the outside world become one sentence and the right exit code."""
    try:
        yield
    except (SettingsError, DatabaseUrlError) as error:
        end(WRONG_USE, str(error))
    except (DatabaseTooNewError, DatabaseFileError) as error:
        end(PROBLEMS, str(error))
    except MailboxError as error:
        end(PROBLEMS if error.permanent else TEMPORARY, str(error))
    except LeaseLostError as error:
        end(TEMPORARY, str(error))
    except (OperationalError, ProgrammingError) as error:
        first = _first(error)
        if _lacks_tables(first):
            end(PROBLEMS, "the database is empty or older than this release; run `pomoc migrate`")
        if _may_not_write(first):
            end(
                PROBLEMS,
                f"the account {account()} may not write the database ({first.orig}); give it the file of [database] "
                "url, those beside it (-wal, -shm, .lock) and their folder",
            )
        end(TEMPORARY, f"the database did not answer: {str(first.orig).strip()}; nothing was lost, try again")


def _lacks_tables(error: DBAPIError) -> bool:
    """SQLite knows no code for it; PostgreSQL has 42P01 (table) and 42703 (column)."""
    said = str(error.orig)
    return (
        getattr(error.orig, "sqlstate", "") in ("42P01", "42703") or "no such table" in said or "no such column" in said
    )


def _first(error: DBAPIError) -> DBAPIError:
    """What went wrong first: to take back what SQLite has given up by itself (the disk is full) fails as well."""
    first, before = error, error.__context__
    while before is not None:
        first, before = before if isinstance(before, DBAPIError) else first, before.__context__
    return first


def _may_not_write(error: DBAPIError) -> bool:
    """SQLite's file, or what stands beside it, is read-only for us: that does not pass by itself."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY


def settings(config: Path | None) -> Settings:
    """The settings, or exit code 2 with what is wrong in them."""
    with told():
        return load(config)


def looking(config: Path | None) -> App:
    """The installation for a command that only looks, or changes what is there: its database must exist."""
    return App(settings=settings(config), must_exist=True)


def plain(*cells: object) -> tuple[Text, ...]:
    """Cells as they are: what customers wrote may look like the table's own markup, or steer the terminal."""
    return tuple(Text(printable(str(cell))) for cell in cells)


def print_json(value: Any) -> None:
    """For programs: one JSON value on stdout, UTF-8, no colours."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def account() -> str:
    """The name of the account that runs the command, for the record."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container with a number and no name
        return f"uid {os.getuid()}"


def printable(text: str) -> str:
    """Text of a stranger for a terminal: no control characters (escape sequences) and no tricks of direction."""
    return "".join(one if one in "\n\t" or unicodedata.category(one)[0] != "C" else "�" for one in text)


@contextmanager
def quiet() -> Iterator[None]:
    """No log lines between the table and the bar; what goes wrong with a mail is in its row."""
    before = structlog.get_config()
    logging.disable(logging.CRITICAL)  # libraries that read mail complain about each broken one
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        structlog.configure(**before)
