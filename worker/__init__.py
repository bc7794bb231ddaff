"""Pomoc: an e-mail helpdesk worker. This docstring is the map of the house.

A mail walks through the rooms in this order; every import points down the same list:

``cli``           the commands a person types; tables for people, ``--json`` for programs
``doctor``        checks an installation
``demo``          shows one on this machine alone
``service``       the timetable
``app``           the jobs of one installation
``wiring``        makes their objects of settings
``settings``      one typed object from one TOML file and the environment
``adapters``      the only code that touches the outside: IMAP, SMTP, OAuth, scheduler, embedded servers
``application``   the jobs: intake (steps 1-7 of the walk), delivery (step 8), the clocks, the month's end, …
``mail``          what a message is: bytes to ``InboundMessage``, quotes off, facts to the exact bytes of a letter
``store``         what we remember: tables, queries, engine, leases (a neighbour of ``mail``; they never meet)
``documents``     a settled month in, PDF, CSV and files for accounting out (beside them)
``domain``        what the regulamin says: pure functions and frozen values; no I/O, no clock, no logging
``terms``         every number and keyword of the regulamin as dated data, each row citing its point

Gather facts, decide purely, record in one transaction. The walk of one mail, and what a death of the process costs:

1  poll          look, flag nothing                      adapters.imap          the next poll sees it again
2  parse         bytes to ``InboundMessage``             mail.mime              the same
3  gather        ticket, payer, what it answers          application.gather     the same
4  decide        ``RULES`` in order to a ``Verdict``     domain.triage          the same
5  write         the final bytes of every letter         mail.letters           the same
6  record        raw mail, ledger, ticket, outbox: all   application.record     before the commit: as if never read
                 in one transaction                                             after it: all of it is done
7  acknowledge   flag or move on the server              adapters.imap          the ledger knows it; it is only filed
8  send          the outbox, by nobody else              application.delivery   the same bytes and Message-ID again
"""
