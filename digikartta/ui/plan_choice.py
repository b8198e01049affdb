"""Choosing in a plan: which actions to see, which one to open, and writing a new one down."""

from collections.abc import Callable, Sequence

import streamlit as st

from digikartta.action_plan import LIMITS, STATUSES, Planned
from digikartta.plan_filter import STANDINGS, PlanFilter
from digikartta.plan_words import PlanWords
from digikartta.questionnaire import Questionnaire
from digikartta.ui.once import once

ACTION = "toimi"  # the query parameter that opens an action
_NEW = "new_action"
NEW_TITLE = "plan-new-title"
_OPEN = "plan-open"


def choose_filter(
    words: PlanWords, questionnaire: Questionnaire, owners: Sequence[str], *, folded: bool
) -> PlanFilter:
    """Show the choices in one row, or `folded` away on a phone, and return what is chosen."""
    place = st.expander(words.t("plan.filter")) if folded else st.container()
    with place:
        return _choices(words, questionnaire, owners)


def _choices(words: PlanWords, questionnaire: Questionnaire, owners: Sequence[str]) -> PlanFilter:
    status, owner, dimension, standing = st.columns(4)
    with status:
        chosen = _select("status", STATUSES, words.status, words)
    with owner:
        person = _select("owner", owners, str, words)
    with dimension:
        ids = questionnaire.dimension_ids
        area = _select("dimension", ids, words.dimension, words)
    with standing:
        names = {name: words.t(f"plan.glance.{name}") for name in STANDINGS}
        when = _select("standing", STANDINGS, lambda name: names[name], words)
    return PlanFilter(status=chosen, owner=person, dimension=area, standing=when)


def _select(
    name: str, options: Sequence[str], text: Callable[[str], str], words: PlanWords
) -> str | None:
    kept = f"plan-filter-{name}"
    if st.session_state.get(kept) not in options:
        st.session_state[kept] = None
    return st.selectbox(
        words.field(name),
        options,
        index=None,
        key=kept,
        format_func=text,
        placeholder=words.t("plan.all"),
    )


def is_action_named() -> bool:
    """Whether the address opens an action."""
    return ACTION in st.query_params


def choose_action(plan: Sequence[Planned], words: PlanWords) -> Planned | None:
    """Let the visitor open one action, the one that the address names to begin with."""
    by_id = {planned.id: planned for planned in plan}
    named = st.query_params.get(ACTION, "")
    if named.isascii() and named.isdigit():
        st.session_state.setdefault(_OPEN, int(named[:18]))
    if st.session_state.get(_OPEN) not in by_id:
        st.session_state[_OPEN] = None
    chosen = st.selectbox(
        words.t("plan.open"),
        list(by_id),
        index=None,
        key=_OPEN,
        format_func=words.title,
        placeholder=words.t("plan.choose"),
    )
    return by_id.get(chosen) if chosen is not None else None


def open_action(action: int) -> None:
    """Open an action in the next run."""
    st.session_state[_OPEN] = action


def ask_new_action(words: PlanWords, *, on_add: Callable[[], None]) -> None:
    """Show the one field that a new action needs."""
    t = words.t
    with st.form(_NEW, border=False, clear_on_submit=False):
        st.text_input(
            t("plan.new"), key=NEW_TITLE, max_chars=LIMITS["title"], help=t("plan.new_help")
        )
        st.form_submit_button(t("plan.add"), **once("add-action", on_add))
