"""/schedule edit, and what moderators decide about a post before and after its time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import Bot
from bot.schedule.delivery import End
from tests.schedule.moderating import DAY, EVE, HOUR, MAY_DAY, say, sent


def test_a_post_waits_for_approval_and_goes_out_when_approved(bot: Bot) -> None:
    say(bot, "/schedule daily 09:00 approval:#mods policy:skip")
    (shown,) = sent(bot, EVE)
    assert shown.channel.id == "mods"
    assert [choice.label for choice in shown.reply.choices] == ["Approve", "Another one", "Skip this one"]

    say(bot, shown.reply.choices[0].action)

    (post,) = (each for each in sent(bot, MAY_DAY) if each.channel.id == "room")
    assert post.reply.title == shown.reply.title


def test_another_one_can_be_taken(bot: Bot) -> None:
    say(bot, "/schedule daily 09:00 approval:#mods")
    shown = sent(bot, EVE)[0]

    other = say(bot, shown.reply.choices[1].action)

    assert other.text != shown.reply.text
    assert other.decides
    posts = [post for post in sent(bot, MAY_DAY) if post.channel.id == "room"]
    assert posts[0].reply.text == other.text


def test_a_post_that_is_not_wanted_is_left_out(bot: Bot) -> None:
    say(bot, "/schedule question 09:00 approval:#mods reveal:60")
    shown = sent(bot, EVE)[0]

    say(bot, shown.reply.choices[2].action)

    assert [post for post in sent(bot, MAY_DAY) if post.channel.id == "room"] == []
    assert [post for post in sent(bot, MAY_DAY + HOUR) if post.channel.id == "room"] == []
    assert "decided already" in say(bot, shown.reply.choices[0].action).text


def test_moderators_say_what_became_of_an_unknown_post(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    sent(bot, MAY_DAY, End.UNKNOWN)
    (notice,) = sent(bot, MAY_DAY + timedelta(seconds=31))
    assert notice.reply.title == "Was this posted?"

    say(bot, notice.reply.choices[0].action, MAY_DAY + timedelta(minutes=5))

    (again,) = sent(bot, MAY_DAY + timedelta(minutes=6))
    assert again.reply.title == "Question of the day"
    assert "decided already" in say(bot, notice.reply.choices[1].action).text


def test_it_is_there_settles_an_unknown_post(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    sent(bot, MAY_DAY, End.UNKNOWN)
    (notice,) = sent(bot, MAY_DAY + timedelta(seconds=31))

    say(bot, notice.reply.choices[1].action)

    assert say(bot, "/schedule history 1").items[0].text.startswith("posted")


def test_a_schedule_is_changed_and_keeps_its_number_and_what_it_has_told(bot: Bot) -> None:
    say(bot, "/schedule daily 09:00")
    (first,) = sent(bot, MAY_DAY)

    changed = say(bot, "/schedule edit 1 time:10:30 zone:Paris channel:#hall", MAY_DAY + HOUR)

    assert changed.text == "Schedule 1 is changed."
    assert changed.fields[0].value.endswith("at 10:30 (Europe/Paris)")
    assert [item.title for item in say(bot, "/schedule history 1").items] == [first.reply.title]
    year = timedelta(days=365)
    (next_year,) = (post for post in sent(bot, MAY_DAY + year - HOUR / 2) if not post.channel.person)
    assert (next_year.channel.id, next_year.reply.id != first.reply.id) == ("hall", True)


def test_a_later_time_on_the_day_of_a_post_counts_from_the_next_day(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    sent(bot, MAY_DAY)

    say(bot, "/schedule edit 1 time:15:00", MAY_DAY + HOUR)

    assert sent(bot, MAY_DAY + 6 * HOUR) == []
    assert len(sent(bot, MAY_DAY + DAY + 6 * HOUR)) == 1


def test_a_changed_post_waits_for_approval_again(bot: Bot) -> None:
    say(bot, "/schedule question 09:00 approval:#mods policy:skip")
    sent(bot, EVE)

    say(bot, "/schedule edit 1 time:11:00", EVE + HOUR)

    (shown,) = sent(bot, EVE + 2 * HOUR)
    assert "11:00" in shown.reply.notes[-1]
    say(bot, shown.reply.choices[0].action, EVE + 3 * HOUR)
    posts = [post for post in sent(bot, MAY_DAY + 2 * HOUR) if post.channel.id == "room"]
    assert [post.due_at for post in posts] == [MAY_DAY + 2 * HOUR]


def test_a_post_that_was_called_back_comes_when_the_schedule_is_resumed_in_time(bot: Bot) -> None:
    say(bot, "/schedule question 09:00 approval:#mods")
    sent(bot, EVE)
    say(bot, "/schedule pause 1", EVE + HOUR)

    say(bot, "/schedule resume 1", EVE + 2 * HOUR)

    sent(bot, EVE + 3 * HOUR)
    assert "room" in [post.channel.id for post in sent(bot, MAY_DAY)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/schedule edit 1", "Say what is to be different"),
        ("/schedule edit 1 time:25:00", "no time of day"),
        ("/schedule edit 1 zone:Atlantis", "no time zone"),
        ("/schedule edit 1 count:3", "has none of these: count"),
        ("/schedule edit 1 text:Hello", "has none of these: text"),
        ("/schedule edit 9 time:10:00", "no schedule 9"),
    ],
)
def test_every_mistaken_change_is_explained(bot: Bot, line: str, told: str) -> None:
    say(bot, "/schedule question 09:00")

    reply = say(bot, line)

    assert reply.is_error
    assert told in reply.text


def test_what_was_left_out_may_be_told_another_day(bot: Bot) -> None:
    say(bot, "/schedule daily 09:00 approval:#mods")
    (shown,) = sent(bot, EVE)
    topic = f"{MAY_DAY:%m-%d}"
    planned = bot.store.read(lambda records: records.told(1, topic))

    say(bot, shown.reply.choices[2].action)

    assert planned
    assert bot.store.read(lambda records: records.told(1, topic)) == set()
