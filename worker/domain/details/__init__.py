"""Reading the details of a report from free Polish text (points 1.3, 1.5, 13.8).

The order of reading: ``reading`` cuts a ``Source`` into passages and asks one reader for each detail.

    Source > text > reading +- problem    description
                            +- computer   workstation          asks problem: is there trouble in that room?
                            +- user       user                 asks problem: who suffers? and computer's names
                            +- contacts   phone, email
                            +- programs   software, os, service
                            +- orders     orderer, time, dates, package, invoice
              all of them ask people (who is named, who signs) and text (sentences, labels, word lists)

One line a room; each asks only rooms above it:

``text``       what every reader reads with
``people``     named people, whatever they are in the report
``problem``    what happens, when, and to what
``computer``   which computer is meant
``user``       who works on it
``contacts``   how to reach the user
``programs``   software, system, service line
``orders``     what a package order says besides

``reading``    all details of one mail; merging with an earlier mail; what is missing
``answer``     one line in answer to our checklist, read by its question
``kinds``      whether a mail orders from a package (13.8), complains (12.8) or confirms a call (1.1)

Lists of words stand in worker/terms (``people.toml``, ``symptoms.toml``, ``devices.toml``, …), the grammar in
``worker.domain.polish``, the few words that make a construction ("natomiast tutaj") in the pattern of its rule. Each
room's docstring tells its modules in the order in which they ask each other. A reader gives a ``Found``: the value as
it stands in the mail, its offsets and the rule that found it. It never raises.
"""

from worker.domain.details.answer import read_answer
from worker.domain.details.kinds import is_complaint, is_english_complaint, is_package_order, is_phone_confirmation
from worker.domain.details.reading import REQUIRED, RequestKind, merge, missing_details, read_details
from worker.domain.details.text.source import Source

__all__ = [
    "REQUIRED",
    "RequestKind",
    "Source",
    "is_complaint",
    "is_english_complaint",
    "is_package_order",
    "is_phone_confirmation",
    "merge",
    "missing_details",
    "read_answer",
    "read_details",
]
