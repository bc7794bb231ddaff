"""What a piece of remote work drew, for the technician's receipt: the payer's day as the month will settle it."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session as Database

from worker.application.office import Office
from worker.application.packages.account import accounts, draft_of
from worker.application.packages.facts import balance_now
from worker.domain.billing.month import Settled
from worker.domain.calendar import local_day
from worker.domain.found import Service
from worker.mail.letters import facts
from worker.store.staff_tables import WorkEntry


def with_package(
    session: Database, office: Office, entry: WorkEntry, line: facts.ReceiptLine, today: date
) -> facts.ReceiptLine:
    """The line with the quarters the statement will count and what the package has left; as it is without a payer."""
    if not entry.nip or not line.service:
        return line
    day, service = local_day(entry.start_at), Service(line.service)
    draft = draft_of(session, office, entry.nip, day)
    if draft is None:  # that month is billed: the work goes to the next statement
        return line
    rows = [one for one in draft.protocol if one.day == day and one.service is service and not one.visit]
    drawn = [one for one in rows if one.settled is Settled.PACKAGE]
    counted = replace(line, quarters=int(sum(one.hours for one in rows) * 4))
    if not drawn:
        return counted
    account = accounts(session, office, entry.nip, max(day, today)).of(drawn[-1].package)
    from_package = int(sum(one.hours for one in drawn) * 4)
    package = balance_now(session, office, account) if account else None
    return replace(counted, from_package=from_package, package=package)
