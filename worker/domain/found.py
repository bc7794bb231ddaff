"""What a report says, detail by detail, and where each value stands in the mail (points 1.3, 1.5, 13.8)."""

from dataclasses import dataclass, fields
from enum import StrEnum


class Detail(StrEnum):
    """The required details; the values are the words of the outside contract (``explain --json``)."""

    NIP = "nip"  # 1.3, 1.5
    DESCRIPTION = "description"  # 1.3, 1.5: more than "nie działa"
    WORKSTATION = "workstation"  # 1.3
    USER = "user"  # 1.3
    CONTACT = "contact"  # 1.3, 1.5
    ORDERER = "orderer"  # 13.8
    TIME = "time"  # 13.8
    DATES = "dates"  # 13.8


class Service(StrEnum):
    """The service line that decides the price column (10.1.1, 10.1.2)."""

    GENERAL = "general"
    ACCOUNTING = "accounting"  # accounting, payroll and AUTO ID (collectors, scales)


class Place(StrEnum):
    """Where in the mail a value was found."""

    SUBJECT = "subject"
    BODY = "body"
    SIGNATURE = "signature"
    QUOTE = "quote"
    HEADER = "header"
    EARLIER = "earlier"  # an earlier mail of the same conversation (a completion)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One value as it literally stands in the mail, with its place and the rule that took it."""

    value: str
    place: Place
    rule: str  # e.g. "label", "prose", "signature"
    start: int = -1  # offset in the text of that place; -1 when it is not a single run
    end: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """All details read out of one mail (or of a mail and its completions, merged)."""

    description: Found | None = None
    workstation: Found | None = None
    user: Found | None = None
    phone: Found | None = None
    email: Found | None = None
    software: Found | None = None
    version: Found | None = None  # of that program (1.5)
    os: Found | None = None
    orderer: Found | None = None
    time: Found | None = None
    dates: Found | None = None
    package: Found | None = None
    invoice: Found | None = None
    other_contacts: tuple[Found, ...] = ()
    service: Service | None = None

    def by_name(self) -> dict[str, Found]:
        """What was found, by the name of its field, in the order of ``SINGLE``."""
        values: dict[str, Found | None] = {name: getattr(self, name) for name in SINGLE}
        return {name: found for name, found in values.items() if found is not None}

    def has(self, detail: Detail) -> bool:
        """Whether the text gives this detail; NIP is the subject's business and is never answered here."""
        match detail:
            case Detail.CONTACT:
                return self.phone is not None or self.email is not None
            case Detail.NIP:
                raise ValueError("the NIP is read from the subject, not from the text")
            case _:
                return getattr(self, detail.value) is not None


SINGLE = tuple(field.name for field in fields(Details) if field.name not in ("other_contacts", "service"))
"""The details that a mail gives once; the names are those of ``explain --json``."""
