"""The letters of the month's end that are held golden, as a payer or a manager would get them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.unit.mail.letters.cases import SENDER
from worker.domain.billing.anomalies import Anomaly
from worker.domain.billing.corrections import IssuedCorrection
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.compose import File
from worker.mail.letters import facts

RUDNIK = Address(address="faktury@rudnik.pl")
SZEF = Address(address="szef@3rp.com.pl", name="Anna Szef")
MONTH = date(2026, 10, 1)
NOW = datetime(2026, 10, 31, 19, 0, tzinfo=UTC)
GENERAL = "handel, CRM, pomoc ogólna"
FULL = facts.Bill(
    cause="bill:5259912077:2026-10:1",
    recipient=RUDNIK,
    to=(RUDNIK,),
    now=NOW,
    month=MONTH,
    payer="Delikatesy Rudnik s.c.",
    nip="5259912077",
    invoice=facts.Sum(
        net=Decimal("520.00"),
        vat=Decimal("119.60"),
        gross=Decimal("639.60"),
        vat_percent=23,
        due=date(2026, 11, 7),
        timely=date(2026, 11, 9),
        lines=(
            facts.BilledLine(name=f"Pomoc zdalna – {GENERAL}, strefa A", quantity="2 h × 160,00 zł", net=Decimal(320)),
            facts.BilledLine(name="Serwis u klienta", quantity="1 h × 150,00 zł", net=Decimal(150)),
            facts.BilledLine(name="Dojazd do klienta", quantity="1 szt. × 50,00 zł", net=Decimal(50)),
        ),
    ),
    account="61 1090 1014 0000 0712 1981 2874",
    bank="Bank Próbny",
    reference="Rozliczenie 2026-10, NIP 5259912077",
    work=(
        facts.WorkDone(
            subject="Drukarka paragonów nie drukuje",
            ticket="26-00123-7",
            days=(date(2026, 10, 5), date(2026, 10, 6)),
            time=timedelta(minutes=95),
        ),
        facts.WorkDone(
            subject="Kopia zapasowa",
            ticket="26-00110-4",
            days=(date(2026, 9, 30),),
            time=timedelta(minutes=20),
            late=True,
        ),
        facts.WorkDone(subject="", ticket="", days=(date(2026, 10, 7),), time=timedelta(minutes=50), onsite=True),
    ),
    more_work=2,
    packages=(
        facts.PackageUsed(
            name="Pakiet 10 h P10",
            service=GENERAL,
            used_now=timedelta(minutes=75),
            left=timedelta(minutes=405),
            valid_to=date(2026, 12, 3),
            share=32,
            window_left=timedelta(minutes=90),
            ordered=timedelta(minutes=60),
        ),
    ),
    rebate=Decimal("60.00"),
    decided=("Suma dnia jest zaokrąglona w górę do pełnych kwadransów.",),
    files=(File(name="rozliczenie-2026-10-5259912077.pdf", content_type="application/pdf", data=b"%PDF-"),),
)
CORRECTED = replace(
    FULL,
    version=2,
    difference=Decimal("-110.70"),
    changes=("12.10, zdalnie: było 0,5 h, jest 0 h.", "Razem brutto: było 750,30 zł, jest 639,60 zł (−110,70 zł)."),
    packages=(),
    work=(),
    more_work=0,
)
CORRECTED_INVOICE = facts.CorrectedInvoice(
    number="FV/7/2026",
    day=date(2026, 10, 31),
    gross=Decimal("-110.70"),
    ksef_number="5272525995-20261031-0123456789AB-CD",
)
NOTHING = replace(FULL, invoice=None, rebate=Decimal(0), overdue=("FV/41/2026",))
INVOICED = replace(
    FULL, invoice_number="FV/7/2026", ksef_number="5272525995-20261031-0123456789AB-CD", reference="FV/7/2026"
)
PREVIEW = facts.Preview(
    cause="billing-preview:2026-10",
    recipient=SZEF,
    now=datetime(2026, 10, 30, 8, 0, tzinfo=UTC),
    month=MONTH,
    send_at=NOW,
    automatic=True,
    payers=3,
    net=Decimal("1234.50"),
    gross=Decimal("1518.44"),
    rows=(
        facts.PayerRow(
            nip="5259912077", name="Delikatesy Rudnik s.c.", net=Decimal(520), gross=Decimal("639.60"), hours="3",
            package_hours="1,25", odd=2,
        ),
        facts.PayerRow(
            nip="525991207", name="Bez NIP-u sp. z o.o.", net=Decimal(0), gross=None, hours="0", package_hours="0",
            odd=1, stops=True,
        ),
        facts.PayerRow(
            nip="7740001454", name="Hurtownia Wisła", net=Decimal("714.50"), gross=Decimal("878.84"), hours="4",
            package_hours="0", held=True,
        ),
    ),
    more=4,
    odd=(
        facts.OddRow(kind=Anomaly.BAD_NIP, nip="525991207", name="Bez NIP-u sp. z o.o.", details=("9",)),
        facts.OddRow(
            kind=Anomaly.LONG_DAY, nip="5259912077", name="Delikatesy Rudnik s.c.", days=(date(2026, 10, 6),),
            about=("Marek Wilk",), details=("9 h",),
        ),
        facts.OddRow(
            kind=Anomaly.FRIDAY_EVENING, nip="5259912077", name="Delikatesy Rudnik s.c.",
            days=(date(2026, 10, 9), date(2026, 10, 16)),
        ),
        facts.OddRow(kind=Anomaly.NO_ADDRESS, nip="7740001454", name="Hurtownia Wisła"),
    ),
    more_odd=1,
    unset=("company.bank_account",),
)  # fmt: skip
REPORT = facts.Report(
    cause="billing-report:2026-10",
    recipient=SZEF,
    now=NOW,
    month=MONTH,
    until=date(2026, 11, 10),
    sent=32,
    net=Decimal("12345.60"),
    gross=Decimal("15185.09"),
    not_sent=(
        facts.NotSent(nip="7740001454", name="Hurtownia Wisła", held=True),
        facts.NotSent(
            nip="5260250274",
            name="",
            why=(
                facts.OddRow(
                    kind=Anomaly.NEGATIVE_TIME, nip="5260250274", name="", days=(date(2026, 10, 6),), about=("Marek",)
                ),
            ),
        ),
    ),
)
ASKED = facts.CorrectionLetter(
    cause="billing-correction:7",
    recipient=SZEF,
    now=datetime(2026, 11, 5, 9, 30, tzinfo=UTC),
    stage=facts.CorrectionStage.ASKED,
    month=MONTH,
    nip="5259912077",
    payer="Delikatesy Rudnik s.c.",
    version=2,
    asked_by="Anna Szef",
    reason="Praca z 12 października wpisana dwa razy",
    changes=CORRECTED.changes,
    gross=Decimal("639.60"),
    difference=Decimal("-110.70"),
    corrected=CORRECTED_INVOICE,
    recipients=("faktury@rudnik.pl",),
    send_at=datetime(2026, 11, 6, 19, 0, tzinfo=UTC),
)
CASES: dict[str, Callable[[], facts.Letter]] = {
    "bill": lambda: letters.bill(FULL, SENDER),
    "bill-corrected": lambda: letters.bill(CORRECTED, SENDER),
    "bill-corrected-invoiced": lambda: letters.bill(
        replace(CORRECTED, reason="Praca z 12 października wpisana dwa razy", corrected=CORRECTED_INVOICE), SENDER
    ),
    "bill-telling-corrections": lambda: letters.bill(
        replace(
            FULL,
            issued=(
                IssuedCorrection(
                    number="FK/3/2026",
                    day=date(2026, 10, 20),
                    corrects="FV/5/2026",
                    gross=Decimal("73.80"),
                    due=date(2026, 10, 27),
                    revokes=True,
                ),
                IssuedCorrection(
                    number="FK/4/2026", day=date(2026, 10, 21), corrects="FV/6/2026", gross=Decimal("-24.60")
                ),
            ),
        ),
        SENDER,
    ),
    "billing-correction": lambda: letters.billing_correction(ASKED, SENDER),
    "billing-correction-again": lambda: letters.billing_correction(
        replace(ASKED, stage=facts.CorrectionStage.CHANGED, automatic=False, corrected=None, reason=""), SENDER
    ),
    "billing-correction-sent": lambda: letters.billing_correction(
        replace(ASKED, stage=facts.CorrectionStage.SENT), SENDER
    ),
    "billing-correction-over": lambda: letters.billing_correction(
        replace(ASKED, stage=facts.CorrectionStage.OVER, why="nothing-differs"), SENDER
    ),
    "bill-nothing-to-pay": lambda: letters.bill(NOTHING, SENDER),
    "bill-invoiced": lambda: letters.bill(INVOICED, SENDER),
    "billing-preview": lambda: letters.billing_preview(PREVIEW, SENDER),
    "billing-preview-late": lambda: letters.billing_preview(replace(PREVIEW, late=True, odd=()), SENDER),
    "billing-preview-too-late": lambda: letters.billing_preview(
        replace(PREVIEW, late=True, send_at=None, until=date(2026, 11, 10), odd=()), SENDER
    ),
    "billing-preview-to-approve": lambda: letters.billing_preview(replace(PREVIEW, automatic=False, odd=()), SENDER),
    "billing-report": lambda: letters.billing_report(REPORT, SENDER),
    "billing-report-all": lambda: letters.billing_report(replace(REPORT, not_sent=()), SENDER),
    "billing-alarm": lambda: letters.billing_report(replace(REPORT, over=True, sent=0), SENDER),
}
