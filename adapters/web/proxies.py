"""Who asks, and how they came, behind a proxy: it is believed where the operator has named it, and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import web

from bot.settings import Network

log = logging.getLogger(__name__)
FOR, PROTO = "X-Forwarded-For", "X-Forwarded-Proto"
# Whoever has one address of IPv6 has as many as there are in a network of this size.
HOUSEHOLD = 64


def believing(proxies: Sequence[Network]) -> Callable[[web.Request], web.Request]:
    """Return what tells each request as these proxies tell of it: from whom it is, and whether it came over https."""
    told: set[str] = set()

    def seen(request: web.Request) -> web.Request:
        peer = request.remote or ""
        if not is_among(peer, proxies):
            if FOR in request.headers and is_near(peer) and not told:
                told.add(peer)
                log.warning("%s tells who asks, but DATELINE_PROXIES does not name it: it is not believed", peer)
            return request
        chain = [part.strip() for part in ",".join(request.headers.getall(FOR, ())).split(",")]
        scheme = request.headers.get(PROTO, "").rpartition(",")[2].strip().casefold()
        is_known = scheme in ("http", "https")
        return request.clone(remote=_asker(chain, peer, proxies), scheme=scheme if is_known else request.scheme)

    return seen


def address_of(request: web.Request) -> str:
    """Return whose request it is, by address; of IPv6, by the network that one household has."""
    found = _read(request.remote or "")
    if not isinstance(found, IPv6Address):
        return str(found or request.remote or "")
    return str(ip_network((found.packed, HOUSEHOLD), strict=False))


def is_near(address: str) -> bool:
    """Whether an address is this machine's or of a private network."""
    found = _read(address)
    return found is not None and (found.is_loopback or found.is_private)


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is of one of these networks."""
    found = _read(address)
    return found is not None and any(found in network for network in networks)


def _asker(chain: Sequence[str], peer: str, proxies: Sequence[Network]) -> str:
    """Return the last of those told of that is no proxy of ours: what stands before it anybody can have written."""
    asker = peer
    for address in reversed(chain):
        if _read(address) is None:
            return asker
        asker = address
        if not is_among(address, proxies):
            return asker
    return asker


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
