"""The worker as a forked child that can be killed, and commands as typed; see ``crash_runner``, ``command_runner``."""

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

ROOT = Path(__file__).parent.parent.parent


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
            cwd=ROOT,
        )

    def run(self, company: Configured, crash: str = "", kill_after: float = 0, **more: str) -> int:
        """One run; the exit status (-9: killed at the named point, or after so many seconds)."""
        return self.order(config=str(company.config), crash=crash, kill_after=kill_after, **more)

    def order(self, **order: object) -> int:
        """One line in, the exit status out."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(json.loads(self._process.stdout.readline())["status"])

    def stop(self) -> None:
        """End it."""
        self._process.communicate(timeout=30)


@cache
def _typist() -> Runner:
    one = Runner("tests.acceptance.command_runner")
    atexit.register(one.stop)
    return one


def typed(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``pomoc …`` typed in that folder, without the settings of whoever runs the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("POMOC_")}
    with TemporaryDirectory(prefix="pomoc-typed-") as place:
        said = [Path(place, name) for name in ("stdout", "stderr")]
        status = _typist().order(
            folder=str(folder.absolute()),
            arguments=arguments,
            environment={**clean, "PYTHONPATH": str(ROOT), **environment},
            stdout=str(said[0]),
            stderr=str(said[1]),
        )
        return subprocess.CompletedProcess(arguments, status, *(path.read_text("utf-8") for path in said))
