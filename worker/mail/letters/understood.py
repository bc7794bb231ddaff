"""Which details a letter shows, and in which order; their labels are in ``templates/words.j2``."""

from worker.domain.found import Details, Found
from worker.mail.header import one_line
from worker.mail.letters import polish

_VALUE = 160  # characters


def understood(details: Details, *, nip: str = "") -> tuple[tuple[str, str], ...]:
    """``(name, value)`` of every detail found, one line each; phone and e-mail stand together as ``contact``."""
    contact = ", ".join(found.value for found in (details.phone, details.email) if found)
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
    values = {name: found.value for name, found in named.items() if found}
    values["contact"] = contact
    values["nip"] = polish.nip(nip)
    order = (
        "nip",
        "workstation",
        "user",
        "contact",
        "software",
        "os",
        "orderer",
        "time",
        "dates",
        "package",
        "invoice",
    )
    rows = ((name, one_line(values.get(name, ""), _VALUE)) for name in order)
    return tuple((name, value) for name, value in rows if value)
