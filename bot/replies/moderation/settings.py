"""The page of a community's settings: what each is set to and what it is for, and the form that changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.chat import Field, Fill, Form, Input, Platform, Reply, action_of, button
from bot.community import Settings
from bot.frozen import Frozen, replace
from bot.replies.catalog import N_, Catalog, languages
from bot.replies.moderation.community import HABITS, LOOKS, STARTERS, language, on_or_off
from bot.schedule.zones import zone_label

# A form has so many checkboxes at most, on every platform.
MOST_BOXES = 10
OWN, NONE = "own", "none"


class Packs(Frozen, frozen=True):
    """The packs there are, as (id, title), and the ids of those that are switched on."""

    titles: tuple[tuple[str, str], ...]
    on: tuple[str, ...]


class Part(Frozen, frozen=True):
    """One setting: its label and what it is for, msgids; what it is set to; and how that is filled into a form."""

    label: str
    purpose: str
    value: Callable[[Catalog, Settings], str]
    ask: Callable[[Catalog, Settings], Input]


def _zone(say: Catalog, current: Settings) -> Input:
    label = zone_label(current.zone)
    return Input(
        "zone",
        "",
        label,
        say("A city, a country or a time zone, as Paris"),
        choices=((label, label),),
        fill=Fill.SUGGESTED,
    )


def _language(say: Catalog, current: Settings) -> Input:
    offered = tuple((locale or OWN, language(say, locale)) for locale in ("", *languages()))
    return Input("language", "", current.locale or OWN, choices=offered)


def _of(name: str, labels: Mapping[Any, str], value: Callable[[Settings], str]) -> Callable[[Catalog, Settings], Input]:
    def ask(say: Catalog, current: Settings) -> Input:
        return Input(name, "", value(current), choices=tuple((str(one), say(label)) for one, label in labels.items()))

    return ask


def _role(say: Catalog, current: Settings) -> Input:
    return Input("role", "", current.moderator_role, say("Empty for none"), required=False, fill=Fill.ROLE)


def _channel(say: Catalog, current: Settings) -> Input:
    return Input("channel", "", current.moderator_channel, say("Empty for none"), required=False, fill=Fill.CHANNEL)


YES_NO = {"yes": N_("on"), "no": N_("off")}
ON_OFF = {"on": N_("on"), "off": N_("off")}
PARTS: Mapping[str, Part] = {
    "zone": Part(N_("Time zone"), N_("whose clock counts here"), lambda say, current: zone_label(current.zone), _zone),
    "language": Part(
        N_("Language"), N_("what I speak here"), lambda say, current: language(say, current.locale), _language
    ),
    "visibility": Part(
        N_("Look-ups"),
        N_("who sees the answers"),
        lambda say, current: say(HABITS[current.visibility]),
        _of("visibility", HABITS, lambda current: current.visibility),
    ),
    "starters": Part(
        N_("Trivia"),
        N_("who may start a round"),
        lambda say, current: say(STARTERS[current.starters]),
        _of("starters", STARTERS, lambda current: current.starters),
    ),
    "leaderboards": Part(
        N_("Leaderboards"),
        N_("whether points are compared"),
        lambda say, current: on_or_off(say, current.has_leaderboards),
        _of("leaderboards", YES_NO, lambda current: "yes" if current.has_leaderboards else "no"),
    ),
    "pictures": Part(
        N_("Pictures"),
        N_("whether answers and posts have them"),
        lambda say, current: on_or_off(say, current.has_pictures),
        _of("pictures", ON_OFF, lambda current: "on" if current.has_pictures else "off"),
    ),
    "look": Part(
        N_("Look"),
        N_("the ground that pictures are drawn on"),
        lambda say, current: say(LOOKS[current.look]),
        _of("look", LOOKS, lambda current: current.look),
    ),
    "role": Part(
        N_("Moderators' role"),
        N_("its members moderate too"),
        lambda say, current: say.role(current.moderator_role),
        _role,
    ),
    "channel": Part(
        N_("Moderators' channel"),
        N_("where I say what needs you"),
        lambda say, current: say.channel(current.moderator_channel),
        _channel,
    ),
}
PACKS = "packs"
NAMES = {**{name: part.label for name, part in PARTS.items()}, PACKS: N_("Packs")}


def page(say: Catalog, current: Settings, packs: Packs, platform: Platform, now: datetime) -> Reply:
    """Show what is set, what each setting is for, and a button to change each."""
    names = tuple(name for name in NAMES if name != "role" or platform.has_roles or current.moderator_role)
    return Reply(
        title=say("Settings"),
        fields=tuple(_field(say, current, packs, name, now) for name in names),
        notes=(say("Press one to change it, or type it, as in /settings set zone:Paris."),),
        choices=tuple(button(say(NAMES[name]), "settings ask", name=name) for name in names),
        replaces=True,
    )


def values(say: Catalog, current: Settings) -> Mapping[str, str]:
    """Return what each setting is set to, by its label; "" for none."""
    return {say(part.label): part.value(say, current) for part in PARTS.values()}


def _field(say: Catalog, current: Settings, packs: Packs, name: str, now: datetime) -> Field:
    if name == PACKS:
        on = say.several([title for id, title in packs.titles if id in packs.on]) or say("none is on")
        off = say.several([title for id, title in packs.titles if id not in packs.on])
        return Field(say(NAMES[name]), say("{on} – off: {off}", on=on, off=off) if off else on)
    part = PARTS[name]
    value = part.value(say, current) or say("none")
    if name == "zone":
        value = say("{value}, {time} now", value=value, time=say.time(now, current.zone))
    return Field(say(part.label), f"{value} – {say(part.purpose)}")


def form(say: Catalog, current: Settings, packs: Packs, name: str) -> Form:
    """Ask for one setting, with what is set filled in."""
    if name == PACKS:
        return _packs(say, packs)
    part = PARTS[name]
    field = part.ask(say, current)
    # What can be left empty is nothing then.
    emptied = {} if field.required else {name: NONE}
    asked = replace(field, label=_label(say, part))
    return Form(say(part.label), action_of("settings set", **emptied), (asked,), say("Set"))


def _label(say: Catalog, part: Part) -> str:
    """Return what a setting is for, as a form asks for it, whose title is what it is called."""
    purpose = say(part.purpose)
    return purpose[:1].upper() + purpose[1:]


def _packs(say: Catalog, packs: Packs) -> Form:
    fits = len(packs.titles) <= MOST_BOXES
    field = Input(
        "on",
        say("Packs that are on"),
        ",".join(packs.on),
        required=False,
        limit=1000,
        choices=packs.titles,
        fill=Fill.SEVERAL if fits else Fill.SUGGESTIONS,
    )
    return Form(say(NAMES[PACKS]), action_of("settings packs", on=NONE), (field,), say("Set"))
