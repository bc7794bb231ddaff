"""Documents: a settled month in, the files of a billing letter and of the hand-over to accounting out.

    statement_pdf, protocol_pdf     what the customer reads (typst; ``templates/documents``)
    protocol_csv                    the protocol for a spreadsheet
    fa3_xml, month_json, epp        what accounting programs take over

Each is a pure function of ``MonthDocument``: the same facts give the same bytes. Beside ``mail`` and ``store``,
which it does not know; only ``pdf`` imports typst.
"""

from worker.documents.facts import BankAccount, Company, MonthDocument, Party, Worked

__all__ = ["BankAccount", "Company", "MonthDocument", "Party", "Worked"]
