"""`python -m bot` is the `dateline` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command; who ends it while it is still being loaded is told nothing, as later."""
    try:
        from bot.cli import main as command
    except KeyboardInterrupt:
        return 130
    return command()


if __name__ == "__main__":
    sys.exit(main())
