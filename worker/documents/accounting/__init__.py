"""Hand-over to accounting: a settled month as FA(3) XML, JSON and EDI++.

fa3             the invoice of a month                    fa3_correction   a corrected month
fa3_parts       what both have in common                  schema          the official schema, without network
month_json      everything the PDFs say, for programs     epp             EDI++ 1.05
numbers         working numbers until accounting gives its own

FA(3) is checked against the official schema before anybody gets it. EDI++ is experimental: the layout follows the
public description of format 1.05, and no InsERT program has taken the file over yet.

May import ``domain``, ``terms`` and ``documents.facts``, ``rows``, ``wording``. A new format: a file of its own.
"""

from worker.documents.accounting.epp import epp
from worker.documents.accounting.fa3 import UnfitForInvoiceError, fa3_xml
from worker.documents.accounting.fa3_correction import fa3_correction_xml
from worker.documents.accounting.month_json import month_json
from worker.documents.accounting.schema import SchemaMissingError, open_schema, problems

__all__ = [
    "SchemaMissingError",
    "UnfitForInvoiceError",
    "epp",
    "fa3_correction_xml",
    "fa3_xml",
    "month_json",
    "open_schema",
    "problems",
]
