"""/who and /what: the card of a person, an organization, a treaty or a term, and the greatest events it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, Reply, UsageError, action_of, button
from bot.commands.context import Context
from bot.commands.lookups.opening import OfFact, card_of, further
from bot.commands.lookups.picturing import life_of
from bot.commands.options import Options, option
from bot.commands.reading.completions import complete_who, completing
from bot.commands.reading.dates import ALWAYS, Period
from bot.commands.reading.names import NOT_PEOPLE, resolve
from bot.commands.reading.pages import offered
from bot.commands.reading.written import age_of, when_text
from bot.commands.row import Outcome, look_up
from bot.facts.greatest import greatest
from bot.facts.model import Country, Event, Fact, Kind, Organization, Person
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.lookups import facts, headings, overview

SHOWN = 5


class Who(Options):
    """Which person."""

    name: str = option(N_("a name, in any spelling or order"), complete=complete_who)


class What(Options):
    """Which organization or term."""

    name: str = option(N_("an organization, treaty or term"), complete=completing(*NOT_PEOPLE))


@look_up(
    "who",
    N_("Who somebody is: offices, life, and the events they stand in"),
    "/who Robertson",
    "/who Горбачёв",
    "/who secretary general 1999",
    near=("whois",),
)
def who(options: Who, context: Context) -> Outcome:
    """Return a person's card, or ask which person is meant."""
    return _resolved(options.name, context, (Kind.PERSON,))


@look_up(
    "what",
    N_("What an organization, a treaty or a term is"),
    "/what Article 5",
    "/what NATO-Russia Council",
    "/what Orange Revolution",
)
def what(options: What, context: Context) -> Outcome:
    """Return the card of an organization or a term, or ask which is meant."""
    return _resolved(options.name, context, NOT_PEOPLE)


@look_up("members", N_("The members of an organization"), hidden=True)
def members(options: OfFact, context: Context) -> Outcome:
    """Return all members of an organization, and since when each is one."""
    fact, say = context.library.fact(options.id), context.say
    if not isinstance(fact, Organization):
        raise UsageError(say(headings.GONE))
    back = button(say(headings.BACK), "open", id=fact.id)
    field = facts.members(say, fact)
    return Outcome(Reply(title=fact.name, fields=(field,), choices=(back,), replaces=True))


def with_events(fact: Fact, context: Context, remark: str = "") -> Reply:
    """Return a fact's card with the greatest events it stands in, a press away from all of them."""
    library, say = context.library, context.say
    age = None if library.number(topics=(fact.id,)) else age_of(fact)
    time, topics = age or ALWAYS, () if age else (fact.id,)
    total = library.number(time.first, time.last, topics)
    reply = headings.told_first(card_of(fact, context), remark)
    events = (
        library.timeline(time.first, time.last, topics).items
        if context.whole
        else library.weightiest(time.first, time.last, topics, SHOWN)
    )
    if not context.whole:
        events = _fitting(reply, events, context)
    many = (headings.of_many(say, len(events), total),) if total > len(events) > 0 else ()
    return replace(
        reply,
        items=overview.entries(say, library, events, is_whole=context.whole),
        picture=life_of(fact, greatest(events), context) if isinstance(fact, Person) else None,
        notes=(*many, *reply.notes),
        choices=() if context.whole else (*_all(fact, age, total, len(events), context), *further(fact, say)),
        menu=None if context.whole else overview.opening(say, events),
    )


def _fitting(reply: Reply, events: Sequence[Event], context: Context) -> tuple[Event, ...]:
    """Return as many events as the first screen has room for, the greatest of them."""
    for number in range(len(events), 0, -1):
        chosen = greatest(events, number)
        lines = overview.entries(context.say, context.library, chosen)
        if overview.length_of(replace(reply, items=lines)) <= overview.ROOM:
            return chosen
    return ()


def _resolved(name: str, context: Context, kinds: Sequence[Kind]) -> Outcome:
    resolved = resolve(name, kinds, context.command, "name", context)
    if isinstance(resolved, Reply):
        return Outcome(resolved)
    return Outcome(with_events(resolved.fact, context, resolved.remark))


def _all(fact: Fact, age: Period | None, total: int, shown: int, context: Context) -> tuple[Choice, ...]:
    say, about = context.say, "person" if isinstance(fact, Person) else "topic"
    asked = {"when": when_text(age)} if age else {"when": "all", about: fact.id}
    every = button(headings.all_events(say, total), "timeline", **asked, **{"from": 0})
    lists = isinstance(fact, Organization) and bool(fact.members)
    offices = fact.leaders if isinstance(fact, Country) else ()
    cut = [one for one in offices if len(facts.times_held(context.library, one)) > facts.MOST_LEADERS]
    return (
        *((every,) if total > shown else ()),
        *((button(say(headings.MEMBERS), "members", id=fact.id),) if lists else ()),
        *offered(say, [(office, action_of("who", name=office)) for office in cut])[0],
    )


ROWS = (who, what, members)
