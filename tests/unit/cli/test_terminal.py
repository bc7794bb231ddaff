"""How a command ends when the outside world gets in its way."""

import pytest
import typer

from worker.cli.terminal import TEMPORARY, told
from worker.store.lease import LeaseLostError


def test_a_run_that_is_overtaken_is_one_sentence_and_may_be_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, told():
        raise LeaseLostError("another worker took over mailbox; this one stops")
    assert ended.value.exit_code == TEMPORARY
    assert capsys.readouterr().err == "another worker took over mailbox; this one stops\n"
