"""Nobody scrolls a wall: what does not fit stands on further pages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.room import Room, Showing, WallComment, is_page
from digikartta.ui import wall_pages
from digikartta.ui.wall_pages import (
    comment_pages,
    company_pages,
    is_long,
    page_count,
    page_on_wall,
    part_on_wall,
)
from tests.digikartta.test_room import create_room, picture


def seminar(*names: str, part: str = "") -> Room:
    """Companies with these names, all with a score in the one dimension on the wall."""
    seen = picture("vision", 50.0, spread=(0, 5, 5, 0, 0))
    scores = {number: 50.0 for number, _ in enumerate(names)}
    return replace(
        create_room(replace(seen, companies=scores)),
        is_seminar=True,
        companies=dict(enumerate(names)),
        showing=Showing("companies", part),
    )


def wall(*texts: str, part: str = "", name: str = "") -> Room:
    comments = [WallComment(str(place), "vision_1", text, name) for place, text in enumerate(texts)]
    return replace(create_room(), comments=tuple(comments), showing=Showing("wall", part))


def test_fourteen_companies_fit_a_page() -> None:
    names = [f"Yritys {number:02}" for number in range(27)]
    assert list(map(len, company_pages(seminar(*names)))) == [14, 13]
    assert page_count(seminar(*names[:14])) == 1


def test_a_name_of_two_lines_takes_the_room_of_its_lines() -> None:
    assert len(company_pages(seminar(*["Y" * 100] * 14))[0]) < 14


def test_a_company_without_a_score_takes_no_room() -> None:
    room = seminar("Eka", "Toka")
    room = replace(room, companies={**room.companies, 7: "Kolmas"})
    assert room.company_scores() == {0: [50.0], 1: [50.0]}
    assert company_pages(room) == [[0, 1]]
    assert company_pages(replace(room, pictures={})) == []


def test_a_comment_longer_than_a_column_has_a_page_to_itself() -> None:
    pages = comment_pages(wall("Eka", "x" * 2000, "Toka", "Kolmas"))
    assert [[comment.text[:6] for comment in page] for page in pages] == [
        ["Eka"],
        ["xxxxxx"],
        ["Toka", "Kolmas"],
    ]
    assert len(comment_pages(wall("x" * 2000, "x" * 2000))) == 2
    assert [is_long(comment, wall()) for comment in wall("Eka", "x" * 2000).comments] == [
        *(False, True)
    ]


def test_names_and_lines_take_room() -> None:
    short = ["Lyhyt"] * 12
    assert page_count(wall(*short)) == 1
    assert page_count(wall(*short, name="Sari Niemi")) == 2
    nine = ["Lyhyt"] * 9
    assert page_count(wall(*nine, name="Sari Niemi")) == 1
    assert page_count(wall(*nine, name="M" * 80)) == 2
    assert page_count(wall(*["Eka\nToka\nKolmas"] * 12)) == 2


def test_a_comment_on_a_question_that_is_gone_still_has_its_place() -> None:
    gone = WallComment("1", "gone", "Teksti")
    room = replace(wall(), comments=(gone,))
    assert comment_pages(room) == [[gone]]


def test_words_wrap_whole_and_words_longer_than_a_line_break() -> None:
    assert wall_pages._lines("aaaa aaaa", 10, 30) == 2  # four letters take 24.4 of 30 px
    assert wall_pages._lines("aaaa" * 3, 10, 30) == 3
    assert wall_pages._lines("a\n\na", 10, 30) == 3
    assert wall_pages._lines("", 10, 30) == 1


@given(st.lists(st.text("ab ", min_size=1, max_size=2000), max_size=30))
def test_every_comment_stands_on_one_page_in_order(texts: list[str]) -> None:
    room = wall(*texts)
    pages = comment_pages(room)
    assert all(pages)
    assert [comment for page in pages for comment in page] == list(room.comments)
    assert page_count(room) == max(1, len(pages))


@pytest.mark.parametrize(
    ("part", "number"),
    [
        ("", 1),
        ("companies-1", 1),
        ("companies-2", 2),
        ("companies-3", 2),
        ("wall-2", 1),
        ("companies-x", 1),
    ],
)
def test_the_page_that_was_chosen_is_on_the_wall_and_the_last_when_it_is_gone(
    part: str, number: int
) -> None:
    room = seminar(*["Yritys"] * 20, part=part)
    assert page_on_wall(room) == number
    assert part_on_wall(room) == f"companies-{number}"


def test_a_view_without_pages_keeps_its_part() -> None:
    assert part_on_wall(replace(create_room(), showing=Showing("spread", "vision"))) == "vision"


def test_other_views_have_one_page() -> None:
    assert page_count(create_room()) == 1
    assert page_count(seminar()) == 1
    assert page_count(wall()) == 1


@pytest.mark.parametrize("part", ["wall-1", "companies-12"])
def test_a_page_is_known_by_its_name(part: str) -> None:
    assert is_page(part)


@pytest.mark.parametrize("part", ["", "wall", "wall-0", "map-1", "wall-1\n", "wall-1234", "vision"])
def test_nothing_else_is_a_page(part: str) -> None:
    assert not is_page(part)
