"""The documents of a settled month as files that go with a letter."""

from worker.documents import MonthDocument
from worker.documents.pdf import protocol_pdf, statement_pdf
from worker.documents.protocol_csv import protocol_csv
from worker.documents.wording import say
from worker.mail.compose import File
from worker.terms.phrases import Language


def documents_of(document: MonthDocument) -> tuple[File, ...]:
    """Statement and protocol as PDF, protocol as CSV; the slow part of a bill (typst)."""
    stem, name = document.file_stem, say("files", "statement", document.language)
    return (
        File(name=f"{name}-{stem}.pdf", content_type="application/pdf", data=statement_pdf(document)),
        *protocol_files(document),
    )


def protocol_files(document: MonthDocument) -> tuple[File, ...]:
    """The protocol as PDF and CSV, also of a month that is not billed yet."""
    stem = f"{say('files', 'protocol', document.language)}-{document.file_stem}"
    return (
        File(name=f"{stem}.pdf", content_type="application/pdf", data=protocol_pdf(document)),
        File(
            name=f"{stem}.csv",
            content_type="text/csv",
            data=protocol_csv(document),
            parameters=(("charset", "utf-8"),),
        ),
    )


def is_protocol(file: File) -> bool:
    """Whether a file of a billing letter is the protocol, in whichever language it went out."""
    return file.name.startswith(tuple(f"{say('files', 'protocol', language)}-" for language in Language))
