"""``--regulamin DIR`` and ``--mails DIR``: run the golden tests on any folder in their formats."""

from pathlib import Path

import pytest

from tests.golden.answers import SETS
from tests.golden.cases import OWN, REGULAMIN, cases
from tests.golden.mails.labels import FIXTURES, conversations


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regulamin", type=Path, default=REGULAMIN, help="a folder of golden sets of the regulamin")
    parser.addoption("--mails", type=Path, default=FIXTURES, help="a folder of labelled mails")


@pytest.fixture(scope="session")
def mails_folder(pytestconfig: pytest.Config) -> Path:
    """The folder of labelled mails."""
    folder: Path = pytestconfig.getoption("mails", FIXTURES)
    return folder


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test asking for ``<set>_case`` gets every case of that set, for ``labelled_mail`` every labelled mail."""
    folder: Path = metafunc.config.getoption("regulamin", REGULAMIN)
    for name in SETS:
        if f"{name}_case" in metafunc.fixturenames:
            found = cases(folder, name) + (cases(OWN, name) if folder == REGULAMIN else [])
            metafunc.parametrize(f"{name}_case", found, ids=[case.id for case in found])
    if "labelled_mail" in metafunc.fixturenames:
        mails: Path = metafunc.config.getoption("mails", FIXTURES)
        parameters = [
            # mails of one conversation have to be tested by one worker of pytest-xdist
            pytest.param((talk, mail), id=mail.id, marks=pytest.mark.xdist_group(talk.judged[0].id))
            for talk in conversations(mails)
            for mail in talk.judged
        ]
        metafunc.parametrize("labelled_mail", parameters)
