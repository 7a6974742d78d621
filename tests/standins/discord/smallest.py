"""The smallest bot that uses all of the stand-in of Discord, on the real discord.py."""

import discord

QUIET = discord.AllowedMentions.none()


class Card(discord.ui.LayoutView):
    """A text and three buttons."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        row: discord.ui.ActionRow[Card] = discord.ui.ActionRow()
        row.add_item(discord.ui.Button(label="Next", custom_id="next"))
        row.add_item(discord.ui.Button(label="Ask", custom_id="ask"))
        row.add_item(discord.ui.Button(label="Later", custom_id="later"))
        self.add_item(discord.ui.Container(discord.ui.TextDisplay(text), row))
        self.stop()


class Question(discord.ui.Modal):
    """One line to fill in."""

    def __init__(self) -> None:
        super().__init__(title="When?", custom_id="when")
        self.add_item(discord.ui.Label(text="Year", component=discord.ui.TextInput(custom_id="year", max_length=4)))
        self.stop()


class SmallestBot(discord.Client):
    """It answers commands, a button and a modal, and completes a word."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True), allowed_mentions=QUIET, guild_ready_timeout=0.01
        )
        self.tree = discord.app_commands.CommandTree(self)
        self.tree.command(name="timeline", description="What happened in a year")(timeline)
        self.tree.command(name="slow", description="Think first")(slow)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing: discord.py would wait for five seconds."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Route what is no command."""
        custom_id = interaction.data.get("custom_id") if interaction.data else None
        if custom_id == "next":
            await interaction.response.edit_message(view=Card("2009"))
        elif custom_id == "later":
            await interaction.response.defer()
            await interaction.edit_original_response(view=Card("2010"))
        elif custom_id == "ask":
            await interaction.response.send_modal(Question())
        elif custom_id == "when":
            await interaction.response.send_message("Thank you", ephemeral=True)


class Shards(discord.AutoShardedClient):
    """A client of several shards that does not wait between them."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""


async def timeline(interaction: discord.Interaction, when: str, details: bool = False) -> None:
    """Answer at once."""
    await interaction.response.send_message(view=Card(when + " in detail" * details))


async def slow(interaction: discord.Interaction) -> None:
    """Answer later."""
    await interaction.response.defer(thinking=True)
    await interaction.followup.send(view=Card("at last"))
    await interaction.followup.send("one more thing", ephemeral=True)


async def complete(interaction: discord.Interaction, current: str) -> list[discord.app_commands.Choice[str]]:
    """Offer two years."""
    return [discord.app_commands.Choice(name=f"{current}{end}", value=f"{current}{end}") for end in "89"]
