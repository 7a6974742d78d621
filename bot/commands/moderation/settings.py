"""/settings: what a moderator sets for a community."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from bot.chat import Channel, Reply, Request, UsageError, action_of
from bot.commands.context import Context, StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.places import NONE, other_target
from bot.commands.reading.asking import MOST_CHOICES, Completion
from bot.commands.reading.completions import listed
from bot.commands.reading.languages import complete_language, read_language
from bot.commands.reading.people import Role, read_channel_or_none
from bot.commands.row import Outcome, Right, form, moderated
from bot.community import ON, Habit, Settings, SettingsChanged, Starter
from bot.facts.library import Library
from bot.frozen import replace
from bot.pictures.recipes import Look
from bot.replies.catalog import N_, Catalog
from bot.replies.moderation import community as replies, settings as pages
from bot.replies.schedule.schedules import local_time

STATES = {"on": N_("on"), "off": N_("off")}


def complete_pack(context: Context, beginning: str) -> Completion:
    """Offer the packs that are on by title, those that are off by id."""
    on = ((pack.title, pack.id) for pack in context.library.packs)
    offered = (*on, *((pack, pack) for pack in context.library.others))
    return tuple(pair for pair in offered if beginning.casefold() in " ".join(pair).casefold())[:MOST_CHOICES]


class Set(Options):
    """What is different from now on; what is left out stays as it is."""

    zone: ZoneInfo | None = option(N_("a time zone, or a city in it"), named=True)
    language: str | None = option(
        N_("the language I speak here"), read=read_language, complete=complete_language, named=True
    )
    visibility: Habit | None = option(N_("who sees the answers to look-ups"), choices=replies.HABITS, named=True)
    starters: Starter | None = option(N_("who may start trivia"), choices=replies.STARTERS, named=True)
    leaderboards: bool | None = option(N_("whether there are leaderboards"), named=True)
    pictures: str | None = option(N_("whether answers and posts have pictures"), choices=STATES, named=True)
    look: Look | None = option(N_("which ground pictures are drawn on"), choices=replies.LOOKS, named=True)
    role: Role | None = option(N_("the role whose members moderate, or none"), named=True)
    channel: Channel | None = option(
        N_("where I tell moderators what they should know, or none"), read=read_channel_or_none, named=True
    )


class SwitchPack(Options):
    """Which pack, and which way."""

    pack: str = option(N_("a pack"), complete=complete_pack)
    state: str = option(N_("on or off"), choices=STATES)


class Ask(Options):
    """Which setting."""

    name: str = option(N_("a setting"), choices=pages.NAMES)


class SwitchPacks(Options):
    """Which packs are on."""

    on: str = option(N_("packs, commas between, or none"), limit=1000, complete=listed(complete_pack))


@moderated("settings show", N_("What is set here, and buttons to change it"), "/settings show", near=("settings",))
def show(options: Nothing, context: StoredContext) -> Outcome:
    """Show what is set, what for, and a button to change each."""
    current = context.records.settings(context.community)
    return Outcome(pages.page(context.say, current, _packs(current, context), context.platform, context.now))


@form("settings ask", N_("Ask what a setting is to be"), right=Right.MODERATOR, hidden=True)
def ask(options: Ask, context: Context) -> Outcome:
    """Open the form of one setting."""
    current = context.settings
    return Outcome(Reply(form=pages.form(context.say, current, _packs(current, context), options.name)))


def _in_form(request: Request) -> str:
    """Return the action that opens the form again in which a setting was changed; "" for several that were typed."""
    names = [name for name in pages.NAMES if name in request.options]
    return action_of("settings ask", name=names[0]) if len(names) == 1 else ""


@moderated(
    "settings set",
    N_("Set zone, language, who sees look-ups, who starts trivia, and pictures"),
    "/settings set zone:Paris",
    "/settings set leaderboards:yes starters:moderators",
    "/settings set pictures:on look:light",
    posts_into=other_target,
    form=_in_form,
)
def change(options: Set, context: StoredContext) -> Outcome:
    """Change the settings that were given."""
    if not options.given():
        raise UsageError(context.say(replies.NOTHING_TO_SET))
    current = context.records.settings(context.community)
    after = replace(
        current,
        zone=options.zone.key if options.zone else current.zone,
        locale=current.locale if options.language is None else options.language,
        visibility=options.visibility or current.visibility,
        starters=options.starters or current.starters,
        has_leaderboards=current.has_leaderboards if options.leaderboards is None else options.leaderboards,
        has_pictures=current.has_pictures if options.pictures is None else options.pictures == "on",
        look=options.look or current.look,
        moderator_role=options.role.id if options.role else current.moderator_role,
        moderator_channel=options.channel.id if options.channel else current.moderator_channel,
    )
    return _changed(current, after, context)


@moderated("settings pack", N_("Switch a pack of facts on or off"), "/settings pack nato-russia off")
def switch_pack(options: SwitchPack, context: StoredContext) -> Outcome:
    """Switch a pack on or off."""
    current, pack, library = context.records.settings(context.community), options.pack, context.library
    names = sorted({*(pack.id for pack in library.packs), *library.others, *_ids(current.packs_off, is_on=False)})
    if pack not in names:
        raise UsageError(replies.no_pack(context.say, pack, names))
    choice = _switched({*current.packs_off}, pack, options.state == "on", library)
    return _changed(current, replace(current, packs_off=tuple(sorted(choice))), context)


@moderated("settings packs", N_("Switch packs of facts on, and the others off"), hidden=True)
def switch_packs(options: SwitchPacks, context: StoredContext) -> Outcome:
    """Switch these packs on, and all others off."""
    current = context.records.settings(context.community)
    packs = _packs(current, context)
    on = {part.strip() for part in options.on.split(",")} - {NONE}
    choice = {*current.packs_off}
    for id, _ in packs.titles:
        choice = _switched(choice, id, id in on, context.library)
    if unknown := on - {id for id, _ in packs.titles}:
        names = sorted(id for id, _ in packs.titles)
        raise UsageError(replies.no_pack(context.say, min(unknown), names), wrong="on")
    return _changed(current, replace(current, packs_off=tuple(sorted(choice))), context)


def _packs(current: Settings, context: Context) -> pages.Packs:
    """Return the installed packs, those that are on first."""
    on, library = tuple((pack.id, pack.title) for pack in context.library.packs), context.library
    off = tuple((id, id) for id in library.others if id not in dict(on))
    return pages.Packs((*on, *off), tuple(id for id, _ in on))


def _switched(choice: set[str], pack: str, is_on: bool, library: Library) -> set[str]:
    """Return the choice of packs with one of them switched on or off; a pack that is as it ships is not in it."""
    others = choice - {pack, f"{ON}{pack}"}
    ships_on = pack not in library.off_by_default
    return others if is_on is ships_on else {*others, f"{ON}{pack}" if is_on else pack}


def _ids(choice: Iterable[str], *, is_on: bool) -> list[str]:
    """Return the ids of the packs in a choice that are switched on, or those that are switched off."""
    return [entry.removeprefix(ON) for entry in choice if entry.startswith(ON) is is_on]


def _changed(current: Settings, after: Settings, context: StoredContext) -> Outcome:
    say, old, new = context.say, _values(context.say, current), _values(context.say, after)
    changes = tuple((name, old[name], new[name]) for name in old if old[name] != new[name])
    if not changes:
        return Outcome(Reply(text=say(replies.ALREADY_SET)))
    detail = "; ".join(f"{name}: {replies.arrow(say, before, later)}" for name, before, later in changes)
    stored = (SettingsChanged(context.community, after), context.audited(detail))
    notes = (local_time(say, after.zone, context.now),) if after.zone != current.zone else ()
    return Outcome(replace(replies.settings_changed(say, changes), notes=notes), stored)


def _values(say: Catalog, settings: Settings) -> Mapping[str, str]:
    """Return what is set, by the names of the settings."""
    return {
        **pages.values(say, settings),
        say("Packs switched off"): ", ".join(_ids(settings.packs_off, is_on=False)),
        say("Packs switched on"): ", ".join(_ids(settings.packs_off, is_on=True)),
    }


ROWS = (show, change, switch_pack, ask, switch_packs)
