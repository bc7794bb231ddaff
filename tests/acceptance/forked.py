"""The worker as a forked child that can be killed; see ``crash_runner``."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Protocol


class Configured(Protocol):
    """Whatever has a settings file."""

    @property
    def config(self) -> Path:
        """Its settings file."""
        ...


class Runner:
    """The forking worker, kept alive for all tests of this file."""

    def __init__(self, module: str = "tests.acceptance.crash_runner") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, company: Configured, crash: str = "", kill_after: float = 0, **more: str) -> int:
        """One run; the exit status (-9: killed at the named point, or after so many seconds)."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"config": str(company.config), "crash": crash, "kill_after": kill_after, **more}
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(json.loads(self._process.stdout.readline())["status"])

    def stop(self) -> None:
        """End it."""
        self._process.communicate(timeout=30)
