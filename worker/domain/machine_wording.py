"""What a mail says of itself: a program answers, a letter was read, a recipient is asked to prove himself.

For programs that write none of the headers of RFC 3834, and for mail whose gateway took them off. Whole sentences are
data (``worker/terms/silence.toml``); what is known by how a sentence is built, in whatever language, stands here.
People say the same: who also speaks of a matter of his own is none (``matter``).
"""

import re

from worker.domain import ticket_id
from worker.domain.absence import HEAD, says_only_that_he_is_away
from worker.domain.matter import speaks_of_a_matter, speaks_polish, speaks_to_somebody, uncited
from worker.domain.message import InboundMessage
from worker.domain.subject import read_subject
from worker.domain.way_out import TAIL, offers_a_way_out
from worker.terms.silence import Silence, silence

_ASIDE = re.compile(r"^\s*\([^()\n]{1,60}\)")
_MADE = (
    "wygenerow|wysy?[lł]an|utworz|generat|sent|creat|generier|erstellt|versend|envoy|g[eé]n[eé]r|enviad|inviat|gegenere"
)
_MADE_BY_PROGRAM = re.compile(
    r"\b(?:t[aeęąo]|tej|jest\sto|niniejsz\w{1,3}|this|the present|diese|dieses|ce|cet|cette|este|questo|deze|dit)\s+"
    r"(?:wiadomo[sś]\w{1,3}|e-?mail\w{0,2}|mail|message|notification|powiadomieni\w{1,2}|korespondencj\w|nachricht"
    r"|courriel|mensaje|mensagem|correo|messaggio|bericht)\b[^.!?\n]{0,30}?"
    r"\b(?:auto-generated|(?:automaty|automati[cks]|autom[aá]tic)\w{0,8}\s(?:\w{1,12}\s){0,2}(?:" + _MADE + r")"
    r"|(?:" + _MADE + r")\w{0,8}\s(?:\w{1,12}\s){0,2}(?:automaty|automati[cks]|autom[aá]tic))"
)
"""What no person says of his own mail: "niniejszy e-mail został wysłany automatycznie", in several languages."""
_DECLARES = re.compile(  # one \b in front of all: where no word begins, nothing is tried
    r"\b(?:"
    r"(?:wiadomo[sś]\w{1,3}|e-?mail\w{0,2}|mail\w{0,2}|powiadomieni\w{1,2}|korespondencj\w|message|notification"
    r"|nachricht)\b[^.!?\n]{0,30}?\b(?:wy)?(?:gener|wys[lł]|wysy[lł]|utworz|sent|creat|erzeug|erstell)\w{0,10}"
    r"\s(?:\w{1,12}\s){0,2}?(?:automaty|automati|przez (?:system|automat|program|robota))"
    r"|(?:wiadomo[sś]\w{1,3}|e-?mail\w{0,2}|nachricht)\b[^.!?\n]{0,20}?\bautomat\w{4,9}\s(?:erzeug|erstell|gener)"
    r"|nie\s?odpowiada(?:[cć]|j|jcie|nie|ni[aeu])\b\s(?:\w+\s)?(?:na\s)?"
    r"(?:t[eęa]|ten|tego|ni[aą]|niniejsz\w+|wiadomo|mail|e-mail)(?![^.!?\n]{0,40}\b(?:tylko|lecz|ale)\b)"
    r"|na (?:t[eę]|ten|niniejsz\w+) (?:wiadomo[sś][cć]|mail|e-mail)\b[^.!?\n]{0,20}"
    r"\bnie (?:\w+ )?odpowiada(?:[cć]|j|my)\b"
    r"|(?:wiadomo[sś][cć]|powiadomienie) systemow[ae]\b|automatically generated (?:e-?mail|message|by)"
    r"|(?:do not|don't) (?:reply|respond|answer)(?: to)? th(?:is|e) |no reply is (?:necessary|needed|required)"
    r"|antworten sie nicht auf|(?:tylko|wy[lł][aą]cznie) do wysy[lł](?:ki|ania)\b"
    r"|odpowiedzi\b[^.!?\n]{0,30}nie s[aą] (?:czytane|odczytywane|monitorowane)"
    r")|(?:^|\n)\W*wys[lł]an[eoa] automatycznie\b"
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
    r"\b(?:(?:your|the|ihre|deine|votre|il (?:suo|tuo)|il|el|su|tu|sua|twoja|pana|pani|pa[nń]stwa|uw|je)\s"
    r"(?:message|bericht|e-?mail|mail|nachricht|courriel|messaggio|mensaje|mensagem|correo)"
    r"|wiadomo[sś][cć] wys[lł]ana)\b[^!?]{0,400}?"
    r"(?:\b(?:was|has been)\s(?:\w{1,15}\s){0,3}?(?:read|displayed|opened|delivered|deleted)\b"
    r"|\bwurde\b.{0,80}?\b(?:gelesen|angezeigt|ge[oö]ffnet|zugestellt|[uü]bermittelt|gel[oö]scht)\b"
    r"|\bis\s(?:op .{0,40}?)?(?:gelezen|weergegeven|bezorgd)\b"
    r"|\ba [eé]t[eé]\b.{0,60}?\b(?:lue?|affich[eé]e?|remise?|ouverte?|distribu[eé]e?)\b"
    r"|(?:\b[eè] stat[oa]|\bha sido|\bfoi)\s(?:\w{1,15}\s){0,3}?"
    r"(?:lett|visualizzat|consegnat|recapitat|le[ií]d|entregad|abiert|lid)[oa]\b"
    r"|\bzosta[lł]a\b.{0,60}?\b(?:przeczytan|odczytan|wy[sś]wietlon|dostarczon|otwart)a\b)"
    r"(?=\W*$|\s*[.,;:\d]|\W*(?:(?:on|at|to|by|am|um|an|durch|il|le|el|[aà]|w|o|dnia|do|przez|op|aan)\b"
    r"|(?:lun|mar|mer|mi[eé]r|gio|jeu|jue|ven|vie|sab|sam|s[aá]b|dom|dim)\w{2,6}\b))"
)
"""What was done with a letter, with the day and the hour between the verbs: "wurde am Montag um 10:00 gelesen"."""
_FIELD = re.compile(
    r"^\W*(?:do|od|dw|temat|wys[lł]ano|to|from|cc|subject|sent|betreff|gesendet)\s*:[^\n]*", re.MULTILINE
)
_OF_HIMSELF = re.compile(
    r"\b(?:nie mog[eę]|dosta[lł][ae]m|dostaj[eę]|otrzyma[lł][ae]m|u (?:nas|mnie)|prosz[eę] o pomoc)\b", re.IGNORECASE
)
_GREETS = re.compile(
    r"\W*(?:dzie[nń] dobry|cze[sś][cć]|hej|witam|szanowni pa[nń]stwo|good morning|hello)\b", re.IGNORECASE
)
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
    return any(phrase in first for phrase in words.autoreply_phrases) or bool(_DECLARES.search(first))


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
    told = uncited(_FIELD.sub("", text))  # the subject of the mail that was read may say anything
    says = any(phrase in said for phrase in words.receipt_phrases) or _WAS_READ.search(said)
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
    if _OF_HIMSELF.search(message.new_text[:TAIL]) and speaks_of_a_matter(message.new_text):
        return False  # he cites what a program wrote to him
    declares = _MADE_BY_PROGRAM.search(around) or _DECLARES.search(ends)
    named = message.subject.casefold().lstrip().startswith(words.program_subjects) or _is_device(message, words)
    if declares or named or _names_no_matter(message, words):
        return True
    if _GREETS.match(message.new_text) and speaks_of_a_matter(message.new_text, by=("trouble", "talk")):
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
