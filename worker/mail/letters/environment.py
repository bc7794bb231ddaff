"""Jinja2, and the only file that imports it. Templates are ours; facts are values and never become templates.

HTML templates escape everything by themselves, an undefined name is an error, and so is printing ``None``.
Every printed string is cleaned of controls. Where the templates are: ``worker/_templates`` in an installed
wheel, ``templates/`` in a checkout.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.environment import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

import worker
from worker.mail.header import one_line
from worker.mail.letters import polish

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_KEEP = re.compile(r"(<style.*?</style>|<[^>]*>|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_TIED_NUMBER = re.compile(r"(?<![^\s(–])(pkt|godz\.|tel\.|nr) +(?=[\d{]|$)")
_TIED_LETTER = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ]) +(?=\S|$)")


def render(name: str, **facts: object) -> str:
    """The text of ``templates/<name>`` with these facts. Raises jinja2.TemplateError for a broken template only."""
    return _environment().get_template(name).render(facts)


def templates_folder() -> Path:
    """Where the templates are read from (``pomoc doctor`` shows it)."""
    package = Path(worker.__file__).parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


@cache
def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_PolishLoader(templates_folder(), encoding="utf-8"),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(
        {
            "line": one_line,
            "ics": _ics_text,
            "day": polish.day,
            "short_day": polish.short_day,
            "moment": polish.moment,
            "money": polish.money,
            "duration": polish.duration,
            "human_size": polish.size,
            "nip": polish.nip,
            "listed": polish.listed,
            "date": polish.plain_date,
            "when": polish.when,
            "days": polish.days,
            "digits": polish.digits,
            "paragraph": _paragraph,
            "tied": _tied_sentence,
            "web": _web,
            "word": _word,
            "weekends": polish.weekends,
            "weekend_word": polish.weekend_word,
            "holidays": polish.holidays,
        }
    )
    return environment


def _printable(value: Any) -> Any:
    if value is None:
        raise TypeError("a template printed None: test for it, or give the fact a value")
    if isinstance(value, str) and _UNPRINTABLE.search(value):
        return type(value)(_UNPRINTABLE.sub("", value))
    return value


def _paragraph(text: str) -> str:
    """One line of what a macro wrote over many; NBSP stays."""
    return type(text)(" ".join(re.split(r"[ \t\n]+", text)).strip(" "))


def _tied_sentence(sentence: str) -> str:
    """A shared sentence with its one-letter words tied, for HTML."""
    return type(sentence)(_TIED_LETTER.sub(rf"\1{polish.NBSP}", sentence))


def _web(url: str) -> str:
    """The URL when it is http(s), else "#": a link never runs anything."""
    clean = one_line(url, 2000)
    return clean if re.match(r"https?://", clean) else "#"


def _word(key: str, words: Mapping[str, str]) -> str:
    return words[key]


def _ics_text(value: str) -> str:
    """RFC 5545 3.3.11: one line of TEXT."""
    return re.sub(r"([\\\\;,])", r"\\\1", one_line(value))


class _PolishLoader(FileSystemLoader):
    """Ties "pkt 1.2" and, in HTML, one-letter words ("w", "z", "i") to what follows them, once per template.

    Polish typography leaves no one-letter word at the end of a line. Only the words of the template are
    touched, never tags or data.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """The template's source with NBSP where the words are tied."""
        source, filename, uptodate = super().get_source(environment, template)
        pieces = _KEEP.split(source)
        pieces[::2] = [_tied(piece, letters=template.endswith(".html.j2")) for piece in pieces[::2]]
        return "".join(pieces), filename, uptodate


def _tied(words: str, *, letters: bool) -> str:
    tied = _TIED_NUMBER.sub(rf"\1{polish.NBSP}", words)
    return _TIED_LETTER.sub(rf"\1{polish.NBSP}", tied) if letters else tied
