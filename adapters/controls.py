"""What can be pressed under a reply, alike on the platforms that have buttons and menus, which carry command lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.chat import Choice, Menu

# More of them push the answer out of sight on a phone; a menu has them all in one line.
MOST_BUTTONS = 10
# What controls carry differs within a message or a menu; an action that is there already is numbered before this sign.
NUMBERED = "|"


def action(carried: str) -> str:
    """Return the command line that a control carries."""
    number, sign, line = carried.partition(NUMBERED)
    return line if sign and number.isdigit() else carried


def numbered(choices: Iterable[Choice], most: int) -> Iterator[tuple[str, Choice]]:
    """Yield choices, each with what its control carries: an action that is there already under one of so many numbers.

    How many there are is bounded by the characters that a platform's limit of actions leaves for them.
    """
    seen: dict[str, int] = {}
    for choice in choices:
        times = seen[choice.action] = seen.get(choice.action, -1) + 1
        yield (f"{times % most}{NUMBERED}{choice.action}" if times else choice.action), choice


def laid_out(choices: Sequence[Choice], menu: Menu | None, label: str) -> tuple[Sequence[Choice], Menu, Menu]:
    """Return the choices that are buttons, a menu of them instead where they are many or explained, and a reply's menu.

    What there is not is empty; `label` stands on the menu of choices.
    """
    is_menu = len(choices) > MOST_BUTTONS or any(choice.detail for choice in choices)
    buttons, chosen = ((), tuple(choices)) if is_menu else (choices, ())
    return buttons, Menu(label, chosen), menu or Menu(label, ())
