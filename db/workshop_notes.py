"""The notes that a workshop's facilitators write together."""

from sqlalchemy import Engine, update

from db import workshops
from db.workshop_control import controlling
from db.workshop_tables import Workshop
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput
from digikartta.workshop import MAX_TEXT

LINE = "———"


def keep(engine: Engine, workshop_id: int, account_id: int, notes: str, *, base: str) -> str:
    """Keep what a facilitator wrote, who had seen `base`, and return what the notes are now.

    They hold both texts when somebody else has written meanwhile. Raises `InvalidInput` for an
    account that does not run the workshop, and for notes that are too long, also together.
    """
    text = _checked(clean(notes))
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        kept = _checked(_together(workshop.notes, base, text))
        if kept != workshop.notes:
            changed = update(Workshop).where(Workshop.id == workshop_id).values(notes=kept)
            connection.execute(changed)
            workshops.count_change(connection, workshop_id)
    return kept


def _checked(text: str) -> str:
    problem = text_problem(text, max_length=MAX_TEXT, where="notes", several_lines=True)
    if problem:
        raise InvalidInput([problem])
    return text


def _together(stored: str, base: str, text: str) -> str:
    """Return the text, with everything that was stored meanwhile and that it does not hold."""
    if stored == base or _holds(text, stored):
        return text
    return stored if _holds(stored, text) else f"{stored}\n\n{LINE}\n\n{text}"


def _holds(text: str, part: str) -> bool:
    """Whether the lines of a part stand in a text, in their order."""
    lines = iter(_lines(text))
    return all(line in lines for line in _lines(part))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
