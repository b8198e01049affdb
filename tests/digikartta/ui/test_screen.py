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
        (800, 0.6),
        (390, 0.18),
    ],
)
def test_a_narrower_window_has_the_same_picture_smaller(width: int, scale: float) -> None:
    assert screen.scale_of(width) == scale


def test_the_style_sheet_scales_the_words_at_the_same_widths() -> None:
    style = Path(screen.__file__).with_name("room.css").read_text(encoding="utf-8")
    rules = re.findall(r"\((max|min)-width: (\d+)px\) .*--dk-scale: ([\d.]+)", style)
    for kind, width, scale in rules:
        assert screen.scale_of(int(width)) == float(scale)
        beyond = int(width) + (1 if kind == "max" else -1)
        assert screen.scale_of(beyond) != float(scale)
    assert len(rules) == 5
