"""Delivery reports: RFC 3464 by our own walk, then flufl.bounce, then the wordings of Polish servers.

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
from worker.mail.mime import caps, charset, clean, transfer
from worker.mail.mime.entity import Entity
from worker.mail.mime.headers import Header, read

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
    r"^(?:mailer[._-]?daemon|mail[._-]daemon|postmaster|mdaemon|ndr|imss|mail[._-]?delivery|e?\d*[._-]?smtp[._-]mail|post_master)\b|^microsoftexchange[0-9a-f]{32}@"
    r"|^[\w.-]*(?:delivery[._-](?:sub)?system|smtp[._-](?:mail[._-])?service|_gateway)\b|^[\w.-]*antivirus[\w.-]*smtp",
    re.IGNORECASE,
)
_SUBJECTS: Final = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|problem|notification)|returned (?:mail|to sender)"
    r"|failure notice|mail delivery|nie (?:mo[zż]na|uda[lł]o si[eę]) (?:by[lł]o )?dostarczy[cć]|niedostarcz"
    r"|mail (?:could not be|was not|cannot be) delivered|non-delivery|notice: mail delivery"
    r"|\[bounce\]|mail system error|message (?:could )?not (?:be )?delivered"
    r"|nie dostarczon|zwrot (?:wiadomo|poczty)|niedor[eę]cz\w*(?: (?:wiadomo|poczt|e-?mail)|\W*$)"
    r"|wiadomo[sś][cć] (?:nie zosta[lł]a (?:dostarcz|dor[eę]cz)|niedostarcz|niedor[eę]cz)"
    r"|b[lł][aą]d dostarcz|op[oó][zź]nion[ae] dostarcz|niepowodzenie dostarcz"
    r"|(?:unzustellbar|nicht zustellbar|non recapitabile|non remis|no entregado|onbestelbaar)\s*:"
    r"|impossibile recapitare|[eé]chec de la remise|zustellung fehlgeschlagen"
    r"|fehler bei der (?:nachrichten)?zustellung",
    re.IGNORECASE,
)
_POLISH: Final = re.compile(
    r"nie (?:mo[zż]na|uda[lł]o si[eę]|zosta[lł]a?|mog[lł]a? zosta[cć]) (?:by[lł]o )?"
    r"(?:dostarczy[cć]|dostarczon|dor[eę]czy[cć]|dor[eę]czon)"
    r"|(?:adresat|odbiorca|u[zż]ytkownik|skrzynka)[^\n]{0,60}"
    r"(?:nie istnieje|nieznan|przepe[lł]nion|pe[lł]na|zablokowan|nie znaleziono)"
    r"|adres[^\n]{0,60}nie (?:istnieje|zosta[lł] odnaleziony)|przekroczon[ay] (?:limit|pojemno[sś][cć]|quota)",
    re.IGNORECASE,
)
_FAILED: Final = re.compile(
    r"\b5\d\d[ -][#]?5\.\d\.\d|user unknown|unknown (?:user|recipient)|no such (?:user|recipient|address|mailbox)"
    r"|(?:could|was|can) ?not (?:be )?deliver|(?:could|was|has)n['’]t (?:be(?:en)? )?deliver"
    r"|unable to deliver|undeliverable|delivery (?:has )?failed"
    r"|returned to (?:the )?sender"
    r"|mailbox (?:is )?full|over quota",
    re.IGNORECASE,
)
_ABROAD: Final = re.compile(
    r"n'a pas pu [eê]tre (?:d[eé]livr|remis|distribu)|(?:konnten?|kann) (?:[\w-]{1,20} ){0,5}nicht zugestellt"
    r"|fehler bei der (?:nachrichten)?zustellung|zustellung (?:ist )?fehlgeschlagen|[eé]chec de la remise"
    r"|no se (?:ha )?pud?[oe] entregar"
    r"|non [eè] stato possibile (?:consegn|recapit)|nie je mo[zž]n[eé] doru[cč]i|не (?:удалось|вдалося) доставить",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"\?|\bprosz[eęą]|\bprosi(?:my|[lł])|\b(?:dzie[nń] dobry|cze[sś][cć]|witam|szanown[iy])\b|\bnie dzia[lł]a"
    r"|^\W*(?:hello|hi|hej|good morning|guten (?:tag|morgen)|bonjour|добрий день)\b"
    r"|\b(?:could|can|would) you\b|\bplease (?:help|look|fix|advise|call)",
    re.IGNORECASE | re.MULTILINE,
)
"""Servers report; they neither greet nor ask."""
_DELAYED: Final = re.compile(
    r"delayed|will (?:keep|continue) trying|op[oó][zź]nion|kolejne pr[oó]by|ponawia", re.IGNORECASE
)
_WILL_RETRY: Final = re.compile(r"ponawia\w* pr[oó]b|kolejne pr[oó]by|will (?:keep|continue) trying", re.IGNORECASE)

_HIS_OWN: Final = re.compile(
    r"\b(?:nasz\w{0,3} (?!serwer|system)|(?:u )?(?:nas|mnie)\b|m[oó]j\b|moj\w{1,3}\b|mamy?\b|wraca(?:j[aą])?\b"
    r"|nie (?:do|przy)chodz\w{1,2}\b)",
    re.IGNORECASE,
)
"""Servers speak of your letter and of the recipient; a sender of whom it comes back, of his own."""
_OF_HIS_MAIL: Final = re.compile(
    r"\b(?:our|my|unser\w{0,2}|mein\w{0,2}) (?:\w+ )?(?:clients?|customers?|suppliers?|accountant|office|outlook"
    r"|e-?mails?|mails?|letters?|invoices?|kunden?|lieferant\w*|rechnung\w*)\b"
    r"|\b(?:we|i) (?:get|keep|send|sent|receive)\b"
    r"|\b(?:we|i) (?:cannot|can ?not|can['’]t|couldn['’]t) (?:send|e-?mail|write|reply)\b|^(?:cannot|can['’]t) send\b"
    r"|\b(?:since|seit) (?:yesterday|today|this (?:morning|week)|last week|gestern|heute|\w{3,6}(?:day|tag))\b"
    r"|\b(?:wir|ich) (?:bekomme|erhalte|sende|schicke)\w{0,2}\b",
    re.IGNORECASE,
)
"""The same in English and German: whose mail it is that comes back."""


def asks(text: str, *, author: Address | None, null_path: bool) -> bool:
    """Whether a person writes about a report: pastes it, or passes on its parts (RFC 6522 3)."""
    return not (null_path or _is_system(author)) and bool(_ASKS.search(text[:2000]))


def read_bounce(
    raw: bytes, root: Entity, header: Header, *, author: Address | None, null_path: bool, text: str
) -> Bounce | None:
    """The delivery report this message is, or None. Never raises."""
    asked = asks(text, author=author, null_path=null_path)
    report = _standard(root)
    if report is not None and (root.media_type == "multipart/report" or not asked):
        return report
    subject = header.text("subject")
    named = _addresses(header.text("x-failed-recipients"))  # so Exim names them, and no person does
    if named or _says_nothing_else(text):
        later = _WILL_RETRY if named else _DELAYED
        return _described(named or _addresses(text), raw, root, text, permanent=not later.search(text))
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
    said = text[:5000]
    if _OF_HIS_MAIL.search(said) or not (_FAILED.search(said) or _ABROAD.search(said)):
        return None
    return _described((), raw, root, text, permanent=True)


def _by_sentence(raw: bytes, root: Entity, text: str, author: Address | None) -> Bounce | None:
    """A gateway's Polish sentence about somebody else's mailbox, from somebody who speaks of nothing of his own."""
    others = tuple(address for address in _addresses(text) if author is None or address != author.address)
    later = bool(_WILL_RETRY.search(text[:5000]))
    if not others or not (later or _POLISH.search(text[:5000])):
        return None
    if _HIS_OWN.search(text[:5000]) or _is_signed(text, author) or speaks_of_a_matter(text, by=("things", "talk")):
        return None
    return _described(others, raw, root, text, permanent=not later)


def _is_signed(text: str, author: Address | None) -> bool:
    """Whether a line is the name of the author, or a part of it: nobody signs for a server."""
    names = author.name.casefold().split() if author else []
    lines = (line.casefold().split() for line in text[-500:].splitlines())
    return any(said and set(said) <= set(names) for said in lines)


def _is_system(author: Address | None) -> bool:
    return author is not None and bool(_SENDERS.match(author.address))


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
    if not _POLISH.search(text[:5000]):
        return None
    return _described(_addresses(text), raw, None, text, permanent=not _DELAYED.search(text[:5000]))


def _says_nothing_else(text: str) -> bool:
    """A gateway's note of any name, subject and language: "could not be delivered to", the address, and no more.

    A person who passes such a note on says what is wanted, or who writes.
    """
    lines = [line.strip() for line in text[:2000].split("\n") if any(character.isalnum() for character in line)]
    if not 2 <= len(lines) <= 12 or len(text) > 2000:
        return False
    named = [bool(_ADDRESS.fullmatch(line.strip("<>;:,.()'\" "))) for line in lines]
    told = [any(words.search(line) for words in (_FAILED, _POLISH, _ABROAD)) for line in lines]
    return any(named) and any(told) and all(one or other for one, other in zip(named, told, strict=True))


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
        diagnostic=next((line.strip() for line in text[:5000].split("\n") if _POLISH.search(line)), "")[:500],
    )
