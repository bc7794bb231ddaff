"""What the letters about many tickets say: deadline alerts, the daily digest, a manager's report, the card of one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from worker.domain.message import Address
from worker.domain.thresholds import Threshold
from worker.mail.letters.facts.payers import AskedRow, ClaimRow, CorrectionRow
from worker.mail.letters.facts.shared import PackageBalance
from worker.terms.phrases import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketRow:
    """A ticket in a list. ``holder`` is who has it, "" the whole queue; ``last_*`` the last word said on it.

    ``working_days_left`` counts the promised day; 0 and less: it is today or past. ``watched``: the promise runs.
    """

    ticket_id: str
    topic: str
    payer: str
    nip: str
    promised_day: date
    state: str
    working_days_left: int
    holder: str = ""
    last_author: str = ""
    last_at: datetime | None = None
    last_words: str = ""
    watched: bool = True
    clock: str = ""  # what the day is for when it is no reaction: "package_order" [13.8] or "complaint" [12.8]


class PackageNews(StrEnum):
    """What is worth telling of a package; the value picks the sentence in ``templates/packages.j2``."""

    LOW = "low"
    WINDOW = "window"  # 13.6
    ENDING = "ending"  # 13.5


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageRow:
    """A package that is nearly used, whose window is, or that ends soon."""

    nip: str
    payer: str
    package: PackageBalance
    news: tuple[PackageNews, ...]
    next_window: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineAlert:
    """Tickets that reached a threshold, the most urgent first; ``more`` were left out of the list."""

    cause: str
    recipient: Address
    now: datetime
    rows: tuple[tuple[Threshold, TicketRow], ...]
    more: int = 0

    def count(self, threshold: str) -> int:
        """How many of the shown tickets reached this threshold."""
        return sum(one == threshold for one, _ in self.rows)


class Bucket(StrEnum):
    """How near a promised day is, in working days."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"  # 1 to 3
    WEEK = "week"  # 4 to 7
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """What became of every mail of a period; the parts add up to ``received`` (behaviour: one outcome each)."""

    received: int = 0
    new: int = 0
    answers: int = 0
    rejected: int = 0
    machines: int = 0
    duplicates: int = 0
    asked: int = 0  # questions by subject, answered by the program itself
    quarantined: int = 0
    unfinished: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A report by telephone that its customer has not confirmed [1.1]; ``late``: who took it was reminded."""

    address: str
    topic: str
    since: date
    taken_by: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """The day's overview. ``bars`` are (bucket, tickets, width in percent of the longest) of running promises.

    ``rows`` are the nearest deadlines; ``more`` were left out; ``in_hand`` tickets were reacted to and are open.
    """

    cause: str
    recipient: Address
    now: datetime
    balance: Balance
    since: datetime | None
    bars: tuple[tuple[Bucket, int, int], ...]
    rows: tuple[TicketRow, ...]
    more: int = 0
    in_hand: int = 0
    waiting: int = 0
    asked: bool = False  # a manager's own ``raport``, not the daily one
    away: tuple[tuple[str, date], ...] = ()
    packages: tuple[PackageRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    more_claims: int = 0
    corrections: tuple[CorrectionRow, ...] = ()
    more_corrections: int = 0
    asked_corrections: tuple[AskedRow, ...] = ()
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageNotice:
    """Packages that are nearly used or end soon, for the customer (of his own) or a manager (of all payers).

    ``answers_to`` is who sells the next one: an answer would be no report.
    """

    cause: str
    recipient: Address
    now: datetime
    rows: tuple[PackageRow, ...]
    answers_to: Address | None = None
    language: Language = Language.POLISH


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Everything about one ticket: ``history`` is (when, who, what) of messages and notes, oldest first."""

    cause: str
    recipient: Address
    now: datetime
    row: TicketRow
    requester: Address
    participants: tuple[str, ...]
    reacted_by: str
    reacted_at: datetime | None
    history: tuple[tuple[datetime, str, str, bool], ...]
    work: tuple[tuple[datetime, datetime, str], ...]
