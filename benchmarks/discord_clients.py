"""The clients that are compared on the stand-in of Discord: two that do nothing but answer, and the bot.

`python -m benchmarks.discord_clients noop|card|dateline API GATEWAY FOLDER`, with the token in DISCORD_TOKEN.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from pathlib import Path

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL


class NoOp(discord.Client):
    """Answers every interaction with two letters."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer."""
        await interaction.response.send_message("ok")


class SameCard(discord.Client):
    """Answers every interaction with one card, as large as those of the bot: what sending it costs by itself."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self._view: discord.ui.LayoutView | None = None

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer."""
        self._view = self._view or card()
        await interaction.response.send_message(view=self._view)


def card() -> discord.ui.LayoutView:
    """Return a card of five entries and two buttons."""
    view = discord.ui.LayoutView(timeout=None)
    texts = [discord.ui.TextDisplay[discord.ui.LayoutView]("An entry with its source. " * 20) for _ in range(6)]
    row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
    for label in ("Previous", "Next"):
        row.add_item(discord.ui.Button(label=label, custom_id=label))
    view.add_item(discord.ui.Container(*texts, row))
    view.stop()
    return view


async def noop(token: str, folder: Path) -> None:
    """Run the client that does nothing."""
    await NoOp(intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()).start(token)


async def same_card(token: str, folder: Path) -> None:
    """Run the client that always sends one card."""
    await SameCard(discord.Intents(guilds=True)).start(token)


async def dateline(token: str, folder: Path) -> None:
    """Run the bot, with the packs of this checkout and a database of its own."""
    gc.disable()
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
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    asyncio.run(
        {"noop": noop, "card": same_card, "dateline": dateline}[name](sys.stdin.readline().strip(), Path(folder))
    )


if __name__ == "__main__":
    main()
