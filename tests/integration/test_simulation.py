"""``pomoc simulate``: an old mailbox judged in the order of its dates, with nothing sent and nothing stored."""

import json
import mailbox
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from worker.cli.main import app

REPORT = """Return-Path: <{sender}>
Received: from x (x [192.0.2.1]) by mx.3rp.example; {date} +0100
From: Jan Kowal <{sender}>
To: pomoc@3rp.example
Subject: [5261040828] {topic}
Date: Mon, 01 Jan 2001 10:00:00 +0100
Message-ID: <{id}@firma.example>

Na komputerze BIURO-1 od rana przy uruchamianiu Subiekta pojawia się komunikat
"Brak połączenia z serwerem".
{rest}
"""
COMPLETE = "Użytkownik: Jan Kowal\nTelefon: 501 000 200"


def mail(
    number: int, date: str = "Mon, 02 Mar 2026 10:00:00", *, topic: str = "Subiekt", rest: str = COMPLETE
) -> bytes:
    text = REPORT.format(sender="jan@firma.example", date=date, topic=topic, id=number, rest=rest)
    return text.encode().replace(b"\n", b"\r\n")


def another(number: int) -> str:
    """The rest of a report that is no repetition of another one."""
    return COMPLETE + "\nOpis: " + " ".join(f"{chr(97 + number)}{chr(97 + word)}la" for word in range(20))


@pytest.fixture
def simulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command on a path; the company's database must not even come to be."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    (home / "pomoc.toml").write_text('[mail]\naddress = "pomoc@3rp.example"\n')

    def run(path: Path) -> Any:
        done = CliRunner().invoke(app, ["simulate", str(path), "--json"])
        assert done.exit_code == 0, done.output
        assert [one.name for one in home.iterdir()] == ["pomoc.toml"]
        return json.loads(done.stdout)

    return run


def test_a_folder_is_judged_by_date_and_not_by_name(tmp_path: Path, simulated: Any) -> None:
    box = tmp_path / "box"
    (box / "deeper").mkdir(parents=True)
    (box / "a.eml").write_bytes(mail(2, "Tue, 03 Mar 2026 10:00:00", rest=COMPLETE))
    (box / "deeper" / "b.eml").write_bytes(mail(1, "Mon, 02 Mar 2026 10:00:00", rest=""))
    found = simulated(box)
    assert [(one["file"], one["verdict"]) for one in found["mails"]] == [
        ("deeper/b.eml", "reject"),
        ("a.eml", "confirm"),
    ]
    # the later mail of the same topic completed the earlier one [1.5]
    assert found["mails"][1]["reasons"] == ["completed", "same-nip-and-topic"]
    assert found["letters"] == {"customer-rejection": 1, "customer-confirmation": 1}
    assert found["outcomes"] == {"reject": 1, "confirm": 1}


def test_an_mbox_and_a_maildir_hold_the_same_mails(tmp_path: Path, simulated: Any) -> None:
    kept, folder = mailbox.mbox(tmp_path / "box.mbox"), mailbox.Maildir(tmp_path / "maildir")
    for number in range(3):
        raw = mail(number, topic=f"Temat {number}", rest=f"From here on.\n{COMPLETE}")
        kept.add(raw)
        folder.add(raw)
    kept.close()
    one, other = simulated(tmp_path / "box.mbox"), simulated(tmp_path / "maildir")
    assert one["outcomes"] == other["outcomes"] == {"confirm": 3}
    assert [item["file"] for item in one["mails"]] == ["box.mbox:1", "box.mbox:2", "box.mbox:3"]
    assert one["groups"][0]["reason"]["point"] == "1.2, 1.3"
    assert len(one["groups"][0]["examples"]) == 3


def test_mails_under_any_name_are_found_by_their_header_and_other_files_are_not(tmp_path: Path, simulated: Any) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "0001.msg").write_bytes(mail(1, topic="Temat 1", rest=another(1)))
    (box / "mail003.box").write_bytes(b"From jan@firma.example Mon Mar  2 10:00:00 2026\n" + mail(2, rest=another(2)))
    (box / "README.txt").write_text("From: 8:00\nTo: 16:00\n\nMaile z 2026 roku.\n")
    (box / "notes.toml").write_text('kind = "report"\n')
    (box / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (box / "empty").write_bytes(b"")
    found = simulated(box)
    assert sorted(one["file"] for one in found["mails"]) == ["0001.msg", "mail003.box:1"]
    assert found["unreadable_files"] == []


@pytest.mark.parametrize("list_first", [True, False], ids=["through the list first", "directly first"])
def test_a_mail_sent_to_us_and_to_a_list_that_we_are_on_is_worked_on_once(
    tmp_path: Path, simulated: Any, list_first: bool
) -> None:
    box = tmp_path / "box"
    box.mkdir()
    early, late = "Mon, 02 Mar 2026 10:00:00", "Mon, 02 Mar 2026 10:01:00"
    listed = b"List-Id: <admini.listy.example>\r\n" + mail(1, early if list_first else late)
    (box / "list.eml").write_bytes(listed.replace(b"[5261040828] ", b""))
    (box / "direct.eml").write_bytes(mail(1, late if list_first else early))
    found = {one["file"]: (one["verdict"], one["kind"]) for one in simulated(box)["mails"]}
    assert found["direct.eml"] == ("confirm", "report")
    assert found["list.eml"] == (("ignore", "mailing_list") if list_first else ("ignore", "duplicate"))


def test_each_mail_says_how_long_it_took(tmp_path: Path, simulated: Any) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.eml").write_bytes(mail(1))
    found = simulated(box)
    assert 0 < found["mails"][0]["milliseconds"] <= found["seconds"] * 1000 + 1


def test_the_brakes_would_have_held_letters_by_the_mails_own_clock(tmp_path: Path, simulated: Any) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for number in range(7):
        within_an_hour = f"Mon, 02 Mar 2026 10:{number:02}:00"
        (box / f"{number}.eml").write_bytes(
            mail(number, within_an_hour, topic=f"Sprawa {number}", rest=another(number))
        )
    (box / "later.eml").write_bytes(mail(99, "Mon, 02 Mar 2026 12:30:00", topic="Później", rest=another(9)))
    found = simulated(box)
    assert found["outcomes"] == {"confirm": 8}
    assert found["letters"] == {"customer-confirmation": 6}
    assert sum(held["letters"] for held in found["held"]) == 2


def test_broken_mails_large_mails_and_mails_older_than_the_price_list_are_all_judged(
    tmp_path: Path, simulated: Any
) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "empty.eml").write_bytes(b"")
    (box / "noise.eml").write_bytes(bytes(range(256)) * 50)
    (box / "large.eml").write_bytes(mail(1) + b"x" * (25 * 1024 * 1024 + 1))
    (box / "old.eml").write_bytes(mail(2, "Mon, 02 Mar 1998 10:00:00"))
    (box / "wrong-date.eml").write_bytes(mail(3, "Mon, 99 Foo 99999 99:00:00"))
    found = simulated(box)
    verdicts = {one["file"]: one["verdict"] for one in found["mails"]}
    assert verdicts["empty.eml"] == verdicts["noise.eml"] == "quarantine"
    assert verdicts["old.eml"] == "confirm"
    assert len(verdicts) == 5
    assert found["shifted_days"] > 365 * 10
    assert not any(one["error"] for one in found["mails"])


def test_the_table_never_carries_escape_sequences_of_a_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pomoc.toml").write_text('[mail]\naddress = "pomoc@3rp.example"\n')
    (tmp_path / "a\x1b]0;x\x07.eml").write_bytes(
        mail(1, topic="=?utf-8?q?=1B[31mczerwony?=").replace(b"Kowal", b"\x1b[2J")
    )
    done = CliRunner().invoke(app, ["simulate", str(tmp_path)])
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout


def test_a_place_without_mail_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pomoc.toml").write_text('[mail]\naddress = "pomoc@3rp.example"\n')
    done = CliRunner().invoke(app, ["simulate", str(tmp_path / "nowhere")])
    assert (done.exit_code, CliRunner().invoke(app, ["simulate", str(tmp_path)]).exit_code) == (2, 2)
