"""The demo sends conversations round by round: no mail leaves before what it answers was worked on."""

from worker.demo import Fixture, fixtures, rounds


def mail(name: str, *, raw: bytes = b"", replies_to: str = "") -> Fixture:
    return Fixture(
        name=name, raw=raw, kind="report", expected="confirm", accepted=("confirm",), replies_to=replies_to, customer=""
    )


def test_the_mails_of_a_numbered_folder_go_one_after_the_other() -> None:
    talk = [mail("701-rozmowa/1-a"), mail("701-rozmowa/2-b"), mail("701-rozmowa/3-c")]
    answer = mail("029-uzupelnienie", raw=b"In-Reply-To: <{{MSGID}}>", replies_to="010-bez-nip")
    sent = rounds([mail("010-bez-nip"), answer, *talk])
    assert [[one.name for one in batch] for batch in sent] == [
        ["010-bez-nip", "701-rozmowa/1-a"],
        ["029-uzupelnienie", "701-rozmowa/2-b"],
        ["701-rozmowa/3-c"],
    ]


def test_the_mails_that_come_along_hold_conversations_and_no_name_twice() -> None:
    mails = fixtures()
    assert len({one.conversation for one in mails if one.conversation}) >= 8
    assert len({one.name for one in mails}) == len(mails)
    assert all(one.replies_to in {other.name for other in mails} for one in mails if one.replies_to)
