"""What `dateline run` starts: the platforms, what posts to them, and the web server; and how it ends."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any

from adapters.joining import Join, Role
from adapters.nudges import Nudges
from adapters.supervisor import Part, State, Supervisor
from adapters.tasks import in_background, together
from adapters.ticker import Poster, Ticker
from adapters.watch import Living, Watch
from bot import clock
from bot.app import Bot
from bot.config import Config, ConfigError

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.web.classes import Classes

log = logging.getLogger(__name__)
# So long after SIGTERM the process ends at once: posts that were under way are in doubt then, as after a crash.
DEADLINE_SECONDS = 9.5
# After a start the bot is busy with connecting and the first answers; it loads the rest after this.
WARM_AFTER_SECONDS = 5.0
# So long a thread that plans, reads or loads holds the interpreter while the one that answers people waits for it; ten
# times that is Python's default: https://docs.python.org/3/library/sys.html#sys.setswitchinterval
SHORT_TURN_SECONDS = 0.0005


def check(chosen: Config, role: Role) -> None:
    """Raise ConfigError where a process of this role could not work."""
    if role is Role.WEB and not isinstance(chosen.database, str):
        raise ConfigError(
            "`dateline run web` runs beside a worker, and SQLite's file is one process's. Run `dateline run`, which "
            "does all in one; or set DATABASE_URL to a PostgreSQL database."
        )
    if role is Role.WORKER and not chosen.platforms():
        raise ConfigError("`dateline run worker` has no platform: set DISCORD_TOKEN, or Slack's (docs/deploy.md).")


def stay_on_hangup() -> None:
    """Ignore SIGHUP until it reloads the packs, so that one that comes too early does not end the process.

    Windows has no such signal.
    """
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


async def serve(bot: Bot, chosen: Config, role: Role, opening: Future[Any]) -> None:
    """Run until SIGTERM, or until no essential part can run; raises the error of `opening`, which opens the store."""
    task, reloading = asyncio.current_task(), Reloading(bot)
    take_short_turns()
    _on("SIGTERM", lambda: _end(task))
    _on("SIGHUP", reloading.begin)
    loop = asyncio.get_running_loop()
    loop.call_later(WARM_AFTER_SECONDS, lambda: loop.run_in_executor(None, _warm, bot))
    parts = Parts(bot, chosen, role)
    supervisor = Supervisor(parts.all(), clock.monotonic, Random())
    parts.states = lambda: supervisor.states
    await beside(opening, supervisor.run())


def take_short_turns() -> None:
    """Have threads take turns more often, so that people notice nothing of those that plan, read or load."""
    sys.setswitchinterval(SHORT_TURN_SECONDS)


async def beside(opening: Future[Any], running: Coroutine[Any, Any, None]) -> None:
    """Run something while the store is opened; raise what either of them raises."""
    await together(running, _loaded(opening))


async def _loaded(opening: Future[Any]) -> None:
    await asyncio.wrap_future(opening)
    # What is loaded by now stays in memory: the garbage collector need not walk through it again and again.
    gc.freeze()
    gc.enable()


def _warm(bot: Bot) -> None:
    bot.warm()
    gc.freeze()


class Parts:
    """The parts that a process of a role runs side by side."""

    def __init__(self, bot: Bot, chosen: Config, role: Role) -> None:
        self._bot = bot
        self._chosen = chosen
        self._role = role
        self._watch = Watch(clock.monotonic)
        self._posters: dict[str, Poster] = {}
        self._living: dict[str, Living] = {}
        self._routes: list[web.RouteDef] = []
        self._sleepers: dict[str, Callable[[], object]] = {}
        self.states: Callable[[], Mapping[str, State]] = dict

    def all(self) -> tuple[Part, ...]:
        """Return the parts: essential are the platforms' connections, or in a web process the web server."""
        parts = [*self._platforms()]
        if self._posters:
            parts.append(Part("ticker", self._tick, ends_first=True))
        if self._listens():
            parts.append(Part("web", self._web, essential=self._role is Role.WEB))
        return (*parts, Part("watch", self._watch.run))

    def _platforms(self) -> Iterator[Part]:
        for name in self._chosen.platforms():
            # Imported here, so that only the libraries of platforms with tokens are loaded.
            join: Join = import_module(f"adapters.{name}.joining").join
            joined = join(self._bot, self._chosen, self._role, clock.now, self._watch)
            self._routes += joined.routes
            if joined.connection:
                self._posters[name] = self._living[name] = joined.connection
                yield Part(name, joined.connection.run, joined.needs, essential=joined.is_essential)

    async def _tick(self) -> None:
        """Post what is due; the outbox is loaded in a thread first, while the platforms connect."""
        outbox = await asyncio.to_thread(lambda: self._bot.outbox)
        ticker = Ticker(outbox, self._posters, clock.now, clock.monotonic, watch=self._watch)
        self._wake_on_store("ticker", ticker.nudge)
        await ticker.run()

    def _wake_on_store(self, name: str, nudge: Callable[[], object]) -> None:
        """Have `nudge` called whenever this process has stored something that a person asked for."""
        self._sleepers[name] = nudge
        self._bot.on_stored = Nudges(self._nudge).nudge

    def _nudge(self) -> None:
        for nudge in self._sleepers.values():
            nudge()

    def _listens(self) -> bool:
        """Whether the process listens on a port; a worker does, for /healthz, where its host gives it one."""
        if self._role is Role.WORKER:
            return self._chosen.is_hosted
        return self._role is Role.WEB or self._chosen.listens

    async def _web(self) -> None:
        from adapters.web.app import application, serve
        from adapters.web.health import Health

        health = Health(self._watch, self._living, self.states, self._bot.store)
        routes = [*health.routes(self._chosen.metrics_token), *self._routes]
        classes = self._classes() if self._chosen.url and self._role is not Role.WORKER else None
        if classes:
            routes += classes.routes()
        ends = [classes.close] if classes else []
        await serve(application(routes, ends, self._chosen.proxies), self._chosen.port, self._chosen.listen)

    def _classes(self) -> Classes:
        """Return the pages on which rounds are played in browsers."""
        from adapters.web.classes import Classes
        from adapters.web.hub import Hub
        from bot.rooms import Rooms

        rooms = Rooms(self._bot.store)
        classes = Classes(self._bot, Hub(self._bot, rooms, self._bot.address), rooms, clock.now, clock.monotonic)
        self._wake_on_store("classes", classes.nudge)
        return classes


class Reloading:
    """Reads the packs again; where any of them has problems, those that are open stay as they are."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin to read the packs again, unless that is under way."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._reload())

    async def _reload(self) -> None:
        problems = await in_background(self._bot.shelf.reload)
        for problem in problems[:10]:
            log.error("%s", problem)
        if problems:
            log.error("problems in the packs: %s; those that were open stay open", len(problems))
        else:
            log.info("the packs were read anew")


def _on(name: str, act: Callable[[], object]) -> None:
    # Windows has no such handlers, and not all of the signals.
    with suppress(NotImplementedError, AttributeError):
        asyncio.get_running_loop().add_signal_handler(getattr(signal, name), act)


def _end(task: asyncio.Task[None] | None) -> None:
    """Cancel the task, and end the process after DEADLINE_SECONDS even if something in it does not end."""
    log.info("told to end")
    watchdog = threading.Timer(DEADLINE_SECONDS, _give_up)
    watchdog.daemon = True
    watchdog.start()
    if task:
        task.cancel()


def _give_up() -> None:
    log.error("not ended in time; what was under way is in doubt")
    os._exit(1)
