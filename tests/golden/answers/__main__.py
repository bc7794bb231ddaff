"""``python -m tests.golden.answers DIR OUT [--policy key=value …]``: the answer files a golden folder is scored by.

OUT gets one ``<set>.json`` per set of DIR, ``{case id: answer}``. A case the engine refuses is left out (it
counts as wrong) and named on standard error.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.golden.answers import SETS, answer
from tests.golden.cases import cases
from worker.domain.policy import Policy, PolicyError


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.answers", description=__doc__)
    parser.add_argument("golden", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--policy", action="append", default=[], metavar="KEY=VALUE")
    options = parser.parse_args(arguments)
    try:
        policy = Policy.of(dict(pair.partition("=")[::2] for pair in options.policy))
    except PolicyError as error:
        parser.error(str(error))
    options.out.mkdir(parents=True, exist_ok=True)
    refused = 0
    for name in SETS:
        found = {}
        for case in cases(options.golden, name):
            try:
                found[case.id] = answer(name, case.row, policy)
            except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                refused += 1
                print(f"{name} {case.id}: {type(error).__name__}: {error}", file=sys.stderr)
        text = json.dumps(found, ensure_ascii=False, indent=1)
        (options.out / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
