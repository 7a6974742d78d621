"""WatchedTurn: a turn that tells how long a person waited for the first sign of an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.chat import Channel, Form, Reply, Request, User

if TYPE_CHECKING:
    from adapters.turn import Turn, Upload


class WatchedTurn:
    """Does what its turn does, and calls `acknowledged` once, when the person has first been told something."""

    def __init__(self, turn: Turn, acknowledged: Callable[[], None]) -> None:
        self._turn = turn
        self._acknowledged = acknowledged
        self._is_acknowledged = False

    @property
    def is_on_private_message(self) -> bool | None:
        """Whether the person alone sees the message whose control was used; None when there is none."""
        return self._turn.is_on_private_message

    @property
    def is_own_message(self) -> bool:
        """Whether the message whose control was used answered the same person."""
        return self._turn.is_own_message

    async def identify(self, request: Request) -> Request:
        """Return the request with what only the platform knows of the person."""
        return await self._turn.identify(request)

    async def is_guest(self, user: User) -> bool:
        """Whether somebody is a guest here."""
        return await self._turn.is_guest(user)

    async def defer(self, *, is_private: bool) -> None:
        """Acknowledge now and answer later."""
        await self._turn.defer(is_private=is_private)
        self._note()

    async def tell(self, reply: Reply) -> None:
        """Say the answer."""
        await self._turn.tell(reply)
        self._note()

    async def open(self, form: Form) -> bool:
        """Open a form, and tell whether it could still be opened."""
        is_open = await self._turn.open(form)
        self._note()
        return is_open

    async def fetch(self, upload: Upload) -> bytes:
        """Return the content of a file."""
        return await self._turn.fetch(upload)

    async def look(self, channel: Channel) -> Reply | None:
        """Return the refusal to give where the bot may not post."""
        return await self._turn.look(channel)

    def _note(self) -> None:
        if not self._is_acknowledged:
            self._is_acknowledged = True
            self._acknowledged()
