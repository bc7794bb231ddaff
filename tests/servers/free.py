"""A private place for a server: a free port, a directory other users may enter, a self-signed certificate."""

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def port() -> int:
    """A TCP port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def directory(name: str) -> Path:
    """Not pytest's: those are closed to the unprivileged users under which mail servers work."""
    made = Path(tempfile.mkdtemp(prefix=f"pomoc-{name}-"))
    made.chmod(0o755)
    return made


def certificate(place: Path) -> tuple[Path, Path]:
    """A self-signed certificate for ``localhost`` (not for 127.0.0.1) and its key, as PEM files."""
    cert, key = place / "cert.pem", place / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def wait_for(port_number: int, server: subprocess.Popen[bytes], log: Path, seconds: float = 15.0) -> None:
    """Return when the port answers; raise RuntimeError with the server's log when it ends or does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1.0)
            if probe.connect_ex(("127.0.0.1", port_number)) == 0:
                return
        time.sleep(0.02)
    said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    raise RuntimeError(f"the server does not listen on {port_number}: {said}")


def end(server: subprocess.Popen[bytes] | None, place: Path) -> None:
    """Stop the process we started and remove its directory."""
    if server is not None and server.poll() is None:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(5)
    shutil.rmtree(place, ignore_errors=True)
