"""The bot's home in Slack: a moderator's desk, or today's fact and what can be asked; buttons are answered there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from adapters.slack import words
from adapters.slack.controls import plain
from adapters.slack.fitting import TEXT_LIMIT, Json
from adapters.slack.render import blocks
from bot.app import Bot
from bot.chat import Choice, Reply, Request, button
from bot.frozen import replace
from bot.replies.catalog import Catalog

# A home has a hundred blocks, an answer in it, or a part of the desk, at most so many.
ANSWER_LIMIT, PART_LIMIT = 90, 30
# What a moderator sees first: the week, the reports that wait, the settings.
DESK = ("schedule week", "reports list", "settings show")
# What the button carries that leads back; no command is called so.
HOME = "home"


async def home(bot: Bot, request: Request) -> Json:
    """Return the home as a view for a person whose rights are known."""
    say = bot.words(request)
    desk = [await asyncio.wrap_future(bot.submit(_at_home(replace(request, command=name)))) for name in DESK]
    # Whoever may not moderate is refused.
    parts = [reply for reply in desk if not reply.is_error] or _member(bot, request, say)
    return _view(_parted(parts, say, PART_LIMIT))


def page(reply: Reply, say: Catalog) -> Json:
    """Return an answer as a view, with the way back to the home."""
    back = Choice(say(words.BACK), HOME)
    return _view(blocks(replace(reply, choices=(*reply.choices, back)), say, ANSWER_LIMIT))


def _member(bot: Bot, request: Request, say: Catalog) -> list[Reply]:
    """Return the day's fact, and what can be asked."""
    today = bot.today(request)
    helped = bot.handle(_at_home(replace(request, command="help")))
    welcome = Reply(text=say(words.WELCOME), choices=(*helped.choices, button(say(words.STUDY), "study")))
    return [welcome, *((today,) if today else ()), replace(helped, choices=())]


def _at_home(request: Request) -> Request:
    """Return a request from the home, which nobody else sees: its answer offers no “Show to everyone”."""
    return replace(request, is_discreet=False)


def _parted(replies: Sequence[Reply], say: Catalog, limit: int) -> Iterable[Json]:
    for number, reply in enumerate(replies):
        if number:
            yield {"type": "divider"}
        yield from blocks(reply, say, limit)


def _view(content: Iterable[Json]) -> Json:
    return {"type": "home", "blocks": list(content) or [{"type": "section", "text": plain("…", TEXT_LIMIT)}]}
