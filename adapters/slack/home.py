"""The bot's home in Slack: what it can do, and today's fact."""

from __future__ import annotations

from dataclasses import replace

from adapters.slack import words
from adapters.slack.controls import Json, plain
from adapters.slack.fitting import TEXT_LIMIT
from adapters.slack.render import blocks
from bot.app import Bot
from bot.chat import Request

# Of the hundred blocks that a home may have, fifty are today's and forty the help's.
HELP_LIMIT = 40


def home(bot: Bot, asked: Request) -> Json:
    """Return the home as a view for a person."""
    say, today = bot.words(asked), bot.today(asked)
    # Here nobody else is: what is private elsewhere needs no button to be shown to everyone.
    helped = bot.handle(replace(asked, command="help", is_discreet=False))
    return {
        "type": "home",
        "blocks": [
            {"type": "section", "text": plain(words.welcome(say), TEXT_LIMIT)},
            *(blocks(today, say) if today else ()),
            {"type": "divider"},
            *blocks(helped, say, HELP_LIMIT),
        ],
    }
