"""An item of QTI, as either version has it."""

from __future__ import annotations

from bot.frozen import Frozen
from bot.trivia.formats.markup import Shown


class Item(Frozen, frozen=True):
    """An item as either version has it: its text, its choices by name, and which names or texts are right.

    `several`: all of `right` must be chosen; `partly` are worth a part of the marks, so that they are neither right nor
    wrong. Of an opinion nothing is right.
    """

    question: Shown
    choices: tuple[tuple[str, Shown], ...] = ()
    right: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    several: bool = False
    explanation: Shown = Shown("")
    is_opinion: bool = False


class Marked(Frozen, frozen=True):
    """Names or texts that are worth the most, and those worth a part; `several` when one condition wants them all."""

    right: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    several: bool = False
