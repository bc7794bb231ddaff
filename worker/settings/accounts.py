"""How to reach the servers: the mailbox that is read, the ways out, and their secrets."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field, SecretStr

from worker.adapters.account import Security
from worker.settings.secrets import read_secret, run_for_secret
from worker.settings.sections import Section


class OauthSection(Section):
    """XOAUTH2 by a refresh token; ``token_command`` of the section above is the alternative."""

    token_url: str
    client_id: str
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    refresh_token_file: Path | None = None
    scope: str = ""


class _Account(Section):
    host: str = ""
    port: int = 0
    security: Security = Security.TLS
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    password_command: str = Field(default="", repr=False)
    token_command: str = Field(default="", repr=False)
    oauth: OauthSection | None = None
    ca_file: Path | None = None

    def reveal_password(self) -> str:
        """The password from the setting, its file or its command. Raises SettingsError with what to do."""
        if self.password is not None:
            return self.password.get_secret_value()
        if self.password_file is not None:
            return read_secret(self.password_file)
        if self.password_command:
            return run_for_secret(self.password_command)
        return ""

    @property
    def has_password(self) -> bool:
        """Whether any of the three ways to a password is set."""
        return self.password is not None or self.password_file is not None or bool(self.password_command)


class ImapSection(_Account):
    """The mailbox that is read."""

    folder: str = "INBOX"
    flag_only: bool = False
    poll_seconds: int = Field(default=60, ge=1)
    idle: bool = True
    read_beside: bool = True
    default_ports: ClassVar[dict[Security, int]] = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


class SmtpSection(_Account):
    """The server through which letters leave."""

    security: Security = Security.STARTTLS
    helo: str = ""
    connections: int = Field(default=4, ge=1, le=20)
    default_ports: ClassVar[dict[Security, int]] = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class AlarmSection(SmtpSection):
    """A second way out, for the one letter that must leave when the worker stands still."""

    minutes: int = Field(default=30, ge=1)
