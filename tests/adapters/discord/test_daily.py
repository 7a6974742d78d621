"""The daily game on Discord: one message of one's own from beginning to end, and a result that all see by a press."""

from __future__ import annotations

import pytest

from tests.adapters.discord.conftest import House
from tests.school import NOON, draw_for
from tests.standins.clock import HandClock
from tests.standins.discord import DiscordStandin


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON.timestamp())


async def test_one_private_message_is_edited_to_the_end_and_a_press_shares_it(
    standin: DiscordStandin, house: House
) -> None:
    house.now = NOON
    house.bot.store.transact(lambda records: (None, (draw_for("discord", standin.guild.id),)))
    async with house.open():
        shown = first = await (await standin.slash("daily")).message()
        for _ in range(5):
            clicked = await standin.click(shown, next(iter(shown.buttons)))
            shown = await clicked.message()
            assert shown.id == first.id
        shared = await (await standin.click(shown, "Share")).message()
        other = await (await standin.click(shared, "Play", user=standin.moderator)).message()

        assert first.ephemeral
        assert "Share" in shown.buttons
        assert not shared.ephemeral
        assert "Dateline 331" in shared.text
        assert f"<@{standin.user.id}>: " in shared.text
        assert (other.ephemeral, other.id == shared.id) == (True, False)
        assert "Place it 331 · 1 of 5" in other.text
