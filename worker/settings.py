"""One typed settings object from one TOML file and the environment; the only reader of ``os.environ``.

Precedence: ``POMOC_<SECTION>__<KEY>`` in the environment, then the file (``$POMOC_CONFIG`` or ``pomoc.toml``), then
the defaults below. An unknown key is an error that names the nearest right one. Secrets come from the
environment, from a file of their own or from a command, and never show in a message or a log.

Over 300 lines because one file shows a whole pomoc.toml: a section class for each table of it.
"""

import difflib
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableVariableError

from worker.adapters.account import Security
from worker.domain import nip
from worker.domain.found import Detail
from worker.domain.policy import Policy

DEFAULT_FILE = Path("pomoc.toml")


class SettingsError(ValueError):
    """The settings cannot be used; the message says which key is wrong, where, and what would be right."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(_Section):
    """A technician or a manager."""

    name: str = ""
    email: str

    @model_validator(mode="after")
    def _has_an_address(self) -> "Person":
        if "@" not in self.email:
            raise ValueError(f"{self.email!r} is not an e-mail address")
        return self


class MailSection(_Section):
    """Who we are by mail."""

    address: str = Field(description="The helpdesk's address")
    name: str = "Pomoc"
    aliases: list[str] = []
    authserv_id: str = ""
    ticket_prefix: str = "#"
    plus_addresses: bool = False
    bounce_address: str = ""
    free_mail_domains: list[str] = []
    queue: list[str] = []

    @model_validator(mode="after")
    def _usable(self) -> "MailSection":
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", self.address.strip()):
            raise ValueError(f"address {self.address!r} is not an e-mail address")
        # letters, digits and dashes would grow together with the number, and no answer would be recognised
        if not re.fullmatch(r"[^\w\s\[\]-]{0,3}", self.ticket_prefix):
            raise ValueError(f"ticket_prefix {self.ticket_prefix!r} must be at most three signs such as #")
        return self


class CompanySection(_Section):
    """What letters say of the company."""

    name: str = "Pomoc"
    phone: str = ""
    phone_hours: str = ""
    website: str = ""
    regulamin_url: str = ""
    phones: list[str] = []
    days_off: list[date] = []


class OauthSection(_Section):
    """XOAUTH2 by a refresh token; ``token_command`` of the section above is the alternative."""

    token_url: str
    client_id: str
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    refresh_token_file: Path | None = None
    scope: str = ""


class _Account(_Section):
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
            return _run_for_secret(self.password_command)
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


class DatabaseSection(_Section):
    """Where everything is remembered."""

    url: str = Field(default="sqlite:///pomoc.db", repr=False)  # may hold a password


class RulesSection(_Section):
    """What a report must give, and flood brakes."""

    required: list[Detail] = list(Detail)
    reaction_days: int = Field(default=14, ge=1)
    letters_per_address_hour: int = Field(default=5, ge=0)
    letters_per_address_day: int = Field(default=20, ge=0)
    letters_per_ticket_day: int = Field(default=10, ge=0)
    daily_digest: bool = True


class Customer(_Section):
    """A payer with the addresses and domains that belong to it; ``email`` and ``domain`` may name a single one."""

    nip: str
    name: str = ""
    emails: list[str] = []
    domains: list[str] = []
    reaction_days: int | None = Field(default=None, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _single_ones(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data = dict(data)
            for single, several in (("email", "emails"), ("domain", "domains")):
                if single in data:
                    data[several] = [*data.get(several, []), data.pop(single)]
        return data

    @model_validator(mode="after")
    def _valid_nip(self) -> "Customer":
        if not nip.is_valid(nip.compact(self.nip)):
            raise ValueError(f"NIP {self.nip!r} is not valid: ten digits with a correct check digit are needed")
        return self


class Settings(BaseSettings):
    """Everything that can be set; ``pomoc.example.toml`` shows each key with its meaning."""

    model_config = SettingsConfigDict(env_prefix="POMOC_", env_nested_delimiter="__", extra="forbid", frozen=True)

    mail: MailSection
    imap: ImapSection = ImapSection()
    smtp: SmtpSection = SmtpSection()
    alarm: AlarmSection = AlarmSection()
    database: DatabaseSection = DatabaseSection()
    company: CompanySection = CompanySection()
    rules: RulesSection = RulesSection()
    policies: dict[str, Any] = {}
    technicians: list[Person] = []
    managers: list[Person] = []
    customers: list[Customer] = []

    @property
    def policy(self) -> Policy:
        """The answers to the regulamin's open questions; checked when the settings are read."""
        return Policy.of(_dotted(self.policies))

    @field_validator("policies")
    @classmethod
    def _known_policies(cls, values: dict[str, Any]) -> dict[str, Any]:
        Policy.of(_dotted(values))  # PolicyError is a ValueError that names the nearest right key or value
        return values

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which comes in as init values."""
        return env_settings, init_settings


def load(path: Path | None = None) -> Settings:
    """Read the settings. ``path`` None means $POMOC_CONFIG, else pomoc.toml if it is there.

    Raises SettingsError for an unreadable file, broken TOML, an unknown key or a wrong value.
    """
    chosen = path or Path(os.environ.get("POMOC_CONFIG") or DEFAULT_FILE)
    must_exist = path is not None or "POMOC_CONFIG" in os.environ
    data = _read(chosen) if must_exist or chosen.exists() else {}
    try:
        return Settings(**data)
    except ValidationError as error:
        raise SettingsError(_explain(error, chosen)) from None
    except UnreadableVariableError:
        raise SettingsError(_unreadable_variables()) from None


def crash_spec() -> str:
    """``POMOC_CRASH_AT``: where a test wants the worker to die; empty in real life."""
    return os.environ.get("POMOC_CRASH_AT", "")


def unknown_environment() -> list[str]:
    """POMOC_* variables that set nothing, most likely mistyped; for ``doctor``."""
    known = {"POMOC_CONFIG", "POMOC_CRASH_AT", *_variables(Settings, "POMOC_")}
    return sorted(name for name in os.environ if name.startswith("POMOC_") and name.upper() not in known)


def _variables(model: type[BaseModel], prefix: str) -> dict[str, Any]:
    """Every variable that sets something in the model, with the type of what it sets."""
    found: dict[str, Any] = {}
    for key, field in model.model_fields.items():
        name = f"{prefix}{key.upper()}"
        found[name] = field.annotation
        inner = _model_of(field.annotation)
        if inner is not None and get_origin(field.annotation) is not list:
            found |= _variables(inner, f"{name}__")
    return found


def _unreadable_variables() -> str:
    """Which variables hold no JSON where a list or a whole section is wanted; never their values."""
    wrong = []
    for name, kind in _variables(Settings, "POMOC_").items():
        value = next((value for key, value in os.environ.items() if key.upper() == name), None)
        if value is None or not (get_origin(kind) is list or _model_of(kind)):
            continue
        try:
            json.loads(value)
        except ValueError:
            wrong.append(name)
    example = '["a@firma.pl", "b@firma.pl"]'
    return f"the environment variable {', '.join(wrong)} must be written as JSON, for example {example}"


def read_secret(path: Path) -> str:
    """The first line of a secret file. Raises SettingsError saying which file and why."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise SettingsError(f"the secret file {path} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"the secret file {path} cannot be read: {error.strerror}") from None
    if secret := text.partition("\n")[0].strip():
        return secret
    raise SettingsError(f"the secret file {path} is empty; its first line must hold the secret")


def _run_for_secret(command: str) -> str:
    try:
        # the administrator's own command line from the settings file
        done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=30, check=True)  # noqa: S602
    except subprocess.TimeoutExpired:
        raise SettingsError("password_command did not answer within 30 seconds") from None
    except subprocess.CalledProcessError as error:
        raise SettingsError(f"password_command ended with code {error.returncode}: {error.stderr.strip()}") from None
    if secret := done.stdout.partition("\n")[0].strip():
        return secret
    raise SettingsError("password_command printed nothing; the first line of its output must be the password")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"there is no settings file {path}; `pomoc init` writes a commented one") from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from None


def _explain(error: ValidationError, path: Path) -> str:
    lines = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            lines.append(_unknown_key([str(part) for part in one["loc"]]))
        elif one["type"] == "missing":
            lines.append(f"{where} is missing")
        else:
            lines.append(f"{where}: {one['msg'].removeprefix('Value error, ')}")
    return f"{path}: " + "; ".join(lines)


def _unknown_key(location: list[str]) -> str:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        if part in model.model_fields:
            model = _model_of(model.model_fields[part].annotation) or model
    near = difflib.get_close_matches(location[-1], model.model_fields, n=1, cutoff=0.5)
    right = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(sorted(model.model_fields))}"
    return f"unknown key {'.'.join(location)}; {right}"


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_of(part))), None)


def _dotted(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """``{"remote": {"rounding": "up"}}``, as TOML reads ``remote.rounding``, as ``{"remote.rounding": "up"}``."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= _dotted(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return flat
