"""What ``pomoc explain`` shows of one mail: the contract by which the product is looked at from outside.

The keys are stable (README describes them); a new release may add keys, never rename or drop one. ``letters`` and
``ticket_id`` live in their own tables and are joined when shown.
"""

from typing import Any

from worker.domain.calendar import Deadline
from worker.domain.case import Case
from worker.domain.classify import carries_a_bulk_hint
from worker.domain.found import Details
from worker.domain.verdict import Answer, Append, Confirm, Reason, Reject, Verdict, kind_of_mail
from worker.terms.reasons import reason_row


def explain(case: Case, verdict: Verdict, *, deadline: Deadline | None, notes: list[dict[str, Any]]) -> dict[str, Any]:
    """The judged part of the explanation, as JSON values."""
    message = case.message
    judged = isinstance(verdict, Confirm | Reject)
    details = verdict.details if isinstance(verdict, Confirm | Reject) else Details()
    return {
        "message_id": message.message_id,
        "kind": kind_of_mail(verdict).value,
        "reasons": [reason_json(reason) for reason in (*verdict.reasons, *_passed_over(case, verdict))],
        "nip": case.subject.nip or (verdict.nip if isinstance(verdict, Confirm | Reject) else ""),
        "nip_candidates": list(verdict.nip_candidates) if isinstance(verdict, Reject) else [],
        "missing": [detail.value for detail in verdict.missing] if isinstance(verdict, Reject) else [],
        "extracted": _extracted(details),
        "found_at": _found_at(details),
        "service": details.service.value if judged and details.service else "",
        "new_text": message.new_text,
        "attachments": [
            {
                "name": one.name,
                "content_type": one.content_type,
                "size": one.size,
                "sha256": one.sha256,
                "inline": one.inline,
                "not_kept": one.not_kept,
            }
            for one in message.attachments
        ],
        "deadline": {"last_day": deadline.last_day.isoformat(), "expires_at": deadline.expires_at.isoformat()}
        if deadline
        else None,
        "defects": list(message.defects),
        "notes": notes,
    }


def _passed_over(case: Case, verdict: Verdict) -> tuple[Reason, ...]:
    """The sign of a machine that was no reason for silence, told to whoever asks why such a mail was answered."""
    heard = isinstance(verdict, Confirm | Reject | Append | Answer)
    return (Reason.BULK_HINT_PASSED_OVER,) if heard and carries_a_bulk_hint(case.message, case.me) else ()


def reason_json(reason: Reason) -> dict[str, str]:
    """A reason with its point of the regulamin (or RFC) and its Polish sentence."""
    row = reason_row(reason.value)
    return {"code": reason.value, "point": row.point, "text": row.text}


def _extracted(details: Details) -> dict[str, Any]:
    # of the description only the place is told (``found_at``): its words are those of ``new_text``
    values: dict[str, Any] = {name: found.value for name, found in details.by_name().items() if name != "description"}
    if details.other_contacts:
        values["also"] = [found.value for found in details.other_contacts]
    return values


def _found_at(details: Details) -> dict[str, dict[str, Any]]:
    return {
        name: {"place": found.place.value, "rule": found.rule, "start": found.start, "end": found.end}
        for name, found in details.by_name().items()
    }
