"""The end of the month: what each payer's month comes to, and the letters that say so.

month_facts, work_facts   the facts of a month from the database      payees    whom a bill names and reaches
settle, letter            facts to a settled month, its documents and letters
run, timetable            each bill once, by the clock or by hand     state     holds, approval, what was told
preview, report           what managers see before and after          export    the month for accounting
correction                the next version of a month that went out
asked_corrections         … as managers ask for it by mail
papers_of_month           which paper of accounting a version is      invoice_facts      what is owed and corrected
billed_lines              the lines of a bill that went out           whole_file         a file whole or not at all

May import what ``application`` may. A rule of the bill belongs into ``worker.domain.billing``; here are its facts
and what is told, in ``worker.documents`` what the papers say.
"""
