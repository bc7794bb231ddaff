"""The rules of ``worker.domain.triage`` about reports: what completes one, what an answer to a checklist adds."""

import re

from worker.domain import nip
from worker.domain.case import Case, IncompleteFacts, Standing
from worker.domain.details import (
    RequestKind,
    is_complaint,
    is_english_complaint,
    is_package_order,
    is_phone_confirmation,
    merge,
    missing_details,
    read_answer,
)
from worker.domain.found import Detail, Details
from worker.domain.message import HEADER_ONLY
from worker.domain.polish import fold
from worker.domain.subject import same_topic
from worker.domain.verdict import MISSING, Confirm, Kind, Reason, Reject, Verdict
from worker.terms.words import alternation, words

_AGREES = re.compile(rf"\W*{alternation(words('answers')['agrees_and_goes_on'])}(?!\w)(?![^.\n]*\bnie\b)")
_CHECKLIST = "customer-rejection"  # the kind of our letter that asks for the rest, and offers the writer's address
_BILL = "customer-billing"  # the kind of our letter with a payer's month


def complaint(case: Case) -> Verdict | None:
    """[12.8] A complaint is confirmed whatever its form; its 30 days run from the confirmation."""
    about_bill = case.answers == _BILL and is_english_complaint(case.source)
    if not (about_bill or is_complaint(case.source)):
        return None
    number = case.subject.nip or (case.pending.nip if case.pending else "")
    return Confirm(
        kind=Kind.COMPLAINT,
        nip=number,
        topic=case.subject.topic,
        details=case.details,
        reasons=(Reason.COMPLAINT_IS_NEVER_REFUSED,),
    )


def report(case: Case) -> Verdict:
    """[1.3, 1.5, 13.8] Complete: confirmed. Otherwise a checklist goes back that one answer completes."""
    pending = case.pending
    kind = _kind(case)
    details = _completed(case, pending, kind) if pending else case.details
    number = case.subject.nip or _nip_of_completion(case)
    topic = case.subject.topic or (pending.topic if pending else "")
    # a mail over the size cap was not downloaded: nobody can say what its text lacks
    missing = () if HEADER_ONLY in case.message.defects else lacking(details, kind, case)
    if not number and Detail.NIP in case.required:
        missing = (Detail.NIP, *missing)
    if missing:
        return Reject(
            kind=kind,
            nip=number,
            topic=topic,
            details=details,
            missing=missing,
            reasons=tuple(MISSING[detail] for detail in missing),
            nip_problem=None if number else case.subject.problem,
            nip_candidates=() if number else case.nip_candidates,
            completes=pending.id if pending else None,
        )
    linked = case.thread.ticket.id if case.thread and case.thread.ticket else None
    allowed_link = linked if case.standing is not Standing.STRANGER else None
    return Confirm(
        kind=kind,
        nip=number,
        topic=topic,
        details=details,
        reasons=_confirm_reasons(case, linked=allowed_link is not None),
        completes=pending.id if pending else None,
        linked_ticket=allowed_link,
    )


def _completed(case: Case, pending: IncompleteFacts, kind: Kind) -> Details:
    """The incomplete report with what this mail adds; a short answer is read for what we asked about [1.5]."""
    asked = lacking(pending.details, kind, case)
    if not pending.nip and Detail.NIP in case.required:
        asked = (Detail.NIP, *asked)
    offered = case.author.address if case.answers == _CHECKLIST else ""
    return merge(read_answer(case.details, case.message.new_text, asked, offered=offered), pending.details)


def is_new_topic(case: Case) -> bool:
    """A reply used as a template: another payer, or another topic that is a complete report by itself."""
    if case.thread is None or case.thread.ticket is None or case.subject.ticket_ids or not case.subject.nip:
        return False
    ticket = case.thread.ticket
    # a complaint may have been opened without a payer [12.8]; naming one then is no other payer
    if ticket.nip and case.subject.nip != ticket.nip:
        return True
    return not same_topic(case.subject.topic, ticket.topic) and not lacking(case.details, _kind(case), case)


def lacking(details: Details, kind: Kind, case: Case) -> tuple[Detail, ...]:
    """What a report or an order of hours with these details still lacks [1.3, 13.8]."""
    if case.answers == _BILL:
        return ()  # a word about the bill has no workstation
    request = RequestKind.PACKAGE_ORDER if kind is Kind.PACKAGE_ORDER else RequestKind.REPORT
    return missing_details(details, request, case.required)


def _kind(case: Case) -> Kind:
    if is_package_order(case.source):
        return Kind.PACKAGE_ORDER
    if case.pending is not None:
        return case.pending.kind
    return Kind.PHONE_CONFIRMATION if is_phone_confirmation(case.source) else Kind.REPORT


def _nip_of_completion(case: Case) -> str:
    """In an answer to our checklist a NIP may stand in the text: we asked for it and gave a line for it."""
    if case.pending is None:
        return ""
    if case.pending.nip:
        return case.pending.nip
    written = nip.find_all(case.message.new_text)
    if not written and len(case.pending.nip_candidates) == 1 and _AGREES.match(fold(case.message.new_text)):
        return case.pending.nip_candidates[0]  # "Czy chodziło o …?" "Tak."
    return written[0] if len(written) == 1 else ""


def _confirm_reasons(case: Case, *, linked: bool) -> tuple[Reason, ...]:
    reasons = [Reason.COMPLETED if case.pending else Reason.COMPLETE]
    if HEADER_ONLY in case.message.defects:
        reasons = [Reason.TOO_LARGE_TO_READ]
    if case.pending and case.pending is case.recent_report:
        reasons.append(Reason.SAME_NIP_AND_TOPIC)
    if linked:
        reasons.append(Reason.NEW_TOPIC_IN_REPLY)
    return tuple(reasons)
