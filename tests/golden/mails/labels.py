"""A folder of labelled mails, cut into conversations that do not know each other."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[3] / "fixtures" / "emails"
_ANY_NIP = "5261040828"
_FAILED_RECIPIENT = re.compile(
    rb"^(?:Final-Recipient:\s*rfc822;|X-Failed-Recipients:)\s*([^\s,]+@[^\s,]+)", re.IGNORECASE | re.MULTILINE
)
_NOBODY = re.compile(r"(?i)mailer-daemon@|postmaster@|no-?reply@|@3rp\.com\.pl$")
_ANYBODY = "anna.nowak@biuro-nowak.example"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The ticket that has to exist before a mail can hang on it."""

    customer: str
    name: str
    nip: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail with placeholders, and its label."""

    id: str
    stem: str
    raw: bytes
    label: dict[str, Any]

    @property
    def replies_to(self) -> str:
        """Stem of the mail whose answer this one answers."""
        return str(self.label.get("replies_to", ""))

    @property
    def technician(self) -> str:
        """The technician of the label's ticket, in whose name the mail may come."""
        return str(self.label.get("ticket", {}).get("technician", ""))

    @property
    def opened(self) -> Opened | None:
        """The ticket to seed when no mail of the conversation opens it; None when the mail needs none.

        A mail with placeholders and no [ticket] gets one of its own sender (of the failed recipient, for a bounce).
        """
        told = self.label.get("ticket", {})
        if not told and b"{{TICKET}}" not in self.raw and b"{{MSGID}}" not in self.raw:
            return None
        return Opened(
            customer=told.get("customer_email") or self._correspondent(),
            name=told.get("customer_name") or "Anna Nowak",
            nip=told.get("nip") or self.label.get("nip") or _ANY_NIP,
            subject=told.get("subject") or "Brak połączenia z serwerem",
        )

    def _correspondent(self) -> str:
        failed = _FAILED_RECIPIENT.search(self.raw)
        if failed:
            return failed.group(1).decode("ascii", "replace")
        header = message_from_bytes(self.raw, policy=policy.compat32)
        address = parseaddr(str(header.get("From", "")))[1]
        return _ANYBODY if not address or _NOBODY.search(address) else address


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Mails that share one state, in order; only those in ``judged`` are compared with their labels here."""

    mails: tuple[Mail, ...]
    judged: tuple[Mail, ...]


def conversations(folder: Path) -> Iterator[Conversation]:
    """Every conversation under a folder, by name of its first judged mail."""
    mails = {path: _read(path, folder) for path in sorted(folder.rglob("*.eml"), key=lambda one: one.name)}
    alone: dict[str, Mail] = {}
    together: dict[Path, list[Mail]] = {}
    for path, mail in mails.items():
        if path.parent != folder and path.parent.name[0].isdigit():
            together.setdefault(path.parent, []).append(mail)
        else:
            alone[mail.stem] = mail
    for mail in alone.values():
        yield Conversation(mails=(*_before(mail, alone), mail), judged=(mail,))
    for _, rounds in sorted(together.items()):
        yield Conversation(mails=tuple(rounds), judged=tuple(rounds))


def _read(path: Path, folder: Path) -> Mail:
    label = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    numbered = path.parent != folder and path.parent.name[0].isdigit()
    name = f"{path.parent.name}/{path.stem}" if numbered else path.stem
    return Mail(id=name, stem=path.stem, raw=path.read_bytes(), label=label)


def _before(mail: Mail, known: dict[str, Mail]) -> tuple[Mail, ...]:
    chain: list[Mail] = []
    earlier = known.get(mail.replies_to)
    while earlier is not None and earlier not in chain:
        chain.insert(0, earlier)
        earlier = known.get(earlier.replies_to)
    return tuple(chain)
