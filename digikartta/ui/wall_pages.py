"""The pages of the wall: what does not fit at once stands on several, for nobody scrolls a wall.

The room of a wall is measured on its page of 1920 × 1080 px, in the sizes of `room.css`; texts are
taken to be a little wider than they are.
"""

import math
from collections.abc import Sequence

from digikartta.charts.label_text import width
from digikartta.questionnaire import Question
from digikartta.room import PAGED, Room, WallComment, is_page, page_name
from digikartta.texts import LANGUAGES

_ROOM = 740.0  # px below the heading and its lead
# Px of the columns' heading, a company's row, and a further line of its name.
_HEADING, _ROW, _NAME_LINE = 75.0, 45.4, 29.2
_NAME_SIZE, _NAME_ROOM = 25.5, 700.0  # px
_COLUMNS = 3  # of comments
_NOTE = 80.0  # px of a note without any text: its edges, and the gap to the next
_NOTE_ROOM = 540.0  # px
# Of the comment, the writer's name and the question: px of the letters and of a line; bold is wide.
_TEXT, _WRITER, _QUESTION = (27.4, 36.8), (27.0, 38.5), (24.2, 30.2)


def page_count(room: Room) -> int:
    """Return how many pages the view on the wall has; 1 for a view without pages."""
    if room.showing.scene == "wall":
        return max(1, len(comment_pages(room)))
    return max(1, len(company_pages(room))) if room.showing.scene == "companies" else 1


def page_on_wall(room: Room) -> int:
    """Return the number of the page that is on the wall.

    The one that was chosen, the last when that is gone, the first when none was chosen.
    """
    scene, _, number = room.showing.part.rpartition("-")
    if scene != room.showing.scene or not is_page(room.showing.part):
        return 1
    return min(int(number), page_count(room))


def part_on_wall(room: Room) -> str:
    """Return the part that the view on the wall shows, so far as one was chosen."""
    scene = room.showing.scene
    return page_name(scene, page_on_wall(room)) if scene in PAGED else room.showing.part


def company_pages(room: Room) -> list[list[int]]:
    """Return the companies that have a score on the wall, page by page."""
    companies = list(room.company_scores())
    heights = [
        _ROW + (_lines(room.companies[company], _NAME_SIZE, _NAME_ROOM) - 1) * _NAME_LINE
        for company in companies
    ]
    pages = _pages(heights, room=_ROOM - _HEADING, columns=1)
    return [[companies[place] for place in page] for page in pages]


def comment_pages(room: Room) -> list[list[WallComment]]:
    """Return the chosen comments, page by page.

    They stand in no order that tells who wrote which, so one more may move the others.
    """
    heights = [_note_height(comment, room) for comment in room.comments]
    pages = _pages(heights, room=_ROOM, columns=_COLUMNS)
    return [[room.comments[place] for place in page] for page in pages]


def is_long(comment: WallComment, room: Room) -> bool:
    """Whether a comment is higher than a column of the wall: it has a page to itself."""
    return _note_height(comment, room) > _ROOM


def _note_height(comment: WallComment, room: Room) -> float:
    texts = (
        (comment.text, _TEXT),
        (comment.name, _WRITER),
        (_longest(room.question(comment.item)), _QUESTION),
    )
    return _NOTE + sum(
        _lines(text, size, _NOTE_ROOM) * height for text, (size, height) in texts if text
    )


def _longest(question: Question | None) -> str:
    """Return the question in its longest language: walls in two languages have the same pages."""
    return max((question.text.in_language(each) for each in LANGUAGES), key=len) if question else ""


def _lines(text: str, size: float, room: float) -> int:
    """Return how many lines a text of this size takes in a column, all in px."""
    return sum(_wrapped(line, size, room) for line in text.splitlines()) or 1


def _wrapped(line: str, size: float, room: float) -> int:
    count, filled = 1, 0.0
    for word in line.split(" "):
        needed = width(f" {word}" if filled else word, size)
        if filled and filled + needed > room:
            count, filled, needed = count + 1, 0.0, width(word, size)
        # A word longer than a line is broken.
        count += math.floor(needed / room)
        filled = (filled + needed) % room
    return count


def _pages(heights: Sequence[float], *, room: float, columns: int) -> list[list[int]]:
    """Fill column after column; what is higher than a column has a page to itself."""
    pages: list[list[int]] = []
    column, filled = columns, 0.0  # as after a full page
    for place, height in enumerate(heights):
        is_too_high = height > room
        if filled + height > room:
            column, filled = column + 1, 0.0
        if column >= columns or is_too_high:
            pages.append([])
            column, filled = 0, 0.0
        pages[-1].append(place)
        column, filled = columns - 1 if is_too_high else column, filled + height
    return pages
