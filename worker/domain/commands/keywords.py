"""The keywords of commands: how the value of each is read, a right form of it, and where it counts.

Other words for a keyword, and keywords of more than one word, stand in ``worker/terms/staff.toml``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from worker.domain.commands import bill_values, forms, insert_values, values
from worker.domain.commands.days import A_DAY
from worker.domain.commands.written import Written
from worker.domain.commands.wrong import Wrong
from worker.terms.staff import staff_words
from worker.terms.words import alternation

NOTE = "notatka"
UNDO = "cofnij"


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyword:
    """How the value behind a keyword is read; ``right`` is a form to offer.

    Without a colon it is a command too when its value begins like ``shape``, so that a slip is asked back, or when the
    whole of it can be read (``readable``). ``below``: such a line must not reach a customer from further down in a mail
    either. ``in_subject``: a subject may be this command.
    """

    read: Callable[[Written], forms.Command | Wrong]
    right: str
    shape: re.Pattern[str] | None = None
    readable: bool = False
    below: bool = False
    in_subject: bool = False


_NIP = re.compile(r"(?:nip\s)?(?:pl\s?)?\d")
_DAYS = re.compile(rf"(?:od\s|we?\s)?(?:\d|{A_DAY}(?!\w)|{alternation(staff_words().days_begin)})")
_TICKET = r"\[?#?\d{2}-\d{4,8}"

WITH_VALUE: dict[str, Keyword] = {
    "czas": Keyword(
        read=values.work,
        right="czas: 35m zdalnie księgowość",
        shape=re.compile(r"(?:ok\.?\s|okolo\s|od\s|zdalnie\s)?\d"),
        readable=True,
        below=True,
    ),
    "wizyta": Keyword(
        read=values.visit,
        right="wizyta: 9:10-11:40",
        shape=re.compile(r"(?:(?:dzis|dzisiaj|wczoraj|przedwczoraj)\s)?(?:od\s)?\d{1,2}[:.]\d\d"),
        below=True,
    ),
    "dojazd": Keyword(
        read=values.travel, right="dojazd: 34 km", shape=re.compile(r"\d+\s?km"), readable=True, below=True
    ),
    "klasa": Keyword(read=values.topic, right="klasa: księgowość", readable=True, below=True),
    "polaczenie": Keyword(
        read=values.connection,
        right="połączenie: 2",
        shape=re.compile(r"(?:nr\.?\s|numer\s|#)?\d{1,3}$"),
        below=True,
    ),
    "wdrozenie": Keyword(
        read=values.implementation,
        right="wdrożenie: FV/12/2026",
        shape=re.compile(r"(?:z\s)?(?:faktur\w*\s)?(?:nr\s)?(?:fv|fs|f)?[\s/]?\d+/\d"),
        below=True,
    ),
    "status": Keyword(read=values.status, right="status: w toku", readable=True, below=True),
    "przekaz": Keyword(
        read=values.hand_over,
        right="przekaz: jan",
        shape=re.compile(r"(?:do\s)?[\w.@-]+(?:\s[\w-]+)?\.?$"),
        below=True,
    ),
    "scal": Keyword(read=values.merge, right="scal: 26-00123-7", shape=re.compile(rf"(?:z\s)?{_TICKET}"), below=True),
    "nip": Keyword(read=values.payer, right="nip: 5259912077", readable=True),
    "uczestnik": Keyword(
        read=values.participant,
        right="uczestnik: anna@firma.pl",
        shape=re.compile(r"(?:[\w.-]+\s){0,2}<?[\w.+-]+@[\w.-]+>?$"),
    ),
    "nieobecny": Keyword(read=values.away, right="nieobecny: 2026-12-01..2026-12-05", shape=_DAYS, in_subject=True),
    "nieobecna": Keyword(read=values.away, right="nieobecna: 2026-12-01..2026-12-05", shape=_DAYS, in_subject=True),
    "telefon": Keyword(
        read=values.phone,
        right="telefon: anna@firma.pl",
        shape=re.compile(r"(?:[\w.-]+\s){0,2}[\w.+-]+@[\w.-]+$"),
    ),
    "krok": Keyword(read=insert_values.step, right="krok: 2", shape=re.compile(r"\d{1,2}(?:[\s,;-]|$)"), below=True),
    "portfel": Keyword(read=insert_values.wallet, right="portfel: 350 pkt, ważny do 2027-03-01", below=True),
    "zgloszenie": Keyword(read=values.show, right="zgłoszenie 26-00123-7", shape=re.compile(_TICKET), in_subject=True),
    "przydziel": Keyword(
        read=values.assign,
        right="przydziel 26-00123-7 jan",
        shape=re.compile(rf"(?:\w+\s)?{_TICKET}"),
        in_subject=True,
    ),
    "wstrzymaj": Keyword(read=values.suspend, right="WSTRZYMAJ 5259912077", shape=_NIP, in_subject=True),
    "wznow": Keyword(read=values.resume, right="WZNÓW 5259912077", shape=_NIP, in_subject=True),
    "zatwierdz": Keyword(read=values.approve, right="ZATWIERDŹ 5259912077", shape=_NIP),
    "zatwierdzam": Keyword(read=values.approve, right="ZATWIERDŹ 5259912077", shape=_NIP),
    "korekta": Keyword(read=bill_values.correct, right=bill_values.RIGHT, shape=bill_values.SHAPE, in_subject=True),
    "wezwij": Keyword(read=values.demand, right="WEZWIJ 5259912077 2026-12-04", shape=_NIP, in_subject=True),
    "przedluz": Keyword(read=values.extend, right="przedłuż: czekamy na wyjaśnienia producenta", below=True),
    "reklamacja": Keyword(read=values.decide, right="reklamacja: uznana", below=True),
}
ALONE: dict[str, type[forms.Command]] = {
    UNDO: forms.Undo,
    "pomoc": forms.Help,
    "raport": forms.Report,
    "potwierdzam": forms.Confirmed,
    "wstrzymaj": forms.HoldBills,
    "wznow": forms.ReleaseBills,
    "zatwierdz": forms.ApproveBills,
    "zatwierdzam": forms.ApproveBills,
}
KEYWORDS = (*WITH_VALUE, *ALONE, NOTE)
