"""``pomoc doctor``: connects to everything and says, line by line, what is wrong and what to do about it."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from worker.adapters.imap import ImapMailbox
from worker.adapters.smtp import SmtpTransport
from worker.application.ports import Attempt, Fate, MailboxError
from worker.domain.calendar import holiday_name
from worker.mail.letters import TRANSLATED, templates_folder
from worker.settings import Settings, SettingsError, unknown_environment
from worker.store.engine import DatabaseFileError, DatabaseUrlError, open_engine
from worker.store.migrate import DatabaseTooNewError, is_empty, pending
from worker.wiring import imap_account, logo, shelf, smtp_account

_TEMPLATES = ("customer-confirmation", "customer-rejection", "customer-billing", "staff-alert", "staff-ticket")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One line: what was checked, whether it is well, what was seen, and what to do if it is not."""

    check: str
    ok: bool
    says: str
    do: str = ""


def examine(settings: Settings) -> list[Finding]:
    """All findings, in the order in which a person would mend them. Never raises; sends nothing, writes no database."""
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _settings,
        _database,
        _imap,
        _smtp,
        _templates,
        _time,
        _holidays,
        _billing,
        _help,
    )
    return [finding for check in checks for finding in check(settings)]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding(
        check="settings",
        ok=not _from_the_example(settings.mail.address),
        says=f"helpdesk address {settings.mail.address}",
        do="set mail.address to your own; this one is the example's",
    )
    for name in unknown_environment():
        yield Finding(
            check="environment", ok=False, says=f"{name} sets nothing", do="correct the name or unset the variable"
        )
    if not settings.mail.authserv_id:
        yield Finding(
            check="authserv_id",
            ok=False,
            says="mail.authserv_id is empty, so no sender can be trusted and technicians' mail is quarantined",
            do=_AUTHSERV_ID,
        )
    elif _from_the_example(settings.mail.authserv_id):
        yield Finding(
            check="authserv_id",
            ok=False,
            says=f"mail.authserv_id is still {settings.mail.authserv_id}, so technicians' mail is quarantined",
            do=_AUTHSERV_ID,
        )
    if not settings.technicians and not settings.mail.queue:
        yield Finding(
            check="technicians",
            ok=False,
            says="customers get confirmations, and nobody hears of their tickets",
            do="add a [[technicians]] entry, or an address to mail.queue",
        )
    if not settings.managers:
        yield Finding(
            check="managers",
            ok=False,
            says="nobody is told of quarantined mail and failed letters",
            do="add a [[managers]] entry",
        )


_AUTHSERV_ID = "set it to the name your own mail server writes first in Authentication-Results"


def _from_the_example(value: str) -> bool:
    """Whether a setting still holds what `pomoc init` wrote: example.com can be nobody's (RFC 2606 3)."""
    return value.strip().lower().endswith("example.com")


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        engine = open_engine(settings.database.url, create=False)
    except DatabaseFileError:
        yield _database_to_be_made(settings.database.url)
        return
    except DatabaseUrlError as error:
        yield Finding(check="database", ok=False, says=str(error), do="correct [database] url")
        return
    try:
        yield from _database_state(engine)
    except DatabaseTooNewError as error:
        yield Finding(check="database", ok=False, says=str(error), do="correct [database] url")
    except SQLAlchemyError as error:
        sentence = str(getattr(error, "orig", error)).strip().splitlines()[0]
        yield Finding(
            check="database", ok=False, says=sentence, do="is the server running, and does the user own the database?"
        )
    finally:
        engine.dispose()


def _database_to_be_made(url: str) -> Finding:
    """A SQLite file that is not there: whoever runs doctor (root, perhaps) must not be the one who comes to own it."""
    path = Path(make_url(url).database or "").absolute()
    there = next(one for one in path.parents if one.exists())  # the folders below it are made with the file
    try:
        with tempfile.TemporaryFile(dir=there):
            return Finding(check="database", ok=True, says=f"{path} is not there yet; the first run makes it")
    except OSError as error:
        return Finding(
            check="database",
            ok=False,
            says=f"{path} is not there, and cannot be made: {there}: {error.strerror}",
            do="give the user the directory, or name another in [database] url",
        )


def _database_state(engine: Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    shown = engine.url.render_as_string(hide_password=True)
    if is_empty(engine):
        yield Finding(check="database", ok=True, says=f"{shown}, empty; the first run creates the tables")
        return
    steps = pending(engine)
    says = f"{shown}, {'to migrate: ' + ', '.join(steps) if steps else 'up to date'}"
    yield Finding(check="database", ok=not steps, says=says, do="make a backup, then `pomoc migrate`")


def _imap(settings: Settings) -> Iterator[Finding]:
    try:
        mailbox = ImapMailbox(imap_account(settings.imap))
    except SettingsError as error:
        yield Finding(check="imap", ok=False, says=str(error), do="fill in [imap]")
        return
    try:
        settings.imap.reveal_password()  # told even while the server is away
        mailbox.open()
        yield Finding(check="imap", ok=True, says=f"{mailbox.name}: {len(mailbox.uids())} mails wait")
    except MailboxError as error:
        yield Finding(check="imap", ok=False, says=str(error), do=_IMAP_ADVICE.get(error.code, ""))
    except SettingsError as error:
        yield Finding(check="imap", ok=False, says=str(error), do="correct the password setting in [imap]")
    finally:
        mailbox.close()


_IMAP_ADVICE = {
    "unreachable": "check imap.host and imap.port, and whether a firewall stands between",
    "certificate": "use the name that is in the certificate, or set imap.ca_file to your own authority",
    "login": "check imap.user and the password; Microsoft 365 and Google need token_command or [imap.oauth]",
    "folder": "check imap.folder",
}


def _smtp(settings: Settings) -> Iterator[Finding]:
    try:
        transport = SmtpTransport(smtp_account(settings.smtp))
    except SettingsError as error:
        yield Finding(check="smtp", ok=False, says=str(error), do="fill in [smtp]")
        return

    async def attempt() -> Attempt:
        connection = transport.connection()
        try:
            return await connection.check()
        finally:
            await connection.close()

    try:
        settings.smtp.reveal_password()
        result = asyncio.run(attempt())
    except SettingsError as error:
        yield Finding(check="smtp", ok=False, says=str(error), do="correct the password setting in [smtp]")
        return
    good = result.fate is Fate.ACCEPTED
    says = f"{settings.smtp.host}: ready" if good else f"{settings.smtp.host}: {result.text}"
    yield Finding(check="smtp", ok=good, says=says, do="check smtp.host, port, security, user and password")


def _templates(settings: Settings) -> Iterator[Finding]:
    folder = templates_folder()
    wanted = [*_TEMPLATES, *(f"en/{name}" for name in TRANSLATED)]
    missing = [name for name in wanted if not all((folder / f"{name}.{form}.j2").is_file() for form in ("txt", "html"))]
    says = f"missing in {folder}: {', '.join(missing)}" if missing else f"{folder}"
    yield Finding(check="templates", ok=not missing, says=says, do="reinstall; the package is incomplete")


def _time(settings: Settings) -> Iterator[Finding]:
    try:
        warsaw = datetime.now(UTC).astimezone(ZoneInfo("Europe/Warsaw"))
    except ZoneInfoNotFoundError:
        yield Finding(
            check="time zone", ok=False, says="Europe/Warsaw is unknown here", do="install the package tzdata"
        )
        return
    yield Finding(check="time zone", ok=True, says=f"in Warsaw it is {warsaw:%Y-%m-%d %H:%M %Z}; is that right?")


def _holidays(settings: Settings) -> Iterator[Finding]:
    year = datetime.now(UTC).year
    epiphany = holiday_name(datetime(year + 1, 1, 6, tzinfo=UTC).date())
    yield Finding(
        check="holidays",
        ok=bool(epiphany),
        says=f"Polish holidays known until the end of {year + 1}" if epiphany else f"no holidays known for {year + 1}",
        do="upgrade the package holidays",
    )


def _billing(settings: Settings) -> Iterator[Finding]:
    """What the letters of the month's end will say of the company, and whether they leave by themselves [12.6]."""
    company, rules = settings.company, settings.billing
    unset = [name for name in ("nip", "street", "town", "bank_account") if not getattr(company, name)]
    lacks = f"; documents will lack company.{', company.'.join(unset)}" if unset else ""
    how = "unless a manager holds them" if rules.automatic else "once a manager has approved the month"
    yield Finding(check="month end", ok=True, says=f"bills leave on the last day at {rules.hour}:00 {how}{lacks}")
    try:
        logo(company.logo)
    except SettingsError as error:
        yield Finding(check="logo", ok=False, says=str(error), do="give the path of a PNG, JPEG or SVG file, or none")


def _help(settings: Settings) -> Iterator[Finding]:
    try:
        found = shelf(settings)
    except SettingsError as error:
        yield Finding(check="help", ok=False, says=str(error), do="correct the file; `run` does not start with it")
        return
    yield Finding(check="help", ok=True, says=f"{len(found.articles)} articles, {len(found.cases)} guided cases")
