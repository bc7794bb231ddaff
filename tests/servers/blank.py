"""Databases at the newest form with nothing in them: migrated once in a process, emptied and used again.

A migration costs 0.1 s of processor time (0.25 s on PostgreSQL), emptying a few hundredths; and an engine that
stays keeps its compiled statements. What is about an empty database or about migrating takes ``database_url``.
"""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from tests.servers import free
from tests.servers.postgres import Postgres
from worker.store.engine import open_engine
from worker.store.migrate import migrate


@cache
def _migrated() -> bytes:
    with TemporaryDirectory(prefix="pomoc-") as folder:
        engine = open_engine(f"sqlite:///{folder}/pomoc.db")
        migrate(engine)
        engine.dispose()  # the write-ahead log goes into the file
        return Path(folder, "pomoc.db").read_bytes()


def put_blank(path: Path) -> None:
    """Put a migrated SQLite database there, as ``open_engine`` would make it: for its owner alone."""
    path.touch(0o600)
    path.write_bytes(_migrated())


class BlankFile:
    """One SQLite file after the other under one name; each is a file of its own, so nothing lives on in the next."""

    def __init__(self) -> None:
        self._place = free.directory("blank")
        self._engine = open_engine(f"sqlite:///{self._place / 'pomoc.db'}")

    def fresh(self) -> Engine:
        """The engine on a new file."""
        self._engine.dispose()
        for path in self._place.iterdir():
            path.unlink()
        put_blank(self._place / "pomoc.db")
        return self._engine

    def stop(self) -> None:
        """Remove everything."""
        self._engine.dispose()
        shutil.rmtree(self._place)


class BlankDatabase:
    """One database of a PostgreSQL; TRUNCATE, not DELETE: rows then stand in the order in which a test writes them."""

    def __init__(self, postgres: Postgres) -> None:
        self._engine = open_engine(postgres.new_database())
        migrate(self._engine)
        with self._engine.begin() as connection:
            (self._version,) = connection.execute(text("SELECT version_num FROM alembic_version")).one()

    def fresh(self) -> Engine:
        """The engine on the emptied database."""
        with self._engine.begin() as connection:
            # what a test before has left open must not hold anything: its connections, and locks of this one
            connection.exec_driver_sql(
                "SELECT pg_advisory_unlock_all(), count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            used = connection.exec_driver_sql(
                "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relname <> 'alembic_version'"
                " AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
            ).scalars()
            if names := ", ".join(used):
                connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": self._version})
        return self._engine

    def stop(self) -> None:
        """Let it go; it ends with its server."""
        self._engine.dispose()
