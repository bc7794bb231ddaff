"""The command line put together."""

from typing import Annotated

import typer

from worker.adapters import logs
from worker.application.crash import arm
from worker.cli import (
    billing,
    demo,
    help,
    imports,
    look,
    outbox,
    packages,
    payers,
    quarantine,
    regulamin,
    service,
    setup,
    simulate,
    wallet,
    watch,
)
from worker.settings import crash_spec

app = typer.Typer(
    help="Pomoc: an e-mail helpdesk worker.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # locals hold customers' mail and secrets
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only for --version

        typer.echo(f"pomoc {version('pomoc')}")
        raise typer.Exit


@app.callback()
def _pomoc(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Pomoc: an e-mail helpdesk worker."""
    logs.configure()
    if crash_spec():
        arm(crash_spec())


app.command("run")(service.run)
app.command("ingest")(service.ingest)
app.command("watch")(watch.watch)
app.command("alarm")(watch.alarm)
app.command("demo")(demo.demo)
app.command("init")(setup.init)
app.command("migrate")(setup.migrate)
app.command("doctor")(setup.doctor)
app.command("explain")(look.explain)
app.command("tickets")(look.tickets)
app.add_typer(outbox.app, name="outbox")
app.add_typer(quarantine.app, name="quarantine")
app.command("replay")(quarantine.replay)
app.add_typer(packages.app, name="packages")
app.command("simulate")(simulate.simulate)
app.command("help-test")(help.help_test)
app.add_typer(wallet.app, name="wallet")
app.add_typer(billing.app, name="billing")
app.command("price")(regulamin.price)
app.command("deadline")(regulamin.deadline_of)
app.command("package")(regulamin.package)
app.add_typer(payers.app, name="overdue")
app.command("corrections")(payers.corrections)
app.add_typer(imports.app_of("customers", "The customer list."), name="customers")
app.add_typer(imports.app_of("invoices", "Issued invoices."), name="invoices")
app.add_typer(imports.app_of("payments", "Payments for invoices."), name="payments")
app.add_typer(imports.app_of("subscriptions", "Update subscriptions."), name="subscriptions")


def main() -> None:
    """Entry point of ``pomoc``."""
    app()
