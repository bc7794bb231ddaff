"""Column types that mean the same on SQLite and PostgreSQL."""

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

_PACKED = b"\x00"  # begins packed bytes; no letter begins so, its header does
_WORTH = 1024  # bytes from which on packing gains anything
# a batch of letters is claimed by the bytes of its rows: what a row may grow by in memory has to have a bound
_MOST_PACKED = 256 * 1024


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Goes in zone-aware (a naive one is an error), comes out in UTC.

    SQLite has no time zone and would silently drop it, so there the UTC wall time is stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; naive on SQLite, aware elsewhere."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime must not be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back as an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """JSON as text, readable with any tool; keys keep their order. Never filtered on in SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:
        """Compact UTF-8 JSON."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Parsed JSON."""
        return None if value is None else json.loads(value)


class LetterBytes(TypeDecorator[bytes]):
    """The exact bytes of a letter, kept packed: half of a letter with PDFs is the base64 around them.

    Rows of earlier releases, small and very large letters stand as they are.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Packed, where it pays."""
        if value is None or not _WORTH <= len(value) <= _MOST_PACKED:
            return value
        return _PACKED + zlib.compress(value, level=1)  # most of it is base64, on which more effort gains little

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """The bytes as they leave."""
        if value is None or not value.startswith(_PACKED):
            return value
        return zlib.decompress(value[1:])
