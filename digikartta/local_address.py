"""This machine's address in the local network, as phones in the room reach it."""

import os
import socket
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address

if sys.platform != "win32":
    import fcntl

NOWHERE = "127.0.0.1"
_KEPT = 5.0  # seconds: a hotspot is often turned on after the server was started
# The system's numbers for asking what an interface is doing and which address it has.
_FLAGS, _ADDRESS = (0xC0206911, 0xC0206921) if sys.platform == "darwin" else (0x8913, 0x8915)
_UP_AND_RUNNING = 0x41
# Networks of virtual machines and containers inside this machine, and tunnels out of it.
_NOT_OF_THE_ROOM = (
    *("docker", "br-", "virbr", "veth", "lxc", "vmnet", "vboxnet"),
    *("tun", "tap", "utun", "wg", "zt", "tailscale"),
)


@dataclass(frozen=True, slots=True)
class Interface:
    """One of this machine's connections to a network."""

    name: str
    address: str


class LocalAddress:
    """The address, looked up anew when the last answer is a few seconds old."""

    def __init__(
        self, look_up: Callable[[], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._look_up, self._clock = look_up, clock
        self._found = ("", float("-inf"))

    def __call__(self) -> str:
        """Return the address; nothing is sent, and no name is looked up."""
        address, until = self._found
        if self._clock() >= until:
            address = self._look_up()
            self._found = (address, self._clock() + _KEPT)
        return address


def look_up() -> str:
    """Return the address by which the network reaches this machine, or 127.0.0.1 without one.

    Without a way to the internet, as with a hotspot of the machine's own, it is the address of
    the interface that most looks like the room's network.
    """
    towards_internet = _on_the_way_out()
    if _reaches_phones(towards_internet):
        return towards_internet
    usable = [each for each in interfaces() if _reaches_phones(each.address)]
    return min(usable, key=_unlikely).address if usable else NOWHERE


def _reaches_phones(address: str) -> bool:
    found = IPv4Address(address)
    return not (found.is_loopback or found.is_link_local or found.is_unspecified)


def _unlikely(interface: Interface) -> tuple[bool, bool]:
    """Return what sorts last what phones in the room will hardly be connected to."""
    inside = interface.name.startswith(_NOT_OF_THE_ROOM)
    return inside, not IPv4Address(interface.address).is_private


def _on_the_way_out() -> str:
    """Return the address that the system would use to reach another machine.

    Connecting a datagram socket sends nothing: it only asks the system.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return NOWHERE


def interfaces() -> list[Interface]:
    """Return the interfaces that are running, with their IPv4 addresses."""
    if sys.platform == "win32":
        # Answered by the system itself there; elsewhere a name server may be waited for.
        return [Interface("", each) for each in socket.gethostbyname_ex(socket.gethostname())[2]]
    names = [name for _, name in socket.if_nameindex()]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        found = [(name, _address_of(probe.fileno(), name)) for name in names]
    return [Interface(name, address) for name, address in found if address]


def _address_of(probe: int, name: str) -> str:
    """Return an interface's address, empty while it has none or is not running."""
    if sys.platform == "win32":
        return ""
    asked = struct.pack("32s", os.fsencode(name))  # `struct ifreq`: the name, then what is answered
    try:
        (flags,) = struct.unpack_from("H", fcntl.ioctl(probe, _FLAGS, asked), 16)
        if flags & _UP_AND_RUNNING != _UP_AND_RUNNING:
            return ""
        return socket.inet_ntoa(fcntl.ioctl(probe, _ADDRESS, asked)[20:24])
    except OSError:
        return ""


local_address = LocalAddress(look_up)
