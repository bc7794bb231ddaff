"""Spam that no filter marked: a manager looks at it before a stranger gets our checklist.

Several independent signs must meet, of which one is what the mail says; no sign proves anything by itself, so nothing
is dropped for them. Polish is the language of the company's customers and speaks for a person, whatever else is said.
"""

import re

from worker.domain.matter import speaks_polish
from worker.domain.message import InboundMessage
from worker.terms.lures import lures
from worker.terms.words import alternation

_SIGNS = 2
_READ = 4000
_MANY = 10
_LURES = lures()
_OURS = re.compile(rf"\b(?:our|my)\s(?:\w{{1,20}}\s)?{alternation(_LURES.own_things)}\b")
"""Who has things of his own reports on them; advertisements speak of yours."""
_TROUBLE = re.compile(
    rf"\bdo(?:es)?(?: not|n't) {alternation(_LURES.deeds_of_things)}\b|\b{alternation(_LURES.own_trouble)}\b"
    r"|\b(?:since|after) (?:the|an|last) (?:update|restart|upgrade)|\berror \d|\bis (?:my|our) \w+ (?:blocked|hacked)"
)
"""Advertisements promise; who tells what does not work, since when, and asks what to do, has it in front of him."""
_FREE_TO_ANYBODY = re.compile(rf"@{alternation(_LURES.free_mailboxes)}\.")


def advertises(message: InboundMessage) -> bool:
    """Whether a mail in another language that begins a conversation reads like spam."""
    if message.thread_ids or message.quote:
        return False
    said = " ".join(f"{message.subject}\n{message.text[:_READ]}".casefold().split())
    if (
        speaks_polish(said)
        or _OURS.search(said)
        or _TROUBLE.search(said)
        or any(phrase in said for phrase in _LURES.asks_about_it)
    ):
        return False
    told = sum(any(phrase in said for phrase in group) for group in _LURES.groups)
    return told > 0 and told + _of_header(message) >= _SIGNS


def _of_header(message: InboundMessage) -> int:
    """Signs of a mail sent to everybody: nobody or a crowd in To, and answers to a mailbox of no company."""
    crowd = not message.to or len(message.to) + len(message.cc) > _MANY
    author = message.author.address if message.author else ""
    elsewhere = any(
        _FREE_TO_ANYBODY.search(one.address) and not _FREE_TO_ANYBODY.search(author) for one in message.reply_to
    )
    return crowd + elsewhere
