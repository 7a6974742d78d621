"""Reads a command as somebody types it: `/timeline 1999-2004 topic:enlargement`, `who "Lord Robertson"`.

The same text stands on a button, follows a mention or a slash, and is typed on the console.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from unicodedata import category

from bot.chat import ACTION_LIMIT, Request, UsageError
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command, Rows
from bot.commands.syntax import usage_of
from bot.facts.lexicon import FILLERS
from bot.frozen import Frozen, replace
from bot.replies import usage
from bot.replies.catalog import Catalog, catalog

# What phones and word processors put for straight quotes; guillemets are the quotes of French and Russian.
_QUOTES = dict.fromkeys("“”„‟«»＂", '"')
# What keyboards of other scripts, and text copied from web pages, have for a hyphen, for digits and for a colon.
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-")
_WIDE = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"：": ":"}
_KEYS = str.maketrans(_QUOTES | _DASHES | _WIDE)
# A word, or a quotation, which a blank must follow: else a quotation mark is part of a word.
_WORD = re.compile(r'\s*((?:[^\s":]+:)?"(?:[^"\\]|\\.)*"(?!\S)|\S+)')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAMED = re.compile(r"([a-z][a-z_]*):(.*)", re.DOTALL)
# Categories of characters that cannot be seen; and letters that cannot: the blank of Braille and fillers of Korean.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u2800\u115f\u1160\u3164\uffa0")
_WHOLE = re.compile(r"-?[0-9]{1,10}")
# The longest message that any platform takes; the longest command has half of it.
LINE_LIMIT = 4_000
# How many words one value has at most: “the 4th of April 2027”.
MOST_JOINED = 5
# The row that answers a line in plain words.
PLAIN = "search"
# The row of the button on a card that reports a mistake.
REPORTS = "report form"
# Commands whose names are also words that a question begins with.
_QUESTIONS = frozenset({"who", "what"})
_GIVES_OPTION = re.compile(r"\S+ [a-z]+:")
# A word that is no command is a misspelled one if it has so many letters, and is so much like it by difflib's ratio.
SHORTEST_SLIP, NEAR = 4, 0.8
TRUE = {"yes", "true", "on", "1"}
FALSE = {"no", "false", "off", "0"}


class Typed(Frozen, frozen=True):
    """The command that a line asks, and its options as typed."""

    command: Command
    options: Mapping[str, str]


def parse_line(text: str, commands: Rows, say: Catalog, given: Mapping[str, str] | None = None) -> Typed:
    """Read what a person typed; UsageError with the usage and an example when it cannot be understood.

    `given` are options that need not be typed, since they came in another way, such as the inputs of a form.
    """
    if len(text) > LINE_LIMIT:
        raise UsageError(usage.line_too_long(say, LINE_LIMIT, len(text)))
    line = whole(plain(text)).strip()
    if not given and is_plain(line, commands):
        row = commands.named[PLAIN]
        meant = _meant(line, commands)
        return Typed(row, check_options({"text": line} | ({"meant": meant} if meant else {}), row, say))
    return parse_action(line, commands, say, given)


def is_plain(line: str, commands: Rows) -> bool:
    """Whether a line is no command but a question, a name or a date: it has no slash and begins with no row's name."""
    first = line.split(maxsplit=1)[0].casefold() if line else "/"
    if first.startswith("/") or PLAIN not in commands.named:
        return False
    names = {name.split()[0] for name, row in commands.by_name.items() if not row.hidden}
    if first in names:
        return first in _QUESTIONS and not _GIVES_OPTION.match(line)
    return not _asks_hidden(line.casefold(), commands)


def _asks_hidden(line: str, commands: Rows) -> bool:
    """Whether a line is a hidden row's action, such as `open id:…`; “open skies” is not: that is a treaty."""
    names = sorted((row.name for row in commands if row.hidden), key=len, reverse=True)
    rest = next((line.removeprefix(name) for name in names if line.startswith(name)), "no")
    return bool(re.fullmatch(r"(?: [a-z_]+:.*)?", rest, re.DOTALL))


def _meant(line: str, commands: Rows) -> str:
    """Return a line with its first word corrected to the command that it misspells; "" where it misspells none."""
    first, _, rest = line.partition(" ")
    names = {row.name.split()[0] for row in commands if not row.hidden}
    # “whats” is how a question begins.
    known = names | FILLERS
    is_word = first.casefold() not in known and first.isalpha() and len(first) >= SHORTEST_SLIP
    near = get_close_matches(first.casefold(), names, 1, NEAR) if is_word else ()
    action = f"{near[0]} {rest.strip()}" if near else ""
    return action if len(action) <= ACTION_LIMIT else ""


def parse_action(action: str, commands: Rows, say: Catalog, given: Mapping[str, str] | None = None) -> Typed:
    """Read the action of a control, in which nothing is corrected; UsageError as for a typed line."""
    command, rest = find_command(action.strip().removeprefix("/"), commands, say)
    return Typed(command, parse_options(rest, command, say, given or {}))


def whole(text: str) -> str:
    """Return a text without halves of surrogate pairs, which JSON can contain but no database can store."""
    return text.encode("utf-8", "replace").decode()


def seen(text: str) -> str:
    """Return a text without the blanks around it; "" for one that cannot be seen, such as zero-width characters."""
    return text.strip() if any(category(sign) not in _UNSEEN and sign not in _BLANK for sign in text) else ""


def plain(text: str) -> str:
    """Return a text with plain quotes, hyphens, digits and colons, which keyboards replace by other characters."""
    return text.translate(_KEYS)


def find_command(text: str, commands: Rows, say: Catalog) -> tuple[Command, str]:
    """Return the row whose name, or near name, the text begins with, and the rest; UsageError when there is none."""
    names, words = commands.by_name, text.split()
    for length in (3, 2, 1):
        name = " ".join(words[:length]).casefold()
        # `settings` alone is a near name of `settings show`; with more words it is the name of a group.
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
            number = _number_of_words(loose, option)
            options[option.name] = _unquoted(" ".join(loose[:number]))
            del loose[:number]
    if loose and waiting:
        # Quotation marks are taken off a single quoted word only: in a sentence they belong to the sentence.
        options[waiting[-1].name] = _unquoted(loose[0]) if len(loose) == 1 else " ".join(loose)
    elif loose:
        raise UsageError(usage.too_much(say, " ".join(loose), usage_of(say, command)))
    return check_options(options, command, say)


class Checked(dict[str, str]):
    """Options that were checked against a row, so that they need not be checked again."""

    def __init__(self, options: Mapping[str, str], command: Command) -> None:
        super().__init__(options)
        self.command = command


def checked(request: Request, command: Command, say: Catalog) -> Request:
    """Return a request whose options are checked; UsageError where one is wrong."""
    options = check_options(request.options, command, say)
    return request if options is request.options else replace(request, options=options)


def check_options(options: Mapping[str, str], command: Command, say: Catalog) -> Mapping[str, str]:
    """Return the options with numbers, truth values and choices in the row's own form; UsageError for any other."""
    if isinstance(options, Checked) and options.command is command:
        return options
    for option in command.options:
        if option.required and not seen(options.get(option.name, "")) and option.kind is not Kind.FILE:
            text = usage.missing(say, option.name, say(option.help), usage_of(say, command))
            raise UsageError(text, wrong=option.name)
    # A platform still shows what an older version registered.
    if unknown := options.keys() - {option.name for option in command.options}:
        raise UsageError(usage.no_option(say, min(unknown), usage_of(say, command)))
    own = {name: check_option(value, command.option(name), command, say) for name, value in options.items()}
    return Checked(own, command)


def check_option(value: str, option: Option, command: Command, say: Catalog) -> str:
    """Return one option in the row's own form; UsageError, which names the option, where it has another."""
    try:
        return _checked(seen(whole(value)), option, command, say)
    except UsageError as error:
        error.wrong = option.name
        raise


def facts_in(actions: Iterable[str], commands: Rows) -> tuple[str, ...]:
    """Return the ids of the facts that controls with these actions open: a card's own fact, or all of an overview."""
    ids: dict[str, list[str]] = {}
    for action in actions:
        with suppress(UsageError):
            row, rest = find_command(action, commands, catalog(""))
            if id := given_options(rest, row).get("id"):
                ids.setdefault(row.name, []).append(id)
    every = [id for of_row in ids.values() for id in of_row]
    return tuple(dict.fromkeys(ids.get(REPORTS, every)))


def given_options(text: str, command: Command) -> Mapping[str, str]:
    """Return the options that are given by name in a control's action, unchecked."""
    return _split(text, command)[0]


def _split(text: str, command: Command) -> tuple[dict[str, str], list[str]]:
    """Return the options given as `name:value`, and the other words; an unknown name is just a word.

    In `zone:New York` the second word belongs to the zone if there are words enough for the options without names;
    in `zone: Paris` it always does. An option that is named later in the line needs no word.
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
        elif last and _continues(options[last], named[last], len(loose) >= waiting):
            named[last] = f"{named[last]} {word}".strip()
        else:
            loose.append(word)
    return {name: _unquoted(value) for name, value in named.items()}, loose


def _continues(option: Option, value: str, is_enough: bool) -> bool:
    """Whether a further word belongs to the option that was named last; `is_enough` if no other option needs it."""
    return not value or (option.kind is Kind.TEXT and not value.startswith('"') and is_enough)


def _number_of_words(words: Sequence[str], option: Option) -> int:
    """Return how many of the words belong to an option that others follow: “4 April” is one day, “9 pm” one hour."""
    joins = option.joins or (lambda text: False)
    return next((number for number in range(MOST_JOINED, 1, -1) if joins(" ".join(words[:number]))), 1)


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
