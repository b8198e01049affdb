"""What was tapped besides the field that was left is shown as well."""

import pytest
import streamlit as st

from digikartta.ui import whole_page


class Rerun(Exception):
    """The whole page runs."""


@pytest.fixture(autouse=True)
def _fresh_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def rerun() -> None:
        raise Rerun

    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "rerun", rerun)


def test_a_part_that_alone_changed_runs_alone() -> None:
    whole_page.note("vision")
    whole_page.finish("vision")
    assert st.session_state == {}
    whole_page.finish("comment.vision")


@pytest.mark.parametrize("other", [whole_page.PAGE, "people"])
def test_a_part_left_by_a_tap_elsewhere_has_the_whole_page_run(other: str) -> None:
    whole_page.note("comment.vision")
    whole_page.note(other)
    with pytest.raises(Rerun):
        whole_page.finish("comment.vision")


def test_when_the_whole_page_runs_nothing_is_owed_any_more() -> None:
    whole_page.note()
    whole_page.begin()
    whole_page.finish("vision")
    assert st.session_state == {}
