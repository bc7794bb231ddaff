"""House rules that no linter knows: file length, words, untyped libraries in one file, no foreign paths.

Run by ``make check``; prints every breach and exits 1.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST = 300
BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|manager|handler)(_|\.|$)|^process_")
UNTYPED = ("imapclient", "aiosmtplib", "apscheduler", "mailparser", "jinja2", "morfeusz2", "pymap", "aiosmtpd")
# pymap and aiosmtpd are one server each; a server is more than one file
FILES_ALLOWED = {"pymap": 3, "aiosmtpd": 2, "aiosmtplib": 3}
# put together, so that this file does not hold what it forbids
FOREIGN = re.compile(
    "|".join(("/wo" + "rk/", r"\.\./sha" + "red", r"\.\./\.lib" + "rary", "pypi" + r"\.org", "python" + "hosted"))
)


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
    for library in UNTYPED:
        pattern = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)
        users = [path for path in (ROOT / "worker").rglob("*.py") if pattern.search(path.read_text("utf-8"))]
        if len(users) > FILES_ALLOWED.get(library, 1):
            found.append(f"{library} is imported in {', '.join(str(user.relative_to(ROOT)) for user in users)}")
    for tracked in _tracked():
        path = ROOT / tracked
        if path.suffix in (".eml", ".png", ".pdf", ".gz") or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{tracked}:{number}: a path or host that does not belong in the repository")
    return found


def _tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


if __name__ == "__main__":
    problems = breaches()
    print("\n".join(problems) or "house rules: kept")
    sys.exit(bool(problems))
