"""An SMTP server that fails where it is told to, and keeps what it accepted."""

import base64

from tests.servers.scripted import Dropped, Fault, ScriptedConnection, ScriptedServer


class ScriptedSmtp(ScriptedServer):
    """``accepted``: (envelope sender, recipient, bytes before un-stuffing) of every letter answered 250.

    Fault commands: banner, EHLO, MAIL, RCPT, DATA, dot (the letter was read, the answer is the fault), RSET, NOOP,
    AUTH. Kinds: ``drop``, ``stall``, ``garbage``, or the first digits of a reply such as ``421``.
    """

    def __init__(
        self, *, fault: Fault | None = None, extensions: tuple[str, ...] = ("8BITMIME", "SIZE 1000000"), token: str = ""
    ) -> None:
        super().__init__(_Smtp, fault)
        self.extensions = extensions
        self.token = token
        self.accepted: list[tuple[str, str, bytes]] = []
        self.hang_up_when_idle = False  # close after every accepted letter, as impatient servers do


class _Smtp(ScriptedConnection):
    server: ScriptedSmtp

    def talk(self) -> None:
        sender = recipient = ""
        if not self._fault("banner"):
            self.say("220 scripted ESMTP")
        while True:
            line = self.hear()
            command = line.split(" ", 1)[0].upper()
            if self._fault(command):
                continue
            match command:
                case "EHLO":
                    self.say("250-scripted")
                    for extension in self.server.extensions:
                        self.say(f"250-{extension}")
                    self.say("250 HELP")
                case "MAIL":
                    sender = line[line.index("<") + 1 : line.index(">")]
                    self.say("250 2.1.0 Ok")
                case "RCPT":
                    recipient = line[line.index("<") + 1 : line.index(">")]
                    self.say("250 2.1.5 Ok")
                case "DATA":
                    self.say("354 go on")
                    self._letter(sender, recipient)
                case "AUTH":
                    self._auth(line)
                case "QUIT":
                    self.say("221 bye")
                    return
                case "HELO" | "RSET" | "NOOP":
                    self.say("250 Ok")
                case _:
                    self.say("502 5.5.2 unknown")

    def _letter(self, sender: str, recipient: str) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise EOFError
            lines.append(line)
        if self._fault("dot"):
            return
        self.server.accepted.append((sender, recipient, b"".join(lines)))
        self.say("250 2.0.0 Ok: queued")
        if self.server.hang_up_when_idle:
            raise Dropped

    def _auth(self, line: str) -> None:
        said = base64.b64decode(line.split(" ")[2]).decode()
        if self.server.token and f"Bearer {self.server.token}\1" not in said:
            self.say("334 " + base64.b64encode(b'{"status":"401"}').decode())
            self.hear()
            self.say("535 5.7.8 not accepted")
        else:
            self.say("235 2.7.0 accepted")

    def _fault(self, command: str) -> bool:
        if not self.server.fault.due(command):
            return False
        match self.server.fault.kind:
            case "drop":
                raise Dropped
            case "stall":
                self.stall()
            case "garbage":
                self.say(b"\xff\x00 HTTP/1.1 400 Bad Request")
            case code:
                self.say(f"{code} scripted answer")
                if code.startswith("421"):
                    raise Dropped
        return True
