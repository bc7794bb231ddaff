"""What the office knows and this program must: customers, invoices, payments, update subscriptions.

``run_import(engine, kind, sheet, begin, keep=…)`` takes one file in; ``KINDS`` are the four kinds by name. Reading the
file into a ``Sheet`` is ``worker.adapters.table_files``' part; the command line is ``worker.cli.imports``.
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
