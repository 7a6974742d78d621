"""What each test module says of its own part, for the tests that hold a rule over all parts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent


def gathered(folder: str, name: str) -> Iterator[Any]:
    """Return what the test modules of a folder of tests have under a name, those that have it, by their files."""
    for path in sorted((TESTS / folder).glob("test_*.py")):
        if f"\n{name} = " in path.read_text(encoding="utf-8"):
            yield vars(import_module(".".join((TESTS.name, *folder.split("/"), path.stem))))[name]
