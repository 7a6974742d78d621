"""Reads a command as somebody types it: `/timeline 1999-2004 topic:enlargement`, `who "Lord Robertson"`.

The same text stands on a button, follows a mention or a slash, and is typed on the console.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from unicodedata import category

from bot.chat import ACTION_LIMIT, UsageError
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command, Rows
from bot.commands.syntax import usage_of
from bot.frozen import Frozen
from bot.replies import usage
from bot.replies.catalog import Catalog, catalog

# What phones and word processors make of straight quotes; a guillemet is a quote in French and Russian.
_QUOTES = dict.fromkeys("“”„‟«»＂", '"')
# What keyboards of other scripts, and copies out of pages, make of a hyphen, of digits and of a colon.
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-")
_WIDE = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"：": ":"}
_KEYS = str.maketrans(_QUOTES | _DASHES | _WIDE)
# What is quoted ends with its word: marks within one are its own.
_WORD = re.compile(r'\s*((?:[^\s":]+:)?"(?:[^"\\]|\\.)*"(?!\S)|\S+)')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAMED = re.compile(r"([a-z][a-z_]*):(.*)", re.DOTALL)
# Controls, formats, separators and what is not assigned; and letters without ink: of Braille, and of Korean.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u2800\u115f\u1160\u3164\uffa0")
_WHOLE = re.compile(r"-?[0-9]{1,10}")
# The longest message that any platform takes is as long; the longest command fits twice.
LINE_LIMIT = 4_000
# As in “the 4th of April 2027”.
MOST_JOINED = 5
# The row that answers a line in plain words, and rows that are asked by a word with which a question begins.
PLAIN = "search"
# The row that a card's own button to report a mistake asks.
REPORTS = "report form"
_QUESTIONS = frozenset({"who", "what"})
_GIVES_OPTION = re.compile(r"\S+ [a-z]+:")
# A word that is no command is a slip of one when it has so many letters, and so much alike.
SHORTEST_SLIP, NEAR = 4, 0.8
TRUE = {"yes", "true", "on", "1"}
FALSE = {"no", "false", "off", "0"}


class Typed(Frozen, frozen=True):
    """A command that was recognized, and its options as typed."""

    command: Command
    options: Mapping[str, str]


def parse_line(text: str, commands: Rows, say: Catalog, given: Mapping[str, str] | None = None) -> Typed:
    """Read what a person typed; UsageError with the usage and an example when it cannot be understood.

    `given` are options that came by another way, as what was filled into a form, and need not be typed.
    """
    if len(text) > LINE_LIMIT:
        raise UsageError(usage.line_too_long(say, LINE_LIMIT, len(text)))
    line = whole(plain(text)).strip()
    if not given and is_plain(line, commands):
        row = next(row for row in commands if row.name == PLAIN)
        meant = _meant(line, commands)
        return Typed(row, check_options({"text": line} | ({"meant": meant} if meant else {}), row, say))
    return parse_action(line, commands, say, given)


def is_plain(line: str, commands: Rows) -> bool:
    """Whether a line is no command but a question, a name or a date: it has no slash and begins with no row's name."""
    first = line.split(maxsplit=1)[0].casefold() if line else "/"
    if first.startswith("/") or not any(row.name == PLAIN for row in commands):
        return False
    names = {name.split()[0] for name, row in commands.by_name.items() if not row.hidden}
    if first in names:
        return first in _QUESTIONS and not _GIVES_OPTION.match(line)
    return not _asks_hidden(line.casefold(), commands)


def _asks_hidden(line: str, commands: Rows) -> bool:
    """Whether a line is what a button carries; else “open skies” is a treaty, and “members of NATO” a question."""
    names = sorted((row.name for row in commands if row.hidden), key=len, reverse=True)
    rest = next((line.removeprefix(name) for name in names if line.startswith(name)), "no")
    return bool(re.fullmatch(r"(?: [a-z_]+:.*)?", rest, re.DOTALL))


def _meant(line: str, commands: Rows) -> str:
    """Return a line with the command in it of which its first word is a slip, "" for a line that has none."""
    first, _, rest = line.partition(" ")
    names = {row.name.split()[0] for row in commands if not row.hidden}
    is_word = first.casefold() not in names and first.isalpha() and len(first) >= SHORTEST_SLIP
    near = get_close_matches(first.casefold(), names, 1, NEAR) if is_word else ()
    action = f"{near[0]} {rest.strip()}" if near else ""
    return action if len(action) <= ACTION_LIMIT else ""


def parse_action(action: str, commands: Rows, say: Catalog, given: Mapping[str, str] | None = None) -> Typed:
    """Read what a control carries, which means what it says to the letter; UsageError as for a typed line."""
    command, rest = find_command(action.strip().removeprefix("/"), commands, say)
    return Typed(command, parse_options(rest, command, say, given or {}))


def whole(text: str) -> str:
    """Return a text without halves of surrogate pairs, which JSON can carry and no database takes."""
    return text.encode("utf-8", "replace").decode()


def seen(text: str) -> str:
    """Return a text without the blanks around it: nothing where nothing of it can be seen, as of zero-width signs."""
    return text.strip() if any(category(sign) not in _UNSEEN and sign not in _BLANK for sign in text) else ""


def plain(text: str) -> str:
    """Return what a person typed as the keys they pressed would have written it."""
    return text.translate(_KEYS)


def find_command(text: str, commands: Rows, say: Catalog) -> tuple[Command, str]:
    """Return the row whose name, or near name, the text begins with, and what follows it."""
    names, words = commands.by_name, text.split()
    for length in (3, 2, 1):
        name = " ".join(words[:length]).casefold()
        # The page of a group is also called as the group is, alone.
        is_page = name in names and names[name].name.startswith(f"{name} ")
        if len(words) >= length and name in names and not (is_page and len(words) > length):
            return names[name], text.split(maxsplit=length)[length] if len(words) > length else ""
    visible = [name for name, command in names.items() if not command.hidden]
    parts = [name for name in visible if words and name.startswith(f"{words[0].casefold()} ")]
    if parts:
        raise UsageError(usage.subcommands(say, words[0].casefold(), sorted(parts)))
    name = words[0] if words else ""
    raise UsageError(usage.unknown_command(say, name, next(iter(get_close_matches(name, visible, 1)), "")))


def parse_options(text: str, command: Command, say: Catalog, given: Mapping[str, str]) -> Mapping[str, str]:
    """Read what follows a command's name."""
    named, loose = _split(text, command)
    options = {**named, **given}
    waiting = [option for option in command.typed if option.name not in options]
    for option in waiting[:-1]:
        if loose:
            taken = _taken(loose, option)
            options[option.name] = _unquoted(" ".join(loose[:taken]))
            del loose[:taken]
    if loose and waiting:
        # Quotation marks within a sentence are the sentence's own.
        options[waiting[-1].name] = _unquoted(loose[0]) if len(loose) == 1 else " ".join(loose)
    elif loose:
        raise UsageError(usage.too_much(say, " ".join(loose), usage_of(say, command)))
    return check_options(options, command, say)


class Checked(dict[str, str]):
    """Options as their row wants them, which are not checked again on their way."""

    def __init__(self, options: Mapping[str, str], command: Command) -> None:
        super().__init__(options)
        self.command = command


def check_options(options: Mapping[str, str], command: Command, say: Catalog) -> Mapping[str, str]:
    """Return the options with numbers, truth values and choices as the row wants them; UsageError for what is not."""
    if isinstance(options, Checked) and options.command is command:
        return options
    for option in command.options:
        if option.required and not seen(options.get(option.name, "")) and option.kind is not Kind.FILE:
            text = usage.missing(say, option.name, say(option.help), usage_of(say, command))
            raise UsageError(text, option=option.name)
    # A platform still shows what an older version registered.
    if unknown := options.keys() - {option.name for option in command.options}:
        raise UsageError(usage.no_option(say, min(unknown), usage_of(say, command)))
    checked = {name: check_option(value, command.option(name), command, say) for name, value in options.items()}
    return Checked(checked, command)


def check_option(value: str, option: Option, command: Command, say: Catalog) -> str:
    """Return one option as the row wants it; UsageError, which names it, for what is not."""
    try:
        return _checked(seen(whole(value)), option, command, say)
    except UsageError as error:
        error.option = option.name
        raise


def facts_in(actions: Iterable[str], commands: Rows) -> tuple[str, ...]:
    """Return the ids of the facts that controls with these actions lead to: of a card its own, of an overview all."""
    ids: dict[str, list[str]] = {}
    for action in actions:
        with suppress(UsageError):
            row, rest = find_command(action, commands, catalog(""))
            if id := given_options(rest, row).get("id"):
                ids.setdefault(row.name, []).append(id)
    every = [id for found in ids.values() for id in found]
    return tuple(dict.fromkeys(ids.get(REPORTS, every)))


def given_options(text: str, command: Command) -> Mapping[str, str]:
    """Return what of a control's action is given by name, unchecked."""
    return _split(text, command)[0]


def _split(text: str, command: Command) -> tuple[dict[str, str], list[str]]:
    """Return the options given as `name:value`, and the other words; an unknown name is just a word.

    Words after `zone:New` belong to it once nothing else waits for them, as any word does after `zone:` and a blank.
    What is named later in the line does not wait.
    """
    options = {option.name: option for option in command.options}
    words = [match[1] for match in _WORD.finditer(text)]
    names = {match[1] for word in words if (match := _NAMED.fullmatch(word))}
    waiting = sum(option.name not in names for option in command.typed)
    named: dict[str, str] = {}
    loose: list[str] = []
    last = ""
    for word in words:
        match = _NAMED.fullmatch(word)
        if match and match[1] in options:
            last = match[1]
            named[last] = match[2]
        elif last and _goes_on(options[last], named[last], len(loose) >= waiting):
            named[last] = f"{named[last]} {word}".strip()
        else:
            loose.append(word)
    return {name: _unquoted(value) for name, value in named.items()}, loose


def _goes_on(option: Option, value: str, is_enough: bool) -> bool:
    """Whether a further word belongs to the option that was named last; `is_enough` when nothing else waits for one."""
    return not value or (option.kind is Kind.TEXT and not value.startswith('"') and is_enough)


def _taken(loose: Sequence[str], option: Option) -> int:
    """Return how many of the words belong to an option that others follow: “4 April” is one day, “9 pm” one hour."""
    joins = option.joins or (lambda text: False)
    return next((number for number in range(MOST_JOINED, 1, -1) if joins(" ".join(loose[:number]))), 1)


def _unquoted(word: str) -> str:
    quoted = _QUOTED.fullmatch(word)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else word


def _checked(value: str, option: Option, command: Command, say: Catalog) -> str:
    if len(value) > option.limit:
        raise UsageError(usage.too_long(say, option.name, option.limit, len(value)))
    if option.kind is Kind.INTEGER:
        return _whole(value, option, command, say)
    if option.kind is Kind.BOOLEAN:
        if value.casefold() not in TRUE | FALSE:
            raise UsageError(usage.not_a_choice(say, option.name, value, ("yes", "no"), usage_of(say, command)))
        return "yes" if value.casefold() in TRUE else "no"
    if option.choices:
        return _chosen(value, option, command, say)
    return value


def _whole(value: str, option: Option, command: Command, say: Catalog) -> str:
    least, most = option.least or 0, 10**9 if option.most is None else option.most
    if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
        raise UsageError(usage.not_a_number(say, option.name, value, (least, most), usage_of(say, command)))
    return str(int(value))


def _chosen(value: str, option: Option, command: Command, say: Catalog) -> str:
    for choice, label in option.choices:
        if value.casefold() in {choice.casefold(), say(label).casefold()}:
            return choice
    values = tuple(choice for choice, _ in option.choices)
    raise UsageError(usage.not_a_choice(say, option.name, value, values, usage_of(say, command)))
