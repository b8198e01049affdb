"""A button that does a thing once."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    # The framework runs these lines by themselves.
    import streamlit as st

    from digikartta.ui.once import once

    def do(what: str) -> None:
        st.session_state["done"] = [*st.session_state.get("done", []), what]

    button = once("make", do, "made")
    st.button("Make", **button)
    for _ in range(2):  # as a busy server does with two presses of the button that was drawn
        button["on_click"](*button["args"])


def test_a_second_press_of_the_same_button_does_nothing() -> None:
    page = AppTest.from_function(_page).run()
    assert page.session_state["done"] == ["made"]
    assert page.button(key="make-0")


def test_what_was_done_can_be_done_again_once_the_page_has_been_drawn() -> None:
    page = AppTest.from_function(_page).run().run()
    assert page.session_state["done"] == ["made", "made"]
    assert page.button(key="make-1")
