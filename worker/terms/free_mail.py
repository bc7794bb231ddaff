"""Typed access to free_mail.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def free_mail_domains() -> frozenset[str]:
    """Lower-case domains that anybody can have an address in."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("free_mail.toml").read_text("utf-8"))
    return frozenset(data["domains"])
