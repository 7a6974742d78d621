"""Red's trivia lists: YAML, a question as the key and its answers as a list.

The format: https://docs.discord.red/en/stable/guide_trivia_list_creation.html
"""

from __future__ import annotations

import re

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.files.documents import entries, parse_document
from bot.files.problems import Reading
from bot.files.texts import UnreadableError, decoded
from bot.files.wording import worded
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported

# YAML 1.1 reads these as truth values, and Red then accepts every way of writing the one that was meant: as it is
# written first, for nobody who wrote “Off” means to read “False”.
TRUE, FALSE = ("True", "Yes", "On"), ("False", "No", "Off")
_TRUE_WORDS = {"true", "yes", "on"}
_BOOLEAN = re.compile(r"(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)")


def read(content: bytes) -> Imported:
    """Read a list; UnreadableError when it is no YAML mapping."""
    reading = Reading("line")
    root = parse_document(decoded(content), reading)
    if root is None:
        raise _refusal(reading)
    pairs = entries(root, reading)
    names = {"AUTHOR": "", "DESCRIPTION": ""}
    settings = {*names, "CONFIG"}
    questions = sum(key.value not in settings for key, _ in pairs)
    collector = Collector(questions + len(reading.problems))
    for key, value in pairs:
        if key.value in names:
            names[key.value] = str(value.value) if isinstance(value, ScalarNode) else ""
        elif key.value == "CONFIG":
            _note_config(value, collector)
        else:
            collector.take(f"line {key.start_mark.line + 1}", _draft, key, value)
    for problem in reading.problems:
        collector.lose(f"line {problem.place.line}", problem.message)
    return collector.result(names["DESCRIPTION"], names["AUTHOR"])


def _refusal(reading: Reading) -> UnreadableError:
    if not reading.problems:
        return UnreadableError("the list is empty")
    first = reading.problems[0]
    return UnreadableError("this is no list of Red’s: line {line}: {why}", line=first.place.line, why=first.message)


def _note_config(value: Node, collector: Collector) -> None:
    names = [key.value for key, _ in value.value] if isinstance(value, MappingNode) else []
    if names:
        place = f"line {value.start_mark.line + 1}"
        collector.remark(
            place, worded("CONFIG is for Red; set these when a round is started: {names}", names=", ".join(names))
        )


def _draft(key: ScalarNode, value: Node) -> Draft:
    if not isinstance(value, SequenceNode):
        raise LostError(worded("its answers are no list; write a line with “- ” for each"))
    strange = [node for node in value.value if not isinstance(node, ScalarNode)]
    if strange:
        place = f"line {strange[0].start_mark.line + 1}"
        raise LostError(worded("an answer is a list or mapping; write plain text"), place)
    return Draft(key.value, [text for node in value.value for text in _answers(node)])


def _answers(node: ScalarNode) -> tuple[str, ...]:
    text = str(node.value)
    if not node.style and _BOOLEAN.fullmatch(node.value):
        return (text, *(TRUE if text.casefold() in _TRUE_WORDS else FALSE))
    # Nothing at all after the hyphen is YAML's null, which Red takes for the word None.
    return (text or "None",)
