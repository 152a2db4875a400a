"""Addresses that may be called: those that begin as an entry of the administrator's list does, and no others.

A name is looked up once, every address that it has is judged, and the call goes to just that address: what the name
means a moment later changes nothing (DNS rebinding).
"""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    """Where to call: `address` is the number to connect to, `host` the name to ask for."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


class NotAllowed(Exception):
    """The address may not be called."""


def is_allowed(url: str, allowed: Sequence[str]) -> bool:
    """Whether the list has an entry of the same scheme, host and port, whose path the address's begins with."""
    parts = _parts(url)
    return parts is not None and any(_covers(entry, parts) for entry in map(_parts, allowed) if entry is not None)


def target_of(url: str, allowed: Sequence[str]) -> Target:
    """Where a call to `url` goes. `NotAllowed` when it is not on the list, or its name leads to an inner network.

    An entry that names a number, or "localhost", means that very machine, inner network or not.
    """
    parts = _parts(url)
    if parts is None or not is_allowed(url, allowed):
        raise NotAllowed(url)
    host, port = parts.hostname or "", _port(parts)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise ConnectionError(f"no such host: {host}") from fault
    numbers = [str(info[4][0]) for info in found]
    if not _is_number(host) and host != "localhost" and not all(map(_is_public, numbers)):
        raise NotAllowed(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, numbers[0])


def _parts(url: str) -> SplitResult | None:
    """The parts of an address that could be called; None for any other."""
    try:
        parts = urlsplit(url)
        has_port = 0 < _port(parts) < 65536
    except (ValueError, KeyError):
        return None
    odd = parts.username is not None or parts.password is not None or parts.fragment or not url.isascii()
    plain = all(33 <= ord(character) < 127 and character not in '\\"<>^`{|}' for character in url)
    # What some receivers take for a way up, and would lead out of the folder that an entry names.
    leads_up = any(mark in unquote(parts.path) for mark in ("..", "\\"))
    return parts if has_port and parts.hostname and not odd and plain and not leads_up else None


def _port(parts: SplitResult) -> int:
    return parts.port if parts.port is not None else _PORTS[parts.scheme]


def _covers(entry: SplitResult, parts: SplitResult) -> bool:
    same = (entry.scheme, entry.hostname, _port(entry)) == (parts.scheme, parts.hostname, _port(parts))
    folder = entry.path.rstrip("/") + "/"
    return same and (parts.path == entry.path or parts.path.startswith(folder))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    judged = [address, *(_within(address) if isinstance(address, ipaddress.IPv6Address) else ())]
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        judged.remove(address)
    return all(one.is_global and not one.is_multicast for one in judged)


def _within(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that a gateway would take out of it (RFC 4291, 3056, 4380 and 6052)."""
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(address.packed[-4:]))
    return tuple(one for one in found if one is not None)
