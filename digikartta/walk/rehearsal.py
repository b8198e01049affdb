"""Made-up people who join a workshop on the running server and answer at a human pace.

They speak Streamlit's own protocol, as browsers do, so that a rehearsal meets what a real workshop
meets: the join screen, the pace, the pauses. They know nothing but the code and what they see.
"""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

from digikartta.texts import texts
from digikartta.walk.phone import Phone, PhoneFailed, Widget, opened
from digikartta.web.cookies import INVITE, RESPONDENT

_LOOK_AGAIN = 2.0  # seconds between two looks of who waits for the facilitator
_TOKEN = re.compile(r'href="/v/([A-Za-z0-9_-]+)')


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is rehearsed, where, and how."""

    server: str  # on this machine
    code: str
    phones: int
    pace: float  # seconds between two taps of one person
    within: float  # seconds in which everybody joins
    until: float  # seconds after which who is not ready stops
    language: str


@dataclass(slots=True)
class Heard:
    """What the server told the made-up people."""

    tokens: list[str] = field(default_factory=list)
    saved: dict[tuple[str, str], int] = field(default_factory=dict)  # token, item → choice's place
    refused: int = 0  # answers that the screen said were not saved
    finished: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Person:
    number: int
    plan: Rehearsal
    heard: Heard
    chance: random.Random
    end: float  # of the monotonic clock

    @property
    def name(self) -> str:
        return texts(self.plan.language)("rehearse.name", number=self.number + 1)


async def _take_part(person: _Person) -> None:
    plan, heard = person.plan, person.heard
    await asyncio.sleep(plan.within * person.number / max(1, plan.phones))
    try:
        token = await _join(person)
        heard.tokens.append(token)
        async with opened(plan.server, "vastaa", f"{RESPONDENT}={token}") as phone:
            await phone.open()
            await _answer(phone, token, person)
            heard.errors.extend(phone.errors)
    except Exception as error:  # noqa: BLE001  every failure is part of what is reported
        heard.errors.append(f"{type(error).__name__}: {error}"[:120])


async def _join(person: _Person) -> str:
    """Join as a browser does that has scanned the code; returns the private token."""
    plan, t = person.plan, texts(person.plan.language)
    async with opened(plan.server, f"liity?lang={plan.language}", f"{INVITE}={plan.code}") as phone:
        await phone.open()
        while not phone.widgets:  # the workshop has not begun
            await asyncio.sleep(_LOOK_AGAIN)
            await phone.open()
        await _fill_in(phone, person)
        await _fill_in(phone, person)  # a seminar asks more of whose company is not on its list
        go = next((w for w in phone.widgets.values() if w.label == t("join.go")), None)
        if go is not None:
            await phone.press(go)
        found = _TOKEN.search(" ".join(phone.drawn))
        if found is None:
            raise PhoneFailed(t("rehearse.cannot_join"))
        return found[1]


async def _fill_in(phone: Phone, person: _Person) -> None:
    for widget in list(phone.widgets.values()):
        if widget.value is not None:
            continue
        if widget.kind == "text_input":
            await phone.choose(widget, person.name)
        elif widget.options:
            await phone.choose(widget, person.chance.choice(widget.options))


async def _answer(phone: Phone, token: str, person: _Person) -> None:
    """Answer what is open, wait where the facilitator has not opened, send at the end."""
    while time.monotonic() < person.end:
        open_ones = [w for w in phone.questions() if w.value is None and not w.disabled]
        send, onward = phone.button("send"), phone.button("next")
        if open_ones:
            await _tap(phone, token, person.chance.choice(open_ones), person)
            await asyncio.sleep(person.chance.uniform(0.6, 1.4) * person.plan.pace)
        elif send is not None:
            await phone.press(send)
            person.heard.finished += 1
            return
        elif onward is not None and not any(w.value is None for w in phone.questions()):
            await phone.press(onward)
        else:
            await asyncio.sleep(_LOOK_AGAIN)
            await phone.open()


async def _tap(phone: Phone, token: str, widget: Widget, person: _Person) -> None:
    place = min(len(widget.options) - 1, person.chance.choice((0, 1, 1, 2, 2, 3, 3, 4)))
    await phone.choose(widget, widget.options[place])
    saved = texts(person.plan.language)("answer.saved")
    if any(saved in html for html in phone.drawn):
        person.heard.saved[token, widget.key.split("-")[1]] = place
    else:
        person.heard.refused += 1
        await phone.open()


async def rehearse(plan: Rehearsal, *, seed: int) -> Heard:
    """Let everybody join and answer; returns when all are ready or the time is over."""
    heard = Heard()
    end = time.monotonic() + plan.until
    await asyncio.gather(
        *(
            _take_part(_Person(n, plan, heard, random.Random(f"{seed}-{n}"), end))  # noqa: S311
            for n in range(plan.phones)
        )
    )
    return heard
