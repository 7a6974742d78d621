"""The manifest, generated from the table of commands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from adapters.slack.manifest import COMMANDS_LIMIT, HISTORY, RESERVED, SCOPES, manifest, names, written
from bot.cli import main
from bot.commands.options import Nothing
from bot.commands.row import Command
from bot.commands.table import COMMANDS

URL = "https://example.org"


def slash(content: dict[str, object]) -> set[str]:
    features = content["features"]
    assert isinstance(features, dict)
    return {one["command"] for one in features["slash_commands"]}


def test_names_that_slack_keeps_are_left_out_and_have_near_ones() -> None:
    assert slash(manifest(COMMANDS)) >= {"/dateline", "/timeline", "/whois", "/find", "/onthisday"}
    assert {name.removeprefix("/") for name in slash(manifest(COMMANDS))} & RESERVED == set()


def test_the_history_is_asked_for_only_where_the_operator_wants_it() -> None:
    asked = [
        set(manifest(COMMANDS, reads_history=wanted)["oauth_config"]["scopes"]["bot"]) & set(HISTORY)
        for wanted in (False, True)
    ]

    assert asked == [set(), {"channels:history", "groups:history"}]


def test_reserved_names_are_added_when_asked_for() -> None:
    assert slash(manifest(COMMANDS, include_reserved=True)) - slash(manifest(COMMANDS)) == {"/who", "/search", "/help"}


def test_socket_mode_has_no_address() -> None:
    content = manifest(COMMANDS)

    assert content["settings"]["socket_mode_enabled"]
    assert "url" not in json.dumps(content)


def test_http_has_its_address_everywhere() -> None:
    content = manifest(COMMANDS, f"{URL}/")

    assert not content["settings"]["socket_mode_enabled"]
    assert {one["url"] for one in content["features"]["slash_commands"]} == {f"{URL}/slack/events"}
    assert content["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]


def test_every_text_is_within_slacks_limits() -> None:
    content = manifest(COMMANDS, URL, include_reserved=True)

    about = content["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    commands = content["features"]["slash_commands"]
    assert len(commands) <= COMMANDS_LIMIT
    assert [one for one in commands if not re.fullmatch(r"/[a-z0-9_-]{1,31}", one["command"])] == []
    assert [one for one in commands if len(one["description"]) > 2000 or len(one.get("usage_hint", "")) > 1000] == []
    assert all(one["should_escape"] for one in commands)


@pytest.mark.parametrize(
    ("scope", "used"),
    [
        ("app_mentions:read", "app_mention"),
        ("channels:read", "conversations_info"),
        ("chat:write", "chat_postMessage"),
        ("chat:write.public", "chat_postMessage"),
        ("commands", "bolt.command"),
        ("files:read", "url_private_download"),
        ("files:write", "files_upload_v2"),
        ("groups:read", "conversations_info"),
        ("im:history", '"message": listeners.direct'),
        ("im:write", "conversations_open"),
        ("users:read", "users_info"),
    ],
)
def test_every_scope_is_used(scope: str, used: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path("adapters/slack").glob("*.py"))

    assert scope in SCOPES
    assert used in code


def test_no_hidden_command_has_a_name() -> None:
    hidden = Command("secret", "Nothing", Nothing, (), hidden=True)

    assert names((hidden,)) == {}


def test_both_forms_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    main(["slack", "manifest", "--http", URL])
    as_yaml = yaml.safe_load(capsys.readouterr().out)

    main(["slack", "manifest", "--http", URL, "--json"])

    assert json.loads(capsys.readouterr().out) == as_yaml


def test_an_address_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slack", "manifest", "--http", "example.org"]) == 2
    assert "https://" in capsys.readouterr().err


def test_a_manifest_is_written_as_it_is() -> None:
    assert yaml.safe_load(written(manifest(COMMANDS))) == manifest(COMMANDS)
