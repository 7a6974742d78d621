"""/settings: what a moderator sets for a community."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.chat import Request, UsageError
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.places import community_of, records_of
from bot.commands.row import Kind, Option, Outcome, button
from bot.community import AuditEntry, Habit, Settings, SettingsChanged, Starter
from bot.replies.catalog import N_, languages
from bot.replies.moderation import community as replies
from bot.schedule.zones import find_zones

Completion = tuple[tuple[str, str], ...]

# What one writes to have nothing set.
NONE = "none"
OWN = "own"
# Before the id of a pack that ships switched off and is on here; the shelf reads it alike.
ON = "+"
# A message asks "which one?" with so many buttons: a row of Discord's.
MOST_ASKED = 5


def show(request: Request, context: Context) -> Outcome:
    """Show what is set."""
    current = records_of(context).settings(community_of(request))
    packs = tuple((pack.id, pack.title) for pack in context.library.packs)
    return Outcome(replies.settings(context.say, current, packs, context.library.others))


def change(request: Request, context: Context) -> Outcome:
    """Set what was given, and leave the rest as it is."""
    given = {name: value for name, value in request.options.items() if name in _READERS}
    if not given:
        raise UsageError(replies.nothing_to_set(context.say))
    current = records_of(context).settings(community_of(request))
    wanted = current
    for name, value in given.items():
        wanted = _READERS[name](wanted, value, context)
    return _changed(current, wanted, request, context)


def switch_pack(request: Request, context: Context) -> Outcome:
    """Switch a pack on or off."""
    current = records_of(context).settings(community_of(request))
    library = context.library
    known = sorted({*(pack.id for pack in library.packs), *library.others, *_ids(current.packs_off)})
    pack = request.options["pack"]
    if pack not in known:
        raise UsageError(replies.no_pack(context.say, pack, known))
    choice = [other for other in current.packs_off if other not in (pack, f"{ON}{pack}")]
    is_off = request.options["state"] == "off"
    if is_off is not (pack in library.off_by_default):
        choice.append(pack if is_off else f"{ON}{pack}")
    return _changed(current, replace(current, packs_off=tuple(sorted(choice))), request, context)


def _ids(choice: Iterable[str], mark: str = "") -> list[str]:
    """Return the ids of packs that are switched off, or with ON those that are switched on though they ship off."""
    return [entry.removeprefix(ON) for entry in choice if entry.startswith(ON) is bool(mark)]


def _changed(current: Settings, wanted: Settings, request: Request, context: Context) -> Outcome:
    before, after = _values(current), _values(wanted)
    changes = tuple((name, before[name], after[name]) for name in before if before[name] != after[name])
    if not changes:
        return Outcome(replies.already_set(context.say))
    detail = "; ".join(f"{name}: {old or NONE} → {new or NONE}" for name, old, new in changes)
    entry = AuditEntry(request.user, request.at, request.command, detail)
    stored = (SettingsChanged(community_of(request), wanted), entry)
    return Outcome(replies.settings_changed(context.say, changes), stored)


def _values(settings: Settings) -> Mapping[str, str]:
    """Return the settings by the names of their options, in the words that are typed for them."""
    return {
        "zone": settings.zone,
        "language": settings.locale or OWN,
        "visibility": settings.visibility.value,
        "starters": settings.starters.value,
        "leaderboards": "yes" if settings.has_leaderboards else "no",
        "role": settings.moderator_role,
        "channel": settings.moderator_channel,
        "packs off": ", ".join(_ids(settings.packs_off)),
        "packs on": ", ".join(_ids(settings.packs_off, ON)),
    }


def _zone(settings: Settings, text: str, context: Context) -> Settings:
    found = find_zones(text)
    if not found:
        raise UsageError(replies.no_zone(context.say, text))
    if len(found) > 1:
        choices = tuple(button(zone, "settings set", zone=zone) for zone in found[:MOST_ASKED])
        raise UsageError(replies.which_zone(context.say, text), choices)
    return replace(settings, zone=found[0])


def _language(settings: Settings, text: str, context: Context) -> Settings:
    if text.casefold() == OWN:
        return replace(settings, locale="")
    if text.casefold() not in languages():
        raise UsageError(replies.no_language(context.say, text, languages()))
    return replace(settings, locale=text.casefold())


def _visibility(settings: Settings, value: str, context: Context) -> Settings:
    return replace(settings, visibility=Habit(value))


def _starters(settings: Settings, value: str, context: Context) -> Settings:
    return replace(settings, starters=Starter(value))


def _leaderboards(settings: Settings, value: str, context: Context) -> Settings:
    return replace(settings, has_leaderboards=value == "yes")


def _role(settings: Settings, value: str, context: Context) -> Settings:
    return replace(settings, moderator_role=_or_nothing(value))


def _channel(settings: Settings, value: str, context: Context) -> Settings:
    return replace(settings, moderator_channel=_or_nothing(value))


def _or_nothing(value: str) -> str:
    return "" if value.casefold() == NONE else value


_READERS: Mapping[str, Callable[[Settings, str, Context], Settings]] = {
    "zone": _zone,
    "language": _language,
    "visibility": _visibility,
    "starters": _starters,
    "leaderboards": _leaderboards,
    "role": _role,
    "channel": _channel,
}


def complete_zone(request: Request, context: Context, beginning: str) -> Completion:
    """Offer time zones by city, country or name."""
    return tuple((zone.replace("_", " "), zone) for zone in find_zones(beginning or context.settings.zone))


def complete_language(request: Request, context: Context, beginning: str) -> Completion:
    """Offer the languages the bot speaks, and each person's own."""
    offered = [(replies.language(context.say, locale), locale or OWN) for locale in ("", *languages())]
    return tuple(pair for pair in offered if beginning.casefold() in " ".join(pair).casefold())


def complete_pack(request: Request, context: Context, beginning: str) -> Completion:
    """Offer the packs that are on by title, those that are off by id."""
    on = ((pack.title, pack.id) for pack in context.library.packs)
    offered = (*on, *((pack, pack) for pack in context.library.others))
    return tuple(pair for pair in offered if beginning.casefold() in " ".join(pair).casefold())[:25]


_OPTIONS = (
    Option("zone", N_("a time zone, or a city in it"), complete=complete_zone, named=True),
    Option("language", N_("the language I speak here"), complete=complete_language, named=True),
    Option(
        "visibility",
        N_("who sees the answers to look-ups"),
        choices=tuple((habit.value, text) for habit, text in replies.HABITS.items()),
        named=True,
    ),
    Option(
        "starters",
        N_("who may start trivia"),
        choices=tuple((starter.value, text) for starter, text in replies.STARTERS.items()),
        named=True,
    ),
    Option("leaderboards", N_("whether there are leaderboards"), Kind.BOOLEAN, named=True),
    Option("role", N_("the role whose members moderate, or none"), named=True),
    Option("channel", N_("where I tell moderators what they should know, or none"), Kind.CHANNEL, named=True),
)
_PACK_OPTIONS = (
    Option("pack", N_("a pack"), required=True, complete=complete_pack),
    Option("state", N_("on or off"), required=True, choices=(("on", N_("on")), ("off", N_("off")))),
)


ROWS = (
    moderated("settings show", show, N_("What is set here"), examples=("/settings show",)),
    moderated(
        "settings set",
        change,
        N_("Set the time zone, the language, who sees look-ups, who starts trivia"),
        _OPTIONS,
        ("/settings set zone:Paris", "/settings set leaderboards:yes starters:moderators"),
    ),
    moderated(
        "settings pack",
        switch_pack,
        N_("Switch a pack of facts on or off"),
        _PACK_OPTIONS,
        ("/settings pack nato-russia off",),
    ),
)
