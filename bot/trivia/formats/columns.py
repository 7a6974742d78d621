"""What the columns of a table hold, by the words of their heads or, where these say nothing, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.facts.model import NAME_LIMIT
from bot.facts.names import fold
from bot.files.child import RefusedError
from bot.files.lettering import letters
from bot.frozen import Frozen, replace

# So many rows are looked at to find out what a column holds, and a head is looked for in so many.
SAMPLE, HEAD_ROWS = 200, 30
# A row of two cells is a pair; a question with choices has more of them, and no more choices than this.
MOST_BARE, MOST_OPTIONS = 2, 8
# What has more columns is no table of questions, and to compare each with each would take long.
MOST_COLUMNS = 60
_QUESTION = (
    r"(the )?(question|questions|frage|fragen|fragetext|pregunta|enunciado|domanda|pergunta|vraag|vopros|pytanie|"
    r"pitanie|(za)?pitann[iy]a|prompt|stem|front|term|item|vorderseite|soru|kysymys|fraga|sporsmal|sporgsmal|otazka|"
    r"kerdes|pertanyaan|soal|(noi dung )?cau hoi|lsul|prsn|khamtham|munje|jilmun|"
    r"(timu|wenti|zhiwen|shewen)(wen|neirong)?)\b"
)
_ANSWER = (
    r"(the )?(answer|antwort|respuesta|reponse|risposta|resposta|antwoord|otvet|vidpovid|odpowiedz|back|definition|"
    r"ruckseite|cevap|vastaus|svar|odpoved|valasz|jawaban|dap an|ljbh|ljwb|uttr|khamtob|jeongdab|dab|daan|dae|jieda)"
)
_OPTION = (
    rf"({_ANSWER}(s|en|e)?|option|choice|alternative|antwortmoglichkeit|opcion|opcao|opzione|variant|wahl|"
    r"pilihan|lua chon|lkhyr|viklp|seontaegji|bogi|xuanxiang|xuanzezhi)"
)
_RIGHT = (
    r"(correct|right|richtig|richtige|korrekt|correcta|correctas|corretta|corrette|correta|bonne|juste|pravil|poprawn|"
    r"pravilnyi|juist|dogru|oikea|ratt|riktig|spravn|helyes|solution|losung|solucion|zhengquedaan|zhengjie)"
)
_WRONG = (
    r"(incorrect|wrong|falsch|falsche|incorrecta|fausse|sbagliata|errada|errata|fout|nepravil|distractor|false|sai)"
)
# Names of columns, the first that fits.
_ROLES: tuple[tuple[str, str], ...] = (
    (r"(question |quiz )?(id|nr|no|number|num|index|guid|key id)$|(xuhao|bianhao|tihao)$", "id"),
    (r"(question )?(type|typ|tipo|art|kind)( of question| de (question|pregunta))?$|fragetyp$|tip voprosa$|"
     r"(timu|wenti)?leixing$|tixing$", "type"),
    (r"(explanation|answer explanation|feedback|rationale|explication|erklarung|explicacion|begrundung|obiasnenie|"
     r"poyasnenie|giai thich|haeseol|jiexi|jieshi|jieshuo)\b", "explanation"),
    (r"(comment|comments|notes?|extra|hinweis)$", "explanation"),
    (r"(tags?|category|categories|topic|topics|subject|kategorie|thema|unit|categoria|etiquetas|schlagworte?r?)$",
     "tags"),
    (r"(difficulty|level|schwierigkeit|dificultad|niveau|nivel|slozhnost|uroven|nandu)\b", "difficulty"),
    (r"(accept|accepted|also accepted|alternative answers|alternate answers|other spellings|synonyms)$", "accept"),
    (r"((answer|question) )?(options|alternatives|possible answers|antwortmoglichkeiten|opciones|opcoes|opzioni|"
     r"varianty)$|(answer|all) choices$", "listed"),
    (r"(choices|distractors|wrong choices|(wrong|incorrect) answers)$", "choices"),
    (r"(time|seconds|timer|zeit|tiempo|temps|tempo|vremia)\b", "time"),
    (rf"({_OPTION} )?{_WRONG}\b", "wrong"),
    (rf"{_RIGHT}\w*\b|({_ANSWER}s? )?key$|kunci jawaban$|dap an dung$|ljbh lshyhh$|{_ANSWER}s? is correct|"
     rf".*\b{_RIGHT}\w*( {_ANSWER}\w*)?( s)?$", "correct"),
    (rf"{_OPTION} ?(nr|no|number)? ?([0-9]{{1,2}}|[a-h])( optional| text| .*[0-9].*)?$", "option"),
    (r"[a-h]$", "option"),
    (rf"{_QUESTION}( text| title| stem| content)?( s)?( .*[0-9].*)?$", "question"),
    (rf"{_ANSWER}(s|en|e|as|te)?$", "answer"),
)  # fmt: skip
_KNOWN_RIGHT = "right"
# Kinds of a question of which nothing is right, folded: “Umfrage”, “опрос”.
_OPINION = re.compile(
    r"\b(opinion(es|s)?|polls?|surveys?|umfragen?|meinung(en)?|sondages?|sondaggio|encuesta|enquete|opros|opituvannya|mnenie|"
    r"ankieta)\b"
)


class Part(Frozen, frozen=True):
    """What a part of a question was taken from: columns by their letters, or a field of a list by its number."""

    role: str
    where: str
    is_field: bool = False

    def __str__(self) -> str:
        return f"{self.role} = {'field' if self.is_field else 'column'} {self.where}"


class Layout(Frozen, frozen=True):
    """Where each part of a question stands, columns counted from 0 and -1 for none; `head` is the row of the names.

    `options` are the choices, of which `correct` tells the right ones; `wrong` are the wrong ones alone.
    """

    head: int
    names: tuple[str, ...]
    question: int = -1
    answer: int = -1
    correct: int = -1
    options: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()
    others: Mapping[str, int] | None = None
    is_guess: bool = False

    def other(self, role: str) -> int:
        """Return the column of a part that a question need not have."""
        return (self.others or {}).get(role, -1)

    @property
    def is_whole(self) -> bool:
        """Whether a question with a right answer can be made of it."""
        has_right = self.answer >= 0 or self.correct >= 0
        return self.question >= 0 and has_right

    @property
    def key(self) -> int:
        """The column that tells what is right: which of the options, or the answer itself."""
        return self.correct if self.correct >= 0 else self.answer

    @property
    def asked(self) -> frozenset[int]:
        """The columns without which a row is no question: not its number, its time or its tags."""
        others = (self.other(role) for role in ("accept", "choices", "listed", "right"))
        return frozenset((self.question, self.key, *self.options, *self.wrong, *others)) - {-1}

    @property
    def read(self) -> frozenset[int]:
        """The columns of which something is made."""
        singles = (self.question, self.answer, self.correct, *(self.others or {}).values())
        return frozenset((*singles, *self.options, *self.wrong))

    def parts(self) -> tuple[Part, ...]:
        """Say what the columns were taken for."""
        parts = [("question", (self.question,)), ("answer", (self.answer,)), ("choices", self.options)]
        parts += [("right", (self.correct,)), ("wrong", self.wrong)]
        parts += [(role, (column,)) for role, column in (self.others or {}).items() if role not in ("id", "type")]
        return tuple(
            Part(role, ", ".join(letters(column) for column in columns))
            for role, columns in parts
            if columns and columns[0] >= 0
        )


class Columns(Frozen, frozen=True):
    """What a table's columns are taken for, counted from 0: of the question, of what is right, and of the choices.

    `heads` are what the columns are called. What is not known is -1 or empty.
    """

    heads: tuple[str, ...] = ()
    question: int = -1
    right: int = -1
    choices: tuple[int, ...] = ()

    def __str__(self) -> str:
        choices = ",".join(map(letters, self.choices))
        return f"question={letters(self.question)} right={letters(self.right)} choices={choices}"


def columns_of(layout: Layout) -> Columns:
    """Return what a layout takes the columns for."""
    return Columns(layout.names, layout.question, layout.key, layout.options or layout.wrong)


def parsed(text: str) -> Columns:
    """Return columns that are written as question=B right=F choices=C,D,E; RefusedError for anything else."""
    parts = {name.casefold(): value for name, _, value in (part.partition("=") for part in text.split())}
    if not {"question", "right"} <= parts.keys() or parts.keys() - {"question", "right", "choices"}:
        raise RefusedError("“{text}” names no columns; write them as question=B right=F choices=C,D,E", text=text[:60])
    choices = tuple(column_of(part) for part in re.split(r"[,;+&]", parts.get("choices", "")) if part)
    return Columns((), column_of(parts["question"]), column_of(parts["right"]), choices)


def column_of(text: str) -> int:
    """Return the number of a column that is called by its letters, from 0; RefusedError for anything else."""
    name = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,2}", name):
        raise RefusedError("“{text}” is no column; write its letter, such as B", text=text.strip()[:20])
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def chosen(rows: Sequence[Sequence[str]], columns: Columns) -> Layout:
    """Return the layout of a table of which somebody says what its columns are."""
    wanted = (columns.question, columns.right, *columns.choices)
    head = next((number for number, row in enumerate(rows) if cell_of(row, columns.question)), 0)
    names = tuple(rows[head]) if rows else ()
    body = [row for row in rows[head + 1 :] if cell_of(row, columns.question) and cell_of(row, columns.right)]
    options = tuple(sorted(column for column in {*columns.choices} if column != columns.question))
    is_key = bool(options) and bool(body) and _tells_options(body, columns.right, options)
    others = {role: column for column, name in enumerate(names) if column not in wanted and (role := _aside(name))}
    if is_key:
        # Its own column may be among the choices.
        return Layout(head, names, columns.question, -1, columns.right, options, (), others, is_guess=True)
    wrong = tuple(column for column in options if column != columns.right)
    return Layout(head, names, columns.question, columns.right, -1, (), wrong, others, is_guess=True)


def _tells_options(body: Sequence[Sequence[str]], right: int, options: Sequence[int]) -> bool:
    """Whether most cells of a column are the number, letter or text of an option."""
    if right in options:
        return False
    fit = sum(_is_key((row,), right, options) or "," in cell_of(row, right) for row in body)
    return 2 * fit > len(body)


def _aside(name: str) -> str:
    role = role_of(name) if name.strip() and len(name) <= 120 else ""
    return role if role in ("explanation", "difficulty", "tags", "type") else ""


def role_of(name: str) -> str:
    """Return what a column of that name holds; "" when the name does not tell."""
    folded = fold(name)
    if "#" in name and folded in {"question", "frage", "pregunta"}:
        return "id"
    return next((role for pattern, role in _ROLES if re.match(pattern, folded)), "")


def named(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout that the first row of heads tells; None when there is none."""
    for number, row in enumerate(rows[:HEAD_ROWS]):
        layout = _of_names(number, row)
        if layout.is_whole or _asks_opinions(layout, rows[number + 1 :][:SAMPLE]):
            return layout
    return None


def is_opinion(kind: str) -> bool:
    """Whether the kind of a question says that nothing is right of it."""
    return bool(_OPINION.search(fold(kind[:NAME_LIMIT])))


def _asks_opinions(layout: Layout, body: Sequence[Sequence[str]]) -> bool:
    """Whether a table without right answers has choices, and rows that say that they ask for opinions."""
    others = (layout.other(role) for role in ("choices", "listed"))
    has_choices = bool(layout.options) or max(others) >= 0
    is_fit = layout.question >= 0 and layout.other("type") >= 0 and has_choices
    return is_fit and any(is_opinion(cell_of(row, layout.other("type"))) for row in body)


def _of_names(head: int, row: Sequence[str]) -> Layout:
    """Return what a row of heads tells; of one that is far wider than any, what its first cells do."""
    names, row = tuple(row), row[:MOST_COLUMNS]
    roles = [role_of(name) if name.strip() and len(name) <= 120 else "" for name in row]
    # Blooket has “Question #” and “Question Text”.
    questions = [index for index, role in enumerate(roles) if role == "question"]
    text = next((index for index in questions if "text" in fold(row[index])), questions[0] if questions else -1)
    first = {role: index for index, role in reversed(list(enumerate(roles))) if role}
    options = tuple(index for index, role in enumerate(roles) if role == "option")
    others: dict[str, int] = {
        role: first[role]
        for role in ("accept", "choices", "listed", "explanation", "difficulty", "tags", "right", "time", "type", "id")
        if role in first
    }
    if _KNOWN_RIGHT in [fold(name) for name in row]:
        others["right"] = [fold(name) for name in row].index(_KNOWN_RIGHT)
    correct = next(
        (index for index, role in enumerate(roles) if role == "correct" and index != others.get("right")), -1
    )
    answer = first.get("answer", -1)
    if options and correct < 0:
        # “Option A, Option B, Answer”: the answer says which of the options is right.
        correct, answer = answer, -1
    wrong = tuple(index for index, role in enumerate(roles) if role == "wrong")
    if not options and answer < 0:
        correct, answer = -1, correct
    return Layout(head, names, text, answer, correct, options, wrong, others)


def guessed(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout that the contents tell: a column of questions, of choices, and of which of them is right."""
    filled = [row for row in rows[:SAMPLE] if sum(bool(cell.strip()) for cell in row) > MOST_BARE]
    body = filled[1:] if len(filled) > 1 else filled
    width = max(map(len, body), default=0)
    if width > MOST_COLUMNS:
        return None
    columns = [column for column in range(width) if body and _length(body, column)]
    for correct in reversed(columns):
        layout = _around(body, correct, columns)
        if layout:
            head = next(number for number, row in enumerate(rows) if row is filled[0])
            is_headless = _is_key(filled[:1], layout.correct, layout.options) and not role_of(
                cell_of(filled[0], layout.question)
            )
            return replace(layout, names=tuple(filled[0]), head=head - 1 if is_headless else head)
    return None


def _around(body: Sequence[Sequence[str]], correct: int, columns: Sequence[int]) -> Layout | None:
    """Return the layout in which a column tells the right one of the choices; None when it does not."""
    texts = [column for column in columns if column != correct]
    question = max(texts, key=lambda column: _questionness(body, column), default=-1)
    if question < 0 or not _are_sentences(body, question) or _is_count(body, correct):
        return None
    options = [column for column in texts if column > question and not _is_setting(body, column)]
    before = [column for column in options if column < correct]
    # What stands behind the key, where it tells one of those before it, is a subject, tags or an explanation.
    parts = before if len(before) > 1 and _is_key(body, correct, before) else options
    if len(parts) < 2 or not _is_key(body, correct, parts[:MOST_OPTIONS]):
        return None
    explains = [column for column in options if column not in parts and _are_sentences(body, column)]
    others = {"explanation": explains[0]} if explains else {}
    return Layout(-1, (), question, -1, correct, tuple(parts[:MOST_OPTIONS]), (), others, is_guess=True)


def _is_count(body: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column counts the rows, 1, 2, 3, and tells nothing of them."""
    cells = [cell_of(row, column) for row in body]
    first = cells[0] if cells else ""
    return (
        len(cells) > 2
        and first.isdecimal()
        and len(first) < 7
        and cells == [str(int(first) + index) for index in range(len(cells))]
    )


def _are_sentences(body: Sequence[Sequence[str]], column: int) -> bool:
    """Whether nearly all cells of a column are of words, as no time, number or name is."""
    cells = [cell_of(row, column) for row in body]
    words = (bool(re.search(r"[^\W\d_]{2}", cell)) for cell in cells)
    fit = sum(has and (" " in cell or not cell[-1:].isalnum()) for has, cell in zip(words, cells, strict=True))
    return 10 * fit >= 8 * len(cells)


def _is_setting(body: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds the same number everywhere, such as seconds or points."""
    cells = {cell_of(row, column) for row in body}
    return len(body) > 1 and len(cells) == 1 and cells.pop().isdigit()


def _is_key(body: Sequence[Sequence[str]], correct: int, options: Sequence[int]) -> bool:
    """Whether each cell of a column is the text, letter or number of one of the options."""
    return all(
        cell_of(row, correct).casefold() in {cell_of(row, option).casefold() for option in options} - {""}
        for row in body
    ) or all(_letter(cell_of(row, correct), len(options)) for row in body)


def _letter(text: str, count: int) -> bool:
    return len(text) == 1 and (text.upper() in "ABCDEFGH"[:count] or text in "12345678"[:count])


def _questionness(body: Sequence[Sequence[str]], column: int) -> float:
    marks = sum(cell_of(row, column).endswith(("?", "؟", "？", ":", "…")) for row in body)
    return marks * 100 + _length(body, column)


def _length(body: Sequence[Sequence[str]], column: int) -> float:
    return sum(len(cell_of(row, column)) for row in body) / len(body)


def cell_of(row: Sequence[str], column: int) -> str:
    """Return what stands in a column, counted from 0; "" where the row has none."""
    return row[column].strip() if 0 <= column < len(row) else ""


def unread(layout: Layout) -> Iterable[str]:
    """Return the names of the columns that nothing reads."""
    read = layout.read
    return (name for index, name in enumerate(layout.names) if name.strip() and index not in read)
