"""/who and /what: the card of a person, an organization, a treaty or a term, and the greatest events it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.chat import Choice, Reply, UsageError, action_of, button, needed
from bot.commands.context import Context
from bot.commands.lookups.opening import OfFact, card_of
from bot.commands.lookups.picturing import life_of
from bot.commands.options import Options, option
from bot.commands.reading.completions import complete_who, completing
from bot.commands.reading.dates import ALWAYS, Period
from bot.commands.reading.names import NOT_PEOPLE, resolve
from bot.commands.reading.pages import offered
from bot.commands.reading.written import age_of, when_text
from bot.commands.row import Outcome, look_up
from bot.facts.greatest import greatest
from bot.facts.model import Country, Event, Fact, Kind, Organization, Person, Role
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.lookups import facts, headings, overview

SHOWN = 5
# The room of two events, and of the button that leads to all.
FEW_EVENTS = 200


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


def with_events(fact: Fact, context: Context, remark: str = "", role: Role | None = None) -> Reply:
    """Return a fact's card with the greatest events it stands in, a press away from all of them.

    Of a person's offices the one that was asked for, `role`, stands first.
    """
    library = context.library
    age = None if library.number(topics=(fact.id,)) else age_of(fact)
    time, topics = age or ALWAYS, () if age else (fact.id,)
    total = library.number(time.first, time.last, topics)
    if context.whole:
        events = library.timeline(time.first, time.last, topics).items
        card = _listing(headings.told_first(card_of(fact, context, role=role), remark), events, total, context)
    else:
        events = library.weightiest(time.first, time.last, topics, SHOWN)
        every = _every(fact, age, total, context)
        cards = (headings.told_first(card, remark) for card in _cards(fact, every, role, context))
        card = _without(every, _fitting(cards, events, total, context), total)
    shown = library.events(item.id for item in card.items)
    return replace(card, picture=life_of(fact, greatest(shown), context) if isinstance(fact, Person) else None)


def _every(fact: Fact, age: Period | None, total: int, context: Context) -> Choice:
    """Return the button to all events of a fact."""
    about = "person" if isinstance(fact, Person) else "topic"
    asked = {"when": when_text(age)} if age else {"when": "all", about: fact.id}
    return button(headings.all_events(context.say, total), "timeline", **asked, **{"from": 0})


def _without(every: Choice, card: Reply, total: int) -> Reply:
    """Return a card without the button to all events where it shows them all."""
    is_all = len(card.items) == total
    return replace(card, choices=tuple(one for one in card.choices if not (is_all and one == every)))


def _cards(fact: Fact, every: Choice, role: Role | None, context: Context) -> Iterator[Reply]:
    """Yield a card in full, then with the first sentence of its text, then with fewer names and offices too."""
    say, lists = context.say, (every, *_lists(fact, context))
    full = card_of(fact, context, role=role, reserve=FEW_EVENTS)
    yield replace(full, choices=(*lists, *full.choices))
    begun = replace(fact, text=facts.begun(fact.text) or fact.text)
    for most in (facts.USUAL, facts.FEW):
        short = card_of(begun, context, most, role, reserve=FEW_EVENTS)
        more = button(say(headings.READ_MORE), "open", id=fact.id)
        yield replace(short, choices=(*lists, more, *short.choices))


def _fitting(cards: Iterable[Reply], events: Sequence[Event], total: int, context: Context) -> Reply:
    """Return the first card that has room for all of some events, or the one that has room for most, with those."""
    best: Reply | None = None
    for card in cards:
        listing = next(
            listing
            for number in range(len(events), -1, -1)
            if _has_room(listing := _listing(card, greatest(events, number), total, context)) or not number
        )
        if best is None or len(listing.items) > len(best.items) or not _has_room(best):
            best = listing
        if len(best.items) == len(events):
            break
    return needed(best, "")


def _has_room(reply: Reply) -> bool:
    return overview.length_of(reply) <= overview.ROOM


def _listing(card: Reply, events: Sequence[Event], total: int, context: Context) -> Reply:
    """Return a card with some events, and of how many they are."""
    say = context.say
    many = (headings.of_many(say, len(events), total),) if total > len(events) > 0 else ()
    return replace(
        card,
        items=overview.entries(say, context.library, events, is_whole=context.whole),
        notes=(*many, *card.notes),
        choices=() if context.whole else card.choices,
        menu=None if context.whole else overview.opening(say, events),
    )


def _resolved(name: str, context: Context, kinds: Sequence[Kind]) -> Outcome:
    resolved = resolve(name, kinds, context.command, "name", context)
    if isinstance(resolved, Reply):
        return Outcome(resolved)
    return Outcome(with_events(resolved.fact, context, resolved.remark, resolved.role))


def _lists(fact: Fact, context: Context) -> tuple[Choice, ...]:
    """Return the buttons to an organization's members, and to all who held an office of a country."""
    say = context.say
    lists = isinstance(fact, Organization) and bool(fact.members)
    offices = fact.leaders if isinstance(fact, Country) else ()
    cut = [one for one in offices if len(facts.times_held(context.library, one)) > facts.USUAL.leaders]
    return (
        *((button(say(headings.MEMBERS), "members", id=fact.id),) if lists else ()),
        *offered(say, [(office, action_of("who", name=office)) for office in cut])[0],
    )


ROWS = (who, what, members)
