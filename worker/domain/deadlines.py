"""The deadlines of the regulamin by their kind: which event starts them, how many days, whether KC 115 moves them."""

from datetime import date, datetime
from enum import StrEnum

from worker.domain.calendar import Deadline, calendar_deadline, local_day, reaction_deadline
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on


class DeadlineKind(StrEnum):
    """What must be done in time, with the event that starts the clock."""

    REACTION = "reaction_14wd"  # 1.2: the confirmation of the order was sent
    PACKAGE_ORDER = "package_order_14d"  # 13.8: the order was confirmed
    COMPLAINT = "complaint_30d"  # 12.8: the receipt of the complaint was confirmed
    COMPLAINT_EXTENDED = "complaint_90d"  # 12.8: the same confirmation
    INVOICE_DUE = "invoice_due_7d"  # 12.6: the invoice was issued
    INVOICE_ISSUE = "invoice_issue_latest_10d"  # 12.6: the last day of the month of service


def point_of(kind: DeadlineKind, on: date) -> str:
    """The point of the regulamin a deadline stands in."""
    terms = price_list_on(on)
    match kind:
        case DeadlineKind.REACTION:
            return terms.reaction.point
        case DeadlineKind.PACKAGE_ORDER:
            return terms.packages.order_point
        case DeadlineKind.COMPLAINT | DeadlineKind.COMPLAINT_EXTENDED:
            return terms.billing.complaint_point
        case DeadlineKind.INVOICE_DUE | DeadlineKind.INVOICE_ISSUE:
            return terms.billing.point


def deadline(
    kind: DeadlineKind, event: datetime, policy: Policy = DEFAULT, *, announced: datetime | None = None
) -> Deadline:
    """The deadline an event starts. ``event`` is zone-aware; see DeadlineKind for what it is.

    For an invoice ``last_day`` is the last timely day and ``nominal_day`` the printed one. ``announced`` is when
    the extension of a complaint was announced; it counts only by policy ``complaint.extended_from``.
    """
    day = local_day(event)
    terms = price_list_on(day)
    match kind:
        case DeadlineKind.REACTION:
            return reaction_deadline(event, policy=policy)
        case DeadlineKind.PACKAGE_ORDER:
            return calendar_deadline(day, terms.packages.order_days, policy=policy)
        case DeadlineKind.COMPLAINT:
            return calendar_deadline(day, terms.billing.complaint_days, policy=policy)
        case DeadlineKind.COMPLAINT_EXTENDED:
            if announced is not None and policy.complaint_extended_from == "announcement":
                day = local_day(announced)
            return calendar_deadline(day, terms.billing.complaint_days_extended, policy=policy)
        case DeadlineKind.INVOICE_DUE:
            return calendar_deadline(day, terms.billing.payment_days, policy=policy)
        case DeadlineKind.INVOICE_ISSUE:
            shift = policy.invoice_latest_issue == "kc115"
            return calendar_deadline(day, terms.billing.issue_days_after_month, shift=shift, policy=policy)


def printed_due_day(issue: date, policy: Policy = DEFAULT) -> date:
    """The due date printed on an invoice (12.6): issue + 7 calendar days, shifted only by policy."""
    found = calendar_deadline(issue, price_list_on(issue).billing.payment_days, policy=policy)
    return found.last_day if policy.invoice_due_printed == "shifted" else found.nominal_day


def reaction_start(
    *,
    received: datetime | None = None,
    confirmed: datetime | None = None,
    delivered: datetime | None = None,
    policy: Policy = DEFAULT,
) -> datetime | None:
    """The instant the reaction deadline runs from (1.2; policy ``reaction.starts_at``), None while it does not run."""
    match policy.reaction_starts_at:
        case "confirmation_sent":
            return confirmed
        case "order_received":
            return received
        case "delivery_proved":
            return delivered
