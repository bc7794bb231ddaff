"""Spam that no filter marked: a manager looks at it before a stranger gets our checklist.

Several independent signs must meet, of which one is what the mail says; no sign proves anything by itself, so nothing
is dropped for them. Polish is the language of the company's customers and speaks for a person, whatever else is said.
"""

import re

from worker.domain.matter import speaks_polish
from worker.domain.message import InboundMessage
from worker.terms.lures import lures

_SIGNS = 2
_READ = 4000
_MANY = 10
_OURS = re.compile(
    r"\b(?:our|my)\s(?:\w{1,20}\s)?(?:servers?|files?|computers?|pcs?|laptops?|printers?|network|invoices?|outlook|mailbox"
    r"|database|backups?|scanners?|accountant|boss)\b"
)
"""Who has things of his own reports on them; advertisements speak of yours."""
_TROUBLE = re.compile(
    r"\bdo(?:es)?(?: not|n't) (?:print|open|import|export|start|load|save|work|scan|show|sync|connect)"
    r"|\bcrash(?:es|ed)\b|\berror (?:\d|code|message|when|on)|\bshows? (?:an? )?error|\bnothing happens\b"
    r"|\bbutton (?:is|does|doesn't|broken)|\b(?:list|field|page|screen) is empty\b|\bcloses when\b|\bwhen i click\b"
    r"|\b(?:since|after) (?:the|an|last) (?:update|restart|upgrade)"
    r"|\bsince (?:yesterday|this morning|(?:mon|tues|wednes|thurs|fri)day)"
    r"|\bwhat should (?:i|we) do\b|\bshould (?:i|we) (?:delete|open|click|ignore)"
    r"|\bis (?:my|our) \w+ (?:blocked|hacked)"
)
"""Advertisements promise; who tells what does not work, since when, and asks what to do, has it in front of him."""
_FREE_TO_ANYBODY = re.compile(r"@(?:gmail|googlemail|qq|163|126|yahoo|hotmail|outlook|aol|mail|bk|gmx|yandex)\.")


def advertises(message: InboundMessage) -> bool:
    """Whether a mail in another language that begins a conversation reads like spam."""
    if message.thread_ids or message.quote:
        return False
    said = " ".join(f"{message.subject}\n{message.text[:_READ]}".casefold().split())
    words = lures()
    if (
        speaks_polish(said)
        or _OURS.search(said)
        or _TROUBLE.search(said)
        or any(phrase in said for phrase in words.asks_about_it)
    ):
        return False
    told = sum(any(phrase in said for phrase in group) for group in words.groups)
    return told > 0 and told + _of_header(message) >= _SIGNS


def _of_header(message: InboundMessage) -> int:
    """Signs of a mail sent to everybody: nobody or a crowd in To, and answers to a mailbox of no company."""
    crowd = not message.to or len(message.to) + len(message.cc) > _MANY
    author = message.author.address if message.author else ""
    elsewhere = any(
        _FREE_TO_ANYBODY.search(one.address) and not _FREE_TO_ANYBODY.search(author) for one in message.reply_to
    )
    return crowd + elsewhere
