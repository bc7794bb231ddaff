"""What the office knows and this program must: customers, invoices, payments, update subscriptions.

customers, invoices, payments, subscriptions    the four kinds: what a line is, and what it does to the database
manner         how every import goes            columns, cells    titles and values as offices write them
bindings       whom a customer list binds       amounts           what is owed once corrections are counted
titles, reversals   what a transfer pays, and which ones the bank took back        sheet   a file of rows

``run_import(engine, kind, sheet, begin, keep=…)`` takes one file in; ``KINDS`` are the four kinds by name. Reading the
file into a ``Sheet`` is ``worker.adapters.table_files``' part; the command line is ``worker.cli.imports``.

May import ``store``, ``domain`` and ``terms``. A new kind of list: a file beside the four, its ``Kind`` in ``KINDS``.
"""

from worker.application.imports.customers import CUSTOMERS
from worker.application.imports.invoices import INVOICES
from worker.application.imports.manner import Change, Effect, Fault, Field, Kind, Report, Taking, run_import
from worker.application.imports.payments import PAYMENTS
from worker.application.imports.sheet import Line, Sheet, UnreadableFileError
from worker.application.imports.subscriptions import SUBSCRIPTIONS

KINDS = {kind.name: kind for kind in (CUSTOMERS, INVOICES, PAYMENTS, SUBSCRIPTIONS)}

__all__ = [
    "CUSTOMERS",
    "INVOICES",
    "KINDS",
    "PAYMENTS",
    "SUBSCRIPTIONS",
    "Change",
    "Effect",
    "Fault",
    "Field",
    "Kind",
    "Line",
    "Report",
    "Sheet",
    "Taking",
    "UnreadableFileError",
    "run_import",
]
