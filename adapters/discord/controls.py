"""Buttons and menus: each carries the command line that it asks, so that any process can answer it at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from discord import ButtonStyle, SelectOption, ui

from bot.chat import Choice, Menu, Style
from bot.replies.card import shortened

# https://docs.discord.com/developers/components/reference
BUTTONS_A_ROW = 5
LABEL_LIMIT = 80
OPTIONS_LIMIT = 25
OPTION_LABEL_LIMIT = 100
PLACEHOLDER_LIMIT = 150
# More than two rows of buttons push the answer out of sight on a phone.
MOST_BUTTONS = 10
# Custom ids are unique in a message, values in a menu; a repeated action is numbered before this sign.
NUMBERED = "|"
MENU = "menu"
STYLES = {
    Style.PLAIN: ButtonStyle.secondary,
    Style.PRIMARY: ButtonStyle.primary,
    Style.GOOD: ButtonStyle.success,
    Style.DANGER: ButtonStyle.danger,
}
Row = ui.ActionRow[ui.LayoutView]


def action(custom_id: str) -> str:
    """Return the command line that a custom id or value carries."""
    number, sign, line = custom_id.partition(NUMBERED)
    return line if sign and len(number) == 1 else custom_id


def rows(choices: Sequence[Choice], menu: Menu | None, label: str) -> Iterator[Row]:
    """Return the rows of controls: buttons where they are few, else menus, so that no choice is left out."""
    if len(choices) > MOST_BUTTONS or any(choice.detail for choice in choices):
        yield from _menus(Menu(label, tuple(choices)), first=0)
    else:
        yield from _buttons(choices)
    if menu and menu.choices:
        yield from _menus(menu, first=OPTIONS_LIMIT)


def _buttons(choices: Sequence[Choice]) -> Iterator[Row]:
    buttons = [
        ui.Button[ui.LayoutView](
            style=STYLES[choice.style], label=shortened(choice.label, LABEL_LIMIT), custom_id=custom_id
        )
        for custom_id, choice in _numbered(choices)
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
                options=[_option(custom_id, choice) for custom_id, choice in _numbered(part)],
            )
        )


def _option(value: str, choice: Choice) -> SelectOption:
    detail = shortened(choice.detail, OPTION_LABEL_LIMIT) if choice.detail else None
    return SelectOption(label=shortened(choice.label, OPTION_LABEL_LIMIT), value=value, description=detail)


def _numbered(choices: Iterable[Choice]) -> Iterator[tuple[str, Choice]]:
    seen: dict[str, int] = {}
    for choice in choices:
        times = seen[choice.action] = seen.get(choice.action, -1) + 1
        # One digit and the sign are the two characters that ACTION_LIMIT leaves.
        yield (f"{times % 10}{NUMBERED}{choice.action}" if times else choice.action), choice
