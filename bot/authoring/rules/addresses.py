"""Rules on addresses: which may stand as a source's, and when two of them are one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

import yaml

from bot.facts.model import Pack, Source

Breach = tuple[str, str, str]
# What stands after these words in a publisher's name is where the work was carried.
_CARRIER = re.compile(r", (?:in|copy at|copy of) ")
_HOSTS = Path(__file__).parent / "hosts.yaml"
_STAGING = re.compile(r"(uat|dev|develop|staging|stage|stg|test|testing|qa|preprod|preview|prod|production|beta)\d*")
# What comes before a host or with an address and says nothing of which page it is.
_PREFIX = re.compile(r"^(www\d?|m|mobile|amp)\.")
_SUFFIX = re.compile(r"/(index\.\w{3,5})?$")
_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|ref|cmpid|ocid|selectedLocale)$")


def breaches(pack: Pack) -> Iterator[Breach]:
    """Return the sources whose address is no publisher's own, and those that are one page with another."""
    seen: dict[str, str] = {}
    for source in pack.sources:
        if fault := fault_of(source.url):
            yield "url", source.id, f"{fault}; write the canonical address, or make this the `copy`"
        page = page_of(source.url or source.copy)
        if page and page in seen:
            yield "twin", source.id, f"the same page as “{seen[page]}”; keep one of the two"
        seen.setdefault(page, source.id)


def hints(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return the sources that are cited by http though their host is known to answer by https."""
    secure = {host_of(source.url) for source in pack.sources if source.url.startswith("https:")}
    for source in pack.sources:
        if source.url.startswith("http:") and host_of(source.url) in secure:
            yield source.id, "http, where other sources of this host have https"


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """Return the host of an address as it is written, "" where there is none."""
    return _host(_split(url))


@lru_cache(maxsize=8192)
def page_of(url: str) -> str:
    """Return what all addresses of one page share: without scheme, www, tracking, fragment and case of the host."""
    if not url:
        return ""
    parts = _split(url)
    host = _PREFIX.sub("", _host(parts))
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted((key, value) for key, value in query if not _TRACKING.match(key))
    return f"{host}{_SUFFIX.sub('', unquote(parts.path))}?{urlencode(kept)}"


def fault_of(url: str) -> str:
    """Return why an address cannot be given as a work's own; "" when it can, or when there is none."""
    if not url:
        return ""
    parts = _split(url)
    host = _host(parts)
    return _fault_of_form(parts, host) or _fault_of_host(host) or ("a page on IPFS" if "/ipfs/" in parts.path else "")


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".")


def _fault_of_form(parts: SplitResult, host: str) -> str:
    if ":" in parts.netloc.rpartition("@")[2] or "@" in parts.netloc:
        return f"“{parts.netloc}” is a port or an account on a machine, not a publisher's address"
    if _is_number(host) or "." not in host:
        return f"“{host}” is the bare address of a machine"
    if (parts.hostname or "").endswith("."):
        return f"“{parts.hostname}” ends with a dot"
    return ""


def _fault_of_host(host: str) -> str:
    labels = host.split(".")
    names = (token for label in labels[:-2] for token in label.split("-"))
    if token := next((name for name in names if _STAGING.fullmatch(name)), ""):
        return f"“{host}” is a host for trying things out ({token})"
    tails = (".".join(labels[start:]) for start in range(len(labels)))
    return next((f"“{host}”: {reason}" for tail in tails if (reason := _refused().get(tail))), "")


def publisher_alone(publisher: str) -> str:
    """Return a publisher's name without who carried the work: “Reuters, in The Day” is Reuters."""
    return _CARRIER.split(publisher)[0]


def is_wikipedia(source: Source) -> bool:
    """Whether a source is an edition of Wikipedia or of its sisters, or a copy of one."""
    host = host_of(source.url or source.copy)
    return "wikipedia" in source.publisher.casefold() or bool(re.search(r"\bwiki(pedia|news|quote)\.org$", host))


@lru_cache(maxsize=8192)
def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _refused() -> dict[str, str]:
    """Return the hosts that are no publisher's own, each with the reason."""
    reasons: dict[str, list[str]] = yaml.safe_load(_HOSTS.read_text(encoding="utf-8"))
    return {host: reason for reason, hosts in reasons.items() for host in hosts}
