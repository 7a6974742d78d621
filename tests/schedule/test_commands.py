"""/schedule: set up, shown, paused, changed and removed, by those who may."""

from __future__ import annotations

from datetime import time

import pytest

from bot.app import Bot
from bot.chat import Channel, Platform, User, without_mentions
from bot.commands.schedule.edit import edit as COMMAND
from bot.replies.catalog import catalog
from bot.replies.schedule import forms
from bot.schedule.delivery import End
from bot.schedule.rule import Kind, Rule
from tests.saltmarsh import request
from tests.schedule.deeds import copy_schedule
from tests.schedule.moderating import DAY, EVE, HOUR, MAY_DAY, PLACE, say, sent


def test_a_daily_schedule_posts_at_its_local_time(bot: Bot) -> None:
    reply = say(bot, "/schedule daily 09:00 zone:Europe/Paris channel:#room")

    assert "is set" in reply.text
    (post,) = sent(bot, MAY_DAY - 2 * HOUR)
    assert post.channel.id == "room"
    assert post.reply.id


def test_the_preview_is_exactly_the_next_post(bot: Bot) -> None:
    say(bot, "/schedule daily 09:00")
    preview = say(bot, "/schedule preview 1")

    (post,) = sent(bot, MAY_DAY)

    assert (preview.title, preview.text, preview.sources) == (post.reply.title, post.reply.text, post.reply.sources)
    assert preview.picture == post.reply.picture is not None
    assert preview.is_private


def test_two_schedules_of_a_channel_begin_with_different_facts_and_those_of_two_with_the_same(bot: Bot) -> None:
    for line in ("9", "10", "9 channel:#hall"):
        say(bot, f"/schedule daily {line}")

    first, second, elsewhere = (say(bot, f"/schedule preview {number}").title for number in (1, 2, 3))
    say(bot, "/schedule edit 2 channel:#hall")

    assert first == elsewhere != second
    assert say(bot, "/schedule preview 2").title == second
    say(bot, "/schedule edit 2 channel:#square")
    assert say(bot, "/schedule preview 2").title == first


def test_a_question_says_when_its_answer_comes_and_by_which_clock(bot: Bot) -> None:
    say(bot, "/schedule question 9 zone:Paris reveal:90")

    assert "The answer comes at 10:30 (Europe/Paris)." in say(bot, "/schedule preview 1").notes


def test_only_moderators_schedule(bot: Bot) -> None:
    reply = bot.handle(request("schedule daily", {"time": "09:00"}))

    assert "for moderators" in reply.text


def test_show_gives_the_next_five_times_in_local_time_and_utc(bot: Bot) -> None:
    say(bot, "/schedule daily 09:00 zone:Paris weekdays:mon-fri")

    shown = say(bot, "/schedule show 1")

    assert [item.title for item in shown.items][:2] == [
        "Wed 1 May 2024, 09:00 (Europe/Paris) = Wed 1 May 2024, 07:00 (UTC)",
        "Thu 2 May 2024, 09:00 (Europe/Paris) = Thu 2 May 2024, 07:00 (UTC)",
    ]
    assert "Mon 6 May" in shown.items[3].title


def test_a_paused_schedule_posts_nothing_until_it_is_resumed(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    say(bot, "/schedule pause 1")
    assert sent(bot, MAY_DAY) == []

    say(bot, "/schedule resume 1", MAY_DAY + HOUR)

    assert sent(bot, MAY_DAY + 2 * HOUR) == []
    assert len(sent(bot, MAY_DAY + DAY)) == 1


def test_a_post_that_was_skipped_does_not_come_back_when_its_schedule_is_resumed(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    say(bot, "/schedule skip 1")
    say(bot, "/schedule pause 1")

    told = say(bot, "/schedule resume 1")

    assert "2 May" in told.text
    assert sent(bot, MAY_DAY) == []
    assert len(sent(bot, MAY_DAY + DAY)) == 1


def test_the_next_post_can_be_skipped(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")

    reply = say(bot, "/schedule skip 1")

    assert "2 May" in reply.text
    assert sent(bot, MAY_DAY) == []
    assert len(sent(bot, MAY_DAY + DAY)) == 1
    assert "a moderator decided so" in say(bot, "/schedule history 1").items[-1].text


def test_a_removed_schedule_is_gone(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    say(bot, "/schedule remove 1")

    assert sent(bot, MAY_DAY) == []
    assert say(bot, "/schedule list").items == ()


def test_history_tells_what_was_late_and_what_failed(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    sent(bot, MAY_DAY + HOUR)
    sent(bot, MAY_DAY + DAY, End.REFUSED)

    failed, late = say(bot, "/schedule history 1").items

    assert late.marks == ("late",)
    assert failed.text.startswith("failed")


def test_all_of_it_is_in_the_audit(bot: Bot) -> None:
    for line in ("question 09:00", "pause 1", "resume 1", "skip 1", "remove 1"):
        say(bot, f"/schedule {line}")

    actions = [item.title for item in say(bot, "/audit").items]

    assert actions == [f"/schedule {word}" for word in ("remove", "skip", "resume", "pause", "question")]


def test_a_community_that_removed_the_bot_is_posted_nothing(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")

    bot.left(PLACE, EVE)

    assert sent(bot, MAY_DAY) == []


def test_what_is_scheduled_in_a_deleted_channel_stops(bot: Bot) -> None:
    say(bot, "/schedule question 09:00 channel:#room")
    say(bot, "/schedule question 09:00 channel:#other")

    bot.channel_gone(Channel("console", "school", "room"), EVE)

    assert [post.channel.id for post in sent(bot, MAY_DAY)] == ["@pupil", "other"]


@pytest.mark.parametrize("kind", ["daily", "question", "post"])
@pytest.mark.parametrize("platform", [Platform("small"), Platform("large", form_limit=20)])
def test_a_form_asks_for_no_more_than_its_place_can(kind: str, platform: Platform) -> None:
    rule = Rule(Kind(kind), time(9), "UTC", approval="desk")

    form = forms.new(catalog(""), rule, "room", platform.form_limit)

    asked = {field.name for field in form.inputs}
    assert len(form.inputs) <= platform.form_limit
    assert {"channel", "approval"} <= asked | {part.partition(":")[0] for part in form.action.split()}
    assert {"time", "zone"} < asked


def test_what_a_form_holds_by_itself_is_taken(bot: Bot) -> None:
    form = say(bot, "/schedule new daily").form

    assert form
    given = " ".join(f'{field.name}:"{field.value}"' for field in form.inputs if field.value)
    assert "is set" in say(bot, f"{form.action} {given}").text


def test_a_schedule_of_another_community_is_not_to_be_seen(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    stranger = request("schedule show", {"schedule": "1"}, user=User("console", "club", "x"), is_moderator=True)

    assert "no schedule 1" in bot.handle(stranger).text


def test_a_community_that_comes_back_is_told_what_is_paused_and_can_resume_it(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    bot.left(PLACE, EVE)

    bot.joined(PLACE, EVE + HOUR)

    (notice,) = sent(bot, EVE + HOUR)
    assert notice.reply.title == "I am back"
    say(bot, notice.reply.choices[0].action, EVE + 2 * HOUR)
    assert len(sent(bot, MAY_DAY)) == 1


def test_who_joins_for_the_first_time_is_told_nothing(bot: Bot) -> None:
    bot.joined(PLACE, EVE)

    assert sent(bot, EVE) == []


def test_a_moderator_hears_that_many_post_at_the_same_minute(bot: Bot) -> None:
    say(bot, "/schedule question 09:00")
    copy_schedule(bot.store, 100_000)

    club = User("console", "club", "x")
    asked = request("schedule daily", {"time": "09:00"}, at=EVE, user=club, is_moderator=True)
    notes = bot.handle(asked).notes

    assert any("up to 2 minutes late" in note for note in notes)


def test_the_form_posts_where_it_was_opened(bot: Bot) -> None:
    form = say(bot, "/schedule new question").form

    assert form
    assert "channel:room" in form.action


def test_an_equal_schedule_is_asked_about_and_set_up_twice_only_when_that_is_wanted(bot: Bot) -> None:
    say(bot, "/schedule question 9 zone:Paris")

    question = say(bot, "/schedule question 09:00 zone:France")

    assert question.is_error
    assert "Schedule 1 is set up exactly so already" in question.text
    assert len(say(bot, "/schedule list").items) == 1
    show, twice = question.choices
    assert say(bot, show.action).title == "Schedule 1"
    assert "is set" in say(bot, twice.action).text
    assert len(say(bot, "/schedule list").items) == 2


@pytest.mark.parametrize("line", ["question 10 zone:Paris", "question 9 zone:Rome", "daily 9 zone:Paris"])
def test_a_schedule_that_differs_in_anything_is_set_up_at_once(bot: Bot, line: str) -> None:
    say(bot, "/schedule question 9 zone:Paris")

    assert "is set" in say(bot, f"/schedule {line}").text


def test_a_single_post_that_was_made_may_be_made_again(bot: Bot) -> None:
    say(bot, "/schedule post tomorrow 9 Test")
    sent(bot, MAY_DAY)

    assert "is set" in say(bot, "/schedule post 2024-05-02 9 Test", MAY_DAY + HOUR).text


CHANGES = [
    ("time:10", "at 10:00"),
    ("zone:Paris", "(Europe/Paris)"),
    ("channel:hall", "Where: #room → #hall"),
    ("weekdays:mon-fri", "Monday – Friday"),
    ("skip_holidays:FR", "Holidays left out: none → France"),
    ("pauses:2024-12-20", "Pauses: none → 20 December 2024"),
    ("approval:desk", "Approval: none → in #desk"),
    ("policy:skip", "Approval: none → none; else it is skipped"),
    ("language:en", "Language: none → English"),
    ("count:3", "Facts a day: none → 3"),
    ("grave:no", "Deaths and disasters: none → left out"),
    ("topics:harbor", "Topics: none → The harbor"),
    ("empty:nearest", "Days without a fact: none → the nearest day"),
    ('leap_day:"1 March"', "29 February: none → told on 1 March"),
]


def test_a_fact_that_is_posted_is_named_by_its_title(bot: Bot) -> None:
    reply = say(bot, '/schedule post tomorrow 9 fact:"the great flood"')

    assert ("Fact", "The great flood drowns the lower town") in [(field.name, field.value) for field in reply.fields]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_the_audit_names_what_an_edit_changed(bot: Bot, change: str, told: str) -> None:
    say(bot, "/schedule daily 9 channel:room")

    say(bot, f"/schedule edit 1 {change}")

    assert told in without_mentions(say(bot, "/audit").items[0].text)


def test_every_option_of_an_edit_is_one_of_those() -> None:
    changed = {change.partition(":")[0] for change, _ in CHANGES}
    others = {"schedule", "topics", "reveal", "date", "text"}

    assert {option.name for option in COMMAND.options} == changed | others
