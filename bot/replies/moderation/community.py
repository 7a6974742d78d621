"""What is said of a community: its settings, its moderators, and what they changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel import Locale

from bot.chat import Choice, Field, Item, Reply, button
from bot.community import AuditEntry, Habit, Settings, Starter
from bot.pictures.recipes import Look
from bot.replies.catalog import N_, Catalog

NOTHING_TO_SET = N_(
    "Say what to set, as in /settings set zone:Paris leaderboards:yes. /settings show tells what is set."
)
HOST_ONLY = N_("Only who started this round, or a moderator, may do that.")
OLDER = N_("Earlier")
NO_ZONE = N_("I know no time zone for “{text}”. Write a large city near you, such as Paris or Chicago.")
IS_GUEST = N_("{user} is a guest here, or not here at all, and cannot moderate. Choose a full member of this place.")
NAMED_ALREADY = N_("{user} is named as a moderator already.")
NOT_NAMED = N_("{user} is not named as a moderator. /moderators list tells who is.")
ALREADY_SET = N_("That was set already; nothing has changed.")
HABITS = {
    Habit.PLACE: N_("as people here are used to"),
    Habit.PUBLIC: N_("everybody sees them"),
    Habit.PRIVATE: N_("only who asked sees them"),
}
STARTERS = {
    Starter.EVERYONE: N_("everybody"),
    Starter.MODERATORS: N_("moderators"),
}
LOOKS = {
    Look.DARK: N_("dark"),
    Look.LIGHT: N_("light"),
}


def settings_changed(say: Catalog, changes: Sequence[tuple[str, str, str]]) -> Reply:
    """Say what was changed: name, old value, new value of each."""
    fields = tuple(Field(name, arrow(say, old, new)) for name, old, new in changes)
    return Reply(
        text=say("That is set from now on."),
        fields=fields,
        choices=(button(say("All settings"), "settings show"),),
        replaces=True,
    )


def arrow(say: Catalog, old: str, new: str) -> str:
    """Write a change; nothing is written as "none"."""
    return f"{old or say('none')} → {new or say('none')}"


def no_language(say: Catalog, text: str, known: Sequence[str]) -> str:
    """Refuse a language that the bot does not speak."""
    names = say.alternatives([*known, "own"])
    return say(
        "I do not speak “{text}”. Write {names}: “own” follows each person's own language.", text=text, names=names
    )


def no_pack(say: Catalog, text: str, known: Sequence[str]) -> str:
    """Refuse a pack that is not installed."""
    listed = say.several(known) or say("none")
    return say("No pack is called “{text}”. These are installed: {packs}.", text=text, packs=listed)


def language(say: Catalog, locale: str) -> str:
    """Return a language's name in itself."""
    return Locale.parse(locale).get_display_name() or locale if locale else say("each person's own")


def on_or_off(say: Catalog, is_on: bool) -> str:
    """Say whether something is on."""
    return say("on") if is_on else say("off")


def person(say: Catalog, user_id: str) -> str:
    """Name a user, or somebody who has had their data deleted."""
    return user_id or say("somebody whose data was deleted")


def moderators(say: Catalog, named: Sequence[str]) -> Reply:
    """List those who were named as moderators."""
    return Reply(
        title=say("Moderators named here"),
        items=tuple(Item(person(say, user)) for user in named),
        text="" if named else say("Nobody has been named."),
        notes=(
            say(
                "Whoever may manage this place moderates without being named; guests never do. "
                "/moderators add names somebody."
            ),
        ),
        people=tuple(named),
    )


def moderator_named(say: Catalog, user: str) -> Reply:
    """Say that somebody may moderate now."""
    return Reply(
        text=say("{user} may moderate from now on, unless as a guest of this place.", user=user), people=(user,)
    )


def moderator_dismissed(say: Catalog, user: str) -> Reply:
    """Say that somebody is no longer named."""
    return Reply(text=say("{user} is no longer named as a moderator.", user=user), people=(user,))


def moderators_only(say: Catalog, current: Settings, command: str) -> str:
    """Refuse a moderators' command and say who may."""
    return say("/{command} is for moderators: {who}.", command=command, who=_who_moderates(say, current))


def moderators_start(say: Catalog, current: Settings) -> str:
    """Refuse to start a round and say who may."""
    return say("Here only moderators start trivia: {who}.", who=_who_moderates(say, current))


def _who_moderates(say: Catalog, current: Settings) -> str:
    role = (say("members of the role {role}", role=say.role(current.moderator_role)),) if current.moderator_role else ()
    return say.alternatives(
        [say("people who may manage this place"), *role, say("those a moderator names with /moderators add")]
    )


def audit(
    say: Catalog, entries: Sequence[AuditEntry], zone: str, deeds: Mapping[str, str], older: Choice | None
) -> Reply:
    """Tell who changed what, when, in the community's time zone; `older` leads to earlier entries.

    `deeds` tell what is done by controls, whose commands nobody types.
    """
    return Reply(
        title=say("Who changed what"),
        text="" if entries else say("Nothing has been changed."),
        items=tuple(_entry(say, entry, zone, deeds) for entry in entries),
        notes=(say("Entries are kept for a year."),),
        choices=(older,) if older else (),
        people=_people(entries),
    )


def _people(entries: Sequence[AuditEntry]) -> tuple[str, ...]:
    subjects = (entry.subject.id for entry in entries if entry.subject)
    return tuple(dict.fromkeys(filter(None, (*(entry.actor.id for entry in entries), *subjects))))


def _entry(say: Catalog, entry: AuditEntry, zone: str, deeds: Mapping[str, str]) -> Item:
    subject = (person(say, entry.subject.id),) if entry.subject else ()
    detail = ", ".join(part for part in (*subject, entry.detail) if part)
    deed = deeds.get(entry.action) or say.typed(f"/{entry.action}")
    return Item(deed, say.moment(entry.at, zone), f"{person(say, entry.actor.id)}: {detail}")
