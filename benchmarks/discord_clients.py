"""The clients that are compared on the stand-in of Discord: two that do nothing but answer, and the bot.

`python -m benchmarks.discord_clients noop|card|dateline API GATEWAY FOLDER`, with the token in DISCORD_TOKEN.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from pathlib import Path


async def dateline(token: str, folder: Path) -> None:
    """Run the bot, with the packs of this checkout and a database of its own."""
    from adapters.discord.app import DiscordApp
    from adapters.discord.settings import DiscordSettings
    from bot import clock
    from bot.app import Bot
    from bot.cli import platforms
    from bot.config import Config
    from bot.shelf import Shelf, pack_folders
    from bot.store.store import Store

    root = Path(__file__).parents[1]
    shelf = Shelf(pack_folders(root / "facts", root / "tests" / "packs"), folder / "cache")
    gc.freeze()
    gc.enable()
    with Store.open(folder / "dateline.db") as store:
        await DiscordApp(
            Bot(shelf, store, platforms=platforms()), Config(folder, own=(DiscordSettings(token=token),)), clock.now
        ).run()


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
