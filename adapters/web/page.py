"""Whole pages: the parts in their places, and what the script needs to keep them up to date."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from adapters.web import words
from adapters.web.html import Html, joined, tag
from adapters.web.pieces import Parts
from adapters.web.plain import document, plain
from bot.replies.catalog import Catalog
from bot.rooms import Welcome
from bot.trivia.seats import CODE_LENGTH, Naming

# Which element each part lives in, by page and in order.
LAYOUTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "board": (("header", "head"), ("main", "main"), ("footer", "foot")),
    "seat": (
        ("header", "head"),
        ("p", "me"),
        ("div", "time"),
        ("div", "mine"),
        ("main", "main"),
        ("footer", "foot"),
    ),
    "host": (("header", "head"), ("main", "main"), ("nav", "moves"), ("section", "players")),
}


def live(
    say: Catalog,
    page: str,
    phase: str,
    parts: Parts,
    start: Mapping[str, object],
    events: str,
    notice: str = "",
    *,
    refresh: int = 0,
) -> str:
    """Return a page that a script keeps up to date; without one the browser loads it again every `refresh` seconds.

    Where `refresh` is 0, the page has a link for that instead.
    """
    places = [tag(element, parts.get(part, Html("")), data_part=part) for element, part in LAYOUTS[page]]
    status = tag("p", notice, role="status", class_="notice", id="notice", hidden=not notice)
    spoken = tag("p", "", role="status", aria_live="polite", class_="sr", id="spoken")
    look = Html("") if refresh else tag("noscript", tag("p", tag("a", say(words.LOOK_AGAIN), href="/play")))
    body = tag(
        "body",
        *places,
        look,
        status,
        spoken,
        _script(start),
        class_=page,
        data_phase=phase,
        data_events=events,
        data_page=page,
        **_said_by_script(say),
    )
    again = tag("noscript", tag("meta", http_equiv="refresh", content=refresh)) if refresh else Html("")
    return document(say, say(words.TITLES[page]), body, again, tag("script", src="/static/class.js", defer=True))


def _said_by_script(say: Catalog) -> Mapping[str, str]:
    """Return the script's sentences, by the attributes in which it finds them."""
    return {
        "data_sending": say(words.SENDING),
        "data_offline": say(words.OFFLINE),
        "data_late": say(words.LATE),
        "data_left10": words.seconds_left(say, 10),
        "data_left5": words.seconds_left(say, 5),
    }


def front(say: Catalog, error: str, *, is_secure: bool) -> str:
    """Return the page on which the code is typed."""
    field = tag(
        "input",
        type="text",
        name="code",
        id="code",
        maxlength=CODE_LENGTH + 2,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        required=True,
        autofocus=True,
        aria_describedby="problem" if error else None,
    )
    label = tag("label", say(words.ENTER_CODE), for_="code")
    go = tag("button", say(words.GO), type="submit", class_="primary")
    form = tag("form", label, field, go, method="post", action="/", class_="joining")
    content = joined(_problem(error), form, _elsewhere(say, "/"))
    return _plain(say, say(words.JOIN_TITLE), content, is_secure=is_secure)


def welcome(say: Catalog, room: Welcome, error: str, *, is_secure: bool) -> str:
    """Return the page on which a name is chosen and a seat taken."""
    go = tag("button", say(words.SIT), type="submit", class_="primary")
    action = f"/c/{room.room.code}"
    form = tag("form", _naming(say, room), go, method="post", action=action, class_="joining")
    about = tag("p", words.title(say, room.started.round.plan), class_="about")
    return _plain(say, say(words.JOIN_TITLE), joined(about, _problem(error), form), is_secure=is_secure)


def refused(say: Catalog, text: str) -> str:
    """Return a page that says why there is nothing, and where to go."""
    way = tag("p", tag("a", say(words.JOIN_TITLE), href="/", class_="button primary"))
    return _plain(say, say(words.JOIN_TITLE), joined(_problem(text), way), is_secure=True)


def notebook(say: Catalog, path: str, content: Html, problem: str, *, is_secure: bool) -> str:
    """Return a page of what a browser keeps: its content, links to the other pages, and how to delete it all."""
    warning = tag("summary", say(words.FORGET))
    sure = tag("button", say(words.FORGET), type="submit", class_="danger")
    delete = tag("form", tag("p", say(words.FORGET_NOTE)), sure, method="post", action="/forget")
    notes = joined(
        tag("p", say(words.KEPT_HERE), class_="hint"), tag("details", warning, delete), _insecure(say, is_secure)
    )
    body = tag(
        "body",
        tag("main", _problem(problem), content),
        tag("footer", _elsewhere(say, path), notes),
        class_="plain notebook",
    )
    return document(say, say(words.PAGES[path]), body, tag("script", src="/static/copy.js", defer=True))


def no_notebook(say: Catalog, path: str, *, is_secure: bool) -> str:
    """Return a page for a browser that keeps nothing yet: how it would begin."""
    begin = tag("button", say(words.PLAY), type="submit", class_="primary")
    form = tag("form", begin, method="post", action=path) if path == "/daily" else Html("")
    content = joined(tag("h1", say(words.PAGES[path])), tag("p", say(words.BEFORE[path])), form)
    notes = joined(tag("p", say(words.KEPT_HERE), class_="hint"), _insecure(say, is_secure))
    body = tag("body", tag("main", content), tag("footer", _elsewhere(say, path), notes), class_="plain notebook")
    return document(say, say(words.PAGES[path]), body)


def _elsewhere(say: Catalog, path: str) -> Html:
    others = (other for other in ("/daily", "/cards", "/") if other != path)
    return tag("nav", *(tag("a", say(words.PAGES[other]), href=other) for other in others))


def _insecure(say: Catalog, is_secure: bool) -> Html:
    return Html("") if is_secure else tag("p", say(words.NOT_SECURE), class_="hint")


def _naming(say: Catalog, room: Welcome) -> Html:
    naming = room.room.naming
    if naming is Naming.NUMBER:
        return tag("p", say(words.BY_NUMBER))
    if naming is Naming.FREE:
        label = tag("label", say(words.YOUR_NAME), for_="name")
        return joined(
            label, tag("input", type="text", name="name", id="name", maxlength=30, required=True, autocomplete="off")
        )
    if naming is Naming.LIST:
        options = (tag("option", name, value=name) for name in room.names)
        first = tag("option", say(words.CHOOSE_NAME), value="")
        label = tag("label", say(words.CHOOSE_NAME), for_="name")
        return joined(label, tag("select", first, *options, name="name", id="name", required=True))
    choices = [
        tag(
            "label",
            tag("input", type="radio", name="name", value=name, required=True, checked=not index),
            tag("span", name),
        )
        for index, name in enumerate(room.names)
    ]
    return tag("fieldset", tag("legend", say(words.CHOOSE_NAME)), *choices, class_="offers")


def _problem(text: str) -> Html:
    return tag("p", text, role="alert", class_="problem", id="problem") if text else Html("")


def _plain(say: Catalog, title: str, content: Html, *, is_secure: bool) -> str:
    notes = joined(tag("p", say(words.WHAT_IS_KEPT), class_="hint"), _insecure(say, is_secure))
    return plain(say, title, content, notes)


def _script(start: Mapping[str, object]) -> Html:
    # The one sequence that could end the element early is written otherwise.
    text = msgspec.json.encode(start).decode().replace("<", "\\u003c")
    return tag("script", Html(text), type="application/json", id="start")
