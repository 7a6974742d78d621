"""Slack's blocks and elements and what each may hold (docs.slack.dev/reference/block-kit)."""

from tests.standins.shapes import Anything, Items, OneOf, Record, Rule, Tagged, Text, Truth, Whole

ACTION_ID = Text(255, 1)
URL = Text(3000, 1, r"https?://\S+")
BLOCK: dict[str, Rule] = {"block_id": Text(255, 1)}


def plain(most: int) -> Record:
    """A plain text of so many characters."""
    return Record({"type": OneOf(("plain_text",)), "text": Text(most, 1)}, {"emoji": Truth()})


def text(most: int) -> Rule:
    """A text of so many characters, plain or with Slack's markup."""
    marked = Record({"type": OneOf(("mrkdwn",)), "text": Text(most, 1)}, {"verbatim": Truth()})
    return Tagged({"plain_text": plain(most), "mrkdwn": marked})


CONFIRM = Record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": OneOf(("primary", "danger"))},
)
ELEMENT: dict[str, Rule] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": Truth()}
HINTED: dict[str, Rule] = {**ELEMENT, "placeholder": plain(150)}
DISPATCH = Record({"trigger_actions_on": Items(OneOf(("on_enter_pressed", "on_character_entered")), 2, 1)})

OPTION = Record({"text": plain(75), "value": Text(150, 1)}, {"description": plain(75)})
MARKED_OPTION = Record({"text": text(75), "value": Text(150, 1)}, {"description": text(75)})
MENU_OPTION = Record({"text": plain(75), "value": Text(150, 1)}, {"description": plain(75), "url": URL})
GROUP = Record({"label": plain(75), "options": Items(OPTION, 100, 1)})

BUTTON = Record(
    {"type": OneOf(("button",)), "text": plain(75)},
    {
        **ELEMENT,
        "url": URL,
        "value": Text(2000, 1),
        "style": OneOf(("primary", "danger")),
        "accessibility_label": Text(75, 1),
    },
)
OVERFLOW = Record({"type": OneOf(("overflow",)), "options": Items(MENU_OPTION, 5, 2)}, ELEMENT)
IMAGE = Record({"type": OneOf(("image",)), "alt_text": Text(2000, 1)}, {"image_url": URL, "slack_file": Anything()})


def _select(kind: str, **optional: Rule) -> dict[object, Rule]:
    single = Record({"type": OneOf((kind,))}, {**HINTED, **optional})
    many = Record({"type": OneOf((f"multi_{kind}",))}, {**HINTED, **optional, "max_selected_items": Whole(1, 100)})
    return {kind: single, f"multi_{kind}": many}


def _chosen(kind: str) -> Record:
    options = Items(MARKED_OPTION, 10, 1)
    initial: dict[str, Rule] = {"initial_option": MARKED_OPTION, "initial_options": options}
    return Record({"type": OneOf((kind,)), "options": options}, {**ELEMENT, **initial})


def _input(kind: str, **optional: Rule) -> Record:
    return Record({"type": OneOf((kind,))}, {**HINTED, "dispatch_action_config": DISPATCH, **optional})


OPTIONS: dict[str, Rule] = {
    "options": Items(OPTION, 100, 1),
    "option_groups": Items(GROUP, 100, 1),
    "initial_option": OPTION,
    "initial_options": Items(OPTION, 100),
}
CONVERSATIONS: dict[str, Rule] = {
    "initial_conversation": Text(20, 1),
    "initial_conversations": Items(Text(20, 1), 100),
    "default_to_current_conversation": Truth(),
    "response_url_enabled": Truth(),
    "filter": Anything(),
}
CHANNELS: dict[str, Rule] = {
    "initial_channel": Text(20, 1),
    "initial_channels": Items(Text(20, 1), 100),
    "response_url_enabled": Truth(),
}
USABLE: dict[object, Rule] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "checkboxes": _chosen("checkboxes"),
    "radio_buttons": _chosen("radio_buttons"),
    "datepicker": _input("datepicker", initial_date=Text(10, 10, r"\d{4}-\d\d-\d\d")),
    "timepicker": _input("timepicker", initial_time=Text(5, 5, r"\d\d:\d\d"), timezone=Text(100, 1)),
    "datetimepicker": _input("datetimepicker", initial_date_time=Whole(10**9, 10**10)),
    **_select("static_select", **OPTIONS),
    **_select("external_select", min_query_length=Whole(), initial_option=OPTION, initial_options=Items(OPTION, 100)),
    **_select("users_select", initial_user=Text(20, 1), initial_users=Items(Text(20, 1), 100)),
    **_select("conversations_select", **CONVERSATIONS),
    **_select("channels_select", **CHANNELS),
}
TYPED: dict[object, Rule] = {
    "plain_text_input": _input(
        "plain_text_input",
        initial_value=Text(3000),
        multiline=Truth(),
        min_length=Whole(0, 3000),
        max_length=Whole(1, 3000),
    ),
    "number_input": Record(
        {"type": OneOf(("number_input",)), "is_decimal_allowed": Truth()},
        {
            **HINTED,
            "dispatch_action_config": DISPATCH,
            "initial_value": Text(100),
            "min_value": Text(100),
            "max_value": Text(100),
        },
    ),
    "email_text_input": _input("email_text_input", initial_value=Text(3000)),
    "url_text_input": _input("url_text_input", initial_value=Text(3000)),
    "file_input": _input("file_input", filetypes=Items(Text(20, 1), 100, 1), max_files=Whole(1, 10)),
}
IN_INPUT = {kind: rule for kind, rule in (USABLE | TYPED).items() if kind not in ("button", "overflow")}

SECTION = Record(
    {"type": OneOf(("section",))},
    {
        **BLOCK,
        "text": text(3000),
        "fields": Items(text(2000), 10, 1),
        "accessory": Tagged(USABLE | {"image": IMAGE}),
        "expand": Truth(),
    },
)
BLOCKS: dict[object, Rule] = {
    "section": SECTION,
    "header": Record({"type": OneOf(("header",)), "text": plain(150)}, BLOCK),
    "divider": Record({"type": OneOf(("divider",))}, BLOCK),
    "context": Record(
        {
            "type": OneOf(("context",)),
            "elements": Items(
                Tagged({"image": IMAGE, **{kind: text(2000) for kind in ("plain_text", "mrkdwn")}}), 10, 1
            ),
        },
        BLOCK,
    ),
    "actions": Record({"type": OneOf(("actions",)), "elements": Items(Tagged(USABLE), 25, 1)}, BLOCK),
    "image": Record(
        {"type": OneOf(("image",)), "alt_text": Text(2000, 1)},
        {**BLOCK, "image_url": URL, "slack_file": Anything(), "title": plain(2000)},
    ),
    "input": Record(
        {"type": OneOf(("input",)), "label": plain(2000), "element": Tagged(IN_INPUT)},
        {**BLOCK, "hint": plain(2000), "optional": Truth(), "dispatch_action": Truth()},
    ),
    "rich_text": Record({"type": OneOf(("rich_text",)), "elements": Items(Anything(), 1000, 1)}, BLOCK),
    "markdown": Record({"type": OneOf(("markdown",)), "text": Text(12_000, 1)}, BLOCK),
}
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
IN_MESSAGE = Items(Tagged(BLOCKS), MESSAGE_BLOCKS)
IN_VIEW = Items(Tagged({kind: rule for kind, rule in BLOCKS.items() if kind != "markdown"}), VIEW_BLOCKS, 1)

VIEW: dict[str, Rule] = {"private_metadata": Text(3000), "callback_id": Text(255), "external_id": Text(255)}
MODAL = Record(
    {"type": OneOf(("modal",)), "title": plain(24), "blocks": IN_VIEW},
    {
        **VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": Truth(),
        "notify_on_close": Truth(),
        "submit_disabled": Truth(),
    },
)
HOME = Record({"type": OneOf(("home",)), "blocks": IN_VIEW}, VIEW)
