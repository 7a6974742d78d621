"""What a platform brings: `join` and `checkup` in its folder; what runs the platforms, and asks them, knows none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from adapters.ticker import Poster
from adapters.watch import Living, Watch
from bot.app import Bot
from bot.chat import Channel
from bot.config import Config
from bot.diagnosis import Diagnosis
from bot.frozen import Frozen

if TYPE_CHECKING:
    from aiohttp import web


class Role(StrEnum):
    """Which part of the whole a process runs: gateways, sockets and what posts; or what listens on a port."""

    ALL = "all"
    WORKER = "worker"
    WEB = "web"


class Connection(Poster, Living, Protocol):
    """A platform that is connected to: posts go there, and it says how it is."""

    async def run(self) -> None:
        """Answer until cancelled; TokenRefused when a token is of no use."""


class Joined(Frozen, frozen=True):
    """What a platform does in a process: its connection, if it has one there, and what the web server carries of it.

    The connection ends with any part of `needs`; without one that is essential the process has nothing left to do.
    """

    connection: Connection | None = None
    needs: tuple[str, ...] = ()
    is_essential: bool = True
    routes: Sequence[web.RouteDef] = ()


class Join(Protocol):
    """Says what a platform, which is set, does in a process of a role."""

    def __call__(self, bot: Bot, chosen: Config, role: Role, now: Callable[[], datetime], watch: Watch) -> Joined:
        """Return it; ConfigError where a setting is lacking."""


class Checkup(Protocol):
    """Asks a platform, for `dateline doctor`, what it says of its tokens and of the channels that schedules post to."""

    def __call__(
        self, chosen: Config, channels: Sequence[Channel], now: datetime, sealed: Mapping[str, str], /
    ) -> AsyncIterator[Diagnosis]:
        """Yield what is found; `sealed` are the tokens of those who installed the bot, as stored, by community."""
