"""How much of one message is looked at: every bound on hostile or broken input, in one place.

A message over a cap is still read: the rest is left out and a defect says so. The raw bytes are
stored whole, so nothing is lost.
"""

from typing import Final

MESSAGE: Final = 25 * 1024 * 1024
"""Bytes of a message that is downloaded at all; a larger one is read from its header."""

HEADER: Final = 64 * 1024
"""Bytes of one header field, folding included."""

HEADERS: Final = 256 * 1024
"""Bytes of the header block of the message."""

PART_HEADERS: Final = 16 * 1024
"""Bytes of the header block of one part inside the message."""

PART_FIELDS: Final = 50
"""Content-* fields read of one part."""

PARTS: Final = 1000
"""Entities of the MIME tree, the root included."""

DEPTH: Final = 50
"""Multiparts inside one another."""

SCANNED: Final = 5 * MESSAGE
"""Bytes searched for boundaries over all levels of the tree; honest mail needs three or four passes."""

BOUNDARIES: Final = 100_000
"""Lines that begin like a boundary and turn out to be another one (prefixes of one another)."""

ADDRESSES: Final = 50
"""Mailboxes of one address field."""

IDS: Final = 100
"""Message-IDs of References or In-Reply-To; the nearest are kept."""

ID: Final = 998
"""Characters of one Message-ID: what fits on a line (RFC 5322 2.1.1)."""

TEXT: Final = 1_000_000
"""Characters of body text kept."""

HTML: Final = 2_000_000
"""Characters of HTML turned into text, after embedded pictures are cut out."""

ELEMENTS: Final = 200_000
"""Elements of HTML that are walked; a long letter has a few thousand."""

ENCODED: Final = 4_000_000
"""Bytes of a text part that are decoded: more than the kept text in any encoding that people write."""

ATTACHMENTS: Final = 100
"""Attachments kept; further ones are listed with the reason."""

NAME: Final = 120
"""Characters of a display name of an attachment."""

LINE: Final = 2_000
"""Characters of a one-line field shown to people (subject, display name)."""
