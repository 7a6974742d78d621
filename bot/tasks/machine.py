"""What this machine says of itself: its time zone, and its address in its own network."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones


def own_zone(environ: Mapping[str, str], link: Path = Path("/etc/localtime")) -> str:
    """Return the time zone that this machine is set to, "UTC" where it does not say which."""
    names = (environ.get("TZ", "").removeprefix(":"), str(link.resolve()).partition("/zoneinfo/")[2])
    return next((name for name in names if name in available_timezones()), "UTC")


def own_address(port: int) -> str:
    """Return the address at which other machines of the network reach a port of this one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # An address reserved for documentation: to choose the way there is to choose which of ours is used.
            probe.connect(("192.0.2.1", 9))
            host = probe.getsockname()[0]
        except OSError:
            host = "127.0.0.1"
    return f"http://{host}:{port}"
