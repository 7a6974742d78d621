"""The board: what the class sees on the projector, which shows only what everybody may know at the moment."""

from __future__ import annotations

from adapters.web import pieces, shapes, words
from adapters.web.html import Html, joined, tag
from adapters.web.pieces import Parts, Scene
from bot.replies.trivia import questions
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Phase

MOST_NAMES = 60
PODIUM, BESIDE = 10, 5


def board(scene: Scene) -> Parts:
    """Return the board's parts."""
    main = {Phase.LOBBY: _lobby, Phase.OPEN: _open, Phase.REVEALED: _revealed, Phase.ENDED: _ended}[scene.phase]
    return {"head": _head(scene), "main": main(scene), "foot": _foot(scene)}


def _head(scene: Scene) -> Html:
    if scene.phase in (Phase.LOBBY, Phase.ENDED) or scene.round.state.is_locked:
        return pieces.title(scene)
    way = joined(scene.say(words.JOIN_AT), " ", tag("b", _shown(scene.address)), " · ", tag("b", _code(scene)))
    return joined(pieces.title(scene), tag("p", way, class_="way"))


def _lobby(scene: Scene) -> Html:
    say, code = scene.say, _code(scene)
    where = f"{scene.address}/c/{code}"
    picture = tag("img", src=f"/qr/{code}.svg", alt=say(words.QR, address=where), width=600, height=600)
    way = tag(
        "div",
        tag("p", say(words.SCAN)),
        tag("p", _shown(scene.address), class_="address"),
        tag("p", say(words.TYPE_CODE)),
        tag("p", code, class_="code"),
        class_="door",
    )
    return joined(tag("div", picture, way, class_="entry"), _names(scene))


def _names(scene: Scene) -> Html:
    players = scene.round.players
    chips = [tag("li", words.player(scene.say, player)) for player in players[:MOST_NAMES]]
    rest = [tag("li", f"+{len(players) - MOST_NAMES}")] if len(players) > MOST_NAMES else []
    return tag("ul", *chips, *rest, class_="names", aria_label=words.players(scene.say, len(players)))


def _open(scene: Scene) -> Html:
    asked = scene.asked
    if not scene.round.plan.shows_choices(asked):
        return pieces.question(scene, asked)
    return joined(pieces.question(scene, asked), pieces.hints(scene, asked), choices(scene, asked))


def choices(scene: Scene, asked: Asked) -> Html:
    """Return the choices to be read."""
    rows = [
        tag("li", shapes.letter(index, questions.LETTERS[index]), tag("span", text, class_="text"), class_="choice")
        for index, text in enumerate(pieces.choice_texts(scene, asked))
    ]
    return tag("ul", *rows, class_=f"choices n{len(rows)}")


def _revealed(scene: Scene) -> Html:
    asked = scene.asked
    shares = pieces.texts(scene, asked) if scene.round.plan.is_typed else pieces.shares(scene, asked)
    why = pieces.why(scene, asked, has_links=False) if scene.round.plan.is_scored else Html("")
    skipped = tag("p", scene.say(words.SKIPPED), class_="note") if pieces.is_skipped(scene) else Html("")
    beside = tag("div", why, _beside(scene), class_="below")
    return joined(pieces.question(scene, asked), shares, skipped, beside)


def _beside(scene: Scene) -> Html:
    if not scene.has_standings:
        return Html("")
    if scene.round.plan.teams:
        return pieces.teams(scene)
    ranked = pieces.places(scene, BESIDE)
    return tag("section", tag("h2", scene.say(words.STANDINGS)), ranked, class_="standings")


def _ended(scene: Scene) -> Html:
    say, current = scene.say, scene.round
    head = joined(tag("h1", say(words.OVER)), pieces.line(words.ending(say, current.state.ending)))
    if not current.plan.is_scored or not current.answers:
        return joined(head, tag("p", words.answers(say, len(current.answers))))
    ranked = tag("section", tag("h2", say(words.STANDINGS)), pieces.places(scene, PODIUM), class_="standings")
    return joined(
        head, tag("div", ranked, tag("div", pieces.teams(scene), _hardest(scene), class_="aside"), class_="end")
    )


def _hardest(scene: Scene) -> Html:
    current, say = scene.round, scene.say
    counted = [number for number in range(current.state.question + 1) if number not in current.state.skipped]
    given = {number: answers for number in counted if (answers := current.answers_to(number))}
    rights = {number: sum(bool(answer.is_right) for answer in answers) for number, answers in given.items()}
    number = min(given, key=lambda number: rights[number] / len(given[number]), default=-1)
    if number < 0 or rights[number] == len(given[number]):
        return Html("")
    asked, total = current.plan.questions[number], len(given[number])
    right_answer = tag("p", say(words.RIGHT_ANSWER), ": ", tag("b", pieces.answer(scene, asked)))
    question = pieces.question(scene, asked, "h3")
    share = tag("p", words.share(say, rights[number], total))
    return tag("section", tag("h2", say(words.HARDEST)), question, right_answer, share, class_="hardest")


def _foot(scene: Scene) -> Html:
    current, say = scene.round, scene.say
    if scene.phase is Phase.ENDED:
        has_missed = current.plan.is_scored and current.answers
        return tag("p", say(words.HAND_OUT) if has_missed else say(words.THANKS))
    if scene.phase is Phase.REVEALED:
        return joined(tag("p", words.players(say, len(current.players))), pieces.follows(scene))
    if scene.phase is Phase.LOBBY:
        return joined(tag("p", words.joined(say, len(current.players))), _begins(scene))
    answers = len(current.answers_to(current.state.question))
    progress = tag("p", words.answered(say, answers, max(answers, len(current.players))))
    if scene.is_paused:
        return joined(progress, tag("p", say(words.PAUSED), class_="paused"))
    hurry = tag("p", say(words.NO_HURRY), class_="hint")
    return joined(progress, hurry, pieces.countdown(current.state.deadline, say(words.TIME_LEFT)))


def _begins(scene: Scene) -> Html:
    current, say = scene.round, scene.say
    if scene.is_paused:
        return tag("p", say(words.PAUSED), class_="paused")
    if current.plan.waits:
        return tag("p", say(words.HOST_BEGINS))
    return tag("p", say(words.FIRST_COMES), " ", pieces.countdown(current.state.due, say(words.FIRST_COMES)))


def _shown(address: str) -> str:
    return address.partition("://")[2]


def _code(scene: Scene) -> str:
    return scene.watched.room.code
