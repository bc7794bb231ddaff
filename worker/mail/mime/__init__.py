"""Bytes to ``InboundMessage``: reading a message whatever is wrong with it. Never raises; broken is a ``defect``.

reader            the order of the steps                  confined, beside   … in a child process with limits
entity            the tree, as slices of the bytes        walk          what a person reads, what is attached
headers           the header block                        parameters    Content-Type and its like
addresses         From and To                             markers       signs of a machine
authentication    SPF, DKIM, DMARC by our own server      bounces       delivery reports
transfer          base64, quoted-printable                charset       bytes to text
html              HTML to text, quotes marked             flowed        soft line breaks
tnef              winmail.dat                             attachments   names, sizes, hashes
clean             text the program may trust              second        mail-parser, where we found no text
caps              every bound                             defects       every code

May import ``domain``, ``terms``, ``mail.replies`` and ``mail.memory``. A new oddity of mail: a case in the file of its
step, a code in ``defects``, a bound in ``caps``, and the mail itself under tests.
"""

from worker.domain.message import InboundMessage
from worker.mail.mime import reader

__all__ = ["attachment_bytes", "read_header_only", "read_message"]


def read_message(raw: bytes, *, authserv_id: str = "", own_addresses: frozenset[str] = frozenset()) -> InboundMessage:
    """The facts of one message (RFC 5322, MIME), read from its raw bytes; never raises.

    ``authserv_id`` is the name under which our own server writes Authentication-Results (RFC 8601 2.5); with ""
    nothing is trusted. ``own_addresses`` are lower-case addresses the worker sends from: a quoted letter of
    ours is an answer, never a forward.
    """
    return reader.read(raw, authserv_id=authserv_id, own_addresses=own_addresses)


def read_header_only(
    header: bytes, size: int, *, authserv_id: str = "", own_addresses: frozenset[str] = frozenset()
) -> InboundMessage:
    """The facts that the header of a message over the size cap gives; ``size`` in bytes is what the server said.

    ``sha256`` is of the header bytes. ``defects`` holds "header-only". Never raises.
    """
    return reader.read_header(header, size, authserv_id=authserv_id, own_addresses=own_addresses)


def attachment_bytes(raw: bytes, part: int) -> bytes:
    """The decoded bytes of the attachment ``part`` of ``read_message(raw)``; KeyError when there is none."""
    return reader.part_bytes(raw, part)
