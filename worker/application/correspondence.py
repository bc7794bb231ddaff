"""Step 6 of the walk: what a verdict makes us write, as rows for the outbox.

Whether an automatic letter may leave at all is decided here too: over a flood brake it is kept as ``held`` and the
ledger says so. Wording lives in templates; the facts come from the rules.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from worker.application.office import Office
from worker.domain.bands import band_at
from worker.domain.calendar import Deadline, local_day
from worker.domain.case import Case
from worker.domain.found import Detail, Details
from worker.domain.message import InboundMessage
from worker.domain.rates import Mode, Standing, hourly_rate
from worker.domain.subject import NipProblem
from worker.domain.verdict import Append, Confirm, Kind, Quarantine, Reject
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import Letter, facts
from worker.store import outbox, queries
from worker.store.tables import LedgerEntry, OutboxLetter, OutboxState, Payer, Ticket

_MATTERS = {
    Kind.PHONE_CONFIRMATION: facts.Matter.PHONE,
    Kind.PACKAGE_ORDER: facts.Matter.PACKAGE_ORDER,
    Kind.COMPLAINT: facts.Matter.COMPLAINT,
}
_NIP_PROBLEMS = {
    NipProblem.ABSENT: facts.NipProblem.MISSING,
    NipProblem.BRACKETS: facts.NipProblem.NO_BRACKETS,
    NipProblem.LENGTH: facts.NipProblem.LENGTH,
    NipProblem.CHECKSUM: facts.NipProblem.CHECKSUM,
}
_CHECKLISTS = {
    facts.Matter.PACKAGE_ORDER: (Detail.NIP, Detail.ORDERER, Detail.TIME, Detail.DATES),
}
_REPORT_CHECKLIST = (Detail.NIP, Detail.DESCRIPTION, Detail.WORKSTATION, Detail.USER, Detail.CONTACT)


@dataclass(kw_only=True)
class Correspondence:
    """Letters that one mail causes; every method adds outbox rows to the open session."""

    session: Session
    office: Office
    entry: LedgerEntry
    message: InboundMessage
    now: datetime
    notes: list[dict[str, Any]] = field(default_factory=list)

    def confirm(self, verdict: Confirm, case: Case, ticket: Ticket, deadline: Deadline) -> None:
        """The confirmation to the customer [1.2, 1.4] and the news to the technicians' queue."""
        matter = _MATTERS.get(verdict.kind, facts.Matter.REPORT)
        promise = self._promise(verdict.kind, ticket, deadline)
        tariff = self._tariff(verdict.details)
        self._news(ticket, facts.TicketEvent.NEW, matter=matter, promise=promise, tariff=tariff)
        if not self._answerable():
            return
        self._queue(
            letters.confirmation(
                facts.Confirmation(
                    mail=self._answered(verdict.topic, echo=self._echo(case)),
                    ticket_id=ticket.public_id,
                    matter=matter,
                    promise=promise,
                    details=verdict.details,
                    payer_unverified=not ticket.verified,
                    first_received_at=ticket.received_at if verdict.completes is not None else None,
                    tariff=tariff,
                    attachments=self.message.attachments,
                ),
                self.office.sender,
            ),
            automatic=True,
        )

    def reject(self, verdict: Reject, case: Case) -> None:
        """The checklist to the customer [1.5]."""
        matter = _MATTERS.get(verdict.kind, facts.Matter.REPORT)
        checklist = tuple(
            facts.Checked(detail=detail, found=_value(verdict.details, detail, verdict.nip))
            for detail in _CHECKLISTS.get(matter, _REPORT_CHECKLIST)
            if detail in self.office.required
        )
        pending = case.pending
        if not self._answerable():
            return
        self._queue(
            letters.rejection(
                facts.Rejection(
                    mail=self._answered(verdict.topic, echo=self._echo(case)),
                    checklist=checklist,
                    matter=matter,
                    nip=verdict.nip,
                    nip_hint=_nip_hint(verdict, case),
                    first_received_at=pending.first_received_at if pending else None,
                ),
                self.office.sender,
            ),
            automatic=True,
        )

    def forward(self, verdict: Append) -> None:
        """A customer's message on a ticket, to the technicians' queue."""
        ticket = self.session.get(Ticket, verdict.ticket)
        if ticket is not None and verdict.kind is Kind.FOLLOWUP:
            event = facts.TicketEvent.REOPENED if verdict.reopens else facts.TicketEvent.MESSAGE
            self._news(ticket, event)

    def note_bounce(self) -> None:
        """A delivery report about a letter of ours marks that letter; a permanent one alerts the managers."""
        bounce = self.message.bounce
        if bounce is None:
            return
        ids = [bounce.original_message_id, *self.message.thread_ids]
        ours = queries.letters_by_message_id(self.session, [one for one in ids if one])
        for letter in ours.values():
            letter.bounced_at = self.now
            self.session.add(letter)
            self.entry.ticket_id = letter.ticket_id
            self.notes.append({"bounced": letter.message_id, "recipient": letter.recipient})
            # a bounce of an alert is not alerted: that would be a loop of our own
            if bounce.permanent and not letter.kind.startswith("staff-"):
                self._alert(
                    facts.AlertKind.BOUNCED,
                    correspondent=letter.recipient,
                    subject=letter.subject,
                    diagnostic=bounce.diagnostic,
                    ticket=self.session.get(Ticket, letter.ticket_id) if letter.ticket_id else None,
                )

    def alert_quarantine(self, verdict: Quarantine) -> None:
        """Somebody must look at a quarantined mail; its sender hears nothing."""
        ticket = self.session.get(Ticket, verdict.ticket) if verdict.ticket is not None else None
        self._alert(
            facts.AlertKind.QUARANTINED,
            correspondent=self.entry.sender,
            subject=self.entry.subject,
            reason=", ".join(reason.value for reason in verdict.reasons),
            ticket=ticket,
        )

    def alert_unworkable(self, why: str) -> None:
        """A mail that failed three times; its raw bytes are kept."""
        self._alert(facts.AlertKind.SHUNTED, correspondent=self.entry.sender, subject=self.entry.subject, reason=why)

    def _answerable(self) -> bool:
        """Whether a letter can be addressed to the author at all; if not, the ledger says so."""
        author = self.message.author
        if author is not None and is_mailbox(author.address):
            return True
        self.notes.append({"unanswerable": author.address if author else ""})
        return False

    def _answered(self, topic: str, *, echo: bool) -> facts.Answered:
        author = self.message.author
        assert author is not None  # noqa: S101 - only mails with one author are answered
        return facts.Answered(
            cause=f"ledger:{self.entry.id}",
            author=author,
            received_at=self.entry.received_at,
            now=self.now,
            topic=topic,
            message_id=self.message.message_id,
            references=self.message.references,
            echo=echo,
        )

    def _echo(self, case: Case) -> bool:
        """Whether the sender's own words may be repeated to him: authenticated, or somebody we know."""
        if self.message.authentication.aligned or case.known_nips:
            return True
        address = case.author.address
        return bool(case.subject.nip) and address in queries.bound_addresses(self.session, case.subject.nip)

    def _promise(self, kind: Kind, ticket: Ticket, deadline: Deadline) -> facts.Promise:
        working = kind not in (Kind.COMPLAINT, Kind.PACKAGE_ORDER)
        payer = self.session.get(Payer, ticket.nip) if ticket.nip else None
        contract = payer.reaction_days if payer and working else None
        fixed = {Kind.COMPLAINT: 30, Kind.PACKAGE_ORDER: 14}.get(kind)
        return facts.Promise(
            last_day=deadline.last_day,
            days=fixed or contract or self.office.reaction_days,
            working=working,
            skipped=tuple(
                facts.SkippedDay(day=one.day, reason=one.reason.value, name=one.name) for one in deadline.skipped
            ),
            contract=contract is not None,
        )

    def _tariff(self, details: Details) -> facts.Tariff | None:
        if details.service is None:
            return None
        today = local_day(self.now)
        band = band_at(self.now)
        # always the standard price: a regular customer's rebate is decided on the day of the invoice [12.2]
        rate = hourly_rate(
            Mode.REMOTE, details.service, band, on=today, standing=Standing(regular=False, overdue=False, updates=0)
        )
        return facts.Tariff(
            band=band.value,
            description=band.description(today),
            rate=rate.net,
            service=details.service,
            base=rate.base,
            surcharge=int(rate.surcharge_percent),
        )

    def _news(
        self,
        ticket: Ticket,
        event: facts.TicketEvent,
        *,
        matter: facts.Matter = facts.Matter.REPORT,
        promise: facts.Promise | None = None,
        tariff: facts.Tariff | None = None,
    ) -> None:
        author = self.message.author
        if author is None:
            return
        payer = self.session.get(Payer, ticket.nip) if ticket.nip else None
        for person in self.office.queue:
            earlier = self.session.exec(
                select(OutboxLetter.message_id)
                .where(OutboxLetter.ticket_id == ticket.id, OutboxLetter.recipient == person.address)
                .order_by(col(OutboxLetter.id))
                .limit(20)
            ).all()
            self._queue(
                letters.ticket_news(
                    facts.TicketNews(
                        cause=f"ledger:{self.entry.id}",
                        event=event,
                        recipient=person,
                        now=self.now,
                        ticket_id=ticket.public_id,
                        topic=ticket.topic,
                        requester=author,
                        received_at=self.entry.received_at,
                        text=self.message.new_text,
                        matter=matter,
                        nip=ticket.nip,
                        payer=payer.name if payer else "",
                        payer_unverified=not ticket.verified,
                        promise=promise,
                        tariff=tariff,
                        references=tuple(earlier),
                        attachments=self.message.attachments,
                    ),
                    self.office.sender,
                )
            )

    def _alert(
        self,
        kind: facts.AlertKind,
        *,
        correspondent: str = "",
        subject: str = "",
        reason: str = "",
        diagnostic: str = "",
        ticket: Ticket | None = None,
    ) -> None:
        for manager in self.office.managers:
            self._queue(
                letters.alert(
                    facts.Alert(
                        cause=f"ledger:{self.entry.id}",
                        kind=kind,
                        recipient=manager,
                        now=self.now,
                        entry=str(self.entry.id),
                        ticket_id=ticket.public_id if ticket else "",
                        correspondent=correspondent,
                        subject=subject,
                        received_at=self.entry.received_at,
                        reason=reason,
                        diagnostic=diagnostic,
                    ),
                    self.office.sender,
                )
            )

    def _queue(self, letter: Letter, *, automatic: bool = False) -> None:
        braked = self._brake(letter.recipient) if automatic else None
        row = outbox_row(letter, cause=f"ledger:{self.entry.id}", now=self.now)
        row.ledger_id = self.entry.id
        row.ticket_id = self.entry.ticket_id
        row.incomplete_report_id = self.entry.incomplete_report_id
        if braked:
            row.state = OutboxState.HELD.value
            self.notes.append({"held": letter.kind, "recipient": letter.recipient, "brake": braked})
        outbox.enqueue(self.session, row)

    def _brake(self, recipient: str) -> str | None:
        brakes = self.office.brakes
        hour = queries.automatic_letters_since(self.session, recipient, self.now - timedelta(hours=1))
        if hour >= brakes.per_address_hour:
            return f"{brakes.per_address_hour} letters an hour"
        day = queries.automatic_letters_since(self.session, recipient, self.now - timedelta(days=1))
        if day >= brakes.per_address_day:
            return f"{brakes.per_address_day} letters a day"
        return None


def outbox_row(letter: Letter, *, cause: str, now: datetime) -> OutboxLetter:
    """A finished letter as a queued row, due at once."""
    return OutboxLetter(
        cause=cause,
        kind=letter.kind,
        recipient=letter.recipient,
        envelope_from=letter.envelope_from,
        message_id=letter.message_id,
        subject=letter.subject,
        raw=letter.raw,
        state=OutboxState.QUEUED.value,
        due_at=now,
        created_at=now,
    )


def _value(details: Details, detail: Detail, nip: str) -> str | None:
    if detail is Detail.NIP:
        return nip or None
    found = [details.phone, details.email] if detail is Detail.CONTACT else [getattr(details, detail.value)]
    values = [one.value for one in found if one is not None]
    return ", ".join(values) or None


def _nip_hint(verdict: Reject, case: Case) -> facts.NipHint | None:
    if verdict.nip_problem is None:
        return None
    return facts.NipHint(
        problem=_NIP_PROBLEMS.get(verdict.nip_problem, facts.NipProblem.OTHER),
        seen=case.subject.written,
        candidates=tuple(facts.NipCandidate(nip=one, earlier=one in case.known_nips) for one in verdict.nip_candidates),
    )
