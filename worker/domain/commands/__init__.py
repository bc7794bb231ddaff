"""Commands in a technician's or manager's mail: one grammar, read without side effects.

reading        the top lines of a mail: commands, wrong ones, where the reply begins
keywords       the keywords, each with how its value is read and where it counts
line           a line taken apart                       written   a line on its way into a value
values, bill_values, insert_values                      the value behind each keyword
spans          when the work was, what it was about     times     durations and hours
days           days as people write them                forms     what a line can say, as frozen values
wrong          why a mail is not carried out

May import ``domain`` and ``terms``. A new command: its form, its value, its keyword in ``keywords``, a line of the
grammar below, and who carries it out (``worker.application.staff.carry_out``). Words, also another word for a keyword:
``worker/terms/staff.toml``.

    mail       = *command [ rest ]                 ; the rest goes to the customer as a plain reply
    command    = line at the very top; empty lines between commands do not matter, the first other line ends them
    line       = keyword [ ":" ] value             ; any case, with or without diacritics; a bullet before it, another
                                                   ; sign or none behind the keyword, and other words for it: line.py

    czas: 35m | 1h 20m | 1,5h | 14:05-14:40  [zdalnie] [topic] [day] [umówione] [potwierdzam]
    wizyta: 9:10-11:40                       [topic] [day] [potwierdzam]
    dojazd: 34 km [w obie strony] | Warszawa [day]
    klasa: topic                                   ; the class of the work in this mail, or of the last work
    połączenie: 2                                  ; work of one connection [11.1.5]
    wdrożenie: FV/12/2026                          ; the invoice the implementation belongs to [10.4]
    status: czeka | w toku | zamknięte
    przekaz: jan
    notatka: text …                                ; everything behind it is internal, to the end of the mail
    scal: 26-00123-7
    nip: 5259912077
    uczestnik: anna@firma.example
    nieobecny: 2026-12-01..2026-12-05 | 2026-12-01
    krok: 2 | 1,3 | 1-3 [nie]                      ; steps of the guided case; "nie" takes the tick away
    portfel: 350 pkt, ważny do 2027-03-01          ; the payer's InsERT wallet, see worker/domain/insert/entries.py
    telefon: anna@firma.example                    ; the rest are notes of the call [1.1]
    potwierdzam                                    ; the reply goes, whatever the guards think of it
    cofnij
    pomoc
    raport                                         ; managers
    zgłoszenie 26-00123-7
    przydziel 26-00123-7 jan                       ; managers
    wstrzymaj 5259912077 | wznów 5259912077        ; managers [12.7]; in reply to the preview of a month: its bills,
    wstrzymaj | wznów | zatwierdź [5259912077]     ; of one payer or of all
    korekta 2026-03 5259912077 [reason]            ; managers: a month that went out is corrected, after a preview
    wezwij 5259912077 [day]                        ; managers: the notice of overdue invoices, a final day to pay [12.7]
    przedłuż: reason                               ; a complaint gets 90 days instead of 30 [12.8]
    reklamacja: uznana | częściowo uznana | nieuznana   ; the answer to a complaint, its words below [12.8, 12.10]

    topic      = handel | crm | ogólne | księgowość | kadry | kolektory …     ; worker/terms/staff.toml
    day        = 2026-11-20 | 20.11 | 20 listopada | wczoraj | w środę …                  ; days.py; hours: times.py

A line that only looks like a command (``czsa: 35m``) is wrong, not text: it must not reach the customer. What people
really type, with its meaning, is the table of tests/golden/commands.
Hours are Warsaw hours; a duration ends at the moment the mail arrived. In the night that has 2:00 to 2:59 twice the
shortest reading counts and the receipt names the others; a length beside the hours (``czas: 1:10-2:03 1h 53m``) means
one of them. Whether a command may be carried out is ``worker.domain.staff_rules``' question, not the grammar's.
"""

from worker.domain.commands.forms import (
    AddParticipant,
    ApproveBills,
    Assign,
    Away,
    Command,
    Confirmed,
    Connection,
    CorrectBill,
    Decide,
    Decision,
    Demand,
    Extend,
    HandOver,
    Help,
    HoldBills,
    Implementation,
    Merge,
    Note,
    PhoneReport,
    ReleaseBills,
    Report,
    Resume,
    SetPayer,
    SetStatus,
    SetTopic,
    Show,
    Status,
    Suspend,
    TellWallet,
    TickStep,
    Travel,
    Undo,
    Visit,
    Work,
)
from worker.domain.commands.reading import Reading, command_in_subject, looks_like_command, read_commands
from worker.domain.commands.wrong import Problem, Wrong

__all__ = [
    "AddParticipant",
    "ApproveBills",
    "Assign",
    "Away",
    "Command",
    "Confirmed",
    "Connection",
    "CorrectBill",
    "Decide",
    "Decision",
    "Demand",
    "Extend",
    "HandOver",
    "Help",
    "HoldBills",
    "Implementation",
    "Merge",
    "Note",
    "PhoneReport",
    "Problem",
    "Reading",
    "ReleaseBills",
    "Report",
    "Resume",
    "SetPayer",
    "SetStatus",
    "SetTopic",
    "Show",
    "Status",
    "Suspend",
    "TellWallet",
    "TickStep",
    "Travel",
    "Undo",
    "Visit",
    "Work",
    "Wrong",
    "command_in_subject",
    "looks_like_command",
    "read_commands",
]
