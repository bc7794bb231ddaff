"""One logged-in IMAP connection with its folder selected; the only file that knows IMAPClient.

The rest of the worker sees typed values. After any MailboxError with the connection lost the session is dead
(a timed-out socket cannot be read again): ``close`` it and make a new one.
"""

import contextlib
import selectors
import socket
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout

from worker.adapters.account import Security, is_loopback, verified_context
from worker.adapters.imap_account import ImapAccount
from worker.adapters.imap_errors import connection_lost, spoken
from worker.adapters.oauth import OAuthError
from worker.application.ports import MailboxError

# What a server sends for one message: attribute name as IMAPClient spells it -> value.
Attributes = dict[bytes, Any]

FAREWELL = 2.0  # seconds a LOGOUT may take; it is only a courtesy


class ImapSession:
    """Connects, secures, logs in and SELECTs at construction. Raises MailboxError, always with a sentence.

    ``readonly`` uses EXAMINE: nothing at all is changed on the server, not even \\Recent.
    """

    def __init__(self, account: ImapAccount, *, readonly: bool = False) -> None:
        self.account = account
        self._readonly = readonly
        self.uidvalidity = 0
        self.exists = 0
        self.keywords = False  # the server keeps keywords of our own (PERMANENTFLAGS has \\*)
        self._client = _connect(account)
        try:
            self._log_in()
            self.select()
            # A login can be answered OK while the mailbox behind it failed to start: a command tells.
            with spoken(account, "NOOP"):
                self._client.noop()
        except MailboxError:
            self.close()
            raise

    def select(self) -> int:
        """SELECT the account's folder; returns UIDVALIDITY and refreshes ``exists`` (a count)."""
        with spoken(self.account, "SELECT"):
            answer = self._client.select_folder(self.account.folder, readonly=self._readonly)
        if b"UIDVALIDITY" not in answer:
            raise MailboxError(
                f"The IMAP server {self.account.place} gives the folder {self.account.folder} no UIDVALIDITY; "
                "mails there cannot be told apart (RFC 3501 2.3.1.1), so it cannot be used.",
                code="protocol",
            )
        self.uidvalidity = int(answer[b"UIDVALIDITY"])
        self.exists = int(answer.get(b"EXISTS", 0))
        self.keywords = rb"\*" in answer.get(b"PERMANENTFLAGS", ())
        return self.uidvalidity

    def has(self, capability: str) -> bool:
        """Whether the server offers the capability, e.g. ``MOVE``."""
        with spoken(self.account, "CAPABILITY"):
            return bool(self._client.has_capability(capability))

    def search(self, criteria: Sequence[str]) -> list[int]:
        """UID SEARCH; UIDs in the server's order."""
        with spoken(self.account, "SEARCH"):
            return [int(uid) for uid in self._client.search(list(criteria))]

    def fetch(self, uids: Sequence[int], items: Sequence[str]) -> dict[int, Attributes]:
        """UID FETCH; only the messages asked for, though a server may report flags of others in between."""
        with spoken(self.account, "FETCH"):
            answer = self._client.fetch(list(uids), list(items))
        wanted = set(uids)
        return {int(uid): dict(found) for uid, found in answer.items() if uid in wanted}

    def move(self, uids: Sequence[int], folder: str) -> None:
        """UID MOVE (RFC 6851); UIDs that are gone are ignored by the server."""
        with spoken(self.account, "MOVE"):
            self._client.move(list(uids), folder)

    def add_flags(self, uids: Sequence[int], flags: Sequence[str]) -> None:
        """UID STORE +FLAGS.SILENT."""
        with spoken(self.account, "STORE"):
            self._client.add_flags(list(uids), [flag.encode() for flag in flags], silent=True)

    def personal_prefix(self) -> str:
        """What every folder name of this user begins with, such as ``INBOX.`` (RFC 2342); often empty."""
        if not self.has("NAMESPACE"):
            return ""
        with spoken(self.account, "NAMESPACE"):
            personal = self._client.namespace().personal
        return str(personal[0][0]) if personal else ""

    def ensure_folder(self, name: str) -> None:
        """CREATE and SUBSCRIBE the folder when LIST does not show it."""
        with spoken(self.account, "LIST"):
            listed = self._client.list_folders("", name)
        if any(b"\\Noselect" not in flags and b"\\NonExistent" not in flags for flags, _, _ in listed):
            return
        with spoken(self.account, "CREATE"):
            try:
                self._client.create_folder(name)
            except self._client.Error as error:
                if "ALREADYEXISTS" not in str(error).upper():  # somebody else was quicker
                    raise
        with spoken(self.account, "SUBSCRIBE"):
            try:
                self._client.subscribe_folder(name)
            except self._client.Error as error:
                if connection_lost(error):  # a server without subscriptions is a nuisance to mail clients, not to us
                    raise

    def idle(self, renew: float, wake: socket.socket, heard: Callable[[], None]) -> None:
        """One IDLE of at most ``renew`` seconds (RFC 2177); ``heard`` is called once it stands and at every line.

        Returns early when ``wake`` becomes readable. IMAPClient's ``idle_check`` is not used: it reads without
        blocking and returns an empty list for end of file, for ever. A blocking line read after the
        socket became readable raises at end of file, and cannot stall longer than the read timeout.
        """
        with spoken(self.account, "IDLE"):
            self._client.idle()
            heard()  # mail may have come before IDLE stood
            with selectors.DefaultSelector() as selector:
                selector.register(self._client.socket(), selectors.EVENT_READ)
                selector.register(wake, selectors.EVENT_READ)
                ready = selector.select(renew)
                while ready and all(key.fileobj is not wake for key, _ in ready):
                    self._client._imap._get_line()
                    heard()
                    ready = selector.select(renew)
            self._client.idle_done()

    def hang_up(self) -> None:
        """Shut the socket from another thread, so that a blocked read ends; never raises."""
        with contextlib.suppress(OSError):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """LOGOUT, shortly; never raises."""
        try:
            self._client.socket().settimeout(FAREWELL)
            self._client.logout()
        except Exception:
            # imaplib raises ValueError, AttributeError and OSError here, depending on how far it came.
            with contextlib.suppress(Exception):
                self._client.shutdown()

    def _log_in(self) -> None:
        account = self.account
        if account.oauth is not None:
            self._log_in_with_token()
            return
        if account.password is None:
            raise MailboxError(
                f"No password for {account.user} at {account.place}; set [imap] password_file or oauth.",
                code="login",
                permanent=True,
            )
        try:
            password = account.password.reveal()
        except Exception as error:
            raise MailboxError(
                f"The password of {account.user} at {account.place} cannot be had ({error}); "
                "check [imap] password_file or password_command.",
                code="login",
                permanent=True,
            ) from error
        with spoken(account, "LOGIN"):
            # LOGIN carries quoted ASCII only (RFC 3501 6.2.3); SASL PLAIN is UTF-8 (RFC 4616).
            if (account.user + password).isascii() and password.isprintable():
                self._client.login(account.user, password)
            else:
                self._client.plain_login(account.user, password)

    def _log_in_with_token(self) -> None:
        account = self.account
        assert account.oauth is not None  # noqa: S101 -- asked by the caller; for the type checker
        try:
            token = account.oauth.token()
        except OAuthError as error:
            raise MailboxError(str(error), code="login", permanent=error.permanent) from error
        bearer = not self.has("AUTH=XOAUTH2") and self.has("AUTH=OAUTHBEARER")
        first = _oauthbearer(account, token) if bearer else f"user={account.user}\1auth=Bearer {token}\1\1".encode()
        # A refusal arrives as a second challenge, which must be answered before the server says NO (RFC 7628 3.2.3).
        answers = iter((first, b"\1" if bearer else b""))
        try:
            with spoken(account, "LOGIN"):
                self._client.sasl_login("OAUTHBEARER" if bearer else "XOAUTH2", lambda _: next(answers, None))
        except MailboxError:
            account.oauth.forget()
            raise


def _oauthbearer(account: ImapAccount, token: str) -> bytes:
    user = account.user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={user},\1host={account.host}\1port={account.port}\1auth=Bearer {token}\1\1".encode()


def _connect(account: ImapAccount) -> Any:
    if account.security is Security.NONE and not is_loopback(account.host):
        raise MailboxError(
            f'[imap] security = "none" would send the password to {account.host} readable by everybody on the way; '
            'set "tls" or "starttls" (plaintext is for this machine only).',
            code="certificate",
            permanent=True,
        )
    try:
        context = verified_context(account.ca_file)
    except OSError as error:
        raise MailboxError(
            f"The file {account.ca_file} with the certificate authorities cannot be read ({error}); "
            "check [imap] ca_file.",
            code="certificate",
            permanent=True,
        ) from error
    with spoken(account, "connecting"):
        client = IMAPClient(
            account.host,
            account.port,
            ssl=account.security is Security.TLS,
            ssl_context=context,
            timeout=SocketTimeout(account.connect_timeout, account.read_timeout),
        )
        # IMAPClient leaves imaplib's debug at 5, so that the repr of every literal is made for a logger
        # nobody reads: six times the cost of a fetch, and mail bodies on their way to a log.
        client._imap.debug = 0
        client.normalise_times = False  # INTERNALDATE with its zone
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if account.security is Security.STARTTLS:
        _upgrade(client, account, context)
    return client


def _upgrade(client: Any, account: ImapAccount, context: Any) -> None:
    try:
        with spoken(account, "STARTTLS"):
            if not client.has_capability("STARTTLS"):
                raise MailboxError(
                    f"The IMAP server {account.place} does not offer STARTTLS, and the password is never sent in "
                    'clear; set [imap] security = "tls" and port = 993.',
                    code="protocol",
                    permanent=True,
                )
            client.starttls(context)
    except MailboxError:
        with contextlib.suppress(Exception):  # the socket may be half closed; there is nobody left to tell
            client.shutdown()
        raise


def zoned(moment: object) -> datetime | None:
    """INTERNALDATE as a zone-aware datetime; None when the server gave none."""
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None
