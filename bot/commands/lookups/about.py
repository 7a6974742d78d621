"""/help and /about: what the bot can do, and what it knows."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bot.chat import Choice, Field, Item, Menu, Reply, UsageError, action_of, button
from bot.commands.context import Context
from bot.commands.options import Nothing, Option, Options, option
from bot.commands.reading.asking import MOST_CHOICES, Completion
from bot.commands.row import Command, Outcome, Right, grouped, look_up
from bot.commands.syntax import syntax
from bot.facts.library import Library
from bot.facts.model import Kind, PackInfo
from bot.replies import usage
from bot.replies.card import shortened
from bot.replies.catalog import N_, Catalog

# So many commands are read at a glance; more stand in a menu.
FEW = 8
# What is told of a menu's entry beside its name, on one line of a terminal.
BRIEF = 60


def help_with(commands: Sequence[Command]) -> Command:
    """Return the row of /help for a table of commands."""

    def complete(context: Context, beginning: str) -> Completion:
        start = beginning.casefold().removeprefix("/")
        names = [row.name for row in commands if not row.hidden and row.name.startswith(start)]
        return tuple((f"/{name}", name) for name in names[:MOST_CHOICES])

    class Help(Options):
        command: str = option(N_("the command to explain"), default="", complete=complete)

    def show(options: Help, context: Context) -> Outcome:
        if name := options.command.removeprefix("/"):
            return Outcome(_one(name.casefold(), commands, context.say))
        return Outcome(_all(commands, context))

    show.__annotations__["options"] = Help
    return look_up("help", N_("What you can ask, with examples"), "/help", "/help timeline")(show)


# What a button asks, here or under each fact, needs no line.
_PRESSED = frozenset({"onthisday", "daily", "about", "sources", "report"})


def _all(commands: Sequence[Command], context: Context) -> Reply:
    """Return each command in a line, and in a menu the words that more than one begins with."""
    say = context.say
    shown = (row for row in commands if row.right is Right.MEMBER or context.is_moderator)
    groups = grouped(row for row in shown if row.name not in _PRESSED)
    return Reply(
        title=say("What you can ask"),
        fields=tuple(Field(say.typed(f"/{name}"), say(rows[0].help)) for name, rows in groups.items() if not rows[1:]),
        menu=Menu(say("More commands"), tuple(_group(name, rows, say) for name, rows in groups.items() if rows[1:])),
        notes=(say("/help with a command's name shows its options and examples."),),
        choices=(
            button(say("Today in history"), "onthisday"),
            button(say("Play the daily game"), "daily"),
            button(say("About the facts"), "about"),
        ),
    )


def _group(name: str, rows: Sequence[Command], say: Catalog) -> Choice:
    """Return what opens the commands that begin with a word, with the words that may follow it."""
    following = say.alternatives([row.name.removeprefix(name).strip() for row in rows])
    return Choice(say.typed(f"/{name}"), action_of("help", command=name), shortened(following, BRIEF))


def _one(name: str, commands: Sequence[Command], say: Catalog) -> Reply:
    rows = [row for row in commands if not row.hidden and (row.name == name or row.name.startswith(f"{name} "))]
    if not rows:
        near = get_close_matches(name, [row.name for row in commands if not row.hidden], 1)
        raise UsageError(usage.unknown_command(say, name, next(iter(near), "")))
    if len(rows) > 1:
        return _choosing(name, rows, say) if len(rows) > FEW else _listed(name, rows, say)
    return _explained(rows[0], say)


def _listed(name: str, rows: Sequence[Command], say: Catalog) -> Reply:
    """Return the commands that begin with a word, in a line each."""
    fields = tuple(Field(say.typed(f"/{row.name}"), say(row.help)) for row in rows)
    return Reply(title=say.typed(f"/{name}"), fields=fields)


def _choosing(name: str, rows: Sequence[Command], say: Catalog) -> Reply:
    """Return the commands that begin with a word, too many to be read, to choose one that is explained."""
    choices = tuple(
        Choice(say.typed(f"/{row.name}"), action_of("help", command=row.name), say(row.help)) for row in rows
    )
    title = say.count("{name} · {number} command", "{name} · {number} commands", len(rows), name=say.typed(f"/{name}"))
    return Reply(title=title, menu=Menu(say("Choose one"), choices))


def _explained(row: Command, say: Catalog) -> Reply:
    options = tuple(Field(option.name, _option(option, say)) for option in row.options if not option.hidden)
    examples = tuple(Item(say.typed(example)) for example in row.examples)
    text = say(row.help) + "\n" + say("Usage: {usage}", usage=say.typed(syntax(row)))
    return Reply(title=say.typed(f"/{row.name}"), text=text, fields=options, items=examples)


def _option(option: Option, say: Catalog) -> str:
    text = say(option.help)
    if option.choices:
        text += say(": {choices}", choices=say.alternatives([value for value, _ in option.choices]))
    return text if option.required else say("{help} (may be left out)", help=text)


_PROMISE = N_(
    "Each fact has a source that was read, says how precisely its date is known, "
    "and shows both sides where it is disputed."
)


@look_up("about", N_("Which facts there are, how old they are and who may use them"), "/about")
def about(options: Nothing, context: Context) -> Outcome:
    """Return which packs are switched on, their licences, and how old their facts are."""
    say, library = context.say, context.library
    return Outcome(
        Reply(
            title=say("Dateline: history with its sources"),
            text=f"{say(_PROMISE)}\n{_counted(library, say)}",
            items=tuple(_pack(pack, say) for pack in library.packs),
            notes=(say("An error? /report tells a moderator."),),
        )
    )


def _counted(library: Library, say: Catalog) -> str:
    """Return how many facts of each sort there are, and of which years."""
    others = sum(library.count(kind) for kind in (Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM))
    counts = (
        say.count("{number} event", "{number} events", library.count(Kind.EVENT)),
        say.count("{number} person", "{number} people", library.count(Kind.PERSON)),
        say.count("{number} country, organization or term", "{number} countries, organizations and terms", others),
    )
    first, last = library.years()
    return say("{counts}. Years: {first} – {last}.", counts=say.several(counts), first=first, last=last)


def _pack(pack: PackInfo, say: Catalog) -> Item:
    text = say(
        "Version: {version} · as of: {date} · licence: {license} · kept by: {maintainers}.",
        version=pack.version,
        date=say.date(pack.as_of),
        license=pack.license,
        maintainers=say.several(pack.maintainers) or say("nobody named"),
    )
    return Item(pack.title, text=f"{pack.description} {text}", id=pack.id)


ROWS = (about,)
