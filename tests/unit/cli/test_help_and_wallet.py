"""``pomoc help-test`` and ``pomoc wallet show``: what a person and a program read."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.acceptance.office import mail
from worker.app import App
from worker.application.insert import book
from worker.cli.main import app
from worker.domain.insert.entries import WalletSaid, WalletWord
from worker.settings import load
from worker.store.engine import transaction
from worker.store.tables import LedgerEntry

NIP = "5259912077"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "pomoc.toml"
    file.write_text(
        f'[mail]\naddress = "pomoc@3rp.com.pl"\n[database]\nurl = "sqlite:///{tmp_path / "pomoc.db"}"\n', "utf-8"
    )
    return file


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_help_test_says_what_would_be_shown_and_why(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(
        mail(message_id="a@x.example", subject=f"[{NIP}] Konto", text="Ktoś skasował Konto InsERT, jak je odzyskać?")
    )
    code, said = run("help-test", str(file), "--config", str(config), "--json")
    found = json.loads(said)
    assert (code, found["articles"], found["case"]) == (0, ["konto-insert-odzyskanie"], "konto-insert-odzyskanie")
    looks = {one["key"]: one for one in found["looks"]}
    assert looks["konto-insert-odzyskanie"]["about"] == "konto insert"
    assert looks["inspunkty-do-czego"]["about"] is None
    code, said = run("help-test", str(file), "--config", str(config))
    assert code == 0
    assert "Jak odzyskać usunięte Konto InsERT" in said
    assert "nie ma żadnego ze zwrotów" in said


def test_help_test_of_a_mail_that_asks_for_nothing_we_know(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(mail(message_id="a@x.example"))
    _, said = run("help-test", str(file), "--config", str(config), "--json")
    assert (json.loads(said)["articles"], json.loads(said)["case"]) == ([], None)


def test_help_test_without_a_file_is_wrong_use(config: Path, tmp_path: Path) -> None:
    assert run("help-test", str(tmp_path / "nie-ma.eml"), "--config", str(config))[0] == 2


def test_a_wrong_help_file_is_named(config: Path, tmp_path: Path) -> None:
    (tmp_path / "zly.toml").write_text("title = 1", "utf-8")
    config.write_text(config.read_text("utf-8") + f'[help]\narticles_folder = "{tmp_path}"\n', "utf-8")
    code, _ = run("help-test", __file__, "--config", str(config))
    assert code == 2


def test_wallet_show(config: Path) -> None:
    worker = App(settings=load(config))
    worker.prepare()
    day = date(2026, 11, 2)
    said = [
        WalletSaid(word=WalletWord.REPORTED, day=day, points=Decimal(350), valid_to=date(2099, 3, 1)),
        WalletSaid(word=WalletWord.OPERATION, day=day, op="sello_order", count=7),
    ]
    with transaction(worker.engine) as session:
        now = worker.clock()
        entry = LedgerEntry(
            mailbox="x", uidvalidity=1, uid=1, message_id="a", received_at=now, recorded_at=now, outcome="append"
        )
        session.add(entry)
        session.flush()
        session.add_all(book.as_rows(session, NIP, said, ledger_id=entry.id or 0, by="jan@firma.example", now=now))
    worker.engine.dispose()
    code, out = run("wallet", "show", "525-991-20-77", "--config", str(config), "--json")
    found = json.loads(out)
    assert (code, found["balance"], found["state"], found["valid_to"]) == (0, "346.5", "active", "2099-03-01")
    assert [row["cost"] for row in found["history"]] == ["0", "3.5"]
    code, out = run("wallet", "show", NIP, "--config", str(config))
    assert code == 0
    assert "346.5 pkt, ważny" in out


@pytest.mark.parametrize(("number", "ends_with"), [("1234567890", 2), ("abc", 2), ("1132191233", 1)])
def test_wallet_show_of_no_nip_is_wrong_use_and_of_nobody_known_a_problem(
    config: Path, number: str, ends_with: int
) -> None:
    App(settings=load(config)).prepare()
    assert run("wallet", "show", number, "--config", str(config))[0] == ends_with
