"""A phone that speaks Streamlit's own protocol, without a browser.

It does what the frontend does: fetches the page, opens the websocket, keeps the widgets it was
sent, sends the state of all of them with every tap, and waits until the server has run. It knows
only the widgets of the pages on which people join and answer.
"""

import asyncio
import time
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ANSWER_TIMEOUT = 60.0  # seconds; longer is a failure of its own
_KNOWN = {"radio", "selectbox", "text_input", "button"}
_BEFORE_CONNECTING = ("/_stcore/health", "/_stcore/host-config")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class PhoneFailed(RuntimeError):
    """The server did not do what a browser would have waited for."""


@dataclass
class Widget:
    """A widget on the screen; `value` is what the browser would send for it."""

    id: str
    kind: str
    label: str
    options: list[str] = field(default_factory=list)
    fragment: str = ""
    value: str | None = None
    run: str = ""
    disabled: bool = False

    @property
    def key(self) -> str:
        """The key the page gave it: ids look like `$$ID-<hash>-<key>`."""
        return self.id.split("-", 2)[-1]


class Phone:
    """One open page of one person."""

    def __init__(self, socket: websockets.ClientConnection, server: str, page: str) -> None:
        self._socket = socket
        self._server = server
        self._page, _, self._query = page.partition("?")
        self._page_hash = ""
        self._run_now = ""
        self._cached: dict[str, ForwardMsg] = {}
        self._finished: asyncio.Queue[tuple[int, set[str]]] = asyncio.Queue()
        self.widgets: dict[str, Widget] = {}
        self.errors: list[str] = []
        self.texts: dict[str, str] = {}  # the last HTML drawn, by where it stands
        self.drawn: list[str] = []  # the HTML drawn since the last tap
        self.ticking = ""  # the fragment that the server wants run again and again
        self.every = 0.0  # seconds between two of its runs

    async def listen(self) -> None:
        """Take in what the server sends, until the page is closed."""
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "ref_hash":
                message = self._from_cache(message)
            elif message.metadata.cacheable:
                self._cached[message.hash] = message
            self._take(message)

    def _from_cache(self, message: ForwardMsg) -> ForwardMsg:
        whole = ForwardMsg()
        whole.CopyFrom(self._cached[message.ref_hash])
        whole.metadata.CopyFrom(message.metadata)
        return whole

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._take_element(message)
        elif kind == "new_session":
            self._run_now = message.metadata.run.script_run_id
            self._page_hash = message.new_session.page_script_hash or self._page_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "auto_rerun":
            self.ticking = message.auto_rerun.fragment_id
            self.every = message.auto_rerun.interval
        elif kind == "script_finished":
            fragments = set(message.metadata.run.fragment_ids)
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self._forget_gone(message.metadata.run.script_run_id)
            self._finished.put_nowait((message.script_finished, fragments))

    def _take_element(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        elif kind == "html":
            self.texts[str(list(message.metadata.delta_path))] = element.html.body
            self.drawn.append(element.html.body)
        elif kind in _KNOWN:
            found = getattr(element, kind)
            widget = Widget(found.id, kind, found.label)
            widget.fragment = message.delta.fragment_id
            widget.run = self._run_now
            widget.disabled = found.disabled
            if kind != "button":
                stored = self.widgets.get(found.id)
                widget.value = stored.value if stored else None
            if kind in {"radio", "selectbox"}:
                widget.options = list(found.options)
                if found.set_value:
                    widget.value = found.raw_value or None
            elif kind == "text_input" and found.set_value:
                widget.value = found.value or None
            self.widgets[widget.id] = widget

    def _forget_gone(self, run: str) -> None:
        self.widgets = {i: w for i, w in self.widgets.items() if w.run == run}

    async def open(self) -> float:
        """Ask for the page; returns the milliseconds until it stands."""
        return await self._run("", None)

    async def tick(self) -> float:
        """Let the ticking fragment run once more, as its timer in the browser does."""
        return await self._run(self.ticking, None)

    async def choose(self, widget: Widget, option: str) -> float:
        """Tap an option; returns the milliseconds until it is stored and shown."""
        # The page may have been drawn anew since the widget was found.
        self.widgets.get(widget.id, widget).value = option
        return await self._run(widget.fragment, None)

    async def press(self, widget: Widget) -> float:
        """Tap a button; returns the milliseconds until the next screen stands."""
        return await self._run(widget.fragment, widget)

    async def choose_and_press(self, widget: Widget, option: str, button: Widget) -> float:
        """Tap an option and a button right after it, without waiting for the first."""
        widget.value = option
        await self._socket.send(self._message(widget.fragment, None))
        return await self._run("", button)

    async def _run(self, fragment: str, pressed: Widget | None) -> float:
        while not self._finished.empty():
            self._finished.get_nowait()
        self.drawn.clear()
        began = time.perf_counter()
        await self._socket.send(self._message(fragment, pressed))
        async with asyncio.timeout(ANSWER_TIMEOUT):
            while True:
                state, fragments = await self._finished.get()
                if state == ForwardMsg.FINISHED_SUCCESSFULLY or fragment in fragments:
                    return (time.perf_counter() - began) * 1000

    def _message(self, fragment: str, pressed: Widget | None) -> bytes:
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash = self._page_hash
        run.page_name = "" if self._page_hash else self._page
        run.query_string = self._query
        run.fragment_id = fragment
        run.cached_message_hashes.extend(self._cached)
        run.context_info.locale = "fi-FI"
        run.context_info.timezone = "Europe/Helsinki"
        run.context_info.url = f"{self._server}/{self._page}"
        for widget in self.widgets.values():
            if widget.kind != "button":
                state = run.widget_states.widgets.add(id=widget.id)
                if widget.value is not None:
                    state.string_value = widget.value
            elif widget is pressed:
                run.widget_states.widgets.add(id=widget.id, trigger_value=True)
        return bytes(message.SerializeToString())

    def questions(self) -> list[Widget]:
        """Return the questions and the target of this screen."""
        return [w for w in self.widgets.values() if w.key.startswith("value-")]

    def button(self, key: str) -> Widget | None:
        """Return the button with this key, a number after it or not, if it is on the screen."""
        found = (w for w in self.widgets.values() if w.kind == "button")
        return next((w for w in found if w.key == key or w.key.startswith(f"{key}-")), None)


@asynccontextmanager
async def opened(
    server: str, page: str, cookie: str, *, has_page: bool = False
) -> AsyncIterator[Phone]:
    """Open a page as the holder of a cookie; only on this machine.

    A browser that `has_page` has lost its server and found it again: it keeps the page it has and
    asks for a new connection only.
    """
    host = urlsplit(server).hostname
    if host not in _LOOPBACK:
        raise PhoneFailed(f"{host} is not this machine")
    frame = () if has_page else (f"/{page.partition('?')[0]}",)
    xsrf = await asyncio.to_thread(_fetch, server, (*frame, *_BEFORE_CONNECTING))
    address = server.replace("http", "ws", 1) + "/_stcore/stream"
    async with websockets.connect(
        address,
        subprotocols=["streamlit", xsrf],  # type: ignore[list-item]
        additional_headers={"Cookie": f"{cookie}; _streamlit_xsrf={xsrf}"},
        origin=server,  # type: ignore[arg-type]
        max_size=None,
        compression=None,
    ) as socket:
        phone = Phone(socket, server, page)
        listening = asyncio.create_task(phone.listen())
        try:
            yield phone
        finally:
            listening.cancel()


def _fetch(server: str, paths: Sequence[str]) -> str:
    """Fetch what the browser fetches first, and return the XSRF token it is given."""
    token: Any = ""
    for path in paths:
        with urllib.request.urlopen(server + path) as answer:  # noqa: S310 - loopback only
            for name, value in answer.headers.items():
                if name.lower() == "set-cookie" and value.startswith("_streamlit_xsrf="):
                    token = value.split(";")[0].split("=", 1)[1]
    return str(token)
