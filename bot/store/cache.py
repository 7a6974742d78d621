"""Settings in memory: a look-up must not wait for the database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from bot.community import Community, Settings

DEFAULTS = Settings()


class SettingsCache:
    """All settings that were ever changed; `load` reads those of one community, or of all.

    Settings are only ever read from the database, one reading after the other. So of two changes the one that was
    stored last is also read last, whichever process made it and in whatever order they are announced.
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
            settings = self._load(community)
            if community is None:
                self._settings = dict(settings)
            else:
                self._settings[community] = settings.get(community, DEFAULTS)
