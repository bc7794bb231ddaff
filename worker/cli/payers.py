"""``pomoc overdue list|notice`` and ``pomoc corrections``: who owes what, and what the office should correct."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from worker.app import App
from worker.application.office import Office
from worker.application.payers.claims import Debtor, debtors
from worker.application.payers.corrections import Proposal, proposed
from worker.application.payers.notices import Notice, NoticeRefusedError, Refusal, send_notice, write_notice
from worker.cli.options import AsJson, Config
from worker.cli.terminal import PROBLEMS, WRONG_USE, console, end, looking, plain, print_json, told
from worker.domain import nip as nip_number
from worker.domain.billing.overdue import Stage
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.store.engine import reading, transaction
from worker.terms.phrases import money

app = typer.Typer(help="Overdue invoices [12.7].", no_args_is_help=True)

_STAGE = {
    Stage.TO_NOTICE: "do zawiadomienia",
    Stage.NOTICED: "zawiadomiony",
    Stage.PASSED: "termin minął",
    Stage.SUSPENDED: "pomoc wstrzymana",
    Stage.PAID: "zapłacone, pomoc wstrzymana",
}
_REFUSED = {
    Refusal.NOTHING_OVERDUE: "nothing of this payer is overdue",
    Refusal.NOTICED_ALREADY: "every overdue invoice is in a letter already, with the final day {day}",
    Refusal.NOBODY_TO_WRITE_TO: "nobody to write to: give a billing address with `pomoc customers import`",
    Refusal.PAST_DAY: "the final day must lie ahead",
}
Day = Annotated[str, typer.Option("--until", metavar="DAY", help="The final day to pay, e.g. 2026-12-04.")]
Month = Annotated[str, typer.Argument(metavar="MONTH", help="Only invoices of this month's work, e.g. 2026-10.")]
OnlyShow = Annotated[bool, typer.Option("--dry-run", help="Print the letter; nothing is stored or sent.")]


@app.command("list")
def list_(config: Config = None, as_json: AsJson = False) -> None:
    """Who owes anything past its term, and how far the matter has come."""
    work = looking(config)
    today = local_day(work.clock())
    with told(), reading(work.engine) as session:
        found = debtors(session, today, work.settings.policy)
    if as_json:
        print_json([_debtor_json(one) for one in found])
        return
    table = Table("płatnik", "zaległe faktury", "do zapłaty", "dni", "sprawa", title=f"Po terminie: {len(found)}")
    for one in found:
        stage = _STAGE[one.stage] + (f", do {one.final_day}" if one.final_day else "")
        numbers = ", ".join(late.number for late in one.owed)
        days = max((late.days for late in one.owed), default=0)
        who = f"{nip_number.display(one.nip)} {one.name}".strip()
        table.add_row(*plain(who, numbers, f"{money(one.total)} zł", days, stage))
    console.print(table)


@app.command("notice")
def notice(
    number: Annotated[str, typer.Argument(metavar="NIP", help="The payer.")],
    until: Day = "",
    only_show: OnlyShow = False,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Write to a payer what is overdue, with a final day to pay [12.7]; each invoice once."""
    nip = nip_number.compact(number)
    if not nip_number.is_valid(nip):
        end(WRONG_USE, f"{number!r} is not a NIP: ten digits with a correct check digit are needed")
    last = _day(until) if until else None
    work = looking(config)
    with told():
        if not only_show:
            work.prepare()
        office = work.office
        if not office.managers:
            end(WRONG_USE, "the settings name no [[managers]]: the customer's answer would reach nobody")
        try:
            written = _write(work, office, nip, last, keep=not only_show)
        except NoticeRefusedError as error:
            day = error.debtor.final_day if error.debtor else None
            end(PROBLEMS, _REFUSED[error.refusal].format(day=day))
    _print_notice(written, only_show=only_show, as_json=as_json)


def corrections(month: Month = "", config: Config = None, as_json: AsJson = False) -> None:
    """What the office should correct: rebates of invoices paid late [12.5], complaints and months [12.10]."""
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        end(WRONG_USE, f"{month!r} is not a month; write it as 2026-10")
    work = looking(config)
    with told(), reading(work.engine) as session:
        found = proposed(session, local_day(work.clock()), work.settings.policy, month=month)
    if as_json:
        print_json([_proposal_json(one) for one in found])
        return
    table = Table(
        "faktura", "płatnik", "netto", "brutto", "od", "dlaczego", title=f"Korekty do wystawienia: {len(found)}"
    )
    for one in found:
        net = _signed(one.amount.net) if one.amount else "—"
        gross = _signed(one.amount.gross) if one.amount else "—"
        who = f"{nip_number.display(one.nip)} {one.payer}".strip()
        table.add_row(*plain(one.number or "—", who, net, gross, one.since, _why(one)))
    console.print(table)


def _write(work: App, office: Office, nip: str, until: date | None, *, keep: bool) -> Notice:
    by = office.managers[0]
    now = work.clock()
    with transaction(work.engine) as session:
        written = write_notice(session, office, nip, until=until, by=Address(address=by.address, name=by.name), now=now)
        if keep:
            send_notice(session, written, by=by.address, now=now)
    return written


def _print_notice(written: Notice, *, only_show: bool, as_json: bool) -> None:
    recipients = [one.address for one in written.recipients]
    if as_json:
        found = {"stored": not only_show, "recipients": recipients, "until": written.until.isoformat()}
        print_json({**found, "subject": written.letters[0].subject, **_debtor_json(written.debtor)})
    elif only_show:
        letter = written.letters[0]
        console.print(f"Do: {', '.join(recipients)}\nTemat: {letter.subject}\n\n{letter.text}", markup=False)
    else:
        console.print(
            f"List do {', '.join(recipients)} czeka na wysłanie; ostateczny termin: {written.until}.", markup=False
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        end(WRONG_USE, f"{text!r} is not a day; write it as 2026-12-04")


def _signed(amount: Decimal) -> str:
    return f"{'−' if amount < 0 else '+'}{money(abs(amount))} zł"


def _why(one: Proposal) -> str:
    if one.ticket_id:
        return f"reklamacja {one.ticket_id} uznana (pkt 12.10)"
    if one.unclear:
        return f"poprawione rozliczenie za {one.month}, wersja {one.version}; korekty sprawdzić ręcznie (pkt 12.10)"
    if one.version:
        return f"poprawione rozliczenie za {one.month}, wersja {one.version} (pkt 12.10)"
    if one.charged is not None:
        return f"zapłata po terminie (pkt 12.5); wystawiono {_signed(one.charged)}"
    return (
        "zapłata po terminie (pkt 12.5)" if one.revoked else "po terminie; brak rozliczenia, rabaty sprawdzić ręcznie"
    )


def _debtor_json(one: Debtor) -> dict[str, Any]:
    return {
        "nip": one.nip,
        "name": one.name,
        "stage": one.stage.value,
        "total": f"{one.total:.2f}",
        "final_day": one.final_day and one.final_day.isoformat(),
        "suspended": one.suspended_at is not None,
        "invoices": [
            {
                "number": late.number,
                "ksef_number": one.ksef.get(late.number, ""),
                "due": late.due.isoformat(),
                "days": late.days,
                "left": f"{late.left:.2f}",
                "noticed": late.number in one.noticed,
            }
            for late in one.owed
        ],
    }


def _proposal_json(one: Proposal) -> dict[str, Any]:
    return {
        "invoice": one.number,
        "nip": one.nip,
        "payer": one.payer,
        "month": one.month,
        "since": one.since.isoformat(),
        "net": f"{one.amount.net:.2f}" if one.amount else None,
        "vat": f"{one.amount.vat:.2f}" if one.amount else None,
        "gross": f"{one.amount.gross:.2f}" if one.amount else None,
        "charged": f"{one.charged:.2f}" if one.charged is not None else None,
        "ticket_id": one.ticket_id,
        "version": one.version or None,
        "point": "12.10" if one.ticket_id or one.version else "12.5",
    }
