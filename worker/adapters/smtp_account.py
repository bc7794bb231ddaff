"""An SMTP account as plain facts, so that settings can be mapped onto it."""

from dataclasses import dataclass
from pathlib import Path

from worker.adapters.account import Secret, Security, Tokens


@dataclass(frozen=True, kw_only=True)
class SmtpAccount:
    """Where letters are handed over (a smarthost or provider), and how.

    Without ``user`` nothing is authenticated. ``helo`` is our own name in EHLO; empty: the machine's.
    Times are seconds; the defaults of ``reply_timeout`` and ``data_timeout`` are the minima of
    RFC 5321 4.5.3.2 (5 minutes for MAIL and RCPT, 10 for the answer to the dot), as giving up early on the dot
    is what makes letters arrive twice. ``probe_after``: idle time after which a kept connection is tried
    with NOOP before it is trusted. ``letters_per_connection``: servers cut the connection after some hundreds.
    """

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password: Secret | None = None
    oauth: Tokens | None = None
    helo: str = ""
    ca_file: Path | None = None
    connect_timeout: float = 15.0
    reply_timeout: float = 300.0
    data_timeout: float = 600.0
    probe_after: float = 20.0
    probe_timeout: float = 10.0
    letters_per_connection: int = 100

    @property
    def place(self) -> str:
        """How a sentence for a person names the server."""
        return f"{self.host}:{self.port}"
