"""Buttons and menus under a reply, as they are on all platforms that have any: each carries a command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.chat import Choice, Menu

# More buttons than these push the answer out of sight on a phone; a menu needs one line.
MOST_BUTTONS = 10
# Stands between a number and an action: platforms want the ids of a message's controls to differ, actions may not.
NUMBERED = "|"


def action(id: str) -> str:
    """Return the action, which is a command line, in the id of a control."""
    number, sign, line = id.partition(NUMBERED)
    return line if sign and number.isdigit() else id


def numbered(choices: Iterable[Choice], most: int) -> Iterator[tuple[str, Choice]]:
    """Yield choices, each with the id of its control: its action, with a number below `most` where it is a repetition.

    `most` follows from how many characters the platform's limit of an id leaves for the number.
    """
    seen: dict[str, int] = {}
    for choice in choices:
        times = seen[choice.action] = seen.get(choice.action, -1) + 1
        yield (f"{times % most}{NUMBERED}{choice.action}" if times else choice.action), choice


def laid_out(choices: Sequence[Choice], menu: Menu | None, label: str) -> tuple[Sequence[Choice], Menu, Menu]:
    """Return a reply's buttons, the menu that takes their place where they are many or have details, and its own menu.

    Any of the three may be empty; `label` stands on the menu of choices.
    """
    is_menu = len(choices) > MOST_BUTTONS or any(choice.detail for choice in choices)
    buttons, entries = ((), tuple(choices)) if is_menu else (choices, ())
    return buttons, Menu(label, entries), menu or Menu(label, ())
