"""A body taken apart: what the writer wrote now, the signature, and what was quoted.

parts        the order: quotes first, then the signature of what is left
quotes       which lines are quoted
marks        how mail programs head a quoted message       above_line  where helpdesks want their answer
attribution  who wrote when, in one line                   signature   closing formulas, signatures, disclaimers

``take_apart`` is for every mail, not only for answers: a fresh report has a signature too, and a forward is a
report whose body is the quoted part. Nothing is thrown away; the parts only stand in different fields.
The rules were found on Polish mail of a dozen programs (tests/unit/mail/replies); no library came near.

May import ``domain.polish``, ``domain.matter`` and ``terms``. The head of a quote in another language: a row of
``worker/terms/quotes.toml``; a new footer or clause: one of ``signatures.toml``; a new closing formula or function of a
signer: one of ``symptoms.toml``. A head of a new shape goes into ``marks``.
"""

from worker.mail.replies.parts import Parts, take_apart

__all__ = ["Parts", "take_apart"]
