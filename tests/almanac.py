"""An invented pack of many dated events, one a year, for the daily game; as many as a test wants."""

from __future__ import annotations

from pathlib import Path

FIRST_YEAR = 1901
PACK = """\
title: The almanac
description: An invented almanac, for tests of the daily game.
license: CC0-1.0
languages: [en]
version: "1"
as_of: 2020
format: 2
maintainers: [The tests]
topics:
  weather: The weather
"""
SOURCES = """\
almanac:
  title: The almanac of Saltmarsh
  publisher: Saltmarsh Museum
  url: https://saltmarsh.example/almanac
  published: 2019
  read: 2020-05-01
minutes:
  title: Minutes of the council
  publisher: Town of Saltmarsh
  archive: Town archive, box 8
  read: 2020-05-02
"""
PUBLISHERS = """\
Town of Saltmarsh: {tier: press, reason: the papers of the town itself}
Saltmarsh Museum: {tier: scholarly, reason: it is kept by historians}
"""
EVENT = """\
event-{year}:
  title: {title}
  date: {year}-{month:02}-{day:02}
  text: What the almanac tells of it.
  importance: {importance}
  tags: [weather]
  sources:
    - {{source: almanac, says: it tells of this}}
    - {{source: minutes, says: so do they}}
"""


def write_almanac(folder: Path, number: int) -> Path:
    """Write a pack of so many events, and return its folder."""
    pack = folder / f"almanac-{number}"
    pack.mkdir()
    files = {"pack": PACK, "sources": SOURCES, "publishers": PUBLISHERS}
    for name, text in files.items():
        (pack / f"{name}.yaml").write_text(text, encoding="utf-8")
    (pack / "events.yaml").write_text("".join(_event(place) for place in range(number)), encoding="utf-8")
    return pack


def title_of(year: int) -> str:
    """Return what an event is called: by letters, for its year is not to be told."""
    place = year - FIRST_YEAR
    return f"Storm {chr(65 + place // 26)}{chr(65 + place % 26)}"


def _event(place: int) -> str:
    year = FIRST_YEAR + place
    moment = {"month": place % 12 + 1, "day": place % 28 + 1}
    return EVENT.format(year=year, title=title_of(year), importance=3 + place % 3, **moment)
