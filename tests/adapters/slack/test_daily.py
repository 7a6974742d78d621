"""The daily game on Slack: one message of one's own from beginning to end, and a result that all see by a press."""

from __future__ import annotations

import pytest

from tests.adapters.slack.conftest import House
from tests.school import NOON, draw_for
from tests.standins.clock import HandClock
from tests.standins.slack import SlackStandin


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON.timestamp())


async def test_one_private_message_is_edited_to_the_end_and_a_press_shares_it(
    standin: SlackStandin, house: House
) -> None:
    house.now = NOON
    house.bot.store.transact(lambda records: (None, (draw_for("slack", standin.team.id),)))
    async with house.open():
        shown = first = await (await standin.slash("/daily")).message()
        for _ in range(5):
            shown = await (await standin.click(shown, next(iter(shown.buttons)))).message()
            assert (shown.ts, shown.reader) == (first.ts, standin.user)
        shared = await (await standin.click(shown, "Share")).message()
        other = await (await standin.click(shared, "Play", user=standin.moderator)).message()

        assert "Share" in shown.buttons
        assert shared.reader is None
        assert "Dateline 331" in shared.shown
        assert (other.reader, other.ts == shared.ts) == (standin.moderator, False)
        assert "Place it 331 · 1 of 5" in other.shown
