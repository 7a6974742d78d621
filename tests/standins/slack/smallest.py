"""The smallest bot that uses all of the stand-in of Slack, on the real slack-bolt."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import SlackStandin
from tests.standins.slack.running import app_on

QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}

Body = dict[str, Any]


def words(text: str) -> Body:
    """A plain text."""
    return {"type": "plain_text", "text": text}


def card(text: str) -> list[Body]:
    """A text with two buttons and two selects."""
    options = [{"text": words(year), "value": year} for year in ("2008", "2014")]
    pick = {"type": "static_select", "action_id": "pick", "options": options}
    search = {"type": "external_select", "action_id": "search"}
    buttons = [{"type": "button", "action_id": name, "text": words(name.title())} for name in ("next", "ask")]
    return [{"type": "section", "text": words(text)}, {"type": "actions", "elements": [*buttons, pick, search]}]


def question(title: str = "When?") -> Body:
    """A modal with one line to fill in."""
    entry = {"type": "plain_text_input", "action_id": "year", "max_length": 4}
    block = {"type": "input", "block_id": "when", "label": words("Year"), "element": entry}
    return {"type": "modal", "callback_id": "when", "title": words(title), "submit": words("Send"), "blocks": [block]}


async def timeline(ack: Any, command: Body) -> None:
    """Answer in the acknowledgement."""
    await ack(text=command["text"], blocks=card(command["text"]))


async def on_next(ack: Any, respond: Any) -> None:
    """Change the message."""
    await ack()
    await respond(text="2009", blocks=card("2009"), replace_original=True)


async def on_ask(ack: Any, body: Body, client: AsyncWebClient) -> None:
    """Open a modal."""
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=question())


async def on_when(ack: Any, view: Body) -> None:
    """Refuse one year, and ask again after any other."""
    year = view["state"]["values"]["when"]["year"]["value"]
    if year == "0000":
        await ack(response_action="errors", errors={"when": "There was no year 0."})
    else:
        await ack(response_action="update", view=question("Again"))


async def on_mention(event: Body, say: Any) -> None:
    """Answer in the channel."""
    await say(text=event["text"], **QUIET)


async def on_pick(ack: Any, action: Body, respond: Any) -> None:
    """Say what was chosen."""
    await ack()
    await respond(text=action["selected_option"]["value"])


async def on_search(ack: Any, payload: Body) -> None:
    """Offer what was typed."""
    await ack(options=[{"text": words(payload["value"]), "value": payload["value"]}])


async def on_home(event: Body, client: AsyncWebClient) -> None:
    """Furnish a home."""
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": card("Welcome")})


async def on_removal(ack: Any) -> None:
    """Take note."""
    await ack()


def smallest_app(standin: SlackStandin) -> AsyncApp:
    """The smallest bot that uses all of it."""
    app = app_on(standin)
    app.command("/timeline")(timeline)
    app.action("next")(on_next)
    app.action("ask")(on_ask)
    app.action("pick")(on_pick)
    app.options("search")(on_search)
    app.event("app_home_opened")(on_home)
    app.view("when")(on_when)
    app.event("app_mention")(on_mention)
    app.event("tokens_revoked")(on_removal)
    app.event("app_uninstalled")(on_removal)
    return app
