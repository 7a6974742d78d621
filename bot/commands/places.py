"""Where a request comes from: its community, and the lock under which that community's matters are decided."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Channel, Request, User
from bot.commands.context import Context, Records
from bot.community import Community


def community_of(request: Request) -> Community:
    """Return the community that was asked in."""
    return Community(request.user.platform, request.user.community)


def community_lock(request: Request) -> Sequence[str]:
    """Name the community: what is decided about it is decided one after the other, in all processes."""
    return ("community", request.user.platform, request.user.community)


def here(request: Request) -> Channel:
    """Return the channel that was asked in."""
    return request.channel


def user_of(request: Request, user_id: str) -> User:
    """Return a user of the community that was asked in."""
    return User(request.user.platform, request.user.community, user_id)


def records_of(context: Context) -> Records:
    """Return what is stored; only a row that is `stored` may ask for it."""
    if context.records is None:
        raise RuntimeError("the command's row does not say that it is stored")
    return context.records
