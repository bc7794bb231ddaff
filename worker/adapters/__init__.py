"""The only code that touches the outside world; each untyped library lives in exactly one file here."""
