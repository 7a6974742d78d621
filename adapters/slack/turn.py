"""One request, from its arrival to its answer: where it came from decides how Slack is given the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack import files, words
from adapters.slack.access import why_not
from adapters.slack.calls import CALL_SECONDS, CallFailed, patiently, word_of
from adapters.slack.controls import asked_by
from adapters.slack.forms import modal, options
from adapters.slack.gallery import Gallery, shown
from adapters.slack.home import page
from adapters.slack.parse import Place
from adapters.slack.people import People
from adapters.slack.render import Message, render
from adapters.tasks import comes
from adapters.turn import Turn, Upload
from bot.chat import Channel, Form, Reply, Request, UsageError, User, refusal, with_mentions
from bot.frozen import replace
from bot.replies.catalog import Catalog

# The status of a response_url after five answers or half an hour, and of one whose message is gone.
USED_UP = (404, 410)
# A trigger opens one modal within three seconds.
TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")
EPHEMERAL, IN_CHANNEL = "ephemeral", "in_channel"

Carry = Callable[[Reply, Place, Catalog], dict[str, Any] | None]


class SlackTurn(Turn):
    """What is said in answer to a request, in its acknowledgement or after it; `say` are the words of who asked.

    With `carry`, which returns what the acknowledgement carries of a reply, nothing is sent before `acknowledge`;
    without it, the request counts as acknowledged. Slack may be called before where that is `awaited`.
    Nothing is deferred: an acknowledgement of Slack's leaves no placeholder.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        place: Place,
        say: Catalog,
        people: People,
        gallery: Gallery,
        carry: Carry | None = None,
        *,
        awaited: bool = False,
    ) -> None:
        self._client = client
        self._place = place
        self._say = say
        self._people = people
        self._gallery = gallery
        self._carry = carry
        self._carried: dict[str, Any] | None = None
        self._acknowledged = asyncio.Event()
        # Set once Slack may be called.
        self._may_call = asyncio.Event()
        # Set once it is known what the acknowledgement carries.
        self._is_known = asyncio.Event()
        if carry is None:
            self._acknowledged.set()
        if carry is None or awaited:
            self._may_call.set()

    @property
    def is_on_private_message(self) -> bool | None:
        """Whether the message whose control was used is seen by the person alone; None when there is no message."""
        return self._place.is_private_message

    @property
    def is_own_message(self) -> bool:
        """Whether that message answered the same person: it carries who asked for it."""
        return self._place.asker == self._place.user

    def acknowledge(self) -> dict[str, Any] | None:
        """Return what the acknowledgement carries, None for nothing; what is said later goes another way."""
        self._acknowledged.set()
        self._may_call.set()
        return self._carried

    async def known(self, seconds: float) -> None:
        """Wait until it is known what the acknowledgement carries, but not longer."""
        await comes(self._is_known, seconds)

    async def identify(self, request: Request) -> Request:
        """Return the request with the person's rights and name, which Slack has to be asked for."""
        await self._may_call.wait()
        return await self._people.asked(request, self._client)

    async def is_guest(self, user: User) -> bool:
        """Whether somebody is a guest, or of another workspace, or nobody at all; Slack is asked."""
        await self._may_call.wait()
        return await self._people.is_guest(user, self._client)

    async def tell(self, reply: Reply) -> None:
        """Say the answer, in place of the message whose button was pressed where the reply wants that."""
        if self._carry and not self._acknowledged.is_set():
            # Where Slack cannot fetch the picture in an acknowledgement, it shows nothing and reports no error.
            is_drawn = bool(self._gallery.address(reply))
            self._carried = None if is_drawn else self._carry(reply, self._place, self._say)
            self._is_known.set()
            # An error in a form has no buttons.
            if self._carried is not None and not _asks_besides(self._carried, reply):
                return
            reply = reply if self._carried is None else replace(reply, draft=None)
        await self._acknowledged.wait()
        if self._place.is_home:
            await self._publish(reply)
            return
        await shown(await self._gallery.ready(reply), partial(self._show, reply))
        await self._hand_out(reply)

    async def _show(self, reply: Reply, shown_at: str) -> None:
        message = render(reply, self._say, shown_at)
        if not await self._respond(message, reply):
            await self._post(message, is_private=bool(reply.is_private))

    async def open(self, form: Form) -> bool:
        """Open a form, and tell whether it could still be opened."""
        self._is_known.set()
        await self._acknowledged.wait()
        if not self._place.trigger_id:
            return False
        try:
            async with asyncio.timeout(CALL_SECONDS):
                view = modal(form, self._place, self._say)
                await self._client.views_open(trigger_id=self._place.trigger_id, view=view)
        except SlackApiError as error:
            if word_of(error) not in TOO_LATE:
                raise
            return False
        return True

    async def offer(self, completions: Sequence[tuple[str, str]]) -> None:
        """Offer (label, value) pairs for what is being typed into a select, in the acknowledgement."""
        self._carried = {"options": options(completions)}

    async def fetch(self, upload: Upload) -> bytes:
        """Return the content of a file that was given to a form; NotFetched when it cannot be had."""
        return await files.fetched(self._client, upload)

    async def look(self, channel: Channel) -> Reply | None:
        """Return the refusal to give where the bot may not post, which Slack is asked."""
        await self._may_call.wait()
        refused = await why_not(self._client, channel)
        return refusal(UsageError(words.may_not_post(self._say, refused, channel.id))) if refused else None

    async def _publish(self, reply: Reply) -> None:
        """Answer in the bot's home, where it was asked."""
        async with asyncio.timeout(CALL_SECONDS):
            await self._client.views_publish(user_id=self._place.user, view=page(reply, self._say))
        await self._hand_out(reply)

    async def _respond(self, message: Message, reply: Reply) -> bool:
        """Answer by the request's response_url; False where there is none, or none that is good any more."""
        if not self._place.response_url:
            return False
        webhook = AsyncWebhookClient(
            self._place.response_url, int(CALL_SECONDS), session=self._client.session, retry_handlers=[]
        )
        fields = answered(message, reply, self._place)

        async def send() -> int:
            answer = await webhook.send_dict(fields)
            if answer.status_code not in (200, *USED_UP):
                raise CallFailed(answer.status_code, answer.headers.get("Retry-After", ""), answer.body)
            return answer.status_code

        # An edit is the same the second time; what one person alone sees may rather come twice than not at all.
        is_harmless = bool(reply.is_private) or bool(fields.get("replace_original"))
        return await patiently(send, is_harmless=is_harmless) == 200

    async def _post(self, message: Message, *, is_private: bool) -> None:
        """Post the answer where no response_url takes it: in a thread, in direct messages, or after half an hour."""
        user, channel = self._place.user, self._place.channel
        fields: dict[str, Any] = {"thread_ts": self._place.thread} if self._place.thread else {}
        if is_private and channel and not channel.startswith("D"):
            fields |= {"text": message.text, "blocks": list(message.blocks)}
            call = partial(self._client.chat_postEphemeral, channel=channel, user=user, **fields)
        else:
            fields |= {**message.fields, "blocks": list(asked_by(message.blocks, user))}
            call = partial(self._client.chat_postMessage, channel=channel or user, **fields)
        await patiently(call, is_harmless=is_private)

    async def _hand_out(self, reply: Reply) -> None:
        """Upload the reply's files where the answer is, or into direct messages when nobody else may see them."""
        if not (attachments := uploads(reply)):
            return
        channel, thread = self._place.channel, self._place.thread or None
        async with asyncio.timeout(CALL_SECONDS):
            if reply.is_private or not channel:
                opened = await self._client.conversations_open(users=[self._place.user])
                channel, thread = opened["channel"]["id"], None
            await self._client.files_upload_v2(file_uploads=attachments, channel=channel, thread_ts=thread)


def in_command(reply: Reply, place: Place, say: Catalog) -> dict[str, Any] | None:
    """Return a reply as the acknowledgement of a command carries it, which takes no files."""
    return None if reply.files else answered(render(reply, say), reply, place)


def in_form(view: Mapping[str, Any]) -> Carry:
    """Return a function that puts a mistake into the acknowledgement of a form, which then stays open.

    ValueError for a form that has no inputs with names.
    """
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not names or not all(isinstance(name, str) for name in names):
        raise ValueError("a form without inputs that have names")

    def carry(reply: Reply, place: Place, say: Catalog) -> dict[str, Any] | None:
        wrong = reply.wrong if reply.wrong in names else names[0]
        # It stands beside the channel that it is about, and is plain text, in which no id becomes a name.
        errors = {wrong: with_mentions(reply.text, lambda kind, id: say(words.THAT_CHANNEL))}
        return {"response_action": "errors", "errors": errors} if reply.is_error else None

    return carry


def _asks_besides(carried: Mapping[str, Any], reply: Reply) -> bool:
    """Whether a mistake in a form is a question with answers to press, which is about none of the inputs."""
    return "errors" in carried and bool(reply.choices) and not reply.wrong


def answered(message: Message, reply: Reply, place: Place) -> dict[str, Any]:
    """Return a message as an acknowledgement and a response_url take it."""
    fields = {**message.fields, "response_type": EPHEMERAL if reply.is_private else IN_CHANNEL}
    if not reply.is_private:
        fields["blocks"] = list(asked_by(message.blocks, place.user))
    if place.is_private_message is not None:
        fields["replace_original"] = reply.replaces and place.is_private_message == bool(reply.is_private)
    if place.thread:
        fields["thread_ts"] = place.thread
    return fields


def uploads(reply: Reply) -> list[dict[str, Any]]:
    """Return the files of a reply as Slack takes them."""
    return [{"filename": file.name, "content": file.content} for file in reply.files if file.content]
