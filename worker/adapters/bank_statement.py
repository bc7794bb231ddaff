"""A bank statement in MT940 as rows of payments; the only file that imports mt-940.

Incoming transfers become rows with the day they were booked (12.4), the amount, the title and the sender. Outgoing
ones are counted and left out; an incoming one that the bank took back is marked. ``:86:`` in the way of Polish banks
(``~20``, ``<20``, ``^20`` or ``?20`` fields of 27 characters, cut in the middle of words) gives its title twice:
joined as it is, and with spaces between the pieces, because banks drop the spaces at the cut.
"""

import re
from collections.abc import Iterator
from typing import Any

import mt940

from worker.adapters.table_files import decoded
from worker.application.imports import Line, Sheet, UnreadableFileError

HEADER = ("data", "kwota", "tytuł", "nadawca", "referencja", "zwrot")
_ENTRY = re.compile(r"^:61:", re.MULTILINE)
_FIELD = re.compile(r"(?:^|\n?)([~<^?])(\d\d)")
_TITLE = tuple(f"{n}" for n in (20, 21, 22, 23, 24, 25, 26, 60, 61, 62, 63))
_SENDER = ("27", "28", "29", "32", "33")
_CREDIT, _TAKEN_BACK = "C", "RC"


def looks_like_statement(data: bytes) -> bool:
    """Whether these are MT940 bytes: a ``:20:`` or ``:25:`` field before the first ``:61:``."""
    head = data[:4000]
    return b":61:" in data and (b":20:" in head or b":25:" in head)


def read_statement(data: bytes) -> Sheet:
    """The incoming transfers. Raises UnreadableFileError."""
    text = decoded(data).replace("\r\n", "\n")
    places = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    try:
        # without its own reading of ``:86:``, which knows German banks only
        entries = list(mt940.models.Transactions(processors={"post_transaction_details": []}).parse(text))
    except Exception as error:  # the library raises whatever its patterns make of a broken file
        raise UnreadableFileError(f"Tego wyciągu MT940 nie da się przeczytać: {error}.") from None
    if len(entries) != len(places):
        raise UnreadableFileError(
            f"Wyciąg ma {len(places)} operacji, a czytelne są {len(entries)}: plik jest uszkodzony."
        )
    lines = list(_lines(entries, places))
    return Sheet(header=HEADER, lines=tuple(lines), skipped=len(entries) - len(lines))


def _lines(entries: list[Any], places: list[int]) -> Iterator[Line]:
    for entry, place in zip(entries, places, strict=True):
        data = entry.data
        if data["status"] not in (_CREDIT, _TAKEN_BACK):
            continue
        amount = data["amount"]
        if amount.currency != "PLN":
            continue
        booked = data.get("entry_date") or data["date"]
        title, sender = _details(data.get("transaction_details") or "")
        taken_back = "tak" if data["status"] == _TAKEN_BACK else "nie"
        yield Line(
            number=place,
            cells=(f"{booked:%Y-%m-%d}", f"{abs(amount.amount):.2f}", title, sender, "", taken_back),
        )


def _details(details: str) -> tuple[str, str]:
    """Title (two lines where the cut may have taken a space) and sender."""
    pieces = _FIELD.split(details)
    if len(pieces) < 4:  # no numbered fields: free text, wrapped by the bank
        whole = details.split("\n")
        return _both(whole), ""
    fields = [(number, words.replace("\n", "")) for number, words in zip(pieces[2::3], pieces[3::3], strict=True)]
    title = [words for number, words in fields if number in _TITLE and words.strip()]
    sender = [words.strip() for number, words in fields if number in _SENDER and words.strip()]
    return _both(title), " ".join(sender)


def _both(pieces: list[str]) -> str:
    joined, spaced = "".join(pieces).strip(), " ".join(piece.strip() for piece in pieces).strip()
    return joined if joined == spaced else f"{joined}\n{spaced}"
