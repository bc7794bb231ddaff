"""Message-IDs and reply addresses that only we can have made (HMAC-SHA256, truncated).

    Message-ID     = digest "." mac "@" domain          ; a-z 2-7, written without <> like every id here
    reply address  = local "+" ticket "." token "@" domain

A signed id in References proves that the writer got one of our letters; it proves nothing about who the
writer is, so it grants nothing by itself (behaviour: Ticket Trick). The id depends on the cause alone: a letter
rendered again after a crash carries the same id, and the receiving server can drop the second copy.
"""

import base64
import hashlib
import hmac
import re

_DIGEST = 8  # bytes; 13 characters
_MAC = 10  # bytes; 16 characters
_TOKEN = 5  # bytes; 8 characters, guessed only by 2**40 mails
_LOCAL = re.compile(r"([a-z2-7]{13})\.([a-z2-7]{16})")
_REPLY = re.compile(r"([0-9a-z-]{1,40})\.([a-z2-7]{8})")


def sign(cause: str, *, domain: str, key: bytes) -> str:
    """The id of the letter with this cause, without <>; 31 characters and the domain.

    ``cause`` names the letter once and for all, e.g. ``"<sha256 of the mail>/confirmation/jan@firma.pl"``.
    """
    digest = _letters(hashlib.sha256(cause.encode("utf-8", "surrogatepass")).digest()[:_DIGEST])
    return f"{digest}.{_mac(key, 'message-id', domain.lower(), digest, size=_MAC)}@{domain.lower()}"


def verify(message_id: str, *, domain: str, key: bytes) -> bool:
    """Whether ``sign`` with this domain and key made the id (with or without <>, any case)."""
    local, at, host = message_id.strip().removeprefix("<").removesuffix(">").lower().partition("@")
    made = _LOCAL.fullmatch(local)
    if not made or not at or host != domain.lower():
        return False
    return hmac.compare_digest(made[2], _mac(key, "message-id", domain.lower(), made[1], size=_MAC))


def reply_address(address: str, ticket_id: str, key: bytes, *, holder: str = "") -> str:
    """``pomoc+26-00123-7.abcd2345@firma.pl``: the address under which answers find their ticket.

    ``holder`` binds the token to one person (the address of a technician), so that a customer's token
    is never a technician's.
    """
    local, _, domain = address.partition("@")
    ticket = ticket_id.lower()
    return f"{local}+{ticket}.{_mac(key, 'reply', holder.lower(), ticket, size=_TOKEN)}@{domain}"


def read_reply_address(candidate: str, *, address: str, key: bytes, holder: str = "") -> str | None:
    """The Ticket ID (upper case) when the candidate is a reply address of ours for that holder, else None."""
    local, _, domain = address.lower().partition("@")
    name, _, host = candidate.strip().lower().partition("@")
    made = _REPLY.fullmatch(name.removeprefix(f"{local}+")) if name.startswith(f"{local}+") else None
    if not made or host != domain:
        return None
    expected = _mac(key, "reply", holder.lower(), made[1], size=_TOKEN)
    return made[1].upper() if hmac.compare_digest(made[2], expected) else None


def _mac(key: bytes, *facts: str, size: int) -> str:
    return _letters(hmac.digest(key, "\0".join(facts).encode(), "sha256")[:size])


def _letters(octets: bytes) -> str:
    return base64.b32encode(octets).decode().rstrip("=").lower()
