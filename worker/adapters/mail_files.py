"""Mailboxes as files: a folder of mails, a Maildir, or an mbox; only read, never changed.

    stored_mails(Path("stare-maile"))   ->  every mail, oldest first, with the moment it arrived

In a folder, ``*.eml``, ``*.mbox`` and everything in ``cur`` and ``new`` of a Maildir is mail, at any depth; so is a
file of another name that begins with a mail header. A mail is read from the disk only when somebody asks for its bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

_HEAD: Final = 64 * 1024
_RECEIVED: Final = re.compile(rb"^Received:(?:[^\n]*\n[ \t])*[^\n]*;\s*([^;\n]+(?:\n[ \t][^\n]*)*)", re.I | re.M)
_DATE: Final = re.compile(rb"^Date:\s*([^\n]+)", re.I | re.M)
_FIELD: Final = re.compile(rb"([!-9;-~]{1,80})[ \t]?:")
_OF_MAILS: Final = frozenset(
    {b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version", b"content-type"}
)
_ENOUGH: Final = 3
"""Fields of ``_OF_MAILS`` that make a header; "From: 8:00, To: 16:00" in a note is none."""
_FROM_QUOTED: Final = re.compile(rb"^>(>*From )", re.M)
_OLDEST: Final = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredMail:
    """One mail on disk: bytes ``start`` to ``end`` of a file. ``received_at`` is zone-aware."""

    name: str
    path: Path
    start: int
    end: int
    received_at: datetime
    quoted: bool = False  # an mbox writes "From " at the start of a line as ">From "

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.end - self.start

    def read(self, limit: int | None = None) -> bytes:
        """The mail, or its first ``limit`` bytes. Raises OSError when the disk does not give it."""
        length = self.size if limit is None else min(self.size, limit)
        with self.path.open("rb") as file:
            file.seek(self.start)
            raw = file.read(length)
        return _FROM_QUOTED.sub(rb"\1", raw) if self.quoted else raw


def stored_mails(path: Path, now: datetime) -> tuple[list[StoredMail], list[str]]:
    """All mails under ``path``, oldest first, and one sentence for each file that could not be read.

    ``now`` (zone-aware) is the latest moment at which a mail can have come.
    """
    found: list[StoredMail] = []
    problems: list[str] = []
    root = path if path.is_dir() else path.parent
    for file in _files(path):
        try:
            found.extend(_mails_of(file, str(file.relative_to(root)), now))
        except OSError as error:
            problems.append(f"{file}: {error.strerror}")
    found.sort(key=lambda one: (one.received_at, one.name))
    return found, problems


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for one in sorted(path.rglob("*")):
        if not one.is_file():
            continue
        if one.suffix.lower() in (".eml", ".mbox") or one.parent.name in ("cur", "new") or _begins_like_mail(one):
            yield one


def _begins_like_mail(file: Path) -> bool:
    """Whether a file of another name (``0001.msg``, ``mail003.box``) begins with the header of a mail."""
    try:
        with file.open("rb") as opened:
            lines = opened.read(_HEAD).lstrip().splitlines()
    except OSError:
        return False
    names: set[bytes] = set()
    for line in lines[1:] if lines and lines[0].startswith(b"From ") else lines:
        field = _FIELD.match(line)
        if field is None and not line.startswith((b" ", b"\t")):
            break
        names |= {field[1].lower()} if field else set()
    return len(names & _OF_MAILS) >= _ENOUGH


def _mails_of(file: Path, name: str, now: datetime) -> Iterator[StoredMail]:
    changed = min(datetime.fromtimestamp(file.stat().st_mtime, UTC), now)
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if not head.startswith(b"From "):
        when = arrived(head, latest=now) or changed
        yield StoredMail(name=name, path=file, start=0, end=file.stat().st_size, received_at=when)
        return
    for number, (start, end) in enumerate(_parts_of_mbox(file), 1):
        with file.open("rb") as opened:
            opened.seek(start)
            head = opened.read(min(_HEAD, end - start))
        yield StoredMail(
            name=f"{name}:{number}",
            path=file,
            start=start,
            end=end,
            received_at=arrived(head, latest=now) or changed,
            quoted=True,
        )


def _parts_of_mbox(file: Path) -> Iterator[tuple[int, int]]:
    """Offsets of every mail behind its "From " line, which stands at the start or after an empty line (RFC 4155)."""
    start, offset, empty = -1, 0, True
    with file.open("rb") as opened:
        for line in opened:
            if empty and line.startswith(b"From "):
                if start >= 0:
                    yield start, offset
                start = offset + len(line)
            offset += len(line)
            empty = line in (b"\n", b"\r\n")
    if start >= 0:
        yield start, offset


def arrived(head: bytes, *, latest: datetime) -> datetime | None:
    """When the last server took the mail: the topmost Received line, else Date; None when neither can be true.

    ``head`` is the beginning of the mail. A date before 1980 or a day after ``latest`` is not true.
    """
    header = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    for pattern in (_RECEIVED, _DATE):
        match = pattern.search(header)
        when = _moment(match.group(1).decode("ascii", "replace")) if match else None
        if when is not None and _OLDEST <= when <= latest + timedelta(days=1):
            return when
    return None


def _moment(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(" ".join(text.split()))
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
