"""``customer-billing`` for the payer; for the managers ``staff-billing-preview``, ``staff-billing-report`` and
``staff-billing-correction``.
"""

from dataclasses import replace
from itertools import groupby

from worker.domain.billing.anomalies import STOPS, Anomaly
from worker.mail.compose import Automatic
from worker.mail.header import one_line
from worker.mail.letters.facts import Letter, Sender
from worker.mail.letters.facts.billing import Bill, CorrectionLetter, OddRow, Preview, Report
from worker.mail.letters.writing import Addressed, write

_ORDER = list(Anomaly)


def bill(facts: Bill, sender: Sender) -> Letter:
    """The month of one payer with its documents. Raises UnsafeHeader for an address nobody can write to."""
    addressed = Addressed(
        recipient=facts.recipient,
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.GENERATED,
        to=facts.to,
        language=facts.language,
    )
    shown = replace(facts, files=())
    return write(
        "customer-billing", addressed, sender, facts.files, facts=shown, names=[one.name for one in facts.files]
    )


def billing_preview(facts: Preview, sender: Sender) -> Letter:
    """What will leave, and what is odd."""
    return write(
        "staff-billing-preview",
        _addressed(facts),
        sender,
        facts.files,
        facts=replace(facts, files=()),
        groups=_groups(facts.odd),
        stops=sum(one.stops for one in facts.rows),
    )


def billing_report(facts: Report, sender: Sender) -> Letter:
    """What left, and what did not."""
    return write("staff-billing-report", _addressed(facts), sender, facts=facts)


def billing_correction(facts: CorrectionLetter, sender: Sender) -> Letter:
    """A corrected month before it leaves, and what became of it."""
    return write("staff-billing-correction", _addressed(facts), sender, facts=facts)


def _groups(odd: tuple[OddRow, ...]) -> list[tuple[str, bool, list[OddRow]]]:
    """Rows by kind: first what stops a letter, then what is to look at, each in the order of the enum."""
    ordered = sorted(odd, key=lambda one: (one.kind not in STOPS, _ORDER.index(one.kind), one_line(one.name), one.nip))
    return [(kind.value, kind in STOPS, list(rows)) for kind, rows in groupby(ordered, key=lambda one: one.kind)]


def _addressed(facts: Preview | Report | CorrectionLetter) -> Addressed:
    return Addressed(recipient=facts.recipient, now=facts.now, cause=facts.cause, automatic=Automatic.GENERATED)
