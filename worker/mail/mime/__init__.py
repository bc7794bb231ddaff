"""Bytes to ``InboundMessage``: reading a message whatever is wrong with it.

    read_message(raw)          the whole message; never raises, broken things become ``defects``
    read_header_only(header)   a message over the size cap, of which only the header was fetched
    attachment_bytes(raw, n)   the decoded bytes of one attachment, from the stored raw message
    confined.read_confined     the same reading in a child process with limits, for hostile mail

The way of the bytes: ``reader`` (order of the steps) > ``entity`` (tree of slices) > ``walk`` (text and files)
> ``transfer``, ``charset``, ``html``, ``flowed``, ``tnef`` (one part) and ``headers``, ``addresses``, ``markers``,
``authentication``, ``bounces`` (header and reports). Every bound is in ``caps``, every code in ``defects``.
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
