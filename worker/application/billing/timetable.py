"""The tick of the month's end: what is due now is done, each once, whatever was missed before.

preview     at its hour, one working day before the last day      run      from the last day's hour to day 10
            (late, if the worker was down; then the run waits until managers could answer it)
report      after a run that sent something                       alarm    after day 10, if anything is left
corrections a manager asked for by mail, once approved or at their hour
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from worker.application.billing.asked_corrections import send_due
from worker.application.billing.preview import look_at
from worker.application.billing.report import write_alarm, write_preview, write_report
from worker.application.billing.run import MonthRun, Outcome
from worker.application.billing.state import ALARM, APPROVAL, PREVIEW, happened, previewed
from worker.application.crash import crash_point
from worker.application.office import Office
from worker.domain.calendar import local_day
from worker.domain.month_end import MonthEnd, Phase, letters_leave_at, month_end, previous_month
from worker.store.engine import reading, transaction
from worker.store.lease import check


def end_of(office: Office, month: date) -> MonthEnd:
    """The moments of a month by the company's settings."""
    rules = office.billing
    return month_end(
        month,
        hour=rules.hour,
        preview_hour=rules.preview_hour,
        last_day=rules.last_day,
        days_off=_days_off(office),
    )


@dataclass(kw_only=True)
class Ticked:
    """What a tick did, for the log."""

    previews: int = 0
    sent: int = 0
    alarms: int = 0
    corrections: int = 0

    @property
    def anything(self) -> bool:
        """Whether letters wait now that did not before."""
        return bool(self.previews or self.sent or self.alarms or self.corrections)


def tick(run: MonthRun, stop: Callable[[], bool] = lambda: False) -> Ticked:
    """Do what is due for the last month and for this one."""
    now, done = run.clock(), Ticked()
    today = local_day(now)
    for month in (previous_month(today), today.replace(day=1)):
        end = end_of(run.office, month)
        match end.phase(now):
            case Phase.RUNNING:
                pass
            case Phase.PREVIEW:
                done.previews += _preview(run, end, now)
            case Phase.SENDING:
                done.previews += _preview(run, end, now)
                if _may_leave(run, end, now):
                    done.sent += len(send(run, end, stop).sent)
            case Phase.OVER:
                done.alarms += _alarm(run, end, now)
    if not stop():
        done.corrections = send_due(run, lambda month: end_of(run.office, month))
    return done


def send(run: MonthRun, end: MonthEnd, stop: Callable[[], bool] = lambda: False) -> Outcome:
    """Run the month and report; killed between the two, the next run reports."""
    outcome = run.run(end, stop)
    if not outcome.stopped:
        with transaction(run.engine) as session:
            check(session, run.hold)
            write_report(session, run.office, end, outcome.unsent, run.clock())
        crash_point("report-after-commit")
    return outcome


def _preview(run: MonthRun, end: MonthEnd, now: datetime) -> bool:
    with reading(run.engine) as session:
        if happened(session, PREVIEW, end.period):
            return False
        send_at = letters_leave_at(end, now, days_off=_days_off(run.office))
        look = look_at(session, run.office, end, issue=end.issue_day(send_at or now))
    with transaction(run.engine) as session:
        check(session, run.hold)
        written = write_preview(session, run.office, end, look, now, send_at=send_at)
        crash_point("preview-before-commit")
    crash_point("preview-after-commit")
    return written


def _may_leave(run: MonthRun, end: MonthEnd, now: datetime) -> bool:
    """Whether the managers could look at the month, or one of them said that it may go."""
    with reading(run.engine) as session:
        previewed_at = previewed(session, end.period)
        if not run.office.managers or previewed_at is None or happened(session, APPROVAL, end.period):
            return True
    leave_at = letters_leave_at(end, previewed_at, days_off=_days_off(run.office))
    return leave_at is not None and now >= leave_at


def _days_off(office: Office) -> frozenset[date]:
    return frozenset(office.days_off.union(office.policy.calendar_company_days_off))


def _alarm(run: MonthRun, end: MonthEnd, now: datetime) -> bool:
    with reading(run.engine) as session:
        if happened(session, ALARM, end.period):
            return False
    unsent = run.unsent(end)
    if not _may_leave(run, end, now):
        unsent = [replace(one, waits_for_approval=True) for one in unsent]
    with transaction(run.engine) as session:
        check(session, run.hold)
        return write_alarm(session, run.office, end, unsent, now)
