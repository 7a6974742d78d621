"""What people are called, by what Slack tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.people import People
from tests.saltmarsh import request


class Telling(AsyncWebClient):
    """Slack, which tells the same of everybody."""

    def __init__(self, user: Mapping[str, Any]) -> None:
        super().__init__()
        self._user = user

    async def users_info(self, **asked: Any) -> AsyncSlackResponse:
        """Tell of a person."""
        told = {"ok": True, "user": self._user}
        return AsyncSlackResponse(
            client=self, http_verb="GET", api_url="", req_args={}, data=told, headers={}, status_code=200
        )


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"name": "ada", "real_name": "Ada L.", "profile": {"display_name": "Countess"}}, "Countess"),
        ({"name": "ada", "real_name": "Ada L.", "profile": {"display_name": ""}}, "Ada L."),
        ({"name": "ada", "real_name": "Ada L."}, "Ada L."),
        ({"name": "ada"}, "ada"),
        ({}, ""),
    ],
)
async def test_people_are_called_as_slack_shows_them(user: Mapping[str, Any], name: str) -> None:
    assert (await People().asked(request(""), Telling(user))).user_name == name
