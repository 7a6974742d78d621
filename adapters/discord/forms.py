"""Writes a Form as a modal; its custom id carries the command line that submitting it asks."""

from __future__ import annotations

from discord import SelectOption, TextStyle, ui

from adapters.discord.controls import OPTION_LABEL_LIMIT, shortened
from bot.chat import Form, Input

# https://docs.discord.com/developers/components/reference
TITLE_LIMIT = LABEL_LIMIT = 45
HINT_LIMIT = 100
TEXT_LIMIT = 4000


def modal(form: Form) -> ui.Modal:
    """Return a form as a modal, finished already, so that discord.py does not keep it."""
    shown = ui.Modal(title=shortened(form.title, TITLE_LIMIT), custom_id=form.action)
    for field in form.inputs:
        shown.add_item(_labelled(field))
    shown.stop()
    return shown


def _labelled(field: Input) -> ui.Label[ui.Modal]:
    hint = shortened(field.hint, HINT_LIMIT) if field.hint else None
    return ui.Label(text=shortened(field.label, LABEL_LIMIT), description=hint, component=_component(field))


def _component(field: Input) -> ui.Item[ui.Modal]:
    return _select(field) if field.choices else _text(field)


def _text(field: Input) -> ui.TextInput[ui.Modal]:
    return ui.TextInput(
        custom_id=field.name,
        style=TextStyle.paragraph if field.is_long else TextStyle.short,
        default=field.value or None,
        required=field.required,
        max_length=min(field.limit, TEXT_LIMIT),
    )


def _select(field: Input) -> ui.Select[ui.Modal]:
    options = [
        SelectOption(label=shortened(label, OPTION_LABEL_LIMIT), value=value, default=value == field.value)
        for value, label in field.choices
    ]
    return ui.Select(custom_id=field.name, required=field.required, options=options)
