"""How questions are asked and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.chat import Item, SourceLine
from bot.facts.aspects import sides_of
from bot.facts.dates import parse_date
from bot.facts.library import Library
from bot.facts.model import Citation, Event, Fact
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups.facts import cited, source_line, title
from bot.trivia.answers import LETTERS as LETTERS, chosen
from bot.trivia.plan import Answer
from bot.trivia.questions.asked import FALSE, TRUE, Asked, Form

MOST_SOURCES = 2

_SENTENCES: Mapping[Form, str] = {
    Form.WRITTEN: N_("{subject}"),
    Form.YEAR: N_("In which year was this? {subject}"),
    Form.DAY: N_("{when}: what happened?"),
    Form.OFFICE: N_("{when}: who held this office? {listed}"),
    Form.ACTOR: N_("{subject} ({when}). Who held this office then? {listed}"),
    Form.ORDER: N_("In which order did these happen, the earliest first?"),
    Form.FIRST: N_("Which of these came first?"),
    Form.TERM: N_("What is this? {subject}"),
    Form.TRUTH: N_("True or false? {when}: {subject}"),
    Form.SIDE: N_("“{listed}”: who says so? “{subject}”"),
}
_TRUTHS = {TRUE: N_("True"), FALSE: N_("False")}


def sentence(say: Catalog, asked: Asked) -> str:
    """Write a question, with the entries that it speaks of."""
    when = say.date(parse_date(asked.when)) if asked.when else ""
    listed = asked.listed[0] if asked.listed else ""
    text = say(_SENTENCES[asked.form], subject=asked.subject, when=when, listed=listed)
    return "\n".join(part for part in (text, list_of(say, asked)) if part)


def list_of(say: Catalog, asked: Asked) -> str:
    """Write the numbered list whose order a question asks for; "" where it asks for none."""
    if asked.form is not Form.ORDER:
        return ""
    return "\n".join(
        say("{number}. {entry}", number=number, entry=entry) for number, entry in enumerate(asked.listed, 1)
    )


def choice(say: Catalog, asked: Asked, index: int) -> str:
    """Write a choice."""
    return said(say, asked, asked.choices[index])


def said(say: Catalog, asked: Asked, text: str) -> str:
    """Write a choice's text; true and false are words of the language."""
    return say(_TRUTHS[text]) if asked.form is Form.TRUTH else text


def lettered(say: Catalog, asked: Asked, index: int) -> str:
    """Write a choice with its letter."""
    return say("{letter}: {choice}", letter=LETTERS[index], choice=choice(say, asked, index))


def right_lettered(say: Catalog, asked: Asked) -> str:
    """Write the right choice, or all of them, with their letters."""
    return say.several([lettered(say, asked, index) for index in asked.rights])


def given(say: Catalog, asked: Asked, answer: Answer) -> str:
    """Write what somebody answered."""
    return _written(say, asked, answer, choice)


def given_lettered(say: Catalog, asked: Asked, answer: Answer) -> str:
    """Write what somebody answered, choices with their letters."""
    return _written(say, asked, answer, lettered)


def named(say: Catalog, asked: Asked, text: str) -> str:
    """Write the choices that a text names, such as by their letters; the text itself where it names none."""
    return say.several([choice(say, asked, index) for index in chosen(text, asked)]) or text


def _written(say: Catalog, asked: Asked, answer: Answer, write: Callable[[Catalog, Asked, int], str]) -> str:
    picks = answer.picks(asked)
    return say.several([write(say, asked, index) for index in picks]) if picks else answer.text


def explanation(say: Catalog, library: Library, asked: Asked) -> str:
    """Say why the right choice is right."""
    if asked.explanation:
        return asked.explanation
    if asked.form in (Form.ORDER, Form.FIRST):
        return ""
    return "\n".join(_told(say, fact) for fact in _facts(library, asked)[:1])


def entries(say: Catalog, library: Library, asked: Asked) -> tuple[Item, ...]:
    """Return what an order is explained by: the events with their dates, in order."""
    if asked.form not in (Form.ORDER, Form.FIRST):
        return ()
    events = [fact for fact in _facts(library, asked) if isinstance(fact, Event)]
    return tuple(Item(event.title, say.date(event.date), id=event.id) for event in events)


def sources(say: Catalog, library: Library, asked: Asked) -> tuple[SourceLine, ...]:
    """Return where the answer can be read."""
    if asked.sources:
        found = (library.record(source) and library.source(source) for source in asked.sources[:MOST_SOURCES])
        return tuple(source_line(say, source) for source in found if source)
    return cited(say, library, tuple(_citations(library, asked))[:MOST_SOURCES])


def _citations(library: Library, asked: Asked) -> Iterator[Citation]:
    for fact in _facts(library, asked):
        if asked.form is Form.SIDE:
            yield from (cite for one in sides_of(fact) if one.says == asked.subject for cite in one.sources)
        elif asked.form is Form.OFFICE:
            roles = (role for role in getattr(fact, "roles", ()) if role.title == asked.subject)
            yield from (citation for role in roles for citation in role.sources)
            yield from fact.sources
        else:
            yield from fact.sources[:1] if asked.form in (Form.ORDER, Form.FIRST) else fact.sources


def _facts(library: Library, asked: Asked) -> list[Fact]:
    """Return the facts a question is about, as far as their packs are switched on."""
    return [fact for id in asked.about if (fact := library.fact(id))]


def _told(say: Catalog, fact: Fact) -> str:
    if isinstance(fact, Event):
        return say("{date}: {title}. {text}", date=say.date(fact.date), title=title(fact), text=fact.text)
    return say("{title}: {text}", title=title(fact), text=fact.text)
