"""Where the commented example of the settings is: inside the wheel, or in the checkout."""

from pathlib import Path

_PACKAGED = Path(__file__).parent.parent / "_example" / "pomoc.example.toml"
_CHECKOUT = Path(__file__).parent.parent.parent / "pomoc.example.toml"
EXAMPLE = _PACKAGED if _PACKAGED.is_file() else _CHECKOUT
