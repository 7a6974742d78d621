"""Settings in memory: a look-up must not wait for the database to know a community's habits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from bot.community import Community, Settings

DEFAULTS = Settings()


class SettingsCache:
    """All settings that were ever changed; `load` reads those of one community, or all of them.

    Settings are only ever taken from the database, one reading after the other: whichever of two changes was stored
    last is also the one that is read last, whoever made it and in whatever order the news of them come.
    """

    def __init__(self, load: Callable[[Community | None], Mapping[Community, Settings]]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._settings: dict[Community, Settings] = {}

    def get(self, community: Community) -> Settings:
        """Return a community's settings, without waiting."""
        return self._settings.get(community, DEFAULTS)

    def refresh(self, community: Community | None) -> None:
        """Read a community's settings again, or everybody's."""
        with self._lock:
            found = self._load(community)
            if community is None:
                self._settings = dict(found)
            else:
                self._settings[community] = found.get(community, DEFAULTS)
