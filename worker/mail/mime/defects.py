"""What can be wrong with a message: the closed list of codes in ``InboundMessage.defects``."""

from enum import StrEnum

from worker.domain import message


class Defect(StrEnum):
    """One thing that was broken, missing or over a cap. None of them stops the reading."""

    NO_MESSAGE_ID = "no-message-id"  # the ledger's identity is then the hash of the raw bytes
    NO_FROM = "no-from"
    FROM_MALFORMED = "from-malformed"  # no mailbox can be read for certain (CVE-2023-27043)
    FROM_MULTIPLE = "from-multiple"
    ADDRESS_MALFORMED = "address-malformed"
    TOO_MANY_ADDRESSES = "too-many-addresses"
    SUBJECT_CONTROL = message.SUBJECT_CONTROL  # encoded CR, LF, NUL … or bidi controls, see clean
    HEADER_CONTROL = "header-control-characters"
    DUPLICATE_HEADER = "duplicate-header"
    HEADER_TOO_LONG = "header-too-long"
    HEADERS_TOO_LONG = "headers-too-long"
    HEADER_ONLY = message.HEADER_ONLY  # over the size cap, read from its header
    MALFORMED_HEADER = "malformed-header"
    DATE_INVALID = "date-invalid"
    UNDECLARED_CHARSET = "undeclared-charset"
    WRONG_CHARSET = "wrong-charset"  # the declared character set was not the true one
    BROKEN_CHARACTERS = "broken-characters"
    NO_BOUNDARY = "no-boundary"  # a multipart without a usable boundary, read as text
    UNCLOSED_MULTIPART = "unclosed-multipart"
    TOO_MANY_PARTS = "too-many-parts"
    TOO_DEEP = "too-deep"
    BROKEN_ENCODING = "broken-transfer-encoding"
    TEXT_TOO_LONG = "text-too-long"
    TEXT_CONTROL = "text-control-characters"
    HTML_BROKEN = "html-broken"
    TNEF_BROKEN = "tnef-broken"
    TOO_MANY_ATTACHMENTS = "too-many-attachments"
    ATTACHMENT_NAME = "attachment-name-cleaned"
    SECOND_READER = "second-reader"  # our own walk found no text, mail-parser did
