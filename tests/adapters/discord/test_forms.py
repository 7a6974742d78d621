"""A schedule set up and changed by forms and pickers alone, and every mistake in them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.discord.app import DiscordApp
from adapters.discord.forms import filled_in, modal
from adapters.discord.markdown import escape, unescape
from bot.chat import Fill, Form, Input
from tests.adapters.discord.conftest import House
from tests.standins.discord import DiscordStandin
from tests.standins.discord.asked import Asked
from tests.standins.discord.modals import Filled
from tests.standins.discord.world import Channel
from tests.standins.wire import Json

TEXT_INPUT, SELECT, ROLES, CHANNELS, LABEL, RADIO_GROUP, CHECKBOX_GROUP = 4, 3, 6, 8, 18, 21, 22
GO_ON = "Go on filling in"


async def opened(standin: DiscordStandin, kind: str = "daily", **options: Channel) -> Asked:
    """Open the form as a moderator."""
    return await standin.slash("schedule new", {"kind": kind, **options}, user=standin.moderator)


def inputs(shown: Json) -> dict[str, Json]:
    """Return the components of a modal by their names."""
    return {label["component"]["custom_id"]: label["component"] for label in shown["components"]}


def written(shown: Json) -> dict[str, object]:
    """Return what a modal holds, by the names of its inputs."""
    return {name: part.get("value") or _chosen(part) for name, part in inputs(shown).items()}


def _chosen(part: Json) -> object:
    return [option["value"] for option in part.get("options", ()) if option.get("default")]


async def test_each_input_has_the_component_that_discord_has_for_it(standin: DiscordStandin, app: DiscordApp) -> None:
    shown = await (await opened(standin)).modal()

    assert {name: part["type"] for name, part in inputs(shown).items()} == {
        "time": TEXT_INPUT,
        "weekdays": CHECKBOX_GROUP,
        "zone": TEXT_INPUT,
        "skip_holidays": TEXT_INPUT,
        "topics": TEXT_INPUT,
    }


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (Input("to", "To", fill=Fill.CHANNEL), CHANNELS),
        (Input("to", "To", "123456789012345678", fill=Fill.ROLE), ROLES),
        (Input("to", "To", "a", choices=(("a", "A"), ("b", "B"))), RADIO_GROUP),
        (Input("to", "To", choices=tuple((f"{n}", f"{n}") for n in range(11))), SELECT),
        (Input("to", "To", "a,b", choices=(("a", "A"), ("b", "B")), fill=Fill.SEVERAL), CHECKBOX_GROUP),
    ],
)
def test_what_is_chosen_is_not_typed(field: Input, kind: int) -> None:
    shown = modal(Form("A form", "help", (field,))).to_dict()

    assert shown["components"][0]["component"]["type"] == kind


@pytest.mark.parametrize(
    ("value", "shown"),
    [("DE-BY", "Bavaria, Germany"), ("#harbor,flood", "The harbor, The flood"), ("harbor, hal", "harbor, hal")],
)
def test_a_line_holds_the_names_of_what_is_set_and_what_was_typed_as_it_was(value: str, shown: str) -> None:
    fill = Fill.SUGGESTED if "-" in value else Fill.SUGGESTIONS
    names = (("DE-BY", "Bavaria, Germany"), ("#harbor", "The harbor"), ("flood", "The flood"))
    form = Form("A form", "help", (Input("of", "Of", value, choices=names, fill=fill),))

    assert modal(form).to_dict()["components"][0]["component"]["value"] == shown


async def test_a_weekday_post_at_nine_is_set_up_by_pickers_and_the_form(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    desk = standin.world.add_channel(standin.guild, "desk")
    form = await opened(standin, channel=standin.channel, approval=desk)

    submitted = await standin.submit_modal(
        form,
        {
            "time": "9",
            "weekdays": ["mon", "tue", "wed", "thu", "fri"],
            "zone": "Wien",
            "skip_holidays": "Bavaria",
            "topics": "harbor",
        },
        user=standin.moderator,
    )

    message = await submitted.message()
    assert "Monday – Friday at 09:00 (Europe/Vienna)" in message.text
    assert "Bavaria, Germany" in message.text
    assert f"<#{standin.channel.id}>" in message.text
    assert f"in <#{desk.id}>" in message.text


# Of which kind of schedule, what is filled in, and what is said of it.
MISTAKES: tuple[tuple[str, Mapping[str, Filled], str], ...] = (
    ("daily", {"time": "soon"}, "no time of day"),
    ("daily", {"zone": "At*lant_is"}, "no time zone"),
    ("daily", {"zone": "EST"}, "may be the time of several places"),
    ("daily", {"skip_holidays": "Atlantis", "topics": "harbor"}, "no holidays"),
    ("daily", {"topics": "harbor,@everyone"}, "everyone"),
    ("post", {"date": "tomorow", "text": "# Hello\n* [a](https://x.example) `b` \\ c"}, "no day I understand"),
    ("post", {"date": "2023-01-01", "text": "Late"}, "no such time to come"),
    # What is escaped is twice as long: a message has 4,000 characters.
    ("post", {"date": "_" * 60, "time": "*" * 60, "zone": "~" * 100, "text": "`" * 1500}, "no day I understand"),
)


async def test_a_mistake_keeps_all_that_was_filled_in(standin: DiscordStandin, app: DiscordApp) -> None:
    for kind, filled, words in MISTAKES:
        form = await opened(standin, kind)
        before = written(await form.modal())
        mistake = await (await standin.submit_modal(form, filled, user=standin.moderator)).message()

        again = await standin.click(mistake, GO_ON, user=standin.moderator)

        assert mistake.ephemeral
        assert words in mistake.text
        assert written(await again.modal()) == {**before, **filled}


async def test_a_form_is_put_right_after_a_restart(standin: DiscordStandin, house: House) -> None:
    async with house.open():
        form = await opened(standin, approval=standin.channel)
        wrong: dict[str, Filled] = {"zone": "Atlantis", "weekdays": ["sat"]}
        mistake = await (await standin.submit_modal(form, wrong, user=standin.moderator)).message()

    async with house.open():
        again = await standin.click(mistake, GO_ON, user=standin.moderator)
        submitted = await standin.submit_modal(again, {"zone": "Paris"}, user=standin.moderator)

        message = await submitted.message()
        assert "Saturday at 09:00 (Europe/Paris)" in message.text
        assert f"Approval:** in <#{standin.channel.id}>" in message.text


async def test_a_schedule_is_changed_in_a_form_that_holds_what_is_set(standin: DiscordStandin, app: DiscordApp) -> None:
    line = {"time": "07:15", "zone": "Rome", "weekdays": "mon,wed", "skip_holidays": "FR", "topics": "harbor"}
    await (await standin.slash("schedule daily", line, user=standin.moderator)).message()
    shown = await (await standin.slash("schedule show", {"schedule": 1}, user=standin.moderator)).message()
    form = await standin.click(shown, "Edit", user=standin.moderator)

    changed = await standin.submit_modal(form, {"topics": "", "time": "8"}, user=standin.moderator)

    text = (await changed.message()).text
    assert "Monday and Wednesday at 08:00 (Europe/Rome)" in text
    assert "France" in text
    assert "Topics" not in text


async def test_a_setting_is_changed_from_the_page_and_a_mistake_keeps_it(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    page = await (await standin.slash("settings show", user=standin.moderator)).message()
    form = await standin.click(page, "Time zone", user=standin.moderator)
    mistake = await (await standin.submit_modal(form, {"zone": "Atlantis"}, user=standin.moderator)).message()
    again = await standin.click(mistake, GO_ON, user=standin.moderator)
    assert written(await again.modal()) == {"zone": "Atlantis"}

    changed = await (await standin.submit_modal(again, {"zone": "Wien"}, user=standin.moderator)).message()

    assert "UTC → Europe/Vienna" in changed.text
    assert changed.id == mistake.id
    page = await (await standin.click(changed, "All settings", user=standin.moderator)).message()
    assert "Europe/Vienna" in page.text


async def test_roles_and_channels_are_picked_and_taken_away(standin: DiscordStandin, app: DiscordApp) -> None:
    given = {"channel": standin.channel}
    await (await standin.slash("settings set", given, user=standin.moderator)).message()
    page = await (await standin.slash("settings show", user=standin.moderator)).message()
    role = await standin.click(page, "Moderators' role", user=standin.moderator)
    channel = await standin.click(page, "Moderators' channel", user=standin.moderator)

    changed = await (await standin.submit_modal(channel, {"channel": []}, user=standin.moderator)).message()

    assert inputs(await role.modal())["role"]["type"] == ROLES
    assert inputs(await channel.modal())["channel"]["default_values"] == [{"id": standin.channel.id, "type": "channel"}]
    assert f"<#{standin.channel.id}> → none" in changed.text


async def test_an_equal_schedule_is_set_up_a_second_time_by_a_button(standin: DiscordStandin, app: DiscordApp) -> None:
    await (await standin.submit_modal(await opened(standin), {}, user=standin.moderator)).message()

    asked = await (await standin.submit_modal(await opened(standin), {}, user=standin.moderator)).message()

    twice = await (await standin.click(asked, "Set it up a second time", user=standin.moderator)).message()
    assert "Schedule 2 is set" in twice.text


@pytest.mark.parametrize("text", ["@everyone * _ ~~ ` \\ <@1> # x", "> a\n- b\n1. c", "https://x.example/a_b"])
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert unescape(escape(text)) == text


def test_a_form_is_filled_in_by_the_names_of_its_inputs() -> None:
    form = Form("A form", "help", (Input("a", "A", "1"), Input("b", "B", "2")))

    assert [field.value for field in filled_in(form, {"b": "3", "c": "4"}).inputs] == ["1", "3"]
