"""The commands as people and programs call them: what they print, where, and how they end."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.acceptance.forked import typed
from tests.acceptance.office import mail
from tests.servers import free
from worker.application.looking import explain_mail
from worker.store.engine import open_engine

CONTRACT = {
    "message_id", "kind", "verdict", "reasons", "nip", "nip_candidates", "missing", "extracted", "found_at", "service",
    "new_text", "attachments", "ticket_id", "deadline", "letters", "notes", "sender", "subject", "received_at",
    "recorded_at", "mailbox", "attempts", "defects", "id",
}  # fmt: skip
ROOT = Path(__file__).parent.parent.parent

TOML = """
[mail]
address = "pomoc@3rp.com.pl"
authserv_id = "mx.3rp.com.pl"
[imap]
host = "127.0.0.1"
port = {port}
security = "none"
user = "pomoc"
password = "tajne-haslo"
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
[database]
url = "{database}"
[[managers]]
email = "szef@3rp.com.pl"
"""


def pomoc(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``pomoc …`` in this folder; the password of the settings is never in what it says."""
    done = typed(folder, *arguments, **environment)
    assert "Traceback" not in done.stderr, done.stderr
    assert "tajne-haslo" not in done.stdout + done.stderr
    return done


def settings(folder: Path, *, port: int = 0, database: str = "") -> Path:
    path = folder / "pomoc.toml"
    path.write_text(
        TOML.format(port=port or free.port(), database=database or f"sqlite:///{folder / 'pomoc.db'}"), "utf-8"
    )
    return path


def ingest(folder: Path, raw: bytes, name: str = "mail.eml") -> subprocess.CompletedProcess[str]:
    (folder / name).write_bytes(raw)
    return pomoc(folder, "ingest", name)


# one process works on this file's installation; ten processes each making it would cost more than they save
pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a confirmed report and a rejected mail whose subject looks like rich's markup."""
    folder = tmp_path_factory.mktemp("office")
    settings(folder)
    assert ingest(folder, mail(message_id="dobre@firma.example")).returncode == 0
    markup = mail(message_id="zle@firma.example", subject="[/b] [red]pomocy[/] [#1] \\[x", text="nie działa\r\n")
    assert ingest(folder, markup).returncode == 0
    good = mail(message_id="znaki@firma.example", subject="[5259912077] [/b] drukarka [bold")
    assert ingest(folder, good).returncode == 0
    return folder


def explained(office: Path, key: str) -> dict[str, Any]:
    done = pomoc(office, "explain", key, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_command_says_the_same_when_the_program_is_started_for_it(office: Path) -> None:
    """Everywhere else commands are typed in forks of a program that runs already."""
    started = subprocess.run(
        [sys.executable, "-m", "worker", "tickets", "--json"],
        cwd=office,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(started.stdout)
    assert (started.stdout, started.stderr) == (typed(office, "tickets", "--json").stdout, "")


# --- init ---


def test_init_writes_the_example_for_its_owner_alone_and_never_over_a_file(tmp_path: Path) -> None:
    done = pomoc(tmp_path, "init")
    assert done.returncode == 0
    assert "Fill in [mail], [imap] and [smtp]" in done.stdout
    path = tmp_path / "pomoc.toml"
    assert path.read_bytes() == (ROOT / "pomoc.example.toml").read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("mine", "utf-8")
    again = pomoc(tmp_path, "init")
    assert again.returncode == 2
    assert "already there" in again.stderr
    assert path.read_text("utf-8") == "mine"


# --- migrate ---


def test_migrate_says_what_it_would_do_does_it_once_and_refuses_the_future(tmp_path: Path) -> None:
    settings(tmp_path)
    planned = pomoc(tmp_path, "migrate", "--dry-run").stdout
    assert not list(tmp_path.glob("*.db"))
    steps = sorted(path.stem for path in (ROOT / "migrations" / "versions").glob("0*.py"))
    assert [step for step in steps if step not in planned] == []
    assert f"from an empty database to {steps[-1]}" in pomoc(tmp_path, "migrate").stdout
    assert "up to date" in pomoc(tmp_path, "migrate").stdout
    with sqlite3.connect(tmp_path / "pomoc.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    connection.close()
    refused = pomoc(tmp_path, "migrate")
    assert refused.returncode == 1
    assert "9999_future" in refused.stderr


def test_looking_into_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    settings(tmp_path)
    done = pomoc(tmp_path, "tickets")
    assert done.returncode == 1
    assert "pomoc migrate" in done.stderr


# --- ingest, explain ---


def test_ingest_says_what_became_of_the_mail(office: Path) -> None:
    done = ingest(office, mail(message_id="jeszcze@firma.example"))
    assert done.stdout.startswith("confirm (report); `pomoc explain ")
    again = ingest(office, mail(message_id="jeszcze@firma.example"))
    assert again.stdout.startswith("ignore (duplicate)")


def test_ingest_of_what_is_no_file_is_wrong_use(office: Path) -> None:
    done = pomoc(office, "ingest", ".")
    assert done.returncode == 2
    assert "cannot be read" in done.stderr


@pytest.mark.parametrize("raw", [b"", b"\xff\0" * 100])
def test_any_file_is_worked_on(office: Path, raw: bytes) -> None:
    assert ingest(office, raw, "dziwny.eml").returncode == 0


def test_a_mail_is_explained_by_its_number_its_ticket_and_its_message_id(office: Path) -> None:
    found = explained(office, "dobre@firma.example")
    assert set(found) >= CONTRACT
    assert (found["verdict"], found["kind"], found["nip"], found["missing"]) == ("confirm", "report", "5259912077", [])
    assert "KASA 1" in found["extracted"]["workstation"]
    assert set(found["deadline"]) == {"last_day", "expires_at"}
    assert {"code", "point", "text"} == set(found["reasons"][0])
    ticket = found["ticket_id"]
    assert {letter["kind"] for letter in found["letters"]} == {"customer-confirmation"}
    assert explained(office, f"[#{ticket}]")["id"] == found["id"]


@pytest.fixture
def engine(office: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{office / 'pomoc.db'}")
    yield made
    made.dispose()


def test_every_usual_way_to_name_a_mail_finds_it(engine: Engine) -> None:
    found = explain_mail(engine, "dobre@firma.example")
    assert found is not None
    ticket = found["ticket_id"]
    for key in ("<dobre@firma.example>", str(found["id"]), ticket, f"#{ticket}", f"[#{ticket}]", f" {ticket} "):
        again = explain_mail(engine, key)
        assert again is not None
        assert again["id"] == found["id"], key


@pytest.mark.parametrize("key", ["4711", "nie-ma@x.example", "26-99999-1", "9" * 40, "²", "", "' OR 1=1 --"])
def test_whatever_else_is_asked_for_is_not_found(engine: Engine, key: str) -> None:
    assert explain_mail(engine, key) is None


def test_an_explanation_for_people_shows_what_the_mail_holds(office: Path) -> None:
    done = pomoc(office, "explain", "zle@firma.example")
    assert done.returncode == 0
    assert "[/b] [red]pomocy[/] [#1] \\[x" in done.stdout
    assert "nip, description, workstation" in done.stdout
    assert "[1.3, 1.5]" in done.stdout


def test_an_unknown_mail_is_wrong_use(office: Path) -> None:
    done = pomoc(office, "explain", "9" * 40, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "pomoc tickets" in done.stderr


# --- lists ---


def test_lists_are_tables_for_people_and_json_for_programs(office: Path) -> None:
    tickets = pomoc(office, "tickets")
    assert tickets.returncode == 0
    assert "[/b] drukarka [bold" in tickets.stdout
    rows = json.loads(pomoc(office, "tickets", "--json").stdout)
    assert rows == sorted(rows, key=lambda row: row["promised_day"])
    assert {"ticket_id", "state", "kind", "nip", "verified", "topic", "requester", "promised_day"} <= set(rows[0])
    letters = pomoc(office, "outbox")
    assert letters.returncode == 0
    assert f"[#{rows[0]['ticket_id'][:3]}" in letters.stdout
    waiting = json.loads(pomoc(office, "outbox", "--json").stdout)
    assert {row["state"] for row in waiting} <= {"queued", "held"}
    assert json.loads(pomoc(office, "outbox", "list", "--json").stdout) == waiting


def test_a_letter_can_be_read_and_only_a_held_one_released(office: Path) -> None:
    first = json.loads(pomoc(office, "outbox", "list", "--json").stdout)[0]
    shown = pomoc(office, "outbox", "show", str(first["id"]))
    assert shown.returncode == 0
    assert first["recipient"] in shown.stdout and "Dzień dobry" in shown.stdout
    refused = pomoc(office, "outbox", "release", str(first["id"]))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is not held back: it is queued" in refused.stderr
    assert pomoc(office, "outbox", "show", "999999").returncode == 2


# --- run, wrong use, temporary failure ---


@pytest.mark.parametrize("arguments", [("nonsense",), ("explain",)])
def test_wrong_use_is_two(office: Path, arguments: tuple[str, ...]) -> None:
    assert pomoc(office, *arguments).returncode == 2


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_settings_that_are_not_there_are_wrong_use(tmp_path: Path, command: str) -> None:
    done = pomoc(tmp_path, command, "--config", "nie-ma.toml")
    assert done.returncode == 2
    assert "pomoc init" in done.stderr


def test_the_clocks_alone_are_looked_at_in_a_new_installation(tmp_path: Path) -> None:
    """The key of the letters is made by the first command that needs it; that was a wait without end here."""
    settings(tmp_path)
    done = pomoc(tmp_path, "watch")
    assert done.returncode == 0
    assert "tickets and packages told of: 0" in done.stdout


def test_a_mail_server_that_is_away_is_temporary(office: Path) -> None:
    done = pomoc(office, "run", "--once")
    assert done.returncode == 75
    assert "127.0.0.1" in done.stderr


def test_a_service_that_another_worker_has_overtaken_ends_as_a_temporary_failure(tmp_path: Path) -> None:
    settings(tmp_path)
    log = tmp_path / "pomoc.log"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("POMOC_")}
    with log.open("wb") as stderr:
        service = subprocess.Popen(
            [sys.executable, "-m", "worker", "run"],
            cwd=tmp_path,
            env={**clean, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
            stderr=stderr,
        )
    try:
        ends = time.monotonic() + 30
        while "working" not in log.read_text("utf-8"):
            assert time.monotonic() < ends, log.read_text("utf-8")
            time.sleep(0.05)
        with sqlite3.connect(tmp_path / "pomoc.db", timeout=10) as database:
            database.execute("UPDATE lease SET token = token + 1")
        assert service.wait(30) == 75, "Restart=on-failure starts it again, and it stands by"
        assert "another worker took over mailbox" in log.read_text("utf-8")
    finally:
        service.kill()
        service.wait(10)


def test_a_database_we_may_not_write_needs_a_person(tmp_path: Path) -> None:
    settings(tmp_path)
    assert ingest(tmp_path, mail(message_id="a@x.example")).returncode == 0
    with (tmp_path / "pomoc.db").open("r+b") as file:
        file.seek(18)  # the write version: a file of a later SQLite is read-only for ours, for root as well
        file.write(b"\x03")
    for arguments in (("run", "--once"), ("ingest", "mail.eml")):
        done = pomoc(tmp_path, *arguments)
        assert done.returncode == 1
        assert "may not write the database (attempt to write a readonly database)" in done.stderr


def test_a_disk_that_is_full_is_what_the_sentence_says(tmp_path: Path) -> None:
    settings(tmp_path)
    assert ingest(tmp_path, mail(message_id="a@x.example")).returncode == 0
    (tmp_path / "b.eml").write_bytes(mail(message_id="b@x.example", sender="b@x.example"))
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000,) * 2); "
        "from worker.cli.main import app; app()"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "ingest", "b.eml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 75, done.stderr
    assert "the database did not answer: disk I/O error" in done.stderr


@pytest.mark.parametrize(
    ("database", "code"),
    [("sqlite:////proc/nie/ma/pomoc.db", 1), ("postgresql://a:tajne-haslo@127.0.0.1:1/x", 75), ("mysql://x", 2)],
)
def test_a_database_that_cannot_be_had_is_one_sentence(tmp_path: Path, database: str, code: int) -> None:
    settings(tmp_path, database=database)
    done = pomoc(tmp_path, "migrate")
    assert done.returncode == code
    assert done.stderr.count("\n") <= 3


# --- doctor ---

BROKEN: list[tuple[dict[str, str], dict[str, str]]] = [
    # environment, and for each check that must fail a part of its advice
    (
        {"POMOC_MAIL__AUTHSERV_ID": "", "POMOC_MANAGERS": "[]", "POMOC_IMPA__HOST": "x"},
        {
            "imap": "firewall",
            "smtp": "smtp.host",
            "authserv_id": "Authentication-Results",
            "managers": "[[managers]]",
            "environment": "correct the name",
        },
    ),
    (
        {"POMOC_IMAP__HOST": "", "POMOC_SMTP__HOST": "", "POMOC_DATABASE__URL": "mysql://a:tajne-haslo@x"},
        {"imap": "[imap]", "smtp": "[smtp]", "database": "[database] url"},
    ),
    (
        {
            "POMOC_IMAP__SECURITY": "tls",
            "POMOC_IMAP__CA_FILE": "nie-ma.pem",
            "POMOC_SMTP__PASSWORD_FILE": "nie-ma",
            "POMOC_DATABASE__URL": "sqlite:////proc/nie/ma/pomoc.db",
        },
        {"imap": "", "smtp": "password", "database": "directory"},
    ),
    (
        {"POMOC_DATABASE__URL": "postgresql://a:tajne-haslo@127.0.0.1:1/x"},
        {"database": "server running"},
    ),
    (
        {"POMOC_COMPANY__LOGO": "nie-ma.png", "POMOC_HELP__ARTICLES_FOLDER": "nie-ma"},
        {"logo": "PNG", "help": "does not start"},
    ),
    (
        {"POMOC_MAIL__ADDRESS": "pomoc@example.com", "POMOC_MAIL__AUTHSERV_ID": "mx.example.com"},
        {"settings": "mail.address", "authserv_id": "Authentication-Results", "technicians": "[[technicians]]"},
    ),
]


def _doctor(folder: Path, **environment: str) -> dict[str, dict[str, Any]]:
    done = pomoc(folder, "doctor", "--json", **environment)
    assert done.returncode == 1
    return {one["check"]: one for one in json.loads(done.stdout)}


@pytest.mark.parametrize(("environment", "broken"), BROKEN)
def test_doctor_names_what_is_broken_and_what_to_do(
    tmp_path: Path, environment: dict[str, str], broken: dict[str, str]
) -> None:
    settings(tmp_path)
    findings = _doctor(tmp_path, **environment)
    for check, advice in broken.items():
        assert findings[check]["ok"] is False
        assert findings[check]["says"]
        assert advice in findings[check]["do"]
    assert findings["templates"]["ok"]
    assert findings["time zone"]["ok"]


def test_doctor_leaves_the_making_of_the_database_to_the_first_run(tmp_path: Path) -> None:
    settings(tmp_path)
    finding = _doctor(tmp_path)["database"]
    assert finding["ok"]
    assert "first run makes it" in finding["says"]
    assert not list(tmp_path.glob("*.db*"))


def test_doctor_prints_a_line_a_check_for_people(office: Path) -> None:
    done = pomoc(office, "doctor")
    assert done.returncode == 1
    assert "ok" in done.stdout
    assert "→" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "1"), ("tickets",), ("outbox", "list"), ("quarantine", "list"), ("packages", "show"),
        ("overdue", "list"), ("corrections",), ("wallet", "show", "5259912077"), ("alarm",),
        ("outbox", "release", "1"), ("quarantine", "release", "1"), ("replay", "1"),
        ("billing", "preview", "2026-03"), ("billing", "run", "2026-03"), ("billing", "hold", "2026-03"),
        ("billing", "release", "2026-03"), ("billing", "export", "2026-03"),
        ("overdue", "notice", "5259912077"), ("overdue", "notice", "5259912077", "--dry-run"),
        ("packages", "add", "5259912077", "5", "--dry-run"), ("customers", "import", "klienci.csv"),
    ],
)  # fmt: skip
def test_looking_into_a_database_that_is_not_there_is_a_problem_and_makes_none(
    office: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """What only looks, tries, or changes what is there: an empty answer from a mistyped path would be believed."""
    text = (office / "pomoc.toml").read_text("utf-8").replace("pomoc.db", "pomco.db")
    mistyped = tmp_path / "pomoc.toml"
    mistyped.write_text(text, "utf-8")
    (tmp_path / "klienci.csv").write_text("nip;nazwa\n5259912077;Firma\n", "utf-8")
    done = pomoc(tmp_path, *command, "--config", str(mistyped), POMOC_ALARM__HOST="127.0.0.1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no database" in done.stderr and "pomoc migrate" in done.stderr
    assert not list(office.glob("pomco.db*"))
