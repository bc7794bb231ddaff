"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; otherwise $POMOC_CONFIG, otherwise pomoc.toml."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs instead of a table.")]
