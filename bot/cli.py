"""The `dateline` command, and the one place where real things are chosen: clock, files, database, platforms."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TextIO

from bot import clock, logs
from bot.arguments import Commands, argument, command, group
from bot.chat import TokenRefused, UsageError
from bot.config import Config, ConfigError, configured
from bot.settings import web_address
from bot.store.engine.errors import StoreError

if TYPE_CHECKING:
    from bot.app import Bot
    from bot.chat import Platform, Reply
    from bot.facts.library import Library
    from bot.shelf import Shelf
    from bot.store.store import Store

log = logging.getLogger(__name__)
PROBLEM = 1
USAGE_ERROR = 2
TOKEN_REFUSED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 1 after a problem, 2 for a wrong call, 3 for a refused token."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser(arguments).parse_args(arguments)
        _tolerate(sys.stdin, sys.stdout, sys.stderr)
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        return int(options.task(options))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR
    except (StoreError, UsageError) as error:
        print(error, file=sys.stderr)
        return PROBLEM
    except TokenRefused as error:
        print(error, file=sys.stderr)
        return TOKEN_REFUSED
    except BrokenPipeError:
        # The reader (`| head`) has had enough; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _tolerate(*streams: TextIO) -> None:
    """Have characters that a stream's encoding lacks written, and read, as `?`."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser of these arguments; where they begin with `ask` or `run`, one that knows only these two."""
    parser = argparse.ArgumentParser(prog="dateline", description="A history bot for Discord, Slack and the console.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command(
        commands,
        "ask",
        "print one whole answer: dateline ask '/timeline 2008'",
        ask,
        argument("line", help="a command as it is typed in a chat"),
        argument("--all", action="store_true", help="print everything, not the first screen"),
        argument("--json", action="store_true", help="print the neutral reply as JSON"),
        argument("--svg", action="store_true", help="print a picture of the answer on the console, as SVG"),
        argument("--picture", type=Path, metavar="FILE", help="write the answer's picture too: .png or .svg"),
    )
    command(
        commands,
        "run",
        "start every platform that has tokens; the console when none has",
        run,
        argument(
            "role",
            nargs="?",
            default="all",
            choices=("all", "worker", "web"),
            metavar="PART",
            help="worker: gateways, sockets and posts; web: what listens on a port; without it, all of it",
        ),
    )
    if arguments[:1] not in (["ask"], ["run"]):
        parser.add_argument("--version", action="version", version=f"dateline {version()}")
        _add_others(commands)
    return parser


def _add_others(commands: Commands) -> None:
    # To load what reads YAML, tables and other tools' files takes as long as a look-up.
    from bot.tasks import database, lesson, packs, schedule

    command(commands, "console", "chat in the terminal, or over a pipe", console)
    packs.add(commands, lambda: config().database, show_card)
    database.add(commands, lambda: config().database, lambda: _shelf(config()), platforms)
    as_json = argument("--json", action="store_true", help="print JSON")
    command(commands, "doctor", "look at everything, ask the platforms, and say what to do", doctor, as_json)
    schedule.add(commands, _library)
    lesson.add(commands, hold_class)
    command(
        group(commands, "slack", "the manifest from which Slack makes the app"),
        "manifest",
        "print it, for Socket Mode unless an address is given",
        slack_manifest,
        argument("--http", metavar="URL", default="", help="where Slack reaches the bot: https://example.org"),
        argument("--json", action="store_true", help="print JSON, not YAML"),
        argument("--include-reserved", action="store_true", help="also names that Slack keeps for itself"),
    )
    on_discord = group(commands, "discord", "the commands and the invitation on Discord")
    command(on_discord, "sync", "register the commands, even if they have not changed", discord_sync)
    command(on_discord, "invite", "print the link that adds the bot to a server", discord_invite)


def version() -> str:
    """Return which release is installed."""
    from importlib import metadata

    try:
        return metadata.version("dateline-bot")
    except metadata.PackageNotFoundError:
        return "that is not installed, but run from its folder"


def config() -> Config:
    """Return the operator's settings, from the environment and `.env`; the environment wins."""
    own = [platform.settings for platform in platforms().values() if platform.settings.rows]
    return configured(os.environ, own)


def facts_folder() -> Path:
    """Return where the packs of this installation are: beside `bot`, in a checkout as in a wheel."""
    return Path(__file__).resolve().parent.parent / "facts"


def platforms() -> Mapping[str, Platform]:
    """Return each adapter's platform, by name."""
    from adapters.console.platform import CONSOLE
    from adapters.discord.platform import DISCORD
    from adapters.slack.platform import SLACK
    from adapters.web.platform import WEB

    return {platform.name: platform for platform in (CONSOLE, DISCORD, SLACK, WEB)}


@contextmanager
def _bot(chosen: Config) -> Iterator[Bot]:
    """Open the packs and the database, and close them again."""
    from bot.store.store import Store

    with Store.open(chosen.database) as store, _drawing(chosen, store) as bot:
        yield bot


@contextmanager
def _drawing(chosen: Config, store: Store) -> Iterator[Bot]:
    """Open the packs, and a studio that draws pictures."""
    from bot.app import Bot
    from bot.pictures.studio import Studio

    with closing(Studio(chosen.data / "pictures")) as studio:
        yield Bot(_shelf(chosen), store, platforms=platforms(), address=chosen.url, studio=studio)


@contextmanager
def _bot_for_one_request(chosen: Config) -> Iterator[Bot]:
    """Open the packs, and the database only if the request needs it."""
    from bot.app import Bot
    from bot.store.late import LateStore

    with LateStore(chosen.database) as store:
        yield Bot(_shelf(chosen), store, platforms=platforms(), address=chosen.url)


def _shelf(chosen: Config) -> Shelf:
    """Open the packs."""
    from bot.shelf import Shelf, pack_folders

    folders = partial(pack_folders, facts_folder(), chosen.packs)
    return Shelf(folders(), chosen.data / "cache", folders)


@contextmanager
def _library() -> Iterator[Library]:
    """Open the packs alone."""
    shelf = _shelf(config())
    _tell_problems(shelf)
    yield shelf.full


def _tell_problems(shelf: Shelf) -> None:
    from adapters.console import words
    from bot.replies.catalog import catalog

    if shelf.problems:
        print(words.packs_with_problems(catalog(""), len(shelf.problems)), file=sys.stderr)


def run(options: argparse.Namespace) -> int:
    """Start every platform that has tokens, or a part of that, and the console when none has."""
    from adapters import running
    from adapters.console import words
    from adapters.joining import Role
    from bot.replies.catalog import catalog
    from bot.store.late import LateStore

    chosen, say, role = config(), catalog(""), Role(options.role)
    if not chosen.platforms() and role is Role.ALL:
        print(say(words.NOTHING_SET), file=sys.stderr)
        return console(options)
    # Next to nothing of what a start loads is garbage, and looking for it would take a fifth of the time.
    gc.disable()
    running.check(chosen, role)
    running.stay_on_hangup()
    logs.configure(sys.stderr, chosen.log_level)
    log.info("%s", say(words.STARTING_WEB) if role is Role.WEB else words.starting(say, chosen.platforms()))
    with LateStore.begun(chosen.database) as store, _drawing(chosen, store) as bot:
        _tell_problems(bot.shelf)
        with suppress(asyncio.CancelledError):
            asyncio.run(running.serve(bot, chosen, role, store.opening))
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Look at everything; 1 when something keeps the bot from working."""
    from adapters.doctor import examine, is_ill, report

    diagnoses = list(examine(config, _shelf, clock.now()))
    print(report(diagnoses, as_json=options.json))
    return PROBLEM if is_ill(diagnoses) else 0


def discord_sync(options: argparse.Namespace) -> int:
    """Register the commands on Discord."""
    from adapters.discord import words
    from adapters.discord.app import sync
    from bot.replies.catalog import catalog

    print(words.synced(catalog(""), asyncio.run(sync(_with_discord()))))
    return 0


def discord_invite(options: argparse.Namespace) -> int:
    """Print the link that adds the bot to a server."""
    from adapters.discord.app import invitation

    print(asyncio.run(invitation(_with_discord())))
    return 0


def slack_manifest(options: argparse.Namespace) -> int:
    """Print the manifest from which Slack makes the app."""
    from adapters.slack.manifest import manifest, written
    from adapters.slack.settings import SlackSettings
    from bot.commands.table import COMMANDS

    try:
        address = web_address(options.http)
    except ValueError:
        problem = f"--http is “{options.http}”; write the address at which Slack reaches the bot: https://…"
        raise ConfigError(problem) from None
    reads_history = config().of(SlackSettings).reads_history
    content = manifest(COMMANDS, address, include_reserved=options.include_reserved, reads_history=reads_history)
    print(written(content, as_json=options.json))
    return 0


def _with_discord() -> Config:
    from adapters.discord.settings import DiscordSettings

    chosen = config()
    if not chosen.of(DiscordSettings).token:
        raise ConfigError("DISCORD_TOKEN is not set; docs/deploy.md says where to get one")
    return chosen


def console(options: argparse.Namespace) -> int:
    """Chat in the terminal, or answer the lines of a pipe."""
    from rich.console import Console

    from adapters.console.app import ConsoleApp
    from adapters.ticker import Ticker

    chosen = config()
    with _bot(chosen) as bot:
        _tell_problems(bot.shelf)
        app = ConsoleApp(bot, clock.now, Console(soft_wrap=False), chosen.data / "history")
        asyncio.run(app.serve(Ticker(bot.outbox, {app.platform.name: app}, clock.now, clock.monotonic)))
    return 0


def hold_class(options: argparse.Namespace) -> int:
    """Play with a class in their browsers; a round that is not over goes on, unless `--again` begins another."""
    from dataclasses import replace

    from adapters.web import lesson as holding
    from bot.tasks import lesson, machine

    chosen = config()
    # A file of its own: the bot may be running over the other one.
    with _bot(replace(chosen, database_url=chosen.data / "class.db")) as bot:
        _tell_problems(bot.shelf)
        holding.settle(bot, machine.own_zone(os.environ))
        if options.again:
            holding.stop(bot, clock.now())
        try:
            going_on = holding.running(bot)
            planned = None if going_on else lesson.lesson(options, bot.shelf.full, Random())
        except lesson.LessonError as error:
            raise ConfigError(str(error)) from None
        for remark in planned.remarks if planned else ():
            print(remark, file=sys.stderr)
        address = chosen.url or machine.own_address(options.port)
        clocks = holding.Clocks(clock.now, clock.monotonic)
        with suppress(asyncio.CancelledError):
            asyncio.run(holding.hold(bot, planned, address, options.port, clocks))
    return 0


def show_card(reply: Reply) -> None:
    """Print a card as the console does."""
    from rich.console import Console

    from adapters.console.render import render

    Console().print(render(reply))


def ask(options: argparse.Namespace) -> int:
    """Print one whole answer; 2 with the usage when the line was a mistake."""
    from rich.console import Console

    from adapters.console import words
    from adapters.console.parse import request
    from adapters.console.picturing import ENDINGS, write_picture
    from adapters.console.render import EVERY_LINE, picture, render
    from adapters.console.saving import saved
    from adapters.console.turn import answer

    with _bot_for_one_request(config()) as bot:
        _tell_problems(bot.shelf)
        question = request(clock.now(), whole=options.all)
        say = bot.words(question)
        if options.picture and options.picture.suffix.lower() not in ENDINGS:
            raise ConfigError(say(words.NO_SUCH_PICTURE, name=options.picture.name))
        reply = asyncio.run(answer(bot, options.line, question))
        if options.json:
            import msgspec

            print(msgspec.json.format(msgspec.json.encode(reply), indent=2).decode())
        elif options.svg:
            print(picture(options.line, reply))
        else:
            Console(stderr=reply.is_error).print(render(saved(reply, Path(), say), say, EVERY_LINE))
        if options.picture and not reply.is_error:
            print(write_picture(reply.picture, options.picture, say), file=sys.stderr)
    return USAGE_ERROR if reply.is_error else 0
