"""A report by telephone [1.1]: the notes wait as an incomplete report until the customer confirms them by answering."""

from worker.application.post import Post
from worker.application.remembered import to_json
from worker.application.staff.changes import Changes
from worker.domain import commands as c
from worker.domain.case import Case
from worker.domain.details import RequestKind, Source, missing_details, read_details
from worker.domain.found import Detail
from worker.domain.message import Address
from worker.domain.verdict import Kind
from worker.mail import letters
from worker.mail.letters import facts
from worker.store.tables import IncompleteReport


def ask_to_confirm(
    post: Post, case: Case, command: c.PhoneReport, notes: str, nip: str, changes: Changes
) -> facts.ReceiptLine:
    """Write to the customer what was said; his answer makes the ticket and starts its clock."""
    topic = case.subject.topic if not case.subject.is_reply and not case.subject.ticket_ids else ""
    topic = "" if topic.lower().startswith(("telefon", "zgłoszenie tel")) else topic
    number = nip or case.subject.nip
    details = read_details(
        Source(
            topic=topic,
            new_text=notes,
            text=notes,
            own_addresses=case.me.addresses | case.technicians,
            own_phones=case.me.phones,
        )
    )
    report = IncompleteReport(
        requester=command.address,
        kind=Kind.PHONE_CONFIRMATION.value,
        nip=number,
        topic=topic,
        details=to_json(details),
        text=notes,
        first_received_at=post.entry.received_at,
        last_received_at=post.entry.received_at,
    )
    changes.add(report)
    missing = missing_details(details, RequestKind.REPORT, case.required)
    absent = (Detail.NIP, *missing) if not number and Detail.NIP in case.required else missing
    letter = letters.phone_request(
        facts.PhoneRequest(
            cause=post.cause,
            recipient=Address(address=command.address),
            now=post.now,
            author=post.office.name_of(case.author.address),
            nip=number,
            topic=topic,
            notes=notes,
            missing=tuple(one.value for one in absent),
        ),
        post.office.sender,
    )
    post.queue(letter, about_report=report.id)
    return facts.ReceiptLine(line=command.line, done=facts.Done.PHONE, about=command.address)
