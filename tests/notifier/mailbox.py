"""A mail server that keeps what it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler

from tocsin.services.broker.ports import free_port


@dataclass
class Mailbox:
    """Whose address Apprise knows, and what came."""

    url: str
    mails: list[Message] = field(default_factory=list)

    @property
    def subjects(self) -> list[str]:
        """Return the subjects in the order in which they came."""
        return ["".join(str(one["subject"]).splitlines()) for one in self.mails]


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Serve on a free port while the block runs."""
    port = free_port("127.0.0.1")
    box = Mailbox(
        f"mailto://127.0.0.1:{port}?from=tocsin@desk.example&to=duty@desk.example&mode=insecure"
    )

    class Keep(MailHandler):
        def handle_message(self, message: Message) -> None:
            box.mails.append(message)

    server = Controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box
    finally:
        server.stop()
