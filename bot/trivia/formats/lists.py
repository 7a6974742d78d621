"""Several texts in one cell: separated by a bar, which stands for itself after a backslash."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What is read once is never given back: a text that ends in a lone backslash would be tried from each of its places.
_PART = re.compile(r"((?:\\.?|[^\\|])*+)(?:\||\Z)", re.DOTALL)
_HIDDEN = re.compile(r"\\(.)", re.DOTALL)


def joined(texts: Iterable[str]) -> str:
    """Write texts as one cell."""
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def parted(cell: str) -> tuple[str, ...]:
    """Read the texts of a cell; empty ones are none."""
    # Most cells are empty.
    parts = (_HIDDEN.sub(r"\1", part).strip() for part in _PART.findall(cell)) if cell else ()
    return tuple(part for part in parts if part)
