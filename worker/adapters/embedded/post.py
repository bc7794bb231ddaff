"""What a mail transfer agent does with a mail it takes: trace lines on top, and the choice of the box.

Mail to one of the helpdesk's addresses goes to its IMAP user. Everything else is a letter to a customer:
kept as a file, and shown to the IMAP user ``klient`` so that a person's mail client can read the answers.
"""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One accepted mail that was not for the helpdesk: its envelope, and the bytes exactly as they came."""

    envelope_from: str
    recipient: str
    raw: bytes
    path: Path


class LetterFolder:
    """Letters as ``0001-<recipient>.eml`` in one directory, with their envelope remembered."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._directory.mkdir(parents=True, exist_ok=True)
        self._numbers = itertools.count(1 + len(list(directory.glob("*.eml"))))
        self._letters: list[Letter] = []

    def keep(self, envelope_from: str, recipient: str, raw: bytes) -> Letter:
        """Write the bytes and remember the letter. Raises OSError when the disk does not take them."""
        shown = "".join(character if character.isalnum() or character in "@.+-" else "_" for character in recipient)
        path = self._directory / f"{next(self._numbers):04}-{shown[:80]}.eml"
        path.write_bytes(raw)
        letter = Letter(envelope_from=envelope_from, recipient=recipient, raw=raw, path=path)
        self._letters.append(letter)
        return letter

    def listed(self) -> tuple[Letter, ...]:
        """All letters since the start, in the order of their acceptance."""
        return tuple(self._letters)


def traced(raw: bytes, *, envelope_from: str, recipient: str, peer: str, helo: str, now: datetime) -> bytes:
    """The mail as a final delivery leaves it (RFC 5321 4.4): Return-Path, Delivered-To and Received on top.

    A mail that is all header gets the empty line that ends it: pymap cuts the last byte off one without.
    """
    received = format_datetime(now.astimezone(UTC))
    trace = (
        f"Return-Path: <{envelope_from}>\r\n"
        f"Delivered-To: {recipient}\r\n"
        f"Received: from {helo or 'unknown'} ([{peer}])\r\n"
        f"\tby localhost (Pomoc demo) with ESMTP\r\n"
        f"\tfor <{recipient}>; {received}\r\n"
    )
    end = b"" if raw.startswith(b"\r\n") or b"\r\n\r\n" in raw else b"\r\n"
    return trace.encode("utf-8", "surrogateescape") + raw + end
