"""OAuth 2.0 access tokens for Microsoft 365 and Google: from a command, or from a refresh token (RFC 6749 6).

Tokens are kept until shortly before they expire; IMAP and SMTP may ask from several threads.
"""

import json
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any

from worker.adapters.account import Secret, is_loopback

MARGIN = 120.0  # seconds before expiry at which a token is renewed, so that none expires under way
LARGEST_ANSWER = 256 * 1024


class OAuthError(Exception):
    """No access token could be had. ``permanent``: a person must act (sign in again, correct the settings)."""

    def __init__(self, sentence: str, *, permanent: bool) -> None:
        super().__init__(sentence)
        self.permanent = permanent


class _Kept:
    """Keeps the last token until ``MARGIN`` before its end; subclasses fetch a new one."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0  # on the clock

    def token(self) -> str:
        """A token valid for a while yet. Raises OAuthError. Blocks while a new one is fetched."""
        with self._lock:
            if not self._token or self._clock() >= self._until:
                token, seconds = self._fetch()
                # A very short-lived token is used for at least half of its life instead of never.
                self._token, self._until = token, self._clock() + max(seconds - MARGIN, seconds / 2)
            return self._token

    def forget(self) -> None:
        """The server refused the token: fetch a new one next time."""
        with self._lock:
            self._token = ""

    def _fetch(self) -> tuple[str, float]:
        raise NotImplementedError


class CommandTokens(_Kept):
    """The output of a command: the bare token, or JSON with ``access_token`` and ``expires_in`` (seconds)."""

    def __init__(self, command: Sequence[str], *, timeout: float = 30.0, lifetime: float = 300.0) -> None:
        super().__init__(time.monotonic)
        self._command = tuple(command)
        self._timeout = timeout
        self._lifetime = lifetime

    def _fetch(self) -> tuple[str, float]:
        name = self._command[0] if self._command else ""
        try:
            done = subprocess.run(  # noqa: S603 -- the command is the operator's own setting, and no shell is used
                self._command, capture_output=True, timeout=self._timeout, check=False, stdin=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired as error:
            raise OAuthError(
                f"token_command ({name}) did not end within {self._timeout:g} seconds.", permanent=False
            ) from error
        except (OSError, ValueError, IndexError) as error:
            raise OAuthError(
                f"token_command ({name}) cannot be run ({error}); check the path.", permanent=True
            ) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise OAuthError(
                f"token_command ({name}) ended with {done.returncode} ({said[-1][:200] if said else 'said nothing'}).",
                permanent=False,
            )
        output = done.stdout.decode("utf-8", "replace").strip()
        if output.startswith("{"):
            return _from_json(output, f"token_command ({name})", self._lifetime)[:2]
        return _clean(output, f"token_command ({name})"), self._lifetime


class RefreshTokens(_Kept):
    """Access tokens from a refresh token at the provider's token endpoint.

    Microsoft: ``https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token``; Google:
    ``https://oauth2.googleapis.com/token``. A provider that rotates refresh tokens gives a new one with the answer:
    it is used from then on, and given to ``rotated`` to be kept.
    """

    def __init__(
        self,
        *,
        token_url: str,
        client_id: str,
        refresh_token: Secret,
        client_secret: Secret | None = None,
        scope: str = "",
        timeout: float = 30.0,
        rotated: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(clock)
        parts = urllib.parse.urlsplit(token_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise OAuthError(f"token_url must begin with https:// ({token_url}).", permanent=True)
        self._url = token_url
        self._client_id = client_id
        self._client_secret = client_secret
        self._refresh_token = refresh_token
        self._scope = scope
        self._timeout = timeout
        self._rotated = rotated

    def _fetch(self) -> tuple[str, float]:
        form = {
            "grant_type": "refresh_token",
            "client_id": self._client_id,
            "refresh_token": self._refresh_token.reveal(),
        }
        if self._client_secret is not None:
            form["client_secret"] = self._client_secret.reveal()
        if self._scope:
            form["scope"] = self._scope
        answer = self._ask(urllib.parse.urlencode(form).encode())
        token, seconds, renewed = _from_json(answer, f"The token service {self._url}", 3600.0)
        if renewed and renewed != self._refresh_token.reveal():
            self._refresh_token = Secret(renewed)
            if self._rotated is not None:
                self._rotated(renewed)
        return token, seconds

    def _ask(self, form: bytes) -> str:
        request = urllib.request.Request(  # noqa: S310 -- the scheme was checked at construction
            self._url, data=form, headers={"Accept": "application/json"}
        )
        try:
            with _OPENER.open(request, timeout=self._timeout) as response:
                return str(response.read(LARGEST_ANSWER).decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            with error:
                body = error.read(LARGEST_ANSWER).decode("utf-8", "replace")
            raise _refusal(self._url, error.code, body) from error
        except (OSError, ValueError) as error:
            raise OAuthError(f"The token service {self._url} cannot be reached ({error}).", permanent=False) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the client secret to a place nobody configured."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _refusal(url: str, status: int, body: str) -> OAuthError:
    """RFC 6749 5.2: 400 or 401 with ``error`` and ``error_description``; the rest is the service's bad day."""
    try:
        answer = json.loads(body)
        said = f"{answer['error']}: {str(answer.get('error_description', '')).splitlines()[0:1]}"
        grant = answer["error"] == "invalid_grant"
    except (ValueError, KeyError, TypeError):
        said, grant = f"HTTP {status}", False
    if grant:
        return OAuthError(
            f"The token service {url} no longer accepts the refresh token ({said[:200]}); sign in again and store "
            "the new one.",
            permanent=True,
        )
    if status in {400, 401, 403, 404}:
        return OAuthError(
            f"The token service {url} refused the request ({said[:200]}); check client_id, client_secret and scope.",
            permanent=True,
        )
    return OAuthError(f"The token service {url} failed ({said[:200]}).", permanent=False)


def _from_json(text: str, source: str, lifetime: float) -> tuple[str, float, str]:
    """The access token, its life in seconds, and the new refresh token or an empty string."""
    try:
        answer = json.loads(text)
        token = _clean(answer["access_token"], source)
        seconds = float(answer.get("expires_in", lifetime))
        renewed = str(answer.get("refresh_token") or "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OAuthError(f"{source} gave no access_token in JSON.", permanent=False) from error
    return token, seconds if seconds > 0 else lifetime, renewed


def _clean(token: object, source: str) -> str:
    """A bearer token is visible ASCII (RFC 6750 2.1); anything else would end up inside a SASL line."""
    if not isinstance(token, str) or not token or not token.isascii() or any(c <= " " or c > "~" for c in token):
        raise OAuthError(f"{source} gave something that is not an access token.", permanent=False)
    return token
