"""What Slack brings to a process: its sockets, its routes, and where it fetches pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import web

from adapters.joining import Joined, Role
from adapters.slack.app import SlackApp
from adapters.slack.gallery import addresses_of
from adapters.slack.settings import SlackSettings
from adapters.watch import Watch
from adapters.web.pictures import Pictures
from bot.app import Bot
from bot.config import Config


def join(bot: Bot, chosen: Config, role: Role, now: Callable[[], datetime], watch: Watch) -> Joined:
    """Return what Slack does in a process of a role."""
    own, shown = chosen.of(SlackSettings), pictures(bot, chosen, role)
    # With sockets alone, a process that only listens has nothing else of Slack's to do.
    if role is Role.WEB and not own.listens:
        return Joined(routes=shown)
    app = SlackApp(bot, chosen, now, watch, has_sockets=role is not Role.WEB)
    if role is Role.WORKER:
        return Joined(app)
    needs = ("web",) if own.listens and not own.app_token else ()
    return Joined(app, needs, role is not Role.WEB, (*app.routes, *shown))


def pictures(bot: Bot, chosen: Config, role: Role) -> Sequence[web.RouteDef]:
    """Return where Slack fetches pictures."""
    if not (chosen.url and bot.studio and role is not Role.WORKER):
        return ()
    return Pictures(bot.studio, addresses_of(chosen)).routes()
