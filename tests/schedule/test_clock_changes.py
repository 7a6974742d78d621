"""Over both nights on which clocks are turned, a post keeps its local hour, however its zone is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import Bot
from tests.schedule.moderating import say, sent

DAY = timedelta(days=1)
# The nights of 2026 and 2027 by the zones that turn their clocks then; those that do not have an ordinary night.
NIGHTS = {
    "Europe/Rome": (date(2026, 10, 25), date(2027, 3, 28)),
    "Europe/London": (date(2026, 10, 25), date(2027, 3, 28)),
    "Europe/Berlin": (date(2026, 10, 25), date(2027, 3, 28)),
    "America/New_York": (date(2026, 11, 1), date(2027, 3, 14)),
    "America/Los_Angeles": (date(2026, 11, 1), date(2027, 3, 14)),
    "America/Denver": (date(2026, 11, 1), date(2027, 3, 14)),
    "Australia/Sydney": (date(2026, 10, 4), date(2027, 4, 4)),
    "Africa/Cairo": (date(2026, 10, 30), date(2027, 4, 30)),
    "Asia/Tokyo": (date(2026, 10, 25), date(2027, 3, 28)),
    "Etc/GMT-2": (date(2026, 10, 25), date(2027, 3, 28)),
    "Etc/GMT+8": (date(2026, 11, 1), date(2027, 3, 14)),
}
WAYS = [
    ("Europe/Rome", "Roma"),
    ("Europe/Rome", "Italy"),
    ("Europe/Rome", "Milano"),
    ("Europe/London", "BST"),
    ("Europe/London", "London"),
    ("Europe/London", "Londres"),
    ("Europe/Berlin", "CEST"),
    ("Europe/Berlin", "CET"),
    ("Europe/Berlin", "München"),
    ("Europe/Berlin", "Deutschland"),
    ("America/New_York", "EST"),
    ("America/New_York", "EDT"),
    ("America/New_York", "ET"),
    ("America/New_York", "Eastern Time"),
    ("America/New_York", "New York"),
    ("America/Los_Angeles", "PST"),
    ("America/Los_Angeles", "LA"),
    ("America/Denver", "MST"),
    ("Australia/Sydney", "AEDT"),
    ("Australia/Sydney", "Sydney"),
    ("Africa/Cairo", "القاهرة"),
    ("Africa/Cairo", "Egypt"),
    ("Asia/Tokyo", "JST"),
    ("Asia/Tokyo", "東京"),
    ("Etc/GMT-2", "UTC+2"),
    ("Etc/GMT-2", "GMT+02:00"),
    ("Etc/GMT+8", "GMT-8"),
]


@pytest.mark.parametrize(("zone", "name"), WAYS)
def test_posts_keep_the_local_hour_that_was_said_back(bot: Bot, zone: str, name: str) -> None:
    for night in NIGHTS[zone]:
        start = datetime.combine(night - DAY, time(0, 30), ZoneInfo(zone)).astimezone(UTC)
        reply = say(bot, f'/schedule question 09:00 channel:#room zone:"{name}"', start)
        if reply.is_error:
            assert "several places" in reply.text
            reply = say(bot, reply.choices[0].action, start)
        assert f"09:00 ({shown(zone)})" in " ".join(field.value for field in reply.fields if field.name == "Next")
        assert any("It is 12:30" in note and shown(zone) in note for note in reply.notes)

        for day in (night - DAY, night, night + DAY):
            local = datetime.combine(day, time(9), ZoneInfo(zone))
            assert sent(bot, (local - timedelta(minutes=1)).astimezone(UTC)) == []
            (post,) = sent(bot, local.astimezone(UTC))
            assert post.due_at.astimezone(ZoneInfo(zone)) == local
        number = reply.text.split()[1]
        say(bot, f"/schedule remove {number}", local.astimezone(UTC))


def shown(zone: str) -> str:
    """Return a zone as it is shown."""
    return {"Etc/GMT-2": "UTC+2", "Etc/GMT+8": "UTC-8"}.get(zone, zone.replace("_", " "))
