"""The letters that are held golden: one sender, a few customers, each letter as a customer would get it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from worker.domain.found import Detail, Details, Found, Place, Service
from worker.domain.message import Address, Attachment
from worker.domain.subject import NipProblem
from worker.mail.letters import Letter, Sender, alert, confirmation, rejection, ticket_news
from worker.mail.letters.facts import (
    Alert,
    AlertKind,
    Answered,
    Article,
    Brake,
    Checked,
    Confirmation,
    Matter,
    NipCandidate,
    NipHint,
    NoPackage,
    Order,
    OrderRight,
    PackageBalance,
    Payment,
    Promise,
    Rejection,
    SkippedDay,
    Tariff,
    TicketEvent,
    TicketNews,
)

SENDER = Sender(
    address="pomoc@3rp.com.pl",
    name="Pomoc 3RP.com.pl",
    company="3RP.com.pl – systemy dla firm",
    key=b"a key for tests only",
    phone="22 535 36 80",
    phone_hours="dni robocze 9:30–16:30",
    phone_hours_en="working days 9:30–16:30",
    website="3rp.com.pl",
    regulamin_url="https://3rp.com.pl/regulamin",
    plus_addresses=True,
)
RECEIVED = datetime(2026, 11, 21, 9, 14, 5, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 9, 15, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 15, 30, tzinfo=UTC)


def found(value: str) -> Found:
    return Found(value=value, place=Place.BODY, rule="label")


MAIL = Answered(
    cause="0f3c9a",
    author=Address(address="t.rudnik@delikatesy-rudnik.example", name="Tomasz Rudnik"),
    received_at=RECEIVED,
    now=NOW,
    topic="Drukarka fiskalna nie drukuje paragonów",
    message_id="AM0PR07MB5313D1E8D7B9A0C2F4A6B8C0D2E4@AM0PR07MB5313.eurprd07.prod.outlook.com",
    references=("pierwszy@delikatesy-rudnik.example",),
)
WEEKENDS = tuple(
    SkippedDay(day=date(2026, month, day), reason=reason)
    for month, day, reason in (
        *((11, 22, "sunday"), (11, 28, "saturday"), (11, 29, "sunday")),
        *((12, 5, "saturday"), (12, 6, "sunday")),
    )
)
REPORT = Confirmation(
    mail=MAIL,
    ticket_id="26-00123-7",
    matter=Matter.REPORT,
    nip="5259912077",
    promise=Promise(last_day=date(2026, 12, 10), days=14, skipped=WEEKENDS),
    details=Details(
        workstation=found("stanowisku KASA 1"),
        user=found("Elżbieta Maj"),
        phone=found("601 000 214"),
        orderer=found("Tomasz Rudnik"),  # read from every mail, shown only for an order
        software=found("Subiekcie GT (wersja 1.78 SP2)"),
    ),
    tariff=Tariff(
        band="D",
        description="sobota w godz. 6.00–20.00 oraz piątek w godz. 18.00–20.00",
        rate=Decimal("270.00"),
        base=Decimal("180.00"),
        surcharge=50,
        service=Service.GENERAL,
    ),
)
ATTACHMENTS = (
    Attachment(part=2, name="błąd 2001.png", content_type="image/png", size=245_760, sha256="0" * 64),
    Attachment(
        part=3,
        name="nagranie z kasy.mp4",
        content_type="video/mp4",
        size=50_331_648,
        sha256="1" * 64,
        not_kept="too-large",
    ),
)
RICH = replace(
    REPORT,
    mail=replace(MAIL, received_at=datetime(2026, 11, 23, 9, 14, 5, tzinfo=UTC), now=MONDAY),
    promise=Promise(last_day=date(2026, 12, 11), days=14, skipped=WEEKENDS[1:]),
    first_received_at=datetime(2026, 11, 20, 14, 2, tzinfo=UTC),
    tariff=Tariff(
        band="A",
        description="dzień roboczy od poniedziałku do piątku w godz. 8.00–18.00",
        rate=Decimal("160.00"),
        base=Decimal("180.00"),
        service=Service.GENERAL,
        regular=True,
    ),
    package=PackageBalance(
        size=timedelta(hours=10),
        service=Service.GENERAL,
        remaining=timedelta(hours=6, minutes=45),
        valid_until=date(2027, 1, 30),
        window_remaining=timedelta(hours=1, minutes=15),
        window_until=date(2026, 12, 1),
    ),
    attachments=ATTACHMENTS,
    articles=(
        Article(title="Drukarka fiskalna: kod 2001 po aktualizacji Windows", url="https://3rp.com.pl/pomoc/kod-2001"),
    ),
)
SECOND = PackageBalance(
    size=timedelta(hours=20),
    service=Service.ACCOUNTING,
    remaining=timedelta(hours=20),
    valid_until=date(2027, 5, 29),
    code="P26-0004",
    starts=date(2026, 12, 1),
)
FULL_WINDOW = PackageBalance(
    size=timedelta(hours=10),
    service=Service.GENERAL,
    remaining=timedelta(hours=6, minutes=45),
    valid_until=date(2027, 1, 30),
    window_remaining=timedelta(),
    window_until=date(2026, 12, 1),
    ordered=timedelta(hours=5),
)
WITHIN = Order(right=OrderRight.WITHIN, requested=timedelta(hours=3), limit=timedelta(hours=3, minutes=24))
ORDER = Confirmation(
    mail=replace(MAIL, topic="zlecenie w ramach pakietu"),
    ticket_id="26-00124-4",
    matter=Matter.PACKAGE_ORDER,
    promise=Promise(last_day=date(2026, 12, 5), days=14, working=False),
    details=Details(
        orderer=found("Anna Wrona"), time=found("3 godziny"), dates=found("wtorek 24.11 albo środa 25.11 rano")
    ),
    order=WITHIN,
    package=RICH.package,
)
COMPLAINT = Confirmation(
    mail=replace(MAIL, topic="Reklamacja do faktury FS 214/02/2026"),
    ticket_id="26-00125-1",
    matter=Matter.COMPLAINT,
    promise=Promise(last_day=date(2026, 12, 21), days=30, working=False),
    details=Details(phone=found("502 000 861"), invoice=found("FS 214/02/2026")),
    attachments=ATTACHMENTS[:1],
)
REJECTED = Rejection(
    mail=replace(MAIL, topic="Subiekt GT – nie wchodzą przelewy z banku"),
    nip="6189883536",
    checklist=(
        Checked(detail=Detail.NIP, found="6189883536"),
        Checked(detail=Detail.DESCRIPTION, found="Po wczytaniu wyciągu z banku przelewy nie pojawiają się na liście."),
        Checked(detail=Detail.WORKSTATION),
        Checked(detail=Detail.USER, found="Magdalena Meblarska"),
        Checked(detail=Detail.CONTACT, found="22 555 01 10"),
    ),
)
NO_NIP = Rejection(
    mail=replace(MAIL, topic="Nie działa skaner"),
    nip_hint=NipHint(
        problem=NipProblem.CHECKSUM, seen="6269891140", candidates=(NipCandidate(nip="8949877012", earlier=True),)
    ),
    checklist=(
        Checked(detail=Detail.NIP),
        Checked(detail=Detail.DESCRIPTION, seen="nie działa"),
        Checked(detail=Detail.WORKSTATION, found="stanowisku RECEPCJA"),
        Checked(detail=Detail.USER, found="Daria Flis"),
        Checked(detail=Detail.CONTACT),
    ),
)
ORDER_REJECTED = Rejection(
    mail=replace(MAIL, topic="zlecenie w ramach pakietu"),
    matter=Matter.PACKAGE_ORDER,
    nip="5699824101",
    checklist=(
        Checked(detail=Detail.NIP, found="5699824101"),
        Checked(detail=Detail.ORDERER),
        Checked(detail=Detail.TIME),
        Checked(detail=Detail.DATES, found="wtorek 10.03 albo środa 11.03 rano"),
    ),
)
ALERT = Alert(
    cause="outbox-77",
    kind=AlertKind.REFUSED,
    recipient=Address(address="b.lis@3rp.com.pl", name="Barbara Lis"),
    now=NOW,
    entry="77",
    ticket_id="26-00123-7",
    correspondent="t.rudnik@delikatesy-rudnik.example",
    subject="[#26-00123-7] Drukarka fiskalna nie drukuje paragonów",
    diagnostic="550 5.1.1 User unknown",
)
QUARANTINED = Alert(
    cause="mail-1201",
    kind=AlertKind.QUARANTINED,
    recipient=Address(address="b.lis@3rp.com.pl", name="Barbara Lis"),
    now=NOW,
    entry="1201",
    ticket_id="26-00123-7",
    correspondent="ktos@example.org",
    subject="Re: [#26-00123-7] Drukarka fiskalna nie drukuje paragonów",
    received_at=RECEIVED,
    reason="Nadawca nie jest uczestnikiem zgłoszenia.",
)
NEWS = TicketNews(
    cause="0f3c9a",
    event=TicketEvent.NEW,
    recipient=Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),
    now=NOW,
    ticket_id="26-00123-7",
    topic=MAIL.topic,
    requester=MAIL.author,
    received_at=RECEIVED,
    text=(
        "Dzień dobry,\n\nod dzisiejszego poranka drukarka fiskalna Posnet Thermal HD na stanowisku KASA 1 nie drukuje "
        "paragonów. Pojawia się komunikat „Błąd komunikacji z urządzeniem fiskalnym, kod 2001”.\n\n"
        "Z kasy korzysta pani Elżbieta Maj, 601 000 214."
    ),
    nip="5259912077",
    payer="Delikatesy Rudnik s.c.",
    promise=REPORT.promise,
    details=REPORT.details,
    tariff=REPORT.tariff,
    package=RICH.package,
    attachments=ATTACHMENTS[:1],
)


CASES: dict[str, Callable[[], Letter]] = {
    "confirmation-report": lambda: confirmation(REPORT, SENDER),
    "confirmation-report-rich": lambda: confirmation(RICH, SENDER),
    "confirmation-report-unverified": lambda: confirmation(replace(RICH, payer_unverified=True), SENDER),
    "confirmation-report-stranger": lambda: confirmation(
        replace(REPORT, mail=replace(MAIL, echo=False), attachments=ATTACHMENTS, payer_unverified=True), SENDER
    ),
    "confirmation-report-suspended": lambda: confirmation(replace(REPORT, payment=Payment.SUSPENDED), SENDER),
    "confirmation-phone": lambda: confirmation(replace(REPORT, matter=Matter.PHONE, tariff=None), SENDER),
    "confirmation-order": lambda: confirmation(ORDER, SENDER),
    "confirmation-order-unverified": lambda: confirmation(replace(ORDER, payer_unverified=True), SENDER),
    "confirmation-order-over-limit": lambda: confirmation(
        replace(
            ORDER,
            promise=REPORT.promise,
            order=Order(
                right=OrderRight.OVER_LIMIT,
                requested=timedelta(hours=8),
                limit=timedelta(hours=3, minutes=24),
                now=timedelta(hours=1, minutes=15),
                rest=timedelta(hours=3, minutes=15),
                rest_from=date(2026, 12, 2),
                never=timedelta(hours=2, minutes=15),
                over_balance=timedelta(hours=1, minutes=15),
            ),
        ),
        SENDER,
    ),
    "confirmation-order-window": lambda: confirmation(
        replace(
            ORDER,
            order=replace(
                WITHIN,
                now=timedelta(hours=1, minutes=15),
                rest=timedelta(minutes=105),
                rest_from=date(2026, 12, 2),
                reserved=timedelta(hours=2),
            ),
            package=FULL_WINDOW,
        ),
        SENDER,
    ),
    "confirmation-order-no-package": lambda: confirmation(
        replace(
            ORDER,
            promise=REPORT.promise,
            package=None,
            order=Order(right=OrderRight.NO_PACKAGE, no_package=NoPackage.EXPIRED, day=date(2026, 11, 3)),
        ),
        SENDER,
    ),
    "confirmation-order-how-long": lambda: confirmation(
        replace(ORDER, order=Order(right=OrderRight.UNKNOWN, limit=timedelta(hours=3, minutes=24))), SENDER
    ),
    "confirmation-two-packages": lambda: confirmation(replace(RICH, other_packages=(SECOND,)), SENDER),
    "confirmation-order-technician-absent": lambda: confirmation(
        replace(
            ORDER,
            promise=None,
            order=Order(
                right=OrderRight.TECHNICIAN_ABSENT,
                technician="Marek Wilk",
                technician_absent_until=date(2026, 12, 5),
                others=("Katarzyna Sowa", "Tomasz Borek"),
            ),
        ),
        SENDER,
    ),
    "confirmation-complaint": lambda: confirmation(COMPLAINT, SENDER),
    "rejection-workstation": lambda: rejection(REJECTED, SENDER),
    "rejection-nip": lambda: rejection(NO_NIP, SENDER),
    "rejection-second-round": lambda: rejection(
        replace(REJECTED, first_received_at=datetime(2026, 11, 19, 7, 30, tzinfo=UTC)), SENDER
    ),
    "rejection-stranger": lambda: rejection(replace(NO_NIP, mail=replace(NO_NIP.mail, echo=False)), SENDER),
    "rejection-order": lambda: rejection(ORDER_REJECTED, SENDER),
    "alert-refused": lambda: alert(ALERT, SENDER),
    "alert-quarantined": lambda: alert(QUARANTINED, SENDER),
    "ticket-new": lambda: ticket_news(NEWS, SENDER),
    "ticket-order": lambda: ticket_news(
        replace(
            NEWS,
            matter=Matter.PACKAGE_ORDER,
            by_reaction=False,
            details=ORDER.details,
            tariff=None,
            order=replace(
                WITHIN, now=timedelta(hours=1), rest=timedelta(hours=2), rest_from=date(2026, 12, 7), at_risk=True
            ),
            package=FULL_WINDOW,
            other_packages=(SECOND,),
        ),
        SENDER,
    ),
    "ticket-message": lambda: ticket_news(
        replace(
            NEWS,
            event=TicketEvent.MESSAGE,
            text="Już działa, dziękujemy!",
            references=("pierwszy-list@3rp.com.pl",),
            tariff=None,
            package=None,
        ),
        SENDER,
    ),
    "ticket-absent": lambda: ticket_news(
        replace(NEWS, event=TicketEvent.ABSENT, text="Jestem na L4 do piątku.", status="waiting"), SENDER
    ),
    "alert-flood": lambda: alert(
        replace(ALERT, kind=AlertKind.FLOOD, brake=Brake.UNHEEDED, limit=5, reason="", diagnostic=""), SENDER
    ),
}


def golden(letter: Letter) -> str:
    """What is held golden of a letter: its header lines as sent, then its text."""
    header = letter.raw.split(b"\r\n\r\n", 1)[0].decode().replace("\r\n", "\n")
    return f"{header}\n\n{letter.text}"
