"""Signs that a machine wrote the message: RFC 3834, 2369, 3464, 8098 and the custom fields programs add.

The fields are data (``worker/terms/headers.toml``; those that prove an automatic answer, ``silence.toml``).
"""

import re
from typing import Final

from worker.domain.message import Markers
from worker.mail.mime import caps, clean
from worker.mail.mime.headers import Header
from worker.terms.silence import silence
from worker.terms.words import words

LOOP: Final = "x-pomoc-loop"
"""Our own loop header, in lower case."""


def _valued(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields of a list of ``field: value``, each with its values."""
    found: dict[str, tuple[str, ...]] = {}
    for row in words("headers")[key]:
        name, _, value = row.partition(": ")
        found[name] = (*found.get(name, ()), value)
    return tuple(found.items())


_AUTOMATIC: Final = _valued("automatic")
_HANDED_ON: Final = _valued("handed_on")
_SPAM_FLAGS: Final = (*_valued("spam"), ("subject", ("***spam***", "*****spam*****", "{spam?}")))
_FEEDBACK: Final = words("headers")["feedback"]
_SERVICES: Final = words("headers")["services"]
_LISTS: Final = frozenset(words("headers")["lists"])
_DENIED: Final = ("no", "false", "0", "none")
"""``X-Autoreply: no`` is no automatic answer."""
_ASKS_NO_ANSWER: Final = "x-auto-response-suppress"
"""[MS-OXCMAIL 2.2.3.2.14] "All", "OOF", "AutoReply": wished for by machines, and by some servers for people's mail."""
_FORWARDER: Final = re.compile(r"srs[01][+=-]")
"""The sender rewriting scheme: a forwarder's envelope. GoDaddy's writes ``Precedence: bulk`` on all it hands on."""
_NO_SENDER: Final = ("mailer-daemon", "#@[]")
"""How Postfix (``null_address`` of pipes) and qmail (double bounces) write the null path."""
_LIST_NAME: Final = re.compile(r"(?<![\w.@+-])[a-z0-9][\w.+-]{0,63}(?:@[\w-]{1,63})?(?:\.[\w-]{1,63}){1,5}")


def read(header: Header, *, report_type: str, calendar_method: str) -> Markers:
    """The markers of a header block; the two arguments come from the MIME tree."""
    names = {field.name for field in header.fields}
    path = return_path(header)
    handed_on = _handed_on(header)
    return Markers(
        return_path=path,
        auto_submitted="" if "auto-submitted" in handed_on else _submitted(header),
        precedence="" if _FORWARDER.match(path or "") else _precedence(header),
        autoreply_headers=tuple(sorted(name for name in names & _autoreply() if not _denied(header, name))),
        says_automatic=any(_is_one_of(header, name, values) for name, values in _AUTOMATIC),
        list_headers=tuple(sorted(names & _LISTS)),
        feedback_headers=tuple(name for name in _FEEDBACK if name in names),
        service_headers=(*_services(header, names), *handed_on),
        list_addresses=_list_addresses(header),
        original_sender=_address(header.text("x-original-sender")),
        report_type=report_type,
        calendar_method=calendar_method,
        spam=any(_says(header, name, values) for name, values in _SPAM_FLAGS if name in names),
        loop=header.text(LOOP),
        mailer=header.text("x-mailer") or header.text("user-agent") or _outlook(names),
    )


def _autoreply() -> frozenset[str]:
    """The headers of the list that proves, and the one that only wishes."""
    return silence().autoreply_headers | {_ASKS_NO_ANSWER}


def _submitted(header: Header) -> str:
    """The keyword of RFC 3834 5; "no" also where a program denies it in other words."""
    keyword = _first_token(header.text("auto-submitted"))
    return "no" if keyword in _DENIED else keyword


_WRITTEN_THERE: Final = (":fastmail", ":proton")  # what their users write in the browser has a Feedback-ID too


def _services(header: Header, names: set[str]) -> tuple[str, ...]:
    found = tuple(name for name in _SERVICES if name in names)
    if any(header.text(name).lower().endswith(_WRITTEN_THERE) for name in found):
        return ()
    wishes = {word.strip() for word in header.text(_ASKS_NO_ANSWER).lower().split(",")}
    return (*found, _ASKS_NO_ANSWER) if wishes & {"all", "oof", "autoreply"} else found


def _outlook(names: set[str]) -> str:
    """Outlook names itself no more where Exchange takes its mail; what its protocol leaves behind does [MS-OXCMAIL]."""
    return "Outlook (MAPI)" if {"thread-index", "accept-language", "x-ms-has-attach"} <= names else ""


def _handed_on(header: Header) -> tuple[str, ...]:
    """The headers that a forwarder added: they speak of him, not of who wrote the mail."""
    return tuple(name for name, values in _HANDED_ON if _is_one_of(header, name, values))


def _precedence(header: Header) -> str:
    return _first_token(header.text("precedence") or header.text("x-precedence"))


def _denied(header: Header, name: str) -> bool:
    return header.text(name).strip().lower() in _DENIED


def _is_one_of(header: Header, name: str, wanted: tuple[str, ...]) -> bool:
    values = (value[:200].decode("latin-1").strip().lower() for value in header.all(name))
    return any(value in wanted or _first_token(value).partition("/")[0] in wanted for value in values)


def _list_addresses(header: Header) -> tuple[str, ...]:
    """How the list names itself: ``List-Id: <pomoc.firma.pl>``, ``List-Post: <mailto:pomoc@firma.pl>``, X-BeenThere."""
    values = [header.text(name) for name in ("list-id", "list-post", "x-beenthere", "mailing-list")]
    found = [name for value in values for name in _LIST_NAME.findall(value.lower()[: caps.LINE])]
    return tuple(dict.fromkeys(found))


def _address(value: str) -> str:
    found = _LIST_NAME.search(value.lower()[: caps.LINE])
    return found.group() if found else ""


def return_path(header: Header) -> str | None:
    """The envelope sender our server noted; "" is the null path, None when it noted nothing."""
    if "return-path" not in header:
        return None
    value = clean.line(header.first("return-path").decode("utf-8", "replace"), caps.LINE)[0]
    address = value.strip("<> ").lower()
    return "" if address in _NO_SENDER else address


def _first_token(value: str) -> str:
    """``auto-replied (vacation); x=1`` is ``auto-replied`` (RFC 3834 5)."""
    return value.partition(";")[0].partition("(")[0].strip().partition(" ")[0].lower()


def _says(header: Header, name: str, wanted: tuple[str, ...]) -> bool:
    value = header.text(name).lower()
    return any(value.startswith(one) or (":" in one and one in value) for one in wanted)
