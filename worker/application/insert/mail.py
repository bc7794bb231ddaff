"""A customer's mail about the wallet: lines written down, the balance sent back; only for a payer he is bound to."""

from worker.application.insert import book
from worker.application.post import Post
from worker.domain.calendar import local_day
from worker.domain.case import Case
from worker.domain.insert.entries import WalletLine
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store import queries
from worker.store.tables import Ticket

_MOST_PAYERS = 5


def answer_wallet(post: Post, case: Case) -> None:
    """PORTFEL, or ``portfel:`` lines alone: one letter for each payer asked about, or why there is none.

    Lines are written down where it is clear for whom: the payer of the subject or line, or the only one he is bound to.
    """
    if not is_mailbox(case.author.address):
        return
    asked = (case.subject.nip,) if case.subject.nip else case.bound_nips
    asked = tuple(dict.fromkeys((*asked, *(line.nip for line in case.wallet.lines if line.nip))))
    mine = tuple(one for one in asked if one in case.bound_nips)[:_MOST_PAYERS]
    post.notes.append({"wallet": list(mine)})
    for nip in mine:
        lines = tuple(line for line in case.wallet.lines if line.nip == nip or (not line.nip and len(mine) == 1))
        _write_down(post, case, nip, lines)
        _statement(post, case, nip, lines)
    if not mine:
        stranger = facts.WalletStatement(mail=_answered(post, case, ""), nip=case.subject.nip, unbound=True)
        post.queue(letters.wallet_statement(stranger, post.office.sender), automatic=True)


def hear_wallet(post: Post, case: Case, ticket: Ticket) -> None:
    """``portfel:`` lines in a customer's message on a ticket, or in the report that opens it."""
    nip = ticket.nip
    lines = tuple(line for line in case.wallet.lines if line.nip in ("", nip))
    if lines and nip and queries.binding(post.session, nip).has(case.author.address):
        _write_down(post, case, nip, lines)
        if is_mailbox(case.author.address):
            _statement(post, case, nip, lines)


def _write_down(post: Post, case: Case, nip: str, lines: tuple[WalletLine, ...]) -> None:
    said = [one for line in lines for one in line.entries]
    rows = book.as_rows(post.session, nip, said, ledger_id=post.entry.id or 0, by=case.author.address, now=post.now)
    for row in rows:
        post.session.add(row)
        post.session.flush()  # their order is the order they were told in


def _statement(post: Post, case: Case, nip: str, lines: tuple[WalletLine, ...]) -> None:
    known = book.account_of(post.session, post.office, nip, local_day(post.now))
    rows, more = book.rows_of(known)
    statement = facts.WalletStatement(
        mail=_answered(post, case, nip),
        nip=nip,
        payer=queries.binding(post.session, nip).name,
        wallet=book.shown(known, post.office),
        rows=rows,
        more=more,
        advice=book.advice_of(known, post.office.packs),
        written=tuple(line for line in lines if line.unread is None),
        unread=tuple(line for line in lines if line.unread is not None),
    )
    post.queue(letters.wallet_statement(statement, post.office.sender), automatic=True, part=f":{nip}")


def _answered(post: Post, case: Case, nip: str) -> facts.Answered:
    known = bool(case.bound_nips) or post.message.authentication.aligned
    return post.answered(topic=case.subject.topic, echo=known, part=f":{nip}")
