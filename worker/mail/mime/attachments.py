"""Attachments as they are shown: clean names, size and hash of the decoded bytes, what is over a cap."""

import hashlib
import mimetypes
import re
from typing import Final

from worker.domain.message import Attachment
from worker.mail.mime import caps, clean, headers, parameters, transfer
from worker.mail.mime.entity import Entity, split_header

TOO_MANY: Final = "too-many-attachments"
"""The reason in ``not_kept`` of an attachment over the cap."""

_SEPARATORS: Final = re.compile(r"[/\\]+")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_EXTENSIONS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
    "application/octet-stream": ".bin",
}


def clean_name(name: str) -> str:
    """A display name: no path, no control or bidi characters, at most ``caps.NAME`` characters; may be ""."""
    single = clean.line(name, caps.HEADER)[0]
    single = _FORBIDDEN.sub("_", _SEPARATORS.split(single)[-1]).strip(" .")
    if len(single) <= caps.NAME:
        return single
    stem, dot, extension = single.rpartition(".")
    if dot and len(extension) <= 10:
        return f"{stem[: caps.NAME - len(extension) - 1].rstrip()}.{extension}"
    return single[: caps.NAME].rstrip()


def declared_name(entity: Entity) -> str:
    """The file name a part gives itself, decoded but not cleaned; "" when it gives none."""
    return entity.disposition.get("filename") or entity.content_type.get("name")


def generated_name(entity: Entity) -> str:
    """A name for a part without one: the subject of a forwarded message, else ``zalacznik-N``."""
    if entity.media_type == "message/rfc822":
        inner = headers.read(split_header(content(entity)[: caps.HEADERS])[0])
        return clean_name(f"{inner.text('subject') or 'wiadomosc'}.eml")
    extension = _EXTENSIONS.get(entity.media_type) or mimetypes.guess_extension(entity.media_type) or ".bin"
    return f"zalacznik-{entity.number}{extension}"


def content(entity: Entity) -> bytes:
    """The decoded bytes of a part."""
    return transfer.decoded(entity.body, entity.encoding)[0]


def describe(entity: Entity, *, kept: int, inline: bool) -> Attachment:
    """The facts of one part; ``kept`` counts the attachments before it."""
    data = content(entity)
    return described(
        part=entity.number,
        name=clean_name(declared_name(entity)) or generated_name(entity),
        content_type=entity.media_type,
        data=data,
        kept=kept,
        inline=inline,
        content_id=clean.line(entity.content_id, caps.ID)[0],
    )


def described(
    *, part: int, name: str, content_type: str, data: bytes, kept: int, inline: bool = False, content_id: str = ""
) -> Attachment:
    """An attachment of these decoded bytes; ``name`` is clean already."""
    return Attachment(
        part=part,
        name=name,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        inline=inline,
        content_id=content_id,
        not_kept=TOO_MANY if kept >= caps.ATTACHMENTS else "",
    )


def media_type_of(name: str) -> str:
    """A content type guessed from a file name, for formats that carry none."""
    return parameters.media_type((mimetypes.guess_type(name)[0] or "").encode(), "application/octet-stream")
