"""Secrets stand in the environment, in a file of their own or behind a command; never in a message or a log."""

import subprocess
from pathlib import Path


class SettingsError(ValueError):
    """The settings cannot be used; the message says which key is wrong, where, and what would be right."""


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


def keep_secret(path: Path, secret: str) -> None:
    """Put a new secret in the place of the old one, readable by the owner alone, whole or not at all.

    Raises SettingsError: then the old one is still there.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.touch(mode=0o600)
        beside.write_text(f"{secret}\n", "utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SettingsError(f"the secret file {path} cannot be written: {error.strerror}") from None


def run_for_secret(command: str) -> str:
    """The first line that the administrator's command prints. Raises SettingsError saying what went wrong."""
    try:
        done = subprocess.run(  # noqa: S602 -- the administrator's own command line from the settings file
            command, shell=True, capture_output=True, text=True, timeout=30, check=True
        )
    except subprocess.TimeoutExpired:
        raise SettingsError("password_command did not answer within 30 seconds") from None
    except subprocess.CalledProcessError as error:
        raise SettingsError(f"password_command ended with code {error.returncode}: {error.stderr.strip()}") from None
    if secret := done.stdout.partition("\n")[0].strip():
        return secret
    raise SettingsError("password_command printed nothing; the first line of its output must be the password")
