"""An answer that only says that its writer is away: whoever has the ticket reads it himself.

"Jestem na L4 do piątku." is written by programs and, without a quote, by people, in the same words. Nobody is answered
and the ticket stays as it is (behaviour of silence, RFC 3834); but that the customer is away, or that a person was
taken for a program, is worth a line to the technician. One a day and ticket: programs answer every letter.
"""

from datetime import timedelta

from worker.application.post import Post
from worker.application.ticket_news import news
from worker.domain.case import Case, Standing
from worker.domain.classify import signs
from worker.domain.machine_wording import may_be_a_person
from worker.domain.verdict import Ignore, Reason
from worker.mail.letters.facts import TicketEvent
from worker.store import staff_queries
from worker.store.tables import Ticket, TicketState

_DAY = timedelta(days=1)
_NOT_A_CUSTOMER = frozenset({Standing.STRANGER, Standing.TECHNICIAN})


def tell_of_absence(post: Post, verdict: Ignore, case: Case) -> None:
    """One letter to the technicians of an open ticket on which its own people seem to be away."""
    if verdict.ticket is None or case.message.author is None or verdict.reasons != (Reason.AUTOREPLY_WORDING,):
        return
    if not may_be_a_person(case.message):
        return
    if any(signs(case.message, case.me, by_wording=False)) or case.standing in _NOT_A_CUSTOMER:
        return
    ticket = post.session.get(Ticket, verdict.ticket)
    if ticket is None or ticket.state == TicketState.CLOSED.value:
        return
    if not staff_queries.was_told_of_a_machine(post.session, verdict.ticket, post.now - _DAY):
        news(post, ticket, TicketEvent.ABSENT)
