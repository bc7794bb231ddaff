"""Writes the golden letters anew, on purpose: ``PYTHONPATH=. python -m tests.unit.mail.letters.regenerate``."""

from pathlib import Path

from tests.unit.mail.letters.all_cases import CASES, golden

if __name__ == "__main__":
    here = Path(__file__).parent
    for old in here.glob("*.txt"):
        old.unlink()
    for name, letter in CASES.items():
        (here / f"{name}.txt").write_text(golden(letter()), encoding="utf-8")
