"""Help that a mail asks for, read from its words.

lemmas     a text as the meanings of its words
matching   whether a mail asks for an article or a guided case
checklist  what a mail ticks on the list of a guided case
helped     the customer's POMOGŁO

May import ``domain`` and ``terms``. The articles, cases and words are data: ``help``, ``cases`` and ``help_words.toml``
of ``worker/terms``.
"""
