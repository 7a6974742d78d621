"""What the core is asked, as one platform's adapter makes it of what people do there."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import fields

from bot.app import Bot
from bot.chat import Channel, Reply, Request, User
from bot.deciding import Answer

EMPTY = {"user": User("", "", ""), "channel": Channel("", "", ""), "command": "", "at": None, "options": {}}


class AskedBot(Bot):
    """A bot that remembers what it was asked."""

    asked: list[Request]

    def handle(self, request: Request) -> Reply:
        """Answer, and remember."""
        self.asked.append(request)
        return super().handle(request)

    def submit(self, request: Request) -> Answer:
        """Answer, and remember."""
        self.asked.append(request)
        return super().submit(request)


def unfilled(requests: Iterable[Request]) -> set[str]:
    """Return the fields that none of these requests has filled."""
    return {
        field.name
        for field in fields(Request)
        if all(getattr(request, field.name) == _default(field.name) for request in requests)
    }


def _default(name: str) -> object:
    field = next(field for field in fields(Request) if field.name == name)
    return EMPTY.get(name, field.default)
