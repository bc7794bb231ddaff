"""The IMAP side: pymap with its dictionary backend, filled from within the process.

Everything is in memory, so a start takes milliseconds and nothing is left behind. pymap has no keywords of
a user's own, no CONDSTORE and no NAMESPACE; it has MOVE and IDLE, which is what the worker uses.
"""

import asyncio
import contextvars
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime

from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext


class ImapServer:
    """A pymap on 127.0.0.1. Make and use it inside one running event loop."""

    def __init__(self, users: Mapping[str, str]) -> None:
        """``users``: user name -> password, each with an INBOX of its own."""
        self._config = Config(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host="127.0.0.1",
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            hash_context=Cleartext(),  # the passwords of a demo are on the screen anyway; hashing costs 0.3 s a login
            tls_enabled=False,
            secure_auth=False,
        )
        self._login = Login(self._config)
        for name, password in users.items():
            self._login.users_dict[name] = UserMetadata(self._config, name, password=password)
        # pymap keeps its locks' kind in a context variable: everything of it has to run in this context.
        self._context = contextvars.copy_context()
        self._context.run(self._config.apply_context)
        self._server: asyncio.Server | None = None

    async def start(self, port: int) -> int:
        """Listen on the port (0: any free one); returns the port."""

        async def listen() -> asyncio.Server:
            serve = ProxyProtocolReader(ProxyProtocolNoop()).get_callback(IMAPServer(self._login, self._config))
            return await asyncio.start_server(serve, host="127.0.0.1", port=port)

        self._server = await asyncio.get_running_loop().create_task(listen(), context=self._context)
        return int(self._server.sockets[0].getsockname()[1])

    async def append(self, user: str, raw: bytes, when: datetime, folder: str = "INBOX") -> None:
        """Put a message into a folder of a user; clients in IDLE hear of it."""

        async def put() -> None:
            async with Identity(user, self._login, None, frozenset()).new_session() as session:
                box = await session.mailbox_set.get_mailbox(folder)
                await box.append(AppendMessage(raw, when), recent=True)

        await asyncio.get_running_loop().create_task(put(), context=self._context)

    async def stop(self) -> None:
        """Stop listening; open connections end with the loop."""
        if self._server is not None:
            self._server.close()
