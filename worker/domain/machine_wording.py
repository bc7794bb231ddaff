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
    if not begins:
        return False
    rest = _ASIDE.sub("", subject[len(begins) :]).strip()
    return rest[:1] in ("", ":") or bool(message.thread_ids) or says_so or absent


def _says_who_is_away(message: InboundMessage, subject: str, words: Silence) -> bool:
    """ "Jan Lis is out of the office", as Lotus Notes writes: the author's own name, and no more than a date."""
    name = message.author.name.casefold() if message.author else ""
    if not name or not subject.startswith(name):
        return False
    rest = subject[len(name) :].strip()
    return any(rest.startswith(ending) for ending in words.absence_endings)


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
    around = f"{message.new_text[:_HEAD]}\n{message.text[-_TAIL:]}".casefold()
    joined = " ".join(around.split())
    return any(phrase in joined for phrase in (*words.automatic_phrases, *words.unsubscribe_phrases))
