"""/settings: what a moderator sets holds from then on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import Bot
from bot.chat import without_mentions
from bot.community import Community, Habit, Settings, Starter
from bot.pictures.recipes import Look
from bot.replies.moderation.settings import NAMES
from tests.commands.asking import as_pupil, as_teacher, fields
from tests.saltmarsh import request

SCHOOL = Community("console", "school")


def set_to(bot: Bot) -> Settings:
    return bot.store.settings(SCHOOL)


def test_each_setting_is_named_explained_and_has_a_button(bot: Bot) -> None:
    shown = as_teacher(bot, "/settings")

    zone = fields(shown)["Time zone"]
    assert zone.startswith("UTC, 12:00")
    assert zone.endswith("now – whose clock counts here")
    assert fields(shown)["Leaderboards"] == "off – whether points are compared"
    assert fields(shown)["Packs"] == "The town of Saltmarsh"
    assert "/settings set zone:Paris" in shown.notes[0]
    assert shown.is_private
    assert [choice.label for choice in shown.choices] == [field.name for field in shown.fields]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "packs"])
def test_a_form_asks_for_one_setting_and_holds_what_is_set(bot: Bot, name: str) -> None:
    as_teacher(bot, "/settings set zone:Paris channel:C1 role:R1 pictures:off look:light starters:moderators")

    form = as_teacher(bot, f"settings ask name:{name}").form

    assert form
    (field,) = form.inputs
    again = as_teacher(bot, f"{form.action} {name}:{field.value}")
    assert "set already" in again.text
    # Of what can be left empty, that is nothing; all else has to be filled in.
    assert field.required is (":none" not in form.action)


def test_packs_are_switched_by_the_boxes_that_are_checked(bot: Bot) -> None:
    form = as_teacher(bot, "settings ask name:packs").form

    assert form
    (boxes,) = form.inputs
    assert (boxes.value, boxes.choices) == ("saltmarsh", (("saltmarsh", "The town of Saltmarsh"),))
    as_teacher(bot, form.action)
    assert set_to(bot).packs_off == ("saltmarsh",)
    as_teacher(bot, f"{form.action} on:saltmarsh")
    assert set_to(bot).packs_off == ()
    assert "No pack is called “atlantis”" in as_teacher(bot, "settings packs on:saltmarsh,atlantis").text


def test_what_was_set_leads_back_to_the_page(bot: Bot) -> None:
    said = as_teacher(bot, "/settings set zone:Paris")

    assert as_teacher(bot, said.choices[0].action).title == "Settings"
    assert said.replaces


def test_a_place_without_roles_is_not_asked_for_one(bot: Bot) -> None:
    assert "Moderators' role" not in fields(as_teacher(bot, "/settings"))
    as_teacher(bot, "/settings set role:historians")
    assert "Moderators' role" in fields(as_teacher(bot, "/settings"))


def test_a_word_after_the_group_is_none_of_its_page(bot: Bot) -> None:
    said = as_teacher(bot, "/settings colour")

    assert "needs one more word: pack, set or show." in said.text


def test_a_city_sets_its_zone(bot: Bot) -> None:
    said = as_teacher(bot, "/settings set zone:Paris")

    assert fields(said) == {"Time zone": "UTC → Europe/Paris"}
    assert set_to(bot).zone == "Europe/Paris"


def test_several_things_are_set_at_once(bot: Bot) -> None:
    as_teacher(bot, "/settings set leaderboards:yes starters:moderators visibility:private role:R1 channel:C1")
    as_teacher(bot, "/settings set pictures:off look:light")

    assert set_to(bot) == Settings(
        has_leaderboards=True,
        has_pictures=False,
        look=Look.LIGHT,
        starters=Starter.MODERATORS,
        visibility=Habit.PRIVATE,
        moderator_role="R1",
        moderator_channel="C1",
    )


def test_one_mistake_among_several_sets_nothing(bot: Bot) -> None:
    assert as_teacher(bot, "/settings set leaderboards:yes zone:Atlantis").is_error

    assert set_to(bot) == Settings()


def test_a_zone_that_may_be_several_asks_which(bot: Bot) -> None:
    asked = as_teacher(bot, "/settings set zone:Ukraine")

    assert [choice.label for choice in asked.choices] == ["Europe/Kyiv", "Europe/Simferopol"]
    as_teacher(bot, asked.choices[0].action)
    assert set_to(bot).zone == "Europe/Kyiv"


def test_half_a_zone_s_name_sets_nothing_and_is_asked_about(bot: Bot) -> None:
    asked = as_teacher(bot, "/settings set zone:Londn")

    assert asked.text == "I know no time zone for “Londn”. Do you mean Europe/London?"
    assert set_to(bot).zone == "UTC"
    as_teacher(bot, asked.choices[0].action)
    assert set_to(bot).zone == "Europe/London"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/settings set", "Say what to set"),
        ("/settings set zone:Atlantis", "I know no time zone for “Atlantis”"),
        ("/settings set language:xx", "I do not speak “xx”"),
        ("/settings set visibility:loud", "“loud” does not fit visibility"),
        ("/settings set leaderboards:perhaps", "“perhaps” does not fit leaderboards"),
        ("/settings pack atlantis off", "No pack is called “atlantis”. These are installed: saltmarsh."),
        ("/settings pack saltmarsh maybe", "“maybe” does not fit state"),
    ],
)
def test_what_cannot_be_set_says_why(bot: Bot, line: str, part: str) -> None:
    said = as_teacher(bot, line)

    assert part in said.text
    assert said.is_error


def test_what_is_set_already_is_not_set_again(bot: Bot) -> None:
    assert "set already" in as_teacher(bot, "/settings set zone:UTC").text
    assert as_teacher(bot, "/audit").items == ()


def test_what_is_set_can_be_unset(bot: Bot) -> None:
    as_teacher(bot, "/settings set role:R1 channel:C1")

    as_teacher(bot, "/settings set role:none channel:none language:own")

    assert set_to(bot) == Settings()


def test_a_pack_is_switched_off_and_on(bot: Bot) -> None:
    as_teacher(bot, "/settings pack saltmarsh off")
    assert set_to(bot).packs_off == ("saltmarsh",)
    assert as_pupil(bot, "/timeline all").items == ()

    as_teacher(bot, "/settings pack saltmarsh on")
    assert as_pupil(bot, "/timeline all").items != ()


def test_pictures_are_on_the_ground_that_was_set(bot: Bot) -> None:
    before = as_pupil(bot, "/timeline 1949-1951").picture
    as_teacher(bot, "/settings set look:light")
    after = as_pupil(bot, "/timeline 1949-1951").picture

    assert before
    assert after == replace(before, look=Look.LIGHT)


def test_there_are_no_pictures_where_they_are_off(bot: Bot) -> None:
    as_teacher(bot, "/settings set pictures:off")

    assert as_pupil(bot, "/timeline 1949-1951").picture is None
    assert fields(as_teacher(bot, "/settings show"))["Pictures"].startswith("off")


def test_look_ups_are_private_from_the_moment_it_is_set(bot: Bot) -> None:
    assert as_pupil(bot, "/timeline 1930").is_private is False

    as_teacher(bot, "/settings set visibility:private")

    assert as_pupil(bot, "/timeline 1930").is_private is True


@pytest.mark.parametrize(
    ("command", "option", "beginning", "first"),
    [
        ("settings set", "zone", "pari", ("Europe/Paris", "Europe/Paris")),
        ("settings set", "zone", "", ("UTC", "UTC")),
        ("settings set", "zone", "new york", ("America/New York", "America/New_York")),
        ("settings set", "language", "", ("each person's own", "own")),
        ("settings pack", "pack", "salt", ("The town of Saltmarsh", "saltmarsh")),
    ],
)
def test_options_complete_for_moderators_alone(
    bot: Bot, command: str, option: str, beginning: str, first: tuple[str, str]
) -> None:
    assert bot.complete(request(command, is_moderator=True), option, beginning)[0] == first
    assert bot.complete(request(command), option, beginning) == ()


def test_nobody_but_moderators_sets(bot: Bot) -> None:
    said = as_pupil(bot, "/settings set zone:Paris")

    assert "/settings set is for moderators: people who may manage this place or those a moderator names" in said.text
    assert set_to(bot) == Settings()


def test_a_refusal_names_the_role_that_may(bot: Bot) -> None:
    as_teacher(bot, "/settings set role:historians")

    assert "members of the role @historians" in without_mentions(as_pupil(bot, "/settings show").text)
