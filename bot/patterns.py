"""Regular expressions that are compiled when they are first used: to compile all at a start takes some 40 ms."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """A regular expression that is compiled when one of its attributes is first used."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Kept on the instance, so that the next use does not come here.
        method = vars(self)[name] = getattr(re.compile(self._text, self._flags), name)
        return method


def expression(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that `re.compile` makes when it is first used; only then are errors in it raised."""
    return cast("re.Pattern[str]", _Late(text, flags))
