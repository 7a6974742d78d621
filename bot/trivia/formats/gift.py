"""GIFT, Moodle's text format: multiple choice, true or false, short and numeric answers, missing words.

The format: https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.facts.model import Question
from bot.files.texts import lines_of
from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.imported import Collector, Draft, Imported, LostError, decoded, squeezed
from bot.trivia.formats.judged import FULL, Choice, judge, together, whole
from bot.trivia.formats.lists import joined, parted
from bot.trivia.formats.markup import Shown, escaped, has_markup, shown_html, shown_markdown, tidy, unescaped
from bot.trivia.numbers import number_of, span

_SPECIAL = "~=#{}:"
# What a backslash escapes is one character that Unicode keeps for a program's own use, so that it means nothing else.
_HIDDEN = {mark: chr(0xFDD0 + index) for index, mark in enumerate("~=#{}:\\n")}
_HIDE = re.compile(r"\\([~=#{}:\\n])")
_SHOW = {ord(hidden): "\n" if mark == "n" else mark for mark, hidden in _HIDDEN.items()}
_OURS = re.compile("[\ufdd0-\ufdef]")
_MARKUP = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
# Within brackets, no bracket: every place is looked at once.
_NOTE = re.compile(r"\[(tag|difficulty|accept):([^\[\]]{0,8000})\]")
_WEIGHT = re.compile(r"\s*%(-?[0-9]+(?:\.[0-9]*)?)%")
_STRANGE_WEIGHT = re.compile(r"\s*%[-0-9.,]*%")
# Many write both marks before a right choice, which is one as much as with the second alone.
_RIGHT_MARKS = re.compile(r"~[ \t]?=")
# What a line within the braces of a question may begin with.
_ANSWERS = ("=", "~", "#", "}", "//")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# What stands in for any text that somebody may type.
_WILDCARD = re.compile(r"(?<!\\)\*")
BLANK = "_____"
# What stands at the gap without a blank between.
_STOPS = ".,;:!?)"
# Moodle takes these shares of the marks alone.
_SHARES = {2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10"}


class _Block(Frozen, frozen=True):
    """One question as it stands: its first line, its text, and what comments and categories said of it."""

    line: int
    text: str
    notes: tuple[tuple[str, str], ...] = ()
    category: str = ""

    @property
    def markup(self) -> str:
        """What its text is marked as, and so its answers and feedback where they say nothing else."""
        named = _MARKUP.match(_titled(self.text)[1])
        return named[1].casefold() if named else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The category, and the tags of comments."""
        return (*((self.category,) if self.category else ()), *(value for name, value in self.notes if name == "tag"))

    @property
    def difficulty(self) -> int:
        """From 1 to 3, as a comment of ours says, or in the middle."""
        return next((int(value) for name, value in self.notes if name == "difficulty" and value in {*"123"}), 2)

    @property
    def accept(self) -> tuple[str, ...]:
        """Other spellings of the answer, as a comment of ours says."""
        return next((parted(value) for name, value in self.notes if name == "accept"), ())


def read(content: bytes) -> Imported:
    """Read every question; those of kinds that trivia has no use for are named and left out."""
    blocks = list(_blocks(_hidden(decoded(content))))
    collector = Collector(len(blocks))
    for block in blocks:
        place = f"line {block.line}"
        collector.take(place, _draft, place, block, collector)
    return collector.result()


def _hidden(text: str) -> str:
    return _HIDE.sub(lambda match: _HIDDEN[match[1]], _OURS.sub("\ufffd", text))


def _visible(text: str) -> str:
    return text.translate(_SHOW)


def _blocks(text: str) -> Iterator[_Block]:
    draft = _Draft()
    for number, line in enumerate(lines_of(text), 1):
        bare = line.strip()
        if draft.lines and _ends(bare, draft):
            yield draft.close()
        draft.is_apart = not bare
        draft.take(number, bare)
    if draft.lines:
        yield draft.close()


@dataclass(slots=True)
class _Draft:
    """The question that is being read: its lines, how many braces are open, whether an empty line was the last."""

    category: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    first: int = 1
    depth: int = 0
    is_apart: bool = False

    def take(self, number: int, line: str) -> None:
        if line.startswith("//"):
            self.notes += [(name, unescaped(_visible(value))) for name, value in _NOTE.findall(line)]
        elif line.startswith("$CATEGORY:"):
            self.category = _visible(line.partition(":")[2]).strip().rpartition("/")[2]
        elif line:
            self.first = self.first if self.lines else number
            self.lines.append(line)
            self.depth += line.count("{") - line.count("}")

    def close(self) -> _Block:
        """Return the question, and begin another one of the same category."""
        block = _Block(self.first, "\n".join(self.lines), tuple(self.notes), self.category)
        self.lines, self.notes, self.depth = [], [], 0
        return block


def _ends(line: str, draft: _Draft) -> bool:
    """Whether a question is over before a line; an empty line within its braces, as people write, does not end it."""
    is_open = draft.depth > 0
    if is_open and draft.is_apart and line:
        return not line.startswith(_ANSWERS)
    return not is_open if not line else _begins_another(line, draft.lines)


def _begins_another(line: str, before: Sequence[str]) -> bool:
    """Whether a title or category begins another question, though no blank line stands between."""
    return line.startswith(("::", "$CATEGORY:")) and before[-1].endswith("}")


def _draft(place: str, block: _Block, collector: Collector) -> Draft:
    title, text = _titled(block.text)
    _check_braces(text)
    before, inside, after = _parts(text)
    rest = after.strip()
    asked = f"{before.strip()} {BLANK}{rest if rest[0] in _STOPS else f' {rest}'}" if rest else before
    question = _shown(asked if _unmarked(asked) else title)
    answers, _, general = _RIGHT_MARKS.sub("=", inside).partition("####")
    explained = _shown(general, block.markup)
    draft = Draft(
        question.text,
        explanation=explained.text,
        difficulty=block.difficulty,
        tags=block.tags,
        media=(*question.media, *explained.media),
    )
    return _answered(place, draft, answers.strip(), block, collector)


def _titled(text: str) -> tuple[str, str]:
    """Return the title of a question and the rest of it."""
    _, mark, rest = text.partition("::")
    title, end, body = rest.partition("::")
    return (title.strip(), body.strip()) if text.startswith("::") and mark and end else ("", text)


def _unmarked(text: str) -> str:
    named = _MARKUP.match(text)
    return text[named.end() :] if named else text


def _check_braces(text: str) -> None:
    """Raise LostError when something is wrong with the braces of a question."""
    marks = re.findall(r"[{}]", text)
    if marks == ["{", "}"]:
        return
    if not marks:
        raise LostError(worded("there is no answer in braces, so this is a description and no question"))
    if marks == ["{"]:
        raise LostError(worded("its answer is not closed; end it with }}, or write \\{{ where a brace is text"))
    if marks == ["{", "}"] * (len(marks) // 2) and re.search(r"\}\s*\n", text):
        raise LostError(worded("several answers in braces; put a blank line between two questions"))
    if marks == ["{", "}"] * (len(marks) // 2):
        raise LostError(worded("several gaps in one question; make a question of each"))
    raise LostError(
        worded("its braces do not match; close each answer with }}, and put a blank line between two questions")
    )


def _parts(text: str) -> tuple[str, str, str]:
    before, _, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    return before, inside, after


def _shown(text: str, markup: str = "") -> Shown:
    """Return what a text shows in the markup that it names, or else in that of its question."""
    named = _MARKUP.match(text)
    kind = named[1].casefold() if named else markup
    # Only \\n breaks a line; where the file's own lines end means nothing.
    visible = _visible(_unmarked(text).replace("\n", " "))
    if kind == "plain":
        return Shown(tidy(visible))
    return shown_markdown(visible) if kind == "markdown" else shown_html(visible)


def _answered(place: str, draft: Draft, answers: str, block: _Block, collector: Collector) -> Draft:
    """Return a question with its answers, by what stands in its braces."""
    truth, *feedback = answers.split("#")
    if truth.strip().upper() in _TRUTHS:
        said = [_shown(text, block.markup).text for text in feedback]
        return _of_truth(place, draft, _TRUTHS[truth.strip().upper()], said, collector)
    if answers.startswith("#"):
        return _of_number(place, draft, answers[1:], collector)
    _check_answers(answers)
    return _listed(place, draft, answers, block, collector)


def _check_answers(answers: str) -> None:
    """Raise LostError when what stands in the braces is no list of answers that can be judged."""
    if not answers:
        raise LostError(worded("an essay question has no answer that could be judged"))
    if answers[0] not in "=~":
        raise LostError(worded("its answers do not begin with = or ~"))
    if _is_matching(answers):
        raise LostError(worded("a matching question has no single answer"))
    if _is_glued(answers):
        raise LostError(worded("an = within a word may begin an answer or not; write \\= where it is text"))


def _is_glued(answers: str) -> bool:
    """Whether an = stands within a word, as in E=mc2, where the other marks stand apart: it may be one of the text."""
    marks = [(found[0], answers[found.start() - 1]) for found in re.finditer("[=~]", answers) if found.start()]
    return any(before.isspace() for _, before in marks) and any(
        mark == "=" and not before.isspace() for mark, before in marks
    )


def _of_truth(place: str, draft: Draft, is_true: bool, feedback: Sequence[str], collector: Collector) -> Draft:
    # {T#what is said on the wrong answer#what is said on the right one}
    wrong, right = (*feedback[:2], *([""] * (2 - len(feedback[:2]))))
    if wrong:
        collector.remark(place, worded("what is said on wrong answers is not carried over"))
    answers = ("True", "False") if is_true else ("False", "True")
    explanation = together(right, draft.explanation)
    return replace(draft, answers=answers[:1], choices=answers[1:], explanation=explanation)


def _pieces(answers: str) -> list[tuple[str, str]]:
    """Return the answers with the sign before each."""
    return re.findall(r"([=~])([^=~]*)", answers)


def _is_matching(answers: str) -> bool:
    pieces = [(sign, text) for sign, text in _pieces(answers) if text.strip()]
    return len(pieces) > 1 and all(sign == "=" and "->" in text for sign, text in pieces)


def _of_number(place: str, draft: Draft, answers: str, collector: Collector) -> Draft:
    listed = _pieces(answers if answers.strip().startswith(("=", "~")) else f"={answers}")
    choices: list[Choice] = []
    for sign, text in listed:
        choice = _choice(sign, text, collector, place)
        if choice and choice.weight <= 0 and choice.text.strip() in ("", "*"):
            # Moodle writes so what it says on any other number.
            collector.remark(place, worded("what is said on wrong answers is not carried over"))
            continue
        if choice is None or not (spelt := _spelt(choice.text)):
            shown = squeezed(_visible(text))[:30]
            raise LostError(worded("“{text}” is no number, range (1..5) or number with tolerance (3:2)", text=shown))
        choices += [replace(choice, text=one) for one in spelt]
    return whole(place, draft, judge([choice for choice in choices if choice.weight > 0]), collector)


def _spelt(text: str) -> tuple[str, ...]:
    """Return a number, and the span that counts as well; nothing when the text is no number."""
    if ".." in text:
        low, _, high = text.partition("..")
        return _spanned(low, high)
    value, _, tolerance = text.partition(":")
    number, margin = number_of(value), number_of(tolerance or "0")
    if number is None or margin is None or margin < 0:
        return ()
    return (value.strip(), span(number - margin, number + margin)) if margin else (value.strip(),)


def _spanned(low: str, high: str) -> tuple[str, ...]:
    first, last = number_of(low), number_of(high)
    return (span(first, last),) if first is not None and last is not None and first <= last else ()


def _listed(place: str, draft: Draft, answers: str, block: _Block, collector: Collector) -> Draft:
    choices: list[Choice] = []
    is_typed = "~" not in answers
    media = [*draft.media]
    markup = block.markup
    for sign, text in _pieces(answers):
        choice = _choice(sign, text, collector, place, media, markup)
        if choice is None:
            raise LostError(worded("the weight of “{text}” is no number", text=squeezed(_visible(text))[:30]))
        if is_typed and _WILDCARD.search(choice.text):
            collector.remark(
                place, worded("“{choice}” stands for any text, and is not carried over", choice=choice.text[:30])
            )
        elif choice.text.strip() or not is_typed:
            choices.append(replace(choice, text=choice.text.replace("\\*", "*")) if is_typed else choice)
    return whole(place, replace(draft, media=media), judge(choices), collector, block.accept)


def _choice(
    sign: str, text: str, collector: Collector, place: str, media: list[str] | None = None, markup: str = ""
) -> Choice | None:
    """Return an answer with its weight and feedback; None when its weight cannot be read."""
    body, _, feedback = text.partition("#")
    weight = _WEIGHT.match(body)
    if not weight and _STRANGE_WEIGHT.match(body):
        return None
    shown = _shown(body[weight.end() :] if weight else body, markup)
    said = _shown(feedback, markup)
    if media is not None:
        media += [*shown.media, *said.media]
    elif said.media:
        collector.remark(place, worded("{media} is not carried over", media=said.media[0]))
    given = float(weight[1]) if weight else FULL if sign == "=" else 0.0
    return Choice(shown.text, given, said.text)


def write(questions: Iterable[Question]) -> bytes:
    """Write questions as GIFT; what it has no place for stands in comments, as Moodle writes its tags."""
    return "\n\n".join(_written(question) for question in questions).encode() + b"\n"


def _written(question: Question) -> str:
    notes = [*(f"[tag:{_noted(tag)}]" for tag in question.tags), f"[difficulty:{question.difficulty}]"]
    if question.accept and question.choices:
        # Beside choices, another spelling would be a second right one.
        notes.append(f"[accept:{_noted(joined(question.accept))}]")
    explained = [f"####{_text(question.explanation)}"] if question.explanation else []
    lines = "".join(f"\n{answer}" for answer in (*_answers(question), *explained))
    return f"// {' '.join(notes)}\n::{_marked(question.id)}::{_text(question.question)} {{{lines}\n}}"


def _answers(question: Question) -> list[str]:
    if question.right:
        share = _SHARES.get(len(question.right), f"{FULL / len(question.right):.5f}")
        right = [f"~%{share}%{_text(answer)}" for answer in question.right]
        return [*right, *(f"~%-100%{_text(choice)}" for choice in question.choices)]
    if question.choices:
        return [f"={_weighed(question.answer, 100)}", *(f"~{_weighed(choice, 0)}" for choice in question.choices)]
    answers = (question.answer, *question.accept)
    if any(".." in answer for answer in answers) and all(_spelt(answer) == (answer,) for answer in answers):
        return ["#", *(f"={answer}" for answer in answers)]
    return [f"={_weighed(answer.replace('*', _STAR), 100)}" for answer in answers]


_STAR = "\ufdef"


def _weighed(text: str, weight: int) -> str:
    """Write an answer; one that looks like a weight itself has its own in front."""
    written = _text(text).replace(_STAR, "\\*")
    return f"%{weight}%{written}" if text.lstrip().startswith("%") else written


def _text(text: str) -> str:
    """Write a text so that Moodle shows it as it stands."""
    if has_markup(text) or _MARKUP.match(text):
        return f"[html]{_marked(escaped(text))}"
    return _marked(text)


def _marked(text: str) -> str:
    """Put a backslash before what means something to GIFT."""
    return "".join(_ESCAPES.get(character, character) for character in text)


_ESCAPES: Mapping[str, str] = {**{mark: f"\\{mark}" for mark in _SPECIAL}, "\\": "\\\\", "\n": "\\n"}


def _noted(text: str) -> str:
    # A comment's note ends at its bracket.
    return _marked(text.replace("&", "&amp;").replace("[", "&#91;").replace("]", "&#93;"))
