"""A payer's month: its facts, how it is settled, what it comes to, and what happens to it later.

customer        what a payer is: regular, one-off        overdue         what he owes past its term
month           the facts of a month                     settlement      who draws on what, line by line
statement       what it comes to                         papers          which paper is which
corrections     rebates revoked                          correcting      a month that went out, corrected
anomalies       what is odd in it                        explanation     how a figure came about

May import ``domain.tariff``, ``packages``, ``calendar``, ``deadlines``, ``found``, ``nip``, ``policy``, ``work_log``
and ``terms``.
"""
