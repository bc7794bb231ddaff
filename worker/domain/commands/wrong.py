"""Why a mail of a technician is not carried out: codes; their sentences are in ``templates/commands.j2``."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What is wrong. ``Wrong.about`` holds the word, name or number the sentence needs."""

    # of the grammar
    UNKNOWN_COMMAND = "unknown-command"  # a keyword misspelt; about: the nearest one
    NO_VALUE = "no-value"
    UNKNOWN_WORD = "unknown-word"  # about: the word
    NO_TIME = "no-time"
    BACKWARDS = "backwards"  # ends before it starts
    SKIPPED_HOUR = "skipped-hour"  # about: the time that the spring night does not have
    NEEDS_HOURS = "needs-hours"  # a duration on another day: the band depends on the hours
    NO_DAY = "no-day"  # about: what cannot be a day
    NO_END = "no-end"  # an absence from a day on
    NO_TOPIC = "no-topic"  # about: the word
    NO_STATUS = "no-status"
    NO_DECISION = "no-decision"  # about: what stands there
    NO_TICKET_ID = "no-ticket-id"  # about: what stands there
    NO_NIP = "no-nip"
    NO_ADDRESS = "no-address"
    NO_DISTANCE = "no-distance"
    TWO_TIMES = "two-times"  # one line, one piece of work
    TWO_ADDRESSES = "two-addresses"
    TWO_COMMANDS = "two-commands"  # on one line
    ALONE = "alone"  # a command that takes no value has one
    ONSITE_TIME = "onsite-time"  # work at the customer's is a visit
    NO_STEP = "no-step"  # about: what stands there
    NO_WALLET = "no-wallet"  # portfel: says nothing we can write down
    NO_LAST_DAY = "no-last-day"  # portfel: abonament without "do"
    # of the matter
    WITHOUT_TICKET = "without-ticket"  # we do not know which ticket is meant
    UNKNOWN_TICKET = "unknown-ticket"  # about: the id
    UNKNOWN_PERSON = "unknown-person"  # about: the names that would be right
    TWO_PERSONS = "two-persons"  # about: the names that fit
    PERSON_AWAY = "person-away"  # about: the name
    FUTURE = "future"
    OVERLAP = "overlap"  # about: the other work
    TOO_LONG = "too-long"  # more than eight hours a day
    CLOSED_MONTH = "closed-month"
    MERGE_SELF = "merge-self"
    MERGE_OTHER_PAYER = "merge-other-payer"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NO_WORK = "no-work"  # klasa, połączenie, wdrożenie without work
    MANAGERS_ONLY = "managers-only"
    NO_PAYER = "no-payer"  # work on a ticket whose payer is not known
    UNKNOWN_PAYER = "unknown-payer"
    NOT_IN_PREVIEW = "not-in-preview"  # a command about bills that answers no preview of a month
    BILL_SENT = "bill-sent"  # the bill to be held has gone out; about: the NIP
    ONLY_ONCE = "only-once"  # two commands of a kind of which one mail can hold one
    UNDO_ALONE = "undo-alone"  # cofnij beside other commands
    OWN_ADDRESS = "own-address"
    NO_CASE = "no-case"  # krok: on a ticket without a list
    UNKNOWN_STEP = "unknown-step"  # about: the last number there is
    # of corrected months [12.10]
    NO_MONTH = "no-month"  # about: what stands there
    NO_BILL = "no-bill"  # about: the NIP
    NOTHING_DIFFERS = "nothing-differs"
    CANNOT_SETTLE = "cannot-settle"
    CORRECTION_OVER = "correction-over"  # the correction answered has left, or was taken back
    OUTDATED_PREVIEW = "outdated-preview"  # what would leave is not what the answered preview shows
    OTHER_CORRECTION = "other-correction"  # about: the NIP whose correction was answered
    # of overdue invoices [12.7] and complaints [12.8]
    NOTHING_OVERDUE = "nothing-overdue"
    NOTICED_ALREADY = "noticed-already"  # about: the final day that was told
    NOBODY_TO_WRITE_TO = "nobody-to-write-to"
    PAST_DAY = "past-day"
    NO_COMPLAINT = "no-complaint"
    EXTENDED_ALREADY = "extended-already"  # about: the last day
    DECIDED_ALREADY = "decided-already"
    NO_ANSWER = "no-answer"  # a decision without words for the customer
    # of the reply to the customer
    NOTHING_TO_SEND = "nothing-to-send"
    PROMISED_FILE = "promised-file"
    OTHER_NIP = "other-nip"  # about: the number
    LIKE_A_NOTE = "like-a-note"
    COMMAND_BELOW = "command-below"  # a command under the text
    OUR_LETTER = "our-letter"  # our own letter, unquoted
    TWO_TICKETS = "two-tickets"  # about: the ticket the subject names, which is not the one answered
    NO_TICKET_LETTER = "no-ticket-letter"  # a plain reply to an alert or digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """One reason why nothing was done. ``line`` as written; ``right`` is a form that would be right."""

    line: str
    problem: Problem
    about: str = ""
    right: str = ""
