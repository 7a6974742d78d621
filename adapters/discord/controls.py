"""Buttons and menus: each carries the command line that it asks, so that any process can answer it at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discord import ButtonStyle, SelectOption, ui

from adapters.controls import laid_out, numbered
from bot.chat import Choice, Menu, Style
from bot.replies.card import shortened

# https://docs.discord.com/developers/components/reference
BUTTONS_A_ROW = 5
LABEL_LIMIT = 80
OPTIONS_LIMIT = 25
# One digit and the sign are the two characters that ACTION_LIMIT leaves.
NUMBERS = 10
OPTION_LABEL_LIMIT = 100
PLACEHOLDER_LIMIT = 150
MENU = "menu"
STYLES = {
    Style.PLAIN: ButtonStyle.secondary,
    Style.PRIMARY: ButtonStyle.primary,
    Style.GOOD: ButtonStyle.success,
    Style.DANGER: ButtonStyle.danger,
}
Row = ui.ActionRow[ui.LayoutView]


def rows(choices: Sequence[Choice], menu: Menu | None, label: str) -> Iterator[Row]:
    """Return the rows of controls."""
    buttons, chosen, entries = laid_out(choices, menu, label)
    yield from (*_buttons(buttons), *_menus(chosen, first=0), *_menus(entries, first=OPTIONS_LIMIT))


def _buttons(choices: Sequence[Choice]) -> Iterator[Row]:
    buttons = [
        ui.Button[ui.LayoutView](
            style=STYLES[choice.style], label=shortened(choice.label, LABEL_LIMIT), custom_id=custom_id
        )
        for custom_id, choice in numbered(choices, NUMBERS)
    ]
    for start in range(0, len(buttons), BUTTONS_A_ROW):
        yield ui.ActionRow(*buttons[start : start + BUTTONS_A_ROW])


def _menus(menu: Menu, first: int) -> Iterator[Row]:
    for start in range(0, len(menu.choices), OPTIONS_LIMIT):
        part = menu.choices[start : start + OPTIONS_LIMIT]
        yield ui.ActionRow(
            ui.Select[ui.LayoutView](
                custom_id=f"{MENU}{first + start}",
                placeholder=shortened(menu.label, PLACEHOLDER_LIMIT),
                options=[_option(custom_id, choice) for custom_id, choice in numbered(part, NUMBERS)],
            )
        )


def _option(value: str, choice: Choice) -> SelectOption:
    detail = shortened(choice.detail, OPTION_LABEL_LIMIT) if choice.detail else None
    return SelectOption(label=shortened(choice.label, OPTION_LABEL_LIMIT), value=value, description=detail)
