"""What is said back, in neutral terms that every platform can carry."""

from __future__ import annotations

from bot.chat.controls import Choice, Menu
from bot.chat.entries import Countdown, Field, File, Item, Picture, SourceLine, Statement
from bot.chat.form import Draft, Form
from bot.chat.refusals import UsageError
from bot.frozen import Frozen

# How many characters of a reply without a title stand for its title.
BEGINNING = 60


class Reply(Frozen, frozen=True):
    """What is said back, in the order title, text, statements, fields, items, picture, notes, sources, choices.

    `is_private`: None leaves it to the command's row and the community's habit. `is_question` asks which of several
    things is meant, which only the person who asked can answer. With `replaces`, the message whose button was pressed
    is edited to say this; with `decides`, it is for all who see that message, whoever pressed. `form` opens a modal
    instead of saying anything. `people` are the ids that its texts contain: a platform shows the people's names
    instead. The reply to a mistake in a form may name the input that is `wrong`, and keep a `draft` of what was filled
    in.
    """

    title: str = ""
    text: str = ""
    statements: tuple[Statement, ...] = ()
    fields: tuple[Field, ...] = ()
    items: tuple[Item, ...] = ()
    picture: Picture | None = None
    countdown: Countdown | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    choices: tuple[Choice, ...] = ()
    menu: Menu | None = None
    files: tuple[File, ...] = ()
    form: Form | None = None
    is_private: bool | None = None
    is_question: bool = False
    is_grave: bool = False
    is_error: bool = False
    replaces: bool = False
    decides: bool = False
    id: str = ""
    people: tuple[str, ...] = ()
    wrong: str = ""
    draft: Draft | None = None

    @property
    def heading(self) -> str:
        """What other messages call it: its title, or else how its text begins."""
        beginning = self.text if len(self.text) <= BEGINNING else f"{self.text[: BEGINNING - 1]}…"
        return self.title or beginning


def refusal(error: UsageError) -> Reply:
    """Return a mistake as a reply, for the person who made it alone."""
    return Reply(
        text=error.text,
        choices=error.choices,
        is_private=True,
        is_error=True,
        people=error.people,
        wrong=error.wrong,
    )
