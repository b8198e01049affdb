"""Which address of this machine phones are sent to."""

import socket
import struct
import sys

import pytest

from digikartta import local_address as module
from digikartta.local_address import Interface, LocalAddress, interfaces, look_up

LOOPBACK = Interface("lo", "127.0.0.1")
HOTSPOT = Interface("wlan0", "10.42.0.1")
# From linux/sockios.h and net/if.h; macOS has other numbers for the same two questions.
FLAGS = {"linux": 0x8913, "darwin": 0xC0206911}
UP, RUNNING = 0x1, 0x40


class FakeSocket:
    """A datagram socket on a machine that would reach others from this address, or could not."""

    def __init__(self, address: str | None) -> None:
        self.address = address
        self.is_closed = False

    def __call__(self, family: int, kind: int) -> "FakeSocket":
        assert (family, kind) == (socket.AF_INET, socket.SOCK_DGRAM)
        return self

    def __enter__(self) -> "FakeSocket":
        return self

    def __exit__(self, *_: object) -> None:
        self.is_closed = True

    def connect(self, _: tuple[str, int]) -> None:
        if self.address is None:
            raise OSError("Network is unreachable")

    def getsockname(self) -> tuple[str, int]:
        assert self.address is not None
        return (self.address, 40000)

    def fileno(self) -> int:
        return 7


def found(
    monkeypatch: pytest.MonkeyPatch, *running: Interface, on_the_way_out: str | None = None
) -> str:
    probe = FakeSocket(on_the_way_out)
    monkeypatch.setattr(module.socket, "socket", probe)
    monkeypatch.setattr(module, "interfaces", lambda: list(running))
    address = look_up()
    assert probe.is_closed
    return address


def test_with_a_way_to_the_internet_it_is_the_address_on_that_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = found(monkeypatch, LOOPBACK, HOTSPOT, on_the_way_out="192.168.1.23")
    assert address == "192.168.1.23"


def test_a_machine_that_is_its_own_hotspot_is_reached_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert found(monkeypatch, LOOPBACK, HOTSPOT) == "10.42.0.1"


@pytest.mark.parametrize("unlike", ["169.254.7.7", "0.0.0.0", "127.0.0.1"])  # noqa: S104
def test_an_address_that_no_phone_reaches_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, unlike: str
) -> None:
    left_over = Interface("eth0", unlike)
    assert found(monkeypatch, left_over, HOTSPOT, on_the_way_out=unlike) == "10.42.0.1"
    assert found(monkeypatch, LOOPBACK, left_over) == "127.0.0.1"


@pytest.mark.parametrize(
    "other",
    [
        Interface("docker0", "172.17.0.1"),
        Interface("virbr0", "192.168.122.1"),
        Interface("tun0", "10.8.0.2"),
        Interface("wwan0", "100.72.3.4"),  # a telephone operator's network
        Interface("wwan0", "193.166.3.2"),
    ],
)
def test_the_room_s_network_goes_before_others(
    monkeypatch: pytest.MonkeyPatch, other: Interface
) -> None:
    assert found(monkeypatch, other, HOTSPOT) == "10.42.0.1"
    assert found(monkeypatch, other) == other.address


def test_a_hotspot_that_is_turned_on_after_the_start_is_noticed_in_seconds() -> None:
    now, known = [0.0], ["127.0.0.1"]
    looked: list[float] = []

    def look() -> str:
        looked.append(now[0])
        return known[0]

    address = LocalAddress(look, clock=lambda: now[0])
    assert address() == "127.0.0.1"
    known[0] = "10.42.0.1"
    now[0] = 4.9
    assert address() == "127.0.0.1"
    now[0] = 5.0
    assert (address(), address()) == ("10.42.0.1", "10.42.0.1")
    assert looked == [0.0, 5.0]


@pytest.mark.posix
def test_interfaces_that_run_and_have_an_address_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    has = {"lo": "127.0.0.1", "wlan0": "10.42.0.1", "eth0": "192.168.1.9"}
    state = {"lo": UP | RUNNING, "wlan0": UP | RUNNING, "eth0": UP, "wwan0": UP | RUNNING}

    def ioctl(_: int, question: int, asked: bytes) -> bytes:
        name = asked[:16].rstrip(b"\0").decode()
        if question == FLAGS[sys.platform]:
            return asked[:16] + struct.pack("H14x", state[name])
        if name not in has:
            raise OSError("Cannot assign requested address")
        return asked[:20] + socket.inet_aton(has[name]) + bytes(8)

    monkeypatch.setattr(module.socket, "if_nameindex", lambda: list(enumerate(state, 1)))
    monkeypatch.setattr(module.socket, "socket", FakeSocket(None))
    monkeypatch.setattr("fcntl.ioctl", ioctl)
    assert interfaces() == [LOOPBACK, HOTSPOT]


@pytest.mark.posix
def test_the_system_that_this_runs_on_tells_its_loopback() -> None:
    assert "127.0.0.1" in [each.address for each in interfaces()]
