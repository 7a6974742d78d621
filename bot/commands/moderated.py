"""The shape of a moderator's row: private, deferred, and decided one after the other in a community."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import Channel, Request
from bot.commands.context import Context
from bot.commands.places import community_lock
from bot.commands.row import Command, Option, Outcome, Response, Right, Visibility, nowhere


def moderated(
    name: str,
    run: Callable[[Request, Context], Outcome],
    help_text: str,
    options: tuple[Option, ...] = (),
    examples: tuple[str, ...] = (),
    posts_into: Callable[[Request], Channel | None] = nowhere,
) -> Command:
    """Return a row for moderators, whose answers nobody else sees."""
    return Command(
        name,
        run,
        help_text,
        options,
        examples,
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        right=Right.MODERATOR,
        stored=True,
        lock=community_lock,
        posts_into=posts_into,
    )
