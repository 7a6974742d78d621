"""Turn: one request while it is answered, and all that a platform has to do for it."""

from __future__ import annotations

from abc import ABC, abstractmethod

from bot.chat import Channel, Form, Reply, Request, User
from bot.frozen import Frozen


class TooLate(Exception):
    """The platform takes no answer to this request any more; the text says why."""


class Unidentified(Exception):
    """The platform does not tell at the moment who somebody is; the text says why."""


class NotFetched(Exception):
    """A file that cannot be had; the text says why."""


class Upload(Frozen, frozen=True):
    """A file that somebody gave: `size` in bytes, and where it can be fetched, "" where it cannot."""

    name: str
    size: int
    address: str


class Turn(ABC):
    """One request while it is answered: all that a platform has to do for it. What it does not have is as here."""

    @property
    def is_on_private_message(self) -> bool | None:
        """Whether the person alone sees the message whose control was used; None when there is none."""
        return None

    @property
    def is_own_message(self) -> bool:
        """Whether the message whose control was used answered the same person."""
        return False

    async def identify(self, request: Request) -> Request:
        """Return the request with what only the platform knows of the person; Unidentified when it does not tell."""
        return request

    async def is_guest(self, user: User) -> bool:
        """Whether somebody is a guest here, who may never moderate, or nobody at all."""
        return False

    async def defer(self, *, is_private: bool) -> None:  # noqa: B027  # who waits anyway does nothing
        """Acknowledge now and answer later; to be called once at most."""

    @abstractmethod
    async def tell(self, reply: Reply) -> None:
        """Say the answer, in place of the message whose control was used where the reply wants that."""

    async def open(self, form: Form) -> bool:
        """Open a form, and tell whether it could still be opened."""
        return False

    async def fetch(self, upload: Upload) -> bytes:
        """Return the content of a file; NotFetched when it cannot be had."""
        raise NotFetched("files are not taken here")

    async def look(self, channel: Channel) -> Reply | None:
        """Return the refusal to give where the bot may not post, None where it may or nobody can tell."""
        return None

    async def offer(self, completions: tuple[tuple[str, str], ...]) -> None:  # noqa: B027  # nor who completes nothing
        """Offer (label, value) pairs for what is being typed."""
