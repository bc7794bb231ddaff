"""Which addresses can stand in an SMTP envelope, and in which form (RFC 5321 4.1.2, RFC 6531)."""

import re

LONGEST_ADDRESS = 254  # a path of 256 octets with its brackets, RFC 5321 4.5.3.1.3

_SPECIAL = r"\s\x00-\x1f\x7f-\x9f<>()\[\],;:\\\"@"
_ADDRESS = re.compile(
    rf'(?P<local>[^{_SPECIAL}]+|"[^"\\\s\x00-\x1f\x7f-\x9f<>]+")@(?P<domain>[^{_SPECIAL}]+|\[[0-9A-Fa-f:.]+\])'
)


class UnsendableError(ValueError):
    """The address can never be sent to; the message says why in one sentence."""


def sendable(address: str) -> str:
    """The address as it goes on the wire: the domain in its ASCII form, the local part as it is.

    The result is ASCII unless the local part is not (then the server must know SMTPUTF8).
    Raises UnsendableError.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise UnsendableError(f"The address {address[:100]!r} is not one an SMTP server can be given.")
    local, domain = match["local"], match["domain"]
    # Dots at the ends of the local part or side by side are against RFC 5321, but such boxes exist: the server decides.
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise UnsendableError(f"The domain of {address[:100]!r} cannot be written in ASCII.") from error
    whole = f"{local}@{domain}"
    try:
        length = len(whole.encode())
    except UnicodeEncodeError as error:  # a lone surrogate
        raise UnsendableError(f"The address {address[:100]!r} holds characters that do not exist.") from error
    if length > LONGEST_ADDRESS:
        raise UnsendableError(f"The address {address[:60]!r}… is longer than {LONGEST_ADDRESS} octets.")
    return whole
