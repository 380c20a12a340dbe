"""Which addresses polling may connect to; checked on what a name resolved to, at the moment of connecting.

A check of the host name before the request would leave a gap: the name can resolve to something else by
the time the connection is made (DNS rebinding). So the name is resolved here, every address is checked,
and the connection goes to the address that passed.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore

_NAT64 = IPv6Network("64:ff9b::/96")
_CARRIERS = (
    _NAT64,
    IPv6Network("::/96"),
    IPv6Network("::ffff:0:0/96"),
    IPv6Network("::ffff:0:0:0/96"),
)
"""Networks whose last 32 bits are an IPv4 address: NAT64 (RFC 6052), compatible and mapped (RFC 4291),
translated (RFC 2765)."""

_ISATAP = 0x00005EFE
_ISATAP_UNIVERSAL_BIT = 0x02000000
"""Interface identifiers ``0:5efe`` and ``200:5efe`` before an IPv4 address (RFC 5214, 6.1)."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")

_REFUSED = (
    IPv6Network("64:ff9b:1::/48"),  # NAT64 within one network (RFC 8215): it leads inwards
    IPv6Network("2001::/23"),  # Teredo, ORCHID and other protocols' own; no server lives there
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),
    IPv4Network("192.0.0.0/24"),  # protocol assignments; one cloud's metadata is among them
    IPv4Network("192.88.99.0/24"),  # the relays of 6to4, withdrawn (RFC 7526)
    IPv4Network("168.63.129.16/32"),  # a cloud's own service for its machines, on a public address
)
"""Not for polling, though some versions of Python call them global."""

Address = IPv4Address | IPv6Address


class AddressRefused(Exception):
    """The host resolves to an address that polling may not connect to."""


def is_public(address: Address) -> bool:
    """Whether ``address``, and any IPv4 address that it carries inside, lies in the public internet.

    Of IPv6 only what is assigned for it (2000::/3), and NAT64's well-known prefix, by which a network
    without IPv4 reaches it.
    """
    if isinstance(address, IPv6Address):
        address = IPv6Address(int(address))  # a zone (fe80::1%eth0) says nothing of where it lies
        if address not in _GLOBAL_UNICAST and address not in _NAT64:
            return False
    return all(map(_is_public, (address, *_carried(address))))


def _is_public(address: Address) -> bool:
    if address in _NAT64:
        return True
    refused = any(address in network for network in _REFUSED)
    return address.is_global and not address.is_multicast and not refused


def _carried(address: Address) -> Iterable[Address]:
    """The IPv4 addresses inside an IPv6 transition address (RFC 4291, 6052, 3056, 4380, 5214)."""
    if isinstance(address, IPv4Address):
        return
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    interface = (int(address) >> 32) & 0xFFFFFFFF & ~_ISATAP_UNIVERSAL_BIT
    if interface == _ISATAP or any(address in network for network in _CARRIERS):
        yield IPv4Address(int(address) & 0xFFFFFFFF)


class AddressGuard:
    """Says which addresses a host may have; ``allowed`` names hosts, addresses and networks that may be private."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        names = [name.strip().lower() for name in allowed]
        self._networks = [net for net in map(_network, names) if net is not None]
        self._hosts = frozenset(names)

    def allows(self, host: str, address: Address) -> bool:
        """Whether polling may connect to ``address`` for ``host``."""
        return (
            is_public(address)
            or host.lower() in self._hosts
            or any(address in network for network in self._networks)
        )


def _network(name: str) -> Any:
    try:
        return ip_network(name, strict=False)
    except ValueError:
        return None


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that the guard allows.

    Names are resolved in threads of ``resolvers``: a look-up cannot be cut short, and in an outage those of
    the loop's own pool would all hang in one.
    """

    def __init__(self, guard: AddressGuard, resolvers: ThreadPoolExecutor) -> None:
        self._guard = guard
        self._resolvers = resolvers
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve ``host``, check every address, and connect to the first that answers.

        Raises AddressRefused where one of them may not be connected to, httpcore's errors for the rest.
        """
        addresses = await self._resolve(host, port, timeout)
        for address in addresses:
            if not self._guard.allows(host, address):
                place = host if host == str(address) else f"{host} is at {address}, which"
                raise AddressRefused(
                    f"{place} is not a public address; poll.allow_private_hosts can let it in"
                )
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return await self._backend.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _resolve(self, host: str, port: int, limit_s: float | None) -> list[Address]:
        look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        try:
            async with asyncio.timeout(limit_s):
                found = await asyncio.get_running_loop().run_in_executor(self._resolvers, look_up)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} did not resolve in {limit_s} s") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} does not resolve: {error}") from error
        # A scope id (fe80::1%eth0) is cut off: such an address is link-local and refused anyway.
        return list(dict.fromkeys(ip_address(str(info[4][0]).partition("%")[0]) for info in found))

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: no feed lies behind a socket of this machine."""
        del timeout, socket_options
        raise AddressRefused(f"{path} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """Wait between two attempts, as httpcore asks for."""
        await self._backend.sleep(seconds)
