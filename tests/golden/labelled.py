"""Labelled mails as sources for the reading of details: a plain reading of MIME by the standard library.

The worker's own MIME reading is tested elsewhere; here the text only has to be the text.
"""

import re
import tomllib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from inscriptis import get_text

from worker.domain.details import Source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "emails"
_QUOTE = re.compile(
    r"(?:^[^\n]{0,150}(?:napisał\(a\)|napisała?|pisze|wrote)\s*:[ \t]*\n"
    r"|^-{2,}[^\n]{3,60}-{2,}[ \t]*\n|^_{10,}[ \t]*\n|^(?:Od|From): [^\n]*\n(?:(?:Wysłano|Data|Date|Sent|Do|To): )|^>)",
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One mail with its label."""

    stem: str
    outcome: str
    source: Source
    label: dict[str, Any]


def cases(folder: Path = FIXTURES) -> list[Case]:
    """Every labelled mail under a folder, by number."""
    paths = sorted(folder.rglob("*.eml"), key=lambda path: path.name)
    return [_case(path) for path in paths]


def _case(path: Path) -> Case:
    label = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Case(stem=path.stem, outcome=label["outcome"], source=_source(message), label=label)


def _source(message: EmailMessage) -> Source:
    text = _text(message)
    forwarded = bool(re.match(r"(?i)\s*(?:fwd?|pd|przekaz)\s*:", str(message["subject"] or "")))
    cut = _QUOTE.search(text)
    forwarded = forwarded and cut is not None
    new, quote = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    dashes = _SIGNATURE.search(new)
    new, signature = (new[: dashes.start()], new[dashes.end() :]) if dashes else (new, "")
    sender = message["from"].addresses[0] if message["from"] and message["from"].addresses else None
    return Source(
        topic=re.sub(r"^(?:\w{2,3}:\s*)*\[[^\]]*\]\s*", "", str(message["subject"] or "")),
        new_text=new,
        signature=signature,
        quote=quote,
        text=text,
        forwarded=forwarded,
        author_name=sender.display_name if sender else "",
        author_address=sender.addr_spec if sender else "",
        own_addresses=frozenset({"pomoc@3rp.com.pl"}),
        own_phones=frozenset({"22 535 36 80"}),
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content()).replace("\r\n", "\n")
    if str(body.get_param("format", "")).lower() == "flowed":
        content = re.sub(r"(?<!\n--) \n(?!>)", " ", content)  # RFC 3676, section 4.1: a soft line break
    return get_text(content) if body.get_content_type() == "text/html" else content
