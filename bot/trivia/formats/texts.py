"""Texts as they are compared and kept: in one line, each once, and as a tag of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NO_SLUG = re.compile(r"[^a-z0-9]+")
# How many characters a tag or the id of a pack has.
SLUG_LIMIT = 40


def squeezed(text: str) -> str:
    """Return a text with each run of white space as one blank."""
    return " ".join(text.split())


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts that are not empty, each once whatever its case, squeezed, in order."""
    kept: dict[str, str] = {}
    for text in map(squeezed, texts):
        if text:
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())


def slug_of(text: str) -> str:
    """Return a text as a tag of a pack: lower-case letters, digits and hyphens."""
    return _NO_SLUG.sub("-", text.casefold()).strip("-")[:SLUG_LIMIT].strip("-")
