"""IMAP and SMTP servers inside the process, on loopback, for ``pomoc demo`` and for tests without Debian packages.

The only place that imports pymap and aiosmtpd, and only when servers are started: they come with the ``demo`` extra.
"""

from worker.adapters.embedded.post import Letter
from worker.adapters.embedded.servers import EmbeddedServers, MissingExtraError

__all__ = ["EmbeddedServers", "Letter", "MissingExtraError"]
