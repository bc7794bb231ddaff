"""The sections that say who we are, who works here, whom we serve and by which rules."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from worker.domain import nip
from worker.domain.found import Detail
from worker.terms.insert_packs import packs

_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


class Section(BaseModel):
    """A table of the file: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Section):
    """A technician or a manager."""

    name: str = ""
    email: str

    @model_validator(mode="after")
    def _has_an_address(self) -> "Person":
        if not _ADDRESS.fullmatch(self.email.strip()):
            raise ValueError(f"{self.email!r} is not an e-mail address")
        return self


class MailSection(Section):
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
        if not _ADDRESS.fullmatch(self.address.strip()):
            raise ValueError(f"address {self.address!r} is not an e-mail address")
        # letters, digits and dashes would grow together with the number, and no answer would be recognised
        if not re.fullmatch(r"[^\w\s\[\]-]{0,3}", self.ticket_prefix):
            raise ValueError(f"ticket_prefix {self.ticket_prefix!r} must be at most three signs such as #")
        return self


class CompanySection(Section):
    """What letters and documents say of the company."""

    name: str = "Pomoc"
    phone: str = ""
    phone_hours: str = ""
    phone_hours_en: str = ""  # for letters in English
    website: str = ""
    regulamin_url: str = ""
    phones: list[str] = []
    days_off: list[date] = []
    nip: str = ""
    street: str = ""
    town: str = ""  # postal code and town
    email: str = ""
    bank_account: str = ""
    bank_name: str = ""
    logo: Path | None = None

    @property
    def address(self) -> tuple[str, ...]:
        """Street and town, as far as they are known."""
        return tuple(line for line in (self.street.strip(), self.town.strip()) if line)

    @model_validator(mode="after")
    def _true_numbers(self) -> "CompanySection":
        if self.nip and not nip.is_valid(nip.compact(self.nip)):
            raise ValueError(f"nip {self.nip!r} is not valid: ten digits with a correct check digit are needed")
        account = re.sub(r"\s|^PL", "", self.bank_account.strip())
        if account and not _is_account(account):
            raise ValueError("bank_account is not a Polish account number: 26 digits with correct check digits")
        return self


class BillingSection(Section):
    """When and how the letters of the month's end leave [12.6]. Hours are Warsaw hours from 4 to 23.

    Earlier hours would fall into the nights when the clock is changed.
    """

    automatic: bool = True
    hour: int = Field(default=20, ge=4, le=23)
    preview_hour: int = Field(default=9, ge=4, le=23)
    last_day: int = Field(default=10, ge=1, le=27)
    fa3_schema: Path | None = None


class DatabaseSection(Section):
    """Where everything is remembered."""

    url: str = Field(default="sqlite:///pomoc.db", repr=False)  # may hold a password


class RulesSection(Section):
    """What a report must give, and flood brakes."""

    required: list[Detail] = list(Detail)
    reaction_days: int | None = Field(default=None, ge=1)
    final_payment_days: int = Field(default=7, ge=1)
    letters_per_address_hour: int = Field(default=5, ge=0)
    letters_per_address_day: int = Field(default=20, ge=0)
    letters_per_ticket_day: int = Field(default=10, ge=0)
    daily_digest: bool = True
    call_reminder_days: int = Field(default=3, ge=1)


class PackagesSection(Section):
    """When customers and managers hear that a package of hours is nearly used or ends [13.5, 13.6]."""

    low_percent: int = Field(default=20, ge=0, le=100)
    window_percent: int = Field(default=20, ge=0, le=100)
    ending_days: int = Field(default=14, ge=0, le=360)
    tell_customers: bool = True


class HelpSection(Section):
    """Folders with the company's own help articles and guided cases; they replace shipped ones of the same name."""

    articles_folder: Path | None = None
    cases_folder: Path | None = None


class WalletSection(Section):
    """InsPunkty: net prices of packs by their points, and how early low points are told."""

    prices: dict[int, Decimal] = {}
    low_days: int = Field(default=14, ge=0)

    @model_validator(mode="after")
    def _known_packs(self) -> "WalletSection":
        sizes = [pack.points for pack in packs()]
        for points, net in self.prices.items():
            if points not in sizes:
                raise ValueError(f"there is no pack of {points} points; there are {', '.join(map(str, sizes))}")
            if net <= 0:
                raise ValueError(f"the net price of {points} points must be above 0")
        return self


class Customer(Section):
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


def _is_account(digits: str) -> bool:
    """26 digits whose IBAN check (ISO 13616) holds for Poland."""
    if not (len(digits) == 26 and digits.isascii() and digits.isdigit()):
        return False
    return int(f"{digits[2:]}2521{digits[:2]}") % 97 == 1
