"""What an IMAP and an SMTP account have in common: how they are secured and how a secret is carried.

Plaintext is allowed to this machine only; everything else is TLS with a verified certificate.
"""

import ipaddress
import ssl
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Security(StrEnum):
    """How a connection is protected (RFC 8314); the values are the words of ``pomoc.toml``."""

    TLS = "tls"  # from the first byte: IMAP 993, SMTP 465
    STARTTLS = "starttls"  # upgraded before anything is said: IMAP 143, SMTP 587; never optional
    NONE = "none"  # to this machine only


class Secret:
    """A password that no ``repr``, log line or traceback of a dataclass shows.

    Made of the text itself or of a function that fetches it (file, command) each time it is needed,
    so that a changed password is found without a restart.
    """

    def __init__(self, source: str | Callable[[], str]) -> None:
        self._source = source

    def reveal(self) -> str:
        """The text. Whatever the function raises comes out as it is; the adapters turn it into their error."""
        return self._source if isinstance(self._source, str) else self._source()

    def __repr__(self) -> str:
        return "Secret(***)"


class Tokens(Protocol):
    """Gives OAuth 2.0 access tokens; ``worker.adapters.oauth`` has the two that exist."""

    def token(self) -> str:
        """A token valid for at least a minute. Raises OAuthError. May block on the network."""
        ...

    def forget(self) -> None:
        """The server refused the last token: the next call gets a new one."""
        ...


def is_loopback(host: str) -> bool:
    """Whether the name or address can only mean this machine (RFC 6761 6.3 for ``localhost``)."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def verified_context(ca_file: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or later, certificate and host name checked, against the system's roots or ``ca_file`` (PEM).

    Raises OSError (``ssl.SSLError`` among them) when the file cannot be read.
    """
    context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
