"""To whom a letter of ours goes, by its kind. A kind is the name of its templates, and begins with who reads it.

Kinds stay plain names ("customer-reply"): each is written where its template is filled in, and a test holds that
whoever asks for one names templates that are there (tests/unit/mail/letters/test_kinds.py).
"""

from typing import Final

CUSTOMER: Final = "customer-"
"""What the kinds of letters to customers, and to whoever else writes to us, begin with."""
_STAFF: Final = "staff-"


def goes_to_customer(kind: str) -> bool:
    """Whether a letter of this kind goes out to a customer, rejected strangers among them; "" is no letter."""
    return kind.startswith(CUSTOMER)


def goes_to_staff(kind: str) -> bool:
    """Whether a letter of this kind goes to technicians or managers; "" is no letter."""
    return kind.startswith(_STAFF)
