"""``pomoc help-test FILE.eml``: which help article or guided case a mail would be shown, and why."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from worker.application.shelf import Suggestion
from worker.cli.options import AsJson, Config
from worker.cli.terminal import WRONG_USE, console, end, plain, print_json, settings, told
from worker.domain.help.matching import ENOUGH, Look
from worker.domain.subject import read_subject
from worker.mail.mime import read_message
from worker.settings import Settings
from worker.wiring import shelf


def help_test(
    file: Annotated[Path, typer.Argument(metavar="FILE.eml", help="A mail as a file, as a mail program saves it.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Say which help article and guided case a mail would be shown, and why the others are not."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        end(WRONG_USE, f"{file} cannot be read: {error.strerror}")
    chosen = settings(config)
    with told():
        found, looks = _suggest(raw, chosen)
    if as_json:
        print_json(_json(found, looks))
        return
    console.print(_table(found, looks))
    shown = ", ".join(one.title for one in found.articles) or "nic"
    console.print(f"W potwierdzeniu: {shown}", markup=False)
    console.print(f"Sprawa prowadzona krok po kroku: {found.case.title if found.case else 'nie'}", markup=False)


def _suggest(raw: bytes, chosen: Settings) -> tuple[Suggestion, tuple[Look, ...]]:
    message = read_message(
        raw, authserv_id=chosen.mail.authserv_id, own_addresses=frozenset({chosen.mail.address.strip().lower()})
    )
    own = message.new_text if message.new_text.strip() else message.text
    text, known = f"{read_subject(message.subject).topic}\n{own}", shelf(chosen)
    return known.suggest(text), known.looks(text)


def _table(found: Suggestion, looks: tuple[Look, ...]) -> Table:
    table = Table("artykuł lub sprawa", "zgodność", "najbliższe pytanie", "dlaczego", title=f"Próg: {ENOUGH:.0%}")
    told = {one.key for one in found.articles}
    for look in sorted(looks, key=lambda one: -one.share):
        why = "pokazany" if look.key in told else _why(look)
        table.add_row(*plain(look.key, f"{look.share:.0%}", look.ask, why))
    return table


def _why(look: Look) -> str:
    if look.about is None:
        return "nie ma żadnego ze zwrotów „about”"
    if look.beside is None:
        return "nie ma żadnego ze słów „with”"
    if look.never:
        return f"jest słowo „never”: {look.never}"
    if look.share < ENOUGH:
        return "za mało zgodne"
    if look.share < look.rival:
        return f"bliżej do: {look.unlike} ({look.rival:.0%})"
    return "pasuje, ale inny pasuje lepiej"


def _json(found: Suggestion, looks: tuple[Look, ...]) -> dict[str, Any]:
    return {
        "articles": [one.key for one in found.articles],
        "case": found.case.key if found.case else None,
        "looks": [
            {
                "key": one.key,
                "fits": one.fits,
                "share": round(one.share, 3),
                "ask": one.ask,
                "about": one.about,
                "with": one.beside,
                "never": one.never,
                "rival_share": round(one.rival, 3),
                "unlike": one.unlike,
            }
            for one in looks
        ],
    }
