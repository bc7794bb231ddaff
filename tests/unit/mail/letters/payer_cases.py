"""The letters about money and complaints that are held golden, as a customer or a manager would get them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.unit.mail.letters.cases import NOW, REPORT, SENDER
from worker.domain.billing.overdue import Stage
from worker.domain.commands import Problem, Wrong
from worker.domain.found import Service
from worker.domain.message import Address
from worker.domain.thresholds import Threshold
from worker.mail import letters
from worker.mail.letters import facts

RUDNIK = Address(address="faktury@rudnik.pl")
SZEF = Address(address="szef@3rp.com.pl", name="Anna Szef")
FIRST = facts.OverdueInvoice(
    number="FV/41/2026",
    issued=date(2026, 9, 30),
    due=date(2026, 10, 7),
    days=45,
    gross=Decimal("1476.00"),
    left=Decimal("476.00"),
    ksef_number="5272525995-20260930-0100001AF629-AF",
)
SECOND = facts.OverdueInvoice(
    number="FV/57/2026",
    issued=date(2026, 10, 31),
    due=date(2026, 11, 7),
    days=14,
    gross=Decimal("738.00"),
    left=Decimal("738.00"),
    ksef_number="5272525995-20261031-0100002BC730-1B",
)
SEVERAL = facts.Overdue(
    cause="overdue:5259912077:FV/41/2026+FV/57/2026",
    recipient=RUDNIK,
    to=(RUDNIK,),
    now=NOW,
    payer="Delikatesy Rudnik s.c.",
    nip="5259912077",
    until=date(2026, 11, 30),
    invoices=(FIRST, SECOND),
    total=Decimal("1214.00"),
    answers_to=SZEF,
    account="61 1090 1014 0000 0712 1981 2874",
    bank="Bank Przykładowy",
)
EXTENDED = facts.ComplaintExtended(
    cause="ledger:17",
    recipient=Address(address="jan@rudnik.pl", name="Jan Rudnik"),
    now=NOW,
    ticket_id="26-00123-7",
    received=date(2026, 10, 28),
    first_day=date(2026, 11, 27),
    last_day=date(2027, 1, 26),
    reason="Czekamy na dziennik połączeń od producenta programu zdalnego pulpitu.",
    invoice="FV/41/2026",
)
ANSWER = facts.CustomerReply(
    cause="ledger:18",
    recipient=EXTENDED.recipient,
    to=EXTENDED.recipient,
    author="Marek Wilk",
    now=NOW,
    ticket_id="26-00123-7",
    topic="Reklamacja faktury FV/41/2026",
    text="Sprawdziliśmy zapis połączenia z 14 września. Policzyliśmy kwadrans za dużo, przepraszamy.",
    decision="upheld",
    invoice="FV/41/2026",
)
RECEIPT = facts.Receipt(
    cause="ledger:19",
    recipient=SZEF,
    now=NOW,
    subject="Re: Dzień dobry, zgłoszenia",
    message_id="list-szefa@3rp.com.pl",
    today=date(2026, 11, 21),
    lines=(
        facts.ReceiptLine(
            line="WEZWIJ 5259912077",
            done=facts.Done.NOTICED,
            about="faktury@rudnik.pl",
            until=date(2026, 11, 30),
            money=Decimal("1214.00"),
        ),
        facts.ReceiptLine(line="przedłuż: dziennik", done=facts.Done.EXTENDED, until=date(2027, 1, 26)),
        facts.ReceiptLine(line="reklamacja: uznana", done=facts.Done.DECIDED, about="upheld"),
    ),
)
QUESTION = facts.Question(
    cause="ledger:20",
    recipient=SZEF,
    now=NOW,
    subject="Re: Dzień dobry, zgłoszenia",
    message_id="list-szefa-2@3rp.com.pl",
    wrong=(
        Wrong(line="WEZWIJ 5259912077", problem=Problem.NOTHING_OVERDUE, about="5259912077"),
        Wrong(line="WEZWIJ 9519834101", problem=Problem.NOTICED_ALREADY, about="2026-11-30"),
        Wrong(line="WEZWIJ 8949877012", problem=Problem.NOBODY_TO_WRITE_TO, about="8949877012"),
        Wrong(line="WEZWIJ 5259912077 2026-11-01", problem=Problem.PAST_DAY, about="2026-11-01"),
        Wrong(line="przedłuż: bo tak", problem=Problem.NO_COMPLAINT),
        Wrong(line="przedłuż: bo tak", problem=Problem.EXTENDED_ALREADY, about="2027-01-26"),
        Wrong(line="reklamacja: uznana", problem=Problem.DECIDED_ALREADY),
        Wrong(line="reklamacja: uznana", problem=Problem.NO_ANSWER),
        Wrong(line="reklamacja: może", problem=Problem.NO_DECISION, about="może", right="reklamacja: uznana"),
    ),
    text="WEZWIJ 5259912077",
)
COMPLAINT = facts.TicketRow(
    ticket_id="26-00123-7",
    topic="Reklamacja faktury FV/41/2026",
    payer="Delikatesy Rudnik s.c.",
    nip="5259912077",
    promised_day=date(2026, 11, 27),
    state="in-progress",
    working_days_left=4,
    holder="Marek Wilk",
    clock="complaint",
)


def claim(stage: Stage, **more: Any) -> facts.ClaimRow:
    usual = facts.ClaimRow(
        nip="5259912077",
        payer="Delikatesy Rudnik s.c.",
        invoices=("FV/41/2026", "FV/57/2026"),
        total=Decimal("1214.00"),
        days=45,
        stage=stage,
    )
    return replace(usual, **more)


DIGEST = facts.Digest(
    cause="digest:2026-11-21",
    recipient=SZEF,
    now=NOW,
    balance=facts.Balance(received=3, new=1, answers=2),
    since=None,
    bars=tuple((one, 0, 0) for one in facts.Bucket),
    rows=(COMPLAINT,),
    claims=(
        claim(Stage.TO_NOTICE, invoices=("FV/1/2026", "FV/2/2026", "FV/3/2026", "FV/4/2026", "FV/5/2026")),
        claim(Stage.NOTICED, payer="Lipa sp. z o.o.", nip="9519834101", final_day=date(2026, 11, 30)),
        claim(Stage.PASSED, payer="", nip="8949877012", invoices=("FV/44/2026",), final_day=date(2026, 11, 20)),
        claim(Stage.SUSPENDED),
        claim(Stage.PAID, invoices=(), total=Decimal(0), days=0),
    ),
    more_claims=2,
    corrections=(
        facts.CorrectionRow(
            number="FV/41/2026", nip="5259912077", payer="Delikatesy Rudnik s.c.", net=Decimal("60.00"),
            gross=Decimal("73.80"), since=date(2026, 10, 8),
        ),
        facts.CorrectionRow(number="FV/12/2026", nip="9519834101", payer="Lipa sp. z o.o.", since=date(2026, 4, 8)),
        facts.CorrectionRow(
            number="FV/41/2026", nip="5259912077", payer="Delikatesy Rudnik s.c.", since=date(2026, 11, 20),
            ticket_id="26-00123-7",
        ),
        facts.CorrectionRow(
            number="FV/57/2026", nip="5259912077", payer="Delikatesy Rudnik s.c.", net=Decimal("-90.00"),
            gross=Decimal("-110.70"), since=date(2026, 11, 5), version=2, month="2026-10",
        ),
        facts.CorrectionRow(
            number="FV/58/2026", nip="9519834101", payer="Lipa sp. z o.o.", since=date(2026, 11, 6), version=3,
            month="2026-10",
        ),
        facts.CorrectionRow(
            number="FV/44/2026", nip="9519834101", payer="Lipa sp. z o.o.", net=Decimal("60.00"),
            gross=Decimal("73.80"), since=date(2026, 10, 8), charged=Decimal("24.60"),
        ),
    ),
    asked_corrections=(
        facts.AskedRow(
            nip="5259912077", payer="Delikatesy Rudnik s.c.", month="2026-10", version=2, asked_by="Anna Szef",
            leaves=date(2026, 11, 23),
        ),
        facts.AskedRow(
            nip="9519834101", payer="", month="2026-10", version=3, asked_by="Anna Szef", held=True,
        ),
    ),
)  # fmt: skip
ALERT = facts.DeadlineAlert(
    cause="deadlines:2026-11-21", recipient=SZEF, now=NOW, rows=((Threshold.THREE_DAYS, COMPLAINT),)
)

OWN_RATE = facts.Tariff(
    band="C",
    description="dzień roboczy w godz. 18.00–20.00",
    rate=Decimal("150.00"),
    service=Service.GENERAL,
    base=Decimal("100.00"),
    surcharge=50,
    contract=True,
)

MARCH = date(2026, 3, 1)
CORRECTION_LINES = tuple(
    facts.ReceiptLine(
        line=line,
        done=done,
        about="5259912077",
        day=MARCH,
        until=until,
        version=2,
        money=Decimal("-110.70"),
    )
    for line, done, until in (
        ("KOREKTA 2026-03 5259912077 pomyłka", facts.Done.CORRECTION_ASKED, date(2026, 11, 23)),
        ("KOREKTA 2026-03 5259912077", facts.Done.CORRECTION_WAITS, None),
        ("WSTRZYMAJ", facts.Done.CORRECTION_HELD, None),
        ("WZNÓW", facts.Done.CORRECTION_RELEASED, None),
        ("ZATWIERDŹ", facts.Done.CORRECTION_APPROVED, None),
    )
)
CORRECTIONS_WRONG = tuple(
    Wrong(line=line, problem=problem, about=about, right="KOREKTA 2026-03 5259912077 powód" if right else "")
    for line, problem, about, right in (
        ("KOREKTA 2026-13 5259912077", Problem.NO_MONTH, "2026-13", True),
        ("KOREKTA: 5259912077", Problem.NO_MONTH, "", True),
        ("KOREKTA 2026-04 5259912077", Problem.NO_BILL, "5259912077", False),
        ("KOREKTA 2026-02 5259912077", Problem.NOTHING_DIFFERS, "5259912077", False),
        ("KOREKTA 2026-01 5259912077", Problem.CANNOT_SETTLE, "5259912077", False),
        ("ZATWIERDŹ", Problem.CORRECTION_OVER, "5259912077", False),
        ("ZATWIERDŹ", Problem.OUTDATED_PREVIEW, "5259912077", False),
        ("ZATWIERDŹ 9519834101", Problem.OTHER_CORRECTION, "5259912077", False),
    )
)
CASES: dict[str, Callable[[], facts.Letter]] = {
    "confirmation-own-rate": lambda: letters.confirmation(replace(REPORT, tariff=OWN_RATE), SENDER),
    "confirmation-overdue": lambda: letters.confirmation(replace(REPORT, payment=facts.Payment.OVERDUE), SENDER),
    "overdue-several": lambda: letters.overdue(SEVERAL, SENDER),
    "overdue-one": lambda: letters.overdue(
        replace(SEVERAL, invoices=(SECOND,), total=SECOND.left, account="", bank="", answers_to=replace(SZEF, name="")),
        SENDER,
    ),
    "overdue-corrections": lambda: letters.overdue(
        replace(
            SEVERAL,
            invoices=(
                replace(FIRST, credited_by=("FK/2/2026",)),
                replace(SECOND, number="FK/1/2026", corrects="FV/39/2026", ksef_number=""),
            ),
        ),
        SENDER,
    ),
    "receipt-corrections": lambda: letters.receipt(replace(RECEIPT, lines=CORRECTION_LINES), SENDER),
    "question-corrections": lambda: letters.question(replace(QUESTION, wrong=CORRECTIONS_WRONG), SENDER),
    "complaint-extended": lambda: letters.complaint_extended(EXTENDED, SENDER),
    "complaint-upheld": lambda: letters.customer_reply(ANSWER, SENDER),
    "complaint-partly": lambda: letters.customer_reply(replace(ANSWER, decision="partly", invoice=""), SENDER),
    "complaint-rejected": lambda: letters.customer_reply(replace(ANSWER, decision="rejected"), SENDER),
    "receipt-money": lambda: letters.receipt(RECEIPT, SENDER),
    "question-money": lambda: letters.question(QUESTION, SENDER),
    "digest-money": lambda: letters.digest(DIGEST, SENDER),
    "deadlines-complaint": lambda: letters.deadline_alert(ALERT, SENDER),
}
