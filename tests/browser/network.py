"""The network between a phone and the app: it can be cut, as a phone's is that sleeps or moves."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from digikartta.walk.app_process import AppProcess

_BYTES = 65_536


class Network:
    """Hands every connection on to the app while it is up."""

    def __init__(self, app: AppProcess) -> None:
        self._port = app.port
        self.said = app.said
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.is_up = True
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End every connection without a word, and let no new one through."""
        self.is_up = False
        while self._open:
            _end(self._open.pop())

    def close(self) -> None:
        """End for good."""
        self.cut()
        _end(self._listener)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                if self.is_up:
                    self._connect(phone)
                else:
                    _end(phone)

    def _connect(self, phone: socket.socket) -> None:
        try:
            app = socket.create_connection(("127.0.0.1", self._port))
        except OSError:
            _end(phone)
            return
        self._open += [phone, app]
        for one, other in ((phone, app), (app, phone)):
            threading.Thread(target=_hand_on, args=(one, other), daemon=True).start()


def _hand_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(_BYTES):
            other.sendall(data)
    _end(one)
    _end(other)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        connection.close()


@contextmanager
def network_before(app: AppProcess) -> Iterator[Network]:
    """A network while the block runs."""
    network = Network(app)
    try:
        yield network
    finally:
        network.close()
