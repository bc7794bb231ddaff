"""Whether a mail ends with a way to leave a list, as newsletters and notifications do (RFC 2369 3.2).

A sentence about it speaks for itself ("to unsubscribe, …"). A bare word in the last line ("Rezygnuję.", "Unsubscribe")
is what people write too: it counts as a link, or beside a header of bulk mail. Below a ruled line stands the footer of
what somebody pasted or quoted, when he tells a matter of his own above it.
"""

import re

from worker.domain.absence import HEAD
from worker.domain.matter import speaks_of_a_matter, uncited
from worker.domain.message import InboundMessage
from worker.domain.polish import fold
from worker.domain.subject import read_subject
from worker.terms.silence import Silence
from worker.terms.words import whole

TAIL = 800
"""Characters of a mail's end in which programs say what they are."""
WORD = whole("automatic", "leave_list")
"""With what a link begins that leads off a list, in folded text."""
_OFFERS = re.compile(
    r"\botrzyma\w+ (?:panstwo )?(?:ten|te|niniejsz\w+) [\w-]+,? (?:poniewaz|bo|gdyz)"
    rf"|\b(?:zrezygnowac|rezygnacj\w+|rezygnuj|wypisac sie) z {whole('automatic', 'mailings')}"
    r"|\bwyrejestrowac sie\b|\bsie wyrejestrowac\b|\bnie chce otrzymywac (?:takich|tych|wiecej)"
)
_LINK = re.compile(rf"(?:^|\n)[^\w\n]{{0,5}}{WORD}[^\n]{{0,40}}?(?:https?://|mailto:)")
_LAST_LINE = re.compile(rf"\S\W{{0,5}}\n\W{{0,20}}{WORD}\W{{0,20}}$")
_RULE = re.compile(r"^[^\S\n]{0,3}(?:-{3,}|_{3,}|={3,}|\*{3,})[^\S\n]{0,3}$", re.MULTILINE)


def offers_a_way_out(message: InboundMessage, words: Silence) -> bool:
    """Whether the beginning or the end of a mail offers to leave a list."""
    new_text, text = above_a_footer(message.new_text), above_a_footer(message.text)
    ends = uncited(f"{new_text[:HEAD]}\n{text[-TAIL:]}").casefold()
    around = " ".join(ends.split())
    last = fold(text[-TAIL:])
    return (
        any(phrase in around for phrase in words.unsubscribe_phrases)
        or bool(_OFFERS.search(fold(ends)))
        or bool(_LINK.search(last))
        or (_is_bulk(message, words) and bool(_LAST_LINE.search(last)))
    )


def above_a_footer(text: str) -> str:
    """The text above its first ruled line when a trouble or a wish is told there in a few words; else the whole.

    Newsletters speak of troubles as well; they need more words for it, and links.
    """
    rule = _RULE.search(text, 0, HEAD)
    told = text[: rule.start()] if rule else ""
    return told if "://" not in told and speaks_of_a_matter(told, by=("trouble", "talk")) else text


def _is_bulk(message: InboundMessage, words: Silence) -> bool:
    """A header of bulk mail (RFC 2369, 2076) on a mail that does not say that it answers."""
    markers = message.markers
    answers = message.thread_ids or message.quote or read_subject(message.subject).is_reply
    return not answers and (bool(markers.list_headers) or markers.precedence in words.bulk_precedence)
