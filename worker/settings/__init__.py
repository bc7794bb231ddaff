"""One typed settings object from one TOML file and the environment; this package alone reads ``os.environ``.

sections    who we are, who works here, whom we serve, by which rules: each class is a table of the file
accounts    … the servers, and how to reach them
secrets     where secrets come from                     problems    what is wrong, in words

Precedence: ``POMOC_<SECTION>__<KEY>`` in the environment, then the file (``$POMOC_CONFIG`` or ``pomoc.toml``), then
the defaults of the section classes. An unknown key is an error that names the nearest right one. Secrets come from the
environment, from a file of their own or from a command, and never show in a message or a log.

May import ``adapters.account``, ``domain`` and ``terms``. A new setting: a field of its class and a commented entry in
``pomoc.example.toml``; an answer to an open question of the regulamin is a policy (``worker/terms/policies.toml``).
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableVariableError

from worker.domain.policy import Policy
from worker.settings.accounts import AlarmSection, ImapSection, OauthSection, SmtpSection
from worker.settings.problems import explain, unreadable_variables, variables
from worker.settings.secrets import SettingsError, keep_secret, read_secret
from worker.settings.sections import (
    BillingSection,
    CompanySection,
    Customer,
    DatabaseSection,
    HelpSection,
    MailSection,
    PackagesSection,
    Person,
    RulesSection,
    WalletSection,
)

__all__ = [
    "AlarmSection",
    "BillingSection",
    "CompanySection",
    "Customer",
    "DatabaseSection",
    "HelpSection",
    "ImapSection",
    "MailSection",
    "OauthSection",
    "PackagesSection",
    "Person",
    "RulesSection",
    "Settings",
    "SettingsError",
    "SmtpSection",
    "WalletSection",
    "crash_spec",
    "keep_secret",
    "load",
    "read_secret",
    "unknown_environment",
]

DEFAULT_FILE = Path("pomoc.toml")


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
    help: HelpSection = HelpSection()
    wallet: WalletSection = WalletSection()
    packages: PackagesSection = PackagesSection()
    billing: BillingSection = BillingSection()
    policies: dict[str, Any] = {}
    technicians: list[Person] = []
    managers: list[Person] = []
    customers: list[Customer] = []

    @property
    def policy(self) -> Policy:
        """The answers to the regulamin's open questions; checked when the settings are read.

        The company has one list of days off, wherever it is written: a day that moves a promise is no day of package
        hours either, and nobody gets a digest on it.
        """
        chosen = Policy.of(_dotted(self.policies))
        off = {*chosen.calendar_company_days_off, *self.company.days_off}
        return replace(chosen, calendar_company_days_off=tuple(sorted(off)))

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
        raise SettingsError(explain(error, chosen, Settings)) from None
    except UnreadableVariableError:
        raise SettingsError(unreadable_variables(Settings)) from None


def crash_spec() -> str:
    """``POMOC_CRASH_AT``: where a test wants the worker to die; empty in real life."""
    return os.environ.get("POMOC_CRASH_AT", "")


def unknown_environment() -> list[str]:
    """POMOC_* variables that set nothing, most likely mistyped; for ``doctor``."""
    known = {"POMOC_CONFIG", "POMOC_CRASH_AT", *variables(Settings, "POMOC_")}
    return sorted(name for name in os.environ if name.startswith("POMOC_") and name.upper() not in known)


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


def _dotted(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """``{"remote": {"rounding": "up"}}``, as TOML reads ``remote.rounding``, as ``{"remote.rounding": "up"}``."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= _dotted(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return flat
