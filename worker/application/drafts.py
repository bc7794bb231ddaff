"""Documents that a mail asks for are made outside every transaction: typst takes longer than others may have to wait.

    judge the mail -> a document nobody has made yet: take everything back -> make it -> judge the mail again

What changed in between makes it another document, and it is asked for anew; nothing stale can leave.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from worker.application.document_files import protocol_files
from worker.documents import MonthDocument
from worker.mail.compose import File

_MOST = 12  # documents for one mail: more only while its month changes under our hands, over and over
Result = TypeVar("Result")
Made = tuple[tuple[MonthDocument, tuple[File, ...]], ...]


class DocumentsWantedError(RuntimeError):
    """A mail cannot be recorded before these documents are made."""

    def __init__(self, wanted: Sequence[MonthDocument]) -> None:
        super().__init__(f"{len(wanted)} documents are to be made first")
        self.wanted = tuple(wanted)


def supplied(made: Made, error: DocumentsWantedError) -> Made:
    """With the protocol of each wanted document as PDF and CSV. Slow; never called inside a transaction.

    Raises the error when there is no end to it.
    """
    if len(made) >= _MOST:
        raise error
    return (*made, *((document, protocol_files(document)) for document in error.wanted))


def files_of(made: Made, documents: Sequence[MonthDocument]) -> tuple[tuple[File, ...], ...]:
    """The files of each document, in order. Raises DocumentsWantedError for those that nobody has made."""
    found = [next((files for known, files in made if known == document), None) for document in documents]
    if missing := [document for document, files in zip(documents, found, strict=True) if files is None]:
        raise DocumentsWantedError(missing)
    return tuple(files for files in found if files is not None)


def with_documents(recording: Callable[[Made], Result]) -> Result:
    """What ``recording`` returns, a whole transaction that records a mail and may ask for documents."""
    made: Made = ()
    while True:
        try:
            return recording(made)
        except DocumentsWantedError as error:
            made = supplied(made, error)
