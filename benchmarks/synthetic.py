"""Makes packs of any size with names, words and dates spread as in real ones, the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

SYLLABLES = (
    "gor",
    "ba",
    "chev",
    "stol",
    "ten",
    "berg",
    "ro",
    "bert",
    "son",
    "kov",
    "mir",
    "sla",
    "vin",
    "dor",
    "ash",
    "lu",
)
START, DAYS = date(1900, 1, 1), 45_000
VOCABULARY = 20_000
# As in language: the commonest word is in most texts, the thousandth in few (Zipf's law).
COMMON = 10


def write_pack(folder: Path, events: int) -> None:
    """Write a pack of that many events, with a person for every five of them and a source for every ten."""
    rng = Random(events)
    words = _words(rng)
    people = [_name(rng) for _ in range(max(events // 5, 10))]
    (folder / "events").mkdir(parents=True)
    _write(folder / "pack.yaml", _PACK)
    _write(folder / "sources.yaml", "".join(_source(number) for number in range(max(events // 10, 1))))
    _write(folder / "people.yaml", "".join(_person(number, name) for number, name in enumerate(people)))
    for start in range(0, events, 5_000):
        numbers = range(start, min(start + 5_000, events))
        rows = (_event(number, events, len(people), words, rng) for number in numbers)
        _write(folder / "events" / f"{start:06}.yaml", "".join(rows))


_PACK = """\
title: Synthetic
description: Made for measuring.
license: CC0-1.0
languages: [en]
version: "1"
as_of: 2020
topics: {tag0: Tag 0, tag1: Tag 1, tag2: Tag 2, tag3: Tag 3, tag4: Tag 4, tag5: Tag 5, tag6: Tag 6, tag7: Tag 7}
"""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _words(rng: Random) -> list[str]:
    return list(dict.fromkeys("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(VOCABULARY)))


def _name(rng: Random) -> str:
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize() for _ in range(2))


def _source(number: int) -> str:
    return (
        f"s{number}:\n  title: Source {number}\n  publisher: P\n  url: https://x.example/{number}\n  read: 2020-01-01\n"
    )


def _person(number: int, name: str) -> str:
    return f"p{number}:\n  name: {name}\n  text: Somebody.\n  sources: [s0]\n"


def _event(number: int, events: int, people: int, words: list[str], rng: Random) -> str:
    day = START + timedelta(days=number * DAYS // events)
    text = " ".join(words[min(int(rng.paretovariate(0.6)) - 1, len(words) - 1)] for _ in range(25))[:300].rstrip()
    who = ", ".join(f"p{rng.randrange(people)}" for _ in range(2))
    return (
        f"e{number}:\n  title: {' '.join(rng.choices(words, k=5))}\n  date: {day}\n  text: {text}\n"
        f"  importance: {rng.randint(1, 5)}\n  people: [{who}]\n  tags: [tag{number % 8}]\n"
        f"  sources: ['s{number % max(events // 10, 1)}, page {number % 300}']\n"
    )


def common_words(rng_seed: int) -> Iterator[str]:
    """Return the ten commonest words of a pack made with that many events."""
    yield from _words(Random(rng_seed))[:COMMON]
