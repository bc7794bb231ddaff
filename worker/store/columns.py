"""Columns that every room of tables has: an instant, a word of an enum, a column of a later release."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, text
from sqlmodel import Field

from worker.store.types import UtcDateTime


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """A CHECK that the column holds a member of the enum."""
    words = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A column of a zone-aware instant, kept in UTC."""
    return Field(default=None, sa_column=Column(UtcDateTime(), nullable=nullable, index=index))


def added_later() -> Any:
    """A text column that rows of an earlier release get as ""."""
    return Field(default="", sa_column_kwargs={"server_default": text("''")})
