"""A private Postfix on loopback that takes mail for anybody and puts it into one maildir (Debian: postfix).

Its master has to be started by root. ``Sink`` is Postfix's smtp-sink, which takes mail and forgets it, for load.
"""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from tests.servers import free

MAIL_UID = 5000

MAIN = """
compatibility_level = 3.6
queue_directory = {place}/spool
data_directory = {place}/data
maillog_file = {place}/postfix.log
maillog_file_prefixes = {place}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost.localdomain
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:all/
virtual_mailbox_base = {place}/mail
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{uid}
virtual_mailbox_limit = 0
message_size_limit = {size_limit}
smtputf8_enable = yes
smtpd_tls_cert_file = {place}/cert.pem
smtpd_tls_key_file = {place}/key.pem
smtpd_tls_security_level = may
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{nobody@refused.example=550 5.1.1 No such user here}}
    {{later@busy.example=450 4.2.0 Greylisted}} }}, permit_mynetworks, reject
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """Runs from construction to ``stop``."""

    host = "localhost"
    size_limit = 3_000_000

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.place = free.directory("postfix")
        self.port, self.tls_port = free.port(), free.port()
        self.ca_file, _ = free.certificate(self.place)
        for name in ("spool", "data", "mail", "conf"):
            (self.place / name).mkdir()
        os.chown(self.place / "mail", MAIL_UID, MAIL_UID)
        shutil.chown(self.place / "data", "postfix", "postfix")
        (self.place / "conf" / "main.cf").write_text(
            MAIN.format(place=self.place, uid=MAIL_UID, size_limit=self.size_limit)
        )
        (self.place / "conf" / "master.cf").write_text(MASTER.format(port=self.port, tls_port=self.tls_port))
        configuration = str(self.place / "conf")
        # Makes the queue's directories. "postfix start-fg" is not used: ended, it leaves its master running.
        checked = subprocess.run(["postfix", "-c", configuration, "check"], capture_output=True, text=True, check=False)
        if checked.returncode:
            self.stop()
            raise RuntimeError(f"Postfix does not like its configuration: {checked.stderr}")
        asked = ["postconf", "-c", configuration, "-h", "daemon_directory"]
        daemons = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        self._process = subprocess.Popen(
            [f"{daemons}/master", "-c", configuration, "-d"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            free.wait_for(self.port, self._process, self.place / "postfix.log")
        except RuntimeError:
            self.stop()
            raise

    def delivered(self, count: int, seconds: float = 10.0) -> list[bytes]:
        """The bytes of all mails in the maildir once there are ``count`` of them (with Postfix's trace lines)."""
        until = time.monotonic() + seconds
        while len(found := self._files()) < count and time.monotonic() < until:
            time.sleep(0.02)
        return [path.read_bytes() for path in found]

    def all_delivered(self, seconds: float = 10.0) -> list[bytes]:
        """The bytes of all mails in the maildir once Postfix's queue is empty."""
        until = time.monotonic() + seconds
        queues = [self.place / "spool" / name for name in ("incoming", "active", "deferred")]
        while any(path.is_file() for queue in queues for path in queue.rglob("*")) and time.monotonic() < until:
            time.sleep(0.02)
        return [path.read_bytes() for path in self._files()]

    def empty(self) -> None:
        """Remove all delivered mails."""
        for path in self._files():
            path.unlink()

    def stop(self) -> None:
        """End the server and remove everything of it."""
        free.end(self._process, self.place)
        self._process = None

    def _files(self) -> list[Path]:
        return sorted((self.place / "mail").glob("all/new/*"))


class Sink:
    """Postfix's smtp-sink from construction to ``stop``: accepts everything, counts, keeps nothing."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.place = free.directory("sink")
        self.port = free.port()
        log = self.place / "sink.log"
        command = ["stdbuf", "-o0", "smtp-sink", "-c", *(("-u", "nobody") if os.geteuid() == 0 else ())]
        with log.open("wb") as output:
            # stdbuf: the counter is one line that is rewritten, and C would keep it back until the end
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                [*command, f"127.0.0.1:{self.port}", "1024"],
                stdout=output,
                stderr=output,
            )
        try:
            free.wait_for(self.port, self._process, log)
        except RuntimeError:
            self.stop()
            raise

    def accepted(self) -> int:
        """How many letters were taken since the start."""
        counts = re.findall(rb"mesg=(\d+)", (self.place / "sink.log").read_bytes())
        return int(counts[-1]) if counts else 0

    def stop(self) -> None:
        """End the sink."""
        free.end(self._process, self.place)
        self._process = None


def available() -> bool:
    """Whether Postfix is installed and we may start it."""
    return shutil.which("postfix") is not None and os.geteuid() == 0
