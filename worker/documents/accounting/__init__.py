"""Hand-over to accounting: a settled month as FA(3) XML, JSON and EDI++.

FA(3) is checked against the official schema before anybody gets it. EDI++ is experimental: the layout follows the
public description of format 1.05, and no InsERT program has taken the file over yet.
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
