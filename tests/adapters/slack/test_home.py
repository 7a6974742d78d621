"""The bot's home: a moderator's desk, a member's day, and the messages that one writes to the bot alone."""

from __future__ import annotations

from collections.abc import Callable

from adapters.slack.app import SlackApp
from tests.standins.slack import Channel, Message, SlackStandin, User, View


async def home(standin: SlackStandin, user: User) -> View:
    """Open the home as somebody, and return it."""
    await standin.open_home(user=user)
    return await standin.bell.until(lambda: standin.shelf.homes.get(user.id))


async def shown(standin: SlackStandin, user: User, words: str) -> View:
    """Return a person's home once it shows these words."""
    return await standin.bell.until(_holds(standin, user, words))


def _holds(standin: SlackStandin, user: User, words: str) -> Callable[[], View | None]:
    def there() -> View | None:
        view = standin.shelf.homes.get(user.id)
        return view if view and words in view.shown else None

    return there


async def written(standin: SlackStandin, channel: Channel, number: int) -> Message:
    """Return a channel's message of this number, from 0."""
    await standin.bell.until(lambda: len(standin.shelf.inside(channel)) > number)
    return standin.shelf.inside(channel)[number]


async def test_a_member_sees_the_days_fact_and_what_can_be_asked(standin: SlackStandin, app: SlackApp) -> None:
    view = await home(standin, standin.user)

    assert "I answer questions about history" in view.shown
    assert "/dateline timeline" in view.shown
    assert "Report a mistake" in {part.label for part in view.parts}
    assert {"Today in history", "Study", "Play the daily game"} <= {part.label for part in view.parts}
    assert "whose clock counts here" not in view.shown


async def test_a_button_is_answered_at_home_and_leads_back(standin: SlackStandin, app: SlackApp) -> None:
    view = await home(standin, standin.user)

    await standin.click(view, "About the facts")
    answer = await shown(standin, standin.user, "◀ Home")
    assert "The town of Saltmarsh" in answer.shown
    await standin.click(answer, "◀ Home")

    await shown(standin, standin.user, "I answer questions about history")
    assert "Show to everyone" not in {part.label for part in answer.parts}
    assert standin.shelf.inside(standin.world.direct_channel(standin.user)) == []


async def test_a_moderator_sees_the_week_the_reports_and_the_settings(standin: SlackStandin, app: SlackApp) -> None:
    await (await standin.slash("/report", "great-flood It was in December.")).message()
    await (await standin.slash("/dateline", "schedule question 21:00", user=standin.moderator)).message()

    view = await home(standin, standin.moderator)

    assert "The next seven days" in view.shown
    assert "It was in December." in view.shown
    assert "whose clock counts here" in view.shown


async def test_a_form_that_is_opened_at_home_is_answered_there(standin: SlackStandin, app: SlackApp) -> None:
    view = await home(standin, standin.moderator)
    form = await (await standin.click(view, "New: a question a day", user=standin.moderator)).view()

    wrong = await standin.submit_view(form, {"channel": standin.channel.id, "zone": "Atlantis"})
    assert list(await wrong.errors()) == ["zone"]
    await standin.submit_view(form, {"channel": standin.channel.id, "zone": "Europe/Paris"})

    answer = await shown(standin, standin.moderator, "Schedule 1 is set")
    assert "(Europe/Paris)" in answer.shown
    assert standin.shelf.inside(standin.channel) == []


async def test_a_report_is_closed_at_home(standin: SlackStandin, app: SlackApp) -> None:
    await (await standin.slash("/report", "great-flood It was in December.")).message()
    view = await home(standin, standin.moderator)

    await standin.click(view, "Close 1", user=standin.moderator)

    await shown(standin, standin.moderator, "Report 1 is closed.")


async def test_what_is_written_to_the_bot_alone_is_a_command(standin: SlackStandin, app: SlackApp) -> None:
    channel = standin.world.direct_channel(standin.user)
    event = {"type": "message", "channel_type": "im", "channel": channel.id, "user": standin.user.id}
    for number, (text, answer) in enumerate((("study", "Card 1"), ("/timeline 1950s", "The sea wall is begun"))):
        await standin.event({**event, "text": text, "ts": standin.shelf.ts()})

        message = await written(standin, channel, number)
        assert answer in message.shown
        assert "Show to everyone" not in message.buttons


async def test_what_bots_write_is_no_command(standin: SlackStandin, app: SlackApp) -> None:
    channel = standin.world.direct_channel(standin.user)
    event = {"type": "message", "channel_type": "im", "channel": channel.id, "user": standin.user.id, "text": "about"}
    for mark in ({"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}):
        asked = await standin.event({**event, **mark, "ts": standin.shelf.ts()})
        await asked.acked()

    await (await standin.slash("/timeline", "1950s")).message()
    assert standin.shelf.inside(channel) == []
