"""What the place of a bar on the map in a draw.io file says: its days, and its lane."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from digikartta.drawio_file import Cell
from digikartta.drawio_marks import Base, Marks

NEAR = 0.011  # px; draw.io writes whole numbers or two decimals
_DAYS = ("starts_on", "due_on")
_FAR = 20_000.0  # days


def days_of(cell: Cell, base: Base, marks: Marks) -> Iterator[tuple[str, str]]:
    """Return the days that follow from where a bar was moved or drawn to; none when it was not."""
    if base.bar is None:
        return
    left, right = base.bar[0], base.bar[0] + base.bar[2]
    begins, ends = cell.x - left, cell.x + cell.width - right
    if abs(begins) < NEAR and abs(ends) < NEAR:
        return
    if abs(begins - ends) < NEAR:
        yield from _shifted(base, _whole_days(begins / marks.per_day))
        return
    if abs(begins) >= NEAR:
        yield ("starts_on", _at(cell.x, marks).isoformat())
    if abs(ends) >= NEAR:
        last = _at(cell.x + cell.width, marks) - timedelta(days=1)
        yield ("due_on", last.isoformat())


def _at(x: float, marks: Marks) -> date:
    return marks.origin + timedelta(days=_whole_days((x - marks.left) / marks.per_day))


def _whole_days(days: float) -> int:
    """Rounded, and never so far that there is no such date; nobody plans that far."""
    return round(max(-_FAR, min(days, _FAR)))


def _shifted(base: Base, days: int) -> Iterator[tuple[str, str]]:
    for name in _DAYS:
        if base.fields[name] and days:
            moved = date.fromisoformat(base.fields[name]) + timedelta(days=days)
            yield (name, moved.isoformat())


def is_on_other_height(cell: Cell, base: Base) -> bool:
    """Whether a bar was moved up or down."""
    return base.bar is not None and abs(cell.y - base.bar[1]) >= NEAR


def lane_under(cell: Cell, marks: Marks) -> str | None:
    """Return the lane that a bar stands on; None when it is on none, or reaches out of it."""
    top, bottom = cell.y + NEAR, cell.y + cell.height - NEAR
    place = bisect_right(marks.lanes, top, key=lambda band: band.top)
    band = marks.lanes[place - 1] if place else None
    return band.lane if band is not None and bottom <= band.bottom else None


def moved_lanes(cells: Sequence[Cell], marks: Marks) -> bool:
    """Whether the lanes are not where they were, so that no bar's lane can be told."""
    there = {cell.id: (cell.y, cell.y + cell.height) for cell in cells}
    for number, band in enumerate(marks.lanes):
        top, bottom = there.get(f"lane-{number}", (band.top, band.top))
        if abs(top - band.top) >= NEAR or abs(bottom - band.bottom) >= NEAR:
            return True
    return False
