"""What a mail says of itself: a program answers, a letter was read, a recipient is asked to prove himself.

For programs that write none of the headers of RFC 3834, and for mail whose gateway took them off. The sentences are
data (``worker/terms/silence.toml``). Where people say the same, more than the sentence must speak for a machine.
"""

import re

from worker.domain.message import InboundMessage
from worker.domain.subject import read_subject
from worker.terms.silence import Silence, silence

_HEAD = 400
_TAIL = 800
_ASIDE = re.compile(r"^\s*\([^()\n]{1,60}\)")
_MADE = (
    "wygenerow|wys[lł]an|utworz|generat|sent|creat|generier|erstellt|versend|envoy|g[eé]n[eé]r|enviad|inviat|gegenere"
)
_MADE_BY_PROGRAM = re.compile(
    r"\b(?:t[aeęą]|tej|niniejsz\w{1,3}|this|the present|diese|dieses|ce|cet|cette|este|questo|deze|dit)\s+"
    r"(?:wiadomo[sś]\w{1,3}|e-?mail\w{0,2}|mail|message|notification|powiadomieni\w{1,2}|korespondencj\w|nachricht"
    r"|courriel|mensaje|mensagem|correo|messaggio|bericht)\b[^.!?\n]{0,30}?"
    r"\b(?:auto-generated|(?:automaty|automati[cks]|autom[aá]tic)\w{0,8}\s(?:\w{1,12}\s){0,2}(?:" + _MADE + r")"
    r"|(?:" + _MADE + r")\w{0,8}\s(?:\w{1,12}\s){0,2}(?:automaty|automati[cks]|autom[aá]tic))"
)
"""What no person says of his own mail: "niniejszy e-mail został wysłany automatycznie", in several languages."""
_MAIL_REPORT = re.compile(
    r"(?:\[preview\]\s*)?report\s+domain:\s*\S+\s+submitter:\s*\S+"  # RFC 7489 7.2.1.1, RFC 8460 5.3
    r"|(?:complaint about message from|email feedback report for ip) [0-9a-fx.:]{7,45}$"  # older than RFC 5965
)
_NOTES = re.compile(r"\([^()\d]{0,30}\d[^()]{0,20}\)$")
_TAGGED = re.compile(r"\s*[\[({<*]\s*([^\])}>*\n]{3,60}?)\s*[\])}>*]")


def answers_by_itself(message: InboundMessage, words: Silence) -> bool:
    """A program that answers for somebody: by its subject, or in an answer by its first lines."""
    first = message.new_text[:_HEAD].casefold()
    says_so = any(phrase in first for phrase in words.autoreply_phrases)
    absent = any(phrase in first for phrase in words.absence_phrases)
    if says_so and (message.thread_ids or read_subject(message.subject).is_reply):
        return True
    if message.thread_ids and absent and not message.quote:
        # only in answers: a customer may well write "jestem na urlopie" in a report. And people, unlike the
        # programs that answer for them, quote what they answer
        return True
    subject = message.subject.casefold()
    if _says_who_is_away(message, subject, words):
        return True
    tag = _TAGGED.match(subject)
    if tag is not None and tag[1] in words.autoreply_tags:
        return True  # "[Automatyczna odpowiedź] Re: …" of WP
    # "Poza biurem: Re: …" is a machine; "Poza biurem nie działa VPN" is a report, unless more speaks for a machine
    begins = max((one for one in words.autoreply_subjects if subject.startswith(one)), key=len, default="")
    rest = _ASIDE.sub("", subject[len(begins) :]).strip()
    alone = rest[:1] in ("", ":") if begins != "auto" else _is_of_notes(rest, words)
    return bool(begins) and (alone or bool(message.thread_ids) or says_so or absent)


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
    said = " ".join(message.text[:_HEAD].casefold().split())
    return (not said and not message.attachments) or any(phrase in said for phrase in words.invitation_phrases)


def mail_report(message: InboundMessage) -> bool:
    """A report about a domain's mail under the subject that its standard prescribes."""
    return bool(_MAIL_REPORT.match(message.subject.casefold().strip()))


def receipt(message: InboundMessage, words: Silence) -> bool:
    """ "Przeczytano: …" whose text says the same: a read receipt (RFC 8098) that a gateway made plain text of."""
    subject = message.subject.casefold()
    if not any(subject.startswith(one) for one in words.receipt_subjects):
        return False
    text = " ".join(message.text[:_TAIL].casefold().split())
    return any(phrase in text for phrase in words.receipt_phrases)


def sounds_automatic(message: InboundMessage) -> bool:
    """Whether a mail that begins a conversation reads like a notification or an advertisement; no proof."""
    if message.thread_ids or message.quote:
        return False
    words = silence()
    if message.subject.casefold().lstrip().startswith(words.program_subjects):
        return True
    around = f"{message.new_text[:_HEAD]}\n{message.text[-_TAIL:]}".casefold()
    joined = " ".join(around.split())
    if any(phrase in joined for phrase in (*words.automatic_phrases, *words.unsubscribe_phrases)):
        return True
    return bool(_MADE_BY_PROGRAM.search(joined))
