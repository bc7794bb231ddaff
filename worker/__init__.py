"""Pomoc: an e-mail helpdesk worker. This docstring is the map of the house.

A mail walks through the rooms in this order; every import points down the same list:

``cli``           the commands a person types; tables for people, ``--json`` for programs
``service``       the timetable; ``app`` the jobs of one installation; ``wiring`` makes their objects of settings
``settings``      one typed object from one TOML file and the environment
``adapters``      the only code that touches the outside: IMAP, SMTP, OAuth, scheduler, embedded servers
``application``   the jobs, one file each: intake (steps 1-8 of the walk), delivery (step 9), …
``mail``          what a message is: bytes to ``InboundMessage``, quotes off, facts to the exact bytes of a letter
``store``         what we remember: tables, queries, engine, leases (a neighbour of ``mail``; they never meet)
``documents``     a settled month in, PDF, CSV and files for accounting out (beside them)
``domain``        what the regulamin says: pure functions and frozen values; no I/O, no clock, no logging
``terms``         every number and keyword of the regulamin as dated data, each row citing its point

Gather facts, decide purely, record in one transaction: raw mail, ledger row, ticket and outbox
rows are committed together; only then is the mailbox touched, and only ``delivery`` sends.
"""
