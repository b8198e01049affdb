"""What somebody of the project team looks at, over Streamlit's own protocol, and how long it takes.

A look is cold when a round was closed since the last one.
"""

import statistics
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from product import Server
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from digikartta.texts import texts
from digikartta.walk import phone as phones
from digikartta.walk.phone import Phone, Widget
from digikartta.web.cookies import SESSION, SHARED

VIEW_LIMIT, COLD_LIMIT, WARM_LIMIT, COMPARISON_LIMIT = 300.0, 1_000.0, 200.0, 3_000.0  # ms
NO_LIMIT = float("inf")
T = texts("fi")
_LISTS = {"multiselect", "button_group"}  # widgets whose value is a list of texts


class TeamPhone(Phone):
    """A window of the project team; it can choose several of a list as well."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.lists: dict[str, str] = {}  # id by key
        self.chosen: dict[str, Sequence[str]] = {}  # by id

    def _take_element(self, message: ForwardMsg) -> None:
        super()._take_element(message)
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in _LISTS:
            found = Widget(getattr(element, kind).id, kind, "")
            self.lists[found.key] = found.id

    def _message(self, fragment: str, pressed: Widget | None) -> bytes:
        message = phones.BackMsg()
        message.ParseFromString(super()._message(fragment, pressed))
        for at, values in self.chosen.items():
            state = message.rerun_script.widget_states.widgets.add(id=at)
            state.string_array_value.data.extend(values)
        return bytes(message.SerializeToString())

    async def choose_several(self, key: str, values: Sequence[str]) -> float:
        """Choose from a list; returns the milliseconds until the page stands."""
        self.chosen[self.lists[key]] = values
        return await self._run("", None)

    def labelled(self, key: str, place: int = 0) -> Widget:
        """Return a choice by its text in the catalogue."""
        return [w for w in self.widgets.values() if w.label == T(key)][place]

    def shows(self, mark: str) -> None:
        """Raise when the page does not hold what it is there for."""
        if self.errors or not any(mark in text for text in self.texts.values()):
            raise RuntimeError(f"no {mark} on the page: {self.errors}")


@asynccontextmanager
async def window(server: Server, page: str, cookie: str) -> AsyncIterator[TeamPhone]:
    """Open a page with a cookie."""
    before, phones.Phone = phones.Phone, TeamPhone  # type: ignore[misc]
    try:
        async with phones.opened(server.address, page, cookie) as opened:
            phones.Phone = before  # type: ignore[misc]
            assert isinstance(opened, TeamPhone)
            yield opened
            if opened.errors:
                raise RuntimeError(f"{page}: {opened.errors}")
    finally:
        phones.Phone = before  # type: ignore[misc]


@dataclass
class Look:
    """The times of one kind of look, in milliseconds."""

    limit: float
    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)  # the server's processor meanwhile


@dataclass
class Team:
    """Somebody of the project team at their desk, and an outsider with a shared page."""

    server: Server
    session: str
    shared: str  # secret of the page's link
    looks: dict[str, Look] = field(default_factory=dict)

    def held(self, when: str) -> bool:
        """Print every kind of look and whether its median holds the limit."""
        good = True
        for name, look in self.looks.items():
            typical = statistics.median(look.waited)
            good &= typical <= look.limit
            word = "" if look.limit == NO_LIMIT else "ok" if typical <= look.limit else "OVER"
            print(
                f"{when:15} {name:26} median {typical:6.0f}  slowest {max(look.waited):6.0f}"
                f"  processor {statistics.median(look.worked):6.0f}  limit {look.limit:5.0f} ms"
                f"  {word}",
                flush=True,
            )
        return good

    def at(self, page: str) -> AbstractAsyncContextManager[TeamPhone]:
        """Open a page of the project team."""
        return window(self.server, page, f"{SESSION}={self.session}")

    async def note(self, name: str, limit: float, waiting: Awaitable[float]) -> None:
        """Wait for a look and keep its times."""
        before = self.server.cpu_seconds()
        look = self.looks.setdefault(name, Look(limit))
        look.waited.append(await waiting)
        look.worked.append(1_000 * (self.server.cpu_seconds() - before))

    async def look_at_register(self) -> None:
        """Open the board, search, and turn to the list and its filters."""
        async with self.at("yritykset") as page:
            await self.note("register: board", VIEW_LIMIT, page.open())
            search = page.labelled("register.search")
            await self.note("register: search", VIEW_LIMIT, page.choose(search, "vertailu 99"))
            turned = page.choose_several("register-view-fi", [T("register.view_list")])
            await self.note("register: list, search", VIEW_LIMIT, turned)
            page.widgets[search.id].value = ""
            partner = next(w for w in page.widgets.values() if w.key == "register-partner-fi")
            await self.note("register: list, partner", VIEW_LIMIT, page.choose(partner, "Omnia"))

    async def look_at_cohorts(self, names: Sequence[str], *, cold: bool) -> None:
        """Open the first cohort, and all of them."""
        limit, kind = (COLD_LIMIT, "cold") if cold else (WARM_LIMIT, "warm")
        async with self.at("kohortit") as page:
            await self.note(f"cohorts: one, {kind}", limit, page.open())
            chosen = page.choose_several("cohorts-fi", names)
            await self.note(f"cohorts: six, {kind}", limit, chosen)
            page.shows("dk-heat")

    async def look_at_shared_page(self) -> None:
        """Open the page that was shared with an outsider."""
        async with window(self.server, "jaettu", f"{SHARED}={self.shared}") as page:
            await self.note("shared page", WARM_LIMIT, page.open())
            page.shows("dk-figures")

    async def look_at_change(self, *, cold: bool) -> None:
        """Open the comparison, which begins with before and after."""
        kind = "cold" if cold else "warm"
        async with self.at("vertailu") as page:
            await self.note(f"before and after, {kind}", COMPARISON_LIMIT, page.open())
            page.shows("dk-table")

    async def look_at_groups(self, names: tuple[str, str]) -> None:
        """Compare two saved cohorts that share no company: 9 999 resamples of each dimension."""
        async with self.at("vertailu") as page:
            await page.open()
            await page.choose(page.labelled("compare.kind"), T("compare.kind_groups"))
            first, second = (page.labelled("group.saved", place) for place in (0, 1))
            await page.choose(first, names[0])
            compared = page.choose(second, names[1])
            await self.note("two groups", COMPARISON_LIMIT, compared)
            page.shows("dk-table")

    async def look_at_quality(self, *, cold: bool) -> None:
        """Open the page of the measure's quality."""
        async with self.at("mittarin-laatu") as page:
            kind, limit = ("cold", NO_LIMIT) if cold else ("warm", WARM_LIMIT)
            await self.note(f"quality, {kind}", limit, page.open())
