"""Where a fact can be read, as a page says it: names, which are links where the reader may leave the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.web import words
from adapters.web.html import Html, tag
from bot.chat import SourceLine
from bot.replies.catalog import Catalog


def sources(say: Catalog, lines: Sequence[SourceLine], *, has_links: bool = True) -> Html:
    """Return a line of sources under their label, "" where there is none."""
    if not lines:
        return Html("")
    label = tag("b", words.source(say, len(lines)))
    return tag("p", label, " ", *named(lines, has_links=has_links), class_="sources")


def named(lines: Sequence[SourceLine], *, has_links: bool = True) -> Iterator[str]:
    """Yield the names of sources, and the points between them."""
    for number, source in enumerate(lines):
        yield " · " if number else ""
        name = f"{source.publisher}: {source.title}" if source.publisher else source.title
        yield linked(name, source.url if has_links else "")


def linked(text: str, url: str) -> Html:
    """Return a text as a link out of the page, or as plain text where there is no url."""
    return tag("a", text, href=url, target="_blank", rel="noopener noreferrer") if url else tag("span", text)
