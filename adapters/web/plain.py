"""A plain page: one column in the look of all pages, in the language that a browser prefers."""

from __future__ import annotations

from importlib.resources import files

from aiohttp import web

from adapters.web.html import Html, tag
from bot.replies.catalog import Catalog, catalog

FOLDER = "/static"
STATIC = {
    "class.js": "text/javascript",
    "copy.js": "text/javascript",
    "class.css": "text/css",
    "icon.svg": "image/svg+xml",
}


def plain(say: Catalog, title: str, *content: Html) -> str:
    """Return a page with a heading and what stands below it."""
    return document(say, title, tag("body", tag("main", tag("h1", title), *content), class_="plain"))


def document(say: Catalog, title: str, body: Html, *head: Html) -> str:
    """Return a whole page."""
    top = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", f"{title} · Dateline"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="stylesheet", href=f"{FOLDER}/class.css"),
        tag("link", rel="icon", href=f"{FOLDER}/icon.svg", type="image/svg+xml"),
        *head,
    )
    return f"<!doctype html>{tag('html', top, body, lang=say.locale.replace('_', '-'))}"


def language(request: web.Request) -> Catalog:
    """Return the language that a browser prefers, where nothing else says which."""
    return catalog(request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].strip())


async def static(request: web.Request) -> web.StreamResponse:
    """Serve the script, the style and the icon."""
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    content = files("adapters.web").joinpath("static", name).read_bytes()
    headers = {"Cache-Control": "max-age=300"}
    return web.Response(body=content, content_type=STATIC[name], charset="utf-8", headers=headers)
