"""How large a wall is drawn, by the size of its window."""

import re
from pathlib import Path

import pytest

from digikartta.ui import screen
from digikartta.ui.screen import Wall


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [
        (3840, 2160, 2.0),
        (2560, 1440, 1.325),
        (1920, 1080, 1.0),
        (1920, 945, 0.875),  # a browser that is not full screen
        (1707, 960, 0.875),
        (1680, 1050, 0.875),
        (1440, 900, 0.75),
        (1280, 720, 0.65),
        (1024, 768, 0.525),
        (1920, 5, 0.025),
    ],
)
def test_a_wall_is_as_large_as_its_window_lets_all_of_it_be(
    width: int, height: int, scale: float
) -> None:
    assert screen.wall_of(width, height) == Wall("projector", scale, scale, 1820, 1060)
    assert scale == 0.025 or (scale * 1920 <= width and scale * 1080 <= height)


@pytest.mark.parametrize(
    ("width", "size", "full"),
    [(390, "phone", 362), (719, "phone", 691), (720, "desk", 692), (960, "desk", 932)],
)
def test_in_a_narrow_window_charts_are_as_wide_as_it_is_and_not_smaller(
    width: int, size: str, full: int
) -> None:
    for height in (0, 844):
        assert screen.wall_of(width, height) == Wall(size, 1.0, 0.6, full, full)  # type: ignore[arg-type]


def test_the_style_sheet_calls_the_same_windows_narrow() -> None:
    style = Path(screen.__file__).with_name("room.css").read_text(encoding="utf-8")
    (narrow,) = re.findall(r"max-width: (\d+)px", style)
    sizes = [screen.wall_of(int(narrow) + more, 700).size for more in (0, 1)]
    assert sizes == ["desk", "projector"]
