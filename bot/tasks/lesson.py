"""`dateline class`: its options, and the round that they ask for, in a class that has no chat."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

from bot.arguments import Commands, Task, argument, command
from bot.chat import Channel, User
from bot.facts.library import Library
from bot.facts.model import Question
from bot.frozen import Frozen
from bot.trivia.formats.known import read
from bot.trivia.material import of_pack
from bot.trivia.own import named
from bot.trivia.plan import Mode, Pace, Plan
from bot.trivia.questions.asked import Asked
from bot.trivia.questions.draw import askable, draw, in_order
from bot.trivia.questions.pool import Wishes
from bot.trivia.questions.written import opinions
from bot.trivia.records import Started
from bot.trivia.round import begin
from bot.trivia.seats import Naming, read_names

# A class without a chat is a community of its own, with one channel and one host.
PLATFORM = "web"
CHANNEL = Channel(PLATFORM, "class", "class")
TEACHER = User(PLATFORM, "class", "teacher")
MOST_QUESTIONS, MOST_SECONDS, MOST_TEAMS = 50, 600, 8


class LessonError(Exception):
    """A class that cannot be held with these options; the message says what to write instead."""


class Lesson(Frozen, frozen=True):
    """A round for a class without a chat, how its pupils are named, and remarks on the file of questions."""

    plan: Plan
    naming: Naming
    names: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def add(commands: Commands, run: Task) -> None:
    """Add `class` to the commands."""
    command(
        commands,
        "class",
        "play with a class in their browsers: no account, no chat",
        run,
        argument(
            "--questions",
            type=Path,
            metavar="FILE",
            help="your own: .gift, .txt, .xml, .zip, .apkg, .csv, .xlsx, .yaml",
        ),
        argument("--pack", default="", help="only questions of this pack"),
        argument("--number", type=_number(1, MOST_QUESTIONS), help="how many questions; 10, or all of your own"),
        argument("--seconds", type=_number(5, MOST_SECONDS), default=45, help="how long each is open; 45"),
        argument("--clock", action="store_true", help="go on by the clock; left out, you go on by a press"),
        argument("--change", action="store_true", help="an answer can be changed until time is up"),
        argument("--typed", action="store_true", help="answers are typed; no choices are shown"),
        argument("--survey", action="store_true", help="ask for opinions by your own questions; none is right"),
        argument("--teams", type=_number(2, MOST_TEAMS), help="how many teams"),
        argument("--names", choices=[naming.value for naming in Naming], default=Naming.ANIMALS.value),
        argument("--list", type=Path, metavar="FILE", help="the class's list, a name a line; for --names list"),
        argument("--again", action="store_true", help="begin anew, though a round is not over"),
        argument("--port", type=_number(1, 65535), default=8000),
    )


def lesson(options: argparse.Namespace, library: Library, rng: Random) -> Lesson:
    """Return the round that the options ask for; LessonError says what is wrong with a file or an option."""
    mode = _mode(options)
    asked, title, remarks = _own(options, rng) if options.questions else _drawn(options, library, rng)
    plan = Plan(
        questions=asked,
        mode=mode,
        seconds=options.seconds,
        teams=tuple(f"Team {number}" for number in range(1, (options.teams or 0) + 1)),
        can_change=options.change,
        title=title,
        wishes=Wishes(pack=options.pack),
        count=len(asked),
        pace=Pace.CLOCK if options.clock else Pace.HOST,
        waits=True,
        is_list=options.questions is not None or options.survey,
    )
    return Lesson(plan, *_naming(options), remarks)


def started(current: Lesson, code: str, now: datetime) -> Started:
    """Return the round as it is stored."""
    return Started(begin(code, current.plan, now), CHANNEL, TEACHER, now)


def _own(options: argparse.Namespace, rng: Random) -> tuple[tuple[Asked, ...], str, tuple[str, ...]]:
    file = options.questions
    try:
        imported = named(read(file.name, file.read_bytes()))
    except OSError as error:
        raise LessonError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise LessonError(f"{file}: {error}") from error
    fit = askable(imported.questions, is_typed=options.typed, is_survey=options.survey)
    if not fit:
        raise LessonError(f"{file}: {_why_none(imported.questions, is_typed=options.typed)}")
    asked = in_order(fit[: options.number or MOST_QUESTIONS], rng)
    unasked = _unasked(imported.questions, len(fit), is_survey=options.survey)
    cut = len(fit) > MOST_QUESTIONS and not options.number
    rest = [f"the first {MOST_QUESTIONS} of {len(fit)} are asked, as many as a round has"] if cut else []
    remarks = (*map(str, imported.remarks), *unasked, *rest)
    return asked, imported.title or file.stem, tuple(f"{file}: {remark}" for remark in remarks)


def _why_none(questions: Sequence[Question], *, is_typed: bool) -> str:
    if opinions(questions):
        return "it asks for opinions, so nothing is right; add --survey"
    if questions and not is_typed:
        return "none of its questions has a wrong choice; add --typed, and the class types its answers"
    return "no question in it can be asked; each needs a wrong choice beside the right one"


def _unasked(questions: Sequence[Question], fit: int, *, is_survey: bool) -> Iterator[str]:
    """Yield how many questions are not asked, and why: for their kind, or for want of a wrong choice."""
    number = len(opinions(questions))
    if is_survey and number:
        if others := len(questions) - number:
            yield f"not asked: {others} with a right answer; --survey asks the opinions alone"
        return
    if number:
        yield f"not asked: {number} of opinions; --survey asks them"
    if plain := len(questions) - number - fit:
        typing = "" if is_survey else "; with --typed all are asked, and the class types its answers"
        yield f"not asked: {plain} without a wrong choice{typing}"


def _drawn(
    options: argparse.Namespace, library: Library, rng: Random
) -> tuple[tuple[Asked, ...], str, tuple[str, ...]]:
    packs = {pack.id: pack.title for pack in library.packs}
    if options.pack and options.pack not in packs:
        raise LessonError(f"--pack is “{options.pack}”; there is {', '.join(sorted(packs)) or 'none'}")
    if options.survey:
        return _surveyed(options, library, rng), packs.get(options.pack, ""), ()
    number = options.number or 10
    asked = draw(library, Wishes(pack=options.pack), number, rng, is_typed=options.typed)
    if not asked:
        raise LessonError("the packs have no question for this; leave out --pack, or name your own: --questions FILE")
    if len(asked) < number:
        raise LessonError(f"the packs give {len(asked)} questions for this; ask for fewer: --number {len(asked)}")
    return asked, packs.get(options.pack, ""), ()


def _surveyed(options: argparse.Namespace, library: Library, rng: Random) -> tuple[Asked, ...]:
    asked = opinions(of_pack(library, options.pack))
    if not asked:
        raise LessonError(
            "--survey asks for opinions, of which the packs have none; give it your own: --questions FILE"
        )
    return in_order(asked[: options.number or MOST_QUESTIONS], rng)


def _mode(options: argparse.Namespace) -> Mode:
    if not options.survey:
        return Mode.TYPE if options.typed else Mode.EVERYONE
    if options.typed:
        raise LessonError("--survey counts who chose what; leave out --typed")
    return Mode.SURVEY


def _naming(options: argparse.Namespace) -> tuple[Naming, tuple[str, ...]]:
    naming = Naming(options.names) if not options.list else Naming.LIST
    if naming is not Naming.LIST:
        return naming, ()
    if options.list is None:
        raise LessonError("--names list needs the list: --list class-9b.txt, a name a line")
    try:
        names = read_names(options.list.read_text(encoding="utf-8-sig").splitlines())
    except OSError as error:
        raise LessonError(f"{options.list} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LessonError(f"{options.list} cannot be read as UTF-8: save it as UTF-8 text, a name a line") from error
    if not names:
        raise LessonError(f"{options.list} has no name in it; write a name a line")
    return naming, names


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"“{text}” is no number from {least} to {most}")
        return int(text)

    return number
