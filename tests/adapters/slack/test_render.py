"""Replies as Block Kit: within Slack's limits, and without markup that nobody meant."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from slack_sdk.models.blocks import Block

from adapters.slack.markdown import escape, link
from adapters.slack.render import render
from bot.chat import (
    Choice,
    Countdown,
    Field,
    Item,
    Menu,
    Picture,
    Reply,
    SourceLine,
    Statement,
    Style,
)
from bot.replies.catalog import catalog
from tests.adapters.discord.rows import PICTURE
from tests.saltmarsh import MAY_DAY
from tests.standins.slack.blocks import texts
from tests.standins.slack.limits import RESPONDED, message_problems

SAY = catalog("")
SOURCE = SourceLine("Minutes", "Harbor office", "https://example.org/a|b>c", "p. 3", "in part")
MANY = tuple(Item(f"Event {number}", "1950", "text", f"event-{number}", (), (), (SOURCE,)) for number in range(60))


def problems(reply: Reply) -> list[str]:
    return list(message_problems(render(reply, SAY, "https://example.org/a.png").fields, RESPONDED))


words = st.text(max_size=400)
items = st.builds(
    Item,
    words,
    date=words,
    text=words,
    id=st.just("great-flood"),
    sources=st.just((SOURCE,) * 3),
    matches=st.just(("a",)),
)
replies = st.builds(
    Reply,
    title=words,
    text=st.text(max_size=9000),
    statements=st.tuples(st.builds(Statement, words, words, words)),
    fields=st.tuples(st.builds(Field, words, words)),
    items=st.lists(items, max_size=3).map(tuple),
    notes=st.tuples(words),
    choices=st.tuples(st.builds(Choice, st.text(min_size=1, max_size=200), st.just("timeline all"))),
    is_grave=st.booleans(),
)


@given(replies)
def test_nothing_breaks_a_limit(reply: Reply) -> None:
    assert problems(replace(reply, text=reply.text or "x")) == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(title="x" * 151, text="y" * 10_000, notes=("z" * 5000,)),
        Reply(
            title="many", items=tuple(Item(f"Event {n}", "1950", "text", f"e{n}", (), (), (SOURCE,)) for n in range(60))
        ),
        Reply(title="choices", choices=tuple(Choice("a" * 100, "timeline all", "b" * 100) for _ in range(150))),
        Reply(title="menu", menu=Menu("which?", tuple(Choice(f"{n}", f"who {n}") for n in range(120)))),
        Reply(title="picture", picture=Picture("wall " * 900, PICTURE.recipe), countdown=Countdown("Ends", MAY_DAY)),
        Reply(title="sources", sources=(replace(SOURCE, title="t" * 2500),) * 30, id="great-flood"),
    ],
    ids=lambda reply: reply.title[:10],
)
def test_what_is_long_fits(reply: Reply) -> None:
    assert problems(reply) == []


def test_a_picture_stands_where_it_has_an_address() -> None:
    reply = Reply(text="x", picture=PICTURE)
    address = "https://example.org/p.png"

    assert {"type": "image", "image_url": address, "alt_text": PICTURE.alt} in render(reply, SAY, address).blocks
    assert [block["type"] for block in render(reply, SAY).blocks] == ["section"]


def test_a_picture_is_shown_beside_a_list_that_has_to_be_cut() -> None:
    blocks = render(Reply(title="Flood", items=MANY, picture=PICTURE), SAY, "https://example.org/p.png").blocks

    assert "image" in {block["type"] for block in blocks}


def test_slack_sdk_finds_nothing_wrong() -> None:
    reply = Reply(
        title="t", text="x", items=(Item("a", "1950", "b", "c", ("disputed",), ("b",), (SOURCE,)),), notes=("n",)
    )
    reply = replace(reply, choices=(Choice("Next", "timeline all", style=Style.PRIMARY),))

    for block in Block.parse_all(list(render(reply, SAY).blocks)):
        block.validate_json()


def test_what_is_cut_is_named() -> None:
    shown = " ".join(texts(list(render(Reply(title="Flood", items=MANY), SAY).blocks)))

    assert "/sources event-" in shown


def test_a_text_over_the_limit_goes_on_in_another_section() -> None:
    text = " ".join(f"word{number}" for number in range(2000))

    sections = [block["text"]["text"] for block in render(Reply(text=text), SAY).blocks]

    assert " ".join(sections) == text


@pytest.mark.parametrize("text", ["<!channel>", "<@U1>", "<#C1>", "<!here|x>"])
def test_nobody_is_called(text: str) -> None:
    reply = Reply(
        title=text, text=text, items=(Item(text, text, text),), notes=(text,), sources=(SourceLine(text, text),)
    )

    assert text not in json.dumps(render(reply, SAY).fields)


def test_what_people_write_stands_where_slack_reads_no_markup() -> None:
    reply = Reply(
        title="*a*", text="_b_", items=(Item("~c~", "1950", "`d`"),), notes=("*e*",), fields=(Field("*f*", "g"),)
    )

    marked = [text for text in json.dumps(render(reply, SAY).blocks).split("{") if "mrkdwn" in text]

    assert marked == []


def test_markup_in_a_source_formats_nothing() -> None:
    assert escape("*a* & <b>") == "\u2060*\u2060a\u2060*\u2060 &amp; &lt;b&gt;"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "mailto:a@b.c", "", "x" * 10])
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert link("Minutes", address) == "Minutes"


def test_an_address_ends_where_it_should() -> None:
    assert link("a|b", "https://example.org/a|b>c d") == "<https://example.org/a%7Cb%3Ec%20d|a¦b>"


def test_the_fallback_says_what_the_blocks_say() -> None:
    reply = Reply(title="1950s", items=(Item("The sea wall is begun", "1952", "With & without stone."),))

    assert render(reply, SAY).text == "1950s\n1952 The sea wall is begun With &amp; without stone."


def test_people_are_elements_of_their_own_where_a_reply_names_them() -> None:
    reply = Reply(
        text="U1 may moderate.",
        items=(Item("U1"), Item("x", text="T2-U3: U12, U1")),
        people=("U1", "T2-U3"),
    )

    first, *others = render(reply, SAY).blocks
    sections = [element for block in others for section in block["elements"] for element in section["elements"]]

    assert problems(reply) == []
    assert [element["type"] for element in first["elements"][0]["elements"]] == ["user", "text"]
    assert {"type": "user", "user_id": "U1", "style": {"bold": True}} in sections
    assert {"type": "text", "text": "T2-U3: U12, "} in sections


def test_who_is_named_by_a_text_alone_is_not_called() -> None:
    assert '"user"' not in json.dumps(render(Reply(text="<@U1> U1"), SAY).blocks)


def test_what_is_grave_has_no_header() -> None:
    reply = Reply(title="A town is burned", text="Many died.")

    assert [block["type"] for block in render(reply, SAY).blocks] == ["header", "section"]
    assert [block["type"] for block in render(replace(reply, is_grave=True), SAY).blocks] == ["rich_text", "section"]


def test_the_first_and_longest_of_the_words_that_were_searched_for_are_bold_each_time() -> None:
    item = Item("Title", text="The wall of the walled town has a wall.", matches=("wall", "walled"))
    (block,) = render(Reply(items=(item,)), SAY).blocks
    body = block["elements"][0]["elements"][2:]

    assert [one["text"] for one in body if "style" in one] == ["wall", "walled", "wall"]
    assert "".join(one["text"] for one in body) == item.text


def test_the_title_of_an_entry_with_a_text_is_a_link_where_it_has_an_address() -> None:
    item = Item("Minutes", text="Harbor office · page 3", link="https://example.org/minutes")
    (block,) = render(Reply(items=(item,)), SAY).blocks

    assert block["elements"][0]["elements"][0] == {
        "type": "link",
        "text": "Minutes",
        "url": "https://example.org/minutes",
        "style": {"bold": True},
    }


def test_of_sources_with_very_long_addresses_as_many_are_linked_as_have_room_whole() -> None:
    sources = tuple(
        SourceLine("Work", f"Press {letter}", f"https://example.org/{letter * 900}") for letter in ("a", "b", "c")
    )
    (*_, context) = render(Reply(title="Title", sources=sources), SAY).blocks
    (line,) = context["elements"]

    assert line["text"].count("<https") == line["text"].count("|Press") == 2
    assert line["text"].endswith("|Press b>")
