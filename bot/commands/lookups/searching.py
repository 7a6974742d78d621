"""/search and /ask, which are one, and /sources: an answer in plain words, and what a fact rests on."""

from __future__ import annotations

from bot.chat import Field, Item, Reply, UsageError, button
from bot.commands.context import Context
from bot.commands.lookups.onthisday import OnThisDay, onthisday
from bot.commands.lookups.plain import Place, answer_line
from bot.commands.lookups.timeline import Timeline, timeline
from bot.commands.lookups.who import What, Who, what, who, with_events
from bot.commands.options import option
from bot.commands.reading.asking import MOST_CHOICES
from bot.commands.reading.completions import complete_fact
from bot.commands.reading.dates import ALWAYS, DayOfYear, MonthOfYear, Period, When
from bot.commands.reading.names import Topic, record_called
from bot.commands.reading.pages import Paged, in_pages, limit_of, page_of, paged
from bot.commands.reading.written import order_in
from bot.commands.row import Outcome, look_up
from bot.facts.model import Event, Fact, Question, Source
from bot.facts.search import MOST, Hit, search
from bot.frozen import Frozen, replace
from bot.replies.catalog import N_
from bot.replies.lookups import facts, headings, overview

TEXT_LIMIT = 300
NEAREST = 5


class Search(Paged):
    """Which words."""

    text: str = option(N_("a question, a name, a date or words"), limit=TEXT_LIMIT)
    meant: str = option(N_("the command of which it may be a slip"), default="", hidden=True)


class Sources(Paged):
    """Of which fact, or which source."""

    id: str = option(N_("a fact, by words of its title"), complete=complete_fact)


class _Rows(Frozen, frozen=True):
    """The rows that a line in plain words may be meant for."""

    context: Context

    def period(self, period: Period, topic: Topic | None = None) -> Reply:
        return self._timeline(period, topic)

    def day(self, day: DayOfYear) -> Reply:
        options = OnThisDay(date=(day.month, day.day))
        return onthisday.run(options, replace(self.context, command=onthisday.name)).reply

    def month(self, month: MonthOfYear) -> Reply:
        return self._timeline(month)

    def topic(self, topic: Topic) -> Reply:
        return self._timeline(ALWAYS, topic)

    def card(self, fact: Fact) -> Reply:
        return with_events(fact, self.context)

    def named(self, row: str, name: str) -> Reply:
        if row == who.name:
            return who.run(Who(name=name), replace(self.context, command=who.name)).reply
        return what.run(What(name=name), replace(self.context, command=what.name)).reply

    def _timeline(self, when: When, topic: Topic | None = None) -> Reply:
        options = Timeline(when=when, topic=topic, person=None, pack=None, from_=None)
        return timeline.run(options, replace(self.context, command=timeline.name)).reply


def answer(options: Search, context: Context) -> Outcome:
    """Answer a line in plain words; its further pages are all facts that have the words."""
    if options.from_ is not None or context.whole:
        return Outcome(_all_matches(options, context))
    place = Place(context.library, context.say, context.today, order_in(context), _Rows(context), options.meant)
    return Outcome(answer_line(options.text, place))


def _all_matches(options: Search, context: Context) -> Reply:
    text = " ".join(options.text.split())
    results = search(context.library, text, options.offset, limit_of(context) or MOST)
    items = tuple(_item(hit, context) for hit in results.hits)
    reply = headings.found(context.say, text, items, is_partial=results.is_partial, has_more=results.has_more)
    menu = overview.opening(context.say, [hit.fact for hit in results.hits[:MOST_CHOICES]])
    reply = replace(
        reply,
        menu=None if context.whole else menu,
        sources=overview.short_sources(context.say, context.library, [hit.fact for hit in results.hits]),
    )
    return paged(reply, options, context, results.total, text=text)


@look_up(
    "search",
    N_("Find facts by words, a name or a date"),
    "/search missile defense",
    "/search when did Spain join NATO",
    near=("find",),
)
def search_text(options: Search, context: Context) -> Outcome:
    """Answer a line in plain words."""
    return answer(options, context)


@look_up(
    "ask",
    N_("Ask in plain words: when, who, how many, why, what"),
    "/ask who was SACEUR in 1999",
    "/ask how many members did NATO have in 2005",
)
def ask(options: Search, context: Context) -> Outcome:
    """Answer a line in plain words."""
    return answer(options, context)


@look_up(
    "sources",
    N_("What a fact rests on: every source, and who says what"),
    "/sources Kosovo declares independence from Serbia",
)
def sources(options: Sources, context: Context) -> Outcome:
    """Return everything a fact, or a question, rests on; for a source, the facts that cite it."""
    record = record_called(options.id, context.library)
    if record is None:
        raise _no_fact(options.id, context)
    if isinstance(record, Source):
        return Outcome(_of_source(record, options, context))
    if isinstance(record, Question):
        cited = facts.cited(context.say, context.library, record.sources)
        return Outcome(Reply(title=record.question, text=record.explanation, sources=cited, id=record.id))
    return Outcome(_of_fact(record, options, context))


def _no_fact(text: str, context: Context) -> UsageError:
    """Return the refusal of what is no fact's id, with the facts that have these words."""
    hits = search(context.library, text, limit=NEAREST).hits
    choices = tuple(button(overview.label(facts.title(hit.fact)), "sources", id=hit.fact.id) for hit in hits)
    return UsageError(headings.no_fact(context.say, text, has_near=bool(choices)), choices)


def _item(hit: Hit, context: Context) -> Item:
    fact = hit.fact
    marks = facts.marks(context.say, fact)
    return Item(facts.title(fact), _date(fact, context), hit.passage, fact.id, marks, hit.matches)


def _date(fact: Fact, context: Context) -> str:
    return context.say.date(fact.date) if isinstance(fact, Event) else ""


def _of_fact(fact: Fact, options: Sources, context: Context) -> Reply:
    """Return every work that a fact rests on, a page at a time, each with the place in it."""
    say = context.say
    cited = [facts.cited_item(say, context.library, citation) for citation in facts.citations(fact)]
    back = () if context.whole else (button(say(headings.BACK), "open", id=fact.id),)
    reply = Reply(title=say("Sources: {title}", title=facts.title(fact)), choices=back, id=fact.id)
    if context.whole:
        return replace(reply, items=tuple(cited))
    return in_pages(reply, cited, options, context, id=fact.id)


def _of_source(source: Source, options: Sources, context: Context) -> Reply:
    citing = context.library.citing(source.id)
    page = page_of(citing, options, context)
    items = tuple(Item(facts.title(fact), _date(fact, context), id=fact.id) for fact in page)
    say = context.say
    reply = Reply(
        title=source.title,
        fields=(
            Field(say("Publisher"), source.publisher),
            *((Field(say("Published"), say.date(source.published)),) if source.published else ()),
            Field(say("Read on"), say.day(source.read)),
        ),
        sources=(facts.source_line(say, source),),
        id=source.id,
    )
    return paged(replace(reply, items=items), options, context, len(citing), id=source.id)


ROWS = (search_text, ask, sources)
