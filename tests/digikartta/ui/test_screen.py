"""How large a wall is drawn, by the width of its window."""

import re
from pathlib import Path

import pytest

from digikartta.ui import screen


@pytest.mark.parametrize(
    ("width", "scale"),
    [
        (3840, 1.333),
        (1920, 1.0),
        (1600, 0.833),
        (1440, 0.75),
        (1280, 0.667),
        (961, 0.667),
    ],
)
def test_a_narrower_window_has_the_same_picture_smaller(width: int, scale: float) -> None:
    assert screen.wall_of(width) == screen.Wall("projector", scale, 1820, 1060)


@pytest.mark.parametrize(
    ("width", "full", "half"), [(390, 362, 362), (640, 612, 612), (641, 613, 357), (960, 932, 543)]
)
def test_on_a_phone_charts_are_as_wide_as_it_is_and_not_smaller(
    width: int, full: int, half: int
) -> None:
    # Columns stand below one another in a window of up to 640 px.
    assert screen.wall_of(width) == screen.Wall("phone", 1.0, full, half)


def test_the_style_sheet_scales_the_words_at_the_same_widths() -> None:
    style = Path(screen.__file__).with_name("room.css").read_text(encoding="utf-8")
    rules = re.findall(r"\((max|min)-width: (\d+)px\) .*--dk-scale: ([\d.]+)", style)
    *large, (_, last, words_on_a_phone) = rules
    for kind, width, scale in large:
        assert screen.wall_of(int(width)).scale == float(scale)
        beyond = int(width) + (1 if kind == "max" else -1)
        assert screen.wall_of(beyond).scale != float(scale)
    assert (len(large), words_on_a_phone) == (4, "0.6")
    # Below the last width words are small and charts are a phone's own.
    assert [screen.wall_of(int(last) + more).size for more in (0, 1)] == ["phone", "projector"]
