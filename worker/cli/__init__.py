"""``pomoc``: the commands a person types, one file per group. Nothing is decided here: a command asks and prints.

main          all commands put together                options    what several commands are told
terminal      how commands end, and where they print
service       ``run``, ``ingest``: the work itself     signals    what the running service is told
setup         ``init``, ``migrate``, ``doctor``        example    where the commented settings are
demo          the road of a mail on this machine       watch      ``watch``, ``alarm``: for a timer of the system
look          ``explain``, ``tickets``                 outbox     letters that wait, failed or were held back
quarantine    mails that wait for a person, ``replay``
simulate      an old mailbox as if Pomoc had been there
billing       the end of the month by hand             regulamin  ``price``, ``deadline``, ``package``, with points
packages      packages sold, and how they stand        package_views   … as tables and as JSON
payers        ``overdue``, ``corrections``             imports    lists of customers, invoices, payments, …
wallet        a payer's InsERT wallet                  help       ``help-test``: what a mail would be shown, and why

Exit codes: 0 done, 1 found problems, 2 wrong use (a wrong setting, an unknown id), 75 temporary failure (try again).

May import every room of the house; no room imports it. A new command: a plain function in the file of its group (or a
new file), registered in ``main``; a table for people, ``--json`` for programs.
"""

from worker.cli.main import main

__all__ = ["main"]
