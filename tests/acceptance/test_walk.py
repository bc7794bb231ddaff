"""A mail's whole way, through the command line, a real Dovecot and a real Postfix, on both databases."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from tests.acceptance.forked import typed
from tests.acceptance.office import Installation, arrived, install, mail
from tests.servers import free
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.store.engine import transaction
from worker.store.tables import OutboxLetter

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("postfix")]


@pytest.fixture(params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> Installation:
    """An installation on each of the two databases; Postfix's maildir is empty."""
    postfix.empty()
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    return install(tmp_path, dovecot, smtp_port=postfix.port, database=url)


def pomoc(company: Installation, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return typed(company.config.parent, *arguments, "--config", str(company.config), **environment)


def test_a_report_is_confirmed_and_an_incomplete_one_gets_a_checklist(company: Installation, postfix: Postfix) -> None:
    company.receive(mail(message_id="dobre@firma.example"))
    company.receive(
        mail(message_id="zle@inna.example", subject="pomocy", text="nie działa\r\n", sender="a@inna.example")
    )

    done = pomoc(company, "run", "--once")

    assert done.returncode == 0, done.stderr
    assert company.explain("dobre@firma.example")["verdict"] == "confirm"
    bad = company.explain("<zle@inna.example>")
    assert bad["verdict"] == "reject"
    assert set(bad["missing"]) == {"nip", "description", "workstation", "user", "contact"}
    letters = {str(letter["To"]).rpartition("<")[2].rstrip(">"): letter for letter in arrived(postfix, 2)}
    ticket = company.explain("dobre@firma.example")["ticket_id"]
    confirmation = letters["jan@firma.example"]
    assert f"[#{ticket}]" in str(confirmation["Subject"])
    assert str(confirmation["In-Reply-To"]) == "<dobre@firma.example>"
    assert str(confirmation["Auto-Submitted"]).startswith("auto-")
    assert str(confirmation["Return-Path"]) == "<>"
    assert "a@inna.example" in letters
    assert [len(company.folder(name)) for name in ("INBOX", "Przetworzone", "Odrzucone")] == [0, 1, 1]


def test_a_second_run_creates_nothing(company: Installation, postfix: Postfix) -> None:
    company.receive(mail(message_id="raz@firma.example"))
    assert pomoc(company, "run", "--once").returncode == 0
    before = company.counts()

    assert pomoc(company, "run", "--once").returncode == 0

    assert company.counts() == before == (1, 1, 1)
    assert len(arrived(postfix, 2)) == 1


def test_the_same_mail_delivered_twice_is_answered_once(company: Installation, postfix: Postfix) -> None:
    for _ in range(2):
        company.receive(mail(message_id="dwa@firma.example"))

    assert pomoc(company, "run", "--once").returncode == 0

    assert company.counts() == (2, 1, 1)


def test_an_answer_to_the_confirmation_lands_on_the_ticket(company: Installation, postfix: Postfix) -> None:
    company.receive(mail(message_id="start@firma.example"))
    pomoc(company, "run", "--once")
    first = company.explain("start@firma.example")
    letter = next(one for one in first["letters"] if one["kind"] == "customer-confirmation")
    company.receive(
        mail(
            message_id="dalej@firma.example", subject="Re: bez numeru", text="Już działa.", answers=letter["message_id"]
        )
    )

    pomoc(company, "run", "--once")

    answer = company.explain("dalej@firma.example")
    assert (answer["verdict"], answer["ticket_id"]) == ("append", first["ticket_id"])
    assert answer["new_text"] == "Już działa."


def test_the_checklist_is_completed_by_one_answer(company: Installation, postfix: Postfix) -> None:
    company.receive(
        mail(
            message_id="czesc@firma.example",
            text="Na stanowisku KASA 1 po naciśnięciu „Drukuj” jest „Błąd 2001”.\r\nUżytkownik: Jan Kowalski\r\n",
        )
    )
    pomoc(company, "run", "--once")
    rejected = company.explain("czesc@firma.example")
    assert rejected["missing"] == ["contact"]
    letter = next(one for one in rejected["letters"] if one["kind"] == "customer-rejection")
    company.receive(
        mail(message_id="reszta@firma.example", subject="Re: x", text="Tel. 601 000 214", answers=letter["message_id"])
    )

    pomoc(company, "run", "--once")

    assert company.explain("reszta@firma.example")["verdict"] == "confirm"
    assert company.counts()[1] == 1


def test_a_stranger_with_a_ticket_id_gets_nothing(company: Installation, postfix: Postfix) -> None:
    company.receive(mail(message_id="moje@firma.example"))
    pomoc(company, "run", "--once")
    ticket = company.explain("moje@firma.example")["ticket_id"]
    company.receive(
        mail(
            message_id="obcy@zly.example", sender="obcy@zly.example", subject=f"Re: [#{ticket}] x", text="proszę o dane"
        )
    )

    pomoc(company, "run", "--once")

    assert company.explain("obcy@zly.example")["verdict"] == "quarantine"
    told = [letter["recipient"] for letter in company.letters()]
    assert "obcy@zly.example" not in told
    assert told.count("szef@3rp.com.pl") == 1
    assert len(company.folder("Kwarantanna")) == 1


def test_letters_wait_while_smtp_is_away(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> None:
    postfix.empty()
    nobody = free.port()
    company = install(tmp_path, dovecot, smtp_port=nobody)
    company.receive(mail(message_id="czeka@firma.example"))

    away = pomoc(company, "run", "--once")

    assert away.returncode == 75
    assert "wait for the SMTP server" in away.stderr
    config = company.config.read_text("utf-8")
    company.config.write_text(re.sub(f"port = {nobody}", f"port = {postfix.port}", config), "utf-8")
    _let_all_letters_be_due(company)
    assert pomoc(company, "run", "--once").returncode == 0
    assert len(arrived(postfix, 1)) == 1
    assert company.counts() == (1, 1, 1)


@pytest.mark.parametrize(
    ("setting", "code", "said"),
    [
        ({"POMOC_IMAP__PORT": "1"}, 75, "localhost:1"),
        ({"POMOC_IMAP__PASSWORD": "zle"}, 1, "password"),
        ({"POMOC_IMAP__SECURITY": "tls", "POMOC_IMAP__PORT": "{tls}"}, 1, "certificate"),
        ({"POMOC_IMAP__SECURITY": "tsl"}, 2, "imap.security"),
        ({"POMOC_IMAP__HOSTT": "x"}, 2, "hostt"),
        ({"POMOC_DATABASE__URL": "mysql://x"}, 2, "sqlite:///"),
    ],
)
def test_a_wrong_setting_is_one_clear_sentence(
    tmp_path: Path, dovecot: Dovecot, postfix: Postfix, setting: dict[str, str], code: int, said: str
) -> None:
    company = install(tmp_path, dovecot, smtp_port=postfix.port)
    environment = {name: value.format(tls=dovecot.tls_port) for name, value in setting.items()}

    done = pomoc(company, "run", "--once", **environment)

    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def _let_all_letters_be_due(company: Installation) -> None:
    with company.database() as engine, transaction(engine) as session:
        for letter in session.exec(select(OutboxLetter)):
            letter.due_at = datetime.now(UTC)
            session.add(letter)
