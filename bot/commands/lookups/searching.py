"""/search and /sources: words wherever they stand, and what a fact rests on."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Field, Item, Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.reading.names import completing
from bot.commands.reading.pages import FROM, limit_of, offset_of, paged
from bot.commands.row import Command, Option, Outcome
from bot.facts.model import Event, Kind, Question, Source
from bot.facts.search import MOST, Hit, search
from bot.replies.catalog import N_
from bot.replies.lookups import facts, headings

# A search's words travel in the action of its page buttons.
LONGEST = 70


def search_text(request: Request, context: Context) -> Outcome:
    """Return a page of the facts that have the words."""
    text = " ".join(request.options["text"].split())[:LONGEST]
    found = search(context.library, text, offset_of(request), limit_of(request) or MOST)
    items = tuple(_item(hit, context) for hit in found.hits)
    reply = headings.found(context.say, text, items, is_partial=found.is_partial, has_more=found.has_more)
    return Outcome(paged(reply, request, context, found.total, text=text))


def sources(request: Request, context: Context) -> Outcome:
    """Return everything a fact, or a question, rests on; for a source, the facts that cite it."""
    wanted = request.options["id"].casefold()
    record = context.library.record(wanted)
    if record is None:
        raise UsageError(headings.no_fact(context.say, wanted))
    if isinstance(record, Source):
        return Outcome(_of_source(record, request, context))
    if isinstance(record, Question):
        cited = facts.cited(context.say, context.library, record.sources)
        return Outcome(Reply(title=record.question, text=record.explanation, sources=cited, id=record.id))
    return Outcome(facts.card(context.say, context.library, record))


def _item(hit: Hit, context: Context) -> Item:
    fact = hit.fact
    date = context.say.date(fact.date) if isinstance(fact, Event) else ""
    cited = facts.cited(context.say, context.library, fact.sources[:1])
    marks = facts.marks(context.say, fact)
    return Item(facts.title(fact), date, hit.passage, fact.id, marks, hit.matches, cited)


def _of_source(source: Source, request: Request, context: Context) -> Reply:
    citing = context.library.citing(source.id)
    start, limit = offset_of(request), limit_of(request)
    items = tuple(
        Item(facts.title(fact), context.say.date(fact.date) if isinstance(fact, Event) else "", id=fact.id)
        for fact in (citing[start : start + limit] if limit else citing)
    )
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
    return paged(replace(reply, items=items), request, context, len(citing), id=source.id)


ROWS = (
    Command(
        "search",
        search_text,
        N_("Search all facts for words"),
        (Option("text", N_("the words to look for"), required=True), FROM),
        ("/search missile defense", "/search Bucharest promise"),
        on_slack=("find",),
        steady=True,
    ),
    Command(
        "sources",
        sources,
        N_("What a fact rests on: every source, and who says what"),
        (
            Option(
                "id",
                N_("the id of a fact, as it stands under an answer"),
                required=True,
                complete=completing(Kind.EVENT, Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM),
            ),
            FROM,
        ),
        ("/sources bucharest-promise",),
        steady=True,
    ),
)
