"""The short company profile, asked of whoever starts an assessment."""

from collections.abc import Callable, Sequence

import streamlit as st

from digikartta.answers import INTERNAL_ROLES
from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.company import MAX_NAME, Profile
from digikartta.texts import Texts

_DRAFT = "profile"


def ask_profile(t: Texts, errors: dict[str, str]) -> Profile:
    """Show the fields, each with its own error, and return what stands in them now."""
    name = _text("name", t, errors, max_chars=MAX_NAME)
    business_id = _text("business_id", t, errors, max_chars=20)
    industry = _choice(
        "industry",
        sorted(industries(), key=lambda code: industries()[code].short.in_language(t.language)),
        lambda code: industries()[code].short.in_language(t.language),
        t,
        errors,
    )
    size_class = _choice("size_class", SIZE_CLASSES, lambda code: t(f"size.{code}"), t, errors)
    municipality = _choice(
        "municipality",
        sorted(municipalities(), key=lambda code: municipalities()[code].name(t.language)),
        lambda code: municipalities()[code].name(t.language),
        t,
        errors,
    )
    return Profile(
        name=name,
        business_id=business_id or None,
        industry=industry or "",
        size_class=size_class or "",
        municipality=municipality or "",
        growth_seeking=_yes_no("growth_seeking", t),
        international=_yes_no("international", t),
    )


def ask_role(t: Texts, errors: dict[str, str]) -> str:
    """Show the roles and return the chosen one, or an empty text."""
    chosen = _kept_radio("role", INTERNAL_ROLES, lambda role: t(f"role.{role}"), t)
    _error("role", errors)
    return chosen or ""


def _draft(field: str) -> str | None:
    found: str | None = st.session_state.get(f"{_DRAFT}.{field}")
    return found


def _keep(field: str, key: str) -> None:
    # A choice's widget is made anew in another language; what was chosen is kept beside it.
    st.session_state[f"{_DRAFT}.{field}"] = st.session_state[key]


def _text(field: str, t: Texts, errors: dict[str, str], *, max_chars: int) -> str:
    key = f"field-{field}"
    if key not in st.session_state:
        st.session_state[key] = _draft(field) or ""
    value = st.text_input(
        t(f"profile.{field}"),
        key=key,
        max_chars=max_chars,
        placeholder=t(f"profile.{field}_hint"),
        on_change=_keep,
        args=(field, key),
    )
    _error(field, errors)
    return value or ""


def _choice(
    field: str,
    options: Sequence[str],
    text: Callable[[str], str],
    t: Texts,
    errors: dict[str, str],
) -> str | None:
    key = f"field-{field}-{t.language}"
    st.session_state[key] = _draft(field)
    value = st.selectbox(
        t(f"profile.{field}"),
        options,
        index=None,
        key=key,
        format_func=text,
        placeholder=t("profile.choose"),
        on_change=_keep,
        args=(field, key),
    )
    _error(field, errors)
    return value


def _yes_no(field: str, t: Texts) -> bool | None:
    chosen = _kept_radio(field, ("yes", "no"), lambda value: t(f"value.yes_no.{value}"), t)
    return None if chosen is None else chosen == "yes"


def _kept_radio(
    field: str, options: Sequence[str], text: Callable[[str], str], t: Texts
) -> str | None:
    key = f"field-{field}-{t.language}"
    st.session_state[key] = _draft(field)
    return st.radio(
        t(f"profile.{field}"),
        options,
        index=None,
        key=key,
        format_func=text,
        horizontal=True,
        on_change=_keep,
        args=(field, key),
    )


def _error(field: str, errors: dict[str, str]) -> None:
    if field in errors:
        st.error(errors[field])
