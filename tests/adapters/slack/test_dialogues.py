"""Whole dialogues: what somebody types, presses and chooses, and what they see."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from adapters.slack.app import SlackApp
from bot.chat import Channel as BotChannel
from tests.adapters.slack.conftest import House
from tests.standins.clock import HandClock
from tests.standins.faults import Fault, cut_after, cut_before, says
from tests.standins.slack import Message, SlackStandin
from tests.standins.slack.refusals import refusal, server_error, too_many_requests
from tests.standins.wire import Answer


def read(message: Message) -> str:
    """Return all that is read in a message, in one line."""
    return " ".join(message.shown.split())


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

    chosen = await standin.choose(asked, "list0", "Ida Marsh")

    assert "Second mayor" in read(await chosen.message())


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


async def test_a_moderators_command_is_acknowledged_before_anything_is_asked(
    standin: SlackStandin, app: SlackApp
) -> None:
    asked = await standin.slash("/settings", "show", user=standin.moderator)

    message = await asked.message()
    assert (await asked.acked()).content is None
    assert message.reader == standin.moderator
    assert len(asked.responses) == 1


@pytest.mark.parametrize("right", ["admin", "owner"])
async def test_administrators_and_owners_moderate(standin: SlackStandin, app: SlackApp, right: str) -> None:
    user = standin.world.add_user("Somebody", standin.team, **{right: True})

    message = await (await standin.slash("/settings", "show", user=user)).message()

    assert "for moderators" not in read(message)


@pytest.mark.parametrize("right", ["restricted", "stranger"])
async def test_guests_and_strangers_never_moderate(standin: SlackStandin, app: SlackApp, right: str) -> None:
    user = standin.world.add_user("Somebody", standin.team, **{"admin": True, right: True})
    await (await standin.slash("/moderators", f"add <@{user.id}|x>", user=standin.moderator)).message()

    message = await (await standin.slash("/settings", "show", user=user)).message()

    assert "for moderators" in read(message)


async def test_who_is_named_moderates(standin: SlackStandin, app: SlackApp) -> None:
    named = await standin.slash("/moderators", f"add <@{standin.user.id}|marie>", user=standin.moderator)
    await named.message()

    message = await (await standin.slash("/settings", "show")).message()

    assert "for moderators" not in read(message)


async def test_a_guest_is_not_thanked_as_a_moderator(standin: SlackStandin, app: SlackApp) -> None:
    guest = standin.world.add_user("Somebody", standin.team, restricted=True)

    added = await standin.slash("/moderators", f"add <@{guest.id}|somebody>", user=standin.moderator)
    listed = await standin.slash("/moderators", "list", user=standin.moderator)

    assert "is a guest here" in read(await added.message())
    assert guest.id not in read(await listed.message())


@pytest.mark.parametrize(("name", "told"), [("@ada", "“@ada” is nobody here"), ("UNOBODY1", "not here at all")])
async def test_who_is_nobody_is_not_thanked_as_a_moderator(
    standin: SlackStandin, app: SlackApp, name: str, told: str
) -> None:
    message = await (await standin.slash("/moderators", f"add {name}", user=standin.moderator)).message()

    assert told in read(message)


async def test_a_failure_for_a_moment_takes_nobodys_rights(standin: SlackStandin, app: SlackApp) -> None:
    standin.faults.order(r"users\.info", says(server_error()))

    message = await (await standin.slash("/settings", "show", user=standin.moderator)).message()

    assert "Time zone" in read(message)


async def test_where_slack_does_not_tell_who_somebody_is_that_is_said(standin: SlackStandin, app: SlackApp) -> None:
    standin.faults.order(r"users\.info", says(server_error()), times=2)

    message = await (await standin.slash("/settings", "show", user=standin.moderator)).message()

    assert "try again in a moment" in read(message)
    assert "for moderators" not in read(message)


BUSY = Answer(503, b"upstream connect error", {"Content-Type": "text/plain", "Retry-After": "0"})


@pytest.mark.parametrize("fault", [says(too_many_requests(0)), says(BUSY)])
async def test_the_answer_to_a_mention_is_made_once_more(standin: SlackStandin, app: SlackApp, fault: Fault) -> None:
    standin.faults.order(r"chat\.postMessage", fault)

    await standin.mention("who Ida Marsh")

    await standin.bell.until(lambda: any("Second mayor" in one.shown for one in standin.shelf.inside(standin.channel)))


@pytest.mark.parametrize("fault", [says(too_many_requests(0)), says(BUSY), cut_before(), cut_after()])
async def test_a_private_answer_is_given_once_more(standin: SlackStandin, app: SlackApp, fault: Fault) -> None:
    standin.faults.order(r"/response/", fault)

    asked = await standin.slash("/schedule", "list", user=standin.moderator)

    await standin.bell.until(lambda: asked.responses)
    assert "Something went wrong" not in str(asked.responses)


async def test_who_slack_tells_nothing_about_does_not_moderate(standin: SlackStandin, app: SlackApp) -> None:
    standin.kill_token("account_inactive")

    message = await (await standin.slash("/settings", "show", user=standin.moderator)).message()

    assert "try again in a moment" in read(message)
    assert "Time zone" not in read(message)


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


async def test_a_form_is_opened_filled_in_and_answered(standin: SlackStandin, app: SlackApp) -> None:
    opened = await (await standin.slash("/dateline", "form")).view()

    submitted = await standin.submit_view(opened, {"choice": 'a "quoted" <b> & c', "color": "blue"})

    await submitted.acked()
    answer = await standin.bell.until(
        lambda: next((m for m in standin.shelf.inside(standin.channel) if "quoted" in m.shown), None)
    )
    assert 'a "quoted" <b> & c' in answer.shown


async def test_a_form_that_needs_the_store_is_opened(standin: SlackStandin, app: SlackApp) -> None:
    opened = await (await standin.slash("/dateline", "stored form")).view()

    assert "Your choice" in opened.shown


async def test_a_form_asked_for_in_a_thread_opens_by_a_button(standin: SlackStandin, app: SlackApp) -> None:
    await standin.mention("form")
    told = await standin.bell.until(lambda: next((m for m in standin.shelf.inside(standin.channel) if m.reader), None))

    clicked = await standin.click(told, "Vote")

    assert "Your choice" in (await clicked.view()).shown


async def test_a_form_is_submitted_after_a_restart(standin: SlackStandin, house: House) -> None:
    async with house.open():
        opened = await (await standin.slash("/dateline", "form")).view()

    async with house.open():
        await standin.submit_view(opened, {"choice": "late"})

        await standin.bell.until(
            lambda: next((m for m in standin.shelf.inside(standin.channel) if "late" in m.shown), None)
        )


async def test_a_report_goes_from_the_form_to_the_moderators(standin: SlackStandin, app: SlackApp) -> None:
    await (await standin.slash("/report", "great-flood It was in *December* <3")).message()

    queue = await (await standin.slash("/reports", "list", user=standin.moderator)).message()

    assert "It was in *December* <3" in read(queue)


async def test_an_answer_after_the_address_is_used_up_comes_another_way(standin: SlackStandin, app: SlackApp) -> None:
    shown = await (await standin.slash("/dateline", "pages")).message()
    standin.faults.order(r"/response/", says(Answer(404, {"ok": False, "error": "used_url"})))

    await standin.click(shown, "Show to everyone")

    await standin.bell.until(lambda: standin.posted())
    assert "Page 1 of 9" in read(standin.posted()[0])


async def test_a_failure_is_apologized_for_with_an_id(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    message = await (await standin.slash("/dateline", "fail now")).message()

    number = read(message).rpartition(" ")[2]
    assert f"id {number}" in caplog.text
    assert "nobody else may read" not in caplog.text + message.shown


async def test_a_failure_in_the_store_is_apologized_for(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline", "fail later")).message()

    assert "Something went wrong" in read(message)


async def test_a_public_answer_that_needs_the_store_is_public(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline", "vote right")).message()

    assert message.reader is None


async def test_files_come_along(standin: SlackStandin, app: SlackApp) -> None:
    await (await standin.slash("/dateline", "everything")).message()

    await standin.bell.until(lambda: len(standin.files.contents) == 1)


async def test_a_home_that_was_published_meanwhile_is_left_alone(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    standin.faults.order(r"views\.publish", says(refusal("hash_conflict")))

    asked = await standin.open_home()

    await asked.acked()
    await standin.bell.until(lambda: any("views.publish" in call.path for call in standin.requests))
    await (await standin.slash("/timeline", "1950s")).message()
    assert "request failed" not in caplog.text


@pytest.mark.parametrize("is_home", [True, False])
async def test_an_answer_that_is_lost_on_its_way_is_one_line_in_the_log(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture, is_home: bool
) -> None:
    standin.faults.order(r"views\.publish|chat\.postMessage", cut_before())

    asked = await (standin.open_home() if is_home else standin.mention("who Ida Marsh"))

    await asked.acked()
    await standin.bell.until(lambda: "request failed" in caplog.text)
    assert re.search(
        r"request failed, id \w+, request .*: \w+ in (calls|listeners)\.py:\d+$", caplog.text, re.MULTILINE
    )
    assert "File" not in caplog.text


async def test_who_belongs_to_another_workspace_does_not_moderate(standin: SlackStandin, app: SlackApp) -> None:
    other = standin.world.add_team("Elsewhere")
    stranger = standin.world.add_user("Somebody", other, admin=True)
    shown = await (await standin.slash("/dateline", "pages")).message()
    public = await (await standin.click(shown, "Show to everyone")).message()

    turned = await (await standin.click(public, "Next ▶", user=stranger)).message()
    refused = await (await standin.slash("/settings", "show", user=stranger)).message()

    assert "Page 2 of 9" in read(turned)
    assert turned.reader == stranger
    assert refused.reader == stranger


async def test_a_form_that_comes_too_late_is_opened_by_a_button(
    standin: SlackStandin, app: SlackApp, clock: HandClock
) -> None:
    standin.faults.order(r"views\.open", says(refusal("expired_trigger_id")))

    told = await (await standin.slash("/dateline", "form")).message()

    assert "Your choice" in (await (await standin.click(told, "Vote")).view()).shown


async def test_a_mistake_in_a_form_is_told_in_the_form(standin: SlackStandin, app: SlackApp) -> None:
    opened = await (await standin.slash("/dateline", "form")).view()

    submitted = await standin.submit_view(opened, {"choice": "   "})

    assert "choice" in await submitted.errors()


async def test_somebody_elses_page_is_turned_in_a_copy_of_ones_own(standin: SlackStandin, app: SlackApp) -> None:
    private = await (await standin.slash("/dateline", "pages")).message()
    public = await (await standin.click(private, "Show to everyone")).message()

    copy = await (await standin.click(public, "Next ▶", user=standin.moderator)).message()
    back = await (await standin.click(copy, "◀ Previous", user=standin.moderator)).message()

    assert (copy.reader, back.reader) == (standin.moderator, standin.moderator)
    assert back.ts == copy.ts
    assert "Show to everyone" in back.buttons


async def test_nothing_is_set_up_where_the_bot_may_not_post(standin: SlackStandin, app: SlackApp) -> None:
    hidden = standin.world.add_channel("staff", standin.team, joined=False, private=True)

    message = await (await standin.slash("/trivia", "start", channel=hidden)).message()

    assert message.reader == standin.user
    assert "/invite @Dateline" in read(message)


async def test_nothing_is_set_up_in_an_archived_channel(standin: SlackStandin, app: SlackApp) -> None:
    old = standin.world.put(replace(standin.world.add_channel("old", standin.team), archived=True))

    message = await (await standin.slash("/trivia", "start", channel=old)).message()

    assert "archived" in read(message)


async def test_without_the_scope_for_public_channels_the_bot_has_to_be_in_them(
    standin: SlackStandin, app: SlackApp
) -> None:
    team = standin.team
    standin.world.teams[team.id] = replace(team, scopes="chat:write,channels:read")
    elsewhere = standin.world.add_channel("hall", team, joined=False)

    message = await (await standin.slash("/trivia", "start", channel=elsewhere)).message()

    assert "/invite @Dateline" in read(message)


async def test_a_channel_that_slack_did_not_find_is_not_taken(standin: SlackStandin, app: SlackApp) -> None:
    line = "daily 09:00 channel:#nosuch"

    message = await (await standin.slash("/schedule", line, user=standin.moderator)).message()

    assert "“#nosuch” is no channel here" in read(message)


async def test_where_slack_tells_nothing_of_a_channel_it_is_taken_to_be_open(
    standin: SlackStandin, app: SlackApp
) -> None:
    standin.faults.order(r"conversations\.info", says(refusal("missing_scope")))

    message = await (await standin.slash("/trivia", "start number:1")).message()

    assert message.reader is None


async def test_a_player_bears_the_name_that_slack_shows(standin: SlackStandin, house: House, app: SlackApp) -> None:
    await (await standin.slash("/trivia", "start number:1 names:yes")).message()

    await (await standin.slash("/trivia", "join", user=standin.moderator)).message()

    place = BotChannel("slack", standin.team.id, standin.channel.id)
    started = house.bot.store.read(lambda records: records.running(place))
    assert started is not None
    assert standin.moderator.name in {player.name for player in started.round.players}
