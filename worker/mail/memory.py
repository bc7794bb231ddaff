"""Big blocks of memory go back to the system when a mail is done with.

glibc learns from the first 20 MB mail to keep such blocks, and gives every thread an arena of its own that it hardly
ever empties: a storm of ordinary mails with a few large ones then holds twice what it needs. Where there is no glibc
nothing is changed.
"""

import ctypes
from contextlib import suppress

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # malloc.h
_BIG = 256 * 1024  # bytes; set by hand, the threshold no longer grows by itself
_ARENAS = 2


def return_big_blocks() -> None:
    """Call once, before threads are started."""
    with suppress(OSError, AttributeError):  # another C library
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, _BIG)
        libc.mallopt(_M_ARENA_MAX, _ARENAS)
