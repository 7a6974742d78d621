"""The clients that are compared on the stand-in of Discord: two that do nothing but answer, and the bot.

`python -m benchmarks.discord_clients noop|card|dateline API GATEWAY FOLDER`, with the token in DISCORD_TOKEN.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from pathlib import Path


async def dateline(token: str, folder: Path) -> None:
    """Run the bot as `dateline run` does, with the packs of this checkout and a database of its own."""
    from adapters.discord.app import DiscordApp
    from adapters.discord.settings import DiscordSettings
    from adapters.running import beside
    from bot import clock
    from bot.app import Bot
    from bot.cli import platforms
    from bot.config import Config
    from bot.shelf import Shelf, pack_folders
    from bot.store.late import LateStore

    root = Path(__file__).parents[1]
    shelf = Shelf(pack_folders(root / "facts", root / "tests" / "packs"), folder / "cache")
    with LateStore.begun(folder / "dateline.db") as store:
        chosen = Config(folder, own=(DiscordSettings(token=token),))
        await beside(store.opening, DiscordApp(Bot(shelf, store, platforms=platforms()), chosen, clock.now).run())


def main() -> None:
    """Run the client that is named, until it is killed."""
    name, api, gateway, folder = sys.argv[1:5]
    if name == "dateline":
        # As `dateline run` does, before it loads what it needs.
        gc.disable()
    from discord.gateway import DiscordWebSocket
    from discord.http import Route
    from yarl import URL

    from benchmarks.discord_floors import noop, same_card

    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    asyncio.run(
        {"noop": noop, "card": same_card, "dateline": dateline}[name](sys.stdin.readline().strip(), Path(folder))
    )


if __name__ == "__main__":
    main()
