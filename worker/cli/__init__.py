"""``pomoc``: the commands a person types, one file per group.

Exit codes: 0 done, 1 found problems, 2 wrong use (a wrong setting, an unknown id), 75 temporary failure (try again).
"""

from worker.cli.main import main

__all__ = ["main"]
