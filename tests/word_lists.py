"""The house rule about words: what is a list of them is data in ``worker/terms``, not a part of an expression.

A regular expression tells the shape of a phrase; a few words belong to that ("na|przy|za"). From six words on it is a
list, which a mail will lengthen one day. The same holds for a tuple or a set of words.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "mail", "application")
MOST = 5
NO_LISTS = {"worker/domain/polish/grammar.py"}  # tags of the dictionary: closed, and of no language
_WORD = re.compile(r"[a-ząćęłńóśźż]{3}")
_NO_WORD = re.compile(r"\\.|\[[^\]]*\]|\(\?(?:P<\w+>|P=\w+|<?[=!:]|[aims]+:)")
_ALONE = re.compile(r"[a-ząćęłńóśźż]{2,}(?: [a-ząćęłńóśźż]+){0,2}")


def lists_in(source: str) -> Iterator[tuple[int, str]]:
    """Each list of words in the source of a module: its line and how it begins."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in docstrings or id(node) in inside:
            continue
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            said = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(said) > MOST and all(_ALONE.fullmatch(one) for one in said):
                yield node.lineno, ", ".join(said)
        elif isinstance(node, ast.Constant | ast.JoinedStr) and "|" in (text := _text(node)):
            for words in _alternatives(_NO_WORD.sub(_blank, text)):
                if len(words) > MOST:
                    yield node.lineno, "|".join(words)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    """What is written there; what is put into it later is a blank."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else " " for part in parts)


def _blank(match: re.Match[str]) -> str:
    return "(" if match.group().startswith("(?") else " "


def _alternatives(expression: str) -> Iterator[list[str]]:
    """The words between the bars of each group, innermost first."""
    open_groups = [[""]]
    for char in expression:
        if char == "(":
            open_groups.append([""])
        elif char == "|":
            open_groups[-1].append("")
        elif char == ")" and len(open_groups) > 1:
            yield [one for one in open_groups.pop() if _WORD.search(one)]
        else:
            open_groups[-1][-1] += char
    yield from ([one for one in group if _WORD.search(one)] for group in open_groups)


def breaches() -> Iterator[str]:
    """Every list of words in Python as ``file:line: what``."""
    for room in ROOMS:
        for path in sorted((ROOT / "worker" / room).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            for line, said in () if name in NO_LISTS else lists_in(path.read_text("utf-8")):
                yield f"{name}:{line}: a list of words belongs in worker/terms: {said[:60]}"
