"""Messages and cases with everything usual filled in, so that a test says only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from worker.domain.case import Case, IncompleteFacts, Thread, TicketFacts
from worker.domain.classify import Helpdesk
from worker.domain.found import Details, Found, Place
from worker.domain.message import Address, Authentication, InboundMessage
from worker.domain.verdict import Kind, Reason

NIP = "5259912077"
OTHER_NIP = "5839902173"
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
CUSTOMER = "anna@rudnik.example"
TECHNICIAN = "m.wilk@3rp.com.pl"
OWN_ID = "abc@ours"
ME = Helpdesk(addresses=frozenset({"pomoc@3rp.com.pl", "serwis@3rp.com.pl"}), is_own_id=lambda one: one == OWN_ID)

COMPLETE = (
    "Od rana na komputerze w sekretariacie po kliknięciu Drukuj Subiekt GT pokazuje komunikat o błędzie 123 "
    "i faktura się nie drukuje.\nUżytkownik: Anna Rudnik, tel. 501 222 333."
)


def mail(**changes: Any) -> InboundMessage:
    """A customer's mail; ``text`` is the new text too unless given, ``sender`` the one From address."""
    sender = changes.pop("sender", CUSTOMER)
    text = changes.pop("text", COMPLETE)
    facts: dict[str, Any] = {
        "size": 1000,
        "sha256": "0" * 64,
        "message_id": "m1@rudnik.example",
        "from_": (Address(address=sender, name="Anna Rudnik"),),
        "to": (Address(address="pomoc@3rp.com.pl"),),
        "subject": f"[{NIP}] Nie drukuje faktury",
        "text": text,
        "new_text": text,
        "authentication": Authentication(spf="pass", dkim="pass", dmarc="pass", aligned=True),
    }
    return InboundMessage(**(facts | changes))


def case(message: InboundMessage | None = None, **changes: Any) -> Case:
    """A case of that message."""
    facts: dict[str, Any] = {
        "message": message or mail(),
        "now": NOW,
        "me": ME,
        "technicians": frozenset({TECHNICIAN}),
        "free_mail_domains": frozenset({"gmail.com", "wp.pl"}),
    }
    return Case(**(facts | changes))


def ticket(**changes: Any) -> TicketFacts:
    """An open ticket of the customer."""
    facts: dict[str, Any] = {
        "id": 7,
        "public_id": "26-00123-7",
        "nip": NIP,
        "topic": "Nie drukuje faktury",
        "requester": CUSTOMER,
    }
    return TicketFacts(**(facts | changes))


def on(how: Reason = Reason.ON_TICKET_BY_SIGNED_ID, **changes: Any) -> Thread:
    """A thread on such a ticket."""
    return Thread(how=how, ticket=ticket(**changes))


def incomplete(**changes: Any) -> IncompleteFacts:
    """A rejected report of the customer that lacks only its NIP."""
    facts: dict[str, Any] = {
        "id": 3,
        "requester": CUSTOMER,
        "kind": Kind.REPORT,
        "nip": "",
        "topic": "Nie drukuje faktury",
        "details": details(),
        "text": COMPLETE,
        "first_received_at": NOW,
    }
    return IncompleteFacts(**(facts | changes))


def details(**changes: Any) -> Details:
    """Everything a report needs but the NIP."""
    full = Details(
        description=found("faktura się nie drukuje po kliknięciu Drukuj"),
        workstation=found("w sekretariacie"),
        user=found("Anna Rudnik"),
        phone=found("501 222 333"),
    )
    return replace(full, **changes)


def found(value: str) -> Found:
    """A value that stood in the text."""
    return Found(value=value, place=Place.BODY, rule="prose")
