"""Draws the pictures of docs/moderation.md, of schedules that are set up: `python -m tests.schedule.pictures docs`."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.console.render import picture
from bot.app import Bot
from bot.chat import Reply, User
from bot.schedule.delivery import End, Result
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.saltmarsh import request
from tests.trivia.classroom import Luck

FACTS = Path(__file__).parents[2] / "facts" / "nato-russia"
MONDAY = datetime(2026, 5, 4, 5, tzinfo=UTC)
SET = "/schedule daily 9 zone:Wien weekdays:mon-fri skip_holidays:Bavaria channel:#history approval:#moderators"


def main(folder: Path) -> None:
    """Set up two schedules, and draw what a moderator sees of them: the answer, the week, an approval, a doubt."""
    with tempfile.TemporaryDirectory() as cache, Store.open(Path(cache) / "bot.db") as store:
        bot = Bot(Shelf([FACTS], Path(cache)), store, Luck(), platforms=PLATFORMS)
        say(bot, "/settings set zone:Wien channel:#moderators", MONDAY)
        _draw(folder / "moderation-set.svg", SET, say(bot, SET, MONDAY))
        _draw(folder / "moderation-week.svg", "/schedule week", say(bot, "/schedule week", MONDAY))
        _draw(folder / "moderation-settings.svg", "/settings", say(bot, "/settings", MONDAY))
        (delivery,) = bot.wake(MONDAY, ["console"])
        bot.outbox.settle([Result(delivery, End.SENT, "1")], MONDAY)
        asked = delivery.reply
        _draw(folder / "moderation-approval.svg", "", asked)
        _draw(folder / "moderation-approved.svg", "", say(bot, asked.choices[0].action, MONDAY))
        _draw(folder / "moderation-doubt.svg", "", _doubt(bot))


def say(bot: Bot, line: str, at: datetime) -> Reply:
    """Ask as Ada does, who moderates."""
    ada = request("", at=at, user=User("console", "school", "Ada"), is_moderator=True)
    return bot.handle(bot.read(line, ada))


def _doubt(bot: Bot) -> Reply:
    """Return what moderators are asked about a post of which nobody knows whether it arrived."""
    nine = MONDAY.replace(hour=7)
    posts = bot.wake(nine, ["console"])
    ends = {"history": End.UNKNOWN, "moderators": End.SENT}
    bot.outbox.settle([Result(each, ends[each.channel.id], "1") for each in posts], nine)
    later = bot.wake(nine + timedelta(seconds=31), ["console"])
    return next(each.reply for each in later if each.reply.title == "Was this posted?")


def _draw(path: Path, line: str, reply: Reply) -> None:
    path.write_text(picture(line, reply), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
