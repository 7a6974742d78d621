"""Buttons and menus: each carries the command line that it asks, so that any process can answer it at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adapters.controls import NUMBERED, laid_out, numbered
from adapters.slack.fitting import Json
from adapters.slack.markdown import literal
from bot.chat import Choice, Menu, Style
from bot.replies.card import shortened

# https://docs.slack.dev/reference/block-kit/block-elements
LABEL_LIMIT = 75
PLACEHOLDER_LIMIT = 150
OPTIONS_LIMIT = 100
BUTTONS_A_ROW = 5
STYLES = {Style.PRIMARY: "primary", Style.GOOD: "primary", Style.DANGER: "danger"}


def rows(choices: Sequence[Choice], menu: Menu | None, label: str) -> Iterator[Json]:
    """Return the blocks of controls."""
    buttons, chosen, entries = laid_out(choices, menu, label)
    yield from (*_buttons(buttons), *_menus(chosen, "menu"), *_menus(entries, "list"))


def asked_by(blocks: Iterable[Json], user: str) -> Iterator[Json]:
    """Return blocks whose controls carry who asked for the message: Slack does not tell it when one is used."""
    for number, block in enumerate(blocks):
        yield {**block, "block_id": f"{user}{NUMBERED}{number}"} if block["type"] == "actions" else block


def asker_of(block_id: str) -> str:
    """Return who asked for the message that a control stands under, "" for one that nobody asked for."""
    user, sign, _ = block_id.partition(NUMBERED)
    return user if sign else ""


def plain(text: str, limit: int) -> Json:
    """Return a text without markup, cut where Slack would refuse it."""
    return {"type": "plain_text", "text": shortened(literal(text), limit), "emoji": False}


def _buttons(choices: Sequence[Choice]) -> Iterator[Json]:
    buttons = [_button(choice, f"button{index}") for index, choice in enumerate(choices)]
    for start in range(0, len(buttons), BUTTONS_A_ROW):
        yield {"type": "actions", "elements": buttons[start : start + BUTTONS_A_ROW]}


def _button(choice: Choice, action_id: str) -> Json:
    style = STYLES.get(choice.style)
    button = {
        "type": "button",
        "action_id": action_id,
        "text": plain(choice.label, LABEL_LIMIT),
        "value": choice.action,
    }
    return {**button, "style": style} if style else button


def _menus(menu: Menu, name: str) -> Iterator[Json]:
    for start in range(0, len(menu.choices), OPTIONS_LIMIT):
        part = menu.choices[start : start + OPTIONS_LIMIT]
        yield {
            "type": "actions",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": f"{name}{start}",
                    "placeholder": plain(menu.label, PLACEHOLDER_LIMIT),
                    "options": [_option(value, choice) for value, choice in numbered(part, OPTIONS_LIMIT)],
                }
            ],
        }


def _option(value: str, choice: Choice) -> Json:
    option: Json = {"text": plain(choice.label, LABEL_LIMIT), "value": value}
    return {**option, "description": plain(choice.detail, LABEL_LIMIT)} if choice.detail else option
