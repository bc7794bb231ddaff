"""Which day a confirmation promises: what starts its clock, and where its length comes from [1.2, 12.8]."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

import worker
from tests.acceptance.office import mail
from tests.integration.staffed import OFFICE, ticket
from worker.application.offered import Offered
from worker.application.record import record
from worker.domain.policy import Policy
from worker.mail.mime import read_message
from worker.store.engine import transaction

CAME = datetime(2026, 11, 12, 22, 55, tzinfo=UTC)  # Thursday, five minutes to midnight in Warsaw
COMPLAINT = "Składam reklamację faktury FV/12/2026: policzono godzinę, a praca trwała kwadrans."


def promised(engine: Engine, *, policy: str = "", waited: timedelta = timedelta(minutes=10), text: str = "") -> date:
    """The day promised to a mail that came at ``CAME`` and waited for us."""
    office = replace(OFFICE, policy=Policy.of({"reaction.starts_at": policy} if policy else {}))
    raw = mail(message_id="promise@x.example", text=text)
    message = read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
    offered = Offered(mailbox="test", uidvalidity=1, uid=1, raw=raw, received_at=CAME, message=message)
    with transaction(engine) as session:
        record(session, offered, office, CAME + waited)
    return ticket(engine).promised_day


@pytest.mark.parametrize(
    ("policy", "day"),
    [
        ("confirmation_sent", date(2026, 12, 3)),  # 14 working days after Friday
        ("order_received", date(2026, 12, 2)),
        ("delivery_proved", date(2026, 12, 3)),  # nobody proves it to us: the confirmation counts
    ],
)
def test_the_reaction_runs_from_what_the_policy_says(engine: Engine, policy: str, day: date) -> None:
    assert promised(engine, policy=policy) == day


def test_a_mail_that_waited_longer_than_a_day_for_us_does_not_pay_for_it(engine: Engine) -> None:
    assert promised(engine, waited=timedelta(days=1, minutes=1)) == date(2026, 12, 2)


def test_a_complaint_runs_from_its_confirmation_whatever_starts_a_reaction(engine: Engine) -> None:
    thirtieth = date(2026, 12, 13)  # a Sunday, so the next day [KC art. 115]
    assert promised(engine, policy="order_received", text=COMPLAINT) == thirtieth + timedelta(days=1)


_RECORDED = """
from tests.integration.test_promise import COMPLAINT, promised
from tests.integration.staffed import letter
from worker.mail.mime import read_message
from worker.store.engine import open_engine
from worker.store.migrate import migrate

engine = open_engine("sqlite:///pomoc.db")
migrate(engine)
print(promised(engine, text=COMPLAINT))
text = read_message(letter(engine, "customer-confirmation", "jan@firma.example").raw).text
print("mamy 7 dni od tego" in " ".join(text.split()))
"""


def test_the_days_of_a_complaint_are_those_of_the_price_list_of_its_day(tmp_path: Path) -> None:
    source = Path(worker.__file__).parent
    for name in ("worker", "migrations", "templates", "tests"):
        shutil.copytree(source.parent / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "mails"))
    first = tmp_path / "worker/terms/pricelists/2013-01-01.toml"
    later = first.read_text("utf-8").replace("valid_from = 2013-01-01", "valid_from = 2026-11-01")
    first.with_name("2026-11-01.toml").write_text(later.replace("complaint_days = 30", "complaint_days = 7"), "utf-8")
    program = [sys.executable, "-c", _RECORDED]
    done = subprocess.run(program, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.split("\n")[:-1] == ["2026-11-20", "True"], done.stderr
