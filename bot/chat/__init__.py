"""The port: what people ask and what is said back, in neutral terms that every platform can carry.

No string here holds a platform's markup: emphasis, links and layout are the adapters' business. A button carries an
`action`, which is a command as somebody would type it; pressing the button is the same as typing the command.
"""

from __future__ import annotations

from bot.chat.controls import ACTION_LIMIT, Choice, Menu, Style, action_of, button
from bot.chat.delivery import Delivery
from bot.chat.entries import Countdown, Field, File, Item, Picture, SourceLine, Statement
from bot.chat.form import Draft, Fill, Form, Input
from bot.chat.mentions import OPEN, Mention, mention, mentions_in, with_mentions, without_mentions
from bot.chat.outcomes import NotNow, OutcomeUnknown, Refused, TokenRefused
from bot.chat.people import Channel, User, private_channel
from bot.chat.platform import NOWHERE, Platform, Rate, platform_named
from bot.chat.refusals import NotAllowedError, UsageError, needed
from bot.chat.reply import Reply, refusal
from bot.chat.request import Attachment, Request

__all__ = [
    "ACTION_LIMIT",
    "NOWHERE",
    "OPEN",
    "Attachment",
    "Channel",
    "Choice",
    "Countdown",
    "Delivery",
    "Draft",
    "Field",
    "File",
    "Fill",
    "Form",
    "Input",
    "Item",
    "Mention",
    "Menu",
    "NotAllowedError",
    "NotNow",
    "OutcomeUnknown",
    "Picture",
    "Platform",
    "Rate",
    "Refused",
    "Reply",
    "Request",
    "SourceLine",
    "Statement",
    "Style",
    "TokenRefused",
    "UsageError",
    "User",
    "action_of",
    "button",
    "mention",
    "mentions_in",
    "needed",
    "platform_named",
    "private_channel",
    "refusal",
    "with_mentions",
    "without_mentions",
]
