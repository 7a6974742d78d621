"""What platforms sent and nobody can read: told in the log, and where in our code that was noticed."""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath

from bot import logs

log = logging.getLogger(__name__)
# Causes for which something cannot be read; whoever makes up more of them fills no log.
MOST_CAUSES = 200


class Unreadable:
    """What a platform sent and nobody can read: told in the log once a cause, in one line, and no more."""

    def __init__(self) -> None:
        self._causes: set[str] = set()

    def note(self, what: str, error: BaseException) -> None:
        """Tell that something of a sort cannot be read, unless that was told."""
        cause = f"{what} cannot be read: {type(error).__name__} in {place_of(error)}"
        if cause not in self._causes and len(self._causes) < MOST_CAUSES:
            self._causes.add(cause)
            log.warning("%s; others like it are not told", cause)


def place_of(error: BaseException) -> str:
    """Return the file and the line of an error, ours where it passed through any."""
    frames = list(traceback.walk_tb(error.__traceback__))
    ours = [one for one in frames if str(one[0].f_globals.get("__name__")).partition(".")[0] in logs.OURS]
    for frame, line in reversed(ours or frames):
        return f"{PurePath(frame.f_code.co_filename).name}:{line}"
    return "?"
