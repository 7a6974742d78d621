"""Cards: everything a reply says, within Discord's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import ui
from discord.webhook.async_ import interaction_message_response_params
from hypothesis import given, strategies as st

from adapters.discord.fitting import TEXT_LIMIT, Part, fit
from adapters.discord.forms import modal
from adapters.discord.render import NOBODY, mark, render
from bot.chat import Choice, Field, Form, Input, Item, Menu, Picture, Reply, SourceLine, Statement
from bot.replies.catalog import catalog
from tests.adapters.discord.rows import PICTURE

SAY = catalog("en")
SOURCE = SourceLine("Minutes", "Town Archive", "https://archive.example/1", "page 3", "in Latin")


def parts(components: Any) -> Iterator[dict[str, Any]]:
    """Return every component, the nested ones too."""
    for component in components:
        yield component
        yield from parts(component.get("components", ()))


def sent(reply: Reply, marker: str = "") -> list[dict[str, Any]]:
    return list(parts(render(reply, SAY, marker).view.to_components()))


def text(reply: Reply) -> str:
    return "\n".join(part["content"] for part in sent(reply) if part["type"] == 10)


async def test_a_card_says_all_of_a_reply_in_its_order() -> None:
    reply = Reply(
        title="The wall",
        text="It was built.",
        statements=(Statement("The council", "No other ground.", "It paid.", (SOURCE,)),),
        fields=(Field("Date", "May 1950"),),
        items=(Item("Begun", "May 1950", "Stone by stone.", "wall", ("disputed",), (), (SOURCE,)),),
        notes=("1–1 of 1",),
        sources=(SOURCE,),
        id="wall-1",
    )
    shown = text(reply)
    places = [shown.index(word) for word in ("The wall", "It was", "council", "Date", "Begun", "1–1")]

    assert places == sorted(places)


async def test_a_source_is_a_short_name_that_leads_to_it() -> None:
    line = "-# Source: [Town Archive](<https://archive.example/1>)"

    assert line in text(Reply(title="x", sources=(SOURCE,)))


async def test_sources_stay_however_much_is_cut() -> None:
    shown = text(Reply(text="word " * 1600, sources=(SOURCE,), id="wall-1"))

    assert "[Town Archive](<https://archive.example/1>)" in shown
    assert "word …" in shown


async def test_what_is_grave_has_no_heading() -> None:
    assert text(Reply(title="The flood", is_grave=True)) == "**The flood**"


async def test_lines_of_an_overview_are_one_text() -> None:
    reply = Reply(title="x", items=tuple(Item(f"Event {number}") for number in range(5)))

    assert len([part for part in sent(reply) if part["type"] == 10]) == 2


async def test_more_than_eight_long_entries_are_counted() -> None:
    reply = Reply(title="x", items=tuple(Item(f"Event {number}", text="It was.") for number in range(10)))

    assert "Event 7" in text(reply)
    assert "Event 8" not in text(reply)
    assert "2 more entries are not shown" in text(reply)


async def test_an_overview_shows_a_line_for_each_choice_that_a_menu_can_have() -> None:
    reply = Reply(title="x", items=tuple(Item(f"Event {number}") for number in range(26)))

    assert "Event 24" in text(reply)
    assert "Event 25" not in text(reply)
    assert "1 more entry is not shown" in text(reply)


async def test_repeated_actions_have_custom_ids_of_their_own() -> None:
    reply = Reply(text="x", choices=(Choice("One", "help"), Choice("Two", "help"), Choice("Three", "about")))

    assert [part["custom_id"] for part in sent(reply) if part["type"] == 2] == ["help", "1|help", "about"]


async def test_many_choices_become_a_menu() -> None:
    reply = Reply(text="x", choices=tuple(Choice(f"Choice {number}", f"who {number}") for number in range(30)))

    menus = [part for part in sent(reply) if part["type"] == 3]
    assert [len(menu["options"]) for menu in menus] == [25, 5]


async def test_choices_with_details_show_them() -> None:
    reply = Reply(text="x", choices=(Choice("Ada Marsh", "who ada", "Mayor, 1930 – 1940"),))

    (menu,) = [part for part in sent(reply) if part["type"] == 3]
    assert menu["options"][0]["description"] == "Mayor, 1930 – 1940"


async def test_the_color_is_never_all_there_is() -> None:
    mistake, usual = (text(Reply(text="No such year.", is_error=is_error)) for is_error in (True, False))

    assert mistake == usual == "No such year."


async def test_people_are_mentioned_where_a_reply_names_them() -> None:
    reply = Reply(title="Named", items=(Item("123"), Item("45", text="456: 123, 12345")), people=("123", "45"))

    shown = text(reply)

    assert "**<@123>**" in shown
    assert "**<@45>**\n456: <@123>, 12345" in shown


async def test_who_is_named_by_a_text_alone_is_not_mentioned() -> None:
    assert text(Reply(text="<@123> 123")) == r"\<@123> 123"


async def test_a_picture_is_a_file_named_by_its_content_with_alternative_text() -> None:
    card = render(Reply(text="x", picture=PICTURE), SAY, drawn=b"a png")
    (gallery,) = [part for part in parts(card.view.to_components()) if part["type"] == 12]
    (file,) = card.files

    assert gallery["items"] == [
        {**gallery["items"][0], "description": PICTURE.alt, "media": {"url": f"attachment://{PICTURE.name}"}}
    ]
    assert (file.filename, file.description, file.fp.read()) == (PICTURE.name, PICTURE.alt, b"a png")


async def test_a_picture_that_is_not_drawn_is_left_out() -> None:
    card = render(Reply(text="x", picture=PICTURE), SAY)

    assert card.files == ()
    assert [part["type"] for part in parts(card.view.to_components())] == [17, 10]


async def test_a_long_alternative_text_is_cut_to_what_discord_takes() -> None:
    card = render(Reply(picture=Picture("wall " * 300, PICTURE.recipe)), SAY, drawn=b"a png")
    (gallery,) = [part for part in parts(card.view.to_components()) if part["type"] == 12]

    assert len(gallery["items"][0]["description"]) <= 1024
    assert gallery["items"][0]["description"].endswith("…")


async def test_a_marker_is_the_number_of_the_card() -> None:
    assert sent(Reply(text="x"), "delivery-7")[0]["id"] == mark("delivery-7")


async def test_a_card_without_files_is_made_once() -> None:
    reply = Reply(text="same")

    assert render(reply, SAY).view is render(reply, SAY).view


@pytest.mark.parametrize(("kind", "is_private"), [(4, False), (4, True), (7, False), (7, True)])
async def test_a_first_answer_is_what_discord_py_would_send(kind: int, is_private: bool) -> None:
    view = render(Reply(text="same", choices=(Choice("B", "who b"),)), SAY).view
    flags = discord.MessageFlags(ephemeral=is_private and kind == 4)
    theirs = interaction_message_response_params(
        type=kind, view=view, files=(), flags=flags, allowed_mentions=NOBODY, previous_allowed_mentions=NOBODY
    ).payload

    assert theirs
    # No mention of reading aloud: no card is read aloud.
    assert theirs["data"].pop("tts") is False
    assert json.loads(view.answer(replaces=kind == 7, is_private=is_private)) == theirs


async def test_a_card_is_made_once_with_its_picture_and_once_without() -> None:
    reply = Reply(text="same", picture=PICTURE)

    assert render(reply, SAY, drawn=b"a").view is render(reply, SAY, drawn=b"a").view
    assert render(reply, SAY, drawn=b"a").view is not render(reply, SAY).view


async def test_a_long_text_is_cut_and_says_where_the_rest_is() -> None:
    shown = text(Reply(title="Long", text="word " * 1000, id="the-fact"))

    assert len(shown) <= TEXT_LIMIT
    assert "word …" in shown
    assert "/sources the\\-fact" in shown or "/sources the-fact" in shown


WORDS = st.text(st.sampled_from("abc *_[]<>`~|#-@:/\n\\"), max_size=900)
ITEMS = st.lists(st.builds(Item, WORDS, WORDS, WORDS, st.just("an-id")), max_size=12).map(tuple)


@given(st.builds(Reply, st.just("Title"), WORDS, items=ITEMS, notes=st.lists(WORDS, max_size=2).map(tuple)))
def test_no_reply_makes_a_card_over_the_limits(reply: Reply) -> None:
    shown = list(parts(_card(reply)))

    assert sum(len(part["content"]) for part in shown if part["type"] == 10) <= TEXT_LIMIT
    assert all(part["content"] for part in shown if part["type"] == 10)
    assert len(shown) <= 40


def _card(reply: Reply) -> Any:
    import asyncio

    async def made() -> Any:
        return render(reply, SAY).view.to_components()

    return asyncio.run(made())


def test_what_fits_is_not_cut() -> None:
    whole = (Part(("a",)), Part(("b",)))

    assert fit(whole) == fit(whole, 2)
    assert not fit(whole, 2).is_cut


def test_a_cut_keeps_the_source_of_what_it_cuts() -> None:
    part = Part(("heading", "prose " * 100, "source"), "fact", prose=1)

    cut = fit((part,), 200)

    assert cut.parts[0].lines[2] == "source"
    assert cut.cut_id == "fact"


def test_vital_parts_outlive_a_cut() -> None:
    parts_ = (Part(("x" * 100,)), Part(("note",), is_vital=True))

    assert [part.text for part in fit(parts_, 50).parts] == ["note"]


async def test_a_form_is_a_modal_with_labels() -> None:
    form = Form(
        "A title that is longer than the forty-five characters Discord has",
        "report id:wall",
        (
            Input("text", "What is wrong?", "so far", "be brief", is_long=True, limit=500),
            Input("kind", "Kind", "b", choices=(("a", "A"), ("b", "B"))),
        ),
    )
    made = modal(form).to_dict()
    first, second = made["components"]

    assert (made["custom_id"], len(made["title"])) == ("report id:wall", 45)
    assert (first["label"], first["component"]["value"]) == ("What is wrong?", "so far")
    assert [option.get("default") for option in second["component"]["options"]] == [False, True]


@pytest.mark.parametrize("menu", [None, Menu("Which?", (Choice("A", "who a"),))])
async def test_a_view_needs_nothing_in_memory(menu: Menu | None) -> None:
    view: ui.LayoutView = render(Reply(text="x", menu=menu, choices=(Choice("B", "who b"),)), SAY).view

    assert view.is_finished()


def test_a_text_that_is_cut_within_bold_words_leaves_nothing_bold_behind_it() -> None:
    line = "plain words " * 10 + "**" + "bold words " * 20 + "**"

    (part,) = fit([Part((line,), prose=0)], 160).parts

    assert part.text == ("plain words " * 10).rstrip() + " …"


async def test_the_stripe_of_a_card_tells_a_mistake_and_what_is_grave_apart() -> None:
    colors = {sent(reply)[0]["accent_color"] for reply in (Reply(text="x"), Reply(text="x", is_error=True))}

    assert len(colors | {sent(Reply(text="x", is_grave=True))[0]["accent_color"]}) == 3


async def test_the_title_of_an_entry_with_a_text_is_a_link_where_it_has_an_address() -> None:
    item = Item("Minutes", text="Harbor office · page 3", link="https://archive.example/1")

    assert text(Reply(items=(item,))) == "**[Minutes](<https://archive.example/1>)**\nHarbor office · page 3"


async def test_three_publishers_are_named_each_once() -> None:
    sources = tuple(SourceLine("Work", f"Press {letter}") for letter in "AABCD")

    assert text(Reply(sources=sources)) == "-# Sources: Press A · Press B · Press C"


async def test_the_names_of_sources_stand_in_one_line() -> None:
    assert text(Reply(sources=(SourceLine("Minutes", "Town\nArchive"),))) == "-# Source: Town Archive"
