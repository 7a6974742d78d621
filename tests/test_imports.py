"""Which part may import which: the arrows of docs/architecture.md, read off the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CORE = {
    "bot": set[str](),
    "bot.facts": set[str](),
    "bot.memory": set[str](),
    "bot.allowance": {"bot.memory"},
    # A reply carries the recipe of its picture; a platform brings what is set for it.
    "bot.chat": {"bot.pictures", "bot.settings"},
    "bot.clock": set[str](),
    "bot.frozen": set[str](),
    "bot.patterns": set[str](),
    "bot.settings": set[str](),
    "bot.logs": set[str](),
    "bot.standing": set[str](),
    "bot.listening": set[str](),
    "bot.arguments": set[str](),
    "bot.diagnosis": set[str](),
    "bot.config": {"bot.settings"},
    "bot.community": {"bot.chat", "bot.pictures"},
    "bot.files": set[str](),
    "bot.authoring": {"bot.facts", "bot.files"},
    "bot.shelf": {"bot.authoring", "bot.community", "bot.facts", "bot.files"},
    "bot.tasks": {
        "bot.arguments",
        "bot.authoring",
        "bot.chat",
        "bot.clock",
        "bot.commands",
        "bot.community",
        "bot.config",
        "bot.diagnosis",
        "bot.facts",
        "bot.files",
        "bot.listening",
        "bot.outbox",
        "bot.posts",
        "bot.replies",
        "bot.schedule",
        "bot.settings",
        "bot.shelf",
        "bot.store",
        "bot.trivia",
    },
    "bot.pictures": {"bot.facts"},
    "bot.replies": {
        "bot.facts",
        "bot.files",
        "bot.chat",
        "bot.community",
        "bot.pictures",
        "bot.trivia",
        "bot.schedule",
    },
    "bot.trivia": {"bot.facts", "bot.files", "bot.chat", "bot.community"},
    "bot.schedule": {"bot.facts", "bot.chat", "bot.community"},
    "bot.commands": {
        "bot.facts",
        "bot.files",
        "bot.chat",
        "bot.community",
        "bot.pictures",
        "bot.trivia",
        "bot.schedule",
        "bot.replies",
        "bot.posts",
    },
    # What schedules post, for those who preview it and those who plan it.
    "bot.posts": {"bot.chat", "bot.facts", "bot.schedule", "bot.replies", "bot.trivia"},
    "bot.outbox": {
        "bot.chat",
        "bot.commands",
        "bot.community",
        "bot.facts",
        "bot.posts",
        "bot.replies",
        "bot.schedule",
        "bot.shelf",
        "bot.store",
        "bot.trivia",
    },
    "bot.store": {"bot.chat", "bot.community", "bot.pictures", "bot.trivia", "bot.schedule"},
    "bot.visibility": {"bot.chat", "bot.commands", "bot.community", "bot.replies"},
    "bot.deciding": {
        "bot.chat",
        "bot.commands",
        "bot.files",
        "bot.replies",
        "bot.standing",
        "bot.store",
        "bot.visibility",
    },
    # What a browser asks beside commands.
    "bot.notebooks": {"bot.chat", "bot.commands", "bot.community", "bot.replies", "bot.store", "bot.trivia"},
    "bot.rooms": {"bot.chat", "bot.commands", "bot.replies", "bot.store", "bot.trivia"},
}
# The application and the command line may use all of the core.
ARROWS = CORE | {"bot.app": set(CORE), "bot.cli": {*CORE, "bot.app"}, "bot.__main__": {"bot.cli"}}

# What every adapter may use. The web server is handed the routes of the others, and imports none of them.
SHARED = {
    "adapters.controls",
    "adapters.conversation",
    "adapters.easel",
    "adapters.forms",
    "adapters.joining",
    "adapters.nudges",
    "adapters.supervisor",
    "adapters.tasks",
    "adapters.ticker",
    "adapters.turn",
    "adapters.unreadable",
    "adapters.watch",
    "adapters.web",
}
# What `dateline run` starts, and `dateline doctor` asks: these bring the platforms together.
ROOTS = ("adapters.doctor", "adapters.running")

# The lines of the core that may name a platform, by where they stand and what they hold, each with its reason.
NAMED = {
    ("bot/cli.py", ""): "the composition root chooses the platforms",
    ("bot/commands/manual.py", ""): "docs/commands.md tells of the platforms that come with the bot",
    ("bot/trivia/formats/format.py", "Red, the Discord bot"): "the name of a format",
    ("bot/trivia/formats/red.py", "docs.discord.red"): "the address of a format",
    ("bot/tasks/questions.py", "as discord:1234"): "an example for the operator",
}

PLATFORMS = {"aiohttp", "asyncio", "discord", "prompt_toolkit", "rich", "slack_bolt", "slack_sdk"}
CLOCKS_AND_DICE = {"random", "secrets", "time"}


@dataclass(frozen=True, slots=True)
class Import:
    """An import as it stands in the code: `target` is a dotted name; a lazy one stands inside a function."""

    place: str
    source: str
    target: str
    is_lazy: bool = False

    @property
    def part(self) -> str:
        """The part of ours that is imported, such as bot.facts, or another's top-level package."""
        names = self.target.split(".")
        return ".".join(names[:2]) if names[0] in ("bot", "adapters") else names[0]


def read_imports(code: str, module: str, is_package: bool = False) -> Iterator[Import]:
    tree = ast.parse(code)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lazy = {inner for function in functions for inner in ast.walk(function)}
    source = ".".join(module.split(".")[:2])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for target in targets(node, module, is_package):
                yield Import(f"{module}:{node.lineno}", source, target, node in lazy)


def targets(node: ast.Import | ast.ImportFrom, module: str, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{origin(node, module, is_package)}.{alias.name}" for alias in node.names]


def origin(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    package = module.split(".") if is_package else module.split(".")[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


def files(folder: str) -> dict[str, Path]:
    """Return the modules of a folder by their dotted names."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


@cache
def imports_of(folder: str) -> tuple[Import, ...]:
    return tuple(
        found
        for module, path in files(folder).items()
        for found in read_imports(path.read_text(encoding="utf-8"), module, path.name == "__init__.py")
    )


def core_imports() -> list[Import]:
    """Return the imports of bot, but for its edge: the command line and the clock."""
    return [found for found in imports_of("bot") if found.source not in ("bot.cli", "bot.clock")]


def is_ours(found: Import) -> bool:
    return found.part.partition(".")[0] in ("bot", "adapters")


def is_allowed(found: Import) -> bool:
    # What bot/__init__.py defines, such as a version, belongs to the part "bot".
    part = found.part if found.part in ARROWS or found.part.startswith("adapters") else "bot"
    # All is made of values.
    return part in {found.source, "bot", "bot.frozen", "bot.patterns"} | ARROWS.get(found.source, set())


def test_every_part_of_the_core_has_a_row_in_the_table() -> None:
    parts = {".".join(module.split(".")[:2]) for module in files("bot")}

    assert parts - set(ARROWS) == set()


def test_the_core_follows_the_table() -> None:
    ours = [found for found in imports_of("bot") if is_ours(found) and found.source != "bot.cli"]

    assert [found for found in ours if not is_allowed(found)] == []


def test_only_the_command_line_imports_adapters_and_it_does_so_lazily() -> None:
    adapters = [found for found in imports_of("bot") if found.part.partition(".")[0] == "adapters"]

    assert [found for found in adapters if not (found.source == "bot.cli" and found.is_lazy)] == []


def test_nothing_imports_the_command_line_but_main() -> None:
    users = {found.source for found in imports_of("bot") + imports_of("adapters") if found.part == "bot.cli"}

    assert users - {"bot.__main__", "bot.cli"} == set()


def test_adapters_import_no_adapter_but_what_all_share() -> None:
    others = [
        found for found in imports_of("adapters") if found.part.startswith("adapters") and found.part != found.source
    ]

    assert [found for found in others if found.part not in SHARED and found.source not in ROOTS] == []


def test_what_adapters_share_imports_no_platform() -> None:
    shared = [found for found in imports_of("adapters") if found.source in SHARED]

    assert [found for found in shared if found.part.startswith("adapters") and found.part not in SHARED] == []


def test_the_core_knows_no_platform_and_no_event_loop() -> None:
    assert [found for found in core_imports() if found.part in PLATFORMS] == []


def test_the_core_asks_no_clock_and_rolls_no_dice() -> None:
    lucky = [found for found in core_imports() if found.part in CLOCKS_AND_DICE]

    assert [found for found in lucky if found.target != "random.Random"] == []


def test_the_core_never_awaits() -> None:
    modules = {name: path for name, path in files("bot").items() if not name.startswith("bot.cli")}
    asynchronous = [
        f"{name}:{node.lineno}"
        for name, path in modules.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef)
    ]

    assert asynchronous == []


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("import bot.facts.dates", "bot.facts"),
        ("from bot import facts", "bot.facts"),
        ("from bot.facts import dates", "bot.facts"),
        ("from . import dates", "bot.trivia"),
        ("from ..facts import dates", "bot.facts"),
        ("from .. import facts", "bot.facts"),
        ("from adapters.slack.render import blocks", "adapters.slack"),
        ("import discord.ext.commands", "discord"),
        ("from random import shuffle", "random"),
        ("if TYPE_CHECKING:\n    from bot.store import Store", "bot.store"),
    ],
)
def test_every_way_to_write_an_import_is_read(code: str, part: str) -> None:
    (found,) = read_imports(code, "bot.trivia.round")

    assert found.part == part


def test_a_relative_import_in_a_package_starts_from_the_package() -> None:
    (found,) = read_imports("from .round import Round", "bot.trivia", is_package=True)

    assert found.target == "bot.trivia.round.Round"


@pytest.mark.parametrize(
    ("code", "is_lazy"),
    [("def run():\n    import adapters.web", True), ("import adapters.web", False)],
)
def test_an_import_in_a_function_is_lazy(code: str, is_lazy: bool) -> None:
    (found,) = read_imports(code, "bot.cli")

    assert found.is_lazy == is_lazy


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("bot.facts", "bot.chat.Reply"),
        ("bot.trivia", "bot.commands.COMMANDS"),
        ("bot.chat", "adapters.discord.render"),
    ],
)
def test_an_arrow_that_is_not_in_the_table_is_refused(source: str, target: str) -> None:
    assert not is_allowed(Import("here:1", source, target))


def test_the_core_names_no_platform_but_where_there_is_a_reason() -> None:
    lines = [
        (str(path.relative_to(ROOT)), line.strip())
        for path in files("bot").values()
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search("discord|slack", line, re.IGNORECASE)
    ]
    excused = {(place, part): [line for line in lines if line[0] == place and part in line[1]] for place, part in NAMED}

    assert [line for line in lines if not any(line in found for found in excused.values())] == []
    assert [excuse for excuse, found in excused.items() if not found] == []
