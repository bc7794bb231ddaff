"""The attachments of a mail as files to send on: the bytes come back from the raw message."""

import zlib
from functools import partial

from sqlmodel import col, select

from worker.application.post import Post
from worker.domain.message import Attachment as Part
from worker.mail.compose import File
from worker.mail.mime import attachment_bytes
from worker.store import queries
from worker.store.tables import Attachment, LedgerEntry

_LOGO = 4096  # bytes; a picture inside the text that is smaller is a signature's
_LARGE = 4 * 1024 * 1024  # bytes; such a file is decoded for each letter and not kept beside it


def files_of(post: Post) -> tuple[File, ...]:
    """Every kept attachment of this mail, without the pictures of signatures; small ones are read once per mail."""
    if post.files is None:
        parts = [part for part in post.message.attachments if not part.not_kept and not _is_logo(post, part)]
        data = (post.raw or _stored(post)) if parts else b""
        post.files = tuple(_file(part, data) for part in parts if data)
    return post.files


def _file(part: Part, raw: bytes) -> File:
    read = partial(attachment_bytes, raw, part.part)
    return File(name=part.name, content_type=part.content_type, data=read if part.size >= _LARGE else read())


def _stored(post: Post) -> bytes:
    row = queries.raw_message(post.session, post.entry.raw_id)
    return zlib.decompress(row.data) if row is not None else b""


def not_kept(post: Post) -> tuple[str, ...]:
    """Names of attachments that were over a cap and cannot be sent on."""
    return tuple(part.name for part in post.message.attachments if part.not_kept)


def _is_logo(post: Post, part: Part) -> bool:
    """A picture inside the text that is tiny, or that this writer's mails carry again and again."""
    if not part.inline or not part.content_type.startswith("image/"):
        return False
    if part.size < _LOGO:
        return True
    seen = post.session.exec(
        select(Attachment.id)
        .join(LedgerEntry, col(Attachment.ledger_id) == col(LedgerEntry.id))
        .where(Attachment.sha256 == part.sha256, LedgerEntry.sender == post.entry.sender)
        .where(col(Attachment.inline).is_(True), LedgerEntry.id != post.entry.id)
        .limit(1)
    ).first()
    return seen is not None
