"""The theme that is sent with every run of a page, built once."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from digikartta.web.theme import built_once

SECTIONS = ["theme", *(f"theme.{category.value}" for category in config.CustomThemeCategories)]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_what_streamlit_makes_of_it(section: str) -> None:
    fill = built_once(app_session._populate_theme_msg)
    theirs = CustomThemeConfig()
    app_session._populate_theme_msg(theirs, section)
    for _ in range(2):
        ours = CustomThemeConfig()
        fill(ours, section)
        assert ours == theirs


def test_a_section_is_built_once() -> None:
    asked: list[str] = []

    def build(message: CustomThemeConfig, section: str) -> None:
        asked.append(section)
        message.primary_color = section

    fill = built_once(build)
    made = [CustomThemeConfig() for _ in range(3)]
    fill(made[0])
    fill(made[1], "theme.dark")
    fill(made[2], "theme.dark")
    assert asked == ["theme", "theme.dark"]
    assert [message.primary_color for message in made] == ["theme", "theme.dark", "theme.dark"]


def test_a_section_that_sets_nothing_is_not_there() -> None:
    whole = CustomThemeConfig()
    built_once(lambda _, __: None)(whole.dark, "theme.dark")
    assert not whole.HasField("dark")
