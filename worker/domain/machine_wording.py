"""What a mail says of itself: a program answers, a letter was read, a recipient is asked to prove himself.

For programs that write none of the headers of RFC 3834, and for mail whose gateway took them off. Whole sentences are
data (``worker/terms/silence.toml``), and so are the words of others (``automatic.toml``); how a sentence is built, in
whatever language, stands here. People say the same: who also speaks of a matter of his own is none (``matter``).
"""

import re

from worker.domain import ticket_id
from worker.domain.absence import HEAD, says_only_that_he_is_away
from worker.domain.matter import speaks_of_a_matter, speaks_polish, speaks_to_somebody, uncited
from worker.domain.message import InboundMessage
from worker.domain.polish import fold
from worker.domain.subject import read_subject
from worker.domain.way_out import TAIL, offers_a_way_out
from worker.terms.silence import Silence, silence
from worker.terms.words import whole

_ASIDE = re.compile(r"^\s*\([^()\n]{1,60}\)")
_ITSELF = r"autom[aá]t[iy]\w{0,9}"
_MAIL = whole("automatic", "mails")
_ANY_MAIL = whole("automatic", "mails", "mails_abroad")
_MADE = whole("automatic", "made")
_MADE_BY_PROGRAM = re.compile(
    rf"{whole('automatic', 'this')}\s+{_ANY_MAIL}[^.!?\n]{{0,30}}?"
    rf"\b(?:auto-generated|{_ITSELF}\s(?:\w{{1,12}}\s){{0,2}}{_MADE}|{_MADE}\s(?:\w{{1,12}}\s){{0,2}}{_ITSELF})"
)
"""What no person says of his own mail: "niniejszy e-mail został wysłany automatycznie", in several languages."""
_WRITES_ITSELF = (
    rf"{_MAIL}[^.!?\n]{{0,30}}?{whole('automatic', 'made', 'makes')}"
    r"\s(?:\w{1,12}\s){0,2}?(?:automat[iy]|przez (?:system|automat|program|robota))"
    rf"|{_MAIL}[^.!?\n]{{0,20}}?\bautomat\w{{4,9}}\s(?:erzeug|erstell|gener)"
)
_WANTS_NO_ANSWER = (
    rf"\bnie\s?odpowiada(?:c|j|jcie|nie|ni[aeu])\b\s(?:\w+\s)?(?:na\s)?"
    rf"(?:{whole('automatic', 'this', 'mails')}|nia\b)(?![^.!?\n]{{0,40}}\b(?:tylko|lecz|ale)\b)"
    r"|\bna (?:te|ten|niniejsz\w+) (?:wiadomosc|mail|e-mail)\b[^.!?\n]{0,20}\bnie (?:\w+ )?odpowiada(?:c|j|my)\b"
    r"|\b(?:do not|don't) (?:reply|respond|answer)(?: to)? th(?:is|e) "
    r"|\bodpowiedzi\b[^.!?\n]{0,30}nie sa (?:czytane|odczytywane|monitorowane)"
)
_DECLARES = re.compile(
    rf"{_WRITES_ITSELF}|{_WANTS_NO_ANSWER}|{whole('automatic', 'declares')}|(?:^|\n)[^\w\n]*wyslan[eoa] automatycznie\b"
)
"""What programs say of their own mail, by how it is built: who made it, that nobody reads an answer."""
_MAIL_REPORT = re.compile(
    r"(?:\[preview\]\s*)?report\s+domain:\s*\S+\s+submitter:\s*\S+"  # RFC 7489 7.2.1.1, RFC 8460 5.3
    r"|(?:complaint about message from|email feedback report for ip) [0-9a-fx.:]{7,45}$"  # older than RFC 5965
)
_ANSWER_TO = re.compile(r":?\s*(?:re|odp|aw|sv)\s*:")
""" "Poza biurem: Re: …": behind its own words a program puts the subject that it answers."""
_NAMES_A_MAIL = re.compile(r"\s*(?:wiadomo[sś]ci\s*)?(?:\([^()\n]{1,40}\)\s*)?(?:[:–-]|$)")
""" "Przeczytano: …", "Potwierdzenie odczytu (wyświetlona) - …"; "Potwierdzenie odbioru nie drukuje się" is a report."""
_WAS_READ = re.compile(
    rf"(?:{whole('automatic', 'whose')}\s{_ANY_MAIL}|\bwiadomosc wyslana\b)[^!?]{{0,400}}?"
    r"(?:\bis\s(?:op .{0,40}?)?(?:gelezen|weergegeven|bezorgd)\b"
    r"|(?:\b(?:was|has been|[eè] stat[oa]|ha sido|foi)\s(?:\w{1,15}\s){0,3}?|\b(?:wurde|a [eé]t[eé]|zostala)\b.{0,80}?)"
    rf"{whole('automatic', 'was_read')})"
    r"(?=\W*$|\s*[.,;:\d]|\W*(?:(?:on|at|to|by|am|um|an|durch|il|le|el|[aà]|w|o|dnia|do|przez|op|aan)\b"
    rf"|{whole('automatic', 'weekdays')}))"
)
"""What was done with a letter, with the day and the hour between the verbs: "wurde am Montag um 10:00 gelesen"."""
_FIELD = re.compile(rf"^[^\w\n]*{whole('quotes', 'from', 'sent', 'to', 'cc', 'subject')}\s*:[^\n]*", re.MULTILINE)
_OF_HIMSELF = re.compile(whole("automatic", "of_himself"))
_GREETS = re.compile(rf"\W*(?:{whole('symptoms', 'greetings')}|good morning\b)")
"""Programs greet too: it weighs less than what a mail declares of itself."""
_PARTS = (":", "[", "#")
_NOTES = re.compile(r"\([^()\d]{0,30}\d[^()]{0,20}\)$")
_TAGGED = re.compile(r"\s*[\[({<*]\s*([^\])}>*\n]{3,60}?)\s*[\])}>*]")


def answers_by_itself(message: InboundMessage, words: Silence) -> bool:
    """A program that answers for somebody: by its subject, or in an answer by its first lines.

    A subject that names what it answers is proof; everything else people say too, of a matter of their own.
    """
    subject = message.subject.casefold().strip().replace("’", "'")
    begins = max((one for one in words.autoreply_subjects if subject.startswith(one)), key=len, default="")
    rest = _ASIDE.sub("", subject[len(begins) :]).strip()
    tag = _TAGGED.match(subject)
    if tag is not None and tag[1] in words.autoreply_tags:
        begins, rest = tag[1], f":{subject[tag.end() :]}"  # "[Automatyczna odpowiedź] Re: …" of WP
    if begins and (_ANSWER_TO.match(rest) or (rest[:1] in _PARTS and ticket_id.find_all(rest))):
        return True
    if _says_so(message, words):
        # a dealer's own program names computers
        return not speaks_of_a_matter(message.new_text, by=("trouble", "talk"))
    likely = (
        _is_absent(message, words)
        or _says_who_is_away(message, subject, words)
        or _begins_so(message, begins, rest, words)
    )
    return likely and not (speaks_of_a_matter(message.new_text) or speaks_to_somebody(message.new_text))


def may_be_a_person(message: InboundMessage) -> bool:
    """Whether only the first lines tell of an absence: neither the subject nor the text calls itself automatic."""
    words, subject = silence(), message.subject.casefold().strip()
    tag = _TAGGED.match(subject)
    called = subject.startswith(tuple(words.autoreply_subjects)) or (tag is not None and tag[1] in words.autoreply_tags)
    return not called and _is_absent(message, words) and not _says_so(message, words)


def _says_so(message: InboundMessage, words: Silence) -> bool:
    """An answer whose first lines say that a program wrote it; what a person hands on says it of somebody else."""
    if not _answers(message) or message.forwarded:
        return False
    if message.quote and message.new_text.strip() == message.text.strip():
        return False
    first = _first_lines(message)
    return any(phrase in first for phrase in words.autoreply_phrases) or bool(_DECLARES.search(fold(first)))


def _is_absent(message: InboundMessage, words: Silence) -> bool:
    """An answer whose first lines say that its author is away.

    Only in answers: a customer may well write "jestem na urlopie" in a report. And people, unlike the programs that
    answer for them, quote what they answer.
    """
    return _answers(message) and not message.quote and _speaks_of_absence(message, words)


def _first_lines(message: InboundMessage) -> str:
    """In lower case, without what is cited, and with the apostrophe of a typewriter."""
    return uncited(message.new_text[:HEAD]).casefold().replace("’", "'")


def _speaks_of_absence(message: InboundMessage, words: Silence) -> bool:
    first = _first_lines(message)
    return any(phrase in first for phrase in words.absence_phrases) or says_only_that_he_is_away(message.new_text)


def _answers(message: InboundMessage) -> bool:
    """Whether a mail answers one, by its header or, as many programs do, by its subject alone."""
    subject = read_subject(message.subject)
    return bool(message.thread_ids or subject.is_reply or subject.ticket_ids)


def _begins_so(message: InboundMessage, begins: str, rest: str, words: Silence) -> bool:
    """ "Poza biurem: spotkanie" is a machine; "Poza biurem nie działa VPN" is a report, unless more speaks for one."""
    if not begins:
        return False
    first = _first_lines(message)
    says = any(phrase in first for phrase in words.autoreply_phrases) or _speaks_of_absence(message, words)
    alone = rest[:1] in ("", ":") or begins.endswith(":")
    alone = alone if begins != "auto" else _is_of_notes(rest, words)
    return alone or bool(message.thread_ids) or says


def _is_of_notes(rest: str, words: Silence) -> bool:
    """ "AUTO: Jan Lis ist außer Haus (Rückkehr am 5.12.)"; "Auto: nawigacja nie działa" is about a car."""
    return not rest or bool(_NOTES.search(rest)) or any(ending in rest for ending in words.absence_endings)


def _says_who_is_away(message: InboundMessage, subject: str, words: Silence) -> bool:
    """ "Jan Lis is out of the office", as Lotus Notes writes: the author's own name, and no more than a date."""
    name = message.author.name.casefold() if message.author else ""
    if not name or not subject.startswith(name):
        return False
    rest = subject[len(name) :].strip()
    return any(rest.startswith(ending) for ending in words.absence_endings)


def answers_an_invitation(message: InboundMessage, words: Silence) -> bool:
    """ "Zaakceptowano: Spotkanie" without the calendar part of RFC 5546, which some gateways take off."""
    beginning, colon, _ = message.subject.casefold().partition(":")
    if not colon or beginning.strip() not in words.invitation_answers:
        return False
    said = " ".join(message.text[:HEAD].casefold().split())
    if not said:
        return not message.attachments
    if not any(phrase in said for phrase in words.invitation_phrases):
        return False
    lines = message.new_text.splitlines()  # "Użytkownik … przyjął to zaproszenie": what the calendar says is no matter
    told = (line for line in lines if not any(phrase in line.casefold() for phrase in words.invitation_phrases))
    return not speaks_of_a_matter("\n".join(told))


def mail_report(message: InboundMessage) -> bool:
    """A report about a domain's mail under the subject that its standard prescribes."""
    return bool(_MAIL_REPORT.match(message.subject.casefold().strip()))


def receipt(message: InboundMessage, words: Silence) -> bool:
    """ "Przeczytano: …" whose text says the same: a read receipt (RFC 8098) that a gateway made plain text of."""
    subject = message.subject.casefold()
    begins = max((one for one in words.receipt_subjects if subject.startswith(one)), key=len, default="")
    if not begins or not _NAMES_A_MAIL.match(subject[len(begins) :]):
        return False
    text = message.text[:TAIL].casefold()
    said = " ".join(text.split())
    told = uncited(_FIELD.sub("", fold(text)))  # the subject of the mail that was read may say anything
    says = any(phrase in said for phrase in words.receipt_phrases) or _WAS_READ.search(fold(said))
    return bool(says) and not speaks_of_a_matter(told)


def sounds_automatic(message: InboundMessage) -> bool:
    """Whether a mail that begins a conversation reads like a notification or an advertisement; no proof."""
    if message.thread_ids or message.quote:
        return False
    words = silence()
    ends = uncited(f"{message.new_text[:HEAD]}\n{message.text[-TAIL:]}").casefold()
    around = " ".join(ends.split())
    if offers_a_way_out(message, words):
        return True
    if _OF_HIMSELF.search(fold(message.new_text[:TAIL])) and speaks_of_a_matter(message.new_text):
        return False  # he cites what a program wrote to him
    declares = _MADE_BY_PROGRAM.search(fold(around)) or _DECLARES.search(fold(ends))
    named = message.subject.casefold().lstrip().startswith(words.program_subjects) or _is_device(message, words)
    if declares or named or _names_no_matter(message, words):
        return True
    if _GREETS.match(fold(message.new_text[:TAIL])) and speaks_of_a_matter(message.new_text, by=("trouble", "talk")):
        return False
    return any(phrase in around for phrase in words.automatic_phrases)


def _is_device(message: InboundMessage, words: Silence) -> bool:
    """Whether a thing has this address, by its local part: ``ksero@``, ``nas2@``. A copy shop has one too."""
    return _account(message) in words.device_accounts


def _names_no_matter(message: InboundMessage, words: Silence) -> bool:
    """Whether a mail under a mail server's subject, or from an address for news (``news@``), tells nothing of its own.

    People hand on what came back, in Polish under an English subject, and editors write from such an address.
    """
    returned = message.subject.casefold().strip() in words.server_subjects
    returned = returned and not speaks_polish(message.new_text)
    return (returned or _account(message) in words.press_accounts) and not speaks_of_a_matter(message.new_text)


def _account(message: InboundMessage) -> str:
    """The letters of the author's local part."""
    local = message.author.address.partition("@")[0] if message.author else ""
    return re.sub(r"[^a-z]", "", local)
