"""``customer-confirmation``: accepted, with its Ticket ID and the last day of the term (1.2, 1.4, 12.8, 13.8)."""

from dataclasses import replace
from urllib.parse import quote

from worker.domain.details.programs.version import untold
from worker.domain.message import Attachment
from worker.mail.compose import File
from worker.mail.header import one_line
from worker.mail.letters.deadline_event import deadline_event
from worker.mail.letters.facts import Confirmation, Letter, Matter, Order, OrderRight, Payment, Sender
from worker.mail.letters.understood import spoken, understood
from worker.mail.letters.writing import TOPIC, answer_to, reply_to_ticket, write

_LOGO = 4096  # bytes


def confirmation(facts: Confirmation, sender: Sender) -> Letter:
    """The letter that starts the term. Raises UnsafeHeader when the author's address cannot be written to."""
    facts = _without_payer_data(facts) if facts.payer_unverified else facts
    if facts.matter is Matter.PACKAGE_ORDER and facts.order is None:
        facts = replace(facts, order=Order(right=OrderRight.UNKNOWN))
    if facts.matter in (Matter.PACKAGE_ORDER, Matter.COMPLAINT, Matter.POINTS_ORDER):
        facts = replace(facts, tariff=None)  # an order draws on the package, a complaint is not the moment for prices
    promised = facts.promise if facts.order is None or facts.order.right is OrderRight.WITHIN else None
    topic = one_line(facts.mail.topic, TOPIC) if facts.mail.echo else ""
    files: tuple[File, ...] = ()
    if promised:
        files = (deadline_event(facts, promised, topic, sender),)
    return write(
        "customer-confirmation",
        answer_to(facts.mail, reply_to=reply_to_ticket(facts.ticket_id, sender)),
        sender,
        files,
        facts=facts,
        topic=topic,
        named=spoken(topic),
        promised=promised is not None,
        understood=understood(facts.details, facts.matter, nip=facts.nip) if facts.mail.echo else (),
        wanted=_wanted(facts),
        helped_link=_helped_link(facts, sender, topic) if facts.articles else "",
        attachments=tuple(one for one in facts.attachments if not _is_logo(one)),
        shown_packages=tuple(one for one in (facts.package, *facts.other_packages) if one is not None),
    )


def _helped_link(facts: Confirmation, sender: Sender, topic: str) -> str:
    """A mailto: link (RFC 6068) that answers POMOGŁO; the Ticket ID in the subject leads it to the ticket."""
    subject = f"Re: [{sender.ticket_prefix}{facts.ticket_id}] {topic}".strip()
    return (
        f"mailto:{quote(sender.address, safe='@')}?subject={quote(subject, safe='')}&body={quote('POMOGŁO', safe='')}"
    )


def _without_payer_data(facts: Confirmation) -> Confirmation:
    # a stranger who types somebody's NIP must not learn what that company pays or owns
    order = Order(right=OrderRight.UNKNOWN) if facts.order else None
    tariff = None if facts.tariff and facts.tariff.regular else facts.tariff  # the price list itself is public
    return replace(facts, package=None, other_packages=(), payment=Payment.CLEAR, order=order, tariff=tariff)


def _is_logo(one: Attachment) -> bool:
    """A small picture inside the text: the logo of a signature, nothing the customer sent us to look at."""
    return one.inline and not one.not_kept and one.size < _LOGO


def _wanted(facts: Confirmation) -> tuple[str, ...]:
    """Details that point 1.5 asks for and that never decide."""
    if not facts.mail.echo or facts.matter not in (Matter.REPORT, Matter.PHONE):
        return ()
    return untold(facts.details)
