"""Limits on guessing join codes: by failures only, and nobody is refused for what others did.

A code is one of 28^6 = 481 890 304. A guess is a code that an address has not tried in the last ten
minutes; trying a wrong one again tells nothing new and costs nothing, so a room that reads an old
code from the wall is not refused.

- Each address has 60 guesses in ten minutes: 8 640 a day. Where 100 workshops and rounds can be
  joined at a moment, such a day finds one of them with a chance of 8 640 * 100 / 28^6 = 0.2 %, and
  one certain workshop with 0.002 %. Whoever finds one can join it, and sees no answers.
- When all addresses together have guessed 600 times in ten minutes, many machines are guessing.
  Then each has 5: a thousand machines try 720 000 codes a day, which finds one of the hundred with
  15 %, and one certain workshop with 0.15 %. One machine has too few guesses to bring this about,
  and whoever comes from anywhere else still types the right code, and four slips before it.
- A code that was right from an address, or that its facilitator's screens show there, stays open
  for everybody there, whatever else is guessed from it: one person in the room's network cannot
  shut out the room. It tells nobody anything.

Of IPv6 an address is the network of 2^64 addresses that one customer has.
"""

import ipaddress
import threading
import time
from collections.abc import Callable

from digikartta.web.lately import Lately

_WINDOW = 600.0  # seconds
_PER_ADDRESS = 60
_IN_ALL = 600
_PER_ADDRESS_IN_A_FLOOD = 5
_KNOWN = 12 * 3600.0  # seconds; the longest day of a workshop
_ALL = "all"


class Guesses:
    """The codes that were tried, by address and in all."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._tried = Lately(clock, _WINDOW)
        self._right = Lately(clock, _KNOWN)

    def begin(self, address: str, code: str) -> bool:
        """Whether this code may be tried; it counts as a guess until it turns out `known`.

        So a hundred tries at the same moment are a hundred tries.
        """
        pair, of_address = _keys(address, code)
        with self._lock:
            if self._right.count(pair) or self._tried.count(pair):
                return True
            if self._tried.count(of_address) >= self._most():
                return False
            for key in (pair, of_address, _ALL):
                self._tried.add(key)
            return True

    def known(self, address: str, code: str) -> None:
        """The code is right: no guess, and open to everybody at this address from now on."""
        pair, of_address = _keys(address, code)
        with self._lock:
            if self._tried.count(pair):
                for key in (pair, of_address, _ALL):
                    self._tried.take_back(key)
            self._right.clear(pair)
            self._right.add(pair)

    def _most(self) -> int:
        flood = self._tried.count(_ALL) >= _IN_ALL
        return _PER_ADDRESS_IN_A_FLOOD if flood else _PER_ADDRESS


def _keys(address: str, code: str) -> tuple[object, object]:
    customer = _customer(address)
    return (customer, code), ("address", customer)


def _customer(address: str) -> str:
    """Return what one customer of a network provider has; the address itself for IPv4."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a server behind a socket has no addresses to tell apart
        return address
    if found.version == 4:
        return address
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((found, 64), strict=False))


guesses = Guesses()
