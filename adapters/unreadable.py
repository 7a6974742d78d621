"""Messages of platforms that cannot be parsed: logged, with the place in our code where that was noticed."""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath

from bot import logs

log = logging.getLogger(__name__)
# How many causes are logged at most, lest somebody who makes up more and more of them fill the log.
MOST_CAUSES = 200


class Unreadable:
    """Logs what cannot be parsed: each cause once, in one line."""

    def __init__(self) -> None:
        self._causes: set[str] = set()

    def note(self, what: str, error: BaseException) -> None:
        """Log that something of this kind cannot be read, unless the same was logged before."""
        cause = f"{what} cannot be read: {type(error).__name__} in {place_of(error)}"
        if cause not in self._causes and len(self._causes) < MOST_CAUSES:
            self._causes.add(cause)
            log.warning("%s; others like it are not told", cause)


def place_of(error: BaseException) -> str:
    """Return the file and line at which an error was raised; the last of our own files, if it passed through any."""
    steps = list(traceback.walk_tb(error.__traceback__))
    ours = [step for step in steps if str(step[0].f_globals.get("__name__")).partition(".")[0] in logs.OURS]
    for frame, line in reversed(ours or steps):
        return f"{PurePath(frame.f_code.co_filename).name}:{line}"
    return "?"
