"""House rules that no linter knows: file length, words, some libraries in one file, no foreign paths, true maps.

That lists of words are data is ``word_lists``.

Run by ``make check``; prints every breach and exits 1.
"""

import re
import subprocess
import sys
from pathlib import Path

from tests import word_lists

ROOT = Path(__file__).parent.parent
LONGEST = 300
BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|manager|handler)(_|\.|$)|^process_")
# without types, or likely to be replaced one day
IN_ONE_FILE = ("imapclient", "aiosmtplib", "apscheduler", "mailparser", "jinja2", "morfeusz2", "pymap", "aiosmtpd")
# put together, so that this file does not hold what it forbids
FOREIGN = re.compile(
    "|".join(("/wo" + "rk/", r"\.\./sha" + "red", r"\.\./\.lib" + "rary", "pypi" + r"\.org", "python" + "hosted"))
)
# a map is columns, two spaces or more apart: names, what they are for, names, what they are for
COLUMNS = re.compile(r" {2,}")
NAMES = re.compile(r"(?:(?:``)?[a-z]\w*(?:``)?(?:, |$))+")
GRAMMAR = ("=", ";")  # the second column of a grammar, which is no map


def breaches() -> list[str]:
    """Every breach as ``file: what``."""
    found = []
    for path in sorted((ROOT / "worker").rglob("*.py")):
        text, name = path.read_text("utf-8"), path.relative_to(ROOT)
        lines = text.count("\n")
        if lines > LONGEST and "300 lines" not in text.split('"""')[1]:
            found.append(f"{name}: {lines} lines, and the docstring gives no reason")
        if BANNED_NAMES.search(path.stem):
            found.append(f"{name}: the name says nothing; name what it is for")
    for library in IN_ONE_FILE:
        pattern = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)
        users = [path for path in (ROOT / "worker").rglob("*.py") if pattern.search(path.read_text("utf-8"))]
        if len(users) > 1:
            found.append(f"{library} is imported in {', '.join(str(user.relative_to(ROOT)) for user in users)}")
    for init in sorted((ROOT / "worker").rglob("__init__.py")):
        found += [f"{init.relative_to(ROOT)}: {breach}" for breach in map_breaches(init)]
    found += word_lists.breaches()
    for tracked in _tracked():
        path = ROOT / tracked
        if path.suffix in (".eml", ".png", ".pdf", ".gz") or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{tracked}:{number}: a path or host that does not belong in the repository")
    return found


def map_breaches(init: Path) -> list[str]:
    """What the map of a room, its ``__init__`` docstring, leaves out, and what it names that is gone."""
    told, there = named(init.read_text("utf-8").split('"""')[1]), set[str]()
    for path in init.parent.iterdir():
        if (path.suffix in (".py", ".toml") or path.is_dir()) and not path.name.startswith("_"):
            there.add(path.name.partition(".")[0])  # phrases.en.toml belongs to phrases
    return [
        *(f"the map leaves out {name}" for name in sorted(there - told)),
        *(f"the map names {name}, which is gone" for name in sorted(told - there)),
    ]


def named(docstring: str) -> set[str]:
    """The names in the columns of a map."""
    names = set[str]()
    for line in docstring.splitlines():
        columns = COLUMNS.split(line.strip())
        if len(columns) > 1 and not columns[1].startswith(GRAMMAR) and all(map(NAMES.fullmatch, columns[::2])):
            names |= {name.strip("`") for column in columns[::2] for name in column.split(", ")}
    return names


def _tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


if __name__ == "__main__":
    problems = breaches()
    print("\n".join(problems) or "house rules: kept")
    sys.exit(bool(problems))
