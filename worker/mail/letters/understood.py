"""Which details a letter shows, for which matter, and in which order; their labels are in ``templates/words.j2``.

Values stand in the letter as they stood in the mail, inflected; only people's names are put into the nominative where
the dictionary leaves no doubt. ``bare`` takes off what only repeats the label
("stanowisku KASA 1"), and the names of things are put in quotation marks, so that "Rewizorem GT" reads as a quotation.
"""

import re

from worker.domain.found import Detail, Details, Found
from worker.domain.names import nominative
from worker.mail.header import one_line
from worker.mail.letters import polish
from worker.mail.letters.facts import Matter

_VALUE = 160  # characters
_REPORT = ("nip", "workstation", "user", "contact", "software", "os")
_SHOWN = {
    Matter.REPORT: _REPORT,
    Matter.PHONE: _REPORT,
    Matter.PACKAGE_ORDER: ("nip", "orderer", "time", "dates", "package", "contact"),
    Matter.POINTS_ORDER: ("nip", "contact"),
    Matter.COMPLAINT: ("nip", "invoice", "contact"),
}
_PEOPLE = frozenset({"user", "orderer"})
_QUOTED = frozenset({"workstation", "software"})
_LABEL_WORD = re.compile(r"(?:na |przy )?(?:stanowisk\w*|użytkownik\w*)(?: to)?:? +(?=\S)", re.IGNORECASE)


def understood(details: Details, matter: Matter, *, nip: str = "") -> tuple[tuple[str, str], ...]:
    """``(name, value)`` of the details found that belong to the matter; phone and e-mail stand together."""
    named: dict[str, Found | None] = {
        "workstation": details.workstation,
        "user": details.user,
        "software": details.software,
        "os": details.os,
        "orderer": details.orderer,
        "time": details.time,
        "dates": details.dates,
        "package": details.package,
        "invoice": details.invoice,
    }
    values = {name: shown(name, found.value) for name, found in named.items() if found}
    values["contact"] = one_line(", ".join(found.value for found in (details.phone, details.email) if found), _VALUE)
    values["nip"] = one_line(polish.nip(nip), _VALUE)
    return tuple((name, values[name]) for name in _SHOWN[matter] if values.get(name))


def shown(name: str, value: str) -> str:
    """One value as a letter prints it behind its label; ``name`` is a ``Detail`` or a field of ``Details``."""
    if name == Detail.NIP:
        return polish.nip(one_line(value, _VALUE))
    clean = bare(one_line(value, _VALUE))
    if name in _PEOPLE:
        return nominative(clean)
    quoted = clean.startswith("„") and clean.endswith("”")
    return f"„{clean}”" if clean and name in _QUOTED and not quoted else clean


def bare(value: str) -> str:
    """The value without a leading form of its own label: ``stanowisku KASA 1`` is ``KASA 1``."""
    return _LABEL_WORD.sub("", value, count=1) if _LABEL_WORD.match(value) else value
