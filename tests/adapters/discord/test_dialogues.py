"""Whole dialogues: what somebody types, presses and chooses, and what they see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.discord.app import DiscordApp
from tests.adapters.discord.conftest import House
from tests.standins.discord import DiscordStandin
from tests.standins.discord.asked import DEFERRED, DEFERRED_UPDATE, MESSAGE, UPDATE


async def test_a_look_up_is_answered_at_once_and_publicly(standin: DiscordStandin, app: DiscordApp) -> None:
    asked = await standin.slash("timeline", {"when": "1950s"})

    message = await asked.message()
    assert (await asked.answered()).kind == MESSAGE
    assert not message.ephemeral
    assert "The sea wall is begun" in message.text
    assert "disputed" in message.text


async def test_a_source_is_a_link_without_a_preview(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("sources", {"id": "wall-dispute"})).message()

    assert "](<https://" in message.text


async def test_paging_edits_the_message(standin: DiscordStandin, app: DiscordApp) -> None:
    shown = await (await standin.slash("pages")).message()

    clicked = await standin.click(shown, "Next ▶")

    turned = await clicked.message()
    assert (await clicked.answered()).kind == UPDATE
    assert turned.id == shown.id
    assert "Page 2 of 9" in turned.text
    assert "◀ Previous" in turned.buttons


async def test_a_button_answers_after_a_restart(standin: DiscordStandin, house: House) -> None:
    async with house.open():
        shown = await (await standin.slash("pages")).message()

    async with house.open():
        clicked = await standin.click(shown, "Next ▶")

        assert "Page 2 of 9" in (await clicked.message()).text


async def test_an_ambiguous_name_is_chosen_from_a_menu(standin: DiscordStandin, app: DiscordApp) -> None:
    asked = await (await standin.slash("who", {"name": "Marsh"})).message()
    (menu,) = asked.selects

    chosen = await standin.choose(asked, menu["custom_id"], [menu["options"][0]["value"]])

    assert [option["label"] for option in menu["options"]] == ["Ada Marsh", "Ida Marsh"]
    assert "First mayor" in (await chosen.message()).text


async def test_an_answer_takes_the_place_of_the_question_which_is_meant_but_for_others(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    asked = await (await standin.slash("who", {"name": "Marsh"})).message()
    (menu,) = asked.selects

    others = await standin.choose(asked, menu["custom_id"], [menu["options"][1]["value"]], user=standin.moderator)
    copy = await others.message()
    answer = await (await standin.choose(asked, menu["custom_id"], [menu["options"][0]["value"]])).message()

    assert (copy.id == asked.id, copy.ephemeral) == (False, True)
    assert (answer.id == asked.id, answer.ephemeral) == (True, False)
    assert "First mayor" in answer.text
    assert answer.text.count("Which") == 0


async def test_a_menu_answers_after_a_restart(standin: DiscordStandin, house: House) -> None:
    async with house.open():
        asked = await (await standin.slash("who", {"name": "Marsh"})).message()

    async with house.open():
        chosen = await standin.choose(asked, "menu25", [asked.selects[0]["options"][1]["value"]])

        assert "Second mayor" in (await chosen.message()).text


async def test_a_mistake_is_explained_privately(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("timeline", {"when": "someday"})).message()

    assert message.ephemeral
    assert "no time I understand" in message.text


async def test_what_somebody_typed_is_shown_as_it_is(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("who", {"name": "**x** <@1> @everyone [a](https://b.c)"})).message()

    assert r"\*\*x\*\* \<@1> @" in message.text
    assert "@everyone" not in message.text
    assert "[a](" not in message.text.replace(r"\[", "")


@pytest.mark.parametrize(
    ("command", "typed", "label"),
    [
        ("who", {"name": "ada"}, "Ada Marsh"),
        ("timeline", {"when": "193"}, "1930s"),
        ("timeline", {"when": "1950", "topic": "har"}, "The harbor"),
        ("help", {"command": "time"}, "/timeline"),
    ],
)
async def test_what_is_being_typed_is_completed(
    standin: DiscordStandin, app: DiscordApp, command: str, typed: dict[str, str], label: str
) -> None:
    asked = await standin.autocomplete(command, typed)

    assert label in [choice["name"] for choice in await asked.choices()]


async def test_a_schedule_is_completed_by_its_words_as_a_number(standin: DiscordStandin, app: DiscordApp) -> None:
    await (await standin.slash("schedule question", {"time": "9"}, user=standin.moderator)).message()

    asked = await standin.autocomplete("schedule show", {"schedule": "quest"}, user=standin.moderator)

    (choice,) = await asked.choices()
    assert choice["name"].startswith("1: a question of the day")
    assert choice["value"] == 1


async def test_an_option_with_nothing_to_offer_offers_nothing(standin: DiscordStandin, app: DiscordApp) -> None:
    asked = await standin.autocomplete("who", {"name": "zzzzzz"})

    assert await asked.choices() == []


async def test_a_private_look_up_can_be_shown_to_everyone(standin: DiscordStandin, app: DiscordApp) -> None:
    await (await standin.slash("settings set", {"visibility": "private"}, user=standin.moderator)).message()
    private = await (await standin.slash("pages")).message()

    clicked = await standin.click(private, "Show to everyone")

    shown = await clicked.message()
    assert private.ephemeral
    assert not shown.ephemeral
    assert shown.id != private.id


async def test_a_page_is_as_public_as_the_one_before(standin: DiscordStandin, app: DiscordApp) -> None:
    await (await standin.slash("settings set", {"visibility": "private"}, user=standin.moderator)).message()
    private = await (await standin.slash("pages")).message()
    public = await (await standin.click(private, "Show to everyone")).message()

    turned = await (await standin.click(public, "Next ▶")).message()

    assert turned.id == public.id
    assert "Show to everyone" not in turned.buttons


async def test_a_second_private_page_is_shown_to_everyone_beside_it(standin: DiscordStandin, app: DiscordApp) -> None:
    await (await standin.slash("settings set", {"visibility": "private"}, user=standin.moderator)).message()
    private = await (await standin.slash("pages")).message()
    second = await (await standin.click(private, "Next ▶")).message()

    shown = await (await standin.click(second, "Show to everyone")).message()

    assert second.id == private.id
    assert not shown.ephemeral
    assert shown.id != second.id


async def test_a_private_deferral_is_filled_in(standin: DiscordStandin, app: DiscordApp) -> None:
    asked = await standin.slash("settings show", user=standin.moderator)

    assert (await asked.answered()).kind == DEFERRED
    assert (await asked.message()).ephemeral
    assert asked.follow_up_ids == []


async def test_a_public_deferral_is_filled_in(standin: DiscordStandin, app: DiscordApp) -> None:
    asked = await standin.slash("vote", {"choice": "right"})

    message = await asked.message()
    assert not message.ephemeral
    assert asked.follow_up_ids == []


async def test_a_mistake_after_a_public_deferral_is_explained_privately(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    asked = await standin.slash("vote", {"choice": "wrong"})

    await asked.vanished()
    explained = await asked.message()
    assert explained.ephemeral
    assert "not up for a vote" in explained.text


async def test_a_stored_button_is_acknowledged_and_followed_up(standin: DiscordStandin, app: DiscordApp) -> None:
    wrong = await (await standin.slash("vote", {"choice": "wrong"})).message()

    clicked = await standin.click(wrong, "Vote right")

    assert (await clicked.answered()).kind == DEFERRED_UPDATE
    assert "right" in (await clicked.follow_up()).text


async def test_a_form_is_opened_filled_in_and_answered(standin: DiscordStandin, app: DiscordApp) -> None:
    opened = await standin.slash("form")

    submitted = await standin.submit_modal(opened, {"choice": 'a “quoted” "word"', "color": ["blue"]})

    assert 'a “quoted” "word"' in (await submitted.message()).text


async def test_a_form_is_submitted_after_a_restart(standin: DiscordStandin, house: House) -> None:
    async with house.open():
        opened = await standin.slash("form")
        await opened.modal()

    async with house.open():
        submitted = await standin.submit_modal(opened, {"choice": "late"})

        assert "late" in (await submitted.message()).text


async def test_a_form_that_needs_the_store_is_opened(standin: DiscordStandin, app: DiscordApp) -> None:
    opened = await standin.slash("stored form")

    assert (await opened.modal())["custom_id"] == "vote"


async def test_a_report_goes_from_the_form_to_the_moderators(standin: DiscordStandin, app: DiscordApp) -> None:
    sent = await standin.slash("report", {"id": "great-flood", "text": "It was in *December*."})
    await sent.message()

    queue = await (await standin.slash("reports list", user=standin.moderator)).message()

    assert r"It was in \*December\*." in queue.text


async def test_files_come_along(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("everything")).message()

    assert [one["filename"] for one in message.attachments] == ["the_results.csv"]
    assert "<t:1714564800:R>" in message.text


async def test_what_does_not_fit_is_named(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("flood")).message()

    assert "/sources event-" in message.text
    assert "2 more entries" in message.text


async def test_a_direct_message_is_answered(standin: DiscordStandin, app: DiscordApp) -> None:
    channel = standin.world.direct_channel(standin.user)

    message = await (await standin.slash("timeline", {"when": "1950"}, channel=channel)).message()

    assert "The sea wall is begun" in message.text


async def test_one_is_ones_own_moderator_in_direct_messages(standin: DiscordStandin, app: DiscordApp) -> None:
    channel = standin.world.direct_channel(standin.user)

    changed = await (await standin.slash("settings set", {"zone": "Europe/Paris"}, channel=channel)).message()

    assert "Europe/Paris" in changed.text


async def test_moderators_are_listed_by_their_names(standin: DiscordStandin, app: DiscordApp) -> None:
    added = await standin.slash("moderators add", {"user": standin.user}, user=standin.moderator)
    await added.message()

    listed = await (await standin.slash("moderators list", user=standin.moderator)).message()
    trail = await (await standin.slash("audit", user=standin.moderator)).message()

    assert f"<@{standin.user.id}>" in listed.text
    assert f"<@{standin.moderator.id}>: <@{standin.user.id}>" in trail.text


async def test_a_visiting_app_answers(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("timeline", {"when": "1950"}, visiting=True)).message()

    assert "The sea wall is begun" in message.text


async def test_what_a_visitor_does_belongs_to_no_server_that_has_the_bot(
    standin: DiscordStandin, house: House, app: DiscordApp
) -> None:
    await (await standin.slash("study", visiting=True)).message()
    await (await standin.slash("study")).message()

    known = house.bot.store.read(lambda records: records.communities("discord"))
    assert set(known) == {f"visit-{standin.guild.id}", standin.guild.id}


async def test_who_does_not_manage_the_server_is_no_moderator(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("settings show")).message()

    assert message.ephemeral
    assert "for moderators" in message.text


async def test_somebody_elses_page_is_turned_in_a_copy_of_ones_own(standin: DiscordStandin, app: DiscordApp) -> None:
    public = await (await standin.slash("pages")).message()

    copy = await (await standin.click(public, "Next ▶", user=standin.moderator)).message()
    back = await (await standin.click(copy, "◀ Previous", user=standin.moderator)).message()
    turned = await (await standin.click(public, "Next ▶")).message()

    assert copy.ephemeral
    assert back.id == copy.id
    assert "Show to everyone" in back.buttons
    assert turned.id == public.id
    assert not turned.ephemeral


async def test_a_copy_goes_on_in_private_until_it_is_shown_to_everyone(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    public = await (await standin.slash("pages")).message()
    copy = await (await standin.click(public, "Next ▶", user=standin.moderator)).message()

    shown = await (await standin.click(copy, "Show to everyone", user=standin.moderator)).message()

    assert not shown.ephemeral
    assert "Page 2 of 9" in shown.text


async def test_who_may_not_is_told_so_without_keeping_everybody_waiting(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    asked = await standin.slash("public guard")

    assert (await asked.answered()).kind == MESSAGE
    assert (await asked.message()).ephemeral


async def test_nothing_is_set_up_where_the_bot_may_not_post(standin: DiscordStandin, app: DiscordApp) -> None:
    closed = standin.forbid(standin.channel)

    asked = await standin.slash("trivia start", channel=closed)

    assert (await asked.answered()).kind == MESSAGE
    message = await asked.message()
    assert message.ephemeral
    assert f"I may not write in <#{closed.id}>" in message.text
    assert "“Send Messages”" in message.text


async def test_a_channel_that_memory_does_not_know_is_asked_about(standin: DiscordStandin, app: DiscordApp) -> None:
    """Discord refuses it as unknown: it was deleted, or is another server's."""
    unknown = replace(standin.channel, id="42")

    asked = await standin.slash("schedule daily", {"time": "09:00", "channel": unknown}, user=standin.moderator)

    assert "is no channel of this server" in (await asked.message()).text


@pytest.mark.parametrize("option", ["channel", "approval"])
async def test_nothing_is_to_be_told_where_the_bot_may_not_write(
    standin: DiscordStandin, app: DiscordApp, option: str
) -> None:
    closed = standin.forbid(standin.add_channel("closed"))
    command = "settings set" if option == "channel" else "schedule daily"
    more = {} if option == "channel" else {"time": "09:00"}

    asked = await standin.slash(command, {**more, option: closed}, user=standin.moderator)

    assert "“Send Messages”" in (await asked.message()).text


async def test_another_channel_is_looked_at_before_it_is_posted_to(
    standin: DiscordStandin, house: House, app: DiscordApp
) -> None:
    closed = standin.forbid(standin.add_channel("closed"))

    asked = await standin.slash("schedule daily", {"time": "09:00", "channel": closed}, user=standin.moderator)

    message = await asked.message()

    assert "“Send Messages”" in message.text


async def test_who_brings_the_bot_along_starts_no_round(standin: DiscordStandin, app: DiscordApp) -> None:
    message = await (await standin.slash("trivia start", visiting=True)).message()

    assert "I am not on this server" in message.text
