"""Whether facts and letters of a mail are what its label says: failures that are never right, and measured values."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from typing import Any

from tests.golden.mails.labels import Mail
from tests.golden.mails.road import Played
from worker.adapters.embedded import Letter
from worker.demo import readable

_ANSWERED = ("confirm", "reject")  # outcomes after which the details of the mail are known
_CONTACTS = ("phone", "email")
_ADDRESS = re.compile(r"[^\s<>,;\"]+@[^\s<>,;\"]+")
_SLACK = 60  # characters of a closing formula or a name that may stay on a reply
MEASURES = ("outcome", "missing", "extracted", "service", "new_text", "attachments")


@dataclass(kw_only=True)
class Judgement:
    """``failures`` fail the test of the mail; ``hits`` of ``asked`` values per measure go into the table."""

    failures: list[str] = field(default_factory=list)
    hits: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def measure(self, name: str, right: bool, miss: str, *, must: bool = False) -> None:
        """Count one value; a wrong one is a miss, and a failure if it ``must`` be right."""
        self.asked[name] = self.asked.get(name, 0) + 1
        self.hits[name] = self.hits.get(name, 0) + right
        if not right:
            self.misses.append(f"{name}: {miss}")
            if must:
                self.failures.append(f"{name}: {miss}")


def judge(played: Played) -> Judgement:
    """Everything that the label says of one mail."""
    label, facts = played.mail.label, played.facts
    judgement = Judgement()
    outcome = facts["verdict"]
    accepted = label.get("acceptable", [label["outcome"]])
    why = ", ".join(reason["code"] for reason in facts["reasons"])
    judgement.measure("outcome", outcome in accepted, f"{outcome} ({why}) instead of {accepted}", must=True)
    if outcome == label["outcome"]:
        _judge_details(judgement, label, facts)
    _judge_attachments(judgement, label["attachments"], facts["attachments"])
    if label["new_text"]:
        got = facts["new_text"]
        judgement.measure("new_text", same_text(got, label), f"{got!r} instead of {label['new_text']!r}")
    judgement.failures += _candidate_offered(played)
    judgement.failures += _silence_broken(played)
    judgement.failures += hostile(label, played.letters)
    return judgement


def _judge_details(judgement: Judgement, label: dict[str, Any], facts: dict[str, Any]) -> None:
    if facts["verdict"] not in _ANSWERED:
        return
    got, wanted = sorted(facts["missing"]), sorted(label["missing"])
    judgement.measure("missing", got == wanted, f"{got} instead of {wanted}", must=True)
    if facts["nip"] != label["nip"]:
        judgement.failures.append(f"nip: {facts['nip']!r} instead of {label['nip']!r}")
    extracted = label.get("extracted", {})
    for name, value in extracted.items():
        if name == "also":
            continue
        seen = str(facts["extracted"].get(name, ""))
        equals = [value, *extracted.get("also", [])] if name in _CONTACTS else [value]
        right = any(_spaced(one) in _spaced(seen) for one in equals)
        judgement.measure("extracted", right, f"{name} {seen!r} instead of {value!r}")
    if label["service"]:
        judgement.measure(
            "service", facts["service"] == label["service"], f"{facts['service']!r} instead of {label['service']!r}"
        )


def same_text(got: str, label: dict[str, Any]) -> bool:
    """The new text of a reply: spaces do not count, a closing formula may stay, nothing quoted may."""
    seen, wanted = _spaced(got), _spaced(label["new_text"])
    if any(_spaced(gone) in seen for gone in label.get("not_in_new_text", [])):
        return False
    return seen.startswith(wanted) and len(seen) - len(wanted) <= _SLACK


def _spaced(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def _judge_attachments(judgement: Judgement, wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> None:
    left = [(one["name"], one["size"], one["sha256"], one["inline"]) for one in got]
    for one in wanted:
        name, inline = one["name"], one.get("inline", False)
        # an attached message may have been stored with either kind of line end
        right = [(name, one[f"size{end}"], one[f"sha256{end}"], inline) for end in ("", "_lf") if f"size{end}" in one]
        found = next((value for value in right if value in left), None)
        judgement.measure("attachments", found is not None, f"{right[0]} is not among {left}", must=True)
        if found is not None:
            left.remove(found)
    if left:
        judgement.failures.append(f"attachments that the label does not know: {left}")


def _candidate_offered(played: Played) -> list[str]:
    """A NIP seen elsewhere has to stand in the letter that asks for the right one."""
    candidate = played.mail.label.get("nip_candidate", "")
    if not candidate or played.facts["verdict"] != "reject":
        return []
    asked = [letter for letter in played.letters if letter.recipient == played.facts["sender"]]
    digits = [re.sub(r"\D", "", "".join(readable(letter.raw))) for letter in asked]
    return [] if any(candidate in one for one in digits) else [f"nip_candidate: {candidate} is not offered"]


def _silence_broken(played: Played) -> list[str]:
    if played.facts["verdict"] not in ("ignore", "quarantine"):
        return []
    senders = _senders(played.mail)
    return [f"a letter went to {one.recipient}" for one in played.letters if one.recipient.lower() in senders]


def _senders(mail: Mail) -> set[str]:
    header = message_from_bytes(mail.raw, policy=policy.compat32)
    names = ("From", "Reply-To", "Sender", "Return-Path")
    return {found.lower() for name in names for value in header.get_all(name, []) for found in _ADDRESS.findall(value)}


def hostile(label: dict[str, Any], letters: Iterable[Letter]) -> list[str]:
    """Strings of an attack that reached a place where they do harm."""
    attack = label.get("hostile", "")
    return [
        f"{attack}: {bad!r} in the letter to {letter.recipient}"
        for letter in letters
        for bad in label.get("must_not", [])
        if _harms(attack, bad, letter)
    ]


def _harms(attack: str, bad: str, letter: Letter) -> bool:
    headers = [f"{name}: {value}" for part in message_from_bytes(letter.raw).walk() for name, value in part.items()]
    text, html = readable(letter.raw)
    if attack == "crlf-subject":
        return any(line.startswith(bad) for line in headers)
    if attack == "html-subject":
        return bad in html
    decoded = [str(make_header(decode_header(line))) for line in headers]
    return any(bad in place for place in (*decoded, text, html))


def total(judgements: Iterable[Judgement]) -> tuple[Counter[str], Counter[str]]:
    """Hits and asked values over many mails."""
    hits, asked = Counter[str](), Counter[str]()
    for one in judgements:
        hits.update(one.hits)
        asked.update(one.asked)
    return hits, asked
