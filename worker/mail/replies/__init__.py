"""A body taken apart: what the writer wrote now, the signature, and what was quoted.

``take_apart`` is for every mail, not only for answers: a fresh report has a signature too, and a forward is a
report whose body is the quoted part. Nothing is thrown away; the parts only stand in different fields.
The rules were found on Polish mail of a dozen programs (tests/unit/mail/replies); no library came near.
"""

from worker.mail.replies.parts import Parts, take_apart

__all__ = ["Parts", "take_apart"]
