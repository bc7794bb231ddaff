"""A private Dovecot 2.3: loopback, random ports (plain with STARTTLS, and TLS), any user with one password.

Every test takes a user name of its own, so that one server serves them all. Mail is put in and read
by files of the maildir, past the code under test. Started as root, mail belongs to the number 5000, which needs
no entry in /etc/passwd; Dovecot's own users come with the Debian package.
"""

import grp
import itertools
import os
import pwd
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path

from tests.servers import free

MAIL_UID = 5000

CONFIGURATION = """
base_dir = {place}/base
state_dir = {place}/state
log_path = {place}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{place}/cert.pem
ssl_key = <{place}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{place}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_max_userip_connections = 200
default_process_limit = 200
default_client_limit = 1000
{users}
namespace {{
  inbox = yes
  prefix = {prefix}
  separator = .
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/home/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # no growing delay after a wrong password: the tests give many
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


class Dovecot:
    """Runs from construction to ``stop``. ``prefix`` is the personal namespace, such as ``INBOX.``."""

    host = "localhost"
    password = "tajne-hasło"

    def __init__(self, prefix: str = "") -> None:
        self._names = itertools.count(1)
        self._mails = itertools.count(1)
        self.place = free.directory("dovecot")
        self.port, self.tls_port = free.port(), free.port()
        self.ca_file, _ = free.certificate(self.place)
        root = os.geteuid() == 0
        self._uid, self._gid = (MAIL_UID, MAIL_UID) if root else (os.geteuid(), os.getegid())
        for name in ("mail", "home", "base", "state"):
            (self.place / name).mkdir()
        for name in ("mail", "home"):
            os.chown(self.place / name, self._uid, self._gid)
        configuration = self.place / "dovecot.conf"
        configuration.write_text(
            CONFIGURATION.format(
                place=self.place,
                uid=self._uid,
                gid=self._gid,
                users="" if root else _unprivileged(),
                prefix=prefix,
                password=self.password,
                port=self.port,
                tls_port=self.tls_port,
            )
        )
        with (self.place / "dovecot.log").open("ab") as log:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                ["dovecot", "-F", "-c", str(configuration)], stdout=log, stderr=log
            )
        try:
            free.wait_for(self.port, self._process, self.place / "dovecot.log")
        except RuntimeError:
            self.stop()
            raise

    def new_user(self) -> str:
        """A user with an empty mailbox."""
        return f"pomoc{next(self._names)}"

    def deliver(self, user: str, raw: bytes, *, at: datetime | None = None) -> None:
        """Put the bytes into the user's INBOX, as a local delivery agent does: ``tmp/``, then ``new/``.

        ``at`` becomes its INTERNALDATE (a maildir keeps that as the time of the file).
        """
        box = self._maildir(user)
        name = f"{int(time.time())}.M{next(self._mails):06}P{os.getpid()}.localhost"
        (box / "tmp" / name).write_bytes(raw)
        os.chown(box / "tmp" / name, self._uid, self._gid)
        if at is not None:
            os.utime(box / "tmp" / name, (at.timestamp(), at.timestamp()))
        (box / "tmp" / name).rename(box / "new" / name)

    def messages(self, user: str, folder: str = "INBOX") -> list[tuple[str, bytes]]:
        """The maildir flags (``S`` seen, ``T`` deleted, ``a``… keywords) and bytes of every mail of a folder."""
        box = self._maildir(user)
        if folder != "INBOX":
            box = box / f".{folder}"
        found = [path for part in ("new", "cur") if (box / part).is_dir() for path in (box / part).iterdir()]
        return [(path.name.partition(":2,")[2], path.read_bytes()) for path in sorted(found, key=lambda p: p.name)]

    def renumber(self, user: str) -> None:
        """Forget all UIDs: the folder gets a new UIDVALIDITY, as after a restored backup."""
        box = self._maildir(user)
        for path in [*box.glob("dovecot*"), *box.glob("cur/dovecot*")]:
            path.unlink()

    def stop(self) -> None:
        """End the server and remove everything of it."""
        free.end(self._process, self.place)
        self._process = None

    def _maildir(self, user: str) -> Path:
        box = self.place / "mail" / user
        for part in (box, box / "tmp", box / "new", box / "cur"):
            if not part.exists():
                part.mkdir(mode=0o700)
                os.chown(part, self._uid, self._gid)
        return box


def _unprivileged() -> str:
    """Settings with which somebody other than root can run all of it as himself."""
    user, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    chroots = "".join(f"service {service} {{\n  chroot =\n}}\n" for service in ("imap-login", "director", "stats"))
    return f"default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n{chroots}"


def available() -> bool:
    """Whether the program is installed (Debian: dovecot-imapd)."""
    return shutil.which("dovecot") is not None
