"""One interaction: what somebody asked of the bot, and what came back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests.standins.bell import PATIENCE, Bell
from tests.standins.discord.messages import Message, Messages
from tests.standins.discord.world import Channel, User
from tests.standins.wire import Json

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, OPENS_MODAL = 4, 5, 6, 7, 8, 9


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Callback:
    """The first response: its type, what it carries, and how many seconds after the event it came."""

    kind: int
    content: Json
    after: float


@dataclass(slots=True, eq=False)
class Asked:
    """An interaction on its way; the stand-in fills it in, a test waits for what it wants to see."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    guild_id: str | None
    at: float
    sent: float
    bell: Bell
    messages: Messages
    payload: Json
    source: Message | None = None
    visiting: bool = False
    callback: Callback | None = None
    original_id: str | None = None
    placeholder: bool = False
    awaits_edit: bool = False  # an update was deferred, and the message is still as it was
    deleted: bool = False
    follow_up_ids: list[str] = field(default_factory=list)

    async def answered(self, timeout: float = PATIENCE) -> Callback:
        """The first response, whatever it is."""
        return await self._until(lambda: self.callback, "an answer", timeout)

    async def message(self, timeout: float = PATIENCE) -> Message:
        """The message that the person sees in the end: no placeholder, but the answer or the first follow-up."""
        return await self._until(self._visible, "a message", timeout)

    async def follow_up(self, index: int = 0, timeout: float = PATIENCE) -> Message:
        """A later message, counted from 0; what filled a placeholder is not one."""

        def there() -> Message | None:
            return self.messages.any(self.follow_up_ids[index]) if len(self.follow_up_ids) > index else None

        return await self._until(there, f"follow-up {index}", timeout)

    async def choices(self, timeout: float = PATIENCE) -> list[Json]:
        """What an autocompletion offers: `name` and `value` each."""
        callback = await self.answered(timeout)
        return list(callback.content["choices"])

    async def modal(self, timeout: float = PATIENCE) -> Json:
        """The modal that was opened."""
        callback = await self.answered(timeout)
        if callback.kind != OPENS_MODAL:
            raise LookupError(f"the answer is of type {callback.kind}, not a modal: {callback.content}")
        return callback.content

    async def vanished(self, timeout: float = PATIENCE) -> None:
        """The original answer was deleted."""
        await self._until(lambda: self.deleted or None, "a deletion", timeout)

    @property
    def original(self) -> Message | None:
        """The original answer, or the message that an update changed; None before it is there or when it is gone."""
        id = self.original_id or ""
        return self.messages.public.get(id) or self.messages.ephemeral.get(id)

    def _visible(self) -> Message | None:
        if self.original and not self.original.loading and not self.awaits_edit:
            return self.original
        return self.messages.any(self.follow_up_ids[0]) if self.follow_up_ids else None

    async def _until(self, ask: Callable[[], T | None], what: str, timeout: float) -> T:
        try:
            return await self.bell.until(ask, timeout)
        except TimeoutError:
            raise TimeoutError(f"{what} to {self.payload.get('data')} did not come in {timeout} s") from None
