"""The end of the month: what each payer's month comes to, and the letters that say so.

month_facts   the facts of a month from the database      settle      facts to a settled month and its document
"""
