"""Golden letters about packages of hours: compensation, notices, answers to questions by subject."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.unit.mail.letters.cases import FULL_WINDOW, MAIL, NOW, ORDER, SECOND, SENDER, WITHIN
from worker.domain.found import Service
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.letters import Letter
from worker.mail.letters import facts as f
from worker.mail.letters.facts import PackageBalance
from worker.mail.letters.facts import packages as p

JAN = Address(address="t.rudnik@delikatesy-rudnik.example", name="Tomasz Rudnik")
BOSS = Address(address="b.lis@3rp.com.pl", name="Barbara Lis")
TEN = PackageBalance(
    size=timedelta(hours=10),
    service=Service.GENERAL,
    remaining=timedelta(hours=1, minutes=30),
    valid_until=date(2026, 12, 1),
    window_remaining=timedelta(minutes=30),
    window_until=date(2026, 12, 1),
    code="P26-0001",
)
OFFER = p.Offer(
    ticket_id="26-00124-4",
    topic="zlecenie w ramach pakietu",
    last_day=date(2026, 12, 5),
    ordered=timedelta(hours=3),
    unperformed=timedelta(hours=2),
    net=Decimal("-324.00"),
    vat=Decimal("-74.52"),
    added=timedelta(hours=2),
    valid_until=date(2027, 1, 31),
    package=TEN,
    taken=timedelta(hours=2),
)
ROW = f.PackageRow(
    nip="5259912077",
    payer="Delikatesy Rudnik s.c.",
    package=replace(TEN, ordered=timedelta(hours=1)),
    news=(f.PackageNews.LOW, f.PackageNews.WINDOW, f.PackageNews.ENDING),
)
CARD = p.AccountCard(
    package=TEN,
    state=p.AccountState.VALID,
    start=date(2026, 9, 3),
    held=timedelta(hours=10),
    used=timedelta(hours=8, minutes=30),
    percent=85,
    windows=(
        p.WindowRow(
            first=date(2026, 10, 3), last=date(2026, 11, 1), limit=timedelta(minutes=195), used=timedelta(minutes=345),
            free=timedelta(),
        ),
        p.WindowRow(
            first=date(2026, 11, 2), last=date(2026, 12, 1), limit=timedelta(minutes=195), used=timedelta(minutes=165),
            free=timedelta(), now=True, reserved=timedelta(minutes=30),
        ),
    ),
    orders=p.OrdersOfPackage(
        waiting=p.ShareOfPackage(
            total=timedelta(minutes=45), now=timedelta(minutes=30), never=timedelta(minutes=15)
        ),
        free=p.ShareOfPackage(total=timedelta(minutes=60), never=timedelta(minutes=60)),
        free_with_right=p.ShareOfPackage(
            total=timedelta(minutes=90), now=timedelta(minutes=30), never=timedelta(minutes=60)
        ),
        without_right=timedelta(minutes=45),
    ),
)  # fmt: skip


def _choice(answer: p.ChoiceAnswer, offer: p.Offer | None = OFFER, **facts: str) -> Callable[[], Letter]:
    at = datetime(2026, 12, 8, 9, 0, tzinfo=UTC) if facts else None
    choice = p.Choice(mail=MAIL, ticket_id="26-00124-4", answer=answer, offer=offer, at=at, **facts)
    return lambda: letters.compensation_choice(choice, SENDER)


def _alert(chosen: str) -> Callable[[], Letter]:
    alert = p.CompensationAlert(
        cause="c", recipient=BOSS, now=NOW, nip="5259912077", payer="Delikatesy Rudnik s.c.", offer=OFFER,
        customer=JAN.address, chosen=chosen,
    )  # fmt: skip
    return lambda: letters.compensation_alert(alert, SENDER)


def _protocol(**facts: object) -> Callable[[], Letter]:
    return lambda: letters.protocol_answer(p.ProtocolAnswer(mail=MAIL, **facts), SENDER)  # type: ignore[arg-type]


PACKAGE_CASES: dict[str, Callable[[], Letter]] = {
    "compensation-offer": lambda: letters.compensation_offer(
        p.Compensation(cause="c", recipient=JAN, now=NOW, offer=OFFER, answers=MAIL.message_id), SENDER
    ),
    "compensation-correction": _choice(p.ChoiceAnswer.CORRECTION),
    "compensation-hours": _choice(p.ChoiceAnswer.HOURS),
    "compensation-already": _choice(p.ChoiceAnswer.ALREADY, chosen="correction"),
    "compensation-not-yours": _choice(p.ChoiceAnswer.NOT_YOURS, None),
    "compensation-unproven": _choice(p.ChoiceAnswer.UNPROVEN, None),
    "compensation-alert-offered": _alert(""),
    "compensation-alert-correction": _alert("correction"),
    "order-decided-later": lambda: letters.order_decided(
        p.OrderDecided(
            cause="c",
            recipient=JAN,
            now=NOW,
            ticket_id="26-00124-4",
            topic="zlecenie w ramach pakietu",
            order=WITHIN,
            promise=ORDER.promise or f.Promise(last_day=date(2026, 12, 5), days=14),
            package=FULL_WINDOW,
        ),
        SENDER,
    ),
    "package-notice": lambda: letters.package_notice(
        f.PackageNotice(cause="c", recipient=JAN, now=NOW, rows=(ROW,)), SENDER
    ),
    "package-notice-staff": lambda: letters.package_alert(
        f.PackageNotice(cause="c", recipient=BOSS, now=NOW, rows=(ROW,)), SENDER
    ),
    "answer-packages": lambda: letters.packages_answer(
        p.PackagesAnswer(
            mail=MAIL,
            day=date(2026, 11, 21),
            payers=(
                p.PayerCard(
                    nip="5259912077",
                    name="Delikatesy Rudnik s.c.",
                    accounts=(
                        CARD,
                        p.AccountCard(
                            package=SECOND,
                            state=p.AccountState.NOT_STARTED,
                            start=date(2026, 12, 1),
                            held=timedelta(hours=20),
                            used=timedelta(),
                            percent=0,
                        ),
                    ),
                ),
                p.PayerCard(nip="9519834101", name="", accounts=()),
            ),
        ),
        SENDER,
    ),
    "answer-tickets-none": lambda: letters.tickets_answer(p.TicketsAnswer(mail=MAIL, open=()), SENDER),
    "answer-protocol-which-month": _protocol(month=None, examples=("PROTOKÓŁ 2026-10", "PROTOKÓŁ 2026-11")),
    "answer-protocol-which-payer": _protocol(month=date(2026, 10, 1), examples=("[5259912077] PROTOKÓŁ 2026-10",)),
    "answer-protocol-future": _protocol(month=date(2027, 3, 1), future=True),
    "answer-not-bound": lambda: letters.not_bound(p.NotBound(mail=MAIL), SENDER),
}
