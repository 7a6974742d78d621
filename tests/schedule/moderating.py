"""What the tests of `/schedule` do: ask as a moderator, and let what is due be posted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.app import Bot
from bot.chat import Delivery, Reply, UsageError, refusal
from bot.community import Community
from bot.schedule.delivery import End, Result
from tests.saltmarsh import request

# The small pack knows two things of 1 May.
EVE = datetime(2024, 4, 30, 12, tzinfo=UTC)
MAY_DAY = datetime(2024, 5, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLACE = Community("console", "school")


def say(bot: Bot, line: str, at: datetime = EVE) -> Reply:
    """Ask as a moderator does."""
    try:
        return bot.handle(bot.read(line, request("", at=at, is_moderator=True)))
    except UsageError as error:
        return refusal(error)


def sent(bot: Bot, now: datetime, how: End = End.SENT) -> list[Delivery]:
    """Let what is due be posted."""
    found = list(bot.wake(now, ["console"]))
    bot.outbox.settle([Result(each, how, "4711") for each in found], now)
    return found
