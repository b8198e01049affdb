"""Choosing which companies of the register are shown."""

from collections.abc import Callable, Sequence

import streamlit as st

from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.register import PLACES, Choices, RegisterFilters
from digikartta.texts import Texts

_FLAGS = ("growth_seeking", "international")


def choose_filters(t: Texts, choices: Choices, *, places: bool) -> RegisterFilters:
    """Show the search and the filters and return what is chosen; `places` offers the steps too."""
    search = st.text_input(
        t("register.search"), key="register.search", placeholder=t("register.search_hint")
    )
    with st.expander(t("register.filters")), st.container(key="dk_filters"):
        place = _select("place", PLACES, lambda p: t(f"pipeline.{p}"), t) if places else ""
        partner = _select("partner", choices.partners, str, t)
        tag = _select("tag", choices.tags, str, t)
        industry = _select("industry", sorted(industries()), industry_name(t), t)
        size_class = _select("size_class", SIZE_CLASSES, lambda code: t(f"size.{code}"), t)
        towns = sorted(municipalities(), key=municipality_name(t))
        municipality = _select("municipality", towns, municipality_name(t), t)
        flags = {flag: _flag(flag, t) for flag in _FLAGS}
    return RegisterFilters(
        search=search.strip(),
        place=place,
        partner=partner,
        tag=tag,
        industry=industry,
        size_class=size_class,
        municipality=municipality,
        growth_seeking=flags["growth_seeking"],
        international=flags["international"],
    )


def _select(field: str, options: Sequence[str], text: Callable[[str], str], t: Texts) -> str:
    kept, key = f"register-{field}", f"register-{field}-{t.language}"
    st.session_state[key] = st.session_state.get(kept)
    chosen = st.selectbox(
        t(f"register.field.{field}"),
        options,
        index=None,
        key=key,
        format_func=text,
        placeholder=t("register.any"),
        on_change=lambda: st.session_state.update({kept: st.session_state[key]}),
    )
    return chosen or ""


def _flag(field: str, t: Texts) -> bool | None:
    chosen = _select(field, ("yes", "no"), lambda value: t(f"value.yes_no.{value}"), t)
    return chosen == "yes" if chosen else None


def industry_name(t: Texts) -> Callable[[str], str]:
    """Return what an industry's code is called, in few words."""
    return lambda code: industries()[code].short.in_language(t.language) if code else "–"


def municipality_name(t: Texts) -> Callable[[str], str]:
    """Return what a municipality's code is called."""
    return lambda code: municipalities()[code].name(t.language) if code else "–"


def size_name(t: Texts) -> Callable[[str], str]:
    """Return what a size class is called."""
    return lambda code: t(f"size.{code}") if code else "–"
