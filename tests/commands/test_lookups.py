"""The look-ups, asked as people ask them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot.app import Bot
from bot.chat import Reply, UsageError
from bot.facts.model import Citation
from bot.replies.lookups.facts import citations
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.commands.asking import as_teacher
from tests.facts.test_packs import pack, spoil
from tests.saltmarsh import CHANNEL, PUPIL, request

__all__ = ["pack"]


def ask(bot: Bot, line: str, *, whole: bool = False, is_discreet: bool = False) -> Reply:
    try:
        return bot.handle(bot.read(line, request("", whole=whole, is_discreet=is_discreet)))
    except UsageError as error:
        return Reply(text=error.text, is_error=True)


def test_a_timeline_gives_a_line_an_event_and_opens_it(bot: Bot) -> None:
    told = ask(bot, "/timeline 1930")
    (item,) = told.items
    assert told.menu
    opened = ask(bot, told.menu.choices[0].action)

    assert (item.date, item.title, item.text) == ("1 May", "The council meets for the first time", "")
    assert opened.text.splitlines()[0].startswith("1 May 1930")
    assert opened.text.splitlines()[1].startswith("Ada Marsh opened")
    assert (opened.sources[0].title, opened.sources[0].locator) == ("Minutes of the council", "first page")


def test_everything_is_told_where_everything_is_asked_for(bot: Bot) -> None:
    (item,) = ask(bot, "/timeline 1930", whole=True).items

    assert item.text.startswith("Ada Marsh opened")
    assert (item.sources[0].title, item.sources[0].locator) == ("Minutes of the council", "first page")


def test_an_early_year_is_told_offered_and_asked_for_again(pack: Path, tmp_path: Path) -> None:
    assert not spoil(pack, "events.yaml", "date: 1949-11-02", "date: 0044-03-15")
    with Store.open(blank(tmp_path / "bot.db")) as store:
        bot = Bot(Shelf([pack], tmp_path), store)
        private = ask(bot, "/timeline 0044", is_discreet=True)

        assert [item.date for item in private.items] == ["15 Mar"]
        assert ask(bot, private.choices[-1].action).items == private.items
        for when, beginning in (("040s", "04"), ("044", "044")):
            assert (when, when) in bot.complete(request("timeline"), "when", beginning)
            assert [item.id for item in ask(bot, f"/timeline {when}").items] == [private.items[0].id]


def test_a_date_is_told_no_more_precisely_than_it_is_known(bot: Bot) -> None:
    dates = [item.date for item in ask(bot, "/timeline all", whole=True).items]

    assert dates[-4:] == ["May 1950", "4 May 1950 – October 1953", "1 May 1951", "1970 (approximate)"]


def test_what_is_disputed_and_what_is_dated_is_marked(bot: Bot) -> None:
    marks = {item.id: item.marks for item in ask(bot, "/timeline all", whole=True).items}

    assert marks["wall-dispute"] == ("disputed: why it stands where it stands",)
    assert marks["second-mayor"] == ("as of: 1975",)


def test_a_timeline_of_few_events_is_shown_whole(bot: Bot) -> None:
    told = ask(bot, "/timeline all")

    assert len(told.items) == 7
    assert told.choices == ()


def test_a_timeline_can_be_of_a_topic_and_a_person(bot: Bot) -> None:
    told = ask(bot, "/timeline all topic:floods person:perovsky")

    assert [item.id for item in told.items] == ["wall-dispute"]
    assert told.title == "Floods and Nikolai Perovsky"


def test_an_empty_period_says_where_the_timeline_is(bot: Bot) -> None:
    assert "The timeline: 1930 – 1970" in ask(bot, "/timeline 1650").text


def test_who_gives_roles_dates_life_and_events(bot: Bot) -> None:
    told = ask(bot, "/who Lady Marsh")

    assert told.title == "Ada Marsh"
    assert {field.name: field.value for field in told.fields} == {
        "Life": "31 January 1900 – 1 December 1980 · Saltmarsh",
        "Mayor of Saltmarsh": "1 May 1930 – 30 April 1940",
    }
    assert [item.id for item in told.items] == ["council-founded", "treaty-signed"]
    assert told.sources[0].publisher == "Saltmarsh Museum"


def test_who_of_several_asks_which_and_the_choice_answers(bot: Bot) -> None:
    asked = ask(bot, "/who Marsh")
    assert asked.menu
    (ada, ida) = asked.menu.choices

    assert {ada.label, ida.label} == {"Ada Marsh", "Ida Marsh"}
    assert ida.detail or ada.detail
    assert ask(bot, ada.action).title == ada.label


def test_who_of_a_slip_says_what_it_took_it_for(bot: Bot) -> None:
    told = ask(bot, "/who Perofsky")

    assert told.title == "Nikolai Perovsky"
    assert "you wrote “Perofsky”" in told.text


def test_who_of_nobody_offers_the_nearest(bot: Bot) -> None:
    told = ask(bot, "/who Ada Lovelace")

    assert told.is_error
    assert told.text == "Nothing is called “Ada Lovelace”; closest:"
    assert [choice.label for choice in told.choices] == ["Ada Marsh"]


def test_what_tells_a_treaty_with_its_three_dates(bot: Bot) -> None:
    fields = {field.name: field.value for field in ask(bot, "/what Article 9").fields}

    assert (fields["Signed"], fields["In force"], fields["Ended"]) == ("29 February 1932", "1 June 1932", "1945")


def test_what_tells_how_many_members_an_organization_has_and_lists_them_at_a_press(bot: Bot) -> None:
    card = ask(bot, "/what TCS")
    press = next(choice for choice in card.choices if choice.label == "Members")

    assert {field.name: field.value for field in card.fields}["Members"] == "1 (as of: 2020)"
    assert ask(bot, press.action).fields[0].value == "North Ward (1930), South Ward (1931–1950)"


def test_a_disputed_fact_shows_the_stake_of_each_and_at_a_press_what_each_says(bot: Bot) -> None:
    card = ask(bot, "open id:wall-dispute")
    press = next(choice for choice in card.choices if choice.label == "What each says")
    said = ask(bot, press.action).statements

    assert [(statement.who, statement.stake, statement.says) for statement in card.statements][1:] == [
        ("The fishermen", "They lost their moorings.", ""),
        ("The council", "It had chosen the place.", ""),
    ]
    assert all(statement.sources and statement.says for statement in said)


def test_a_finding_stands_above_the_parties(bot: Bot) -> None:
    first, *_ = ask(bot, "open id:wall-dispute").statements

    assert (first.who, first.stake) == ("The county's inspector", "Finding, 1955")


def test_which_of_several_is_meant_is_asked_without_losing_what_was_asked_besides(bot: Bot) -> None:
    asked = bot.handle(bot.read("/timeline 1930s person:Marsh", request("")))

    actions = [choice.action for choice in asked.choices]
    assert "timeline when:1930s person:ada-marsh" in actions
    assert not ask(bot, actions[0]).is_error


@pytest.mark.parametrize("title", ["the sea wall is begun", "Sea wall is begun", "wall-dispute"])
def test_a_fact_that_is_called_just_so_has_its_sources_told(bot: Bot, title: str) -> None:
    assert ask(bot, f"/sources {title}").title == "Sources: The sea wall is begun"


def test_a_source_is_listed_once_with_all_places_in_it(bot: Bot) -> None:
    works = (
        Citation("minutes", "4 May 1950"),
        Citation("minutes", "4 May 1950"),
        Citation("minutes", "p. 2", differs="5 May"),
    )
    event = replace(bot.shelf.full.events(("treaty-signed",))[0], sources=(*works, Citation("diary")))

    assert citations(event)[:2] == (Citation("minutes", "4 May 1950; p. 2", differs="5 May"), Citation("diary"))


def test_what_a_good_source_gives_otherwise_is_told(bot: Bot) -> None:
    items = ask(bot, "/sources treaty-signed").items

    assert next(item.text for item in items if "differs" in item.text).endswith("differs: in March")


def test_on_this_day_tells_the_most_notable_and_offers_the_others(bot: Bot) -> None:
    told = ask(bot, "/onthisday 1 May")

    assert told.id == "council-founded"
    assert told.menu
    assert ask(bot, told.menu.choices[0].action).id == "fair-opens"


def test_on_this_day_is_today_in_the_zone_of_the_community(bot: Bot) -> None:
    evening = datetime(2024, 4, 30, 13, tzinfo=UTC)
    here = bot.handle(request("onthisday", at=evening))
    as_teacher(bot, "/settings set zone:Auckland", at=evening)

    assert here.title == "30 April"
    assert bot.handle(request("onthisday", at=evening)).id == "council-founded"


def test_an_empty_day_offers_the_nearest_days(bot: Bot) -> None:
    told = ask(bot, "/onthisday 1 January")

    assert [choice.label for choice in told.choices] == ["2 November", "29 February"]


def test_a_search_shows_the_matching_words(bot: Bot) -> None:
    first, *_ = ask(bot, "/search ships harbor").items

    assert first.matches == ("Harbor", "harbor", "ships")


def test_a_grave_fact_is_marked_as_grave(bot: Bot) -> None:
    assert ask(bot, "/onthisday 2 November").is_grave


def test_help_lists_what_a_member_may_ask(bot: Bot) -> None:
    listed = " ".join(field.name for field in ask(bot, "/help").fields)

    assert "/timeline /who /what" in listed


def test_help_offers_what_can_be_pressed_at_once(bot: Bot) -> None:
    assert [choice.action for choice in ask(bot, "/help").choices] == ["onthisday", "daily", "about"]


def test_help_lists_the_commands_that_begin_with_a_word(bot: Bot) -> None:
    names = [field.name for field in ask(bot, "/help reports").fields]

    assert names == ["/reports list", "/reports close", "/reports export"]


def test_help_explains_one_command(bot: Bot) -> None:
    told = ask(bot, "/help timeline")

    assert told.items[0].title == "/timeline 2008"
    assert "show" not in [field.name for field in told.fields]


def test_about_names_packs_licences_and_age(bot: Bot) -> None:
    (item,) = ask(bot, "/about").items

    assert "Version: 1 · as of: 2020 · licence: CC0-1.0 · kept by: The tests." in item.text


def test_a_private_look_up_can_be_shown_to_everyone(bot: Bot) -> None:
    private = ask(bot, "/who Ada Marsh", is_discreet=True)
    shown = ask(bot, private.choices[-1].action, is_discreet=True)

    assert private.is_private
    assert private.choices[-1].label == "Show to everyone"
    assert not shown.is_private
    assert "Show to everyone" not in [choice.label for choice in shown.choices]


@pytest.mark.parametrize(
    "line", ["qwertz", "/search qwertz", "Marsh", "/who Marsh", "/who qqqq", "/timeline 1650", "7/8/1930", "April 31"]
)
def test_what_is_no_answer_is_offered_to_nobody_else(bot: Bot, line: str) -> None:
    asked = request("", is_discreet=True)
    told = bot.handle(bot.read(line, asked))

    assert told.is_private
    assert "Show to everyone" not in [choice.label for choice in told.choices]


def test_private_help_can_be_shown_to_everyone(bot: Bot) -> None:
    private = ask(bot, "/help timeline", is_discreet=True)

    assert private.choices[-1].action == "help command:timeline show:yes"
    assert ask(bot, private.choices[-1].action, is_discreet=True).is_private is False


def test_a_mistake_is_told_to_who_made_it_alone(bot: Bot) -> None:
    assert bot.handle(request("timeline", {"when": "soon"})).is_private


def test_every_example_of_help_is_a_command_that_can_be_read(bot: Bot) -> None:
    for command in bot.commands:
        for example in command.examples:
            assert bot.read(example, request("")).command == command.name


LINES = st.sampled_from(["/timeline", "/who", "/what", "/onthisday", "/search", "/sources", "/help", "/about"])


@given(command=LINES, text=st.text(max_size=40))
@pytest.mark.usefixtures("cache")
def test_no_words_break_a_look_up(shared_bot: Bot, command: str, text: str) -> None:
    reply = ask(shared_bot, f"{command} {text}")

    assert reply.title or reply.text or reply.items


def test_what_is_remembered_is_told_on_its_day_alone(bot: Bot) -> None:
    days = [bot.handle(request("onthisday", at=datetime(2024, 5, day, 12, tzinfo=UTC))).title for day in (1, 2, 1)]

    assert days[0] == days[2] != days[1]


def test_what_is_remembered_is_told_by_right(bot: Bot) -> None:
    replies = [bot.handle(request("help", is_moderator=is_one)) for is_one in (True, False, True)]

    assert replies[0].fields == replies[2].fields != replies[1].fields


def test_what_is_remembered_is_as_private_as_the_place(bot: Bot) -> None:
    replies = [bot.handle(request("about", is_discreet=is_one)) for is_one in (True, False)]

    assert [reply.is_private for reply in replies] == [True, False]


@pytest.mark.parametrize(("name", "options"), [("about", {}), ("timeline", {"when": "1930", "show": "no"})])
def test_what_is_remembered_is_the_very_reply_for_all(name: str, options: dict[str, str], bot: Bot) -> None:
    first, second = (
        bot.handle(request(name, options, user=replace(PUPIL, id=one), channel=replace(CHANNEL, id=one)))
        for one in ("ann", "ben")
    )

    assert first is second
