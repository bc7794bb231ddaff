"""Every labelled mail of ``--mails DIR`` through the real road: SMTP, IMAP, the worker, SMTP."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.golden.mails.judging import judge
from tests.golden.mails.labels import Conversation, Mail
from tests.golden.mails.road import Played, Road
from tests.golden.mails.table import PROPERTY, packed
from tests.servers import dovecot as dovecot_server

Player = Callable[[Conversation], list[Played]]


@pytest.fixture(scope="module")
def player(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """Plays a conversation once, whichever of its mails is asked for first; on Dovecot where it is installed."""
    dovecot = request.getfixturevalue("dovecot") if dovecot_server.available() else None
    road = Road(tmp_path_factory.mktemp("road"), dovecot)
    played: dict[str, list[Played]] = {}

    def play(conversation: Conversation) -> list[Played]:
        key = conversation.judged[0].id
        if key not in played:
            played[key] = road.play(conversation)
        return played[key]

    yield play
    road.stop()


def test_mail_ends_as_its_label_says(
    labelled_mail: tuple[Conversation, Mail], player: Player, record_property: Callable[[str, object], None]
) -> None:
    conversation, mail = labelled_mail
    played = next(one for one in player(conversation) if one.mail == mail)
    judgement = judge(played)
    record_property(PROPERTY, packed(mail.id, mail.label["kind"], judgement))
    assert not judgement.failures, f"{mail.id}: {mail.label.get('note', '')}"


def test_the_folder_holds_labelled_mails(mails_folder: Path) -> None:
    assert list(mails_folder.rglob("*.eml")), f"there are no labelled mails in {mails_folder}"
