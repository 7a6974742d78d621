"""Moderators read names and never numbers: whatever a reply says, each id in it is a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest

from bot.app import Bot
from bot.chat import Channel, Reply, UsageError, User, refusal, with_mentions
from bot.schedule.delivery import End, Result
from tests.saltmarsh import request
from tests.schedule.moderating import DAY, EVE, HOUR, MAY_DAY

BARE = re.compile(r"[0-9]{17,20}|\b[CUGWTD][0-9A-Z]{8,}\b")
PLACES = {
    "discord": ("323456789012345678", "423456789012345678", "523456789012345678", "623456789012345678"),
    "slack": ("C0123456789", "C0987654321", "U0123456789", "C0555555555"),
}
UNREAD = {"action", "url", "link", "people", "form"}
LINES = (
    "/schedule daily 9 channel:{room} approval:{desk}",
    "/schedule daily 9 channel:{room} approval:{desk}",
    "/schedule question 9 channel:{room}",
    "/schedule list",
    "/schedule show 1",
    "/schedule preview 1",
    "/schedule edit 1 channel:{hall}",
    "/schedule edit 1 approval:none",
    "/schedule edit 1 approval:{desk} policy:skip",
    "/settings set channel:{desk}",
    "/settings show",
    "/schedule skip 1",
    "/schedule pause 1",
    "/schedule resume 1",
    "/schedule history 2",
    "/schedule remove 1",
    "/moderators add {person}",
    "/moderators list",
    "/moderators remove {person}",
    "/audit",
)


def texts(value: object) -> Iterator[str]:
    """Return all that is read of a reply; what its controls carry is not."""
    if isinstance(value, str):
        yield value
    for part in value if isinstance(value, tuple) else read_of(value):
        yield from texts(part)


def read_of(value: object) -> Iterator[object]:
    """Return the parts of a value that are read."""
    if is_dataclass(value) and not isinstance(value, type):
        names = (each.name for each in fields(value))
        yield from (getattr(value, name) for name in names if name not in UNREAD)


def bare(reply: Reply) -> list[str]:
    """Return the texts of a reply that hold an id which nobody reads a name for."""
    named = "|".join(map(re.escape, reply.people)) or "(?!)"
    said = (re.sub(named, "", with_mentions(text, lambda kind, id: "")) for text in texts(reply))
    return [text for text in said if BARE.search(text)]


@pytest.mark.parametrize("platform", PLACES)
def test_no_reply_to_a_moderator_holds_a_bare_id(bot: Bot, platform: str) -> None:
    room, desk, person, hall = PLACES[platform]
    channel = Channel(platform, "school", room)
    asked = request("", at=EVE, user=User(platform, "school", person), channel=channel, is_moderator=True)

    for number, line in enumerate(LINES):
        typed = line.format(room=room, desk=desk, person=person, hall=hall)
        try:
            reply = bot.handle(bot.read(typed, replace(asked, at=EVE + number * timedelta(seconds=1))))
        except UsageError as error:
            reply = refusal(error)
        assert bare(reply) == [], line


@pytest.mark.parametrize("platform", PLACES)
def test_no_notice_holds_a_bare_id(bot: Bot, platform: str) -> None:
    room, desk, person, _ = PLACES[platform]
    user, channel = User(platform, "school", person), Channel(platform, "school", room)
    asked = request("", at=EVE, user=user, channel=channel, is_moderator=True)
    bot.handle(bot.read(f"/schedule question 9 channel:{room} approval:{desk}", asked))

    seen = []
    for day in range(5):
        for at in (MAY_DAY - HOUR, MAY_DAY, MAY_DAY + HOUR):
            posts = bot.wake(at + day * DAY, [platform])
            bot.outbox.settle([Result(post, End.REFUSED, "missing_access") for post in posts], at + day * DAY)
            seen += [post.reply for post in posts]

    assert any("refused" in reply.text for reply in seen)
    assert [bare(reply) for reply in seen if bare(reply)] == []
