"""Statement and protocol as PDF, and the only file that imports typst.

All data goes in as one JSON string through ``sys.inputs`` and comes out of typst's ``json`` as text: nothing a
customer or a technician wrote is ever markup. Only the fonts inside typst's own wheel are used, no package is
fetched, and the creation date is the day of the document, so the same month gives the same bytes on any machine.
"""

import json
import threading
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import worker
from worker.documents.facts import MonthDocument
from worker.documents.page_data import protocol_data, statement_data
from worker.terms.phrases import Language

if TYPE_CHECKING:
    import typst

_compiling = threading.Lock()  # one compiler keeps its caches; its sys_inputs must not be mixed up


def statement_pdf(document: MonthDocument) -> bytes:
    """The statement of the month: lines, sums, packages, standing. PDF/A-2u-free plain PDF 1.7."""
    return _compile("statement.typ", statement_data(document), document)


def protocol_pdf(document: MonthDocument) -> bytes:
    """The collective service protocol (zbiorczy protokół serwisowy, 12.6): every row with the way to its price."""
    return _compile("protocol.typ", protocol_data(document), document)


def documents_folder(language: Language = Language.POLISH) -> Path:
    """``templates/documents``, for other languages ``templates/en/documents``; in the wheel or a checkout."""
    templates = _templates()
    return templates / "documents" if language is Language.POLISH else templates / language / "documents"


def _templates() -> Path:
    package = Path(worker.__file__).parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


def _compile(template: str, data: dict[str, Any], document: MonthDocument) -> bytes:
    stamp = datetime.combine(document.facts.issue, time(12), UTC)
    inputs = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
    with _compiling:
        made = _compiler().compile(
            str(documents_folder(document.language) / template),
            format="pdf",
            sys_inputs=inputs,
            timestamp=int(stamp.timestamp()),
        )
    assert isinstance(made, bytes)  # noqa: S101 - one PDF, no output file: typst returns its bytes
    return made


@cache
def _compiler() -> "typst.Compiler":
    import typst  # noqa: PLC0415 -- 7 MB that are needed once a month

    return typst.Compiler(root=str(_templates()), ignore_system_fonts=True)
