"""What the scripted IMAP and SMTP servers share: a thread a connection, and one fault at a named place."""

import contextlib
import socketserver
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass
class Fault:
    """``kind`` happens at ``command`` the next ``times`` times it comes; then the server is well again."""

    command: str
    kind: str
    times: int = 1

    def due(self, command: str) -> bool:
        """Whether the fault happens now; counts down."""
        if command != self.command or self.times <= 0:
            return False
        self.times -= 1
        return True


class Dropped(Exception):  # noqa: N818 -- not an error: the script closes the connection here
    """Ends a connection from within a script."""


class ScriptedServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of 127.0.0.1 inside a ``with``. ``log`` has every command line as it came."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, connection: type["ScriptedConnection"], fault: Fault | None) -> None:
        super().__init__(("127.0.0.1", 0), connection)
        self.fault = fault or Fault("", "", 0)
        self.log: list[str] = []
        self.connections = 0
        self.ending = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ending.set()
        self.shutdown()
        self.server_close()
        self._thread.join(5)


class ScriptedConnection(socketserver.StreamRequestHandler):
    """One connection; subclasses speak the protocol in ``talk``."""

    server: ScriptedServer
    disable_nagle_algorithm = True  # answers of several lines would wait 40 ms each

    def handle(self) -> None:
        self.server.connections += 1
        with contextlib.suppress(Dropped, OSError, EOFError):  # the test looks at what the client made of it
            self.talk()

    def talk(self) -> None:
        """The whole dialogue."""
        raise NotImplementedError

    def say(self, text: str | bytes) -> None:
        """Send one line."""
        self.wfile.write((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def hear(self) -> str:
        """One line without its end; EOFError when the client is gone."""
        line = self.rfile.readline()
        if not line:
            raise EOFError
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        self.server.log.append(text)
        return text

    def stall(self) -> None:
        """Say nothing more until the test is over."""
        self.server.ending.wait(30)
        raise Dropped
