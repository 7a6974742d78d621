"""The two apps that are compared on the stand-in of Slack: one that does nothing but answer, and the bot.

`python -m benchmarks.slack_clients noop|dateline socket|http API PORT FOLDER`, with the bot's token, the app's and
the signing secret as a line each on the standard input.
"""

from __future__ import annotations

import asyncio
import gc
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.standins.slack.pointing import point_at


@dataclass(frozen=True, slots=True)
class Given:
    """What an app is started with."""

    mode: str
    port: int
    folder: Path
    bot_token: str
    app_token: str
    secret: str


async def noop(given: Given) -> None:
    """Run the app that does nothing: slack-bolt as its documentation shows it."""
    from aiohttp import web
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncAck, AsyncApp

    app = AsyncApp(token=given.bot_token, signing_secret=given.secret)

    @app.command(re.compile(".*"))
    async def answer(ack: AsyncAck) -> None:
        await ack("ok")

    if given.mode == "socket":
        await AsyncSocketModeHandler(app, given.app_token).start_async()  # type: ignore[no-untyped-call]  # untyped there
        return
    runner = web.AppRunner(app.web_app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", given.port).start()
    await asyncio.Event().wait()


async def dateline(given: Given) -> None:
    """Run the bot as `dateline run` does, with the packs of this checkout and a database of its own."""
    gc.disable()
    from adapters.running import beside
    from adapters.slack.app import SlackApp
    from adapters.slack.settings import SlackSettings
    from adapters.web.app import application, serve
    from bot import clock
    from bot.app import Bot
    from bot.cli import platforms
    from bot.config import Config
    from bot.shelf import Shelf, pack_folders
    from bot.store.late import LateStore

    root = Path(__file__).parents[1]
    shelf = Shelf(pack_folders(root / "facts", root / "tests" / "packs"), given.folder / "cache")
    app_token, secret = (given.app_token, "") if given.mode == "socket" else ("", given.secret)
    with LateStore.begun(given.folder / "dateline.db") as store:
        config = Config(
            given.folder, own=(SlackSettings(bot_token=given.bot_token, app_token=app_token, signing_secret=secret),)
        )
        app = SlackApp(Bot(shelf, store, platforms=platforms()), config, clock.now)
        async with asyncio.TaskGroup() as together:
            together.create_task(beside(store.opening, app.run()))
            if app.routes:
                together.create_task(serve(application(app.routes), given.port))


def main() -> None:
    """Run the app that is named, until it is killed."""
    name, mode, api, port, folder = sys.argv[1:6]
    point_at(api)
    secrets = [sys.stdin.readline().strip() for _ in range(3)]
    asyncio.run({"noop": noop, "dateline": dateline}[name](Given(mode, int(port), Path(folder), *secrets)))


if __name__ == "__main__":
    main()
