"""The short company profile, asked of whoever starts an assessment."""

from collections.abc import Callable, Sequence

import streamlit as st

from digikartta.answers import INTERNAL_ROLES
from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.company import Profile
from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import block

_DRAFT = "profile"
_TYPED = ("name", "business_id", "person")


def ask_profile(t: Texts, errors: dict[str, str], *, short: bool = False) -> None:
    """Show the fields, each with its own error; `short` leaves out what can be told later."""
    _text("name", t, errors)
    if not short:
        _text("business_id", t, errors)
    _choice(
        "industry",
        sorted(industries(), key=lambda code: industries()[code].short.in_language(t.language)),
        lambda code: industries()[code].short.in_language(t.language),
        t,
        errors,
    )
    _choice("size_class", SIZE_CLASSES, lambda code: t(f"size.{code}"), t, errors)
    _choice(
        "municipality",
        sorted(municipalities(), key=lambda code: municipalities()[code].name(t.language)),
        lambda code: municipalities()[code].name(t.language),
        t,
        errors,
    )
    for field in () if short else ("growth_seeking", "international"):
        _kept_radio(field, ("yes", "no"), lambda value: t(f"value.yes_no.{value}"), t)


def fill_profile(profile: Profile | None, t: Texts) -> None:
    """Put a profile into the fields that are shown next, or empty them."""
    flags = {True: "yes", False: "no", None: None}
    given: dict[str, str | None] = {
        field: getattr(profile, field) or None if profile else None
        for field in ("name", "business_id", "industry", "size_class", "municipality")
    }
    for field in ("growth_seeking", "international"):
        given[field] = flags[getattr(profile, field) if profile else None]
    for field, value in given.items():
        st.session_state[f"{_DRAFT}.{field}"] = value
        if field in _TYPED:
            st.session_state[_key(field, t)] = value or ""


def given_profile(t: Texts) -> Profile:
    """Return what stands in the fields, also what was typed just before the button was pressed."""
    held = all_held()

    def given(field: str) -> str | None:
        found: str | None = held.get(_key(field, t))
        return found

    def yes_no(field: str) -> bool | None:
        return None if (chosen := given(field)) is None else chosen == "yes"

    return Profile(
        name=given("name") or "",
        business_id=given("business_id") or None,
        industry=given("industry") or "",
        size_class=given("size_class") or "",
        municipality=given("municipality") or "",
        growth_seeking=yes_no("growth_seeking"),
        international=yes_no("international"),
    )


def given_role(t: Texts, *, roles: Sequence[str] = INTERNAL_ROLES) -> str:
    """Return the role that is chosen at the moment of a tap, or an empty text."""
    return roles[0] if len(roles) == 1 else all_held().get(_key("role", t)) or ""


def given_person(t: Texts) -> str:
    """Return the person's own name as it stands at the moment of a tap, or an empty text."""
    return all_held().get(_key("person", t)) or ""


def ask_role(t: Texts, errors: dict[str, str], *, roles: Sequence[str] = INTERNAL_ROLES) -> str:
    """Show the roles and return the chosen one, or an empty text; a single one is not asked."""
    if len(roles) == 1:
        return roles[0]
    chosen = _kept_radio("role", roles, lambda role: t(f"role.{role}"), t)
    _error("role", errors)
    return chosen or ""


def ask_person(t: Texts, errors: dict[str, str]) -> None:
    """Ask for the person's own name, as a named round does."""
    _text("person", t, errors)


def _draft(field: str) -> str | None:
    found: str | None = st.session_state.get(f"{_DRAFT}.{field}")
    return found


def _keep(field: str, key: str) -> None:
    # A choice's widget is made anew in another language; what was chosen is kept beside it.
    st.session_state[f"{_DRAFT}.{field}"] = st.session_state[key]


def _key(field: str, t: Texts) -> str:
    # The words of a choice change with the language, so its widget does; a typed text stays.
    return f"field-{field}" if field in _TYPED else f"field-{field}-{t.language}"


def _text(field: str, t: Texts, errors: dict[str, str]) -> None:
    key = _key(field, t)
    if key not in st.session_state:
        st.session_state[key] = _draft(field) or ""
    st.text_input(
        t(f"profile.{field}"),
        key=key,
        placeholder=t(f"profile.{field}_hint"),
        on_change=_keep,
        args=(field, key),
    )
    _error(field, errors)


def _choice(
    field: str,
    options: Sequence[str],
    text: Callable[[str], str],
    t: Texts,
    errors: dict[str, str],
) -> None:
    key = _key(field, t)
    st.session_state[key] = _draft(field)
    st.selectbox(
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


def _kept_radio(
    field: str, options: Sequence[str], text: Callable[[str], str], t: Texts
) -> str | None:
    key = _key(field, t)
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
        block('<p class="dk-field-error" role="alert">{text}</p>', text=errors[field])
