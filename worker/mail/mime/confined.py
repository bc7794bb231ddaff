"""The same reading in a child process with limits, for messages that already failed once or look hostile.

``read_message`` is bounded by ``caps``; this is the belt to its braces: a child with 10 s of CPU and 512 MB of
address space (``RLIMIT_CPU``, ``RLIMIT_AS``) that gets the bytes on stdin and gives JSON back, so nothing it
could be talked into writing is ever unpickled. POSIX only, like the limits.
"""

import resource
import subprocess
import sys
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from worker.domain.message import InboundMessage
from worker.mail.mime import read_message

CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 512 * 1024 * 1024

_MESSAGE: Final = TypeAdapter(InboundMessage)


class Unreadable(Exception):  # noqa: N818  # what the message is, in the words of the ledger
    """A message could not be read within the limits; ``reason`` is cpu, memory, time or crash."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"the message could not be read within its limits ({reason}) {detail}".rstrip())
        self.reason = reason


class _Order(BaseModel):
    """What the child is told besides the raw bytes."""

    model_config = ConfigDict(frozen=True)

    authserv_id: str
    own_addresses: frozenset[str]
    cpu_seconds: int
    memory_bytes: int


def read_confined(
    raw: bytes,
    *,
    authserv_id: str = "",
    own_addresses: frozenset[str] = frozenset(),
    wall_seconds: float = 30.0,
    cpu_seconds: int = CPU_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> InboundMessage:
    """``read_message`` in a child process; raises ``Unreadable`` when the child does not come back with facts."""
    order = _Order(
        authserv_id=authserv_id, own_addresses=own_addresses, cpu_seconds=cpu_seconds, memory_bytes=memory_bytes
    )
    try:
        child = subprocess.run(  # noqa: S603  # our own interpreter and module; the mail goes to stdin only
            [sys.executable, "-m", __name__],
            input=order.model_dump_json().encode() + b"\n" + raw,
            capture_output=True,
            timeout=wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("time") from error
    if child.returncode == 0:
        try:
            return _MESSAGE.validate_json(child.stdout)
        except ValidationError as error:
            raise Unreadable("crash", "no facts came back") from error
    raise Unreadable(_reason(child.returncode, child.stderr))


def _reason(code: int, stderr: bytes) -> str:
    if b"MemoryError" in stderr or b"out of memory" in stderr.lower():
        return "memory"
    return "cpu" if code in (-24, -9) else "crash"  # SIGXCPU at the soft limit, SIGKILL at the hard one


def _child() -> None:
    """Read the order and the message from stdin under the limits; write the facts to stdout."""
    order = _Order.model_validate_json(sys.stdin.buffer.readline(1_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (order.cpu_seconds, order.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (order.memory_bytes, order.memory_bytes))
    message = read_message(sys.stdin.buffer.read(), authserv_id=order.authserv_id, own_addresses=order.own_addresses)
    sys.stdout.buffer.write(_MESSAGE.dump_json(message))


if __name__ == "__main__":
    _child()
