"""What the columns of a table hold, by the words of their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.facts.model import NAME_LIMIT
from bot.facts.names import fold
from bot.trivia.formats.tables.layout import Cells, Layout, cell_of

# So many rows are looked at to find out what a column holds, and a head is looked for in so many.
SAMPLE, HEAD_ROWS = 200, 30
# What has more columns is no table of questions, and to compare each with each would take long.
MOST_COLUMNS = 60
# How many characters a head has at most.
HEAD_LIMIT = 120
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
# Names of columns, folded, and what is in them: the first that fits.
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
# Of these a question needs none.
_OTHERS = ("accept", "choices", "listed", "explanation", "difficulty", "tags", "time", "type", "id")
# Kinds of a question of which nothing is right, folded: “Umfrage”, “опрос”.
_OPINION = re.compile(
    r"\b(opinion(es|s)?|polls?|surveys?|umfragen?|meinung(en)?|sondages?|sondaggio|encuesta|enquete|opros|opituvannya|mnenie|"
    r"ankieta)\b"
)


def role_of(name: str) -> str:
    """Return what a column of that name holds; "" when the name does not tell."""
    folded = fold(name)
    if "#" in name and folded in {"question", "frage", "pregunta"}:
        return "id"
    return next((role for pattern, role in _ROLES if re.match(pattern, folded)), "")


def head_role(text: str) -> str:
    """Return what the column holds that a text heads; "" for a text that is too long to be a head."""
    return role_of(text) if text.strip() and len(text) <= HEAD_LIMIT else ""


def is_opinion(kind: str) -> bool:
    """Whether the kind of a question says that nothing is right of it."""
    return bool(_OPINION.search(fold(kind[:NAME_LIMIT])))


def layout_by_heads(rows: Sequence[Cells]) -> Layout | None:
    """Return the layout that the first row of heads tells; None when there is none."""
    for number, row in enumerate(rows[:HEAD_ROWS]):
        layout = _layout(number, row)
        if layout.is_whole or _asks_opinions(layout, rows[number + 1 :][:SAMPLE]):
            return layout
    return None


def _asks_opinions(layout: Layout, body: Sequence[Cells]) -> bool:
    """Whether a table without right answers has choices, and rows that say that they ask for opinions."""
    has_choices = bool(layout.options) or layout.other("choices") >= 0 or layout.other("listed") >= 0
    if layout.question < 0 or not has_choices:
        return False
    return any(is_opinion(cell_of(row, layout.other("type"))) for row in body)


def _layout(head: int, names: Cells) -> Layout:
    """Return what a row of heads tells; of one that is far wider than any, what its first cells do."""
    heads = names[:MOST_COLUMNS]
    roles = [head_role(name) for name in heads]
    others = {role: roles.index(role) for role in _OTHERS if role in roles}
    # Our own column of all that must be chosen.
    if "right" in (folded := [fold(name) for name in heads]):
        others["right"] = folded.index("right")
    options = _columns(roles, "option")
    answer, correct = _keys(roles, others.get("right", -1), has_options=bool(options))
    question = _question(heads, roles)
    return Layout(head, tuple(names), question, answer, correct, options, _columns(roles, "wrong"), others)


def _columns(roles: Sequence[str], role: str) -> tuple[int, ...]:
    return tuple(column for column, each in enumerate(roles) if each == role)


def _question(heads: Cells, roles: Sequence[str]) -> int:
    columns = _columns(roles, "question")
    # Blooket has “Question #” and “Question Text”.
    return next((column for column in columns if "text" in fold(heads[column])), columns[0] if columns else -1)


def _keys(roles: Sequence[str], right: int, *, has_options: bool) -> tuple[int, int]:
    """Return the column of the answer, and that which tells the right options; -1 for none of either.

    `right` is our own column of all that must be chosen, which is neither.
    """
    answer = next(iter(_columns(roles, "answer")), -1)
    correct = next((column for column in _columns(roles, "correct") if column != right), -1)
    if has_options:
        # “Option A, Option B, Answer”: the answer says which of the options is right.
        return (answer, correct) if correct >= 0 else (-1, answer)
    return (answer, correct) if answer >= 0 else (correct, -1)
