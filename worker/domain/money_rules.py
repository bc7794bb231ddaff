"""What speaks against commands about money: a notice of overdue invoices [12.7], more time or an answer for a
complaint [12.8, 12.10], a corrected month [12.10].
"""

from dataclasses import dataclass
from datetime import date

from worker.domain import commands as c
from worker.domain.commands.wrong import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimFacts:
    """A payer named by ``wezwij``. ``told_until``: every overdue invoice is in a notice, with this final day."""

    overdue: bool = False
    told_until: date | None = None
    reachable: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintFacts:
    """The complaint a mail is about."""

    extended_until: date | None = None
    decided: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AnsweredCorrection:
    """The correction whose preview a mail answers; ``over``: it has left or was taken back.

    ``outdated``: a newer preview shows something else, so this one can no longer be approved.
    """

    nip: str
    over: bool = False
    outdated: bool = False


def against_bills_of_correction(
    command: c.HoldBills | c.ReleaseBills | c.ApproveBills, answered: AnsweredCorrection
) -> tuple[Problem, str] | None:
    """The reason against holding, releasing or approving the correction, with what its sentence names, or None."""
    if command.nip and command.nip != answered.nip:
        return Problem.OTHER_CORRECTION, answered.nip
    if answered.over:
        return Problem.CORRECTION_OVER, answered.nip
    outdated = answered.outdated and isinstance(command, c.ApproveBills)
    return (Problem.OUTDATED_PREVIEW, answered.nip) if outdated else None


def against_demand(command: c.Demand, claim: ClaimFacts, today: date) -> tuple[Problem, str] | None:
    """The reason with what its sentence names, or None."""
    if not claim.overdue:
        return Problem.NOTHING_OVERDUE, command.nip
    if claim.told_until is not None:
        return Problem.NOTICED_ALREADY, claim.told_until.isoformat()
    if not claim.reachable:
        return Problem.NOBODY_TO_WRITE_TO, command.nip
    if command.until is not None and command.until <= today:
        return Problem.PAST_DAY, command.until.isoformat()
    return None


def against_complaint(
    command: c.Extend | c.Decide, complaint: ComplaintFacts | None, *, has_words: bool
) -> tuple[Problem, str] | None:
    """The reason with what its sentence names, or None. ``has_words``: the mail says something to the customer."""
    if complaint is None:
        return Problem.NO_COMPLAINT, ""
    if complaint.decided:
        return Problem.DECIDED_ALREADY, ""
    if isinstance(command, c.Extend):
        until = complaint.extended_until
        return (Problem.EXTENDED_ALREADY, until.isoformat()) if until else None
    return None if has_words else (Problem.NO_ANSWER, "")
