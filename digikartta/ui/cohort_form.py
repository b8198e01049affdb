"""Choosing the companies of a cohort."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from digikartta.answers import STAGES
from digikartta.classification import SIZE_CLASSES, industries, municipalities, regions
from digikartta.cohort import MAX_NAME, CohortFilters
from digikartta.texts import Texts
from digikartta.ui.company_forms import day
from digikartta.ui.register_filters import industry_name, municipality_name, size_name


def choose_cohort(
    t: Texts,
    filters: CohortFilters,
    *,
    partners: Sequence[str],
    tags: Sequence[str],
    projects: Sequence[str],
) -> CohortFilters:
    """Show the fields of a cohort as they are now, and return what is chosen in them."""
    st.markdown(t("cohort.form_help"))
    towns = sorted(municipalities(), key=municipality_name(t))
    chosen: dict[str, Any] = {
        "industries": _several("industries", sorted(industries()), industry_name(t), filters, t),
        "size_classes": _several("size_classes", SIZE_CLASSES, size_name(t), filters, t),
        "regions": _several("regions", list(regions()), _region_name(t), filters, t),
        "municipalities": _several("municipalities", towns, municipality_name(t), filters, t),
        "partners": _several("partners", partners, str, filters, t),
        "tags": _several("tags", tags, str, filters, t),
        "growth_seeking": _flag("growth_seeking", filters, t),
        "international": _flag("international", filters, t),
        "projects": _several("projects", projects, str, filters, t),
        "stages": _several("stages", STAGES, lambda stage: t(f"stage.{stage}"), filters, t),
    }
    left, right = st.columns(2)
    with left:
        chosen["closed_from"] = day("closed_from", filters.closed_from, t)
    with right:
        chosen["closed_to"] = day("closed_to", filters.closed_to, t)
    return CohortFilters(**chosen)


def _several(
    field: str,
    options: Sequence[str],
    text: Callable[[str], str],
    filters: CohortFilters,
    t: Texts,
) -> tuple[str, ...]:
    own = list(getattr(filters, field))
    every = [*options, *(value for value in own if value not in options)]
    chosen = st.multiselect(
        t(f"cohort.field.{field}"), every, own, format_func=text, placeholder=t("register.any")
    )
    return tuple(chosen)


def _flag(field: str, filters: CohortFilters, t: Texts) -> bool | None:
    options = (None, True, False)
    words = {
        None: t("register.any"),
        True: t("value.yes_no.yes"),
        False: t("value.yes_no.no"),
    }
    return st.selectbox(
        t(f"cohort.field.{field}"),
        options,
        index=options.index(getattr(filters, field)),
        format_func=words.__getitem__,
    )


def _region_name(t: Texts) -> Callable[[str], str]:
    return lambda code: regions()[code].name.in_language(t.language)


def name_field(t: Texts, name: str) -> str:
    """Show the field for the cohort's name and return what stands in it."""
    return st.text_input(t("cohort.name"), name, max_chars=MAX_NAME)


def described(filters: CohortFilters, t: Texts) -> str:
    """Return the filters in words."""
    texts: dict[str, Callable[[str], str]] = {
        "industries": industry_name(t),
        "size_classes": size_name(t),
        "regions": _region_name(t),
        "municipalities": municipality_name(t),
        "stages": lambda stage: t(f"stage.{stage}"),
    }
    parts = []
    for field in filters.given():
        value = getattr(filters, field)
        if isinstance(value, tuple):
            parts.append(", ".join(texts.get(field, str)(one) for one in value))
        elif isinstance(value, date):
            parts.append(t(f"cohort.said.{field}", day=t.day(value)))
        else:
            answer = f"{field}_yes" if value else f"{field}_no"
            parts.append(t(f"cohort.said.{answer}"))
    return " · ".join(parts) or t("cohort.everybody")
