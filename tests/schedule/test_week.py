"""/schedule week: the posts of the next seven days, and what moderators do about them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.app import Bot
from bot.chat import Delivery, Reply, without_mentions
from tests.schedule.moderating import DAY, EVE, HOUR, MAY_DAY, say, sent

MINUTE, SECONDS = timedelta(minutes=1), timedelta(seconds=2)


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

    assert [item.title for item in items] == ["The test is on Friday.", *["Who was the first mayor of Saltmarsh?"] * 5]
    assert items[0].date == "Wed 1 May 2024, 08:00"
    assert [without_mentions(mark) for mark in items[0].marks] == ["schedule 2, in #hall"]
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


@pytest.mark.parametrize("line", ["undo", "/schedule edit 1 pauses:none"])
def test_a_day_that_was_found_left_out_already_is_posted_once_it_is_taken_back(bot: Bot, line: str) -> None:
    say(bot, "/schedule question 9")
    told = pressed(bot, opened(bot, 1), "Skip 2 May 2024")
    assert len(sent(bot, MAY_DAY)) == 1
    assert "2 May" in say(bot, "/schedule history 1", MAY_DAY).items[0].date

    say(bot, told.choices[0].action if line == "undo" else line, MAY_DAY + HOUR)

    assert len(sent(bot, MAY_DAY + DAY)) == 1


def test_a_day_that_is_a_holiday_still_stays_in_the_history_when_a_schedule_is_changed(bot: Bot) -> None:
    say(bot, "/schedule question 9 pauses:2024-05-02")
    sent(bot, MAY_DAY)

    say(bot, "/schedule edit 1 time:10:00", MAY_DAY + HOUR)

    assert "a pause" in say(bot, "/schedule history 1", MAY_DAY + HOUR).items[0].text


def test_the_week_tells_of_days_for_which_nothing_was_found_already(bot: Bot) -> None:
    say(bot, "/schedule daily 9 approval:#desk", MAY_DAY + HOUR)
    assert sent(bot, MAY_DAY + HOUR) == []

    week = say(bot, "/schedule week", MAY_DAY + HOUR)

    assert (week.items[0].date[:9], week.items[0].title) == ("Thu 2 May", "Nothing: no fact is known for it")


def test_a_day_for_which_nothing_was_found_is_looked_at_again_when_other_topics_are_told(bot: Bot) -> None:
    say(bot, "/schedule daily 9 approval:#desk topics:floods")
    sent(bot, EVE)
    assert "no fact" in say(bot, "/schedule week").items[0].title

    say(bot, "/schedule edit 1 topics:none", EVE + MINUTE)

    assert say(bot, "/schedule week", EVE + MINUTE).items[0].date[:9] == "Wed 1 May"
    assert len(sent(bot, EVE + MINUTE)) == 1


def test_a_week_of_one_zone_is_told_in_it_and_one_of_several_in_the_community_s(bot: Bot) -> None:
    say(bot, "/schedule question 9 zone:Wien")
    week = say(bot, "/schedule week")
    assert (week.items[0].date, week.notes[0]) == ("Wed 1 May 2024, 09:00", "All times: Europe/Vienna.")

    say(bot, "/schedule question 9 zone:Tokyo")

    assert say(bot, "/schedule week").notes[0] == "All times: UTC."


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


def test_whoever_asks_on_for_another_sees_each_fact_of_the_day_in_turn_and_the_shown_one_is_posted(bot: Bot) -> None:
    say(bot, "/schedule daily 9")
    seen = [opened(bot)]
    for _ in range(4):
        seen.append(pressed(bot, seen[-1], "Another one"))
        assert opened(bot).id == seen[-1].id

    assert [reply.id for reply in seen] == [*[seen[0].id, seen[1].id] * 2, seen[0].id]
    (post,) = sent(bot, MAY_DAY)
    assert post.reply.id == seen[-1].id


def test_another_one_of_what_is_not_shown_any_more_is_refused(bot: Bot) -> None:
    say(bot, "/schedule daily 9")
    before = opened(bot)
    after = pressed(bot, before, "Another one")

    refused = pressed(bot, before, "Another one")

    assert after.replaces
    assert "nothing was decided" in refused.text
    assert pressed(bot, refused, "Show what waits").id == after.id


def test_where_there_is_no_other_that_is_said(bot: Bot) -> None:
    say(bot, "/schedule post tomorrow 9 Test")

    assert "no other" in say(bot, "schedule other schedule:1 day:2024-05-01").text


def test_a_post_that_waits_for_approval_is_marked_and_swapped_for_all(bot: Bot) -> None:
    say(bot, "/schedule daily 9 approval:#desk")
    sent(bot, MAY_DAY - HOUR)

    week = say(bot, "/schedule week", MAY_DAY - HOUR)
    assert week.items[0].marks[0] == "waits for approval"
    assert week.menu
    before = say(bot, week.menu.choices[0].action, MAY_DAY - HOUR)
    swap = next(choice.action for choice in before.choices if choice.label == "Another one")
    after = say(bot, swap, MAY_DAY - HOUR)

    (post,) = (each for each in sent(bot, MAY_DAY) if each.channel.id == "room")
    assert after.id not in ("", before.id)
    assert post.reply.id == after.id


def test_another_one_pressed_before_the_post_waited_swaps_what_waits(bot: Bot) -> None:
    say(bot, "/schedule daily 9 approval:#desk")
    before = opened(bot)
    sent(bot, MAY_DAY - HOUR)

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
    assert "nothing has changed" in say(bot, f"{form.action} {given}").text


def test_many_posts_are_paged_and_none_is_lost(bot: Bot) -> None:
    for hour in range(4):
        say(bot, f"/schedule question {hour + 13}")

    first = say(bot, "/schedule week")
    rest = pressed(bot, first, "Later")

    assert len(first.items) + len(rest.items) == 4 * 7
    assert "in all: 28" in " ".join(first.notes)


@pytest.mark.parametrize("action", ["day", "leave", "restore", "other"])
def test_a_day_without_a_post_is_refused_in_words(bot: Bot, action: str) -> None:
    say(bot, "/schedule question 9 weekdays:mon")

    reply = say(bot, f"schedule {action} schedule:1 day:2024-05-01")

    assert reply.is_error
    assert "1 May 2024: no post is to come" in reply.text or "does not leave out" in reply.text


def test_whoever_sets_up_a_day_for_which_nothing_is_known_is_told(bot: Bot) -> None:
    assert "1 May 2024. No fact of this day is known" in " ".join(say(bot, "/schedule daily 9 topics:floods").notes)
    assert "No fact" not in " ".join(say(bot, "/schedule daily 9 topics:harbor").notes)
    assert "topics:none" in " ".join(say(bot, "/schedule question 9 topics:floods").notes)


def test_a_schedule_that_is_changed_to_what_it_was_keeps_what_waits_and_leaves_no_trace(bot: Bot) -> None:
    asked(bot)

    assert "nothing has changed" in say(bot, "/schedule edit 1 time:9").text

    assert edited(bot) == []
    assert "edit" not in say(bot, "/audit").items[0].title


def test_the_audit_tells_which_day_was_left_out(bot: Bot) -> None:
    say(bot, "/schedule question 9")
    pressed(bot, opened(bot), "Skip")

    assert "1: 1 May 2024" in say(bot, "/audit").items[0].text


def test_the_week_ends_after_seven_days(bot: Bot) -> None:
    say(bot, "/schedule question 9")

    assert len(say(bot, "/schedule week", EVE + timedelta(minutes=1)).items) == 7


def asked(bot: Bot, line: str = "/schedule daily 9 approval:#desk") -> Delivery:
    """Set up a post that has to be approved, and return the message that asks for it."""
    say(bot, line)
    (question,) = sent(bot, EVE)
    return question


def edited(bot: Bot, at: datetime = EVE + MINUTE) -> list[Delivery]:
    """Return the edits that are due, one channel's after its posts."""
    return [each for wait in range(3) for each in sent(bot, at + wait * SECONDS) if each.edits]


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("Another one", "Another one was chosen: pupil."),
        ("Approve", "Approved: pupil."),
    ],
)
def test_what_is_decided_in_the_week_is_shown_in_the_message_that_asked(bot: Bot, label: str, says: str) -> None:
    question = asked(bot)

    told = pressed(bot, opened(bot), label)

    (edit,) = edited(bot)
    assert (edit.edits, edit.channel.id) == ("4711", "desk")
    assert (edit.reply.title, edit.reply.text, edit.reply.choices) == (told.title, told.text, told.choices)
    assert says in " ".join(edit.reply.notes)
    assert (edit.reply.text != question.reply.text) is (label == "Another one")


def test_what_is_decided_later_takes_the_place_of_an_edit_that_has_not_been_made(bot: Bot) -> None:
    asked(bot)
    pressed(bot, pressed(bot, opened(bot), "Another one"), "Approve")

    (edit,) = edited(bot)
    assert edit.reply.choices == ()
    assert "Approved" in " ".join(edit.reply.notes)


def test_a_message_is_edited_as_often_as_something_is_decided(bot: Bot) -> None:
    asked(bot)
    swapped = pressed(bot, opened(bot), "Another one")
    assert len(edited(bot)) == 1

    pressed(bot, swapped, "Approve")

    assert len(edited(bot, EVE + 2 * MINUTE)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "/schedule pause 1",
        "/schedule skip 1",
        "/schedule remove 1",
        "/schedule edit 1 time:10:00",
        "schedule leave schedule:1 day:2024-05-01",
    ],
)
def test_a_message_about_a_post_that_is_called_back_asks_nothing_any_more(bot: Bot, line: str) -> None:
    asked(bot)

    say(bot, line)

    (edit,) = edited(bot)
    assert edit.reply.choices == ()
    assert "Called back: pupil." in " ".join(edit.reply.notes)


def test_a_message_that_says_that_a_post_goes_out_is_changed_when_it_is_called_back(bot: Bot) -> None:
    asked(bot)
    pressed(bot, opened(bot), "Approve")

    say(bot, "/schedule pause 1")

    assert "Called back: pupil." in edited(bot)[0].reply.notes[-1]


@pytest.mark.parametrize(("policy", "says"), [("post", "it is posted"), ("skip", "it is not posted")])
def test_a_message_about_which_nobody_decided_says_what_became_of_it(bot: Bot, policy: str, says: str) -> None:
    asked(bot, f"/schedule daily 9 approval:#desk policy:{policy}")

    (edit,) = (
        each for at in (MAY_DAY, MAY_DAY + MINUTE) for each in edited(bot, at) if "decided" in each.reply.notes[-1]
    )
    assert edit.reply.choices == ()
    assert says in edit.reply.notes[-1]


def test_a_day_that_is_left_out_takes_no_approval_from_another(bot: Bot) -> None:
    asked(bot, "/schedule question 9 approval:#desk")
    pressed(bot, opened(bot), "Approve")
    edited(bot)

    told = pressed(bot, opened(bot, 2), "Skip 3 May")
    assert edited(bot, EVE + 2 * MINUTE) == []
    pressed(bot, told, "Undo")
    assert edited(bot, EVE + 3 * MINUTE) == []

    assert [each.channel.id for each in sent(bot, MAY_DAY)][-1:] == ["room"]
    assert "Approved" not in " ".join(opened(bot).notes)


def test_a_post_that_is_approved_offers_no_other(bot: Bot) -> None:
    asked(bot)
    pressed(bot, opened(bot), "Approve")

    assert [choice.label for choice in opened(bot).choices] == ["Skip 1 May 2024", "Edit", "The week"]


def test_a_day_that_waits_is_left_out_and_asked_about_again_when_it_is_taken_back(bot: Bot) -> None:
    asked(bot)
    told = pressed(bot, opened(bot), "Skip 1 May 2024")
    assert "Called back" in edited(bot)[0].reply.notes[-1]

    pressed(bot, told, "Undo")

    (again,) = sent(bot, EVE + 2 * MINUTE)
    assert [choice.label for choice in again.reply.choices] == ["Approve", "Another one", "Skip this one"]
