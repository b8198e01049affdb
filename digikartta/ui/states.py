"""Pages that have nothing to show: why, and what to do instead."""

from typing import NoReturn

import streamlit as st

from digikartta.ui import visitor
from digikartta.ui.html import link, notice


def show_bad_link(problem: str) -> NoReturn:
    """Say what is wrong with the visitor's link, show the way on, and end the page."""
    t = visitor.t()
    title = t("state.link_title") if problem != "problem.link_missing" else t("state.no_link_title")
    notice(title, t(problem, where=""), kind="wait")
    link(t("state.to_front"), visitor.address("/"), primary=True)
    st.stop()


def show_problems(problems: list[str]) -> None:
    """Show what is wrong with what was given."""
    t = visitor.t()
    notice(t.n("state.problems", len(problems)), " ".join(problems), kind="bad")
