"""A reply as a page of a notebook shows it: a card to learn, or the daily game with its slots between the events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adapters.web import shapes, words
from adapters.web.citing import linked, named, sources
from adapters.web.html import Html, joined, lines, tag
from bot.chat import Choice, Field, Fill, Form, Input, Item, Reply, Statement, Style
from bot.replies.catalog import Catalog
from bot.replies.trivia.daily import ANCHOR, RIGHT, WRONG

# The button that opens a form elsewhere; a page has the form's line itself.
TYPE, ANSWER = "card type ", "card answer "
SLOT = "daily place "
TEXT_LIMIT = 100
_SQUARES = re.compile(f"({RIGHT}|{WRONG}|{ANCHOR})")
_KINDS = {Style.PRIMARY: "primary", Style.DANGER: "danger"}


def leaf(say: Catalog, reply: Reply, path: str) -> Html:
    """Return what a reply says, and what can be pressed, which is sent to a path."""
    if reply.form:
        return _form(reply.form, path)
    slots = tuple(choice for choice in reply.choices if choice.action.startswith(SLOT))
    others = tuple(choice for choice in reply.choices if choice not in slots)
    return joined(
        tag("h1", _signed(say, reply.title)) if reply.title else "",
        *(tag("p", lines(part)) for part in reply.text.split("\n\n") if part),
        *map(_statement, reply.statements),
        _fields(say, reply.fields, is_placing=bool(slots), can_be_copied=bool(reply.picture)),
        _row(say, reply.items, slots, path),
        sources(say, reply.sources),
        *(tag("p", note, class_="hint") for note in reply.notes),
        _choices(say, others, path),
    )


def _statement(statement: Statement) -> Html:
    """Return how the last move went: the verdict, what happened, and where that can be read."""
    is_wrong = statement.who.startswith(WRONG)
    head = joined(shapes.mark(is_right=not is_wrong), statement.who.lstrip(RIGHT + WRONG))
    read = tag("p", *named(statement.sources), class_="sources") if statement.sources else Html("")
    return tag("section", tag("h2", head), tag("p", statement.says), read, class_="why wrong" if is_wrong else "why")


def _signed(say: Catalog, text: str) -> Html:
    """Return a text in which squares are drawn, and said: not every computer has letters for them."""
    return joined(*(_sign(say, piece) for piece in _SQUARES.split(text)))


def _sign(say: Catalog, piece: str) -> str:
    if piece not in (RIGHT, WRONG):
        return "" if piece == ANCHOR else piece
    is_right = piece == RIGHT
    spoken = tag("span", say(words.IS_RIGHT) if is_right else say(words.IS_WRONG), class_="sr")
    return tag("span", shapes.mark(is_right=is_right), spoken, class_="sign")


def _fields(say: Catalog, fields: Sequence[Field], *, is_placing: bool, can_be_copied: bool) -> Html:
    if not fields:
        return Html("")
    rows = (piece for field in fields for piece in _field(say, field, can_be_copied=can_be_copied))
    return tag("dl", *rows, class_="told placing" if is_placing else "told")


def _field(say: Catalog, field: Field, *, can_be_copied: bool) -> Iterator[Html]:
    yield tag("dt", field.name)
    if not can_be_copied:
        yield tag("dd", field.value)
        return
    # The script shows it: without one the line is marked by a press.
    copy = tag(
        "button", say(words.COPY), type="button", hidden=True, data_copy=field.value, data_done=say(words.COPIED)
    )
    yield tag("dd", tag("span", field.value, class_="line"), copy)


def _row(say: Catalog, items: Sequence[Item], slots: Sequence[Choice], path: str) -> Html:
    """Return entries in their order, with a slot before, between and after them where there are any."""
    if not items:
        return Html("")
    if len(slots) != len(items) + 1:
        return tag("ol", *(_entry(say, item) for item in items), class_="row")
    between = (
        piece for item, slot in zip(items, slots[1:], strict=True) for piece in (_entry(say, item), _slot(slot, path))
    )
    return tag("ol", _slot(slots[0], path), *between, class_="row")


def _entry(say: Catalog, item: Item) -> Html:
    title = linked(item.title, item.link)
    read = tag("p", *named(item.sources), class_="sources") if item.sources else ""
    return tag("li", tag("b", _signed(say, item.date)), " ", title, read)


def _slot(choice: Choice, path: str) -> Html:
    return tag("li", _press(choice, path), class_="slot")


def _choices(say: Catalog, choices: Sequence[Choice], path: str) -> Html:
    """Return what can be pressed; the line in which an answer is typed stands before it."""
    fields = [_typing(say, choice, path) for choice in choices if choice.action.startswith(TYPE)]
    buttons = [_press(choice, path) for choice in choices if not choice.action.startswith(TYPE)]
    return joined(*fields, tag("div", *buttons, class_="presses") if buttons else "")


def _typing(say: Catalog, choice: Choice, path: str) -> Html:
    action = ANSWER + choice.action.removeprefix(TYPE)
    label = tag("label", say(words.YOUR_TEXT), for_="answer")
    field = tag(
        "input", type="text", name="answer", id="answer", maxlength=TEXT_LIMIT, required=True, autocomplete="off"
    )
    send = tag("button", say(words.SEND), type="submit")
    return tag("form", _action(action), label, tag("div", field, send, class_="line"), method="post", action=path)


def _press(choice: Choice, path: str) -> Html:
    kind = _KINDS.get(choice.style)
    return tag(
        "form",
        _action(choice.action),
        tag("button", choice.label, type="submit", class_=kind),
        method="post",
        action=path,
    )


def _form(form: Form, path: str) -> Html:
    send = tag("button", form.submit, type="submit", class_="primary")
    inputs = map(_input, form.inputs)
    return joined(tag("h1", form.title), tag("form", _action(form.action), *inputs, send, method="post", action=path))


def _input(field: Input) -> Html:
    """Return the boxes that are to be ticked; no card asks for another kind of input."""
    if field.fill is not Fill.SEVERAL:
        raise RuntimeError(f"no page has an input to fill in {field.fill}")
    boxes = (
        tag("label", tag("input", type="checkbox", name=field.name, value=value), tag("span", label))
        for value, label in field.choices
    )
    return tag("fieldset", tag("legend", field.hint or field.label), *boxes, class_="offers")


def _action(action: str) -> Html:
    return tag("input", type="hidden", name="action", value=action)
