"""Pages that have nothing to show: why, and what to do instead."""

from collections.abc import Sequence
from html import escape
from typing import NoReturn

import streamlit as st

from digikartta.problems import Problem
from digikartta.texts import Texts
from digikartta.ui import visitor
from digikartta.ui.html import link, notice

# What these tell besides is for whoever keeps the server, and stands in the log.
_OF_THE_KEEPER = {"problem.database", "problem.database_damaged", "problem.database_unreachable"}


def reason(problem: Problem, t: Texts) -> str:
    """Return what is wrong in words for a visitor."""
    if problem.key in _OF_THE_KEEPER:
        return t("state.storage")
    return t(problem.key, where="", **problem.details)


def show_bad_link(problem: str) -> NoReturn:
    """Say what is wrong with the visitor's link, show the way on, and end the page."""
    t = visitor.t()
    title = t("state.link_title") if problem != "problem.link_missing" else t("state.no_link_title")
    notice(title, t(problem, where=""), kind="wait", heading=True)
    link(t("state.to_front"), visitor.address("/"), primary=True)
    st.stop()


def show_unknown(problem: Problem, way_on: str, label: str) -> NoReturn:
    """Say that what the address names is not there for this visitor, and end the page."""
    t = visitor.t()
    notice(t("state.unknown_title"), reason(problem, t), kind="wait", heading=True)
    link(label, way_on, primary=True)
    st.stop()


def show_problems(problems: Sequence[Problem]) -> None:
    """Show what is wrong with what was given."""
    t = visitor.t()
    lines = (reason(problem, t) for problem in problems)
    notice(t.n("state.problems", len(problems)), *lines, kind="bad")


def show_file_problems(problems: Sequence[Problem]) -> None:
    """Show what is wrong in a file, a line for each place; nothing when nothing is."""
    if problems:
        t = visitor.t()
        title = t.n("state.problems", len(problems))
        lines = "".join(f"<li>{escape(line)}</li>" for line in t.problems(problems))
        body = f"<p>{escape(title)}</p><ul>{lines}</ul>"
        st.html(f'<div class="dk-file-problems" role="alert">{body}</div>')


def show_refused(problems: Sequence[Problem]) -> None:
    """Say that what the visitor just asked for was not done, and why."""
    if problems:
        t = visitor.t()
        lines = (reason(problem, t) for problem in problems)
        notice(t("state.refused_title"), *lines, kind="bad")


def field_errors(problems: Sequence[Problem], t: Texts) -> dict[str, str]:
    """Return what is wrong with each field of a form, by the field that a problem names."""
    return {problem.where: reason(problem, t) for problem in problems if problem.where}
