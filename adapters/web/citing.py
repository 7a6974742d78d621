"""Where a fact can be read, as a page says it: names, linked where whoever reads may leave the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.web import words
from adapters.web.html import Html, tag
from bot.chat import SourceLine
from bot.replies.catalog import Catalog


def sources(say: Catalog, read: Sequence[SourceLine], *, has_links: bool = True) -> Html:
    """Return a line of sources under their label, "" where there is none."""
    if not read:
        return Html("")
    label = tag("b", words.source(say, len(read)))
    return tag("p", label, " ", *named(read, has_links=has_links), class_="sources")


def named(read: Sequence[SourceLine], *, has_links: bool = True) -> Iterator[str]:
    """Yield the names of sources, and what stands between them."""
    for number, one in enumerate(read):
        yield " · " if number else ""
        yield linked(f"{one.publisher}: {one.title}" if one.publisher else one.title, one.url if has_links else "")


def linked(text: str, url: str) -> Html:
    """Return a text as a link out of the page; as it stands where it leads nowhere."""
    return tag("a", text, href=url, target="_blank", rel="noopener noreferrer") if url else tag("span", text)
