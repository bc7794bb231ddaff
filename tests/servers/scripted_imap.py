"""An IMAP server in 200 lines that fails where it is told to, and remembers what was done to its mail."""

import base64
import re
from collections.abc import Iterable

from tests.servers.scripted import Dropped, Fault, ScriptedConnection, ScriptedServer

CAPABILITIES = "IMAP4rev1 LITERAL+ MOVE IDLE NAMESPACE UIDPLUS AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER"


class ScriptedImap(ScriptedServer):
    """``boxes``: folder -> UID -> bytes. ``flags``: UID -> flags set in INBOX. ``forbidden``: commands that
    delete, which the worker must never send."""

    def __init__(
        self,
        messages: Iterable[bytes] = (),
        *,
        fault: Fault | None = None,
        capabilities: str = CAPABILITIES,
        prefix: str = "",
        token: str = "",
        permanent_flags: str = r"\Seen \*",
    ) -> None:
        super().__init__(_Imap, fault)
        self.boxes: dict[str, dict[int, bytes]] = {"INBOX": dict(enumerate(messages, 1))}
        self.flags: dict[int, set[str]] = {}
        self.uidvalidity = 7
        self.capabilities = capabilities
        self.prefix = prefix
        self.token = token
        self.permanent_flags = permanent_flags
        self.subscribed: set[str] = set()
        self.announced_size: int | None = None  # what RFC822.SIZE says instead of the truth
        self.withheld: set[int] = set()  # UIDs whose body is answered NIL
        self.refused: set[int] = set()  # UIDs at which a FETCH of any set is answered NO

    @property
    def forbidden(self) -> list[str]:
        """Every command line that could delete something."""
        return [line for line in self.log if re.search(r"EXPUNGE|\\Deleted|DELETE|\bCLOSE\b|BODY\[", line)]


class _Imap(ScriptedConnection):
    server: ScriptedImap

    def talk(self) -> None:
        self._maybe("banner", "*")
        self.say(f"* OK [CAPABILITY {self.server.capabilities}] scripted")
        while True:
            tag, _, rest = self.hear().partition(" ")
            command, _, arguments = rest.partition(" ")
            if command.upper() == "UID":
                command, _, arguments = arguments.partition(" ")
            command = command.upper()
            if self._maybe(command, tag):
                continue
            answer = getattr(self, f"_{command.lower()}", self._unknown)(tag, arguments)
            self.say(f"{tag} {answer or 'OK done'}")
            if command == "LOGOUT":
                return

    def _maybe(self, command: str, tag: str) -> bool:
        """Perform the fault if it is due here; True when the command was answered by it."""
        if not self.server.fault.due(command):
            return False
        match self.server.fault.kind:
            case "drop":
                raise Dropped
            case "stall":
                self.stall()
            case "bye":
                self.say("* BYE [UNAVAILABLE] shutting down")
                raise Dropped
            case "no":
                self.say(f"{tag} NO [UNAVAILABLE] not now")
            case "bad":
                self.say(f"{tag} BAD what?")
            case "garbage":
                self.say(b"\xff\xfe 220 smtp.example ESMTP \x00 (((")
                self.say(f"{tag} OK {{not a literal")
            case "half":
                self.wfile.write(b"* 1 FETCH (UID 1 BODY[] {1000}\r\nhalf of")
                raise Dropped
            case "half-stall":
                self.wfile.write(b"* 1 FETCH (UID 1 BODY[] {1000}\r\nhalf of")
                self.stall()
            case "after":
                # The command is carried out, but its answer never arrives.
                return False
        return True

    def _unknown(self, tag: str, arguments: str) -> str:
        return "BAD unknown command"

    def _capability(self, tag: str, arguments: str) -> None:
        self.say(f"* CAPABILITY {self.server.capabilities}")

    def _login(self, tag: str, arguments: str) -> str:
        if "wrong" in arguments:
            return "NO [AUTHENTICATIONFAILED] Authentication failed."
        return f"OK [CAPABILITY {self.server.capabilities}] logged in"

    def _authenticate(self, tag: str, arguments: str) -> str:
        self.say("+ ")
        said = base64.b64decode(self.hear()).decode()
        if arguments.upper().startswith("PLAIN") or f"Bearer {self.server.token}\1" in said:
            return "OK logged in"
        self.say("+ " + base64.b64encode(b'{"status":"400"}').decode())
        self.hear()
        return "NO [AUTHENTICATIONFAILED] SASL authentication failed"

    def _namespace(self, tag: str, arguments: str) -> None:
        self.say(f'* NAMESPACE (("{self.server.prefix}" ".")) NIL NIL')

    def _list(self, tag: str, arguments: str) -> None:
        wanted = arguments.split(" ", 1)[1].strip('"')
        if wanted in self.server.boxes:
            self.say(rf'* LIST (\HasNoChildren) "." "{wanted}"')

    def _create(self, tag: str, arguments: str) -> str:
        name = arguments.strip('"')
        if self.server.prefix and not name.startswith(self.server.prefix):
            return "NO [CANNOT] outside of the personal namespace"
        self.server.boxes.setdefault(name, {})
        return "OK created"

    def _subscribe(self, tag: str, arguments: str) -> None:
        self.server.subscribed.add(arguments.strip('"'))

    def _select(self, tag: str, arguments: str) -> str:
        box = self.server.boxes.get(arguments.strip('"'))
        if box is None:
            return "NO [NONEXISTENT] Mailbox doesn't exist"
        self.say(f"* {len(box)} EXISTS")
        self.say("* 0 RECENT")
        self.say(r"* FLAGS (\Seen \Deleted)")
        self.say(f"* OK [PERMANENTFLAGS ({self.server.permanent_flags})] flags")
        self.say(f"* OK [UIDVALIDITY {self.server.uidvalidity}] valid")
        return "OK [READ-WRITE] selected"

    _examine = _select

    def _noop(self, tag: str, arguments: str) -> None:
        return None

    def _search(self, tag: str, arguments: str) -> None:
        uids = list(self.server.boxes["INBOX"])
        if span := re.fullmatch(r"(\d+):(\d+|\*)", arguments):
            uids = uids[int(span[1]) - 1 : None if span[2] == "*" else int(span[2])]
        self.say("* SEARCH " + " ".join(map(str, uids)))

    def _fetch(self, tag: str, arguments: str) -> str | None:
        uids, _, items = arguments.partition(" ")
        box = self.server.boxes["INBOX"]
        wanted = [uid for uid in _numbers(uids) if uid in box]
        if self.server.refused & set(wanted):
            return "NO [SERVERBUG] internal error"
        # Flags of a message nobody asked for, numbered by sequence: servers may say that at any time.
        self.say(r"* 1 FETCH (FLAGS (\Seen))")
        for sequence, uid in enumerate(box, 1):
            if uid in wanted:
                self.wfile.write(f"* {sequence} FETCH (UID {uid} ".encode() + self._items(uid, items) + b")\r\n")
        if self.server.fault.kind == "after" and self.server.fault.command == "FETCH-END":
            raise Dropped
        return None

    def _items(self, uid: int, items: str) -> bytes:
        raw = self.server.boxes["INBOX"][uid]
        if "RFC822.SIZE" in items:
            size = self.server.announced_size or len(raw)
            return f'RFC822.SIZE {size} INTERNALDATE "03-Nov-2026 09:10:11 +0100"'.encode()
        if "HEADER" in items:
            header = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            return b"BODY[HEADER]<0> {%d}\r\n%s" % (len(header), header)
        if uid in self.server.withheld:
            return b"BODY[] NIL"
        return b"BODY[] {%d}\r\n%s" % (len(raw), raw)

    def _move(self, tag: str, arguments: str) -> str | None:
        uids, _, name = arguments.partition(" ")
        target = self.server.boxes.get(name.strip('"'))
        if target is None:
            return "NO [TRYCREATE] no such folder"
        for uid in _numbers(uids):
            raw = self.server.boxes["INBOX"].pop(uid, None)
            if raw is not None:
                target[len(target) + 1] = raw
        if self.server.fault.kind == "after" and self.server.fault.command == "MOVE-END" and self.server.fault.times:
            self.server.fault.times = 0
            raise Dropped
        return None

    def _store(self, tag: str, arguments: str) -> None:
        uids, _, rest = arguments.partition(" ")
        for uid in _numbers(uids):
            self.server.flags.setdefault(uid, set()).update(rest[rest.index("(") + 1 : rest.index(")")].split())

    def _idle(self, tag: str, arguments: str) -> str:
        self.say("+ idling")
        if self.server.fault.due("IDLING"):
            if self.server.fault.kind == "drop":
                raise Dropped
            self.stall()
        return "OK idle ended" if self.hear().upper() == "DONE" else "BAD expected DONE"

    def _logout(self, tag: str, arguments: str) -> str:
        self.say("* BYE bye")
        return "OK logged out"


def _numbers(uid_set: str) -> list[int]:
    found: list[int] = []
    for part in uid_set.split(","):
        first, _, last = part.partition(":")
        found += range(int(first), int(last or first) + 1)
    return found
