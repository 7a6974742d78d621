"""A schedule set up and changed by forms alone, and every mistake in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from adapters.slack.app import SlackApp
from adapters.slack.forms import VALUE_LIMIT, options
from adapters.slack.turn import in_form
from tests.standins.slack import Message, SlackStandin, View
from tests.standins.slack.filling import Filled


async def opened(standin: SlackStandin, line: str = "schedule new daily") -> View:
    """Return the form that a moderator opens."""
    return await (await standin.slash("/dateline", line, user=standin.moderator)).view()


async def said(standin: SlackStandin, words: str) -> Message:
    """Return the latest message with these words."""
    return await standin.bell.until(
        lambda: next((one for one in reversed(standin.shelf.inside(standin.channel)) if words in one.shown), None)
    )


def elements(view: View) -> dict[str, str]:
    """Return which element asks for each input."""
    return {part.element["action_id"]: part.element["type"] for part in view.parts}


async def test_each_input_has_the_element_that_slack_has_for_it(standin: SlackStandin, app: SlackApp) -> None:
    form = await opened(standin)

    assert elements(form) == {
        "time": "timepicker",
        "weekdays": "checkboxes",
        "zone": "external_select",
        "channel": "conversations_select",
        "skip_holidays": "external_select",
        "topics": "multi_external_select",
        "approval": "conversations_select",
    }
    assert elements(await opened(standin, "schedule new post"))["date"] == "datepicker"


async def test_what_is_chosen_and_not_typed_is_not_said_how_to_type(standin: SlackStandin, app: SlackApp) -> None:
    hints = {
        part.block["block_id"]: part.block.get("hint", {}).get("text", "") for part in (await opened(standin)).parts
    }

    assert (hints["time"], hints["topics"]) == ("", "Empty for all")


async def test_a_weekday_post_at_nine_is_set_up_by_the_form_alone(standin: SlackStandin, app: SlackApp) -> None:
    desk = standin.world.add_channel("desk", standin.team)
    form = await opened(standin)
    zones = await (await standin.suggest(form, "zone", "Wien", user=standin.moderator)).options()
    regions = await (await standin.suggest(form, "skip_holidays", "Bava", user=standin.moderator)).options()
    topics = await (await standin.suggest(form, "topics", "har", user=standin.moderator)).options()

    submitted = await standin.submit_view(
        form,
        {
            "time": "09:00",
            "weekdays": ["mon", "tue", "wed", "thu", "fri"],
            "zone": zones[0]["value"],
            "skip_holidays": regions[0]["value"],
            "topics": [topics[0]["value"]],
            "approval": desk.id,
        },
    )

    message = await said(standin, "Schedule 1 is set")
    assert await submitted.errors() == {}
    assert "Monday – Friday at 09:00 (Europe/Vienna)" in message.shown
    assert "Bavaria, Germany" in message.shown
    assert message.reader == standin.moderator
    shown = await (await standin.slash("/dateline", "schedule show 1", user=standin.moderator)).message()
    assert desk.id in str(shown.blocks)


# Of which form, what is filled in, which input is wrong, and what is said of it.
MISTAKES: tuple[tuple[str, Mapping[str, Filled], str, str], ...] = (
    ("daily", {"zone": "Atlantis"}, "zone", "no time zone for “Atlantis”"),
    ("daily", {"zone": "EST"}, "zone", "Which one do you mean?"),
    ("daily", {"skip_holidays": "Atlantis"}, "skip_holidays", "no holidays of “Atlantis”"),
    ("daily", {"topics": ["harbor", "atlantis"]}, "topics", "atlantis"),
    ("daily", {"channel": "C0NOWHERE"}, "channel", "/invite @Dateline"),
    ("daily", {"approval": "C0NOWHERE"}, "approval", "/invite @Dateline"),
    ("post", {"date": "2023-01-01", "text": "Late"}, "date", "no such time to come"),
)


async def test_a_mistake_stands_beside_its_field_and_the_form_stays_open(standin: SlackStandin, app: SlackApp) -> None:
    for kind, filled, name, words in MISTAKES:
        submitted = await standin.submit_view(await opened(standin, f"schedule new {kind}"), filled)

        errors = await submitted.errors()
        assert list(errors) == [name]
        assert words in errors[name]
        assert "C0NOWHERE" not in errors[name]
    assert standin.shelf.inside(standin.channel) == []


async def test_a_form_that_was_put_right_is_taken(standin: SlackStandin, app: SlackApp) -> None:
    form = await opened(standin)
    await (await standin.submit_view(form, {"zone": "Atlantis", "time": "07:30"})).errors()

    await standin.submit_view(form, {"zone": "Europe/Paris", "time": "07:30"})

    assert "at 07:30 (Europe/Paris)" in (await said(standin, "is set")).shown


async def test_a_question_about_the_whole_form_has_its_buttons_beside_it(standin: SlackStandin, app: SlackApp) -> None:
    await standin.submit_view(await opened(standin), {})
    await said(standin, "Schedule 1 is set")

    again = await standin.submit_view(await opened(standin), {})

    assert "set up exactly so already" in str(await again.errors())
    asked = await said(standin, "exactly so already")
    assert list(asked.buttons) == ["Show schedule 1", "Set it up a second time"]
    await standin.click(asked, "Set it up a second time", user=standin.moderator)
    await said(standin, "Schedule 2 is set")


async def test_a_form_that_changes_a_schedule_holds_what_is_set(standin: SlackStandin, app: SlackApp) -> None:
    desk = standin.world.add_channel("desk", standin.team)
    line = f"schedule daily 07:15 zone:Rome weekdays:mon,wed skip_holidays:FR topics:harbor approval:{desk.id}"
    await (await standin.slash("/dateline", line, user=standin.moderator)).message()
    form = await opened(standin, "schedule change 1")

    await standin.submit_view(form, {"topics": [], "skip_holidays": None, "approval": None})

    message = await said(standin, "Schedule 1 is changed")
    assert "Monday and Wednesday at 07:15 (Europe/Rome)" in message.shown
    assert "Holidays left out" not in message.shown
    assert "Topics" not in message.shown
    assert desk.id not in str(message.blocks)


async def test_who_may_not_moderate_is_offered_nothing(standin: SlackStandin, app: SlackApp) -> None:
    form = await opened(standin)

    assert await (await standin.suggest(form, "topics", "har", user=standin.user)).options() == []


async def test_a_setting_is_changed_from_the_page_which_shows_it_then(standin: SlackStandin, app: SlackApp) -> None:
    page = await (await standin.slash("/dateline", "settings", user=standin.moderator)).message()
    form = await (await standin.click(page, "Time zone", user=standin.moderator)).view()
    assert "no time zone" in str(await (await standin.submit_view(form, {"zone": "Atlantis"})).errors())

    await standin.submit_view(form, {"zone": "Europe/Vienna"})

    changed = await said(standin, "UTC → Europe/Vienna")
    assert changed.ts == page.ts
    await standin.click(changed, "All settings", user=standin.moderator)
    assert "Europe/Vienna" in (await said(standin, "whose clock counts here")).shown


@pytest.mark.parametrize(
    "blocks", [[], [{"type": "input", "block_id": ["time"]}], [{"type": "input", "block_id": None}]]
)
def test_a_form_whose_inputs_have_no_names_is_none(blocks: Sequence[Mapping[str, object]]) -> None:
    with pytest.raises(ValueError, match="without inputs"):
        in_form({"blocks": blocks})


def test_a_value_that_slack_refuses_is_not_offered() -> None:
    pairs = [("none", ""), ("longest", "x" * VALUE_LIMIT), ("too long", "x" * (VALUE_LIMIT + 1))]

    assert [option["value"] for option in options(pairs)] == ["x" * VALUE_LIMIT]
