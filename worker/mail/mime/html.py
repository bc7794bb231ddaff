"""HTML to the text a person sees, with quotes marked the way plain text marks them.

A quoted ``blockquote`` becomes lines beginning with ``> ``, so that one reader of replies serves both kinds
of mail. One walk over lxml's tree, without recursion: 2,000 nested ``div`` cost nothing special (libraries
that recurse return nothing there). When the parser gives up, tags are cut out by a pattern: text is never lost.
"""

import html as entities
import re
from itertools import islice
from typing import Final

from lxml import etree

from worker.domain.polish import fold
from worker.domain.way_out import WORD
from worker.mail.mime import caps, clean
from worker.mail.replies.marks import ATTRIBUTION
from worker.terms.words import whole, words

_DATA_URI: Final = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=\s%]*", re.IGNORECASE)
_UNSEEN: Final = frozenset(words("markup")["unseen_tags"])
_BLOCKS: Final = frozenset(words("markup")["block_tags"])
_SPACED: Final = frozenset(words("markup")["spaced_tags"])
_CELLS: Final = frozenset({"td", "th"})
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)", re.IGNORECASE
)
_QUOTE_HEAD: Final = re.compile(whole("markup", "quote_heads"), re.IGNORECASE)
_CITE: Final = re.compile(whole("markup", "quotes"), re.IGNORECASE)
_LEADS_OFF: Final = re.compile(rf"\W{{0,3}}{WORD}")
_SOMEWHERE: Final = re.compile(r"(?:https?://|mailto:)[^\s<>]{1,200}", re.IGNORECASE)
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
_BLANK_RUN: Final = re.compile(r" {2,}")
_TAG: Final = re.compile(r"</?[A-Za-z!][^<>]{0,5000}>")
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_MANY_BLANK: Final = re.compile(r"\n{3,}")


def to_text(markup: str) -> tuple[str, bool]:
    """The readable text of an HTML part (still with ATTRIBUTION marks), and whether the parser read it whole."""
    markup = _DATA_URI.sub("", markup)[: caps.HTML].replace(ATTRIBUTION, "").replace("\x00", "")
    markup = clean.body(markup)[0]
    if not markup.strip():
        return "", True
    try:
        root = _parsed(markup)
        text = _Writer().write(root) if root is not None else ""
    except (etree.LxmlError, ValueError, RecursionError):
        text = ""
    stripped = "" if text.strip() else _stripped(markup)
    if stripped.strip():
        return stripped, False
    return text, True


def _parsed(markup: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(markup.encode("utf-8", "replace"), parser)


def _stripped(markup: str) -> str:
    """What is left when tags are cut out by pattern: the way out for what the parser refuses."""
    shown = [piece.partition("-->")[2] for piece in markup.split("<!--")[1:]]
    broken = _BREAK.sub("\n", "".join([markup.partition("<!--")[0], *shown]))
    return _MANY_BLANK.sub("\n\n", entities.unescape(_TAG.sub("", broken))).strip()


class _Writer:
    """Writes the text of one tree: paragraphs, lists, table rows, quotes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._blank_wanted = False
        self._quotes = 0
        self._preformatted = 0
        self._hidden: etree._Element | None = None

    def write(self, root: etree._Element) -> str:
        """The text below ``root``."""
        for event, element in islice(etree.iterwalk(root, events=("start", "end")), 2 * caps.ELEMENTS):
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._start(element, tag)
            else:
                self._end(element, tag)
        self._break()
        return "\n".join(self._lines).strip("\n")

    def _start(self, element: etree._Element, tag: str) -> None:
        if self._hidden is not None:
            return
        if tag in _UNSEEN or not tag or _HIDDEN.search(element.get("style") or ""):
            self._hidden = element
            return
        if tag in _BLOCKS:
            self._break()
            self._blank_wanted |= tag in _SPACED and not _is_tight(element, tag)
        if tag == "blockquote":
            self._quotes += _is_quote(element)
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "li":
            self._line.append("- ")
        elif tag == "br":
            self._break(forced=True)
        elif tag == "hr":
            self._line.append("_" * 32)
            self._break()
        elif tag in _CELLS and element.getprevious() is not None:
            self._line.append(" \t")
        if _QUOTE_HEAD.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            self._break()
            self._line.append(ATTRIBUTION)
        self._text(element.text)

    def _end(self, element: etree._Element, tag: str) -> None:
        if self._hidden is not None:
            if self._hidden is element:
                self._hidden = None
                self._text(element.tail)
            return
        if tag in _BLOCKS:
            self._break()
            self._blank_wanted |= tag in _SPACED and not _is_tight(element, tag)
        if tag == "blockquote":
            self._quotes -= _is_quote(element)
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "a":
            self._line.append(_leads_off(element))
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self._break(forced=True)
                self._line.append(line)
            return
        self._line.append(_BLANK.sub(" ", text))

    def _break(self, *, forced: bool = False) -> None:
        """End the line; an empty one is only written when it is meant (``<br>``, a paragraph's gap)."""
        line = "".join(self._line) if self._preformatted else _BLANK_RUN.sub(" ", "".join(self._line)).strip(" ")
        self._line = []
        prefix = "> " * min(self._quotes, 20)
        if not line.strip() and not (line and "\u00a0" in line):
            if forced:
                self._gap(prefix)
            return
        if self._blank_wanted and self._lines and self._lines[-1].strip("> "):
            self._lines.append(prefix.rstrip())
        self._blank_wanted = False
        self._lines.append((prefix + line.replace("\u00a0", " ")).rstrip())

    def _gap(self, prefix: str) -> None:
        if self._lines:
            self._lines.append(prefix.rstrip())


def _leads_off(element: etree._Element) -> str:
    """Where a link leads by which a reader leaves a list, in the way of plain text: that a program wrote it shows."""
    said = "".join(str(text) for text in islice(element.itertext(), 4)).lstrip()
    target = _SOMEWHERE.match((element.get("href") or "").strip()) if _LEADS_OFF.match(fold(said)) else None
    return f" <{target[0]}>" if target else ""


def _is_quote(element: etree._Element) -> bool:
    """A blockquote that a mail program made for a quoted message, not an indented paragraph."""
    if (element.get("type") or "").lower() == "cite" or element.get("cite"):
        return True
    return bool(_CITE.search(element.get("class") or "")) or "border-left" in (element.get("style") or "")


def _is_tight(element: etree._Element, tag: str) -> bool:
    """A paragraph that its program sets without a gap: Outlook's MsoNormal, or a zero margin."""
    style = element.get("style") or ""
    return (
        "MsoNormal" in (element.get("class") or "")
        or "margin:0" in style.replace(" ", "")
        or tag in {"table", "blockquote"}
    )
