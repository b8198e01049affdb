"""The people of a full room: phones that answer, a projector, a facilitator's phone, guests."""

import asyncio
import json
import random
import re
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import numpy as np
from product import LoadedRoom
from sqlalchemy import func, select

from db.engine import create_engine_for, reading
from db.tables import Answer
from digikartta.walk.phone import Phone, Widget, opened

THINK = 5.0  # seconds between two answers of one phone
_COUNTS = re.compile(r"<strong>([^<]*) / ([^<]*)</strong>")


@dataclass
class Seen:
    """What everybody in the room saw."""

    answers: list[float] = field(default_factory=list)  # ms from tap to stored and shown
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)
    stored_at: list[float] = field(default_factory=list)  # when each answer was acknowledged
    shown: list[tuple[float, int, int]] = field(default_factory=list)  # when: received, stored
    errors: list[str] = field(default_factory=list)


def quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else float("nan")


def stored_answers(database_url: str) -> dict[tuple[str, str], int]:
    """Return how often each answer is stored, by the person's place and item."""
    engine = create_engine_for(database_url)
    with reading(engine) as connection:
        rows = connection.execute(
            select(Answer.respondent_id, Answer.item, func.count())
            .where(Answer.value != "")
            .group_by(Answer.respondent_id, Answer.item)
        ).all()
    engine.dispose()
    return {(str(person), item): count for person, item, count in rows}


async def _watch(address: str, room: LoadedRoom, seen: Seen, stop: asyncio.Event) -> None:
    """A projector: it opens the page once and lets its timer tick."""
    page = f"naytto?tyopaja={room.workshop_id}"
    async with opened(address, page, f"digikartta_session={room.session}") as projector:
        await projector.open()
        while not stop.is_set():
            found = _COUNTS.search(" ".join(projector.texts.values()))
            if found:
                received, stored = (int(re.sub(r"\D", "", n)) for n in found.groups())
                seen.shown.append((time.perf_counter(), received, stored))
            seen.errors.extend(projector.errors)
            await asyncio.sleep(projector.every)
            await projector.tick()


async def with_projectors(
    address: str, room: LoadedRoom, seen: Seen, phones: Awaitable[object], *, screens: int
) -> None:
    stop = asyncio.Event()
    watching = [asyncio.create_task(_watch(address, room, seen, stop)) for _ in range(screens)]
    await asyncio.sleep(2)
    await phones
    await asyncio.sleep(3)  # the last answers have time to reach the wall
    stop.set()
    await asyncio.gather(*watching)


async def tap(phone: Phone, token: str, seen: Seen, chance: random.Random) -> bool:
    """Answer one question, or go on to the next screen; False when there is nothing left."""
    open_ones = [w for w in phone.questions() if w.value is None]
    if not open_ones:
        onward = phone.button("next")
        if onward is not None:
            await phone.press(onward)
        return onward is not None
    await answer(phone, token, open_ones[0], seen, chance)
    return True


async def answer(
    phone: Phone, token: str, widget: Widget, seen: Seen, chance: random.Random
) -> None:
    option = chance.choice(widget.options[:5])
    seen.answers.append(await phone.choose(widget, option))
    seen.stored_at.append(time.perf_counter())
    seen.acknowledged[token, widget.key.split("-")[1]] = option


async def steady_phone(address: str, token: str, seen: Seen, *, wait: float, until: float) -> None:
    chance = random.Random(token)  # noqa: S311 - not a secret
    await asyncio.sleep(wait)
    async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
        await phone.open()
        await asyncio.sleep(chance.uniform(0, THINK))
        while time.perf_counter() < until:
            began = time.perf_counter()
            if not await tap(phone, token, seen, chance):
                break
            pause = chance.uniform(0.8, 1.2) * THINK - (time.perf_counter() - began)
            await asyncio.sleep(max(0.0, pause))
        seen.errors.extend(phone.errors)


async def follow(address: str, room: LoadedRoom, *, wait: float, until: float) -> None:
    """Ask whether the workshop goes on, as often as told to, as the page in a phone's browser does.

    The page begins to wait anew when it runs; these ask as often as one that only waits.
    """
    await asyncio.sleep(wait)
    host, port = urlsplit(address).hostname, urlsplit(address).port
    reader, writer = await asyncio.open_connection(host, port)
    question = f"GET /vaihe/{room.workshop_id} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    told = 2.0
    while time.perf_counter() < until:
        await asyncio.sleep(told * random.uniform(0.9, 1.1))  # noqa: S311 - not a secret
        writer.write(question)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].split()[0])
        told = json.loads(await reader.readexactly(length))["wait"]
    writer.close()


async def control(address: str, room: LoadedRoom, seen: Seen, until: float) -> None:
    """The facilitator's phone lies open; its page ticks as well if there is one."""
    page = f"tyopaja?tyopaja={room.workshop_id}"
    async with opened(address, page, f"digikartta_session={room.session}") as phone:
        await phone.open()
        while time.perf_counter() < until:
            await asyncio.sleep(phone.every or 2.0)
            if phone.ticking:
                await phone.tick()
        seen.errors.extend(phone.errors)


async def seat(address: str, code: str, errors: list[str]) -> str | None:
    """Join by the code; returns the private token, None when there is no way on."""
    async with opened(address, "liity", f"digikartta_invite={code}") as phone:
        await phone.open()
        return await _join_as_staff(phone, errors)


async def _join_as_staff(phone: Phone, errors: list[str]) -> str | None:
    role = next((w for w in phone.widgets.values() if "field-role" in w.key), None)
    if role is None:
        errors.append("no way in")
        return None
    await phone.choose(role, role.options[-1])
    go = next(w for w in phone.widgets.values() if w.kind == "button" and not w.disabled)
    await phone.press(go)
    errors.extend(phone.errors)
    found = re.search(r"/v/([\w-]+)", " ".join(phone.texts.values()))
    if found is None:
        errors.append("no way on after joining")
    return found[1] if found else None


def verdict(good: object) -> str:
    return "ok" if good else "OVER THE LIMIT"
