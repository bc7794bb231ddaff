"""IMAP and SMTP servers inside the process, on loopback, for ``pomoc demo`` and for tests without Debian packages.

servers        both together, in a thread of their own
imap_server    pymap, filled from within                smtp_server   aiosmtpd, taking mail
post           trace lines, and the choice of the box   sender        a mail as its writer's server hands it over

The only place that imports pymap and aiosmtpd, and only when servers are started: they come with the ``demo`` extra.
Imports no other room.
"""

from worker.adapters.embedded.post import Letter
from worker.adapters.embedded.servers import EmbeddedServers, MissingExtraError

__all__ = ["EmbeddedServers", "Letter", "MissingExtraError"]
