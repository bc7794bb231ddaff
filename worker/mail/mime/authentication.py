"""What our own server measured about the sender (RFC 8601): SPF, DKIM, DMARC and their alignment.

Only the topmost Authentication-Results counts, and only when its authserv-id is ours: everything below was
in the message when it came and may be the attacker's own.
"""

import re
from functools import lru_cache
from typing import Final

from authres import AuthenticationResultsHeader

from worker.domain.message import Authentication
from worker.mail.mime import caps, clean
from worker.mail.mime.headers import Header

_RESULT: Final = re.compile(r"^\s*(spf|dkim|dmarc)\s*=\s*([a-z]{1,20})\b", re.IGNORECASE)
_DKIM_DOMAIN: Final = re.compile(r"\bheader\.(?:d|i)\s*=\s*\"?(?:[^\s;@\"]*@)?([^\s;\"]{1,255})", re.IGNORECASE)
_SPF_DOMAIN: Final = re.compile(r"\bsmtp\.mailfrom\s*=\s*\"?(?:[^\s;@\"]*@)?([^\s;\"]{1,255})", re.IGNORECASE)
_DMARC_DOMAIN: Final = re.compile(
    r"\bdmarc\s*=\s*pass\b[^;]{0,400}?\bheader\.from\s*=\s*([^\s;]{1,255})", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"\([^()]*\)")


def read(header: Header, *, authserv_id: str, from_domain: str) -> Authentication:
    """The verdicts of our server; all empty when it said nothing, or we do not know its name. Never raises."""
    topmost = header.all("authentication-results")[:1]
    if not authserv_id or not topmost:
        return Authentication()
    value = clean.line(topmost[0][: caps.PART_HEADERS].decode("utf-8", "replace"), caps.PART_HEADERS)[0]
    if value.partition(";")[0].split(" ")[0].lower() != authserv_id.lower():
        return Authentication()
    found = _by_library(value) or tuple(_by_hand(value))
    results: dict[str, str] = {}
    passed: set[str] = set()
    for method, result, domain in found:
        # several DKIM signatures: one good one is enough
        if results.get(method) != "pass":
            results[method] = result
        if result == "pass" and domain:
            passed.add(domain)
    dmarc = results.get("dmarc") == "pass" and _about(value, from_domain)
    aligned = dmarc or any(_aligned(domain, from_domain) for domain in passed)
    return Authentication(
        spf=results.get("spf", ""), dkim=results.get("dkim", ""), dmarc=results.get("dmarc", ""), aligned=aligned
    )


@lru_cache(maxsize=256)  # the same people write again, and the library takes as long as the rest of the header
def _by_library(value: str) -> tuple[tuple[str, str, str], ...]:
    """(method, result, domain) as authres reads them; nothing when it cannot (the Microsoft form)."""
    try:
        parsed = AuthenticationResultsHeader.parse(f"Authentication-Results: {value}")
        rows = []
        for result in parsed.results:
            properties = {f"{item.type}.{item.name}": str(item.value or "") for item in result.properties}
            domain = properties.get("header.d") or properties.get("header.i") or properties.get("smtp.mailfrom") or ""
            rows.append((str(result.method).lower(), str(result.result).lower(), domain.rpartition("@")[2].lower()))
    except Exception:  # authres raises its own and plain exceptions alike on foreign forms
        return ()
    return tuple(rows)


def _by_hand(value: str) -> list[tuple[str, str, str]]:
    """The same from the text, for what the library refuses."""
    rows = []
    for part in _COMMENT.sub("", value).split(";")[1:]:
        found = _RESULT.match(part)
        if found is None:
            continue
        method = found[1].lower()
        domain = {"dkim": _DKIM_DOMAIN, "spf": _SPF_DOMAIN}.get(method, _DKIM_DOMAIN).search(part)
        rows.append((method, found[2].lower(), domain[1].lower() if domain else ""))
    return rows


def _about(value: str, from_domain: str) -> bool:
    """Whether DMARC was measured for the From that we read: two readers of one header can see two domains."""
    measured = [one.strip('".').lower() for one in _DMARC_DOMAIN.findall(_COMMENT.sub("", value))]
    international = any("xn--" in one or not one.isascii() for one in (*measured, from_domain))
    return not measured or international or any(_aligned(one, from_domain) for one in measured)


def _aligned(domain: str, from_domain: str) -> bool:
    """Relaxed alignment without a list of public suffixes: equal, or one a subdomain of the other with two labels."""
    if not domain or not from_domain:
        return False
    if domain == from_domain:
        return True
    longer, shorter = sorted((domain, from_domain), key=len, reverse=True)
    return shorter.count(".") >= 1 and longer.endswith(f".{shorter}") and shorter not in _PUBLIC


_PUBLIC: Final = frozenset({"com.pl", "net.pl", "org.pl", "edu.pl", "gov.pl", "waw.pl", "co.uk", "org.uk", "com.de"})
