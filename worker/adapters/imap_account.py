"""An IMAP account as plain facts, so that settings can be mapped onto it."""

from dataclasses import dataclass
from pathlib import Path

from worker.adapters.account import Secret, Security, Tokens

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class ImapAccount:
    """Where the mail is and how it is read.

    Either ``password`` or ``oauth`` is needed (SASL XOAUTH2 or OAUTHBEARER, RFC 7628). Times are seconds.
    ``read_timeout`` should stay at 30 or more: Dovecot punishes a wrong login with a growing delay
    before it answers the next, also right, one. ``size_cap`` and ``batch_bytes`` are bytes.
    """

    host: str
    user: str
    password: Secret | None = None
    oauth: Tokens | None = None
    port: int = 993
    security: Security = Security.TLS
    ca_file: Path | None = None
    folder: str = "INBOX"
    flag_only: bool = False
    size_cap: int = 25 * MEBIBYTE
    header_cap: int = 256 * 1024
    batch: int = 200
    batch_bytes: int = 8 * MEBIBYTE
    connect_timeout: float = 15.0
    read_timeout: float = 60.0

    @property
    def name(self) -> str:
        """Stable identity for the ledger; the port and the kind of security are not part of it."""
        return f"{self.user}@{self.host}/{self.folder}"

    @property
    def place(self) -> str:
        """How a sentence for a person names the server."""
        return f"{self.host}:{self.port}"
