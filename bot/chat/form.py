"""What can be filled in: forms and their inputs."""

from __future__ import annotations

from enum import StrEnum

from bot.chat.controls import Choice
from bot.frozen import Frozen

# How many inputs a form can have on every platform.
FORM_LIMIT = 5


class Fill(StrEnum):
    """What is filled into an input. A platform that has no input of the kind shows a line of text.

    SEVERAL means any number of the input's choices. SUGGESTED means a text that is completed like the option of the
    same name of the form's command, SUGGESTIONS any number of such texts. Several values have commas between them.
    """

    TEXT = "text"
    TIME = "time"
    DAY = "day"
    SEVERAL = "several"
    CHANNEL = "channel"
    ROLE = "role"
    SUGGESTED = "suggested"
    SUGGESTIONS = "suggestions"


class Input(Frozen, frozen=True):
    """A line or paragraph to fill in; with `choices`, (value, label) pairs to choose from instead.

    Of an input with suggestions, `choices` are those that are set already. `typed` says how to write the value where
    the input is a line of text, `hint` what the value means. `is_file` asks for a file instead: forms do so on
    platforms whose commands take no files.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    is_long: bool = False
    limit: int = 200
    choices: tuple[tuple[str, str], ...] = ()
    is_file: bool = False
    fill: Fill = Fill.TEXT
    typed: str = ""

    @property
    def hint_of_line(self) -> str:
        """The hint where the input is a line of text."""
        return ". ".join(part for part in (self.typed, self.hint) if part)


class Form(Frozen, frozen=True):
    """A modal: at most as many inputs as the platform takes.

    Submitting it asks `action` with the inputs as further options; an input that is left empty adds no option.
    """

    title: str
    action: str
    inputs: tuple[Input, ...]
    submit: str = ""


class Draft(Frozen, frozen=True):
    """What somebody had filled into a form that was refused, and the choice with which they go on from there."""

    inputs: tuple[Input, ...]
    choice: Choice
