"""Cohorts as outsiders see them, and the links that lead there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

import streamlit as st

from digikartta.exports.cohort_tables import Named, figures_table
from digikartta.publication import PublicCohort
from digikartta.texts import Texts
from digikartta.ui.cohort_view import offer_files
from digikartta.ui.html import block, notice


class Page(Protocol):
    """What was published."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def cohorts(self) -> tuple[PublicCohort, ...]: ...  # noqa: D102


class SharedLink(Protocol):
    """A link that is out."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def published_on(self) -> date: ...  # noqa: D102
    @property
    def expires_on(self) -> date: ...  # noqa: D102
    @property
    def revoked(self) -> bool: ...  # noqa: D102
    @property
    def cohorts(self) -> tuple[str, ...]: ...  # noqa: D102


def show_shared_link(address: str, page: Page, t: Texts) -> None:
    """Show a new link, which is not shown again, and what it does not show."""
    notice(t("publish.made_title"), t("publish.made"), kind="good")
    st.code(address, language=None, wrap_lines=True)
    show_hidden(page.cohorts, t)


def show_public_file(page: Page, names: Mapping[str, str], t: Texts) -> None:
    """Offer a new public file, and say what is not in it."""
    notice(t("publish.file_title"), page.title, kind="good")
    show_hidden(page.cohorts, t)
    offer_files("public", lambda: figures_table(named(page.cohorts), names, t), t)


def named(cohorts: Sequence[PublicCohort]) -> list[Named]:
    """Return the cohorts that may be shown, by name."""
    return [(one.name, one.dimensions) for one in cohorts if one.suppressed is None]


def show_hidden(cohorts: Sequence[PublicCohort], t: Texts) -> None:
    """Say which cohorts are not shown and why."""
    for one in cohorts:
        if one.suppressed is not None:
            why = t(f"publish.hidden.{one.suppressed}")
            notice(t("publish.hidden_title", name=one.name), why, kind="wait")


def show_links(
    links: Sequence[SharedLink], t: Texts, *, today: date, on_revoke: Callable[[int], None]
) -> None:
    """Show the links that were made, each with the way to end it."""
    for each in links:
        with st.container(key=f"dk_link_{each.id}", horizontal=True, vertical_alignment="center"):
            block(
                '<p class="dk-line"><strong>{title}</strong><span>{about}</span></p>',
                title=each.title,
                about=_about(each, t, today),
            )
            if not each.revoked and each.expires_on >= today:
                st.button(
                    t("publish.revoke"),
                    key=f"revoke-{each.id}",
                    on_click=on_revoke,
                    args=(each.id,),
                )


def _about(each: SharedLink, t: Texts, today: date) -> str:
    if each.revoked:
        state = t("publish.is_revoked")
    elif each.expires_on < today:
        state = t("publish.is_expired", day=t.day(each.expires_on))
    else:
        state = t("publish.is_open", day=t.day(each.expires_on))
    made = t("publish.made_on", day=t.day(each.published_on))
    return " · ".join((", ".join(each.cohorts), made, state))
