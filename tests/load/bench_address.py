"""A room behind one address, with the limits on guessing as they are.

    python tests/load/bench_address.py [--database URL]

Sixty people join from one address, every third of them after mistyping the code, while somebody in
the same network guesses codes; all of them answer every two seconds. Everybody gets in, every
answer that was called saved is stored, and the guessing is stopped. Exits with 1 when one is not.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from product import create_room, running
from room_people import Seen, control, quantile, seat, stored_answers, tap, verdict

from digikartta.texts import texts
from digikartta.tokens import CODE_ALPHABET, CODE_LENGTH
from digikartta.walk.phone import opened

HALL = 60  # people behind one address


async def _type(address: str, codes: Sequence[str], told: list[str]) -> None:
    """Type one code after the other; `told` is what the page says to each."""
    async with opened(address, "liity", "digikartta_invite=") as phone:
        await phone.open()
        for code in codes:
            field = next(w for w in phone.widgets.values() if w.key == "code")
            await phone.choose(field, code)
            told.append(" ".join(phone.drawn))


async def _guest(
    address: str, code: str, seen: Seen, told: list[str], *, place: int, until: float
) -> None:
    """Mistype now and then, join, and answer every two seconds."""
    chance = random.Random(place)  # noqa: S311 - not a secret
    await asyncio.sleep(chance.uniform(0, 10))
    if place % 3 == 0:
        await _type(address, [_mistyped(code, chance)], told)
    token = await seat(address, code, seen.errors)
    if token is None:
        return
    async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
        await phone.open()
        while time.perf_counter() < until and await tap(phone, token, seen, chance):
            await asyncio.sleep(chance.uniform(1.6, 2.4))
        seen.errors.extend(phone.errors)


def _mistyped(code: str, chance: random.Random) -> str:
    others = sorted(set(CODE_ALPHABET) - set(code))
    return code[:-1] + chance.choice(others)


async def _guesser(address: str, told: list[str]) -> None:
    """Somebody in the same network tries three hundred codes."""
    chance = random.Random(0)  # noqa: S311 - not a secret
    codes = ["".join(chance.choices(CODE_ALPHABET, k=CODE_LENGTH)) for _ in range(300)]
    await _type(address, codes, told)


def play_room(url: str) -> bool:
    """60 phones and one who guesses, all behind one address, with the limits as they are."""
    room, seen = create_room(url, 0), Seen()
    told: list[str] = []
    guessed: list[str] = []
    refusal = texts("fi")("problem.too_many_guesses", where="")

    async def play(server: str) -> None:
        until = time.perf_counter() + 60
        await asyncio.gather(
            control(server, room, seen, until),
            _guesser(server, guessed),
            *(
                _guest(server, room.code, seen, told, place=place, until=until)
                for place in range(HALL)
            ),
        )

    with running(url) as server:
        asyncio.run(play(server.address))
    refused = sum(refusal in words for words in told)
    stopped = sum(refusal in words for words in guessed)
    people = len({token for token, _ in seen.acknowledged})
    lost = len(seen.acknowledged) - len(stored_answers(url))
    good = people == HALL and not lost and stopped and not seen.errors
    print(
        f"address: {people} of {HALL} joined and answered {len(seen.answers)} times, tap to stored"
        f" p50 {quantile(seen.answers, 0.5):.0f} p95 {quantile(seen.answers, 0.95):.0f} ms;"
        f" lost {lost};"
        f" {refused} of {len(told)} who mistyped were refused, {stopped} of {len(guessed)} guesses;"
        f" errors {len(seen.errors)} {sorted(set(seen.errors))[:2]}; {verdict(good)}"
    )
    return bool(good)


def main() -> int:
    """Play it on the named database, or on a SQLite file of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="an empty database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if play_room(given.database or f"sqlite:///{folder}/load.sqlite") else 1


if __name__ == "__main__":
    sys.exit(main())
