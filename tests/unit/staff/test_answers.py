"""Every reason to ask back and every thing done has its sentence."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from worker.domain.commands import Problem, Wrong
from worker.domain.found import Service
from worker.domain.insert.wallet import WalletState
from worker.domain.message import Address
from worker.domain.thresholds import Threshold
from worker.mail import letters
from worker.mail.letters import facts

SENDER = letters.Sender(address="pomoc@3rp.com.pl", name="Pomoc 3RP", company="3RP", key=b"k" * 16)
MAREK = Address(address="m.wilk@3rp.com.pl", name="Marek Wilk")
_GENERAL = Service.GENERAL
NOW = datetime(2026, 11, 20, 13, 40, tzinfo=UTC)


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_sentence(problem: Problem) -> None:
    letter = letters.question(
        facts.Question(
            cause="x", recipient=MAREK, now=NOW, subject="Re: x", message_id="a@b.example", text="tekst",
            wrong=(Wrong(line="WIERSZ", problem=problem, about="5259912077"),),
        ),
        SENDER,
    )  # fmt: skip
    sentence = letter.text.split("„WIERSZ”\n")[1].split("\n")[0].strip()
    assert sentence.endswith((".", "„notatka:”", ")"))
    assert len(sentence) > 10


@pytest.mark.parametrize("done", facts.Done)
def test_everything_done_has_a_line(done: facts.Done) -> None:
    line = facts.ReceiptLine(
        line="x", done=done, about="closed" if done is facts.Done.STATUS else "5259912077", day=date(2026, 11, 20),
        until=date(2026, 11, 21), length=timedelta(minutes=35), bands=(("A", "35 min"),), quarters=3,
        day_total=timedelta(minutes=35), service="general", hours=Decimal(1), money=Decimal(68),
        package=facts.PackageBalance(
            size=timedelta(hours=10), service=_GENERAL,
            remaining=timedelta(hours=6), valid_until=date(2026, 12, 31),
        ),
        wallet=facts.WalletShown(day=date(2026, 11, 20), balance=Decimal(350), state=WalletState.NONE),
    )  # fmt: skip
    letter = letters.receipt(
        facts.Receipt(
            cause="x", recipient=MAREK, now=NOW, subject="Re: x", message_id="a@b.example", lines=(line,),
            today=date(2026, 11, 20),
        ),
        SENDER,
    )  # fmt: skip
    assert len(letter.text.split("\n")[0]) > 10


def test_the_receipt_of_work_says_band_day_quarters_and_package() -> None:
    line = facts.ReceiptLine(
        line="x", done=facts.Done.WORK, day=date(2026, 11, 20), length=timedelta(minutes=35), bands=(("A", "35 min"),),
        quarters=4, day_total=timedelta(minutes=50), service="general",
        package=facts.PackageBalance(
            size=timedelta(hours=10), service=_GENERAL, remaining=timedelta(hours=6), valid_until=date(2026, 12, 31),
            ordered=timedelta(minutes=135),
        ),
    )  # fmt: skip
    letter = letters.receipt(
        facts.Receipt(
            cause="x", recipient=MAREK, now=NOW, subject="Re: x", message_id="a@b.example", lines=(line,),
            today=date(2026, 11, 20),
        ),
        SENDER,
    )  # fmt: skip
    said = letter.text.replace("\u00a0", " ")
    assert said.startswith(
        "35 min → strefa A; dziś razem 50 min → 4 kwadranse; z pakietu 10h, zostaje 6 h, zlecone 2 h 15 min"
    )


def test_the_balance_adds_up_in_words() -> None:
    digest = letters.digest(
        facts.Digest(
            cause="x", recipient=MAREK, now=NOW, since=None, bars=(), rows=(),
            balance=facts.Balance(received=41, new=12, answers=25, rejected=2, machines=1, quarantined=1),
        ),
        SENDER,
    )  # fmt: skip
    wanted = "odebrano 41 = 12 nowych + 25 odpowiedzi + 2 odrzucone + 1 automat + 1 kwarantanna + 0 nieprzetworzonych"
    assert wanted in digest.text.replace("\u00a0", " ")


def test_thresholds_have_their_headings() -> None:
    row = facts.TicketRow(
        ticket_id="26-00123-7", topic="x", payer="Firma", nip="5259912077", promised_day=date(2026, 12, 1),
        state="open", working_days_left=3,
    )  # fmt: skip
    letter = letters.deadline_alert(
        facts.DeadlineAlert(cause="x", recipient=MAREK, now=NOW, rows=tuple((one, row) for one in Threshold)), SENDER
    )
    assert letter.text.index("PO TERMINIE") < letter.text.index("JEDEN DZIEŃ") < letter.text.index("POŁOWA")
