"""The clients on Discord that do nothing but answer, beside which the bot is measured."""

from __future__ import annotations

from pathlib import Path

import discord


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
