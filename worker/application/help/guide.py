"""The list of a guided case: opened with the ticket, ticked by mails, attachments and technicians, shown to both."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from worker.application.office import Office
from worker.application.post import Post
from worker.domain.case import Case
from worker.domain.help.checklist import Doubtful, Said, Tick, Ticked, read_mail
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store.insert_tables import CaseFile, CaseMark
from worker.store.tables import Ticket
from worker.terms.help_cases import GuidedCase, Step


def open_case(post: Post, ticket: Ticket, case: GuidedCase, text: str) -> None:
    """The ticket becomes this case; what its first mail gives is ticked at once."""
    file = CaseFile(ticket_id=ticket.id or 0, case_key=case.key, opened_at=post.now)
    post.session.add(file)
    _known(post.session)[file.ticket_id] = file
    post.session.flush()
    post.notes.append({"case": case.key})
    _write_down(post, ticket, _read(post, ticket, case, text))


def no_case_yet(post: Post, ticket: Ticket) -> None:
    """A ticket opened in this transaction: nobody need ask the database for its case."""
    _known(post.session)[ticket.id or 0] = None


def go_on(post: Post, case: Case, ticket: Ticket) -> None:
    """A customer's message on a ticket with a case: tick what it gives and say in one line what is still missing.

    Silence when it gives nothing: then a technician answers, not we.
    """
    file, guided = case_of(post.session, post.office, ticket.id or 0)
    if file is None or guided is None:
        return
    before = checklist(post.session, post.office, ticket)
    read = _read(post, ticket, guided, post.message.new_text)
    fresh = _write_down(post, ticket, read)
    after = checklist(post.session, post.office, ticket, doubts=read.doubts)
    if before is None or after is None:
        return
    exceptions = tuple(one for one in after.instead if one not in before.instead)
    if not (fresh or exceptions or after.doubts) or not is_mailbox(case.author.address):
        return
    if not after.missing:
        file.complete_told_at = file.complete_told_at or post.now
        post.session.add(file)
    names = {step.key: step.name for step in guided.steps}
    told = facts.CaseNews(
        mail=post.answered(topic=ticket.topic),
        ticket_id=ticket.public_id,
        ticked=tuple(names[one] for one in fresh if one in names),
        checklist=replace(after, instead=exceptions),
    )
    post.queue(letters.case_news(told, post.office.sender), automatic=True)


def case_of(session: Session, office: Office, ticket_id: int) -> tuple[CaseFile | None, GuidedCase | None]:
    """The case of a ticket; the second is None when there is none or its file is gone."""
    known = _known(session)
    if ticket_id not in known:
        known[ticket_id] = session.exec(_FILE, params={"ticket_id": ticket_id}).first()
    file = known[ticket_id]
    return file, office.shelf.case(file.case_key) if file else None


def _known(session: Session) -> dict[int, CaseFile | None]:
    """By ticket, for this transaction: it is asked several times of every mail."""
    known: dict[int, CaseFile | None] = session.info.setdefault("case_files", {})
    return known


_FILE = select(CaseFile).where(CaseFile.ticket_id == bindparam("ticket_id"))


def checklist(
    session: Session, office: Office, ticket: Ticket, *, doubts: Sequence[Doubtful] = ()
) -> facts.Checklist | None:
    """The list as it stands; None when the ticket has no case. ``doubts`` of steps still open are kept."""
    _, guided = case_of(session, office, ticket.id or 0)
    if guided is None:
        return None
    marks = marks_of(session, ticket.id or 0)
    done = {mark.step: mark for mark in marks if not mark.exception}
    holding = [one for one in guided.exceptions if any(mark.exception and mark.step == one.key for mark in marks)]
    waived = {key for one in holding for key in one.waives}
    rows = tuple(
        _row(number, step, done.get(step.key), office, waived=step.key in waived)
        for number, step in enumerate(guided.steps, 1)
    )
    open_ = {step.key for step, row in zip(guided.steps, rows, strict=True) if row.needed and not row.done}
    return facts.Checklist(
        title=guided.title,
        rows=rows,
        missing=tuple(step.missing for step in guided.steps if step.key in open_),
        first=guided.first,
        exceptions=tuple(one.name for one in holding),
        instead=tuple(one.instead for one in holding),
        doubts=tuple(one for one in doubts if one.step in open_),
    )


def _row(number: int, step: Step, mark: CaseMark | None, office: Office, *, waived: bool) -> facts.ListRow:
    return facts.ListRow(
        number=number,
        name=step.name,
        done=mark is not None,
        stage=step.stage,
        needed=not (step.optional or waived),
        optional=step.optional,
        value=mark.value if mark else "",
        by=office.name_of(mark.technician) if mark and mark.technician else "",
    )


def marks_of(session: Session, ticket_id: int) -> Sequence[CaseMark]:
    """What is ticked on a ticket's list, oldest first."""
    query = select(CaseMark).where(CaseMark.ticket_id == ticket_id, col(CaseMark.undone_at).is_(None))
    return session.exec(query.order_by(col(CaseMark.id))).all()


def doubts_of(post: Post, ticket: Ticket) -> tuple[Doubtful, ...]:
    """The attachments of this mail that were not taken for the wanted file."""
    _, guided = case_of(post.session, post.office, ticket.id or 0)
    return _read(post, ticket, guided, post.message.new_text).doubts if guided else ()


def _read(post: Post, ticket: Ticket, case: GuidedCase, text: str) -> Ticked:
    said = Said(text=text, files=post.message.attachments, nip=ticket.nip, ours=post.office.own_addresses)
    return read_mail(case, said)


def _write_down(post: Post, ticket: Ticket, read: Ticked) -> tuple[str, ...]:
    """New ticks and exceptions as rows; the keys of the steps that are new."""
    marks = marks_of(post.session, ticket.id or 0)
    there = {(mark.step, mark.exception) for mark in marks}
    fresh = tuple(one for one in read.ticks if (one.step, False) not in there)
    holding = tuple(Tick(step=key) for key in read.exceptions if (key, True) not in there)
    for one, exception in (*((one, False) for one in fresh), *((one, True) for one in holding)):
        post.session.add(
            CaseMark(
                ticket_id=ticket.id or 0,
                ledger_id=post.entry.id or 0,
                step=one.step,
                exception=exception,
                value=one.value[:200],
                marked_at=post.now,
            )
        )
    post.session.flush()
    return tuple(one.step for one in fresh)
