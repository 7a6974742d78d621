"""Who moderates in a workspace, by what Slack tells of them."""

from __future__ import annotations

import pytest

from adapters.slack.app import SlackApp
from tests.adapters.slack.reading import read
from tests.standins.faults import says
from tests.standins.slack import SlackStandin
from tests.standins.slack.refusals import server_error


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


async def test_who_slack_tells_nothing_about_does_not_moderate(standin: SlackStandin, app: SlackApp) -> None:
    standin.kill_token("account_inactive")

    message = await (await standin.slash("/settings", "show", user=standin.moderator)).message()

    assert "try again in a moment" in read(message)
    assert "Time zone" not in read(message)


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
