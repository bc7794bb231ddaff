"""What a person reads and what is attached: one walk over the MIME tree.

Text comes from the parts shown in line; of alternatives the plain one, unless it is empty or only says that
the program cannot show HTML. Nothing below message/rfc822 is read. The parts of a report (RFC 6522) that are
meant for machines are no attachments; neither are signatures and AppleDouble headers.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from worker.domain.matter import speaks_of_a_matter
from worker.domain.message import Attachment
from worker.mail.mime import attachments, caps, charset, clean, flowed, html, tnef, transfer
from worker.mail.mime.defects import Defect
from worker.mail.mime.entity import Entity

_MACHINE_PARTS: Final = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/applefile",
        "text/x-amp-html",
    }
)
_PLACEHOLDER: Final = re.compile(
    r"(?:this (?:message|e-?mail|is an? html)|your (?:e-?mail|mail) (?:client|program)|html|tw[oó]j (?:program|klient)"
    r"|ta wiadomo[sś][cć])[^\n]{0,150}(?:html|view|wy[sś]wietl)[^\n]{0,100}",
    re.IGNORECASE,
)
_READABLE: Final = frozenset({"text/plain", "text/html"})
_ALTERNATIVE: Final = "multipart/alternative"


@dataclass(kw_only=True, slots=True)
class Body:
    """What the walk gathers. ``text`` may still hold the quote marks of ``html``, which ``replies`` takes out."""

    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    calendar_method: str = ""
    report_type: str = ""
    defects: dict[Defect, None] = field(default_factory=dict)


def read(root: Entity) -> Body:
    """The body of a message; never raises for what the parts hold."""
    walk = _Walk(root)
    walk.visit(root, in_report=False, in_related=False)
    return walk.finish()


class _Walk:
    def __init__(self, root: Entity, *, muted: bool = False) -> None:
        """``muted``: only files are gathered, because a better alternative gave the text."""
        self._root = root
        self._muted = muted
        self.body = Body()
        self._texts: list[str] = []
        self._named_texts: list[Entity] = []
        self._files: list[tuple[Entity, bool]] = []
        self._envelopes: list[Entity] = []
        self._attached_method = ""

    def visit(self, entity: Entity, *, in_report: bool, in_related: bool) -> None:
        """Gather an entity and all below it."""
        if entity.media_type == "text/calendar":
            if entity.disposition.value == "attachment" and entity is not self._root:
                self._attached_method = self._attached_method or _method(entity)
            else:
                self.body.calendar_method = self.body.calendar_method or _method(entity)
        if not entity.is_multipart:
            self._leaf(entity, in_report=in_report, in_related=in_related)
            return
        if entity.media_type == _ALTERNATIVE:
            self._alternatives(entity, in_report=in_report, in_related=in_related)
            return
        related = entity.media_type == "multipart/related"
        report = in_report or entity.media_type == "multipart/report"
        for child in entity.children:
            self.visit(child, in_report=report, in_related=in_related or related)

    def _alternatives(self, entity: Entity, *, in_report: bool, in_related: bool) -> None:
        """Take the text of the one alternative that says most plainly what was written, and everybody's files."""
        best: list[str] = []
        for child in entity.children:
            inner = _Walk(child, muted=self._muted or _says_something(best))
            inner.visit(child, in_report=in_report, in_related=in_related)
            self._files += [item for item in inner._files if item[0].media_type != "text/calendar"]
            self._envelopes += inner._envelopes
            self._named_texts += inner._named_texts
            self._attached_method = self._attached_method or inner._attached_method
            self.body.defects.update(inner.body.defects)
            self.body.calendar_method = self.body.calendar_method or inner.body.calendar_method
            if _says_something(inner._texts):
                best = inner._texts
        self._texts += best

    def _leaf(self, entity: Entity, *, in_report: bool, in_related: bool) -> None:
        name = attachments.declared_name(entity)
        if entity is self._root and entity.media_type == "text/calendar":
            return  # the mail is the calendar's answer itself (RFC 5546), not a file somebody attached
        if entity.media_type in _MACHINE_PARTS or (in_report and entity.media_type.startswith("message/")):
            return
        if tnef.is_tnef(entity.media_type, name):
            self._envelopes.append(entity)
        elif entity.media_type.startswith("multipart/"):
            self._texts.append(self._text_of(entity))  # no usable boundary: shown as it is
        elif entity.media_type in _READABLE and entity.disposition.value != "attachment":
            if name and entity is not self._root:
                self._named_texts.append(entity)
                self._files.append((entity, False))
            else:
                self._texts.append(self._text_of(entity))
        elif entity.media_type in _READABLE and entity is self._root:
            self._texts.append(self._text_of(entity))
        elif name or not entity.is_blank:
            self._files.append((entity, in_related))

    def _text_of(self, entity: Entity) -> str:
        """The clean text of a text part, HTML turned into text, soft line breaks joined; "" when muted."""
        if self._muted:
            return ""
        data, whole = transfer.decoded(entity.body[: caps.ENCODED], entity.encoding)
        if not whole:
            self._defect(Defect.BROKEN_ENCODING)
        text, why = charset.decode(data, entity.content_type.get("charset") or _meta_charset(entity, data))
        if why:
            self._defect(why)
        if entity.media_type == "text/html":
            text, read_whole = html.to_text(text)
            if not read_whole:
                self._defect(Defect.HTML_BROKEN)
            return text
        text, had_controls = clean.body(text)
        if had_controls:
            self._defect(Defect.TEXT_CONTROL)
        if entity.content_type.get("format").lower() == "flowed":
            text = flowed.unflowed(text, delsp=entity.content_type.get("delsp").lower() == "yes")
        return text

    def finish(self) -> Body:
        """The gathered body, with the attachments numbered and the text within its cap."""
        body = self.body
        kept = {id(entity) for entity, _ in self._files}
        for envelope in self._envelopes:
            self._open(envelope)
        if not _says_something(self._texts) and self._named_texts:
            self._texts += [self._text_of(entity) for entity in self._named_texts if id(entity) in kept]
        text = "\n\n".join(stripped for text in self._texts if (stripped := text.strip("\n")).strip())
        if len(text) > caps.TEXT:
            text = text[: caps.TEXT]
            self._defect(Defect.TEXT_TOO_LONG)
        body.text = text.rstrip()
        if self._attached_method and not speaks_of_a_matter(body.text):  # else a person shows what gives him trouble
            body.calendar_method = body.calendar_method or self._attached_method
        described = [
            attachments.describe(entity, kept=count, inline=_is_inline(entity, in_related))
            for count, (entity, in_related) in enumerate(self._files)
        ]
        body.attachments = sorted([*described, *body.attachments], key=lambda found: found.part % caps.PARTS)
        names = [attachments.declared_name(entity) for entity, _ in self._files]
        if any(attachments.clean_name(name) != name for name in names if name):
            self._defect(Defect.ATTACHMENT_NAME)
        if any(found.not_kept for found in body.attachments):
            self._defect(Defect.TOO_MANY_ATTACHMENTS)
        return body

    def _open(self, envelope: Entity) -> None:
        """Take text and files out of a winmail.dat; when it is none, it is a file like any other."""
        contents = tnef.read(attachments.content(envelope))
        if contents is None:
            self._defect(Defect.TNEF_BROKEN)
            self._files.append((envelope, False))
            return
        if not contents.whole:
            self._defect(Defect.TNEF_BROKEN)
        self.body.report_type = self.body.report_type or contents.report_type
        if not _says_something(self._texts):
            self._texts.append(clean.body(contents.text)[0] or html.to_text(contents.html)[0])
        count = len(self._files) + len(self.body.attachments)
        for index, file in enumerate(contents.files):
            name = attachments.clean_name(file.name) or f"zalacznik-{index + 1}.bin"
            self.body.attachments.append(
                attachments.described(
                    part=envelope.number + caps.PARTS * (index + 1),
                    name=name,
                    content_type=attachments.media_type_of(name),
                    data=file.data,
                    kept=count + index,
                    inline=bool(file.content_id),
                    content_id=clean.line(file.content_id, caps.ID)[0],
                )
            )

    def _defect(self, defect: Defect) -> None:
        self.body.defects[defect] = None


def _says_something(texts: list[str]) -> bool:
    joined = "\n".join(texts).strip()
    return bool(joined) and not _PLACEHOLDER.fullmatch(joined[:400])


def _is_inline(entity: Entity, in_related: bool) -> bool:
    """A picture shown inside the text: it has a Content-ID and is not offered as a file."""
    if not entity.content_id or not entity.media_type.startswith("image/"):
        return False
    return in_related or entity.disposition.value != "attachment"


_META: Final = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)


def _meta_charset(entity: Entity, data: bytes) -> str:
    """The charset HTML declares inside, when its header declares none."""
    if entity.media_type != "text/html":
        return ""
    found = _META.search(data[:4096])
    return found[1].decode("ascii") if found else ""


_METHOD: Final = re.compile(rb"^METHOD:([A-Z-]{1,40})", re.MULTILINE | re.IGNORECASE)


def _method(entity: Entity) -> str:
    """REQUEST, REPLY, CANCEL …, from the parameter or from the calendar itself (RFC 5546)."""
    declared = entity.content_type.get("method")
    if declared:
        return declared.upper()[:40]
    found = _METHOD.search(transfer.decoded(entity.body[:20_000], entity.encoding)[0])
    return found[1].decode("ascii").upper() if found else "PUBLISH"


def bytes_of(root: Entity, part: int) -> bytes:
    """The decoded bytes of an attachment by its part number; KeyError when the message has none of it."""
    inside, number = divmod(part, caps.PARTS)
    entity = next((entity for entity in root.walk() if entity.number == number and not entity.is_multipart), None)
    if entity is None or part < 0:
        raise KeyError(part)
    data = attachments.content(entity)
    if not inside:
        return data
    contents = tnef.read(data)
    if contents is None or inside > len(contents.files):
        raise KeyError(part)
    return contents.files[inside - 1].data
