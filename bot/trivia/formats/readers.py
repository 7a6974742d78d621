"""What reads and writes the files of each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from bot.trivia.formats.format import FORMATS
from bot.trivia.formats.imported import Imported

MODULES = {format.name: import_module(f"bot.trivia.formats.{format.module or format.name}") for format in FORMATS}
# What reads a file of each, or raises UnreadableError.
READERS: Mapping[str, Callable[[bytes], Imported]] = {name: module.read for name, module in MODULES.items()}
# The endings of the formats in which questions are written.
WRITTEN = {format.name: format.ending for format in FORMATS if format.ending}
