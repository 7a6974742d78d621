"""One line from its arrival to its answer: what is said is kept, for whoever shows it."""

from __future__ import annotations

from pathlib import Path

from adapters.console import words
from adapters.conversation import Conversation
from adapters.turn import NotFetched, Turn, Upload
from bot.app import Bot
from bot.chat import Form, Reply, Request


class ConsoleTurn(Turn):
    """What came of a line: a reply, or a form to be filled in first. Nobody waits, and nobody else is there."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.form: Form | None = None

    async def tell(self, reply: Reply) -> None:
        """Keep the answer."""
        self.reply = reply

    async def open(self, form: Form) -> bool:
        """Keep the form."""
        self.form = form
        return True

    async def fetch(self, upload: Upload) -> bytes:
        """Return the content of a file; NotFetched when it cannot be read."""
        try:
            return Path(upload.address).read_bytes()
        except OSError as error:
            raise NotFetched(error.strerror or type(error).__name__) from error


async def answer(bot: Bot, line: str, request: Request) -> Reply:
    """Return the answer to one line; where a form would be opened, what to type instead."""
    turn = ConsoleTurn()
    await Conversation(bot).read(turn, request, line)
    if turn.form is None:
        return turn.reply
    names = (f"{field.name}:<{field.label}>" for field in turn.form.inputs)
    return Reply(text=bot.words(request)(words.AS_OPTIONS, names=" ".join(names)), is_error=True)


def upload_of(text: str) -> Upload:
    """Return the file that a path names; `fetch` raises NotFetched for one that is not there."""
    path = Path(text).expanduser()
    return Upload(path.name or text, path.stat().st_size if path.is_file() else 0, str(path))
