"""The order in which a body is taken apart: quotes first, then the signature of what is left."""

import re
from dataclasses import dataclass
from typing import Final

from worker.domain.polish import fold
from worker.mail.replies import marks, signature
from worker.mail.replies.quotes import Region, regions
from worker.terms.words import alternation, words

_FORWARD_SUBJECT: Final = re.compile(
    rf"\s*(?:\[\s*)?(?:{alternation(words('subjects')['forwarded'])}|przeslan[ea])\.?\s*:"
)
_PREFIX: Final = re.compile(r"^ ?> ?")
_GAPS: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """``text`` is the whole body without private marks; the rest as in ``InboundMessage``.

    The quote stands without its outermost ``>``; inner levels keep theirs, and so do lines with initials (``AK> ``).
    """

    text: str
    new_text: str
    signature: str
    quote: str
    forwarded: bool


def take_apart(text: str, *, author: str = "", subject: str = "", own_addresses: frozenset[str] = frozenset()) -> Parts:
    """The parts of a body. ``author`` is the From display name; our own letters are never taken for a forward.

    ``new_text`` is empty only when ``text`` is: a mail that is nothing but a quote or a signature keeps it.
    """
    lines = text.split("\n")
    found = regions(lines)
    forwarded = _is_forward(found, subject, own_addresses)
    quote = "\n".join(_unquoted(region) for region in found if region.quoted)
    said: list[str] = []
    signed: list[str] = []
    for region in found:
        if region.quoted:
            continue
        own, off = signature.split(region.lines, author=author)
        said.append("\n".join(own).strip("\n"))
        signed.append("\n".join(off).strip("\n"))
    new_text = _joined(said)
    signature_text = _joined(signed)
    whole = text.replace(marks.ATTRIBUTION, "")
    if not new_text.strip():
        new_text, signature_text = _never_empty(whole, quote, signature_text, forwarded=forwarded)
    return Parts(
        text=whole,
        new_text=new_text,
        signature=signature_text,
        quote=_joined([quote]),
        forwarded=forwarded,
    )


def _never_empty(whole: str, quote: str, signed: str, *, forwarded: bool) -> tuple[str, str]:
    """What stands for the new text of a mail that has none: the forwarded message, else whatever there is."""
    if forwarded and quote.strip():
        return _joined([quote.replace(marks.ATTRIBUTION, "")]), signed
    if signed.strip():
        return signed, ""
    return whole.strip(), ""


def _is_forward(found: list[Region], subject: str, own_addresses: frozenset[str]) -> bool:
    """A forward by its separator, or by its subject and a quote that does not come from us."""
    heads = [region.head for region in found if region.quoted and region.head is not None]
    if not heads:
        return False
    return not _is_ours(heads[0].sender, own_addresses) and (
        heads[0].forward or bool(_FORWARD_SUBJECT.match(fold(subject)))
    )


def _is_ours(sender: str, own_addresses: frozenset[str]) -> bool:
    """Whether the quoted letter is ours, also under a reply address (``pomoc+token@…``)."""
    local, at, domain = sender.partition("@")
    return bool(at) and (sender in own_addresses or f"{local.partition('+')[0]}@{domain}" in own_addresses)


def _unquoted(region: Region) -> str:
    return "\n".join(_PREFIX.sub("", line) for line in region.lines).strip("\n")


def _joined(pieces: list[str]) -> str:
    text = "\n\n".join(piece for piece in pieces if piece.strip()).replace(marks.ATTRIBUTION, "")
    return _GAPS.sub("\n\n", text).strip("\n").rstrip()
