"""The pictures beside answers show what the words say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import Bot
from bot.chat import Delivery, Reply
from bot.community import Community, Settings, SettingsChanged
from bot.pictures.recipes import DayCard, Look, Timeline
from tests.commands.asking import as_pupil, as_teacher
from tests.saltmarsh import MAY_DAY


def timeline_of(reply: Reply) -> Timeline:
    assert reply.picture
    assert isinstance(reply.picture.recipe, Timeline)
    return reply.picture.recipe


@pytest.mark.parametrize(
    "line",
    [
        "/timeline 1950-1951",
        "/timeline all",
        "/timeline 1930s-1950s",
        "/timeline all topic:harbor",
        "/timeline all from:2",
        "/search 1950-1951",
        "/who Perovsky",
    ],
)
def test_a_timeline_marks_the_events_that_the_answer_lists(shared_bot: Bot, line: str) -> None:
    reply = as_pupil(shared_bot, line)

    assert [mark.title for mark in timeline_of(reply).marks] == [item.title for item in reply.items]


@pytest.mark.parametrize("line", ["/timeline 1932", "/timeline 4 May 1950", "/what treaty"])
def test_where_a_picture_would_show_nothing_more_there_is_none(shared_bot: Bot, line: str) -> None:
    assert as_pupil(shared_bot, line).picture is None


def test_all_time_is_drawn_as_far_as_the_packs_tell_of_it(shared_bot: Bot) -> None:
    ticks = [tick.text for tick in timeline_of(as_pupil(shared_bot, "/timeline all")).ticks]

    assert (ticks[0], ticks[-1]) == ("1930", "1970")


def test_a_topic_is_drawn_from_its_first_event_to_its_last(shared_bot: Bot) -> None:
    recipe = timeline_of(as_pupil(shared_bot, "/timeline all topic:harbor"))

    assert (recipe.ticks[0].text, recipe.ticks[-1].text) == ("1932", "1950")
    assert sum(recipe.density) == 4


def test_a_topic_is_called_by_its_name(shared_bot: Bot) -> None:
    assert timeline_of(as_pupil(shared_bot, "/timeline all topic:harbor")).title == "The harbor"
    assert timeline_of(as_pupil(shared_bot, "/timeline 1950-1951")).title == "1950 – 1951"


def test_what_lasted_is_written_briefly(shared_bot: Bot) -> None:
    whole, year = (timeline_of(as_pupil(shared_bot, f"/timeline {when}")).marks for when in ("all", "1949-1951"))

    assert "4 May 1950 – October 1953" in {mark.date for mark in (*whole, *year)}


def test_offices_are_drawn_of_who_held_them(shared_bot: Bot) -> None:
    spans = {span.text for span in timeline_of(as_pupil(shared_bot, "/who Perovsky")).spans}

    assert spans == {"Harbor Master"}


def test_what_is_disputed_is_said_at_its_mark(shared_bot: Bot) -> None:
    disputes = [mark.dispute for mark in timeline_of(as_pupil(shared_bot, "/timeline 1949-1951")).marks]

    assert "why it stands where it stands" in disputes


def test_the_day_has_a_card_with_its_sources(shared_bot: Bot) -> None:
    reply = as_pupil(shared_bot, "/onthisday 2 Nov")
    assert reply.picture

    recipe = reply.picture.recipe
    assert isinstance(recipe, DayCard)
    assert (recipe.day, recipe.month, recipe.year, recipe.title) == ("2", "November", "1949", reply.title)
    assert recipe.source.startswith("Source")
    assert reply.picture.alt.startswith(f"2 November 1949: {reply.title}")


def test_the_words_for_who_cannot_see_it_say_what_the_picture_says(shared_bot: Bot) -> None:
    picture = as_pupil(shared_bot, "/who Perovsky").picture
    assert picture

    assert "Harbor Master: 1950–" in picture.alt
    assert "why it stands where it stands" in picture.alt


@pytest.mark.parametrize(("settings", "look"), [(Settings(), Look.DARK), (Settings(look=Look.LIGHT), Look.LIGHT)])
def test_a_daily_post_has_the_card_of_its_day(bot: Bot, settings: Settings, look: Look) -> None:
    delivery = daily_post(bot, settings)

    assert delivery.reply.picture
    assert isinstance(delivery.reply.picture.recipe, DayCard)
    assert delivery.reply.picture.recipe.year == "1930"
    assert delivery.reply.picture.look is look


def test_a_daily_post_has_no_card_where_pictures_are_off(bot: Bot) -> None:
    assert daily_post(bot, Settings(has_pictures=False)).reply.picture is None


def daily_post(bot: Bot, settings: Settings) -> Delivery:
    """Return what is posted on May Day, where the settings were changed after it was set up."""
    as_teacher(bot, "/schedule daily time:12:30 zone:UTC")
    community = Community("console", "school")
    bot.store.transact(lambda records: (None, (SettingsChanged(community, settings),)))
    (delivery,) = bot.wake(MAY_DAY + timedelta(minutes=31))
    return delivery
