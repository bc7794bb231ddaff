"""``pomoc run --once`` from cron: the clocks are looked at as the service does, and nothing is told twice."""

from pathlib import Path

import pytest

from tests.acceptance.moving_clock import company
from tests.acceptance.office import mail
from worker.application.ports import MailboxError
from worker.settings import RulesSection

MANAGER = "biuro@3rp.com.pl"


def test_a_run_from_cron_tells_what_is_due_and_tells_it_once(tmp_path: Path) -> None:
    with company(tmp_path, RulesSection()) as office:  # Monday, 10:00 in Warsaw
        office.receive(mail(message_id="a@firma.example"))
        assert len(office.letters(MANAGER)) == 1, "the digest of the morning"
        for _ in range(3):
            office.wait(minutes=5)
            office.app.once(office.hold)
        assert len(office.letters(MANAGER)) == 1
        office.wait(days=21)  # nobody looked after the ticket; fourteen working days are over
        for _ in range(3):
            office.wait(minutes=5)
            office.app.once(office.hold)
        assert len(office.letters(MANAGER)) == 3, "one digest and one letter about the breach"


def test_an_answer_that_waits_in_the_mailbox_counts_before_the_alert(tmp_path: Path) -> None:
    with company(tmp_path) as office:
        office.receive(mail(message_id="a@firma.example"))
        news = str(office.last("m.wilk@3rp.com.pl")["Message-ID"]).strip("<>")
        office.wait(days=21)
        answer = mail(
            message_id="b@3rp.com.pl", sender="Marek Wilk <m.wilk@3rp.com.pl>", text="Już jadę.", answers=news
        )
        office.receive(answer)
        assert office.letters(MANAGER) == []


def test_a_mailbox_that_cannot_be_read_hides_no_deadline(tmp_path: Path) -> None:
    with company(tmp_path) as office:
        office.receive(mail(message_id="a@firma.example"))
        office.wait(days=21)
        account = office.app.settings.imap.model_copy(update={"port": 1})
        office.app.mailbox.close()
        del office.app.mailbox  # made anew from the settings
        office.app.settings = office.app.settings.model_copy(update={"imap": account})
        with pytest.raises(MailboxError):
            office.app.once(office.hold)
        assert len(office.letters(MANAGER)) == 1
