"""Regular expressions that are compiled when they are first used: all of them would take a start some 40 ms."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """A regular expression that is compiled when anything is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # It stays, and is found without this the next time.
        method = vars(self)[name] = getattr(re.compile(self._text, self._flags), name)
        return method


def expression(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, which is called when it is first used; what is wrong in it is raised then."""
    return cast("re.Pattern[str]", _Late(text, flags))
