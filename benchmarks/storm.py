"""A storm: 10,000 mails in the mailbox at once, a few of them of 20 MB, a fifth from one sender who does not stop.

``pomoc run --once`` works as a process of its own; memory is read from /proc every 0.1 s, of the worker and of the
reader beside, and shown by quarters, so that growth would show. What must hold (figures of the reliability page): the
mailbox is empty in the end, RSS stays under 300 MB, nobody gets more letters than the brakes allow, and a mail in the
middle of the storm is answered while it lasts. ``postgresql`` behind the number: the same on a PostgreSQL of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import col, func, select

from benchmarks.generated_mail import Mail, b64lines, generate
from benchmarks.ingest import ADDRESS
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Sink
from tests.servers.postgres import Postgres
from worker.store.engine import open_engine, reading
from worker.store.tables import LedgerEntry, OutboxLetter, OutboxState

LARGE = 5  # mails …
LARGE_BYTES = 20 * 1024 * 1024
FLOODER = "potop@firma.example"
PER_DAY = 20  # letters to one address, the default of [rules]

SETTINGS = """
[mail]
address = "{address}"
authserv_id = "mx.3rp.example"
queue = ["serwis@3rp.example"]
[imap]
host = "{imap_host}"
port = {imap_port}
security = "none"
user = "{user}"
password = "{password}"
[smtp]
host = "{smtp_host}"
port = {smtp_port}
security = "none"
[database]
url = "{database}"
"""


@dataclass(kw_only=True)
class Memory:
    """Megabytes over time: resident of the worker; of it and its children each shared page once (PSS)."""

    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)

    def look(self, pid: int) -> None:
        """One more sample."""
        self.alone.append(_rolled_up(pid, "Rss:"))
        self.together.append(sum(_rolled_up(one, "Pss:") for one in (pid, *_children(pid))))


def run(count: int = 10_000, database: str = "sqlite") -> None:
    """Print rate, memory and what the flooder got."""
    dovecot, sink = Dovecot(), Sink()
    postgres = Postgres() if database == "postgresql" else None
    try:
        with tempfile.TemporaryDirectory() as name:
            folder, user = Path(name), dovecot.new_user()
            url = postgres.new_database() if postgres else f"sqlite:///{folder}/pomoc.db"
            for raw in _storm(count):
                dovecot.deliver(user, raw)
            config = folder / "pomoc.toml"
            config.write_text(
                SETTINGS.format(
                    address=ADDRESS, imap_host=dovecot.host, imap_port=dovecot.port, user=user,
                    password=dovecot.password, smtp_host=sink.host, smtp_port=sink.port, database=url,
                )
            )  # fmt: skip
            start, memory = time.perf_counter(), Memory()
            worker = subprocess.Popen(
                [sys.executable, "-m", "worker", "run", "--once", "--config", str(config)], stderr=subprocess.DEVNULL
            )
            while worker.poll() is None:
                memory.look(worker.pid)
                time.sleep(0.1)
            took = time.perf_counter() - start
            assert worker.returncode == 0, worker.returncode
            assert not dovecot.messages(user)
            _tell(count, took, memory, url)
    finally:
        if postgres:
            postgres.stop()
        sink.stop()
        dovecot.stop()


def _storm(count: int) -> Iterator[bytes]:
    every = count // (LARGE + 1)
    for mail in generate(count, seed=9, to_addr=ADDRESS):
        raw = mail.raw
        if mail.index % 5 == 2:
            raw = raw.replace(mail.sender.encode(), FLOODER.encode())
        yield _with_large_file(mail) if mail.index % every == 0 else raw


def _with_large_file(mail: Mail) -> bytes:
    """A report with one file that makes 20 MB of base64."""
    text = mail.body.replace("\n", "\r\n")
    head = (
        f"From: <{mail.sender}>\r\nTo: <{ADDRESS}>\r\nSubject: [{mail.nip}] Duzy zalacznik\r\n"
        f"Message-ID: <duzy-{mail.message_id.strip('<>')}>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n--b\r\nContent-Type: application/octet-stream\r\n"
        'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="kopia.bak"\r\n\r\n'
    )
    return head.encode() + b64lines(os.urandom(LARGE_BYTES * 3 // 4)) + b"--b--\r\n"


def _tell(count: int, took: float, memory: Memory, database: str) -> None:
    print(f"{count} mails ({LARGE} of 20 MB) in {took:.0f} s: {count / took:.0f}/s")
    quarter = max(len(memory.alone) // 4, 1)
    for name, series in (("RSS of the worker", memory.alone), ("PSS with the reader beside", memory.together)):
        peaks = [max(series[start : start + quarter]) for start in range(0, 4 * quarter, quarter)]
        print(f"  {name}: {max(series):.0f} MB at most; by quarters {', '.join(f'{one:.0f}' for one in peaks)}")
    engine = open_engine(database)
    with reading(engine) as session:
        states = session.exec(select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)).all()
        sent = select(OutboxLetter).where(OutboxLetter.state == OutboxState.SENT.value)
        flooded = len(session.exec(sent.where(OutboxLetter.recipient == FLOODER)).all())
        began = session.exec(select(func.min(LedgerEntry.recorded_at))).one()
        answer = session.exec(
            sent.where(col(OutboxLetter.ledger_id) >= count // 2, col(OutboxLetter.kind).startswith("customer-"))
            .order_by(col(OutboxLetter.ledger_id))
            .limit(1)
        ).one()
        assert answer.sent_at is not None
        middle = (answer.sent_at - began).total_seconds()
    engine.dispose()
    print(f"  letters {dict(states)}; to the flooder {flooded} (the brake: {PER_DAY})")
    print(f"  the mail in the middle was answered {middle:.0f} s after the storm began")
    assert flooded <= PER_DAY


def _rolled_up(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0  # it ended meanwhile
    return sum(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _children(pid: int) -> list[int]:
    found = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in listing.read_text().split()]
        except OSError:
            continue
    return found


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, *sys.argv[2:3])
