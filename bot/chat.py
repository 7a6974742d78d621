"""The port: what people ask and what is said back, in neutral terms that every platform can carry.

No string here holds a platform's markup: emphasis, links and layout are the adapters' business. A button carries an
`action`, which is a command as somebody would type it; pressing the button is the same as typing the command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import msgspec

from bot.frozen import Frozen
from bot.pictures.recipes import Look, Recipe, name_of
from bot.settings import PlatformSettings

# How many characters a button can carry on every platform, without what its adapter puts in front.
ACTION_LIMIT = 98
# How many inputs a form can have on every platform.
FORM_LIMIT = 5
# How many characters of a reply without a title stand for its title.
BEGINNING = 60


class Mention(StrEnum):
    """What a text can mention by its id; each platform shows its name in its own way."""

    CHANNEL = "#"
    ROLE = "&"


# Two characters of Unicode's private use area: they have no meaning in anybody's text.
OPEN, CLOSE = "\ue000", "\ue001"
# A value with any of these stands in quotes.
_MARKS = frozenset(' "\\')
_MENTIONS = re.compile(f"{OPEN}([#&])([^{OPEN}{CLOSE}]*){CLOSE}")


def mention(kind: Mention, id: str) -> str:
    """Return a mention, to stand in a text; "" where there is no id."""
    return f"{OPEN}{kind}{id}{CLOSE}" if id else ""


def with_mentions(text: str, write: Callable[[Mention, str], str]) -> str:
    """Return a text in which each mention is as `write` writes it."""
    return _MENTIONS.sub(lambda match: write(Mention(match[1]), match[2]), text) if OPEN in text else text


def mentions_in(text: str) -> tuple[str, ...]:
    """Return a text cut before and after each mention: words, a kind, an id, words and so on."""
    return tuple(_MENTIONS.split(text))


def without_mentions(text: str) -> str:
    """Return a text in which channels and roles are named by their ids, as in the console: #room."""
    return with_mentions(text, lambda kind, id: f"{'#' if kind is Mention.CHANNEL else '@'}{id}")


class UsageError(Exception):
    """A request that cannot be done as asked: the text says why and what to do instead, for the person who asked.

    `people` are the ids of those whom it names, as in a Reply; `option` names the option that is wrong, if one is.
    """

    def __init__(
        self, text: str, choices: tuple[Choice, ...] = (), people: tuple[str, ...] = (), option: str = ""
    ) -> None:
        super().__init__(text)
        self.text = text
        self.choices = choices
        self.people = people
        self.option = option


Value = TypeVar("Value")


def needed(value: Value | None, refusal: str) -> Value:
    """Return a value that a request cannot do without; UsageError with the refusal where it is None."""
    if value is None:
        raise UsageError(refusal)
    return value


class NotAllowedError(UsageError):
    """A request by somebody who lacks the right; the text says who may."""


class TokenRefused(Exception):
    """A platform does not accept a token: nothing works until the operator sets another. The text says which token."""


class Refused(Exception):
    """A post that was definitely refused and will be again: no permission, no such channel. `reason` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotNow(Exception):
    """A post that was definitely not accepted, and may be tried again after `retry_after` seconds.

    `is_everywhere` tells whether the platform meant all channels or this one; None when it did not say.
    """

    def __init__(self, retry_after: float, is_everywhere: bool | None = None) -> None:
        super().__init__(f"again in {retry_after:.1f} s")
        self.retry_after = retry_after
        self.is_everywhere = is_everywhere


class OutcomeUnknown(Exception):
    """A post of which nobody can tell whether it was accepted: time ran out, or the connection broke."""


class Rate(Frozen, frozen=True):
    """How fast one may post: `posts` a second, of which `burst` may go at once; a channel gets one every `spacing`.

    `is_by_community` tells that so many may go to each community, not to all together.
    """

    posts: float
    burst: int
    spacing: timedelta
    is_by_community: bool = False

    @property
    def of_all(self) -> Rate:
        """How fast one may post to all communities together: practically without a limit where each has its own."""
        return Rate(1_000_000.0, 100, self.spacing) if self.is_by_community else self

    def cost(self, posts: float) -> timedelta:
        """Return the time that so many posts take."""
        return timedelta(seconds=posts / self.posts)


class Platform(Frozen, frozen=True):
    """What an adapter tells of its platform; the defaults suit one of which nothing is known: slow, without a nonce.

    Within `nonce` of a post, posting again under its nonce makes no second message. `ids_are_global` tells that a
    user's id names the same person in every community. `action_limit` is how many characters a control carries,
    `form_limit` how many inputs a form has. `has_roles` tells that members have roles, one of which may moderate.
    `settings` is the class of what the operator sets for it.
    """

    name: str
    rate: Rate = Rate(1.0, 1, timedelta(seconds=1))
    nonce: timedelta = timedelta()
    ids_are_global: bool = False
    action_limit: int = ACTION_LIMIT
    form_limit: int = FORM_LIMIT
    has_roles: bool = False
    settings: type[PlatformSettings] = PlatformSettings

    def __post_init__(self) -> None:
        if self.action_limit < ACTION_LIMIT:
            raise ValueError(f"{self.name}: controls have to carry {ACTION_LIMIT} characters, not {self.action_limit}")

    def command(self, name: str) -> str:
        """Return how a command is typed here; `name`, which options may follow, is without the slash."""
        return f"/{name}"

    def is_user(self, id: str) -> bool:
        """Whether a text can be the id of a person here."""
        return True

    def is_channel(self, id: str) -> bool:
        """Whether a text can be the id of a channel here."""
        return True

    def is_role(self, id: str) -> bool:
        """Whether a text can be the id of a role here."""
        return True

    def reads_back(self, channel: Channel) -> bool:
        """Whether the bot may look for its own messages in a channel."""
        return False

    def remedy(self, reason: str, say: Callable[..., str]) -> str:
        """Return a sentence on what to do about the reason for which a post was refused, "" where nothing is known."""
        return ""

    def link(self, channel: Channel, message: str) -> str:
        """Return where a message can be read, "" where it has no address."""
        return ""


# A platform of which nothing is known.
NOWHERE = Platform("")


def platform_named(name: str, platforms: Mapping[str, Platform]) -> Platform:
    """Return a platform by its name; one with the defaults where there is no adapter of that name."""
    return platforms.get(name) or Platform(name)


class User(Frozen, frozen=True):
    """A person in one community, as the platform names them."""

    platform: str
    community: str
    id: str


# What the id of a private channel begins with, before the person's id; no platform's own id of a channel does.
PERSON = "@"


class Channel(Frozen, frozen=True):
    """Where people talk, in one community; or, as `private_channel` makes it, where the bot writes to one person."""

    platform: str
    community: str
    id: str

    @property
    def person(self) -> str:
        """The id of the person whose private channel this is, "" for any other channel."""
        return self.id.removeprefix(PERSON) if self.id.startswith(PERSON) else ""


def private_channel(user: User) -> Channel:
    """Return where the bot writes to one person alone."""
    return Channel(user.platform, user.community, PERSON + user.id)


class Attachment(Frozen, frozen=True):
    """A file that came with a request; `reading` is what it was parsed into before the request is decided, if any."""

    name: str
    content: bytes
    reading: object = None


class Request(Frozen, frozen=True):
    """A slash command, button, modal or mention. `at` is aware, in UTC.

    `command` is the full name of a row of COMMANDS (`trivia start`); `options` are as typed, by option name.
    `is_moderator` is the platform's word (Manage Server, workspace admin); a guest (`is_guest`) can never moderate.
    `is_discreet` tells that look-ups are private here unless the community has set it otherwise; `is_direct` that a
    person writes to the bot alone, in a channel that is a community of its own. `whole` asks for the answer without
    pages; `key` is the platform's own id of the request, by which one that it sends twice is answered once.
    """

    user: User
    channel: Channel
    command: str
    at: datetime
    options: Mapping[str, str] = msgspec.field(default_factory=dict)
    locale: str = "en"
    is_moderator: bool = False
    is_guest: bool = False
    user_name: str = ""
    is_discreet: bool = False
    is_direct: bool = False
    whole: bool = False
    attachment: Attachment | None = None
    key: str = ""


class Style(StrEnum):
    """How much a choice stands out; the label alone must make sense."""

    PLAIN = "plain"
    PRIMARY = "primary"
    GOOD = "good"
    DANGER = "danger"


class Choice(Frozen, frozen=True):
    """Something to press: a button, or an option of a menu. `action` is a command line without the slash."""

    label: str
    action: str
    detail: str = ""
    style: Style = Style.PLAIN

    def __post_init__(self) -> None:
        if len(self.action) > ACTION_LIMIT:
            raise ValueError(f"action over {ACTION_LIMIT} characters: {self.action}")


def button(label: str, command: str, /, **options: object) -> Choice:
    """Return a choice that asks a command with these options."""
    return Choice(label, action_of(command, **options))


def action_of(command: str, /, **options: object) -> str:
    """Return a command with its options as an action; values with blanks are quoted."""
    return " ".join((command, *(f"{name}:{_quoted(str(value))}" for name, value in options.items())))


def _quoted(value: str) -> str:
    if value and _MARKS.isdisjoint(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Menu(Frozen, frozen=True):
    """A list to choose one from, where buttons would be too many."""

    label: str
    choices: tuple[Choice, ...]


class Fill(StrEnum):
    """What is filled into an input. A platform that has no input of the kind shows a line of text.

    SEVERAL means any number of the input's choices. SUGGESTED means a text that is completed like the option of the
    same name of the form's command, SUGGESTIONS any number of such texts. Several values have commas between them.
    """

    TEXT = "text"
    TIME = "time"
    DAY = "day"
    SEVERAL = "several"
    CHANNEL = "channel"
    ROLE = "role"
    SUGGESTED = "suggested"
    SUGGESTIONS = "suggestions"


class Input(Frozen, frozen=True):
    """A line or paragraph to fill in; with `choices`, (value, label) pairs to choose from instead.

    Of an input with suggestions, `choices` are those that are set already. `typed` says how to write the value where
    the input is a line of text, `hint` what the value means. `is_file` asks for a file instead: forms do so on
    platforms whose commands take no files.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    is_long: bool = False
    limit: int = 200
    choices: tuple[tuple[str, str], ...] = ()
    is_file: bool = False
    fill: Fill = Fill.TEXT
    typed: str = ""

    @property
    def hint_of_line(self) -> str:
        """The hint where the input is a line of text."""
        return ". ".join(part for part in (self.typed, self.hint) if part)


class Form(Frozen, frozen=True):
    """A modal: at most as many inputs as the platform takes.

    Submitting it asks `action` with the inputs as further options; an input that is left empty adds no option.
    """

    title: str
    action: str
    inputs: tuple[Input, ...]
    submit: str = ""


class Draft(Frozen, frozen=True):
    """What somebody had filled into a form that was refused, and the choice with which they go on from there."""

    inputs: tuple[Input, ...]
    choice: Choice


class SourceLine(Frozen, frozen=True):
    """A source as it is shown: `url` is where it can be read, `locator` the page or chapter in it."""

    title: str
    publisher: str
    url: str = ""
    locator: str = ""
    note: str = ""


class Item(Frozen, frozen=True):
    """A dated entry. `marks` are short words such as "disputed"; `id` is the fact's id.

    `matches` are the words of title and text that a search found; `link` is the address to which the title leads.
    """

    title: str
    date: str = ""
    text: str = ""
    id: str = ""
    marks: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    link: str = ""


class Field(Frozen, frozen=True):
    """A named detail of a card."""

    name: str
    value: str


class Statement(Frozen, frozen=True):
    """A position as it is shown: who says what, with what stake, by which sources."""

    who: str
    says: str
    stake: str = ""
    sources: tuple[SourceLine, ...] = ()


class Picture(Frozen, frozen=True):
    """A picture to be drawn by a recipe; `alt` describes it to those who cannot see it.

    No reply waits for its picture, and where it cannot be shown it is left out: the words say everything themselves.
    """

    alt: str
    recipe: Recipe
    look: Look = Look.DARK

    @property
    def name(self) -> str:
        """The name of its file, which differs where the content does."""
        return name_of(self.recipe, self.look)


class File(Frozen, frozen=True):
    """A file handed out with a reply."""

    name: str
    content: bytes


class Countdown(Frozen, frozen=True):
    """A moment to count down to, aware and in UTC: `label` is what ends then."""

    label: str
    until: datetime


class Reply(Frozen, frozen=True):
    """What is said back, in the order title, text, statements, fields, items, picture, notes, sources, choices.

    `is_private`: None leaves it to the command's row and the community's habit. `is_question` asks which of several
    things is meant, which only the person who asked can answer. With `replaces`, the message whose button was pressed
    is edited to say this; with `decides`, it is for all who see that message, whoever pressed. `form` opens a modal
    instead of saying anything. `people` are the ids that its texts contain: a platform shows the people's names
    instead. The reply to a mistake in a form may name the input that is `wrong`, and keep a `draft` of what was filled
    in.
    """

    title: str = ""
    text: str = ""
    statements: tuple[Statement, ...] = ()
    fields: tuple[Field, ...] = ()
    items: tuple[Item, ...] = ()
    picture: Picture | None = None
    countdown: Countdown | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    choices: tuple[Choice, ...] = ()
    menu: Menu | None = None
    files: tuple[File, ...] = ()
    form: Form | None = None
    is_private: bool | None = None
    is_question: bool = False
    is_grave: bool = False
    is_error: bool = False
    replaces: bool = False
    decides: bool = False
    id: str = ""
    people: tuple[str, ...] = ()
    wrong: str = ""
    draft: Draft | None = None

    @property
    def heading(self) -> str:
        """What other messages call it: its title, or else how its text begins."""
        beginning = self.text if len(self.text) <= BEGINNING else f"{self.text[: BEGINNING - 1]}…"
        return self.title or beginning


def refusal(error: UsageError) -> Reply:
    """Return a mistake as a reply, for the person who made it alone."""
    return Reply(
        text=error.text,
        choices=error.choices,
        is_private=True,
        is_error=True,
        people=error.people,
        wrong=error.option,
    )


class Delivery(Frozen, frozen=True):
    """A message that nobody asked for, claimed by this process for one attempt to post it.

    With the same `nonce` some platforms post it only once, for a while; `marker` is hidden in the message, so that it
    can be found in the channel. With `is_lookup` the attempt is to look whether the message is in the channel, since
    `first_call_at`. `edits` is the id of a message to edit instead of posting one, "" for none.
    """

    id: int
    channel: Channel
    reply: Reply
    locale: str
    nonce: str
    marker: str
    attempt: int
    due_at: datetime
    first_call_at: datetime
    is_lookup: bool = False
    edits: str = ""
