"""A real SMTP server on this machine that keeps the mail it accepted."""

import asyncio
import email
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """Keeps what it accepted. Until `answers` is set it has a mail and does not say that it took it."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.refusal = ""
        self.reached = threading.Event()
        self.answers = threading.Event()
        self.answers.set()

    def took(self, mails: int, *, within: float) -> bool:
        """Whether it accepted so many before these seconds were over."""
        ends_at = time.monotonic() + within
        while len(self.received) < mails and time.monotonic() < ends_at:
            time.sleep(0.05)
        return len(self.received) >= mails

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- the name aiosmtpd calls
        self.reached.set()
        while not self.answers.is_set():
            await asyncio.sleep(0.02)
        if self.refusal:
            return self.refusal
        self.received.append(email.message_from_bytes(envelope.content))
        return "250 kept"


@contextmanager
def listening(sink: Sink) -> Iterator[tuple[str, int]]:
    """The host and port it is reached at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    controller = Controller(sink, hostname=host, port=port)
    controller.start()
    try:
        yield host, port
    finally:
        controller.stop()
