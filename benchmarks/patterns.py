"""How long each pattern of the mail reading takes on 1 MB of the worst text we know: ``python -m benchmarks.patterns``.

The figure to hold is 50 ms a pattern. Patterns that see one line (or one field) at a time get the megabyte as lines
of the length their caller lets through; those that see whole bodies get it in one piece. The tests hold linear growth
(tests/unit/mail/test_patterns_are_linear.py); this script is for the milliseconds.
"""

import inspect
import re
import sys
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from worker.domain import absence, classify, machine_wording, way_out
from worker.mail.mime import (
    addresses,
    attachments,
    authentication,
    bounces,
    charset,
    clean,
    entity,
    headers,
    html,
    parameters,
    reader,
    transfer,
    walk,
)
from worker.mail.replies import above_line, attribution, marks, parts, quotes, signature

MODULES = (
    *(addresses, attachments, authentication, bounces, charset, clean, entity, headers, html, parameters, reader),
    *(transfer, walk, above_line, attribution, marks, parts, quotes, signature),
    *(classify, machine_wording, absence, way_out),
)
WHOLE = {"clean", "html", "entity", "transfer", "charset"}
UNITS = (
    *(
        " ",
        "\n",
        ">",
        "> ",
        "-",
        "_",
        "a",
        "a ",
        "ł",
        "\u00b3",
        ".",
        ":",
        "@",
        "a@b.",
        "1",
        "1.",
        "12:30 ",
        "=?",
        "=?a?b?",
        "(",
        '"',
        '\\"',
    ),
    *(
        "<",
        "<a",
        "<!--",
        "Od: ",
        "Od: a\n",
        "W dniu 1.1.2026 12:30 ",
        "wrote",
        "wrote:",
        "napisał",
        "pozdrawiam ",
        "Niniejsza wiadomość ",
    ),
    *(
        "wysłane z ",
        "Pozdr",
        "z poważaniem",
        "display:",
        "data:image/png;base64,",
        ";a=",
        ";a*0*=",
        "--b\n",
        "content-a: b\n",
        "\x00",
        "\u202e",
    ),
)
MEGABYTE = 1_000_000
LINE = 2_500
LIMIT = 0.05
SEEN = {
    "signature._CONTACT": 25 * 300,  # the lines a signature can have, the beginning of each
    "bounces._SUBJECTS": 2_000,
    "bounces._POLISH": 10_000,
    "bounces._ASKS": 2_000,
    "bounces._FAILED": 5_000,
    "bounces._ABROAD": 5_000,
    "bounces._OF_HIS_MAIL": 5_000,
    "bounces._HIS_OWN": 5_000,
    "absence._AWAY": 400,  # the first lines
    "absence._HOURS": 400,
    "absence._CLAUSES": 400,
    "absence._WAYS_TO_REACH": 400,
    "machine_wording._DECLARES": 1_201,  # the first lines and the last
    "machine_wording._MADE_BY_PROGRAM": 1_201,
    "machine_wording._OF_HIMSELF": 800,
    "machine_wording._WAS_READ": 800,
    "machine_wording._FIELD": 800,
    "way_out._LAST_LINE": 800,
    "way_out._LINK": 1_201,
    "way_out._OFFERS": 1_201,
    "marks._SEPARATOR_WORDS": 100_000,  # only lines between dashes, of which at most 180 characters
    "marks._FORWARD_WORDS": 100_000,
    "above_line._WRITTEN_ABOVE": 100_000,
    "attribution._DATE": 300_000,  # only lines that end in a colon, or run into one
    "attribution._ENDS_WITH_VERB": 300_000,
    "attribution._DAY_BEHIND": 300_000,
    "attribution._BY_PROGRAM": 300_000,
    "attribution._IN_NEWS": 300_000,
    "attribution._TOLD_OF": 300_000,
    "parameters._PIECE": 16_384,
    "addresses._LEXEME": 65_536,
    "bounces._BLOCKS": 262_144,
    "html._CITE": 300_000,  # attributes of block quotes
    "html._QUOTE_HEAD": 500_000,
    "attachments._FORBIDDEN": 65_536,
    "parts._FORWARD_SUBJECT": 2_000,
}
"""Characters of one message that a pattern can be given at most, where that is less than a megabyte."""


def uses() -> Iterator[tuple[str, re.Pattern[Any], str, bool]]:
    """Name, pattern, the method its module calls, and whether it sees a whole body at once."""
    for module in MODULES:
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                for method in sorted(set(re.findall(rf"\b{name}\.(\w+)\(", source))):
                    yield f"{short(module)}.{name}.{method}", value, method, short(module) in WHOLE


def short(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def worst(pattern: re.Pattern[Any], method: str, size: int, *, whole: bool) -> tuple[float, str]:
    """Seconds for ``size`` characters of the unit that takes longest, and that unit."""
    return max((seconds(pattern, method, unit, size, whole=whole), unit) for unit in UNITS)


def seconds(pattern: re.Pattern[Any], method: str, unit: str, size: int, *, whole: bool) -> float:
    """Processor seconds one use takes on ``size`` characters of a repeated unit."""
    text: Any = unit * (size // len(unit))
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    pieces = [text] if whole else [text[at : at + LINE] for at in range(0, len(text), LINE)]
    begin = time.process_time()
    for piece in pieces:
        match method:
            case "finditer":
                for _ in pattern.finditer(piece):
                    pass
            case "sub" | "subn":
                pattern.sub(piece[:0], piece)
            case _:
                getattr(pattern, method)(piece)
    return time.process_time() - begin


def main() -> int:
    slowest = 0.0
    for name, pattern, method, whole in uses():
        size = SEEN.get(name.rpartition(".")[0], MEGABYTE)
        took, unit = worst(pattern, method, size, whole=whole)
        slowest = max(slowest, took)
        print(f"{took * 1000:8.1f} ms  {name:44} worst of {unit!r}", flush=True)
    return 1 if slowest > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
