"""Choosing a group of the project team's companies, and saying which it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from digikartta.classification import industries, municipalities, regions
from digikartta.cohort_statistics.selection import Values
from digikartta.disclosure_groups import PeerFilters
from digikartta.texts import Texts

_REGION = "r"
_MUNICIPALITY = "m"


@dataclass(frozen=True, slots=True)
class ChosenGroup:
    """A group and its name on the page; the saved cohort is an id."""

    filters: PeerFilters
    saved: int | None
    name: str

    @property
    def is_everybody(self) -> bool:
        """Whether nothing was chosen."""
        return self.filters == PeerFilters() and self.saved is None


def choose_group(
    t: Texts,
    which: str,
    values: Values,
    saved: Mapping[int, str],
    *,
    with_time: bool,
) -> ChosenGroup:
    """Show the choices of one group and return what is chosen; nothing chosen is everybody.

    `saved` are the names of the saved cohorts by id. Only what some company has can be chosen.
    """
    cohort = _select(which, "saved", [str(each) for each in saved], _name_of(saved), t)
    industry = _select(which, "industry", values.industry, _industry(t), t)
    size_class = _select(which, "size_class", values.size_class, lambda v: t(f"size.{v}"), t)
    place = _select(which, "place", _places(values), _place(t), t) or ""
    project = _select(which, "project", values.cohort, str, t)
    stage = year = None
    if with_time:
        stage = _select(which, "stage", values.stage, lambda v: t(f"stage.{v}"), t)
        year = _select(which, "year", [str(each) for each in values.year], str, t)
    filters = PeerFilters(
        industry=industry,
        size_class=size_class,
        region=place[1:] if place.startswith(_REGION) else None,
        municipality=place[1:] if place.startswith(_MUNICIPALITY) else None,
        cohort=project,
        stage=stage,
        year=int(year) if year else None,
    )
    number = int(cohort) if cohort else None
    return ChosenGroup(filters, number, _described(filters, saved.get(number or 0, ""), t))


def _select(
    which: str, field: str, options: Sequence[str], text: Callable[[str], str], t: Texts
) -> str | None:
    """Show one choice, if there is anything to choose; it outlives a change of language."""
    kept = f"{which}.{field}"
    key = f"{kept}.{t.language}"
    if not options:
        return None
    chosen = st.session_state.get(kept)
    st.session_state[key] = chosen if chosen in options else None
    return st.selectbox(
        t(f"group.{field}"),
        options,
        index=None,
        key=key,
        format_func=text,
        placeholder=t("peers.all"),
        on_change=lambda: st.session_state.update({kept: st.session_state[key]}),
    )


def _name_of(saved: Mapping[int, str]) -> Callable[[str], str]:
    return lambda number: saved[int(number)]


def _industry(t: Texts) -> Callable[[str], str]:
    return lambda code: industries()[code].short.in_language(t.language)


def _places(values: Values) -> list[str]:
    found = [_REGION + code for code in values.region]
    return found + [_MUNICIPALITY + code for code in values.municipality]


def _place(t: Texts) -> Callable[[str], str]:
    def name(place: str) -> str:
        if place.startswith(_REGION):
            return t("peers.region", name=regions()[place[1:]].name.in_language(t.language))
        return municipalities()[place[1:]].name(t.language)

    return name


def _described(filters: PeerFilters, saved: str, t: Texts) -> str:
    parts = [
        saved,
        _industry(t)(filters.industry) if filters.industry else "",
        t(f"size.{filters.size_class}") if filters.size_class else "",
        _place(t)(_REGION + filters.region) if filters.region else "",
        _place(t)(_MUNICIPALITY + filters.municipality) if filters.municipality else "",
        filters.cohort or "",
        filters.stage or "",
        str(filters.year) if filters.year else "",
    ]
    return ", ".join(part for part in parts if part) or t("group.everybody")
