"""Content-Transfer-Encoding: the decoded bytes of a part (RFC 2045 6). Never raises."""

import binascii
import re
from typing import Final

from worker.mail.mime import headers

_UU_LINES: Final = 600_000  # of 45 bytes each: more than a message of 25 MB can hold
_UU_BEGIN: Final = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)


def decoded(body: bytes | memoryview, encoding: str) -> tuple[bytes, bool]:
    """The bytes of a body, and whether its encoding was whole."""
    match encoding:
        case "base64":
            return _base64(body)
        case "quoted-printable":
            return binascii.a2b_qp(body), True
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uuencoded(bytes(body))
        case _:
            return bytes(body), True


def _base64(body: bytes | memoryview) -> tuple[bytes, bool]:
    try:
        return binascii.a2b_base64(body), True
    except binascii.Error:
        return headers.base64(bytes(body)), False


def _uuencoded(body: bytes) -> tuple[bytes, bool]:
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return body, False
    pieces = []
    for ended in body[begin.end() :].split(b"\n", _UU_LINES)[:_UU_LINES]:
        line = ended.rstrip(b"\r")
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            # some encoders count wrongly; the length byte says how much is meant
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                pieces.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                return b"".join(pieces), False
    return b"".join(pieces), True
