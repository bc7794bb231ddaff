"""Documents: a settled month in, the files of a billing letter and of the hand-over to accounting out.

facts           what a document is made of: ``MonthDocument``
rows            the protocol row by row, one list for PDF, CSV and JSON
wording         how months, lines, bands are called       differences     what a corrected month says differently
package_bars    how far each package is used              page_data       facts to what a page prints
pdf             statement and protocol (typst; ``templates/documents``)
protocol_csv    the protocol for a spreadsheet            accounting      FA(3), JSON, EDI++

Each is a pure function of its facts: the same facts give the same bytes. Only ``pdf`` imports typst. May import
``domain`` and ``terms``; beside ``mail`` and ``store``, which it does not know. A new figure: a field of ``facts``,
then ``rows`` or ``page_data``, its words in ``worker/terms/phrases.toml`` and its neighbours.
"""

from worker.documents.facts import BankAccount, Company, MonthDocument, Party, Worked

__all__ = ["BankAccount", "Company", "MonthDocument", "Party", "Worked"]
