"""The rules of ``worker.domain.triage`` about InsPunkty: an order of a pack, and the InsERT wallet."""

from worker.domain import nip
from worker.domain.case import Case, Standing, TicketFacts
from worker.domain.found import Detail
from worker.domain.verdict import MISSING, Append, Confirm, Kind, Reason, Reject, Verdict


def points_order(case: Case) -> Verdict | None:
    """A pack of InsPunkty: only the payer must be known. An answer on another ticket opens one of its own."""
    if case.pack is None:
        return None
    ticket = case.thread.ticket if case.thread else None
    if ticket and (case.standing is Standing.STRANGER or ticket.kind == Kind.POINTS_ORDER.value):
        return None
    number = _payer(case, ticket)
    completes = case.pending.id if case.pending and case.pending.kind is Kind.POINTS_ORDER else None
    topic = case.subject.topic or (case.pending.topic if case.pending else "")
    if not number and Detail.NIP in case.required:
        return Reject(
            kind=Kind.POINTS_ORDER,
            nip="",
            topic=topic,
            details=case.details,
            missing=(Detail.NIP,),
            reasons=(MISSING[Detail.NIP],),
            nip_problem=case.subject.problem,
            nip_candidates=case.nip_candidates,
            completes=completes,
        )
    return Confirm(
        kind=Kind.POINTS_ORDER,
        nip=number,
        topic=topic,
        details=case.details,
        reasons=(Reason.POINTS_ORDERED,),
        completes=completes,
        linked_ticket=ticket.id if ticket else None,
    )


def wallet(case: Case) -> Verdict | None:
    """PORTFEL, or lines about it and nothing else: the program answers. On a ticket it is a message of the ticket."""
    if not case.wallet.is_one:
        return None
    return Append(kind=Kind.WALLET, ticket=None, reasons=(Reason.WALLET_ASKED,))


def _payer(case: Case, ticket: TicketFacts | None) -> str:
    """The NIP of the subject, the ticket, the answer to our question, or the only payer the sender is bound to."""
    if number := case.subject.nip or (ticket.nip if ticket else ""):
        return number
    if case.pending is not None:
        written = nip.find_all(case.message.new_text)
        if number := case.pending.nip or (written[0] if len(written) == 1 else ""):
            return number
    return case.bound_nips[0] if len(case.bound_nips) == 1 else ""
