"""mail-parser as a second opinion, for messages in which our own walk found no text.

It is not trusted for more: it loses raw Polish letters, keeps NUL and folding in subjects, and raises on
nested multiparts with boundaries that begin alike (``tests/unit/mail/test_mail_parser_contract.py``).
"""

import logging
from typing import Final

import mailparser

from worker.mail.mime import clean, html

# it writes pieces of the message into its log, and bodies never belong into ours
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)

LIMIT: Final = 1_000_000
"""Bytes of a message that is shown to it: its cost is not bounded by itself."""


def text_of(raw: bytes) -> str:
    """The text it reads, clean; "" when it finds none or fails. Never raises."""
    if len(raw) > LIMIT:
        return ""
    try:
        parsed = mailparser.parse_from_bytes(raw)
        plain = "\n\n".join(part for part in parsed.text_plain if isinstance(part, str))
        markup = "" if plain.strip() else "\n".join(part for part in parsed.text_html if isinstance(part, str))
    except Exception:  # it raises AttributeError, HeaderParseError and others on broken mail
        return ""
    return clean.body(plain)[0].strip("\n") if plain.strip() else html.to_text(markup)[0]
