"""The conversation: reads lines, answers them, and shows what is posted meanwhile."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

from adapters.console import words
from adapters.console.dialogue import FieldCompleter, offered, question
from adapters.console.parse import choices_of, lettered, pressed, request
from adapters.console.platform import CONSOLE
from adapters.console.render import menu, render
from adapters.console.saving import saved
from adapters.console.turn import ConsoleTurn, upload_of
from adapters.conversation import Conversation
from adapters.nudges import Nudges
from adapters.ticker import Ticker
from bot.app import Bot
from bot.chat import Channel, Form, Input, Reply, UsageError, without_mentions
from bot.commands.row import Command
from bot.frozen import replace
from bot.replies.catalog import Catalog

PROMPT = "› "
LEAVE = {"exit", "quit", "/exit", "/quit", "q"}


class ConsoleApp:
    """One person's chat with the bot; to the ticker it is a platform. `now` returns the moment, aware, in UTC."""

    platform = CONSOLE

    def __init__(self, bot: Bot, now: Callable[[], datetime], console: Console, history: Path) -> None:
        self._bot = bot
        self._conversation = Conversation(bot)
        self._now = now
        self._console = console
        self._history = history
        # What a number presses, and the question that a letter answers.
        self._last: Reply | None = None
        self._question: Reply | None = None

    async def serve(self, ticker: Ticker) -> None:
        """Talk until the input ends, and show what is posted meanwhile."""
        self._bot.on_stored = Nudges(ticker.nudge).nudge
        ticking = asyncio.create_task(ticker.run())
        try:
            await self.run()
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Show a message nobody asked for; a number now presses one of its choices."""
        self._last = self._question = reply
        self.show(reply)
        return marker

    async def run(self) -> None:
        """Talk until the input ends."""
        self.greet()
        async for line in self._lines():
            if line.strip().casefold() in LEAVE:
                return
            if line.strip():
                await self.say(line.strip())

    def greet(self) -> None:
        """Show today's fact and what to try."""
        if today := self._bot.today(request(self._now())):
            self.show(today)
        self._tell(words.WELCOME)

    def _tell(self, sentence: str) -> None:
        say = self._bot.words(request(self._now()))
        self._console.print(say(sentence), markup=False, highlight=False)

    async def say(self, line: str) -> None:
        """Answer a line and show the answer; a form is filled in first."""
        if line.casefold() == words.MORE and self._last and self._last.menu:
            self._console.print(menu(self._last))
            return
        turn = await self._answered(line)
        while turn.form:
            try:
                turn = await self._submitted(turn.form)
            except (EOFError, KeyboardInterrupt):
                self._tell(words.FORM_LEFT)
                return
        # A hint, or a word that is not understood, leaves what can be pressed.
        if choices_of(turn.reply):
            self._last = turn.reply
        self.show(turn.reply)

    def show(self, reply: Reply) -> None:
        """Print a reply, once its files are written."""
        say = self._bot.words(request(self._now()))
        self._console.print(render(saved(reply, Path(), say), say))
        self._console.print()

    async def _answered(self, line: str) -> ConsoleTurn:
        """Answer a command line, the number of a choice under the last reply, or the letter of an answer."""
        turn = ConsoleTurn()
        if choice := pressed(line, self._last) or lettered(line, self._question):
            await self._conversation.press(turn, request(self._now()), choice.action)
        else:
            await self._conversation.read(turn, request(self._now()), line)
        return turn

    async def _submitted(self, form: Form) -> ConsoleTurn:
        """Ask for each input of a form, and submit it; after a mistake only the input that is wrong is asked again."""
        if not all(_is_given(field) for field in form.inputs):
            self._console.print(form.title, style="bold", markup=False)
            self._tell(words.HOW_TO_CLOSE)
        filled = {field.name: await self._filled(field, form.action) for field in form.inputs}
        turn = await self._sent(form, filled)
        while turn.reply.is_error and (wrong := _named(form, turn.reply.wrong)):
            self._complain(turn.reply.text)
            filled[wrong.name] = await self._filled(wrong, form.action)
            turn = await self._sent(form, filled)
        return turn

    async def _sent(self, form: Form, filled: Mapping[str, str]) -> ConsoleTurn:
        uploads = [upload_of(filled[field.name]) for field in form.inputs if field.is_file]
        values = {field.name: filled[field.name] for field in form.inputs if filled[field.name] and not field.is_file}
        turn = ConsoleTurn()
        filled_in = request(self._now(), options=values)
        await self._conversation.fill(turn, filled_in, form.action, uploads[0] if uploads else None)
        return turn

    async def _filled(self, field: Input, action: str) -> str:
        """Return what somebody fills in, once it can be understood."""
        if _is_given(field):
            return field.value
        lines = Text(question(self._bot.words(request(self._now())), field)).wrap(self._console, self._console.width)
        label = "\n".join(line.plain.rstrip() for line in lines) + " "
        completer = FieldCompleter(self._bot, self._now, action, field)
        while True:
            text = await self._ask(label, completer) or field.value
            # Over a pipe each line answers one question, and mistakes are told in the end.
            if not sys.stdin.isatty() or self._is_understood(field, text, action):
                return text

    def _is_understood(self, field: Input, text: str, action: str) -> bool:
        """Whether an answer can be understood; says why where it cannot."""
        try:
            if text and not field.is_file:
                self._bot.try_option(action, field.name, text, request(self._now()))
        except UsageError as error:
            self._complain(error.text)
            return False
        return True

    def _complain(self, text: str) -> None:
        self._console.print(without_mentions(text), style="yellow", markup=False, highlight=False)

    async def _ask(self, label: str, completer: Completer) -> str:
        if not sys.stdin.isatty():
            return str(await asyncio.to_thread(sys.stdin.readline)).strip()
        with patch_stdout(raw=True):
            session: PromptSession[str] = PromptSession(completer=completer, complete_while_typing=True)
            text: str = await session.prompt_async(label)
            return text.strip()

    async def _lines(self) -> AsyncIterator[str]:
        if not sys.stdin.isatty():
            while line := await asyncio.to_thread(sys.stdin.readline):
                yield line
            return
        async for line in self._typed():
            yield line

    async def _typed(self) -> AsyncIterator[str]:
        self._history.parent.mkdir(parents=True, exist_ok=True)
        completer = LineCompleter(self._bot, self._now)
        session: PromptSession[str] = PromptSession(
            history=FileHistory(str(self._history)), completer=completer, complete_while_typing=True
        )
        # Loads, while the first line is typed, what the first completion would wait for.
        asyncio.get_running_loop().run_in_executor(None, self._bot.warm)
        while True:
            try:
                # `raw`: what is posted meanwhile has colours.
                with patch_stdout(raw=True):
                    line = await session.prompt_async(PROMPT)
            except KeyboardInterrupt:
                # As in a shell: the line is given up, and nothing else.
                if not session.default_buffer.text:
                    self._tell(words.HOW_TO_LEAVE)
                continue
            except EOFError:
                return
            yield line


class LineCompleter(Completer):
    """Completes commands, then the values of the option that is being typed."""

    def __init__(self, bot: Bot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Offer what may follow the text before the cursor."""
        line = document.text_before_cursor
        names = (row.name for row in self._bot.commands if not row.hidden and line.startswith(f"/{row.name} "))
        command = max(names, key=len, default="")
        if not command:
            return self._commands(line)
        return self._values(command, line[len(command) + 2 :])

    def _commands(self, line: str) -> Iterable[Completion]:
        """Return the commands that begin so, each with what it does."""
        say = self._bot.words(request(self._now()))
        rows = sorted((row for row in self._bot.commands if not row.hidden), key=lambda row: row.name)
        fitting = (row for row in rows if line and f"/{row.name}".startswith(line))
        return (Completion(f"/{row.name}", -len(line), display_meta=say(row.help)) for row in fitting)

    def _values(self, command: str, typed: str) -> Iterable[Completion]:
        begun = replace(request(self._now()), command=command)
        row = self._bot.row(begun)
        named = _NAMED.search(typed)
        if named and named["name"] in {option.name for option in row.options}:
            pairs = offered(self._bot, begun, named["name"], named["value"].lstrip('"'))
            values = (Completion(_quoted(label), -len(named["value"]), label) for label, _ in pairs)
            return tuple(values) or self._names(row, typed)
        pairs = offered(self._bot, begun, row.typed[0].name, typed) if row.typed else ()
        values = (Completion(label, -len(typed), label) for label, _ in pairs)
        return (*self._names(row, typed), *values)

    def _names(self, row: Command, typed: str) -> Iterable[Completion]:
        """Return the options that the last of several words begins, each with what it takes."""
        before, _, last = typed.rpartition(" ")
        say = self._bot.words(request(self._now()))
        named = (option for option in row.options if option.named and not option.hidden and before and last)
        fitting = (option for option in named if option.name.startswith(last))
        return (Completion(f"{option.name}:", -len(last), display_meta=say(option.help)) for option in fitting)


# An option by its name, and what of its value is typed, in quotation marks or not: person:vladimir p.
_NAMED = re.compile(r'(?:^|\s)(?P<name>[a-z]+):(?P<value>"?[^":]*)$')


def _quoted(label: str) -> str:
    return f'"{label}"' if " " in label else label


def _is_given(field: Input) -> bool:
    """Whether a file was named already: it is not asked for again."""
    return field.is_file and bool(field.value)


def _named(form: Form, name: str) -> Input | None:
    return next((field for field in form.inputs if field.name == name), None)
