"""Why nothing can listen on an address and a port, and what to do about it."""

from __future__ import annotations

import errno
import os

ADVICE = {
    errno.EADDRNOTAVAIL: "This machine has no such address: change DATELINE_LISTEN.",
    errno.EACCES: "Ports under 1024 are the administrator's: set a higher PORT, with a reverse proxy before it.",
}
TAKEN = "If it is not this bot, which runs: stop what has it, or set another PORT."


def cause_of(error: OSError) -> str:
    """Return the system's own words, without what libraries write around them."""
    number = error.errno or 0
    # What looks up names has errors of its own, with numbers below 0.
    return os.strerror(number) if number > 0 else error.strerror or str(error)


def advice_on(error: OSError) -> str:
    """Return what to do."""
    number = error.errno or 0
    return ADVICE[errno.EADDRNOTAVAIL] if number < 0 else ADVICE.get(number, TAKEN)
