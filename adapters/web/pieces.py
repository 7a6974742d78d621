"""What the board, the seats and the host's page show alike: a question, what it turned out to be, and standings."""

from __future__ import annotations

from datetime import datetime

from adapters.web import shapes, words
from adapters.web.citing import sources
from adapters.web.html import Html, joined, lines, tag
from bot.facts.library import Library
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.replies.trivia import questions
from bot.replies.trivia.rounds import several_notes
from bot.rooms import Watched
from bot.trivia.plan import Mode
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.round import Phase, Round
from bot.trivia.standings import Place, standings, team_standings

# Standings after the first question say nothing.
TOLD_FROM = 1
Parts = dict[str, Html]


class Scene(Frozen, frozen=True):
    """A round to be shown: as it is watched, in its language, with the facts it speaks of, and where it is joined."""

    watched: Watched
    say: Catalog
    library: Library
    address: str

    @property
    def round(self) -> Round:
        """The round."""
        return self.watched.started.round

    @property
    def asked(self) -> Asked:
        """The question that is shown; RuntimeError where none is."""
        if self.round.asked is None:
            raise RuntimeError("no question is asked")
        return self.round.asked

    @property
    def phase(self) -> Phase:
        """Where it stands, or stood when it was paused."""
        state = self.round.state
        return state.held if state.phase is Phase.PAUSED and state.held else state.phase

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self.round.state.phase is Phase.PAUSED

    @property
    def has_standings(self) -> bool:
        """Whether it is time for standings."""
        plan, question = self.round.plan, self.round.state.question
        return plan.is_scored and plan.has_scores and question >= TOLD_FROM


def milliseconds(at: datetime | None) -> int | None:
    """Return a moment as browsers count: in milliseconds since 1970."""
    return None if at is None else round(at.timestamp() * 1000)


def countdown(at: datetime | None, label: str) -> Html:
    """Return a place in which the page counts down to a moment."""
    if at is None:
        return Html("")
    return tag("b", "", class_="count", data_until=milliseconds(at), role="timer", aria_label=label)


def question(scene: Scene, asked: Asked, level: str = "h1") -> Html:
    """Return a question's sentence, and the entries that are to be put in order."""
    text = questions.sentence(scene.say, asked)
    if asked.form is not Form.ORDER:
        return tag(level, lines(text), class_="question")
    head, *_ = text.split("\n")
    return joined(tag(level, head, class_="question"), tag("ol", *(tag("li", entry) for entry in asked.listed)))


def line(text: str, kind: str | None = None) -> Html:
    """Return a line of a kind, "" for nothing."""
    return tag("p", text, class_=kind) if text else Html("")


def hints(scene: Scene, asked: Asked) -> Html:
    """Return how a question is to be answered, where that needs saying."""
    return joined(*(tag("p", note, class_="hint") for note in several_notes(scene.say, asked)))


def choice_texts(scene: Scene, asked: Asked) -> list[str]:
    """Return the choices as they are read."""
    return [questions.choice(scene.say, asked, index) for index in range(len(asked.choices))]


def spoken(scene: Scene) -> str:
    """Return what a screen reader says when the round moves on; a seat's own result is said apart."""
    current, say = scene.round, scene.say
    asked = current.asked
    if scene.is_paused:
        return say(words.PAUSED)
    if scene.phase is Phase.OPEN and asked:
        choices = _lettered(scene, asked) if current.plan.shows_choices(asked) else ()
        notes = several_notes(say, asked)
        return ". ".join((words.place(say, current), questions.sentence(say, asked), *notes, *choices))
    if scene.phase is Phase.REVEALED and asked and current.plan.is_scored:
        return f"{say(words.RIGHT_ANSWER)}: {answer(scene, asked)}"
    return say(words.OVER) if scene.phase is Phase.ENDED else ""


def _lettered(scene: Scene, asked: Asked) -> tuple[str, ...]:
    return tuple(questions.lettered(scene.say, asked, index) for index in range(len(asked.choices)))


def answer(scene: Scene, asked: Asked) -> str:
    """Return the right answer, with its letter where choices are shown."""
    if scene.round.plan.is_typed:
        return asked.answer
    return questions.right_lettered(scene.say, asked)


def shares(scene: Scene, asked: Asked) -> Html:
    """Return the choices with how many chose each, the right one marked."""
    current, say = scene.round, scene.say
    given = current.answers_to(current.state.question)
    counts = [sum(index in answer.picks(asked) for answer in given) for index in range(len(asked.choices))]
    most = max(counts, default=0)
    rows = [_share(scene, asked, index, count, most) for index, count in enumerate(counts)]
    return tag("ul", *rows, class_=f"choices n{len(rows)}", aria_label=words.chose(say, len(given)))


def _share(scene: Scene, asked: Asked, index: int, count: int, most: int) -> Html:
    is_marked = scene.round.plan.is_scored
    is_right = is_marked and index in asked.rights
    return tag(
        "li",
        shapes.letter(index, questions.LETTERS[index]),
        tag("span", questions.choice(scene.say, asked, index), class_="text"),
        joined(shapes.mark(is_right=True), tag("span", scene.say(words.IS_RIGHT), class_="sr")) if is_right else "",
        tag("b", scene.say.number(count), class_="number", aria_label=words.chose(scene.say, count)),
        shapes.bar(index, count, most),
        class_="choice right" if is_right else "choice wrong" if is_marked else "choice",
        data_choice=index,
    )


def texts(scene: Scene, asked: Asked) -> Html:
    """Return how many had a typed question right."""
    given = scene.round.answers_to(scene.round.state.question)
    right = sum(bool(answer.is_right) for answer in given)
    answer_line = tag("p", shapes.mark(is_right=True), tag("strong", asked.answer), class_="typed")
    return joined(answer_line, tag("p", words.share(scene.say, right, len(given))))


def why(scene: Scene, asked: Asked, *, has_links: bool) -> Html:
    """Return why the answer is right, and where that can be read."""
    say, library = scene.say, scene.library
    text = questions.explanation(say, library, asked)
    dated = questions.entries(say, library, asked)
    rows = (tag("li", tag("b", item.date), " ", item.title) for item in dated)
    content = joined(tag("p", lines(text)) if text else "", tag("ol", *rows, class_="dated") if dated else "")
    read = sources(say, questions.sources(say, library, asked), has_links=has_links)
    return tag("section", content, read, class_="why") if content else Html("")


def places(scene: Scene, most: int) -> Html:
    """Return the best players, with a note where more share the last place; whoever had none right is left out."""
    say = scene.say
    right = [place for place in standings(scene.round) if place.right]
    ranks = [place.rank for place in right]
    rows = [_row(scene, place, is_shared=ranks.count(place.rank) > 1) for place in right[:most]]
    if len(right) > most and ranks[most] == ranks[most - 1]:
        rows.append(tag("li", words.tie(say, ranks[most:].count(ranks[most])), class_="more"))
    return tag("ol", *rows, class_="places") if rows else tag("p", say(words.NOBODY_RIGHT))


def _row(scene: Scene, place: Place, *, is_shared: bool) -> Html:
    return tag(
        "li",
        _rank(place.rank, is_shared=is_shared),
        tag("span", words.player(scene.say, place.player), class_="who"),
        tag("b", scene.say.number(place.right), class_="number", aria_label=words.points(scene.say, place.right)),
    )


def _rank(rank: int, *, is_shared: bool) -> Html:
    return tag("span", f"={rank}" if is_shared else f"{rank}", class_="rank")


def teams(scene: Scene) -> Html:
    """Return the teams, "" where none play."""
    if not scene.round.plan.teams:
        return Html("")
    ranked = team_standings(scene.round)
    ranks = [team.rank for team in ranked]
    rows = [
        tag(
            "li",
            _rank(team.rank, is_shared=ranks.count(team.rank) > 1),
            tag("span", team.name, class_="who"),
            tag("b", f"{float(team.average):.1f}", class_="number"),
        )
        for team in ranked
    ]
    return tag("section", tag("h2", scene.say(words.TEAMS)), tag("ol", *rows, class_="places"), class_="teams")


def is_skipped(scene: Scene) -> bool:
    """Whether the question that is shown counts for nobody."""
    return scene.round.state.question in scene.round.state.skipped


def title(scene: Scene) -> Html:
    """Return what the round is about, and which question it is."""
    current, say = scene.round, scene.say
    parts = [tag("span", words.title(say, current.plan), class_="title")]
    if scene.phase in (Phase.OPEN, Phase.REVEALED):
        parts += [Html(" · "), tag("span", words.place(say, current), class_="place")]
    return tag("p", *parts, class_="about")


def follows(scene: Scene) -> Html:
    """Return what comes after a reveal, and when: at a moment, or by the host's press."""
    current, say = scene.round, scene.say
    if scene.is_paused:
        return tag("p", say(words.PAUSED), class_="paused")
    if current.plan.pace == "host":
        return tag("p", say(words.HOST_GOES_ON))
    if current.plan.mode is Mode.OWN or current.state.due is None:
        return Html("")
    return tag("p", say(words.NEXT_COMES), " ", countdown(current.state.due, say(words.NEXT_COMES)))
