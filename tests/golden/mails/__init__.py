"""Labelled mails played through the real road, and how well the worker did on them.

    pytest tests/golden --mails DIR        one test a mail, and a table at the end
    python -m tests.golden.mails DIR       the table alone

``labels``   a folder of mails and labels, cut into conversations
``road``     SMTP in, IMAP, the worker, SMTP out: what became of each mail
``judging``  facts and letters against the label: hard failures and measured values
``table``    the measured values of a whole run

A folder holds ``NNN-slug.eml`` with ``NNN-slug.toml`` beside it, in sub-folders of any name. A sub-folder whose name
begins with a digit is one conversation: its mails are sent in the order of their names, in one state. Every other
mail is played in a fresh state, after the mails that ``replies_to`` names.
"""
