"""What somebody wrote into the quoted copy of our own letter.

We send a form, and people fill it in where they see it: below the line "W dniu … pisze:", behind ``>`` or, in Outlook
and on phones, with no mark at all. The quoted part of such an answer is our letter and their words mixed. We know
our letter, so the lines that do not stand in it are theirs.

Lines are compared by their letters and digits alone, and as pieces of the whole letter: mail programs wrap lines
anew, turn bullets and quotation marks into others, and give the text of the HTML or the plain part.
"""

import re
from email import message_from_bytes, policy
from typing import Final

from worker.domain.details.text.labels import keys_of
from worker.domain.found import Detail
from worker.domain.message import InboundMessage
from worker.domain.polish import fold
from worker.mail.mime.html import to_text
from worker.mail.replies.marks import head_at, next_said

_MARKS: Final = re.compile(r"^(?:[ \t]?>)+[ \t]?")
_LINKS: Final = re.compile(r"<(?:mailto|https?|cid|tel):[^<>]*>|\[(?:cid|image|obraz)[^\[\]]*\]", re.IGNORECASE)
_FORM_LINE: Final = re.compile(r"[^\W\d]{2,20}:[ \t\u00a0]*(?P<value>\S+)\s*")
_FILLED: Final = re.compile(r"(?P<label>[^\W\d][^:\n]{2,40}):[ \t\u00a0]*(?P<value>\S[^\n]{1,160})")
_ASKED: Final = frozenset(Detail) - {Detail.NIP} | {"phone", "email"}
_MOSTLY: Final = 0.6  # of the quoted lines stand in our letter; otherwise it is another one, or one much changed
_HALF: Final = 0.5  # of their letters, too: "Dzień dobry" and "Stanowisko:" stand in many a letter
_LONGEST: Final = 50_000  # characters of a quote
_HEAD_LINES: Final = 25


def with_typed_answers(message: InboundMessage, letter: bytes) -> str:
    """The new text of an answer to ``letter``, our exact bytes, together with what was typed into the quoted copy.

    A line of our form that holds the writer's own address counts as typed where another one was: whoever filled in
    the form has sent that address back too. An answer that holds nothing but our letter keeps its text.
    """
    typed = _typed(message.quote[:_LONGEST], _words(letter), message.author.address if message.author else "")
    if not typed:
        return message.new_text
    nothing_above = not message.text.strip() or message.new_text.strip() == message.text.strip()
    return typed if nothing_above else f"{message.new_text}\n\n{typed}"


def _typed(quote: str, ours: str, author: str) -> str:
    lines = [_LINKS.sub(" ", line) for line in _without_heads([_MARKS.sub("", line) for line in quote.split("\n")])]
    said = [line for line in lines if _squeezed(line)]
    is_theirs = [_squeezed(line) not in ours for line in said]
    lengths = [len(_squeezed(line)) for line in said]
    our_letters = sum(length for length, own in zip(lengths, is_theirs, strict=True) if not own)
    if not any(is_theirs):
        return ""
    if len(said) - sum(is_theirs) < _MOSTLY * len(said) or our_letters < _HALF * sum(lengths):
        return "\n".join(line.strip() for line, own in zip(said, is_theirs, strict=True) if own and _is_filled_in(line))
    kept = [line.strip() for line, own in zip(said, is_theirs, strict=True) if own or _sends_back(line, author)]
    return "\n".join(dict.fromkeys(kept))


def _sends_back(line: str, author: str) -> bool:
    form = _FORM_LINE.fullmatch(line.strip())
    return form is not None and form["value"].lower() == author


def _is_filled_in(line: str) -> bool:
    """``Użytkownik: Zenon Pietruszka`` in a copy so changed that only the lines of our form can be told from it."""
    form = _FILLED.fullmatch(line.strip())
    return form is not None and not _ASKED.isdisjoint(keys_of(fold(form["label"].strip())))


def _without_heads(lines: list[str]) -> list[str]:
    """The quote without the lines in which the mail program says whose letter it is."""
    start = next_said(lines, 0)
    head = head_at(lines[: start + _HEAD_LINES], start) if start < len(lines) else None
    return lines[head.end :] if head else lines[start:]


def _words(letter: bytes) -> str:
    """Letters and digits of both texts of a letter of ours."""
    texts: list[str] = []
    for part in message_from_bytes(letter, policy=policy.compat32).walk():
        payload = part.get_payload(decode=True) if part.get_content_maintype() == "text" else None
        if isinstance(payload, bytes):
            text = payload.decode("utf-8", "replace")
            texts.append(to_text(text)[0] if part.get_content_subtype() == "html" else text)
    return "\n".join(_squeezed(text) for text in texts)


def _squeezed(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())
