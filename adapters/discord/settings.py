"""What the operator sets for Discord."""

from __future__ import annotations

from typing import ClassVar

from bot.frozen import Frozen
from bot.settings import PlatformSettings, Setting, token_reader


class Shards(Frozen, frozen=True):
    """Which of the gateway's shards this process runs; no `ids` means as many as are advised."""

    ids: tuple[int, ...] = ()
    count: int = 0


ALL_SHARDS = Shards()


def _shards(text: str) -> Shards:
    """Read `0,1/4`: these of four shards."""
    if not text:
        return ALL_SHARDS
    ids, _, count = text.partition("/")
    numbers = [part.strip() for part in (*ids.split(","), count)]
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in numbers):
        raise ValueError("write the shards of this process and how many there are: 0,1/4")
    chosen, total = tuple(dict.fromkeys(int(part) for part in numbers[:-1])), int(numbers[-1])
    if not total:
        raise ValueError("there is at least one shard: 0/1")
    if max(chosen) >= total:
        raise ValueError(f"shards of {total} are numbered 0 to {total - 1}")
    return Shards(chosen, total)


class DiscordSettings(PlatformSettings, frozen=True):
    """Discord's token and shards."""

    token: str = ""
    shards: Shards = ALL_SHARDS

    platform = "discord"
    rows: ClassVar[tuple[Setting, ...]] = (
        Setting(
            "DISCORD_TOKEN",
            "token",
            "Discord: the bot's token, from the Bot page of your application in the Developer Portal. Set: Discord "
            "starts.",
            token_reader("the token of the Bot page", "Bot "),
            is_secret=True,
        ),
        Setting(
            "DATELINE_SHARDS",
            "shards",
            "Discord's shards of this process, such as 0,1/4 for the first two of four; empty for as many as it "
            "advises.",
            _shards,
        ),
    )

    @property
    def are_whole(self) -> bool:
        """Whether there is a token."""
        return bool(self.token)
