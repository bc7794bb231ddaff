"""Whatever goes wrong between us and an IMAP server, as one sentence: what, where, what to do.

``imaplib`` knows two families: ``abort`` (the connection is gone) and ``error`` (the server said NO or
BAD), and the second is the parent of the first. IMAPClient turns both into ``LoginError`` while it logs in,
so the chain of causes is looked at before a password is blamed.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from worker.adapters.imap_account import ImapAccount
from worker.application.ports import MailboxError

# RFC 5530 3: the server says itself that waiting helps.
TEMPORARY = re.compile(
    r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)\b|temporar|too many|try (again )?later", re.I
)
ABSENT = re.compile(r"\[(NONEXISTENT|NOPERM|CANNOT|TRYCREATE)\b|exist|not found|unknown mailbox", re.I)


@contextmanager
def spoken(account: ImapAccount, step: str) -> Iterator[None]:
    """Turns every exception of the block into a MailboxError; ``step`` is the IMAP command it happened at.

    Every class is caught: the libraries' parsers meet whatever bytes a server sends and raise anything
    from IndexError to AssertionError; a server's answer must never end the worker.
    """
    try:
        yield
    except MailboxError:
        raise
    except Exception as error:
        raise mailbox_error(error, account, step) from error


def mailbox_error(error: Exception, account: ImapAccount, step: str) -> MailboxError:
    """The MailboxError for what happened at ``step``; codes as in ``worker.application.ports``."""
    chain = _chain(error)
    for cause in chain:
        if isinstance(cause, ssl.SSLError):
            return _tls(cause, account, step)
        if isinstance(cause, OSError):
            return _network(cause, account, step)
    if any(isinstance(cause, imaplib.IMAP4.abort) for cause in chain):
        return MailboxError(
            f"The IMAP server {account.place} closed the connection at {step} ({_said(error)}); "
            "it is tried again by itself.",
            code="unreachable",
        )
    if isinstance(error, imaplib.IMAP4.error):
        return _refused(error, account, step)
    return MailboxError(
        f"The IMAP server {account.place} gave an answer to {step} that cannot be understood "
        f"({type(error).__name__}: {_said(error)}); check that port {account.port} speaks IMAP.",
        code="protocol",
    )


def connection_lost(error: Exception) -> bool:
    """Whether the connection is useless after this exception (after a read timeout it is, too)."""
    return any(isinstance(cause, OSError | imaplib.IMAP4.abort) for cause in _chain(error))


def _tls(error: ssl.SSLError, account: ImapAccount, step: str) -> MailboxError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailboxError(
            f"The certificate of the IMAP server {account.place} cannot be trusted ({error.verify_message}); "
            "set [imap] host to the name in the certificate, or ca_file to the company's own authority.",
            code="certificate",
            permanent=True,
        )
    if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"}:
        return MailboxError(
            f"Port {account.port} of {account.host} does not speak TLS from the first byte; "
            'set [imap] security = "starttls", or port = 993.',
            code="protocol",
            permanent=True,
        )
    return MailboxError(
        f"TLS with the IMAP server {account.place} failed at {step} ({_said(error)}); it is tried again by itself.",
        code="unreachable",
    )


def _network(error: OSError, account: ImapAccount, step: str) -> MailboxError:
    if isinstance(error, socket.gaierror):
        sentence = f"The name {account.host} cannot be resolved; check [imap] host and this machine's DNS."
    elif isinstance(error, ConnectionRefusedError):
        sentence = f"Nothing listens at {account.place}; check [imap] host and port, or wait for the server."
    elif isinstance(error, TimeoutError):
        sentence = f"The IMAP server {account.place} did not answer {step} in time; it is tried again by itself."
    else:
        sentence = (
            f"The connection to the IMAP server {account.place} broke at {step} ({_said(error)}); "
            "it is tried again by itself."
        )
    return MailboxError(sentence, code="unreachable")


def _refused(error: Exception, account: ImapAccount, step: str) -> MailboxError:
    said = _said(error)
    temporary = bool(TEMPORARY.search(said))
    match step:
        case "LOGIN":
            advice = (
                "it is tried again by itself"
                if temporary
                else "check [imap] user and password (many providers want an app password or OAuth)"
            )
            return MailboxError(
                f"The IMAP server {account.place} refused the login of {account.user} ({said}); {advice}.",
                code="login",
                permanent=not temporary,
            )
        case "SELECT" | "CREATE":
            return MailboxError(
                f"The IMAP server {account.place} refused {step} in the mailbox of {account.user} ({said}); "
                f"check [imap] folder ({account.folder}), or create the folders by hand or set flag_only = true.",
                code="folder",
                permanent=not temporary and bool(ABSENT.search(said)),
            )
    return MailboxError(
        f"The IMAP server {account.place} refused {step} ({said}); it is tried again by itself.", code="protocol"
    )


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or current.__context__
    return found


def _said(error: BaseException) -> str:
    """The server's or system's words on one clean line of at most 200 characters."""
    text = " ".join(str(error).split()) or type(error).__name__
    return "".join(character for character in text if character.isprintable())[:200].rstrip(".; ")
