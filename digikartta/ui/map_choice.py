"""Choosing what the future map shows, and its milestones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from digikartta.action_plan import LIMITS
from digikartta.future_map import LANES, YEARS, MapSettings, Milestone
from digikartta.plan_words import PlanWords
from digikartta.ui.day_format import DAY_FORMATS
from digikartta.ui.held import all_held
from digikartta.ui.once import once

_YEARS, _LANES, _START = "map-years", "map-lanes", "map-start"
NEW = "map-new"


def ask_settings(
    words: PlanWords, settings: MapSettings, *, number: int, on_choose: Callable[[int], None]
) -> None:
    """Show the span of time and the lanes; `number` is the revision of what is shown."""
    t = words.t
    form = f"map_settings_{number}"
    with st.form(form, border=False):
        left, middle, right = st.columns(3)
        with left:
            st.date_input(
                t("map.start"),
                settings.starts_on,
                key=f"{_START}-{number}",
                format=DAY_FORMATS[t.language],
            )
        with middle:
            st.selectbox(
                t("map.years"),
                YEARS,
                index=YEARS.index(settings.years),
                key=f"{_YEARS}-{number}",
                format_func=lambda years: t.n("map.span", years),
            )
        with right:
            st.selectbox(
                t("map.lanes"),
                LANES,
                index=LANES.index(settings.lanes),
                key=f"{_LANES}-{number}",
                format_func=lambda lanes: t(f"map.by.{lanes}"),
            )
        st.form_submit_button(t("map.choose"), on_click=on_choose, args=(number,))


def given_settings(number: int) -> MapSettings:
    """Return what stands in the fields of `ask_settings`."""
    held = all_held()
    start: date = held[f"{_START}-{number}"]
    return MapSettings(start, held[f"{_YEARS}-{number}"], held[f"{_LANES}-{number}"])


def choose_shown(
    words: PlanWords, lanes: Mapping[str, str], owners: Sequence[str]
) -> tuple[str | None, str | None]:
    """Let the visitor look at one lane, or one person's actions; None is everything."""
    left, right = st.columns(2)
    with left:
        lane = _select("map-lane", words.t("map.lane"), list(lanes), lambda i: lanes[i], words)
    with right:
        owner = _select("map-owner", words.field("owner"), list(owners), str, words)
    return lane, owner


def _select(
    key: str, label: str, options: Sequence[str], text: Callable[[str], str], words: PlanWords
) -> str | None:
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    return st.selectbox(
        label, options, index=None, key=key, format_func=text, placeholder=words.t("plan.all")
    )


def ask_milestone(
    words: PlanWords, form: str, milestone: Milestone | None, *, on_save: Callable[[str], None]
) -> None:
    """Show the fields of a milestone, a new one when there is none."""
    t = words.t
    shown = milestone or Milestone("", date.max)
    dimensions = ("", *words.dimension_ids)
    with st.form(form, border=milestone is not None):
        st.text_input(t("map.what"), shown.title, key=f"{form}-title", max_chars=LIMITS["title"])
        left, middle, right = st.columns(3)
        with left:
            st.date_input(
                words.field("day"),
                milestone.day if milestone else None,
                key=f"{form}-day",
                format=DAY_FORMATS[t.language],
            )
        with middle:
            st.selectbox(
                words.field("dimension"),
                dimensions,
                index=dimensions.index(shown.dimension) if shown.dimension in dimensions else 0,
                key=f"{form}-dimension",
                format_func=lambda each: words.dimension(each) if each else t("map.no_lane"),
            )
        with right:
            st.text_input(
                words.field("theme"), shown.theme, key=f"{form}-theme", max_chars=LIMITS["theme"]
            )
        label = t("map.milestone_save") if milestone else t("map.milestone_add")
        st.form_submit_button(label, **once(f"{form}-save", on_save, form))


def given_milestone(form: str) -> Milestone | None:
    """Return what stands in the fields of `ask_milestone`; None while there is no day."""
    held = all_held()
    day: date | None = held[f"{form}-day"]
    if day is None:
        return None
    return Milestone(held[f"{form}-title"], day, held[f"{form}-dimension"], held[f"{form}-theme"])
