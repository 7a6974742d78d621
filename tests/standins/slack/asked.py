"""One thing that Slack tells the bot: what somebody did, how it was acknowledged, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.standins.bell import PATIENCE, Bell
from tests.standins.slack.messages import Message, Shelf, View
from tests.standins.slack.world import Channel, Team, User
from tests.standins.wire import Json

T = TypeVar("T")
SLASH, INTERACTIVE, EVENT = "slash_commands", "interactive", "events_api"


@dataclass(frozen=True, slots=True)
class Ack:
    """One acknowledgement: what it carries, how many seconds after the event it came, and its HTTP status."""

    content: Any
    after: float
    status: int = 200


@dataclass(slots=True, eq=False)
class Asked:
    """What was sent to the bot; the stand-in fills it in, a test waits for what it wants to see."""

    kind: str
    team: Team
    user: User
    channel: Channel | None
    payload: Json
    at: float
    sent: float
    bell: Bell
    shelf: Shelf
    source: Message | View | None = None
    acks: list[Ack] = field(default_factory=list)
    responses: list[Json] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    view_ids: list[str] = field(default_factory=list)
    trigger_used: bool = False
    cleared: bool = False

    async def acked(self, index: int = 0, timeout: float = PATIENCE) -> Ack:
        """An acknowledgement; a duplicated event has two."""
        return await self._until(lambda: self.acks[index] if len(self.acks) > index else None, "an ack", timeout)

    async def message(self, index: int = 0, timeout: float = PATIENCE) -> Message:
        """What was said through the acknowledgement or the response_url, as it stands now."""

        def there() -> Message | None:
            return self.shelf.current(self.messages[index]) if len(self.messages) > index else None

        return await self._until(there, f"message {index}", timeout)

    async def view(self, timeout: float = PATIENCE) -> View:
        """The view that was opened, pushed or updated because of this, as it stands now."""
        return await self._until(
            lambda: self.shelf.views[self.view_ids[-1]] if self.view_ids else None, "a view", timeout
        )

    async def errors(self, timeout: float = PATIENCE) -> dict[str, str]:
        """What a submitted view was told to mend, by block id."""
        ack = await self.acked(timeout=timeout)
        return dict((ack.content or {}).get("errors", {}))

    async def options(self, timeout: float = PATIENCE) -> list[Json]:
        """What a select with external data was offered."""
        ack = await self.acked(timeout=timeout)
        return list(ack.content["options"])

    async def _until(self, ask: Callable[[], T | None], what: str, timeout: float) -> T:
        try:
            return await self.bell.until(ask, timeout)
        except TimeoutError:
            raise TimeoutError(
                f"{what} to a {self.payload.get('type', self.kind)} did not come in {timeout} s"
            ) from None
