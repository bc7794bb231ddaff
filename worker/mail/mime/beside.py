"""Reading in a process of its own beside the worker: for a full mailbox, on a machine with a second processor.

The child is confined like that of ``worker.mail.mime.confined`` (10 s of CPU a mail, 512 MB of address space), reads
mail after mail from stdin and answers in JSON, so nothing a mail could talk it into writing is ever unpickled:

    parent   order "\\n" *( size "\\n" raw )
    child    "ready\\n"  *( size "\\n" answer )        ; answer = JSON, see ``_Answer``

It reads the details of a report as well, which take longer than the mail. When it dies over a mail, or does not answer,
``read`` raises ``Unreadable`` and the next mail finds a new child; the worker itself lives.
"""

import os
import resource
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import IO, BinaryIO, Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from worker.domain.case import source_of
from worker.domain.details.reading import read_details
from worker.domain.found import Details
from worker.domain.message import InboundMessage
from worker.mail.memory import return_big_blocks
from worker.mail.mime import read_message
from worker.mail.mime.confined import CPU_SECONDS, MEMORY_BYTES, Unreadable

WALL_SECONDS: Final = 30.0
_FAREWELL: Final = 2.0  # seconds


class _Order(BaseModel):
    """What the child is told once."""

    model_config = ConfigDict(frozen=True)

    authserv_id: str
    own_addresses: frozenset[str]
    own_phones: frozenset[str]


class _Answer(BaseModel):
    """What one mail says; ``failure`` when reading raised."""

    model_config = ConfigDict(frozen=True)

    message: InboundMessage | None = None
    details: Details | None = None
    failure: str = ""


_ANSWER: Final = TypeAdapter(_Answer)


class Beside:
    """The reader beside; a context manager. Not thread-safe: the mailbox's thread alone uses it."""

    def __init__(
        self,
        *,
        authserv_id: str = "",
        own_addresses: frozenset[str] = frozenset(),
        own_phones: frozenset[str] = frozenset(),
        wall_seconds: float = WALL_SECONDS,
    ) -> None:
        self._wall_seconds = wall_seconds
        self._order = _Order(authserv_id=authserv_id, own_addresses=own_addresses, own_phones=own_phones)
        self._child: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._start()

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._end()

    @property
    def ready(self) -> bool:
        """Whether the child has come up; until then the worker reads by itself. Never waits."""
        if not self._ready and self._child is not None and self._child.stdout is not None:
            answered = select.select([self._child.stdout], [], [], 0)[0]
            self._ready = bool(answered) and self._child.stdout.readline() == b"ready\n"
            if answered and not self._ready:
                self._end()  # it cannot run here at all: the worker goes on alone
        return self._ready

    def read(self, raw: bytes) -> tuple[InboundMessage, Details | None]:
        """``read_message``, and the details where a person wrote it. Raises Unreadable; call only when ``ready``."""
        try:
            answer = self._ask(raw)
        except (OSError, ValueError, ValidationError) as error:
            self._end()
            self._start()
            raise Unreadable("time" if isinstance(error, TimeoutError) else "crash") from error
        if answer.message is None:
            raise Unreadable("crash", answer.failure)
        return answer.message, answer.details

    def _ask(self, raw: bytes) -> _Answer:
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise OSError("no reader beside")
        give_up = time.monotonic() + self._wall_seconds
        _put(child.stdin, b"%d\n" % len(raw), give_up)
        _put(child.stdin, raw, give_up)
        _await([child.stdout], [], give_up)
        size = int(child.stdout.readline(20))
        return _ANSWER.validate_json(_get(child.stdout, size, give_up))

    def _start(self) -> None:
        self._ready = False
        with suppress(OSError):  # no process to be had: the worker reads by itself
            self._child = subprocess.Popen(  # noqa: S603  # our own interpreter and module; mails go to stdin only
                [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
            if self._child.stdin is not None:
                os.set_blocking(self._child.stdin.fileno(), False)
                order = self._order.model_dump_json().encode() + b"\n"
                _put(self._child.stdin, order, time.monotonic() + self._wall_seconds)

    def _end(self) -> None:
        child, self._child, self._ready = self._child, None, False
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what is still buffered for a dead child
                    pipe.close()
        child.kill()
        with suppress(subprocess.TimeoutExpired):
            child.wait(_FAREWELL)


def _put(sink: IO[bytes], data: bytes, give_up: float) -> None:
    """Write it all. A child that has stopped takes 64 KB, and a blocking write would then wait for it for ever."""
    left = memoryview(data)
    while left:
        _await([], [sink], give_up)
        left = left[sink.write(left) or 0 :]


def _get(source: IO[bytes], size: int, give_up: float) -> bytes:
    """So many bytes, however they come. Raises OSError when they end before."""
    data = bytearray()
    while len(data) < size:
        _await([source], [], give_up)
        some = source.read(size - len(data))
        if not some:
            raise OSError("the reader beside has ended")
        data += some
    return bytes(data)


def _await(sources: list[IO[bytes]], sinks: list[IO[bytes]], give_up: float) -> None:
    """Until one of them is ready; ``give_up`` on the monotonic clock. Raises TimeoutError."""
    if not any(select.select(sources, sinks, [], max(give_up - time.monotonic(), 0))):
        raise TimeoutError


def _child() -> None:
    """Read mail after mail until stdin ends, which it does when the worker ends, however it ends."""
    return_big_blocks()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then closes the pipe
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process when a mail takes too long
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # a library that prints must not speak in the answers
    order = _Order.model_validate_json(source.readline(1_000_000))
    _write(answers, b"ready\n")
    while size := source.readline(20):
        raw = source.read(int(size))
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        answer = _ANSWER.dump_json(_read(raw, order))
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(answers, b"%d\n" % len(answer) + answer)


def _write(answers: BinaryIO, data: bytes) -> None:
    answers.write(data)
    answers.flush()


def _read(raw: bytes, order: _Order) -> _Answer:
    try:
        message = read_message(raw, authserv_id=order.authserv_id, own_addresses=order.own_addresses)
    except Exception as error:
        return _Answer(failure=f"{type(error).__name__}: {error}"[:500])
    if message.author is None or message.bounce is not None or message.markers.auto_submitted not in ("", "no"):
        return _Answer(message=message)
    source = source_of(message, own_addresses=order.own_addresses, own_phones=order.own_phones)
    return _Answer(message=message, details=read_details(source))


if __name__ == "__main__":
    _child()
