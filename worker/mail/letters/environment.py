"""Jinja2, and the only file that imports it. Templates are ours; facts are values and never become templates.

    x.txt.j2     text: nothing is escaped
    x.html.j2    HTML: everything is escaped
    x.j2         words that both share; read as HTML (``x.html.j2``) when an HTML template imports them
    en/…         the same letters for payers whose contract wants English (docs/adr/0043); never mixed with Polish words

The third line matters: Jinja2 marks what a macro returns as safe when the *caller* escapes, though the macro's own
file decided whether its values were escaped. So an HTML template must never see an unescaped version of a macro,
and ``join_path`` sees to that. An undefined name is an error, and so is printing ``None``; every printed string is
cleaned of controls. Where the templates are: ``worker/_templates`` in a wheel, ``templates/`` in a checkout.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.environment import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

import worker
from worker.mail.header import one_line
from worker.mail.letters import english, polish
from worker.terms.phrases import Language

# letters that follow the language of a payer's contract; all the others are Polish
TRANSLATED = ("customer-billing", "customer-order", "customer-overdue", "customer-package")
_HTML = ".html.j2"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_KEEP = re.compile(r"(<style.*?</style>|<[^>]*>|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_TIED_NUMBER = re.compile(r"(?<![^\s(–])(pkt|godz\.|tel\.|nr) +(?=[\d{]|$)")
_TIED_POINT = re.compile(r"\b(points?|tel\.|No\.) +(?=[\d{]|$)")
_STRING = re.compile(r'"[^"]*"')
_HYPHENED = re.compile(r"(?<=\bNIP)-(?=\w)|(?<=\be)-(?=mail)")  # no line ends in "NIP-" or "e-"
_TIED_LETTER = re.compile(r"(?<![^\s(„\"])([aiouwzAIOUWZ]) +(?=\S|$)")


def render(name: str, language: Language = Language.POLISH, /, **facts: object) -> str:
    """The text of ``templates/<name>`` with these facts, or of the template of that name in another language's folder.

    Raises jinja2.TemplateError for a broken or missing template only.
    """
    return environment(language).get_template(folder_of(language) + name).render(facts)


def folder_of(language: Language) -> str:
    """``en/``; Polish has no folder of its own."""
    return "" if language is Language.POLISH else f"{language}/"


def templates_folder() -> Path:
    """Where the templates are read from (``pomoc doctor`` shows it)."""
    package = Path(worker.__file__).parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


@cache
def environment(language: Language = Language.POLISH) -> Environment:
    """The templates with the filters of one language: a filter that it lacks is an error when the template is read."""
    found = _LetterEnvironment(
        loader=_TyingLoader(templates_folder(), language),
        autoescape=lambda name: name is not None and name.endswith(_HTML),
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.filters.update(_VALUES[language])
    found.filters.update({"line": one_line, "ics": _ics_text, "paragraph": _paragraph, "web": _web, "word": _word})
    return found


def _printable(value: Any) -> Any:
    if value is None:
        raise TypeError("a template printed None: test for it, or give the fact a value")
    if isinstance(value, str) and _UNPRINTABLE.search(value):
        return type(value)(_UNPRINTABLE.sub("", value))
    return value


def _paragraph(text: str) -> str:
    """One line of what a macro wrote over many; NBSP stays."""
    return type(text)(" ".join(re.split(r"[ \t\n]+", text)).strip(" "))


def _web(url: str) -> str:
    """The URL when it is http(s), else "#": a link never runs anything."""
    clean = one_line(url, 2000)
    return clean if re.match(r"https?://", clean) else "#"


def _word(key: str, words: Mapping[str, str]) -> str:
    return words[key]


def _ics_text(value: str) -> str:
    """RFC 5545 3.3.11: one line of TEXT."""
    return re.sub(r"([\\\\;,])", r"\\\1", one_line(value))


class _LetterEnvironment(ImmutableSandboxedEnvironment):
    """Gives an HTML template the escaped version of the words it shares with the text."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing private. Facts are frozen and tuples, so the library's slow look for mutators finds nothing."""
        return not attr.startswith("_")

    def join_path(self, template: str, parent: str) -> str:
        """``words.j2`` asked for by ``x.html.j2`` is ``words.html.j2``."""
        shared = parent.endswith(_HTML) and not template.endswith(_HTML)
        return template.removesuffix(".j2") + _HTML if shared else template


class _TyingLoader(FileSystemLoader):
    """Reads ``x.j2`` for ``x.html.j2`` where both are one, and ties words, once per template.

    Polish typography leaves no one-letter word ("w", "z", "i") at the end of a line and keeps "pkt 1.2" and "NIP-u"
    together; English only keeps "point 1.2". Only the words of the template get an NBSP, never tags or data; in the
    text only "pkt 1.2", so that people can search it.
    """

    def __init__(self, folder: Path, language: Language) -> None:
        super().__init__(folder, encoding="utf-8")
        self._tied = _tied if language is Language.POLISH else _tied_english

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """The template's source with NBSP where words are tied. Raises TemplateNotFound."""
        is_html = template.endswith(_HTML)
        try:
            source, filename, uptodate = super().get_source(environment, template)
        except TemplateNotFound:
            if not is_html:
                raise
            source, filename, uptodate = super().get_source(environment, template.removesuffix(_HTML) + ".j2")
        pieces = _KEEP.split(source)
        pieces[::2] = [self._tied(piece, letters=is_html) for piece in pieces[::2]]
        if is_html:
            pieces[1::2] = [self._with_tied_strings(piece) for piece in pieces[1::2]]
        return "".join(pieces), filename, uptodate

    def _with_tied_strings(self, tag: str) -> str:
        """A tag of Jinja2 with the words in its strings tied (``"i co wtedy"``); a tag of HTML as it is."""
        if not tag.startswith(("{{", "{%")):
            return tag
        return _STRING.sub(lambda match: self._tied(match.group(), letters=True), tag)


def _tied_english(words: str, *, letters: bool) -> str:
    return _TIED_POINT.sub(rf"\1{polish.NBSP}", words)


def _tied(words: str, *, letters: bool) -> str:
    tied = _TIED_NUMBER.sub(rf"\1{polish.NBSP}", words)
    if not letters:
        return tied
    return _HYPHENED.sub("\u2011", _TIED_LETTER.sub(rf"\1{polish.NBSP}", tied))


_VALUES: Mapping[Language, Mapping[str, Callable[..., str]]] = {
    Language.POLISH: {
        "day": polish.day,
        "short_day": polish.short_day,
        "moment": polish.moment,
        "money": polish.money,
        "duration": polish.duration,
        "human_size": polish.size,
        "nip": polish.nip,
        "listed": polish.listed,
        "date": polish.plain_date,
        "on_day": polish.on_day,
        "when": polish.when,
        "days": polish.days,
        "digits": polish.digits,
        "weekends": polish.weekends,
        "weekend_word": polish.weekend_word,
        "holidays": polish.holidays,
        "minutes": polish.minutes,
        "hours": polish.hours,
        "quarters": polish.quarters,
        "clock": polish.clock,
        "inner_quotes": polish.inner_quotes,
        "warsaw_day": polish.warsaw_day,
        "counted": polish.counted,
        "short_moment": polish.short_moment,
        "span": polish.span,
        "points": polish.points,
        "thousands": polish.thousands,
        "months": polish.months,
        "days_of_month": polish.days_of_month,
        "lower_first": polish.lower_first,
    },
    Language.ENGLISH: {
        "day": english.day,
        "money": english.money,
        "duration": polish.duration,
        "nip": polish.nip,
        "listed": english.listed,
        "date": english.plain_date,
        "days": english.days,
        "hours": english.hours,
        "counted": english.counted,
        "days_of_month": english.days_of_month,
    },
}
