"""Point every slack_sdk client of this process at a stand-in, also those that libraries make for themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from slack_sdk.web.async_base_client import AsyncBaseClient
from slack_sdk.web.base_client import BaseClient

OWN = "https://slack.com/api/"
CLIENTS = (AsyncBaseClient, BaseClient)


def point_at(api_url: str) -> None:
    """Make this the address of clients that are given none; it is the default of a parameter, bound at import."""
    for client in CLIENTS:
        initialize = vars(client)["__init__"]
        defaults = initialize.__defaults__ or ()
        initialize.__defaults__ = tuple(api_url if value == client.BASE_URL else value for value in defaults)
        client.BASE_URL = api_url


@contextmanager
def pointed_at(api_url: str) -> Iterator[None]:
    """The same for as long as the block lasts."""
    point_at(api_url)
    try:
        yield
    finally:
        point_at(OWN)
