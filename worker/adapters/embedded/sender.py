"""Hands a mail to the demo's SMTP server as the sender's own server would."""

import re
import smtplib

_TRACE = re.compile(rb"\A(?:(?:Return-Path|Delivered-To):[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.IGNORECASE)
_RETURN_PATH = re.compile(rb"^Return-Path:\s*<([^>\r\n]*)>", re.IGNORECASE | re.MULTILINE)


def send_as_sender(raw: bytes, *, host: str, port: int, recipient: str, fallback: str) -> None:
    """MAIL FROM is the mail's Return-Path (``fallback`` when it has none), which the receiving server writes anew.

    Raises smtplib.SMTPException or OSError when the server does not take it.
    """
    path = _RETURN_PATH.search(raw.partition(b"\r\n\r\n")[0])
    sender = path.group(1).decode("ascii", "replace") if path else fallback
    with smtplib.SMTP(host, port, timeout=30) as client:
        client.ehlo_or_helo_if_needed()
        client.mail(sender, ["BODY=8BITMIME"] if client.has_extn("8bitmime") else [])
        code, answer = client.rcpt(recipient)
        if code >= 400:
            raise smtplib.SMTPRecipientsRefused({recipient: (code, answer)})
        client.data(_TRACE.sub(b"", raw))
