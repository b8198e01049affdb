"""Choosing the peer group, and saying which it is and what may be shown of it."""

from collections.abc import Callable, Sequence

import streamlit as st

from digikartta.answers import STAGES
from digikartta.classification import SIZE_CLASSES, industries, municipalities, region_of, regions
from digikartta.disclosure import Suppression
from digikartta.disclosure_groups import PeerFilters
from digikartta.peer_group import PeerGroup
from digikartta.shown_figures import PeerRows
from digikartta.texts import Texts
from digikartta.ui.html import block, notice, unmarked

_REGION = "r"
_MUNICIPALITY = "m"


def choose_peers(
    t: Texts, *, own_municipality: str, cohort: str, years: Sequence[int]
) -> PeerFilters:
    """Show the choices and return what is chosen; nothing chosen is everybody."""
    with st.expander(t("peers.choose")):
        industry = _select("industry", sorted(industries()), _industry_name(t), t)
        size_class = _select("size_class", SIZE_CLASSES, lambda code: t(f"size.{code}"), t)
        place = _select("place", _places(own_municipality), _place_name(t), t) or ""
        stage = _select("stage", STAGES, lambda code: t(f"stage.{code}"), t)
        year = _select("year", [str(year) for year in years], str, t)
        same_cohort = bool(cohort) and st.checkbox(
            t("peers.cohort", cohort=unmarked(cohort)), key="cohort"
        )
    return PeerFilters(
        industry=industry,
        size_class=size_class,
        region=place[1:] if place.startswith(_REGION) else None,
        municipality=place[1:] if place.startswith(_MUNICIPALITY) else None,
        stage=stage,
        year=int(year) if year else None,
        cohort=cohort if same_cohort else None,
    )


def _select(field: str, options: Sequence[str], text: Callable[[str], str], t: Texts) -> str | None:
    kept = f"peers.{field}"
    key = f"{kept}.{t.language}"
    st.session_state[key] = st.session_state.get(kept)
    return st.selectbox(
        t(f"peers.{field}"),
        options,
        index=None,
        key=key,
        format_func=text,
        placeholder=t("peers.all"),
        on_change=lambda: st.session_state.update({kept: st.session_state[key]}),
    )


def _industry_name(t: Texts) -> Callable[[str], str]:
    return lambda code: industries()[code].short.in_language(t.language)


def _places(own_municipality: str) -> list[str]:
    """Every region, and the municipalities of the company's own one."""
    own_region = region_of(own_municipality)
    near = [m.code for m in municipalities().values() if m.region == own_region]
    return [_REGION + code for code in regions()] + [_MUNICIPALITY + code for code in near]


def _place_name(t: Texts) -> Callable[[str], str]:
    def name(place: str) -> str:
        if place.startswith(_REGION):
            return t("peers.region", name=regions()[place[1:]].name.in_language(t.language))
        return municipalities()[place[1:]].name(t.language)

    return name


def show_group(group: PeerGroup, t: Texts, *, least: int, is_example: bool) -> None:
    """Say which group this is and how many it has, or kindly why it is not shown."""
    if group.suppressed is None:
        block('<p class="dk-peers">{text}</p>', text=group_text(group, t))
        if is_example:
            st.caption(t("peers.example"))
        if group.n < 10:
            st.caption(t("peers.no_quartiles"))
        return
    reason = "too_few" if group.suppressed is Suppression.TOO_FEW else "remainder"
    notice(
        t("peers.not_yet_title"),
        t.n(f"peers.{reason}", group.n, group=_description(group.filters, t), least=least)
        + " "
        + t("peers.still"),
        kind="wait",
    )


def group_text(group: PeerGroup, t: Texts) -> str:
    """Say which group is shown and how many it has."""
    return t.n("peers.shown", group.n, group=_description(group.filters, t))


def _description(filters: PeerFilters, t: Texts) -> str:
    parts = [
        _industry_name(t)(filters.industry) if filters.industry else "",
        t(f"size.{filters.size_class}") if filters.size_class else "",
        _place_name(t)(_REGION + filters.region) if filters.region else "",
        _place_name(t)(_MUNICIPALITY + filters.municipality) if filters.municipality else "",
        t(f"stage.{filters.stage}") if filters.stage else "",
        str(filters.year) if filters.year else "",
        filters.cohort or "",
    ]
    return ", ".join(part for part in parts if part) or t("peers.everybody")


def peer_rows(group: PeerGroup | None) -> PeerRows | None:
    """Return the group's figures that may be shown, by dimension and name of the figure."""
    if group is None:
        return None
    return {
        dimension: {
            "median": figures.median,
            "q1": figures.q1,
            "q3": figures.q3,
            "mean": figures.mean,
            "rank": figures.rank,
            "n": figures.n,
        }
        for dimension, figures in group.dimensions.items()
        if figures.suppressed is None
    }
