"""Discord's components and what each may hold (developers/components/reference; Discord's OpenAPI description)."""

from tests.standins.shapes import Anything, Items, OneOf, Record, Rule, Table, Tagged, Text, Truth, Whole

NUMBER = Whole(0, 2**31 - 1)
ID: dict[str, Rule] = {"id": NUMBER}
CUSTOM_ID = Text(100, 1)
SNOWFLAKE = Text(20, 1, r"\d+")
EMOJI = Record({"name": Text(32)}, {"id": SNOWFLAKE, "animated": Truth()})
ALT_TEXT = Text(1024, 1)
MEDIA = Record({"url": Text(2048, 1, r"(https?|attachment)://\S+")})
ATTACHED = Record({"url": Text(2048, 1, r"attachment://\S+")})

BUTTON_BASE: dict[str, Rule] = {**ID, "label": Text(80), "emoji": EMOJI, "disabled": Truth()}
CLICKED = Record({"type": OneOf((2,)), "style": Whole(1, 4), "custom_id": CUSTOM_ID}, BUTTON_BASE)
LINK = Record({"type": OneOf((2,)), "style": OneOf((5,)), "url": Text(512, 1, r"(https?|discord)://\S+")}, BUTTON_BASE)
PREMIUM = Record({"type": OneOf((2,)), "style": OneOf((6,)), "sku_id": SNOWFLAKE}, {**ID, "disabled": Truth()})
BUTTON = Tagged({1: CLICKED, 2: CLICKED, 3: CLICKED, 4: CLICKED, 5: LINK, 6: PREMIUM}, tag="style")


def _choice(most_label: int = 100, *, emoji: bool = False) -> Record:
    extra: dict[str, Rule] = {"emoji": EMOJI} if emoji else {}
    described: dict[str, Rule] = {"description": Text(100), "default": Truth()}
    return Record({"label": Text(most_label, 1), "value": Text(100, 1)}, described | extra)


def _select(kind: int, *, modal: bool) -> Rule:
    chosen: dict[str, Rule] = {"options": Items(_choice(emoji=True), 25, 1)} if kind == 3 else {}
    optional: dict[str, Rule] = {
        **ID,
        "placeholder": Text(150),
        "min_values": Whole(0, 25),
        "max_values": Whole(1, 25),
        "default_values": Items(Record({"id": SNOWFLAKE, "type": OneOf(("user", "role", "channel"))}), 25),
        "channel_types": Items(Whole(0, 16), 20),
        "required": Truth(),
        "disabled": OneOf((False,)) if modal else Truth(),
    }
    return Record({"type": OneOf((kind,)), "custom_id": CUSTOM_ID, **chosen}, optional)


SELECTS = (3, 5, 6, 7, 8)
ACTION_ROW = Record(
    {
        "type": OneOf((1,)),
        "components": Items(Tagged({2: BUTTON} | {kind: _select(kind, modal=False) for kind in SELECTS}), 5, 1),
    },
    ID,
)
TEXT_DISPLAY = Record({"type": OneOf((10,)), "content": Text(4000, 1)}, ID)
THUMBNAIL = Record({"type": OneOf((11,)), "media": MEDIA}, {**ID, "description": ALT_TEXT, "spoiler": Truth()})
SECTION = Record(
    {
        "type": OneOf((9,)),
        "components": Items(Tagged({10: TEXT_DISPLAY}), 3, 1),
        "accessory": Tagged({2: BUTTON, 11: THUMBNAIL}),
    },
    ID,
)
PICTURE = Record({"media": MEDIA}, {"description": ALT_TEXT, "spoiler": Truth()})
GALLERY = Record({"type": OneOf((12,)), "items": Items(PICTURE, 10, 1)}, ID)
FILE = Record({"type": OneOf((13,)), "file": ATTACHED}, {**ID, "spoiler": Truth(), "name": Text(1024), "size": NUMBER})
SEPARATOR = Record({"type": OneOf((14,))}, {**ID, "divider": Truth(), "spacing": Whole(1, 2)})
IN_CONTAINER: dict[object, Rule] = {
    1: ACTION_ROW,
    9: SECTION,
    10: TEXT_DISPLAY,
    12: GALLERY,
    13: FILE,
    14: SEPARATOR,
}
CONTAINER = Record(
    {"type": OneOf((17,)), "components": Items(Tagged(IN_CONTAINER), 40, 1)},
    {**ID, "accent_color": Whole(0, 0xFFFFFF), "spoiler": Truth()},
)
# Without the flag for Components V2 only rows may stand in a message, five of them.
CLASSIC = Items(Tagged({1: ACTION_ROW}), 5)
MODERN = Items(Tagged(IN_CONTAINER | {17: CONTAINER}), 40)

TEXT_INPUT_OPTIONS: dict[str, Rule] = {
    **ID,
    "min_length": Whole(0, 4000),
    "max_length": Whole(1, 4000),
    "required": Truth(),
    "value": Text(4000),
    "placeholder": Text(100),
}
TEXT_INPUT_BASE: dict[str, Rule] = {"type": OneOf((4,)), "custom_id": CUSTOM_ID, "style": Whole(1, 2)}
# Within a Label the input's own label is null or empty.
TEXT_INPUT = Record(TEXT_INPUT_BASE, {**TEXT_INPUT_OPTIONS, "label": Text(0)})
OLD_TEXT_INPUT = Record({**TEXT_INPUT_BASE, "label": Text(45, 1)}, TEXT_INPUT_OPTIONS)
OLD_ROW = Record({"type": OneOf((1,)), "components": Items(Tagged({4: OLD_TEXT_INPUT}), 1, 1)}, ID)
RADIO_GROUP = Record(
    {"type": OneOf((21,)), "custom_id": CUSTOM_ID, "options": Items(_choice(), 10, 2)}, {**ID, "required": Truth()}
)
CHECKBOX_GROUP = Record(
    {"type": OneOf((22,)), "custom_id": CUSTOM_ID, "options": Items(_choice(), 10, 1)},
    {**ID, "min_values": Whole(0, 10), "max_values": Whole(1, 10), "required": Truth()},
)
CHECKBOX = Record({"type": OneOf((23,)), "custom_id": CUSTOM_ID}, {**ID, "default": Truth()})
FILE_UPLOAD = Record(
    {"type": OneOf((19,)), "custom_id": CUSTOM_ID},
    {
        **ID,
        "min_values": Whole(0, 10),
        "max_values": Whole(1, 10),
        "required": Truth(),
        "file_types": Items(Text(16, 1), 10),
    },
)
IN_LABEL: dict[object, Rule] = {
    4: TEXT_INPUT,
    19: FILE_UPLOAD,
    21: RADIO_GROUP,
    22: CHECKBOX_GROUP,
    23: CHECKBOX,
    **{kind: _select(kind, modal=True) for kind in SELECTS},
}
LABEL = Record(
    {"type": OneOf((18,)), "label": Text(45, 1), "component": Tagged(IN_LABEL)}, {**ID, "description": Text(100, 1)}
)
MODAL = Record(
    {
        "custom_id": CUSTOM_ID,
        "title": Text(45, 1),
        "components": Items(Tagged({1: OLD_ROW, 10: TEXT_DISPLAY, 18: LABEL}), 5, 1),
    }
)
LOCALIZED_100 = Table(Text(100, 1))
CHOICES = Record(
    {"choices": Items(Record({"name": Text(100, 1), "value": Anything()}, {"name_localizations": LOCALIZED_100}), 25)}
)
