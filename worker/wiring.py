"""Settings become the objects that the jobs and adapters take."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypedDict

import structlog
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from worker.adapters import clock
from worker.adapters.account import Secret, Security, Tokens
from worker.adapters.imap_account import ImapAccount
from worker.adapters.oauth import CommandTokens, RefreshTokens
from worker.adapters.smtp_account import SmtpAccount
from worker.application.binding import bind
from worker.application.office import Billing, Brakes, Office, PackageRules
from worker.application.shelf import Shelf, open_shelf, shipped_shelf
from worker.documents import BankAccount, Company
from worker.domain import nip
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.domain.tariff.money import amount
from worker.mail.letters import Sender
from worker.settings import (
    CompanySection,
    Customer,
    ImapSection,
    MailSection,
    Settings,
    SettingsError,
    SmtpSection,
    keep_secret,
    read_secret,
)
from worker.store.engine import transaction
from worker.store.lease import check
from worker.store.tables import Contact, Installation, Payer, PayerDomain
from worker.terms.free_mail import free_mail_domains
from worker.terms.help_articles import HelpFileError
from worker.terms.insert_packs import Pack, packs

_log = structlog.get_logger()
_LOGO_BYTES = 2**20


def signing_key(engine: Engine) -> bytes:
    """The key that signs our Message-IDs, made once and kept in the database, so that all workers share it."""
    with transaction(engine) as session:
        check(session, None)  # two workers that start at once must not make two
        row = session.get(Installation, "signing-key")
        if row is None:
            row = Installation(key="signing-key", value=secrets.token_hex(32))
            session.add(row)
        return bytes.fromhex(row.value)


def enrol(session: Session, customers: list[Customer], now: datetime, *, free: frozenset[str] = frozenset()) -> None:
    """Payers, contacts and domains of the settings; those no longer listed lose what the settings gave them.

    ``free``: domains in which anybody can get an address, besides the well-known ones; none binds to a payer.
    """
    free |= free_mail_domains()
    _take_back(session, customers, free)
    for customer in customers:
        number = nip.compact(customer.nip)
        payer = session.get(Payer, number) or Payer(nip=number)
        payer.name, payer.reaction_days = customer.name or payer.name, customer.reaction_days
        session.add(payer)
        session.flush()
        for address in customer.emails:
            bind(session, _address(address), number, name=customer.name, source="settings", now=now)
        for domain in {_domain(one) for one in customer.domains} - free:
            there = session.exec(
                select(PayerDomain).where(col(PayerDomain.domain) == domain, PayerDomain.nip == number)
            ).first()
            if there is None:
                session.add(PayerDomain(domain=domain, nip=number))


def _take_back(session: Session, customers: list[Customer], free: frozenset[str]) -> None:
    """What the settings of an earlier start gave and these do not."""
    listed = {(_address(address), nip.compact(customer.nip)) for customer in customers for address in customer.emails}
    for stale in session.exec(select(Contact).where(Contact.source == "settings")):
        if (stale.address, stale.nip) not in listed:
            session.delete(stale)
    # what an import brought is the import's to take away: it has a source, and a contract of its own
    domains = {(_domain(one), nip.compact(customer.nip)) for customer in customers for one in customer.domains}
    for binding in session.exec(select(PayerDomain).where(PayerDomain.source == "")):
        if (binding.domain, binding.nip) not in domains or binding.domain in free:
            session.delete(binding)
    numbers = {nip.compact(customer.nip) for customer in customers}
    for former in session.exec(select(Payer).where(col(Payer.reaction_days).is_not(None))):
        if former.nip not in numbers:
            former.reaction_days = None
            session.add(former)


def free_domains(settings: Settings) -> frozenset[str]:
    """The free-mail domains that come along and those of the settings."""
    return free_mail_domains() | {_domain(one) for one in settings.mail.free_mail_domains}


def _domain(written: str) -> str:
    """A mail domain as those of addresses are compared."""
    return written.strip().lower()


class _Reached(TypedDict):
    """What an IMAP and an SMTP account have in common."""

    host: str
    port: int
    security: Security
    user: str
    password: Secret | None
    oauth: Tokens | None
    ca_file: Path | None


def imap_account(section: ImapSection) -> ImapAccount:
    """The IMAP account of the settings."""
    if not section.host:
        raise SettingsError("imap.host is missing: the name of the mail server, e.g. imap.example.com")
    return ImapAccount(**_reached(section), folder=section.folder, flag_only=section.flag_only)


def smtp_account(section: SmtpSection) -> SmtpAccount:
    """The SMTP account of the settings."""
    if not section.host:
        raise SettingsError("smtp.host is missing: the name of the server that takes our letters")
    return SmtpAccount(**_reached(section), helo=section.helo)


def _reached(section: ImapSection | SmtpSection) -> _Reached:
    return _Reached(
        host=section.host,
        port=section.port or section.default_ports[section.security],
        security=section.security,
        user=section.user,
        password=Secret(section.reveal_password) if section.has_password else None,
        oauth=_tokens(section),
        ca_file=section.ca_file,
    )


def _tokens(section: ImapSection | SmtpSection) -> Tokens | None:
    if section.token_command:
        return CommandTokens(["/bin/sh", "-c", section.token_command])
    oauth = section.oauth
    if oauth is None:
        return None
    file = oauth.refresh_token_file
    if oauth.refresh_token is not None:
        refresh, file = Secret(oauth.refresh_token.get_secret_value()), None
    elif file is not None:
        refresh = Secret(partial(read_secret, file))
    else:
        raise SettingsError("oauth.refresh_token (or refresh_token_file) is missing")
    return RefreshTokens(
        token_url=oauth.token_url,
        client_id=oauth.client_id,
        refresh_token=refresh,
        client_secret=Secret(oauth.client_secret.get_secret_value()) if oauth.client_secret else None,
        scope=oauth.scope,
        rotated=partial(_keep_rotated, file),
    )


def _keep_rotated(file: Path | None, token: str) -> None:
    """A refresh token that the provider gave in the place of ours: without it the next start could not log in."""
    if file is None:
        _log.warning("new refresh token not kept; name a refresh_token_file, so that it can be")
        return
    try:
        keep_secret(file, token)
    except SettingsError as error:
        _log.warning("new refresh token not kept", why=str(error))


def shelf(settings: Settings) -> Shelf:
    """The help articles and guided cases: ours and the company's. Raises SettingsError for a file that is wrong."""
    folders = settings.help.articles_folder, settings.help.cases_folder
    try:
        return open_shelf(*folders) if any(folders) else shipped_shelf()
    except HelpFileError as error:
        raise SettingsError(f"[help] {error}") from None


def priced(prices: Mapping[int, Decimal], on: date) -> tuple[Pack, ...]:
    """The packs of InsPunkty with the company's own net prices; VAT by the rate of the day."""
    return tuple(
        replace(pack, net=own.net, gross=own.gross)
        if pack.points in prices and (own := amount(prices[pack.points], on))
        else pack
        for pack in packs()
    )


def office(settings: Settings, key: bytes) -> Office:
    """The company as the jobs see it; ``key`` signs our Message-IDs."""
    mail, company, rules, policy = settings.mail, settings.company, settings.rules, settings.policy
    sender = _sender(mail, company, key)
    queue = mail.queue or [person.email for person in settings.technicians]
    names = {_address(person.email): person.name for person in (*settings.technicians, *settings.managers)}
    return Office(
        sender=sender,
        own_addresses=frozenset({sender.address, *(_address(alias) for alias in mail.aliases)}),
        own_phones=frozenset({company.phone, *company.phones} - {""}),
        authserv_id=mail.authserv_id,
        technicians=tuple(Address(address=_address(one.email), name=one.name) for one in settings.technicians),
        managers=tuple(Address(address=_address(one.email), name=one.name) for one in settings.managers),
        queue=tuple(Address(address=one, name=names.get(one, "")) for one in map(_address, queue)),
        free_mail_domains=free_domains(settings),
        required=frozenset(rules.required),
        days_off=frozenset(policy.calendar_company_days_off),
        reaction_days=rules.reaction_days,
        final_payment_days=rules.final_payment_days,
        daily_digest=rules.daily_digest,
        call_reminder_days=rules.call_reminder_days,
        policy=policy,
        shelf=shelf(settings),
        packs=priced(settings.wallet.prices, local_day(clock.now())),
        low_days=settings.wallet.low_days,
        brakes=Brakes(
            per_address_hour=rules.letters_per_address_hour,
            per_address_day=rules.letters_per_address_day,
            per_ticket_day=rules.letters_per_ticket_day,
        ),
        packages=PackageRules(**settings.packages.model_dump()),
        company=_company(company, email=company.email or sender.address),
        billing=Billing(**settings.billing.model_dump()),
    )


def _sender(mail: MailSection, company: CompanySection, key: bytes) -> Sender:
    """Who our letters are from, and what stands at their foot."""
    return Sender(
        address=_address(mail.address),
        name=mail.name,
        company=company.name,
        key=key,
        phone=company.phone,
        phone_hours=company.phone_hours,
        phone_hours_en=company.phone_hours_en,
        website=company.website,
        regulamin_url=company.regulamin_url,
        ticket_prefix=mail.ticket_prefix,
        envelope_from=mail.bounce_address,
        plus_addresses=mail.plus_addresses,
    )


def _address(written: str) -> str:
    """An address as those of mails are compared: without spaces around it, in small letters."""
    return written.strip().lower()


def _company(section: CompanySection, *, email: str) -> Company:
    """What documents say of us."""
    account = BankAccount(number=section.bank_account, bank=section.bank_name) if section.bank_account else None
    return Company(
        name=section.name,
        nip=nip.compact(section.nip),
        address=section.address,
        email=email,
        phone=section.phone,
        website=section.website,
        account=account,
        logo=logo(section.logo),
    )


def logo(path: Path | None) -> bytes:
    """The picture on documents, b"" without one. Raises SettingsError for a file that is none."""
    if path is None:
        return b""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LOGO_BYTES else b""
    except OSError as error:
        raise SettingsError(f"company.logo {path} cannot be read: {error.strerror}") from None
    if not data.startswith((b"\x89PNG", b"\xff\xd8")) and b"<svg" not in data[:1000]:
        raise SettingsError(f"company.logo {path} is no PNG, JPEG or SVG of at most 1 MB")
    return data
