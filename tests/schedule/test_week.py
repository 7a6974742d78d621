"""/schedule week: the posts of the next seven days, and what moderators do about them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import Bot
from bot.chat import Reply, without_mentions
from tests.schedule.moderating import DAY, EVE, HOUR, MAY_DAY, say, sent


def opened(bot: Bot, number: int = 0) -> Reply:
    """Return a post of the week, opened."""
    menu = say(bot, "/schedule week").menu
    assert menu
    return say(bot, menu.choices[number].action)


def pressed(bot: Bot, reply: Reply, label: str) -> Reply:
    """Press a button."""
    return say(bot, next(choice.action for choice in reply.choices if choice.label.startswith(label)))


def test_the_week_shows_the_posts_of_all_schedules_in_order_of_time(bot: Bot) -> None:
    say(bot, "/schedule question 9 channel:#room weekdays:mon-fri")
    say(bot, "/schedule post tomorrow 8 The test is on Friday. channel:#hall")
    say(bot, "/schedule post 2024-05-20 8 Too far away.")

    items = say(bot, "/schedule week").items

    assert [item.title for item in items] == ["The test is on Friday.", *["Question of the day"] * 5]
    assert items[0].date == "Wed 1 May 2024, 08:00 (UTC)"
    assert without_mentions(items[0].text) == "2: a single post, in #hall"
    assert [item.date[:10] for item in items[1:]] == [
        "Wed 1 May ",
        "Thu 2 May ",
        "Fri 3 May ",
        "Mon 6 May ",
        "Tue 7 May ",
    ]


def test_a_week_without_posts_says_what_to_do(bot: Bot) -> None:
    assert "/schedule new" in say(bot, "/schedule week").text


def test_a_paused_schedule_is_not_in_the_week(bot: Bot) -> None:
    say(bot, "/schedule question 9")
    say(bot, "/schedule pause 1")

    assert say(bot, "/schedule week").items == ()


def test_each_post_is_shown_exactly_as_it_will_be(bot: Bot) -> None:
    say(bot, "/schedule question 9")
    shown = [opened(bot, number) for number in range(4)]

    for number, preview in enumerate(shown):
        (post,) = sent(bot, MAY_DAY + number * DAY)
        assert (preview.title, preview.text, preview.fields) == (post.reply.title, post.reply.text, post.reply.fields)
        assert preview.notes[: len(post.reply.notes)] == post.reply.notes


def test_a_day_is_left_out_by_its_date_and_taken_back(bot: Bot) -> None:
    say(bot, "/schedule question 9")

    told = pressed(bot, opened(bot, 1), "Skip 2 May 2024")
    assert told.text == "Schedule 1, 2 May 2024: nothing will be posted."
    assert "Nothing: a pause" in [item.title for item in say(bot, "/schedule week").items]
    assert pressed(bot, told, "Undo").text == "Schedule 1, 2 May 2024: posted again."

    assert len(sent(bot, MAY_DAY)) == 1
    assert len(sent(bot, MAY_DAY + DAY)) == 1


def test_a_day_that_is_left_out_has_no_post_and_the_next_one_has(bot: Bot) -> None:
    say(bot, "/schedule question 9")
    pressed(bot, opened(bot), "Skip 1 May 2024")

    assert sent(bot, MAY_DAY) == []
    assert len(sent(bot, MAY_DAY + DAY)) == 1


def test_a_single_post_that_is_left_out_can_be_taken_back(bot: Bot) -> None:
    say(bot, "/schedule post tomorrow 9 Test")

    told = pressed(bot, opened(bot), "Skip")
    assert say(bot, "/schedule week").items == ()
    pressed(bot, told, "Undo")

    assert len(sent(bot, MAY_DAY)) == 1


def test_another_fact_takes_the_place_of_a_day_s(bot: Bot) -> None:
    say(bot, "/schedule daily 9")
    before = opened(bot)

    after = pressed(bot, before, "Another one")

    assert after.id not in ("", before.id)
    (post,) = sent(bot, MAY_DAY)
    assert post.reply.id == after.id


def test_where_there_is_no_other_that_is_said(bot: Bot) -> None:
    say(bot, "/schedule post tomorrow 9 Test")

    assert "no other" in say(bot, "schedule other schedule:1 day:2024-05-01").text


def test_a_post_that_waits_for_approval_is_marked_and_swapped_for_all(bot: Bot) -> None:
    say(bot, "/schedule daily 9 approval:#desk")
    sent(bot, MAY_DAY - HOUR)

    week = say(bot, "/schedule week", MAY_DAY - HOUR)
    assert week.items[0].marks == ("waits for approval",)
    assert week.menu
    before = say(bot, week.menu.choices[0].action, MAY_DAY - HOUR)
    swap = next(choice.action for choice in before.choices if choice.label == "Another one")
    after = say(bot, swap, MAY_DAY - HOUR)

    (post,) = (each for each in sent(bot, MAY_DAY) if each.channel.id == "room")
    assert after.id not in ("", before.id)
    assert post.reply.id == after.id


def test_editing_opens_a_form_with_what_is_set(bot: Bot) -> None:
    say(bot, "/schedule question 09:30 zone:Rome weekdays:mon-wed skip_holidays:Bavaria")

    form = pressed(bot, opened(bot), "Edit").form

    assert form
    assert {field.name: field.value for field in form.inputs} == {
        "time": "09:30",
        "zone": "Europe/Rome",
        "weekdays": "mon,tue,wed",
        "channel": "room",
        "topics": "",
        "skip_holidays": "DE-BY",
        "approval": "",
    }
    given = " ".join(f'{field.name}:"{field.value}"' for field in form.inputs if field.value)
    assert "is changed" in say(bot, f"{form.action} {given}").text


def test_many_posts_are_paged_and_none_is_lost(bot: Bot) -> None:
    for hour in range(4):
        say(bot, f"/schedule question {hour + 13}")

    first = say(bot, "/schedule week")
    rest = pressed(bot, first, "Later")

    assert len(first.items) + len(rest.items) == 4 * 7
    assert "20 of 28" in " ".join(first.notes)


@pytest.mark.parametrize("action", ["day", "leave", "restore", "other"])
def test_a_day_without_a_post_is_refused_in_words(bot: Bot, action: str) -> None:
    say(bot, "/schedule question 9 weekdays:mon")

    reply = say(bot, f"schedule {action} schedule:1 day:2024-05-01")

    assert reply.is_error
    assert "1 May 2024: no post is to come" in reply.text or "does not leave out" in reply.text


def test_the_audit_tells_which_day_was_left_out(bot: Bot) -> None:
    say(bot, "/schedule question 9")
    pressed(bot, opened(bot), "Skip")

    assert "1: 2024-05-01" in say(bot, "/audit").items[0].text


def test_the_week_ends_after_seven_days(bot: Bot) -> None:
    say(bot, "/schedule question 9")

    assert len(say(bot, "/schedule week", EVE + timedelta(minutes=1)).items) == 7
