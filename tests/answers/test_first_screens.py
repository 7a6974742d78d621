"""Over the whole shipped pack: the first screen answers, nothing is lost behind it, and no machinery shows."""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from statistics import median

import pytest
from rich.console import Console

from adapters.console.render import render as printed
from adapters.discord.render import render as drawn
from adapters.slack.render import render as built
from bot.app import Bot
from bot.chat import Channel, Reply, Request, User
from bot.cli import facts_folder
from bot.facts.model import Event, Kind
from bot.replies.card import short_name
from bot.replies.catalog import catalog
from bot.replies.trivia import daily
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.puzzle import Play, draw, pool_of
from tests.blank import blank
from tests.platforms import PLATFORMS

SAY = catalog("en")
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
YOU, HERE = User("console", "c", "you"), Channel("console", "c", "here")
LIMIT, TYPICAL = 900, 600
LINES, COLUMNS = 20, 80
CARDS = (Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM)
# The sides of a dispute take most room.
SIDES = (
    "why did Russia invade Ukraine",
    "who is to blame for the war in Georgia",
    "did Gorbachev get a promise",
    "is Crimea Russian",
)
# Which many have held.
OFFICES = ("secretary general", "president of the United States", "chancellor of Germany 1990")
# What nobody would write: blanks or words twice, nothing between brackets, two full stops, a day with its month and
# year twice, no event of several, a mark that tells up to when a mere title is true.
ODD = re.compile(
    r"\S  +\S|\b([Tt]he|a|of|in|to) \1\b|\(\s*\)|(?<!\.)\.\.(?!\.)| [,.;:](?!\.)"
    r"|\b(\w+ \d{4}) – \d+ \2\b|\b0 of \d|◇ as of"
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("first")
    with Store.open(blank(folder / "bot.db")) as store:
        yield Bot(Shelf([facts_folder() / "nato-russia"], folder), store, platforms=PLATFORMS)


@pytest.fixture(scope="module")
def replies(bot: Bot) -> dict[str, Reply]:
    return {" ".join((command, *options.values())): ask(bot, command, **options) for command, options in asked(bot)}


def ask(bot: Bot, command: str, /, **options: str) -> Reply:
    return bot.handle(Request(YOU, HERE, command, NOON, options))


def asked(bot: Bot) -> Iterator[tuple[str, dict[str, str]]]:
    """Return every look-up of a time, topic, person, country, organization, term and event, and what has sides."""
    library = bot.shelf.full
    first, last = library.years()
    yield from (("timeline", {"when": str(year)}) for year in range(first, last + 1))
    yield from (("timeline", {"when": f"{year}s"}) for year in range(first // 10 * 10, last + 1, 10))
    yield from (("timeline", {"when": "all", "topic": tag}) for tag in library.topics)
    yield from (("who", {"name": person.id}) for person in library.records(Kind.PERSON))
    yield from (("timeline", {"when": when}) for when in (*calendar.month_name[1:], "since 2022", "before 1950"))
    yield from (("ask", {"text": question}) for question in SIDES)
    yield from (("help", {"command": group}) for group in ("", "trivia", "schedule"))
    for kind in (Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM):
        yield from (("what", {"name": record.id}) for record in library.records(kind))
    yield from (("open", {"id": event.id}) for event in library.records(Kind.EVENT))
    yield from (("sources", {"id": event.id}) for event in library.records(Kind.EVENT))
    yield from (("onthisday", {"date": f"{day:%m-%d}"}) for day in days_of_leap_year())
    yield from (("who", {"name": name}) for name in OFFICES)


def days_of_leap_year() -> Iterator[date]:
    return (date(2000, 1, 1) + timedelta(days=number) for number in range(366))


def on_discord(reply: Reply) -> str:
    texts = [str(part["content"]) for part in parts(drawn(reply, SAY).view.to_components()) if "content" in part]
    visible = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", "\n".join(texts))
    return re.sub(r"\\(.)|\*+|^### |^-# ", r"\1", visible, flags=re.MULTILINE)


def on_slack(reply: Reply) -> str:
    blocks = [block for block in built(reply, SAY).blocks if block["type"] != "actions"]
    lines = (
        "".join(str(part["text"]) for part in parts(block) if isinstance(part.get("text"), str)) for block in blocks
    )
    return re.sub(r"<[^|>]*\|([^>]*)>", r"\1", "\n".join(lines))


def labels(reply: Reply) -> str:
    """Return what a person reads on the controls: the labels of buttons, and that of a menu, which is closed."""
    return "\n".join((*(choice.label for choice in reply.choices), *((reply.menu.label,) if reply.menu else ())))


def seen_on_discord(reply: Reply) -> str:
    return f"{on_discord(reply)}\n{labels(reply)}"


def seen_on_slack(reply: Reply) -> str:
    return f"{on_slack(reply)}\n{labels(reply)}"


def on_console(reply: Reply) -> list[str]:
    console = Console(width=COLUMNS, file=StringIO())
    with console.capture() as shown:
        console.print(printed(reply))
    return shown.get().splitlines()


def parts(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        yield from (part for inner in value.values() for part in parts(inner))
    if isinstance(value, list | tuple):
        yield from (part for inner in value for part in parts(inner))


def test_the_end_of_a_daily_game_is_no_wall_either(bot: Bot) -> None:
    pool = pool_of(bot.shelf.full.timeline().items)
    fields, note = (daily.streak(SAY, 1000),), SAY(daily.NEXT_ONE, moment="tomorrow, 12:00 AM")
    lengths: dict[tuple[str, date], int] = {}
    for number in range(200):
        day = date(2026, 1, 1) + timedelta(days=number)
        puzzle = draw(pool, day, {}, Random(number))
        assert puzzle
        ended = daily.over(SAY, Play(puzzle, (0, 0, 0, 0, 0)), fields, (note,), (), is_new=True)
        assert all(statement.says for statement in ended.statements)
        lengths |= {(place.__name__, day): len(place(ended)) for place in (on_discord, on_slack)}

    assert {name: length for name, length in lengths.items() if length > LIMIT} == {}


def test_no_first_screen_is_a_wall_in_a_chat(replies: dict[str, Reply]) -> None:
    lengths = {
        (place.__name__, name): len(place(reply))
        for name, reply in replies.items()
        for place in (seen_on_discord, seen_on_slack)
    }

    assert {name: length for name, length in lengths.items() if length > LIMIT} == {}
    assert median(lengths.values()) <= TYPICAL


def test_what_a_moderator_can_ask_is_no_wall_either(bot: Bot) -> None:
    """On Slack the names of commands are the longest; whoever sits at the console moderates there."""
    user, here = User("slack", "w", "mod"), Channel("slack", "w", "here")

    assert len(on_slack(bot.handle(Request(user, here, "help", NOON, is_moderator=True)))) <= TYPICAL
    assert len(on_console(bot.handle(Request(YOU, HERE, "help", NOON, is_moderator=True)))) <= LINES


def test_no_first_screen_is_longer_than_a_terminal(replies: dict[str, Reply]) -> None:
    tall = {name: len(on_console(reply)) for name, reply in replies.items()}

    assert {name: lines for name, lines in tall.items() if lines > LINES} == {}


def test_nobody_sees_an_id(replies: dict[str, Reply], bot: Bot) -> None:
    ids = {record.id for kind in Kind for record in bot.shelf.full.records(kind) if record.id.count("-") > 1}
    shown = {name: on_discord(reply) + "\n".join(on_console(reply)) for name, reply in replies.items()}

    assert {name for name, text in shown.items() if ids & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))} <= {
        name for name, reply in replies.items() if ids & set(re.findall(r"[a-z0-9-]+", f"{reply.title} {reply.text}"))
    }


def test_nothing_reads_oddly(replies: dict[str, Reply]) -> None:
    # The title of a work stands as it was printed.
    shown = {name: on_discord(reply) for name, reply in replies.items() if not name.startswith("sources ")}

    assert {name: match[0] for name, text in shown.items() if (match := ODD.search(text))} == {}


def test_the_sides_of_a_dispute_are_told_or_a_press_away(replies: dict[str, Reply]) -> None:
    for question in SIDES:
        reply = replies[f"ask {question}"]

        assert reply.choices[0].label == "What each says"
        assert reply.statements or any(field.name == "Parties" for field in reply.fields)


def test_nothing_is_cut(replies: dict[str, Reply]) -> None:
    assert [name for name, reply in replies.items() if "Cut:" in on_discord(reply) + on_slack(reply)] == []


def test_no_label_is_cut_without_a_sign(replies: dict[str, Reply], bot: Bot) -> None:
    titles = {event.id: event.title for event in bot.shelf.full.timeline().items}
    options = [
        (choice.label, titles.get(choice.action.removeprefix("open id:"), choice.label))
        for reply in replies.values()
        for choice in (reply.menu.choices if reply.menu else ())
    ]

    assert [label for label, title in options if not (label == title or label.endswith("…"))] == []


@pytest.mark.parametrize("when", ["2008", "1999", "1990s", "all"])
def test_each_event_is_on_exactly_one_page(bot: Bot, when: str) -> None:
    shown: list[str] = []
    action = f"timeline when:{when} from:0"
    while action:
        reply = bot.handle(bot.press(action, Request(YOU, HERE, "", NOON)))
        shown += [item.id for item in reply.items]
        action = next((choice.action for choice in reply.choices if choice.label == "Next ▶"), "")

    whole = bot.handle(Request(YOU, HERE, "timeline", NOON, {"when": when}, whole=True))
    assert shown == [item.id for item in whole.items]


def test_2008_begins_with_what_mattered(bot: Bot) -> None:
    reply = ask(bot, "timeline", when="2008")

    assert len(reply.items) == 8
    titles = " ".join(item.title for item in reply.items)
    assert all(word in titles for word in ("Kosovo", "Bucharest", "August war", "recognizes South Ossetia"))
    assert reply.title == f"2008 · the 8 that matter most of {len(everything(bot, '2008'))}"


def test_2022_shows_the_invasion(bot: Bot) -> None:
    assert any("invade" in item.title for item in ask(bot, "timeline", when="2022").items)


def test_ten_events_are_listed_at_once_and_dates_within_a_year_leave_it_out(bot: Bot) -> None:
    ten, year = ask(bot, "timeline", when="1968"), ask(bot, "timeline", when="1967-1968")

    assert (ten.title, len(ten.items)) == ("1968", 10)
    assert [choice.label for choice in ten.choices] == ["◀ 1967", "1969 ▶"]
    assert "20–21 Aug" in [item.date for item in ten.items]
    assert "20–21 Aug 1968" in [item.date for item in year.items]


def test_a_day_of_many_events_says_how_many_more_there_are(bot: Bot) -> None:
    reply = ask(bot, "onthisday", date="20 January")

    assert reply.menu
    assert reply.notes == (f"{len(reply.menu.choices)} more events on this day.",)


def test_the_sources_of_an_overview_are_those_that_most_of_it_rests_on(bot: Bot) -> None:
    library = bot.shelf.full
    for year in ("2008", "1999", "1962"):
        reply = ask(bot, "timeline", when=year)
        events = library.events(item.id for item in reply.items)
        names = [
            short_name(source) for event in events for source in library.sources([c.source for c in event.sources])
        ]
        numbers = Counter(names)

        assert [numbers[short_name(source)] for source in reply.sources] == sorted(numbers.values(), reverse=True)[:3]


def test_all_time_is_told_by_what_stands_for_each_decade(bot: Bot) -> None:
    titles = [item.title for item in ask(bot, "timeline", when="all").items]

    for title, words in zip(
        titles, ("found NATO", "Warsaw Pact", "Cuba", "Helsinki", "Berlin Wall", "flag comes down"), strict=False
    ):
        assert words in title
    assert titles[-2:] == ["Putin signs a treaty annexing Crimea", "Russia invades Ukraine"]


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("1989", ("Solidarity", "Berlin Wall", "Malta", "Ceaușescu")),
        ("1990", ("one inch", "united Germany in NATO", "Two Plus Four Treaty", "Germany is united", "CFE Treaty")),
        ("1991", ("Warsaw Pact is dissolved", "Hardliners", "Baltic", "flag comes down")),
        ("1999", ("Poland, Hungary", "begins bombing", "reach Pristina", "Yeltsin resigns")),
        ("2014", ("Maidan", "annexing Crimea", "Sloviansk", "MH17", "Minsk Protocol", "Wales")),
        ("2022", ("Russia invades", "Bucha", "Finland and Sweden apply", "regions annexed", "Kherson")),
    ],
)
def test_a_crowded_year_shows_what_a_historian_would(bot: Bot, year: str, words: tuple[str, ...]) -> None:
    titles = " ".join(item.title for item in ask(bot, "timeline", when=year).items)

    assert [word for word in words if word not in titles] == []


def test_a_month_of_any_year_shows_events_of_many_decades(bot: Bot) -> None:
    reply = ask(bot, "timeline", when="April")
    events = bot.shelf.full.events(item.id for item in reply.items)

    assert len({event.date.first.year // 10 for event in events}) >= 5
    assert [event.date.first.day for event in events] == sorted(event.date.first.day for event in events)


def test_no_event_that_is_left_out_weighs_more_than_one_that_is_shown(bot: Bot) -> None:
    for year in range(1945, 2027):
        every = everything(bot, str(year))
        shown = {item.id for item in ask(bot, "timeline", when=str(year)).items}
        least = min(event.importance for event in every if event.id in shown)
        assert max((event.importance for event in every if event.id not in shown), default=0) <= least


def everything(bot: Bot, when: str) -> tuple[Event, ...]:
    reply = bot.handle(Request(YOU, HERE, "timeline", NOON, {"when": when}, whole=True))
    return bot.shelf.full.events(item.id for item in reply.items)


def test_nine_of_ten_cards_show_five_of_their_events_and_each_shows_some(bot: Bot, replies: dict[str, Reply]) -> None:
    library = bot.shelf.full
    cards = {
        ("who" if kind is Kind.PERSON else "what", record.id) for kind in CARDS for record in library.records(kind)
    }
    missing = {(row, id): min(5, library.number(topics=(id,))) - len(replies[f"{row} {id}"].items) for row, id in cards}

    assert sum(number <= 0 for number in missing.values()) >= 0.9 * len(missing)
    assert [card for card, number in missing.items() if number == 5] == []


def test_what_a_card_leaves_out_for_its_events_is_a_press_away(bot: Bot) -> None:
    card = ask(bot, "who", name="vladimir-putin")
    more = next(choice for choice in card.choices if choice.label == "Read more")
    opened = bot.handle(bot.press(more.action, Request(YOU, HERE, "", NOON)))

    assert opened.text.startswith(card.text)
    assert len(opened.text) > len(card.text)
    assert ("Further offices", "3") in [(field.name, field.value) for field in card.fields]
    assert sum("of Russia" in field.name for field in opened.fields) == 5
    assert "Read more" not in labels(opened)
    assert "Read more" not in labels(ask(bot, "who", name="kofi-annan"))


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("president of Russia August 2008", "Dmitry Medvedev", "▸ President of Russia"),
        ("Who is the president of Ukraine?", "Volodymyr Zelensky", "▸ President of Ukraine"),
        ("SACEUR 1999", "Wesley Clark", "▸ Supreme Allied Commander Europe"),
        ("Bush 2001", "George W. Bush", "▸ President of the United States"),
    ],
)
def test_the_office_that_was_asked_for_stands_first_and_is_marked(bot: Bot, text: str, name: str, office: str) -> None:
    card = ask(bot, "who", name=text)

    assert card.title == name
    assert [field.name for field in card.fields][1] == office
    assert sum(field.name.startswith("▸") for field in card.fields) == 1


def test_which_of_many_is_asked_without_the_words_of_the_question_and_counts_each_once(bot: Bot) -> None:
    reply = ask(bot, "who", name="who was president of the United States?")

    assert reply.title == "Which “president of the United States”?"
    assert reply.menu
    assert reply.text == f"{len(reply.menu.choices)} entries fit."
    assert reply.notes == ()


def test_a_body_that_is_gone_has_no_members_and_a_state_that_lasts_has_no_end(bot: Bot) -> None:
    pact, nato, russia = (ask(bot, "what", name=name) for name in ("Warsaw Pact", "NATO", "Russia"))

    assert "Members" not in [field.name for field in pact.fields]
    assert ("Members", "32 (as of: June 2026)") in [(field.name, field.value) for field in nato.fields]
    assert not any("As of" in note for note in nato.notes)
    assert ("Since", "25 December 1991") in [(field.name, field.value) for field in russia.fields]


def test_a_country_leads_to_all_who_held_an_office_of_which_it_tells_only_some(bot: Bot) -> None:
    poland, turkey = (labels(ask(bot, "what", name=name)) for name in ("Poland", "Turkey"))

    assert "President of Poland" in poland
    assert "Prime Minister" not in turkey


def test_of_whom_no_day_of_birth_is_told_the_country_is(bot: Bot) -> None:
    card = ask(bot, "who", name="alexander-vershbow")

    assert (card.fields[0].name, card.fields[0].value) == ("Country", "United States")


def test_all_events_are_a_press_away_from_a_card_that_does_not_show_them(bot: Bot) -> None:
    library = bot.shelf.full
    for id in ("kofi-annan", "ban-ki-moon", "vladimir-putin", "gerhard-schroeder", "wesley-clark", "leonid-kuchma"):
        card, total = ask(bot, "who", name=id), library.number(topics=(id,))
        buttons = [choice.label for choice in card.choices if choice.label.startswith("All ")]

        assert buttons == ([f"All {total} events"] if len(card.items) < total else [])


def test_a_slip_of_a_short_name_means_what_has_that_name(bot: Bot) -> None:
    reply = ask(bot, "what", name="Natto")

    assert reply.title == "North Atlantic Treaty Organization"
    assert reply.text.startswith("Taken for “North Atlantic Treaty Organization”; you wrote “Natto”.")


def test_the_months_of_a_year_are_named_without_it(bot: Bot) -> None:
    reply = bot.handle(bot.press("timeline when:2008 parts:yes", Request(YOU, HERE, "", NOON)))

    assert [item.date for item in reply.items][:2] == ["January · 2", "February · 3"]
    assert reply.menu
    assert reply.menu.choices[0].label == "January 2008"


@pytest.mark.parametrize("id", ["baker-not-one-inch-1990", "kosovo-independence-2008", "bucharest-promise"])
def test_each_source_is_on_exactly_one_page_and_the_pages_lead_back(bot: Bot, id: str) -> None:
    def press(action: str) -> Reply:
        return bot.handle(bot.press(action, Request(YOU, HERE, "", NOON)))

    pages = [press(f"sources id:{id}")]
    while action := next((choice.action for choice in pages[-1].choices if choice.label == "Next ▶"), ""):
        pages.append(press(action))
    whole = bot.handle(Request(YOU, HERE, "sources", NOON, {"id": id}, whole=True))
    back = [press(next(choice.action for choice in page.choices if choice.label == "◀ Previous")) for page in pages[1:]]

    assert [item for page in pages for item in page.items] == list(whole.items)
    assert [page.items for page in back] == [page.items for page in pages[:-1]]
    assert all(len(on_console(page)) <= LINES for page in pages)


def test_an_entry_that_is_opened_tells_the_rest(bot: Bot) -> None:
    reply = ask(bot, "open", id="bucharest-promise")

    assert [choice.label.split()[0] for choice in reply.choices] == ["What", "Sources", "Report"]
    assert reply.text
    assert "bucharest-promise" not in json.dumps(on_discord(reply))


def test_a_title_that_is_longer_than_a_line_is_shown_whole() -> None:
    console = Console(width=50, file=StringIO(), color_system=None)
    title = "Obama calls for a world without nuclear weapons in front of Prague Castle"

    with console.capture() as shown:
        console.print(printed(Reply(title=title)))

    assert " ".join(shown.get().replace("─", "").split()) == title
