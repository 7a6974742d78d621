"""What a platform's folder brings: `join`, with which `dateline run` starts it, and `checkup` for `dateline doctor`."""

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
    """What a process runs: a worker connects to platforms and posts, a web process listens on a port."""

    ALL = "all"
    WORKER = "worker"
    WEB = "web"


class Connection(Poster, Living, Protocol):
    """A connection to a platform: it posts, answers, and says how it is."""

    async def run(self) -> None:
        """Answer until cancelled; TokenRefused when a token is of no use."""


class Joined(Frozen, frozen=True):
    """What a platform does in a process: its connection, if it has one there, and its routes in the web server.

    The connection ends when any part named in `needs` has ended; the process ends with its last essential connection.
    """

    connection: Connection | None = None
    needs: tuple[str, ...] = ()
    is_essential: bool = True
    routes: Sequence[web.RouteDef] = ()


class Join(Protocol):
    """The function that says what a platform that has its tokens does in a process."""

    def __call__(self, bot: Bot, chosen: Config, role: Role, now: Callable[[], datetime], watch: Watch) -> Joined:
        """Return what the platform does in a process of this role; ConfigError where a setting is missing."""


class Checkup(Protocol):
    """The function that asks a platform about its tokens, and about the channels that schedules post to."""

    def __call__(
        self, chosen: Config, channels: Sequence[Channel], now: datetime, sealed: Mapping[str, str], /
    ) -> AsyncIterator[Diagnosis]:
        """Yield diagnoses; `sealed` are the encrypted tokens of the installations that are stored, by community."""
