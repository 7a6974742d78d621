"""One opener for all connections: its budget, and addresses that are good for another try."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.opener import BURST, GOOD_SECONDS, REFILL_SECONDS, Budget, Opener


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


class Slack:
    """Gives out addresses, and counts them."""

    def __init__(self) -> None:
        self.asked = 0
        self.at_once = 0
        self.most_at_once = 0

    async def open(self) -> str:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        self.asked += 1
        return f"wss://{self.asked}"


async def test_connections_ask_one_after_the_other() -> None:
    slack = Slack()
    opener = Opener(slack.open, Clock())

    given = await asyncio.gather(*(opener.address() for _ in range(BURST)))

    assert len({address for address, _ in given}) == BURST
    assert slack.most_at_once == 1


async def test_an_address_without_a_connection_is_given_out_again_while_it_is_good() -> None:
    slack, clock = Slack(), Clock()
    opener = Opener(slack.open, clock)
    address, at = await opener.address()

    clock.at = GOOD_SECONDS - 1
    opener.give_back(address, at)
    assert await opener.address() == (address, at)

    opener.give_back(address, at)
    clock.at = GOOD_SECONDS
    assert (await opener.address())[0] != address


@pytest.mark.parametrize(
    ("calls", "wait"), [(BURST - 1, 0.0), (BURST, REFILL_SECONDS), (BURST + 1, 2 * REFILL_SECONDS)]
)
def test_after_a_burst_the_next_call_waits(calls: int, wait: float) -> None:
    budget = Budget()
    for _ in range(calls):
        budget = budget.spent()

    assert budget.wait() == wait
    assert budget.now(wait).wait() == 0.0


def test_a_rest_saves_up_no_more_than_a_burst() -> None:
    assert Budget().now(1e6).left == BURST


async def test_who_is_not_there_costs_nothing() -> None:
    async def unreachable() -> str:
        raise ConnectionRefusedError

    opener = Opener(unreachable, Clock())

    for _ in range(2 * BURST):
        with pytest.raises(ConnectionRefusedError):
            await opener.address()


async def test_a_refusal_counts() -> None:
    async def refusing() -> str:
        # slack_sdk says no types.
        raise SlackApiError("no", {"ok": False, "error": "internal_error"})  # type: ignore[no-untyped-call]

    opener = Opener(refusing, Clock())
    for _ in range(BURST):
        with pytest.raises(SlackApiError):
            await opener.address()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await opener.address()
