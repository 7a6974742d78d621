"""Writes a Form as a modal; its custom id carries the command line that submitting it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from discord import (
    ChannelType,
    CheckboxGroupOption,
    RadioGroupOption,
    SelectDefaultValue,
    SelectDefaultValueType,
    SelectOption,
    TextStyle,
    ui,
)

from adapters.discord.controls import OPTION_LABEL_LIMIT
from bot.chat import Fill, Form, Input
from bot.frozen import replace
from bot.replies.card import filled, shortened

# https://docs.discord.com/developers/components/reference
TITLE_LIMIT = LABEL_LIMIT = 45
HINT_LIMIT = 100
TEXT_LIMIT = 4000
# Options of a group of radio buttons or checkboxes; more of them are a menu.
GROUP_LEAST, GROUP_LIMIT = 2, 10
# Channels in which one can post.
POSTABLE = [ChannelType.text, ChannelType.news, ChannelType.public_thread, ChannelType.private_thread]


def modal(form: Form) -> ui.Modal:
    """Return a form as a modal that is stopped already, so that discord.py does not keep it in memory."""
    shown = ui.Modal(title=shortened(form.title, TITLE_LIMIT), custom_id=form.action)
    for field in form.inputs:
        shown.add_item(_labelled(field))
    shown.stop()
    return shown


def _labelled(field: Input) -> ui.Label[ui.Modal]:
    component = _component(field)
    hint = field.hint_of_line if isinstance(component, ui.TextInput) else field.hint
    described = shortened(hint, HINT_LIMIT) if hint else None
    return ui.Label(text=shortened(field.label, LABEL_LIMIT), description=described, component=component)


def filled_in(form: Form, values: Mapping[str, str]) -> Form:
    """Return a form that holds what was filled in before, by the names of its inputs."""
    inputs = tuple(replace(field, value=values.get(field.name, field.value)) for field in form.inputs)
    return replace(form, inputs=inputs)


def _component(field: Input) -> ui.Item[ui.Modal]:
    if field.fill in _COMPONENTS:
        return _COMPONENTS[field.fill](field)
    if field.choices and field.fill is Fill.TEXT:
        return _radio(field) if GROUP_LEAST <= len(field.choices) <= GROUP_LIMIT else _select(field)
    # Discord's forms have no input for times and days, and complete nothing.
    return _text(field)


def _text(field: Input) -> ui.TextInput[ui.Modal]:
    return ui.TextInput(
        custom_id=field.name,
        style=TextStyle.paragraph if field.is_long else TextStyle.short,
        default=filled(field) or None,
        required=field.required,
        max_length=min(field.limit, TEXT_LIMIT),
    )


def _radio(field: Input) -> ui.RadioGroup[ui.Modal]:
    options = [
        RadioGroupOption(label=shortened(label, OPTION_LABEL_LIMIT), value=value, default=value == field.value)
        for value, label in field.choices
    ]
    return ui.RadioGroup(custom_id=field.name, required=field.required, options=options)


def _boxes(field: Input) -> ui.CheckboxGroup[ui.Modal]:
    chosen = field.value.split(",")
    options = [
        CheckboxGroupOption(label=shortened(label, OPTION_LABEL_LIMIT), value=value, default=value in chosen)
        for value, label in field.choices[:GROUP_LIMIT]
    ]
    least = 1 if field.required else 0
    return ui.CheckboxGroup(
        custom_id=field.name, required=field.required, min_values=least, max_values=len(options), options=options
    )


def _select(field: Input) -> ui.Select[ui.Modal]:
    options = [
        SelectOption(label=shortened(label, OPTION_LABEL_LIMIT), value=value, default=value == field.value)
        for value, label in field.choices
    ]
    return ui.Select(custom_id=field.name, required=field.required, options=options)


def _channel(field: Input) -> ui.ChannelSelect[ui.Modal]:
    return ui.ChannelSelect(channel_types=POSTABLE, **_picker(field, SelectDefaultValueType.channel))


def _role(field: Input) -> ui.RoleSelect[ui.Modal]:
    return ui.RoleSelect(**_picker(field, SelectDefaultValueType.role))


def _picker(field: Input, kind: SelectDefaultValueType) -> dict[str, Any]:
    return {
        "custom_id": field.name,
        "required": field.required,
        "min_values": 1 if field.required else 0,
        "default_values": [Picked(id=int(field.value), type=kind)] if field.value.isdecimal() else [],
    }


class Picked(SelectDefaultValue):
    """A channel or role that is picked already; its id is a text, as in Discord's own description."""

    def to_dict(self) -> Any:
        """Return it as it is sent."""
        return {"id": str(self.id), "type": self.type.value}


_COMPONENTS: Mapping[Fill, Callable[[Input], ui.Item[ui.Modal]]] = {
    Fill.SEVERAL: _boxes,
    Fill.CHANNEL: _channel,
    Fill.ROLE: _role,
}
