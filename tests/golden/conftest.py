"""``--regulamin DIR``: run the golden tests of the regulamin on any folder in that format."""

from pathlib import Path

import pytest

from tests.golden.answers import SETS
from tests.golden.cases import REGULAMIN, cases


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regulamin", type=Path, default=REGULAMIN, help="a folder of golden sets of the regulamin")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test asking for ``<set>_case`` gets every case of that set of the folder."""
    folder: Path = metafunc.config.getoption("regulamin", REGULAMIN)
    for name in SETS:
        if f"{name}_case" in metafunc.fixturenames:
            found = cases(folder, name)
            metafunc.parametrize(f"{name}_case", found, ids=[case.id for case in found])
