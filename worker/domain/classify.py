"""Machines: the mails that are kept but never answered, in one ordered table.

Answering a machine starts a loop (RFC 3834 section 2), answering a list or a spammer is noise to people who never
wrote to us. Every reason for silence is a row of ``MACHINES``; the first that applies names the kind.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from worker.domain.advertising import advertises
from worker.domain.machine_wording import (
    answers_an_invitation,
    answers_by_itself,
    mail_report,
    receipt,
    sounds_automatic,
)
from worker.domain.message import Address, InboundMessage
from worker.domain.subject import read_subject
from worker.domain.verdict import Kind, Reason
from worker.terms.silence import Silence, silence


@dataclass(frozen=True, kw_only=True, slots=True)
class Helpdesk:
    """Who we are: our addresses (lower case), phones, and whether an id is one that we signed."""

    addresses: frozenset[str]
    is_own_id: Callable[[str], bool]
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    """A mail that no person wrote, or that no person wants answered."""

    kind: Kind
    reason: Reason


_LIST_ENVELOPE = re.compile(
    r"(?:owner-[^@]{1,64}|[^@]{1,64}?-(?:owner|bounces?|errors|request|return-\d[^@]{0,200}))(?:\+[^@]{0,200})?@[^@]{1,255}"
)
_GROUP = frozenset({"list-post", "x-beenthere", "mailing-list"})
_OFFERS = frozenset({"list-unsubscribe", "list-unsubscribe-post", "list-help"})
_VERP = re.compile(r"bounces?[+._=-]")
"""The return address of a mailing service, one for each mail it sends."""
_OF_SIEVE = ("dovecot-sieve-", "cmu-sieve-")
"""The Message-ID of what a Sieve script writes at Dovecot and Cyrus: an answer (RFC 5230), a refusal (RFC 5429)."""
_EXCHANGE = re.compile(r"microsoftexchange[0-9a-f]{32}")
"""The mailbox from which an Exchange organisation sends its delivery reports."""


def signs(message: InboundMessage, me: Helpdesk, *, by_wording: bool = True) -> Iterator[Machine]:
    """Every row of the table that applies, in its order: a hint may stand above a proof. None: a person wrote this.

    ``by_wording``: whether a wording alone may speak for a machine.
    """
    words = silence()
    for kind, reason, applies in MACHINES:
        if (by_wording or reason is not Reason.AUTOREPLY_WORDING) and applies(message, me, words):
            yield Machine(kind=kind, reason=reason)


def _own_loop(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return bool(message.markers.loop)


def _own_id(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return me.is_own_id(message.message_id)


def _own_address(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    if _is_our_list(message, me) and message.markers.original_sender not in (*me.addresses, ""):
        return False  # a Google Group put its own address in the place of a customer's
    return bool(message.from_) and all(author.address in me.addresses for author in message.from_)


def _bounce(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return message.bounce is not None or message.markers.report_type == "delivery-status"


def _read_receipt(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return message.markers.report_type == "disposition-notification"


def _mail_report(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return message.markers.report_type in ("feedback-report", "tlsrpt") or mail_report(message)


def _calendar(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    # REQUEST may be a person's invitation with a report in it (see ``doubt``); answers and cancellations never are
    method = message.markers.calendar_method
    answered = method in ("REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER", "REFRESH")
    return answered or answers_an_invitation(message, words)


def _vacation_wording(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return answers_by_itself(message, words)


def _receipt_wording(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return receipt(message, words)


def _auto_submitted(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return message.markers.auto_submitted not in ("", "no")


def _autoreply_header(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    named = any(header in words.autoreply_headers for header in message.markers.autoreply_headers)
    return named or message.markers.says_automatic or message.message_id.startswith(_OF_SIEVE)


def _list(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    if _is_our_list(message, me) or _is_colleague(message, me):
        return False
    return bool(message.markers.list_headers) or _list_envelope(message, me)


def _is_colleague(message: InboundMessage, me: Helpdesk) -> bool:
    """A report, or an answer to a letter of ours, through a group of the writer's company.

    What answers by itself there says so in headers of its own.
    """
    if message.author is not None and is_machine_address(message.author):
        return False
    return _of_own_company(message) and (
        reports(message) or any(me.is_own_id(one) for one in message.thread_ids) or _names_us_in_a_group(message, me)
    )


def _names_us_in_a_group(message: InboundMessage, me: Helpdesk) -> bool:
    """Written to us and to colleagues at once. A group has an address to post to (RFC 2369 3.4), a newsletter none."""
    to_us = any(one.address in me.addresses for one in (*message.to, *message.cc))
    return to_us and not _GROUP.isdisjoint(message.markers.list_headers)


def _of_own_company(message: InboundMessage) -> bool:
    """A list of the writer's own domain: a customer's group ("it@…") that hands reports on to us."""
    if message.author is None or not message.author.domain:
        return False
    address, names = message.author.address, message.markers.list_addresses
    if address in names or address.replace("@", ".") in names:
        # the list itself speaks, as a newsletter does; or a Google Group put its address over a colleague's (DMARC)
        return message.markers.original_sender.endswith(f"@{message.author.domain}")
    return any(name.endswith((f"@{message.author.domain}", f".{message.author.domain}")) for name in names)


def reports(message: InboundMessage) -> bool:
    """A valid NIP at its place [1.3] in a mail that begins a conversation: no list and no newsletter writes that."""
    subject = read_subject(message.subject)
    return bool(subject.nip) and not subject.is_reply and not message.thread_ids


def _list_envelope(message: InboundMessage, me: Helpdesk) -> bool:
    """A list program's own address in the envelope or in Sender, above somebody else's mail (RFC 2142, VERP)."""
    author = message.author.address if message.author else ""
    sender = message.sender.address if message.sender else ""
    ours = {address.rpartition("@")[2] for address in me.addresses}  # "owner-pomoc" is how our own server expands pomoc
    envelope = {message.markers.return_path or "", sender} - {"", author}
    return any(_LIST_ENVELOPE.fullmatch(one) and one.rpartition("@")[2] not in ours for one in envelope)


def is_no_more_than_a_hint(message: InboundMessage, found: Machine) -> bool:
    """Whether the row that applied is one that a customer's CRM or a relay writes on people's mail too.

    ``Precedence`` (RFC 3834 2), and a way to unsubscribe (RFC 8058) without a list that anybody could post to.
    """
    if found.reason is Reason.LIST_HEADER:
        return _OFFERS.issuperset(message.markers.list_headers) and bool(message.markers.list_headers)
    return found.reason is Reason.BULK_PRECEDENCE


def carries_a_bulk_hint(message: InboundMessage, me: Helpdesk) -> bool:
    """Whether such a header stands on the mail and does not come from a list that we are ourselves."""
    if _is_our_list(message, me):
        return False
    listed = message.markers.list_headers
    return message.markers.precedence in silence().bulk_precedence or (bool(listed) and _OFFERS.issuperset(listed))


def _bulk(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    if message.markers.precedence == "list" and (_is_our_list(message, me) or _is_colleague(message, me)):
        return False
    return message.markers.precedence in words.bulk_precedence and not reports(message)


def _is_our_list(message: InboundMessage, me: Helpdesk) -> bool:
    """The helpdesk's address is itself a list (a Google Group): its headers stand on every customer's mail."""
    names = {name for address in me.addresses for name in (address, address.replace("@", "."))}
    return not names.isdisjoint(message.markers.list_addresses)


def _notification(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return bool(message.markers.feedback_headers)


def _null_path(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return message.markers.return_path == ""


def _no_reply(message: InboundMessage, me: Helpdesk, words: Silence) -> bool:
    return message.author is not None and is_machine_address(message.author)


def is_machine_address(one: Address) -> bool:
    """Whether nobody reads what is sent to this address, or nobody writes from it."""
    words, local = silence(), one.address.partition("@")[0]
    letters = re.sub(r"[^a-z]", "", local)
    account = re.sub(r"[^a-z]", "", re.split(r"[+=0-9]", local, maxsplit=1)[0])
    return (
        any(word in letters for word in words.machine_senders)
        or bool(_EXCHANGE.fullmatch(local))
        or account in words.machine_accounts
        or one.name.casefold() in words.machine_names
    )


def doubt(message: InboundMessage) -> Reason | None:
    """Why a mail may be a machine's though nothing proves it; None when nothing speaks for one."""
    author = message.author.address if message.author else ""
    returns_to = message.markers.return_path or ""
    mailer = message.markers.mailer.casefold()
    by_tool = any(tool in mailer for tool in silence().sending_tools)
    if message.markers.service_headers or by_tool or (returns_to != author and _VERP.match(returns_to)):
        return Reason.SENT_BY_SERVICE
    if message.markers.calendar_method == "REQUEST":
        return Reason.INVITATION
    if sounds_automatic(message):
        return Reason.SOUNDS_AUTOMATIC
    return Reason.SOUNDS_LIKE_SPAM if advertises(message) else None


def written_in_a_mail_program(message: InboundMessage) -> bool:
    """Whether the mail names a program in which people write."""
    mailer = message.markers.mailer.casefold()
    return any(program in mailer for program in silence().mail_programs)


_Row = tuple[Kind, Reason, Callable[[InboundMessage, Helpdesk, Silence], bool]]

# Ours first (a loop must end whatever else the mail says); then reports about our letters, because they carry
# null paths and Auto-Submitted too but mean more; then answers of machines; then what was never meant for us alone.
MACHINES: tuple[_Row, ...] = (
    (Kind.OWN, Reason.OWN_LOOP_HEADER, _own_loop),
    (Kind.OWN, Reason.OWN_MESSAGE_ID, _own_id),
    (Kind.OWN, Reason.OWN_ADDRESS, _own_address),
    (Kind.BOUNCE, Reason.DELIVERY_REPORT, _bounce),  # RFC 3464
    (Kind.READ_RECEIPT, Reason.MDN, _read_receipt),  # RFC 8098
    (Kind.READ_RECEIPT, Reason.MDN, _receipt_wording),
    (Kind.NOTIFICATION, Reason.NOTIFICATION_HEADER, _mail_report),  # RFC 5965, 7489, 8460
    (Kind.CALENDAR, Reason.CALENDAR_ANSWER, _calendar),  # RFC 5546
    (Kind.AUTO_REPLY, Reason.AUTOREPLY_WORDING, _vacation_wording),
    (Kind.AUTO_REPLY, Reason.AUTOREPLY_HEADER, _autoreply_header),
    (Kind.MAILING_LIST, Reason.LIST_HEADER, _list),  # RFC 2369, 2919
    (Kind.NOTIFICATION, Reason.NOTIFICATION_HEADER, _notification),
    (Kind.AUTO_REPLY, Reason.AUTO_SUBMITTED, _auto_submitted),  # RFC 3834 section 5
    (Kind.AUTO_REPLY, Reason.NULL_RETURN_PATH, _null_path),  # RFC 5321 section 4.5.5
    (Kind.MAILING_LIST, Reason.BULK_PRECEDENCE, _bulk),
    (Kind.NOTIFICATION, Reason.NO_REPLY_SENDER, _no_reply),
)
