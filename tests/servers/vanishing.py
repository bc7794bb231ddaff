"""A TCP relay before a PostgreSQL that can hang, or vanish as a machine does whose cable was pulled.

What vanished says nothing: no refusal, no end of the connection. Linux drops what arrives at a socket with a filter
that lets nothing pass (socket(7), SO_ATTACH_FILTER) before TCP acknowledges it; no privilege is needed for that.
"""

import contextlib
import ctypes
import socket
import struct
import threading
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

_SO_ATTACH_FILTER, _SO_DETACH_FILTER = 26, 27  # asm-generic/socket.h; the module socket does not know them


def deafen(end: socket.socket) -> None:
    """Nothing that is sent to this socket arrives or is acknowledged from now on."""
    let_nothing_pass = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # BPF_RET | BPF_K, 0 bytes
    program = struct.pack("HL", 1, ctypes.addressof(let_nothing_pass))  # struct sock_fprog
    end.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)


class VanishingRelay:
    """Between TCP and the Unix socket of ``address`` (as SQLAlchemy writes it); ``url`` is the way through it."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        self._behind = f"{parse_qs(self._address.query)['host'][0]}/.s.PGSQL.5432"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[tuple[socket.socket, socket.socket]] = []  # towards the worker, towards the server
        self._gate = _open()
        self._lost: list[tuple[socket.socket, socket.socket]] = []
        self._closed_gates: list[threading.Event] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def url(self, **parameters: str) -> str:
        """The same database through the relay."""
        place = f"{self._address.username}@127.0.0.1:{self._listener.getsockname()[1]}"
        return urlunsplit((self._address.scheme, place, self._address.path, urlencode(parameters), ""))

    def hang(self) -> None:
        """What arrives is acknowledged and goes nowhere: a server that hangs, or a proxy that lost it."""
        self._gate.clear()

    def vanish(self) -> None:
        """Nothing arrives any more, on the connections there are and on new ones."""
        self.hang()
        for end in (self._listener, *(front for front, _ in self._pairs)):
            deafen(end)

    def come_back(self) -> None:
        """New connections pass again; those there were are lost, and the server has noticed it."""
        with contextlib.suppress(FileNotFoundError):  # it only hung
            self._listener.setsockopt(socket.SOL_SOCKET, _SO_DETACH_FILTER, 0)
        self._closed_gates.append(self._gate)
        self._gate = _open()
        for _, behind in self._pairs:
            behind.shutdown(socket.SHUT_RDWR)
        self._lost += self._pairs
        self._pairs.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for gate in (*self._closed_gates, self._gate):
            gate.set()
        for end in (self._listener, *(end for pair in (*self._lost, *self._pairs) for end in pair)):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                front, _ = self._listener.accept()
                behind = socket.socket(socket.AF_UNIX)
                behind.connect(self._behind)
                self._pairs.append((front, behind))
                for source, sink in ((front, behind), (behind, front)):
                    threading.Thread(target=_pump, args=(source, sink, self._gate), daemon=True).start()


def _open() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


def _pump(source: socket.socket, sink: socket.socket, gate: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            gate.wait()
            sink.sendall(data)
        gate.wait()
        sink.shutdown(socket.SHUT_WR)
