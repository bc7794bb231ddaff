"""What the letters about help say: the list of a guided case, and an article that helped."""

from dataclasses import dataclass

from worker.domain.help.checklist import Doubtful
from worker.mail.letters.facts.shared import Answered


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """One step: ``number`` is what ``krok:`` takes. ``value`` and ``by`` are for our own people.

    ``needed`` is false for an optional step and for one that an exception makes superfluous.
    """

    number: int
    name: str
    done: bool
    stage: str = ""
    needed: bool = True
    optional: bool = False
    value: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checklist:
    """The list of a ticket's guided case. ``missing`` are the needed steps not done, in the genitive.

    ``exceptions`` name those that hold, ``instead`` is what to do because of them; ``doubts`` are attachments of this
    mail that were not taken for the wanted file.
    """

    title: str
    rows: tuple[ListRow, ...]
    missing: tuple[str, ...]
    first: str = ""
    exceptions: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    doubts: tuple[Doubtful, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseNews:
    """To the customer: what his mail added to the list (``ticked``), and in one line what is still missing."""

    mail: Answered
    ticket_id: str
    ticked: tuple[str, ...]
    checklist: Checklist


@dataclass(frozen=True, kw_only=True, slots=True)
class Helped:
    """To the customer: he wrote that the article helped, the ticket is closed free of charge."""

    mail: Answered
    ticket_id: str
