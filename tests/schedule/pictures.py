"""Draws the pictures of docs/moderation.md, of schedules that are set up: `python -m tests.schedule.pictures docs`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.console.render import picture
from bot.app import Bot
from bot.chat import Reply, User
from bot.schedule.delivery import End, Result
from bot.shelf import Shelf
from bot.store.store import Store
from tests.apollo import switched_on
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import request
from tests.trivia.classroom import Luck

MONDAY = datetime(2026, 7, 20, 5, tzinfo=UTC)
SET = "/schedule daily 9 zone:Wien weekdays:mon-fri skip_holidays:Bavaria channel:#history approval:#moderators"


def main(folder: Path) -> None:
    """Draw them into a folder."""
    for name, drawn in pictures().items():
        (folder / f"moderation-{name}.svg").write_text(drawn, encoding="utf-8")


def pictures() -> Mapping[str, str]:
    """Set up a schedule, and draw what a moderator sees of it: the answer, the week, an approval, a doubt."""
    with tempfile.TemporaryDirectory() as place, Store.open(blank(Path(place) / "bot.db")) as store:
        bot = Bot(Shelf([switched_on(Path(place))], Path(place)), store, Luck(), platforms=PLATFORMS)
        say(bot, "/settings set zone:Wien channel:#moderators", MONDAY)
        typed = {"set": SET, "week": "/schedule week", "settings": "/settings"}
        shown = {name: picture(line, say(bot, line, MONDAY)) for name, line in typed.items()}
        (delivery,) = bot.wake(MONDAY, ["console"])
        bot.outbox.settle([Result(delivery, End.SENT, "1")], MONDAY)
        approved = say(bot, delivery.reply.choices[0].action, MONDAY)
        asked = {"approval": delivery.reply, "approved": approved, "doubt": _doubt(bot)}
        return {**shown, **{name: picture("", reply) for name, reply in asked.items()}}


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
