"""A TCP proxy that cuts the connection after a number of bytes: a network failure at any place of a dialogue."""

import contextlib
import socket
import socketserver
import threading
from types import TracebackType
from typing import Self


class CuttingProxy(socketserver.ThreadingTCPServer):
    """``after_client``/``after_server``: bytes of that direction that still pass, over all connections; then both
    ends are closed, once. None: no limit. Further connections pass untouched."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, target: int, *, after_client: int | None = None, after_server: int | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Pipe)
        self.target = target
        self.left = {"client": after_client, "server": after_server}
        self.cuts = 0
        self.lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def passing(self, side: str, data: bytes) -> tuple[bytes, bool]:
        """What of the data passes, and whether the connection is cut behind it."""
        with self.lock:
            left = self.left[side]
            if left is None:
                return data, False
            if len(data) < left:
                self.left[side] = left - len(data)
                return data, False
            self.left[side] = None
            self.cuts += 1
            return data[:left], True

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(5)


class _Pipe(socketserver.BaseRequestHandler):
    server: CuttingProxy
    request: socket.socket

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.target)) as behind:
            for end in (self.request, behind):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=self._pump, args=(behind, self.request, "server"), daemon=True)
            back.start()
            self._pump(self.request, behind, "client")
            back.join(5)

    def _pump(self, source: socket.socket, sink: socket.socket, side: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                data, cut = self.server.passing(side, data)
                sink.sendall(data)
                if cut:
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
