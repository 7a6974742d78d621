"""Whole dialogues: what somebody types, presses and chooses, and what they see."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.app import SlackApp
from bot.chat import Channel as BotChannel
from tests.adapters.slack.conftest import House
from tests.adapters.slack.reading import read
from tests.standins.slack import Message, SlackStandin


async def test_a_look_up_is_answered_in_its_acknowledgement_and_privately(standin: SlackStandin, app: SlackApp) -> None:
    asked = await standin.slash("/timeline", "1950s")

    message = await asked.message()
    assert message.reader == standin.user
    assert "The sea wall is begun" in read(message)
    assert "disputed" in read(message)
    assert asked.responses == []


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("/who", "Ida Marsh"),
        ("/whois", "Ida Marsh"),
        ("/dateline", "who Ida Marsh"),
        ("/dateline", "/who “Ida Marsh”"),
        ("/dateline", "whois name:“Ida Marsh”"),
    ],
)
async def test_a_command_is_answered_under_every_name(
    standin: SlackStandin, app: SlackApp, command: str, text: str
) -> None:
    message = await (await standin.slash(command, text)).message()

    assert "Second mayor" in read(message)


async def test_nothing_typed_asks_for_help(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline")).message()

    assert "What you can ask" in read(message)


async def test_everybody_reads_what_is_shown_to_everyone(standin: SlackStandin, app: SlackApp) -> None:
    private = await (await standin.slash("/dateline", "pages")).message()

    clicked = await standin.click(private, "Show to everyone")

    shown = await clicked.message()
    assert private.reader is not None
    assert shown.reader is None
    assert shown.ts != private.ts


async def test_paging_edits_the_message(standin: SlackStandin, app: SlackApp) -> None:
    shown = await (await standin.slash("/dateline", "pages")).message()

    turned = await (await standin.click(shown, "Next ▶")).message()

    assert turned.ts == shown.ts
    assert "Page 2 of 9" in read(turned)
    assert "◀ Previous" in turned.buttons


async def test_a_page_is_as_public_as_the_one_before(standin: SlackStandin, app: SlackApp) -> None:
    private = await (await standin.slash("/dateline", "pages")).message()
    public = await (await standin.click(private, "Show to everyone")).message()

    turned = await (await standin.click(public, "Next ▶")).message()

    assert turned.ts == public.ts
    assert turned.reader is None
    assert "Show to everyone" not in turned.buttons


async def test_a_button_answers_after_a_restart(standin: SlackStandin, house: House) -> None:
    async with house.open():
        shown = await (await standin.slash("/dateline", "pages")).message()

    async with house.open():
        turned = await (await standin.click(shown, "Next ▶")).message()

        assert "Page 2 of 9" in read(turned)


async def test_an_ambiguous_name_is_chosen_from_a_menu(standin: SlackStandin, app: SlackApp) -> None:
    asked = await (await standin.slash("/who", "Marsh")).message()

    chosen = await (await standin.choose(asked, "list0", "Ida Marsh")).message()

    assert "Second mayor" in read(chosen)
    assert chosen.ts == asked.ts
    assert "Show to everyone" not in asked.buttons
    assert chosen.buttons["Show to everyone"]["value"] == "who name:ida-marsh show:yes"


async def test_a_mistake_gives_the_usage_with_an_example(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/timeline", "someday")).message()

    assert message.reader == standin.user
    assert "no time I understand" in read(message)


async def test_half_a_command_is_refused_with_what_may_follow(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline", "schedule")).message()

    assert "/dateline help schedule" in read(message)
    assert "list, new" in read(message)


async def test_what_somebody_typed_calls_nobody(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline", "search <!channel> & *bold* <http://a.b|c>")).message()

    assert "<!" not in message.shown
    assert "& *bold*" in read(message)
    assert "<" not in message.text


async def test_a_duplicated_command_is_answered_once(standin: SlackStandin, app: SlackApp) -> None:
    asked = await standin.slash("/timeline", "1950s", copies=2)

    await asked.acked(1)
    assert len(asked.messages) == 1


async def test_a_duplicated_click_is_done_once(standin: SlackStandin, app: SlackApp) -> None:
    shown = await (await standin.slash("/dateline", "pages")).message()

    clicked = await standin.click(shown, "Show to everyone", copies=2)

    await clicked.acked(1)
    await clicked.message()
    await asyncio.gather(*(task for task in asyncio.all_tasks() if "Conversation." in repr(task)))
    assert len(clicked.responses) == 1


async def test_a_mention_is_answered_in_its_thread(standin: SlackStandin, app: SlackApp) -> None:
    await standin.mention("who Ida Marsh")

    answer = await standin.bell.until(lambda: next((m for m in standin.posted() if m.author == standin.team.bot), None))
    assert answer.thread_ts == standin.posted()[0].ts
    assert "Second mayor" in read(answer)


async def test_a_mistake_in_a_mention_is_told_to_its_author_alone(standin: SlackStandin, app: SlackApp) -> None:
    await standin.mention("timeline someday")

    def told() -> Message | None:
        return next((m for m in standin.shelf.inside(standin.channel) if m.reader), None)

    assert (await standin.bell.until(told)).reader == standin.user


async def test_a_repeated_event_is_answered_once(standin: SlackStandin, app: SlackApp) -> None:
    asked = await standin.mention("who Ida Marsh", copies=2)

    await asked.acked(1)
    await standin.bell.until(lambda: len(standin.posted()) > 1)
    await (await standin.slash("/timeline", "1950s")).message()
    assert len([m for m in standin.posted() if m.author == standin.team.bot]) == 1


async def test_a_public_answer_that_needs_the_store_is_public(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline", "vote right")).message()

    assert message.reader is None


async def test_files_come_along(standin: SlackStandin, app: SlackApp) -> None:
    await (await standin.slash("/dateline", "everything")).message()

    await standin.bell.until(lambda: len(standin.files.contents) == 1)


async def test_somebody_elses_page_is_turned_in_a_copy_of_ones_own(standin: SlackStandin, app: SlackApp) -> None:
    private = await (await standin.slash("/dateline", "pages")).message()
    public = await (await standin.click(private, "Show to everyone")).message()

    copy = await (await standin.click(public, "Next ▶", user=standin.moderator)).message()
    back = await (await standin.click(copy, "◀ Previous", user=standin.moderator)).message()

    assert (copy.reader, back.reader) == (standin.moderator, standin.moderator)
    assert back.ts == copy.ts
    assert "Show to everyone" in back.buttons


async def test_a_player_bears_the_name_that_slack_shows(standin: SlackStandin, house: House, app: SlackApp) -> None:
    await (await standin.slash("/trivia", "start number:1 names:yes")).message()

    await (await standin.slash("/trivia", "join", user=standin.moderator)).message()

    place = BotChannel("slack", standin.team.id, standin.channel.id)
    started = house.bot.store.read(lambda records: records.running(place))
    assert started is not None
    assert standin.moderator.name in {player.name for player in started.round.players}
