"""Pictures on Discord: the words first, the picture by an edit, and never in the way of anything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from msgspec import structs

from adapters.discord.app import DiscordApp
from adapters.discord.illustrations import MOST_WAITING, Illustrations
from adapters.easel import Easel
from bot.chat import Channel, Picture, Reply, User, private_channel
from bot.pictures.studio import Studio
from bot.replies.catalog import catalog
from tests.adapters.discord.conftest import House
from tests.adapters.discord.rows import CARD, PICTURE
from tests.pictures.studios import PNG, HandStudio
from tests.standins.discord import DiscordStandin
from tests.standins.discord.messages import Message
from tests.standins.discord.refusals import UNKNOWN_MESSAGE
from tests.standins.faults import says

SAY = catalog("en")
POST = Reply(title="On this day", text="The sea wall is begun.", picture=PICTURE)


@pytest.fixture
def studio(house: House) -> HandStudio:
    house.bot.studio = HandStudio()
    return house.bot.studio


@pytest.fixture
async def app(house: House, studio: HandStudio) -> AsyncIterator[DiscordApp]:
    """The bot, connected, with a studio."""
    async with house.open() as running:
        yield running


def pictures(message: Message) -> list[str]:
    """Return the alternative texts of a message's pictures, each of which is attached to it."""
    shown = [item for part in message.everything if part["type"] == 12 for item in part["items"]]
    attached = {one["url"] for one in message.attachments}
    assert all(item["media"]["url"] in attached for item in shown)
    return [item["description"] for item in shown]


async def edited(standin: DiscordStandin, message: Message) -> Message:
    """Wait until a message has been edited, and return it."""
    return await standin.bell.until(
        lambda: next((one for one in [standin.messages.any(message.id)] if one.edited_at is not None), None)
    )


async def test_the_words_come_first_and_the_picture_by_an_edit(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    message = await (await standin.slash("timeline", {"when": "1949-1951"})).message()
    before = pictures(message), message.text
    await standin.bell.until(lambda: studio.waiting)

    studio.finish()

    after = await edited(standin, message)
    assert before == ([], after.text)
    assert len(pictures(after)) == 1
    assert [one["filename"] for one in after.attachments] == list(studio.known)


async def test_what_was_drawn_before_comes_with_the_words(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.known[PICTURE.name] = PNG

    message = await (await standin.slash("everything")).message()

    assert pictures(message) == [PICTURE.alt]
    assert [one["filename"] for one in message.attachments] == [PICTURE.name, "the_results.csv"]
    assert studio.waiting == {}


async def test_an_edit_keeps_the_files(standin: DiscordStandin, app: DiscordApp, studio: HandStudio) -> None:
    message = await (await standin.slash("everything")).message()
    await standin.bell.until(lambda: studio.waiting)

    studio.finish()

    assert [one["filename"] for one in (await edited(standin, message)).attachments] == [
        PICTURE.name,
        "the_results.csv",
    ]


async def test_a_picture_that_cannot_be_drawn_is_left_out(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    message = await (await standin.slash("everything")).message()
    await standin.bell.until(lambda: studio.waiting)

    studio.finish(None)

    await (await standin.slash("about")).message()
    assert standin.messages.any(message.id).edited_at is None


async def test_each_page_has_its_own_picture_and_no_other(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.is_fast = True
    first = await edited(standin, await (await standin.slash("pages")).message())

    second = await edited(standin, await (await standin.click(first, "Next ▶")).message())
    await standin.bell.until(lambda: pictures(standin.messages.any(first.id)) == ["Picture 2"])
    again = await (await standin.click(second, "◀ Previous")).message()

    assert pictures(first) == ["Picture 1"]
    assert again.id == first.id
    assert pictures(again) == ["Picture 1"]
    assert len(again.attachments) == 1


async def test_a_late_picture_never_takes_the_place_of_what_came_after(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    message = await (await standin.slash("pages")).message()
    await standin.bell.until(lambda: len(studio.waiting) == 1)
    await (await standin.click(message, "Next ▶")).answered()
    await standin.bell.until(lambda: len(studio.waiting) == 2)

    studio.finish()

    await standin.bell.until(lambda: standin.messages.any(message.id).attachments)
    await (await standin.slash("about")).message()
    assert "Page 2 of 9" in standin.messages.any(message.id).text
    assert pictures(standin.messages.any(message.id)) == ["Picture 2"]


async def test_a_late_picture_never_takes_the_place_of_one_that_was_there_at_once(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.known[Picture("", structs.replace(CARD, day="2")).name] = PNG
    message = await (await standin.slash("pages")).message()
    await standin.bell.until(lambda: studio.waiting)
    await (await standin.click(message, "Next ▶")).message()

    studio.finish()

    await (await standin.slash("about")).message()
    assert pictures(standin.messages.any(message.id)) == ["Picture 2"]


async def test_who_turns_the_page_keeps_nobody_else_from_a_picture(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    first, second = [await (await standin.slash("pages")).message() for _ in range(2)]
    await standin.bell.until(lambda: studio.waiting)
    await (await standin.click(first, "Next ▶")).answered()
    await standin.bell.until(lambda: len(studio.waiting) == 2)

    studio.finish()

    assert pictures(await edited(standin, second)) == ["Picture 1"]


async def test_who_looks_alone_gets_a_picture_and_may_show_it(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.is_fast = True
    await (await standin.slash("settings set", {"visibility": "private"}, user=standin.moderator)).message()
    private = await (await standin.slash("timeline", {"when": "1949-1951"})).message()
    await edited(standin, private)

    shown = await (await standin.click(private, "Show to everyone")).message()

    assert private.ephemeral
    assert not shown.ephemeral
    assert pictures(standin.messages.any(private.id)) == pictures(shown)


async def test_what_comes_after_a_deferral_waits_a_moment_for_its_picture(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.is_fast = True
    await (await standin.slash("schedule daily", {"time": "12:30", "zone": "UTC"}, user=standin.moderator)).message()

    message = await (await standin.slash("schedule preview", {"schedule": 1}, user=standin.moderator)).message()

    assert len(pictures(message)) == 1


async def test_a_post_gets_its_picture_by_an_edit_that_keeps_its_marker(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    place = Channel("discord", standin.guild.id, standin.channel.id)
    id = await app.post(place, POST, SAY, nonce="d1", marker="delivery-1")
    posted = standin.messages.public[id]
    await standin.bell.until(lambda: studio.waiting)

    studio.finish()

    after = await edited(standin, posted)
    assert (pictures(posted), pictures(after)) == ([], [PICTURE.alt])
    assert after.components[0]["id"] == posted.components[0]["id"]


async def test_a_post_that_was_edited_meanwhile_stays_as_it_is(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    place = Channel("discord", standin.guild.id, standin.channel.id)
    id = await app.post(place, POST, SAY, nonce="d1", marker="delivery-1")
    await standin.bell.until(lambda: studio.waiting)
    await app.edit(place, id, Reply(text="Closed."), SAY)

    studio.finish()

    await (await standin.slash("about")).message()
    assert standin.messages.public[id].text == "Closed."
    assert standin.messages.public[id].attachments == ()


async def test_who_is_written_to_alone_is_not_written_to_again(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    person = private_channel(User("discord", standin.guild.id, standin.user.id))

    await app.post(person, POST, SAY, nonce="d1", marker="delivery-1")

    await (await standin.slash("about")).message()
    assert studio.waiting == {}


async def test_an_edit_takes_the_picture_away_that_it_does_not_show(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.known[PICTURE.name] = PNG
    place = Channel("discord", standin.guild.id, standin.channel.id)
    id = await app.post(place, POST, SAY, nonce="d1", marker="delivery-1")

    await app.edit(place, id, Reply(text="Closed."), SAY)

    assert standin.messages.public[id].attachments == ()


async def test_a_post_whose_picture_is_known_is_one_call(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio
) -> None:
    studio.known[PICTURE.name] = PNG
    place = Channel("discord", standin.guild.id, standin.channel.id)

    id = await app.post(place, POST, SAY, nonce="d1", marker="delivery-1")

    assert pictures(standin.messages.public[id]) == [PICTURE.alt]
    assert standin.messages.public[id].edited_at is None


async def test_a_picture_for_a_message_that_is_gone_is_dropped(
    standin: DiscordStandin, app: DiscordApp, studio: HandStudio, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "adapters.discord.illustrations")
    standin.faults.order(r"PATCH .*/messages/", says(UNKNOWN_MESSAGE))
    await (await standin.slash("everything")).message()
    await standin.bell.until(lambda: studio.waiting)

    studio.finish()

    await (await standin.slash("about")).message()
    await standin.bell.until(lambda: "too late" in caplog.text)


async def test_a_picture_is_really_drawn(standin: DiscordStandin, house: House, tmp_path: Path) -> None:
    with closing(Studio(tmp_path / "pictures")) as studio:
        house.bot.studio = studio
        async with house.open():
            message = await (await standin.slash("timeline", {"when": "1949-1951"})).message()
            after = await standin.bell.until(
                lambda: next((one for one in [standin.messages.any(message.id)] if one.attachments), None), 60
            )

    assert pictures(after)[0].startswith("Timeline 1949 – 1951")
    assert after.attachments[0]["size"] > 10_000


class SlowEasel(Easel):
    """An easel whose pictures are all drawn at once, when it is told so."""

    def __init__(self) -> None:
        super().__init__(None)
        self.is_done = asyncio.Event()

    async def drawn(self, reply: Reply) -> bytes:
        await self.is_done.wait()
        return PNG


async def test_posts_wait_for_no_picture_while_very_many_wait_already() -> None:
    easel, shown = SlowEasel(), list[int]()
    illustrations = Illustrations(easel)

    async def show(message: int, drawn: bytes) -> None:
        shown.append(message)
        # No pause follows a call that fails.
        raise TimeoutError

    for message in range(MOST_WAITING + 1):
        illustrations.begin_post(message, Reply(), partial(show, message))
    easel.is_done.set()
    while len(shown) < MOST_WAITING:
        await asyncio.sleep(0)

    assert MOST_WAITING not in shown
    await illustrations.close()
