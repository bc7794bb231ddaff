"""Corrections a manager asks for by mail: the preview of what differs, the wait, and the new version.

    KOREKTA -> preview to every manager -> ZATWIERDŹ: leaves now
                                           WSTRZYMAJ: stays until it is approved
                                           no word: leaves by itself the next working day, where letters do
    what differs changed meanwhile -> the preview again, and the wait begins anew

Asking again while it waits changes nothing. What leaves is written by ``MonthRun.write_correction``, in one transaction
with the row that says so and the managers' letter.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from worker.application.billing.correction import NothingToCorrectError, Why, digest_of, draft_correction
from worker.application.billing.letter import corrected_invoice
from worker.application.billing.run import MonthRun
from worker.application.billing.settle import SettledMonth
from worker.application.office import Office
from worker.application.post import outbox_row
from worker.domain.calendar import ONE_DAY, WARSAW, is_working_day, local_day, utc
from worker.domain.message import Address
from worker.domain.month_end import MonthEnd
from worker.mail import letters
from worker.mail.letters import facts
from worker.mail.letters.facts import CorrectionStage
from worker.store import outbox
from worker.store.billing_tables import BillCorrection
from worker.store.engine import reading, transaction
from worker.store.lease import check
from worker.store.tables import Payer

CAUSE = "billing-correction"
_SENT, _BROKEN = "sent", "broken"
_NOTHING, _NOBODY = Decimal("0.00"), Address(address="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A correction with what it would be now; ``is_new``: managers get a preview of it."""

    row: BillCorrection
    settled: SettledMonth
    is_new: bool


def ask(
    session: Session,
    office: Office,
    nip: str,
    month: date,
    *,
    reason: str,
    by: str,
    now: datetime,
    watch: Callable[[BillCorrection], None] = lambda row: None,
) -> Asked:
    """Note a manager's word and write its preview; one that waits already stays as it is. The caller adds the row.

    A new reason, or other differences, are a new preview of the same correction; ``watch`` sees the row before that.
    Raises NothingToCorrectError.
    """
    settled = draft_correction(session, office, nip, month, today=local_day(now), reason=reason)
    digest = digest_of(settled)
    row = pending(session, nip, f"{month:%Y-%m}")
    if row is not None:
        if digest == row.digest and reason in ("", row.reason):
            return Asked(row=row, settled=settled, is_new=False)
        watch(row)
        row.reason = reason or row.reason
        _begin_again(row, settled, office, now)
        return Asked(row=row, settled=settled, is_new=True)
    row = BillCorrection(
        nip=nip,
        month=f"{month:%Y-%m}",
        version=_version(settled),
        reason=reason,
        digest=digest,
        asked_by=by,
        asked_at=now,
        send_at=leaves_at(office, now),
    )
    return Asked(row=row, settled=settled, is_new=True)


def pending(session: Session, nip: str, period: str) -> BillCorrection | None:
    """The correction of a payer's month that waits."""
    return session.exec(waiting().where(BillCorrection.nip == nip, BillCorrection.month == period)).first()


def waiting() -> SelectOfScalar[BillCorrection]:
    """Corrections neither over nor taken back, in order."""
    query = select(BillCorrection).where(col(BillCorrection.ended_at).is_(None))
    return query.where(col(BillCorrection.undone_at).is_(None)).order_by(col(BillCorrection.id))


def leaves_at(office: Office, now: datetime) -> datetime:
    """When one asked for now leaves by itself: the next working day, at the hour of the month's letters; UTC."""
    days_off = office.days_off.union(office.policy.calendar_company_days_off)
    day = local_day(now) + ONE_DAY
    while not is_working_day(day, days_off=days_off):
        day += ONE_DAY
    return utc(datetime.combine(day, time(office.billing.hour), tzinfo=WARSAW))


def has_left(session: Session, noted: dict[str, Any]) -> bool:
    """Whether what an instruction noted concerns a correction that is over."""
    keys = [*noted.get("added", {}).get("bill_correction", ())]
    keys += [int(key) for key in noted.get("changed", {}).get("bill_correction", {})]
    rows = (session.get(BillCorrection, key) for key in keys)
    return any(row is not None and row.ended_at is not None for row in rows)


def send_due(run: MonthRun, end_of: Callable[[date], MonthEnd]) -> int:
    """Write what is approved or due, show again what differs from its preview; how many letters to managers follow."""
    with reading(run.engine) as session:
        rows = session.exec(waiting()).all()
        due = [(row.id or 0, row.nip, row.month, row.reason) for row in rows if _is_due(row, run.office, run.clock())]
    for key, nip, month, reason in due:
        _send(run, key, end_of(date.fromisoformat(f"{month}-01")), nip, reason)
    return len(due)


def _is_due(row: BillCorrection, office: Office, now: datetime) -> bool:
    if row.ended_at is not None or row.undone_at is not None or row.held_at is not None:
        return False
    return row.approved_at is not None or (office.billing.automatic and row.send_at <= now)


def _send(run: MonthRun, key: int, end: MonthEnd, nip: str, reason: str) -> None:
    def beside(session: Session) -> None:
        row = session.get_one(BillCorrection, key)
        if not _is_due(row, run.office, run.clock()) or row.digest != digest_of(settled) or row.reason != reason:
            raise NothingToCorrectError(Why.CHANGED, f"{nip}: held or changed meanwhile")
        row.ended, row.ended_at = _SENT, run.clock()
        write_letter(session, run.office, row, settled, CorrectionStage.SENT, run.clock())

    try:
        with reading(run.engine) as session:
            settled = run.draft(session, end, nip, reason=reason)
            is_as_shown = session.get_one(BillCorrection, key).digest == digest_of(settled)
        if is_as_shown:
            run.write_correction(end, settled, beside)
        else:
            _show_again(run, key, settled)
    except NothingToCorrectError as error:
        if error.why is not Why.CHANGED:  # the next tick looks again
            _give_up(run, key, error.why.value)
    except (ArithmeticError, LookupError, OSError, RuntimeError, ValueError):
        _give_up(run, key, _BROKEN)  # documents that cannot be made; the others' letters must not wait for them


def _show_again(run: MonthRun, key: int, settled: SettledMonth) -> None:
    with transaction(run.engine) as session:
        check(session, run.hold)
        row, now = session.get_one(BillCorrection, key), run.clock()
        if not _is_due(row, run.office, now):
            return
        _begin_again(row, settled, run.office, now)
        write_letter(session, run.office, row, settled, CorrectionStage.CHANGED, now)
        session.add(row)


def _begin_again(row: BillCorrection, settled: SettledMonth, office: Office, now: datetime) -> None:
    row.digest, row.version, row.shown = digest_of(settled), _version(settled), row.shown + 1
    row.approved_at, row.send_at = None, leaves_at(office, now)


def _give_up(run: MonthRun, key: int, why: str) -> None:
    with transaction(run.engine) as session:
        check(session, run.hold)
        row, now = session.get_one(BillCorrection, key), run.clock()
        if row.ended_at is None and row.undone_at is None:
            row.ended, row.ended_at = why, now
            session.add(row)
            write_letter(session, run.office, row, None, CorrectionStage.OVER, now)


def write_letter(
    session: Session,
    office: Office,
    row: BillCorrection,
    settled: SettledMonth | None,
    stage: CorrectionStage,
    now: datetime,
) -> None:
    """The letter of one stage to every manager, each once, in the caller's transaction."""
    cause = f"{CAUSE}:{row.id}" + (f"/{row.shown}" if stage is CorrectionStage.CHANGED else "")
    cause += f"/{stage.value}" if stage in (CorrectionStage.SENT, CorrectionStage.OVER) else ""
    payer = session.get(Payer, row.nip)
    shown = facts.CorrectionLetter(
        cause=cause,
        recipient=_NOBODY,
        now=now,
        stage=stage,
        month=date.fromisoformat(f"{row.month}-01"),
        nip=row.nip,
        payer=payer.name if payer is not None else "",
        version=row.version,
        asked_by=office.name_of(row.asked_by),
        reason=row.reason,
        send_at=row.send_at,
        automatic=office.billing.automatic,
        why=row.ended,
    )
    if settled is not None and settled.document is not None:
        document = settled.document
        shown = replace(
            shown,
            changes=settled.changes,  # Polish, whatever the payer reads
            gross=document.statement.invoice.amount.gross if document.statement.invoice else _NOTHING,
            difference=settled.difference or _NOTHING,
            corrected=corrected_invoice(document),
            recipients=tuple(one.address for one in settled.payee.recipients),
        )
    for manager in office.managers:
        letter = letters.billing_correction(replace(shown, recipient=manager), office.sender)
        outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))


def _version(settled: SettledMonth) -> int:
    return settled.document.version if settled.document is not None else 0


def answered(session: Session, cause: str) -> BillCorrection | None:
    """The correction whose letter has this cause."""
    kind, _, rest = cause.partition(":")
    key = rest.partition("/")[0]
    return session.get(BillCorrection, int(key)) if kind == CAUSE and key.isdigit() else None


def is_outdated(row: BillCorrection, cause: str) -> bool:
    """Whether the preview of this cause is not the newest one."""
    shown = cause.partition("/")[2] or "1"
    return shown.isdigit() and int(shown) < row.shown
