"""``customer-rejection``: what is there, what is missing, and how to add it in one answer (points 1.3, 1.5, 13.8)."""

from dataclasses import replace
from urllib.parse import quote

from worker.domain.found import Detail
from worker.domain.subject import NO_TOPIC, NipProblem
from worker.mail.header import one_line
from worker.mail.letters.environment import render
from worker.mail.letters.facts import Checked, Letter, NipHint, Rejection, Sender
from worker.mail.letters.understood import shown, spoken, to_send_back
from worker.mail.letters.writing import TOPIC, answer_to, write

_MAILTO = 1900  # characters; Outlook and Windows cut a link at about 2,000
_VALUE_LIMITS = (120, 60, 25, 0)  # characters of a prefilled value, tried until the link is short enough
_CANDIDATES = 3


def rejection(facts: Rejection, sender: Sender) -> Letter:
    """The letter that asks for the rest. Raises UnsafeHeader when the author's address cannot be written to."""
    facts = facts if facts.mail.echo else _without_echo(facts)
    topic = one_line(facts.mail.topic, TOPIC)
    candidates = facts.nip_hint.candidates[:_CANDIDATES] if facts.nip_hint else ()
    return write(
        "customer-rejection",
        answer_to(facts.mail),
        sender,
        facts=facts,
        topic=topic,
        named=spoken(topic),
        shown={row.detail: shown(row.detail, row.found) for row in facts.checklist if row.found},
        rows=_missing_first(facts.checklist),
        missing=tuple(row.detail for row in facts.checklist if row.found is None),
        candidates=candidates,
        offered=_offered(facts),
        form=_form(facts, _VALUE_LIMITS[0]),
        mailto=_mailto(facts, sender, topic, facts.nip),
        candidate_links=tuple(_mailto(facts, sender, topic, one.nip) for one in candidates),
    )


def _missing_first(checklist: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """What we ask for stands above what we have: the reader of a phone sees it without scrolling."""
    return tuple(sorted(checklist, key=lambda row: row.found is not None))


def _offered(facts: Rejection) -> str:
    """The writer's own address for a contact that is missing: sending it back says that it will do [1.3, 1.5]."""
    return one_line(facts.mail.author.address, _VALUE_LIMITS[0]) if facts.mail.echo else ""


def _form(facts: Rejection, limit: int, *, without: Detail | None = None) -> str:
    """The lines to fill in: found values are there already, a found description need not be repeated.

    A value that was found and may not be repeated has no line: an empty one would look as if we had not got it.
    """
    offered = {Detail.CONTACT: _offered(facts)}
    rows = tuple(
        (row.detail, to_send_back(row.detail, row.found or offered.get(row.detail, ""), limit) if limit else "")
        for row in _missing_first(facts.checklist)
        if row.detail is not without and row.found != "" and not (row.found and row.detail in _NEVER_REPEATED)
    )
    return render("customer-answer-form.txt.j2", rows=rows)


# the description stands in the first mail in full, the NIP in the subject
_NEVER_REPEATED = frozenset({Detail.DESCRIPTION, Detail.NIP})


def _mailto(facts: Rejection, sender: Sender, topic: str, nip: str) -> str:
    """A mailto: link (RFC 6068) with subject and form filled in, under 1,900 characters."""
    for limit in _VALUE_LIMITS:
        named = one_line(topic, max(limit, 20)) or NO_TOPIC  # all of it: the answer is matched by its topic
        subject = render("customer-answer-subject.txt.j2", nip=nip, topic=named)
        form = _form(facts, limit, without=Detail.NIP if nip else None)
        link = _link(sender.address, subject.strip("\n"), form)
        if len(link) < _MAILTO:
            return link
    return f"mailto:{quote(sender.address, safe='@')}"


def _link(address: str, subject: str, body: str) -> str:
    lines = "\r\n".join(body.replace("\xa0", " ").splitlines())
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def _without_echo(facts: Rejection) -> Rejection:
    """Nothing an unauthenticated stranger wrote but ten digits that pass the checksum; the other values go.

    Found or not stays visible. A NIP is public and carries no words, and "czy chodziło o …?" saves an honest writer,
    whose company has no DMARC, from typing it.
    """
    asked = facts.nip_hint
    hint = NipHint(problem=_neutral(asked), candidates=asked.candidates) if asked else None
    rows = tuple(replace(row, seen="", found=None if row.found is None else "") for row in facts.checklist)
    return replace(facts, mail=replace(facts.mail, topic=""), checklist=rows, nip="", nip_hint=hint)


def _neutral(hint: NipHint) -> NipProblem:
    return NipProblem.ABSENT if hint.problem is NipProblem.BRACKETS else hint.problem
