from itertools import combinations

import pytest

from digikartta.charts.marks import MARKS
from digikartta.charts.palette import COHORTS, DARK, LIGHT, Kind, Palette, translucent

KINDS: tuple[Kind, ...] = ("own", "target", "peers", "customers", "T0", "T1", "T2", *COHORTS)
MODES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_in_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(
        4.48, abs=0.005
    )  # the well-known near miss


@MODES
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_holds_three_to_one_on_surface_page_and_band(
    palette: Palette, kind: Kind
) -> None:
    for ground in (palette.surface, palette.page, palette.band):
        assert contrast(palette.line(kind), ground) >= 3


@MODES
def test_every_text_holds_four_and_a_half_to_one(palette: Palette) -> None:
    for ground in (palette.surface, palette.page, palette.band):
        assert contrast(palette.text, ground) >= 4.5
        assert contrast(palette.muted, ground) >= 4.5  # numbers of the rings stand on the band
    for ground in (palette.surface, palette.page):
        assert contrast(palette.own, ground) >= 4.5  # the number above the own marker


@MODES
def test_stages_go_from_light_to_dark(palette: Palette) -> None:
    first, second, third = (luminance(palette.line(kind)) for kind in ("T0", "T1", "T2"))
    assert first > second > third


@MODES
def test_no_two_kinds_share_a_colour(palette: Palette) -> None:
    assert len({palette.line(kind) for kind in KINDS}) == len(KINDS)


def test_no_two_kinds_share_a_line_style_or_a_marker() -> None:
    for one, other in combinations(KINDS, 2):
        assert MARKS[one].dash != MARKS[other].dash
        assert MARKS[one].symbol != MARKS[other].symbol


def test_a_translucent_colour_keeps_its_channels() -> None:
    assert translucent("#0B6E6E", 0.12) == "rgba(11,110,110,0.12)"
