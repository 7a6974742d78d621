"""A question as it is asked in a round: what can be chosen, what is right of it, and what is told afterwards."""

from __future__ import annotations

from enum import StrEnum

from bot.frozen import Frozen


class Form(StrEnum):
    """What is asked. The sentence is the catalogue's to write; a question of a pack brings its own."""

    WRITTEN = "written"
    YEAR = "year"
    DAY = "day"
    OFFICE = "office"
    ACTOR = "actor"
    ORDER = "order"
    FIRST = "first"
    TERM = "term"
    TRUTH = "truth"
    SIDE = "side"

    @property
    def can_be_typed(self) -> bool:
        """Whether somebody who sees no choices can know the answer."""
        return self in (Form.WRITTEN, Form.YEAR, Form.OFFICE, Form.ACTOR, Form.TERM)


# The index of the right choice where nothing is right.
NONE_RIGHT = -1
# What the choices of a true-or-false question are stored as; the catalogue says them.
TRUE, FALSE = "true", "false"


class Asked(Frozen, frozen=True):
    """A question with its choices in the order in which they are shown; `right` is an index into them.

    `id` is the same whenever the same is asked of the same fact. `subject` is what the sentence speaks of: a title, an
    office, a description; `when` is an EDTF date; `listed` are the entries a question of order speaks of. `accept` are
    further answers that count when typed. `about` are the ids of the facts that tell why, `sources` those of a written
    question's own sources. `difficulty` goes from 1 to 3. Where several choices must be chosen, and no other, `several`
    has the indexes of all of them. Of an opinion no choice is right, and `right` is NONE_RIGHT.
    """

    id: str
    form: Form
    subject: str
    choices: tuple[str, ...]
    right: int
    about: tuple[str, ...] = ()
    when: str = ""
    listed: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    explanation: str = ""
    sources: tuple[str, ...] = ()
    difficulty: int = 2
    several: tuple[int, ...] = ()

    @property
    def answer(self) -> str:
        """The right choice, or all of them; "" of an opinion."""
        return ", ".join(self.choices[index] for index in self.rights)

    @property
    def rights(self) -> tuple[int, ...]:
        """The indexes of all that must be chosen."""
        return self.several or ((self.right,) if self.right != NONE_RIGHT else ())

    @property
    def wrong(self) -> tuple[str, ...]:
        """The wrong choices, in the order shown."""
        return tuple(choice for index, choice in enumerate(self.choices) if index not in self.rights)
