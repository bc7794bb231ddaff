"""The golden letters of a payer whose contract wants English, beside their Polish ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.unit.mail.letters.billing_cases import FULL, INVOICED, NOTHING
from tests.unit.mail.letters.cases import FULL_WINDOW, NOW, ORDER, SENDER, WITHIN
from tests.unit.mail.letters.package_cases import BOSS, JAN, ROW, TEN
from tests.unit.mail.letters.payer_cases import SECOND, SEVERAL
from worker.domain.billing.corrections import IssuedCorrection
from worker.mail import letters
from worker.mail.letters import facts
from worker.mail.letters.facts import NoPackage, Order, OrderRight, Promise
from worker.mail.letters.facts import packages as p
from worker.terms.phrases import Language

ENGLISH = Language.ENGLISH
GENERAL = "sales, CRM, general support"
INVOICE = facts.Sum(
    net=Decimal("1520.00"),
    vat=Decimal("349.60"),
    gross=Decimal("1869.60"),
    vat_percent=23,
    due=date(2026, 11, 7),
    timely=date(2026, 11, 9),
    lines=(
        facts.BilledLine(name=f"Remote support – {GENERAL}, band A", quantity="2 h × PLN 160.00", net=Decimal(320)),
        facts.BilledLine(name="On-site implementation", quantity="5 h × PLN 230.00", net=Decimal(1150)),
        facts.BilledLine(name="Travel to your site", quantity="1 trip × PLN 50.00", net=Decimal(50)),
    ),
)
BILL = replace(
    FULL,
    language=ENGLISH,
    invoice=INVOICE,
    reference="Statement 2026-10, NIP 5259912077",
    packages=(replace(FULL.packages[0], name="Package of 10 h P10", service=GENERAL),),
    decided=("The total of a day is rounded up to full quarter-hours.",),
    files=(replace(FULL.files[0], name="statement-2026-10-5259912077.pdf"),),
)
SALE = replace(INVOICE, reference="P26-0007", lines=())
CHANGES = (
    "12 Oct, remote, sales, CRM, general support: was 0.5 h, now 0 h.",
    "Total gross: was PLN 1,980.30, now PLN 1,869.60 (−PLN 110.70).",
)
DECIDED = p.OrderDecided(
    cause="c",
    recipient=JAN,
    now=NOW,
    ticket_id="26-00124-4",
    topic="zlecenie w ramach pakietu",
    order=WITHIN,
    promise=ORDER.promise or Promise(last_day=date(2026, 12, 5), days=14),
    package=FULL_WINDOW,
    language=ENGLISH,
)
BY_REACTION = Promise(last_day=date(2026, 12, 11), days=14, working=True)


def _decided(order: Order) -> Callable[[], letters.Letter]:
    return lambda: letters.order_decided(replace(DECIDED, order=order, promise=BY_REACTION), SENDER)


def _notice(*rows: facts.PackageRow) -> Callable[[], letters.Letter]:
    notice = facts.PackageNotice(cause="c", recipient=JAN, now=NOW, rows=rows, answers_to=BOSS, language=ENGLISH)
    return lambda: letters.package_notice(notice, SENDER)


CASES: dict[str, Callable[[], letters.Letter]] = {
    "en-bill": lambda: letters.bill(BILL, SENDER),
    "en-bill-corrected": lambda: letters.bill(
        replace(
            BILL,
            version=2,
            difference=Decimal("-110.70"),
            changes=CHANGES,
            packages=(),
            work=(),
            more_work=0,
        ),
        SENDER,
    ),
    "en-bill-corrected-invoiced": lambda: letters.bill(
        replace(
            BILL,
            version=2,
            difference=Decimal("-110.70"),
            changes=CHANGES,
            reason="godzina 12 października wpisana dwa razy",
            corrected=facts.CorrectedInvoice(number="FV/7/2026", day=date(2026, 10, 31), gross=Decimal("-110.70")),
            issued=(
                IssuedCorrection(
                    number="KOR/3/2026",
                    day=date(2026, 10, 20),
                    corrects="FV/5/2026",
                    gross=Decimal("49.20"),
                    due=date(2026, 10, 27),
                    revokes=True,
                ),
                IssuedCorrection(
                    number="KOR/4/2026", day=date(2026, 10, 21), corrects="FV/6/2026", gross=Decimal("-24.60")
                ),
            ),
            packages=(),
            work=(),
            more_work=0,
        ),
        SENDER,
    ),
    "en-overdue-correction": lambda: letters.overdue(
        replace(
            SEVERAL,
            invoices=(replace(SECOND, corrects="FV/41/2026"), replace(SECOND, credited_by=("KOR/1/2026",))),
            language=ENGLISH,
        ),
        SENDER,
    ),
    "en-bill-nothing-to-pay": lambda: letters.bill(
        replace(BILL, invoice=None, rebate=Decimal(0), overdue=NOTHING.overdue), SENDER
    ),
    "en-bill-invoiced": lambda: letters.bill(
        replace(
            BILL,
            invoice_number=INVOICED.invoice_number,
            ksef_number=INVOICED.ksef_number,
            reference=INVOICED.reference,
            sales=(SALE,),
        ),
        SENDER,
    ),
    "en-overdue-several": lambda: letters.overdue(replace(SEVERAL, language=ENGLISH), SENDER),
    "en-overdue-one": lambda: letters.overdue(
        replace(SEVERAL, invoices=(SECOND,), total=SECOND.left, account="", bank="", language=ENGLISH), SENDER
    ),
    "en-package-notice": _notice(ROW),
    "en-package-notice-used-up": _notice(
        replace(ROW, news=(facts.PackageNews.LOW,), package=replace(TEN, remaining=timedelta(), window_remaining=None)),
    ),
    "en-order-within": lambda: letters.order_decided(DECIDED, SENDER),
    "en-order-over-limit": _decided(
        Order(
            right=OrderRight.OVER_LIMIT,
            requested=timedelta(hours=5),
            limit=timedelta(hours=3, minutes=24),
            now=timedelta(minutes=30),
            rest=timedelta(hours=4, minutes=30),
            rest_from=date(2026, 12, 2),
        )
    ),
    "en-order-technician-absent": _decided(
        Order(
            right=OrderRight.TECHNICIAN_ABSENT,
            requested=timedelta(hours=2),
            limit=timedelta(hours=3, minutes=24),
            technician="Marek Wilk",
            technician_absent_until=date(2026, 12, 4),
            others=("Jan Lis", "Ewa Dzik"),
        )
    ),
    "en-order-no-package": _decided(
        Order(right=OrderRight.NO_PACKAGE, no_package=NoPackage.EXPIRED, day=date(2026, 11, 1))
    ),
}
