"""From whom a request is, and by which scheme, behind a proxy: only those that the operator names are believed."""

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
    """Return a function that gives a request the address and the scheme that these proxies report of it."""
    warned: set[str] = set()

    def seen(request: web.Request) -> web.Request:
        peer = request.remote or ""
        if not is_among(peer, proxies):
            if FOR in request.headers and is_near(peer) and not warned:
                warned.add(peer)
                log.warning("%s tells who asks, but DATELINE_PROXIES does not name it: it is not believed", peer)
            return request
        chain = [part.strip() for part in ",".join(request.headers.getall(FOR, ())).split(",")]
        scheme = request.headers.get(PROTO, "").rpartition(",")[2].strip().casefold()
        scheme = scheme if scheme in ("http", "https") else request.scheme
        return request.clone(remote=_asker(chain, peer, proxies), scheme=scheme)

    return seen


def address_of(request: web.Request) -> str:
    """Return the address that a request is from; of IPv6, the network of its household."""
    address = _read(request.remote or "")
    if not isinstance(address, IPv6Address):
        return str(address or request.remote or "")
    return str(ip_network((address.packed, HOUSEHOLD), strict=False))


def is_near(address: str) -> bool:
    """Whether an address is this machine's or of a private network."""
    ip = _read(address)
    return ip is not None and (ip.is_loopback or ip.is_private)


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is of one of these networks."""
    ip = _read(address)
    return ip is not None and any(ip in network for network in networks)


def _asker(chain: Sequence[str], peer: str, proxies: Sequence[Network]) -> str:
    """Return the last address of the chain that is no proxy of ours: the ones before it anybody can have written."""
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
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip
