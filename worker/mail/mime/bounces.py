"""Delivery reports: RFC 3464 by our own walk, then flufl.bounce, then wordings (``worker/terms/bounces.toml``).

A delay notice (Action: delayed) is a report too, but not permanent. flufl.bounce reads an ``email`` tree, so
it is asked only about mail that looks like a report, and only about its first part of a bounded size.
"""

import email
import logging
import re
from typing import Final

from flufl.bounce import all_failures

from worker.domain.matter import speaks_of_a_matter
from worker.domain.message import Address, Bounce
from worker.domain.polish import fold
from worker.mail.mime import caps, charset, clean, transfer
from worker.mail.mime.entity import Entity
from worker.mail.mime.headers import Header, read
from worker.terms.words import whole

# its detectors fail on broken mail with a traceback in the log; that they recognised nothing is all there is to say
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

_LIMIT: Final = 256 * 1024
_SHOWN: Final = 64 * 1024
"""Bytes that flufl.bounce is shown: its two dozen detectors each walk over all lines."""

_STATUS_PARTS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED: Final = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
_BLOCKS: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_STATUS: Final = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_MESSAGE_ID: Final = re.compile(rb"^message-id[ \t]*:[ \t\r\n]*<([^<>\s]{1,998})>", re.IGNORECASE | re.MULTILINE)
_ADDRESS: Final = re.compile(
    r"(?<![A-Za-z0-9._%+=-])[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)
_SENDERS: Final = re.compile(
    rf"^{whole('bounces', 'senders')}|^e?\d*[._-]?smtp[._-]mail\b|^microsoftexchange[0-9a-f]{{32}}@"
    r"|^[\w.-]*(?:delivery[._-](?:sub)?system|smtp[._-](?:mail[._-])?service|_gateway)\b|^[\w.-]*antivirus[\w.-]*smtp"
)
_SUBJECTS: Final = re.compile(
    rf"{whole('bounces', 'subjects')}|{whole('bounces', 'subject_marks')}\s*:|\bniedorecz\w*\W*$"
)
_POLISH: Final = re.compile(
    r"nie (?:mozna|udalo sie|zostala?|mogl?a? zostac) (?:bylo )?(?:dostarczyc|dostarczon|doreczyc|doreczon)"
    rf"|{whole('bounces', 'mailboxes')}[^\n]{{0,60}}{whole('bounces', 'mailbox_states')}"
    r"|adres[^\n]{0,60}nie (?:istnieje|zostal odnaleziony)|przekroczon[ay] (?:limit|pojemnosc|quota)"
)
_FAILED: Final = re.compile(rf"\b5\d\d[ -][#]?5\.\d\.\d|{whole('bounces', 'failed')}")
_ABROAD: Final = re.compile(
    rf"{whole('bounces', 'failed_abroad')}|(?:konnten?|kann) (?:[\w-]{{1,20}} ){{0,5}}nicht zugestellt"
)
_ASKS: Final = re.compile(rf"\?|{whole('bounces', 'asks')}|^[^\w\n]*{whole('bounces', 'greets')}", re.MULTILINE)
"""Servers report; they neither greet nor ask."""
_DELAYED: Final = re.compile(whole("bounces", "delayed", "will_retry"))
_WILL_RETRY: Final = re.compile(whole("bounces", "will_retry"))

_HIS_OWN: Final = re.compile(
    r"\b(?:nasz\w{0,3} (?!serwer|system)|(?:u )?(?:nas|mnie)\b|moj\w{0,3}\b|mamy?\b|wraca(?:ja)?\b"
    r"|nie (?:do|przy)chodz\w{1,2}\b)"
)
"""Servers speak of your letter and of the recipient; a sender of whom it comes back, of his own."""
_OF_HIS_MAIL: Final = re.compile(
    rf"\b(?:our|my|unser\w{{0,2}}|mein\w{{0,2}}) (?:\w+ )?{whole('bounces', 'own_mail')}"
    rf"|\b(?:we|i|wir|ich) {whole('bounces', 'own_deeds')}|{whole('bounces', 'own_times')}"
    r"|\b(?:we|i) (?:cannot|can ?not|can't|couldn't) (?:send|e-?mail|write|reply)\b|^(?:cannot|can't) send\b"
    r"|\b(?:since|seit) \w{3,6}(?:day|tag)\b"
)
"""The same in English and German: whose mail it is that comes back."""


def asks(text: str, *, author: Address | None, null_path: bool) -> bool:
    """Whether a person writes about a report: pastes it, or passes on its parts (RFC 6522 3)."""
    return not (null_path or _is_system(author)) and bool(_ASKS.search(_plain(text[:2000])))


def read_bounce(
    raw: bytes, root: Entity, header: Header, *, author: Address | None, null_path: bool, text: str
) -> Bounce | None:
    """The delivery report this message is, or None. Never raises."""
    asked = asks(text, author=author, null_path=null_path)
    report = _standard(root)
    if report is not None and (root.media_type == "multipart/report" or not asked):
        return report
    subject = fold(header.text("subject"))
    named = _addresses(header.text("x-failed-recipients"))  # so Exim names them, and no person does
    if named or _says_nothing_else(text):
        later = _WILL_RETRY if named else _DELAYED
        return _described(named or _addresses(text), raw, root, text, permanent=not later.search(_plain(text)))
    system = _is_system(author)
    if (null_path or system) and (system or _SUBJECTS.search(subject)):
        read = _by_library(raw, root, text) or _by_wording(raw, text)
        reported = any(entity.media_type in _STATUS_PARTS for entity in root.walk())  # of success, then
        if read is None and system and not reported and _SUBJECTS.match(subject):
            return _described((), raw, root, text, permanent=False)  # of which letter is unknown, that it is one is not
        return read
    # a gateway of any name; a person who asks about a bounce forwards it (Fwd:) or begins with the NIP
    if asked or not _SUBJECTS.match(subject):
        return None
    return _by_sentence(raw, root, text, author) or _by_library(raw, root, text) or _by_subject(raw, root, text)


def _by_subject(raw: bytes, root: Entity, text: str) -> Bounce | None:
    """A report by its subject and a sentence of servers, from somebody who speaks of no mail of his own."""
    said = _plain(text[:5000])
    if _OF_HIS_MAIL.search(said) or not (_FAILED.search(said) or _ABROAD.search(said)):
        return None
    return _described((), raw, root, text, permanent=True)


def _by_sentence(raw: bytes, root: Entity, text: str, author: Address | None) -> Bounce | None:
    """A gateway's Polish sentence about somebody else's mailbox, from somebody who speaks of nothing of his own."""
    others = tuple(address for address in _addresses(text) if author is None or address != author.address)
    said = _plain(text[:5000])
    later = bool(_WILL_RETRY.search(said))
    if not others or not (later or _POLISH.search(said)):
        return None
    if _HIS_OWN.search(said) or _is_signed(text, author) or speaks_of_a_matter(text, by=("things", "talk")):
        return None
    return _described(others, raw, root, text, permanent=not later)


def _is_signed(text: str, author: Address | None) -> bool:
    """Whether a line is the name of the author, or a part of it: nobody signs for a server."""
    names = author.name.casefold().split() if author else []
    lines = (line.casefold().split() for line in text[-500:].splitlines())
    return any(said and set(said) <= set(names) for said in lines)


def _is_system(author: Address | None) -> bool:
    return author is not None and bool(_SENDERS.match(fold(author.address)))


def _standard(root: Entity) -> Bounce | None:
    """RFC 3464: blocks of fields, one for the message and one for each recipient."""
    status_part = next((entity for entity in root.walk() if entity.media_type in _STATUS_PARTS), None)
    if status_part is None:
        return None
    data = transfer.decoded(status_part.body[:_LIMIT], status_part.encoding)[0]
    recipients: dict[str, None] = {}
    statuses: list[str] = []
    diagnostic = ""
    permanent = False
    for block in _BLOCKS.split(data)[:200]:
        fields = read(block)
        action = fields.text("action").lower()
        address = _typed(fields.text("final-recipient")) or _typed(fields.text("original-recipient"))
        if not address or action in {"delivered", "relayed", "expanded"}:
            continue
        recipients[address] = None
        statuses.append(fields.text("status").partition(" ")[0])
        diagnostic = diagnostic or _typed(fields.text("diagnostic-code"))
        permanent |= action == "failed" or (action != "delayed" and statuses[-1].startswith("5"))
    if not recipients:
        return None
    return Bounce(
        recipients=tuple(recipients)[: caps.ADDRESSES],
        permanent=permanent,
        status=next((status for status in statuses if status), ""),
        original_message_id=_original_id(root),
        diagnostic=diagnostic[:500],
    )


def _typed(value: str) -> str:
    """``rfc822; jan@x.pl`` without its type; addresses in lower case."""
    kind, semicolon, rest = value.partition(";")
    content = (rest if semicolon else kind).strip()
    return content.strip("<>").lower() if _ADDRESS.fullmatch(content.strip("<>")) else content


def _original_id(root: Entity) -> str:
    """The Message-ID of the letter that came back."""
    for entity in root.walk():
        if entity.media_type in _RETURNED:
            found = _MESSAGE_ID.search(transfer.decoded(entity.body[:_LIMIT], entity.encoding)[0])
            if found:
                return clean.line(found[1].decode("utf-8", "replace"), caps.ID)[0]
    return ""


def _by_library(raw: bytes, root: Entity, text: str) -> Bounce | None:
    try:
        temporary, permanent = all_failures(email.message_from_bytes(raw[:_SHOWN]))
    except Exception:  # heuristics over hostile text: whatever fails, it has not recognised a bounce
        return None
    addresses = [charset.decode(bytes(address))[0].lower() for address in (*permanent, *temporary)]
    kept = tuple(dict.fromkeys(address for address in addresses if _ADDRESS.fullmatch(address)))
    if not kept:
        return None
    return _described(kept, raw, root, text, permanent=bool(permanent))


def _by_wording(raw: bytes, text: str) -> Bounce | None:
    """The sentences of Polish servers; the recipients are the addresses named in the first screen."""
    said = _plain(text[:5000])
    if not _POLISH.search(said):
        return None
    return _described(_addresses(text), raw, None, text, permanent=not _DELAYED.search(said))


def _says_nothing_else(text: str) -> bool:
    """A gateway's note of any name, subject and language: "could not be delivered to", the address, and no more.

    A person who passes such a note on says what is wanted, or who writes.
    """
    lines = [line.strip() for line in text[:2000].split("\n") if any(character.isalnum() for character in line)]
    if not 2 <= len(lines) <= 12 or len(text) > 2000:
        return False
    named = [bool(_ADDRESS.fullmatch(line.strip("<>;:,.()'\" "))) for line in lines]
    told = [any(words.search(_plain(line)) for words in (_FAILED, _POLISH, _ABROAD)) for line in lines]
    return any(named) and any(told) and all(one or other for one, other in zip(named, told, strict=True))


def _plain(text: str) -> str:
    """Folded, with the apostrophe of a typewriter; the length never changes."""
    return fold(text).replace("’", "'")


def _addresses(text: str) -> tuple[str, ...]:
    found = dict.fromkeys(found.lower() for found in _ADDRESS.findall(text[:3000]))
    return tuple(found)[: caps.ADDRESSES]


def _described(recipients: tuple[str, ...], raw: bytes, root: Entity | None, text: str, *, permanent: bool) -> Bounce:
    status = _STATUS.search(text[:20_000])
    original = _original_id(root) if root is not None else ""
    if not original:
        # the returned header often stands in the text of the report
        inside = _MESSAGE_ID.findall(raw[:_LIMIT])
        original = inside[-1].decode("ascii", "replace") if len(inside) > 1 else ""
    return Bounce(
        recipients=recipients,
        permanent=permanent,
        status=status[1] if status else "",
        original_message_id=original,
        diagnostic=next((line.strip() for line in text[:5000].split("\n") if _POLISH.search(_plain(line))), "")[:500],
    )
