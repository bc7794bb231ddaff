"""Bringing a database to the newest form: forward only, all steps or none."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from worker.store.engine import take_turn

_PACKAGED = Path(__file__).parent.parent / "_migrations"
_CHECKOUT = Path(__file__).parent.parent.parent / "migrations"


class DatabaseTooNewError(RuntimeError):
    """The database was migrated by a newer release than this one; running on could lose what it added."""


def scripts() -> Path:
    """Where the migrations are: inside the wheel, or beside the package in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def migrate(engine: Engine) -> tuple[str | None, str]:
    """Run what is missing; returns the revisions before (None: empty database) and after.

    Raises DatabaseTooNewError when the database knows a revision that this release does not.
    """
    config = _config()
    with engine.begin() as connection:
        take_turn(connection)  # two workers that start at once
        before = MigrationContext.configure(connection).get_current_revision()
        _refuse_newer(config, before)
        after = ScriptDirectory.from_config(config).get_current_head()
        if after is None:
            raise RuntimeError("no migrations found; the installation is incomplete")
        if before != after:
            config.attributes["connection"] = connection
            with _unhurried(connection):
                command.upgrade(config, "head")
    return before, after


def _unhurried(connection: Connection) -> AbstractContextManager[None]:
    if connection.dialect.name != "postgresql":
        return nullcontext()
    from worker.store.postgres import patience  # noqa: PLC0415 -- psycopg is imported where there is a PostgreSQL

    return patience(connection)


def pending(engine: Engine | None) -> list[str]:
    """Names of the migrations that ``migrate`` would run, oldest first; empty when up to date.

    None stands for a database that is not there yet.
    """
    config = _config()
    script = ScriptDirectory.from_config(config)
    current = _revision(engine) if engine is not None else None
    _refuse_newer(config, current)
    return [step.revision for step in reversed(list(script.iterate_revisions("head", current or "base")))]


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_empty(engine: Engine) -> bool:
    """Whether the database has no tables at all yet."""
    return not inspect(engine).get_table_names()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts()))
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(config: Config, revision: str | None) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseTooNewError(
            f"the database is at {revision}, which this release does not know; install the newer release again"
        )
