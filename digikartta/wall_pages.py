"""The pages of the wall: what does not fit at once stands on several, for nobody scrolls a wall.

Heights are estimates in rem, at the sizes of `room.css` and rather too high than too low.
"""

import math
import re
from collections.abc import Sequence

from digikartta.questionnaire import Question
from digikartta.room import Room, Scene, WallComment
from digikartta.texts import LANGUAGES

_ROOM = 46.5  # rem below the heading and its lead, on any projector
_ROW, _NAME_LINE, _NAME = 2.85, 1.75, 60  # rem of a company's row and of a further line; characters
_COLUMNS = 3  # of comments
_NOTE, _WRITER = 5.6, 2.4  # rem of a note without any text, with the gap to the next; of a name
_LINE, _CHARACTERS = 2.2, 40  # rem and characters of a line of the comment
_SMALL_LINE, _SMALL_CHARACTERS = 1.85, 46  # of the question below it
_PAGED = ("wall", "companies")
_PAGE = re.compile(rf"(?:{'|'.join(_PAGED)})-[1-9][0-9]?")


def is_page(part: str) -> bool:
    """Whether this part of a view is one of its pages, by the look of it."""
    return _PAGE.fullmatch(part) is not None


def page_name(scene: Scene, number: int) -> str:
    """Return by which part a view's page is shown; 1 is the first."""
    return f"{scene}-{number}"


def page_count(room: Room) -> int:
    """Return how many pages the view on the wall has; 1 for a view without pages."""
    if room.showing.scene == "wall":
        return max(1, len(comment_pages(room)))
    return max(1, len(company_pages(room))) if room.showing.scene == "companies" else 1


def page_on_wall(room: Room) -> int:
    """Return the number of the page that is on the wall: the chosen one, or the first."""
    names = [page_name(room.showing.scene, n + 1) for n in range(page_count(room))]
    return names.index(room.showing.part) + 1 if room.showing.part in names else 1


def company_pages(room: Room) -> list[list[int]]:
    """Return the companies that have a score on the wall, page by page."""
    companies = list(room.company_scores())
    heights = [
        _ROW + (_lines(room.companies[company], _NAME) - 1) * _NAME_LINE for company in companies
    ]
    return [
        [companies[place] for place in page]
        for page in _pages(heights, room=_ROOM - _ROW, columns=1)
    ]


def comment_pages(room: Room) -> list[list[WallComment]]:
    """Return the chosen comments, page by page."""
    heights = [_note_height(comment, room) for comment in room.comments]
    pages = _pages(heights, room=_ROOM, columns=_COLUMNS)
    return [[room.comments[place] for place in page] for page in pages]


def _note_height(comment: WallComment, room: Room) -> float:
    text = _lines(comment.text, _CHARACTERS) * _LINE
    about = _lines(_longest(room.question(comment.item)), _SMALL_CHARACTERS) * _SMALL_LINE
    return _NOTE + text + about + (_WRITER if comment.name else 0)


def _longest(question: Question | None) -> str:
    """Return the question in its longest language: two walls in two have the same pages."""
    return max((question.text.in_language(each) for each in LANGUAGES), key=len) if question else ""


def _lines(text: str, characters: int) -> int:
    """Return how many lines a text takes, words and all."""
    return sum(max(1, math.ceil(len(line) / characters)) for line in text.splitlines() or [""])


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
