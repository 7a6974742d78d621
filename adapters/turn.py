"""Turn: what a platform can do for one request while it is answered."""

from __future__ import annotations

from abc import ABC, abstractmethod

from bot.chat import Channel, Form, Reply, Request, User
from bot.frozen import Frozen


class TooLate(Exception):
    """The platform takes no answer to this request any more; the text says why."""


class Unidentified(Exception):
    """The platform does not say at the moment who somebody is; the text says why."""


class NotFetched(Exception):
    """A file that cannot be fetched; the text says why."""


class Upload(Frozen, frozen=True):
    """A file that somebody uploaded: `size` is in bytes; `address` is "" where it cannot be fetched."""

    name: str
    size: int
    address: str


class Turn(ABC):
    """One request while it is answered. A platform overrides what it can do; only `tell` it must."""

    @property
    def is_on_private_message(self) -> bool | None:
        """Whether only the person sees the message whose button was pressed; None when none was pressed."""
        return None

    @property
    def is_own_message(self) -> bool:
        """Whether the message whose button was pressed is an answer to the same person."""
        return False

    async def identify(self, request: Request) -> Request:
        """Return the request with what only the platform knows of the person; Unidentified when it does not say."""
        return request

    async def is_guest(self, user: User) -> bool:
        """Whether a user may never moderate: a guest, or the id of nobody."""
        return False

    async def defer(self, *, is_private: bool) -> None:  # noqa: B027  # some platforms need no acknowledgement
        """Acknowledge now and answer later; to be called once at most."""

    @abstractmethod
    async def tell(self, reply: Reply) -> None:
        """Show the answer; a reply that `replaces` in place of the message whose button was pressed."""

    async def open(self, form: Form) -> bool:
        """Open a form, and return whether it could still be opened."""
        return False

    async def fetch(self, upload: Upload) -> bytes:
        """Return the content of a file; NotFetched when it cannot be fetched."""
        raise NotFetched("files are not taken here")

    async def look(self, channel: Channel) -> Reply | None:
        """Return a refusal where the bot may not post into a channel, None where it may or that cannot be found out."""
        return None

    async def offer(self, completions: tuple[tuple[str, str], ...]) -> None:  # noqa: B027  # some complete nothing
        """Offer (label, value) pairs for what is being typed."""
