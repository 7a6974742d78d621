"""Questions about what happened on a day."""

from __future__ import annotations

from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.pool import Pool, draws, is_plain
from bot.trivia.questions.wrong import LEAST, MOST, alike, apart, mixed, tells_year
from bot.trivia.questions.years import difficulty_of


@draws(Form.DAY)
def day(pool: Pool) -> Asked | None:
    """Ask what happened on a day; what is offered besides cannot have happened on it."""
    event = pool.event()
    if event is None or not is_plain(event) or not event.date.is_exact_day or event.date.is_interval:
        return None
    if tells_year(event.title):
        return None
    others = [one.title for one in pool.near(event) if apart(one.date, event.date) and not tells_year(one.title)]
    wrong = alike(event.title, others, MOST - 1, pool.rng)
    if len(wrong) < LEAST - 1:
        return None
    choices, right = mixed(event.title, wrong, pool.rng)
    return Asked(
        f"day:{event.id}",
        Form.DAY,
        "",
        choices,
        right,
        (event.id,),
        when=event.date.text,
        difficulty=difficulty_of(event),
    )
