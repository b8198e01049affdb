"""The sheet with all pictures, and which pictures there are."""

from pathlib import Path

from digikartta.walk.chromium import SIZES
from digikartta.walk.pictures import Choice, contact_sheet
from digikartta.walk.screens import SCREENS


def test_every_screen_is_taken_in_three_languages_four_sizes_and_two_themes() -> None:
    assert Choice().count == len(SCREENS) * 3 * 4 * 2


def test_the_sizes_are_a_phone_a_laptop_and_two_projectors() -> None:
    assert SIZES == {
        "390x844": (390, 844),
        "1280x720": (1280, 720),
        "1440x900": (1440, 900),
        "1920x1080": (1920, 1080),
    }


def test_a_picture_stands_under_its_own_screen_though_another_one_begins_alike() -> None:
    files = [Path("result-open-fi-390x844-dark.png"), Path("result-fi-390x844-dark.png")]
    html = contact_sheet(files, title="Näytöt", language="fi")
    section = html.split("<h2>result</h2>")[1].split("</section>")[0]
    assert 'src="result-fi-390x844-dark.png"' in section
    assert "result-open" not in section


def test_the_sheet_has_a_section_for_each_screen_and_names_its_language() -> None:
    html = contact_sheet([], title="Screens", language="en")
    assert html.count("<section>") == len(SCREENS)
    assert '<html lang="en">' in html
