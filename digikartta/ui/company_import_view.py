"""Bringing a list of companies in: how the list should look, and what it does."""

from collections.abc import Sequence
from html import escape
from typing import Literal, Protocol

import streamlit as st

from digikartta.company_list import COLUMNS
from digikartta.texts import Texts
from digikartta.ui.html import notice, table_box, unmarked

_SHOWN = 100  # rows of the preview; more than one reads
_SIGN = {"new": "+", "changed": "~", "unchanged": "="}


class Imported(Protocol):
    """What a row of a list does."""

    @property
    def row(self) -> int: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> Literal["new", "changed", "unchanged"]: ...  # noqa: D102
    @property
    def fields(self) -> tuple[str, ...]: ...  # noqa: D102


class Report(Protocol):
    """What a whole list does."""

    @property
    def companies(self) -> Sequence[Imported]: ...  # noqa: D102
    def count(self, kind: Literal["new", "changed", "unchanged"]) -> int: ...  # noqa: D102


def show_import_help(t: Texts) -> None:
    """Say which columns a list may have."""
    names = ", ".join(t(f"company_list.column.{column}") for column in COLUMNS)
    st.markdown(t("company_list.help"))
    st.markdown(t("company_list.columns", names=names))


def show_report(
    report: Report, t: Texts, *, is_done: bool = False, ignored: Sequence[str] = ()
) -> None:
    """Show what the list did, or would do, in numbers and row by row."""
    kinds: tuple[Literal["new", "changed", "unchanged"], ...] = ("new", "changed", "unchanged")
    counts = " ".join(t.n(f"company_list.{kind}", report.count(kind)) for kind in kinds)
    title = t("company_list.done" if is_done else "company_list.preview")
    notice(title, counts, kind="good" if is_done else "info")
    if ignored:
        st.markdown(t("company_list.ignored", names=unmarked(", ".join(ignored))))
    told = [company for company in report.companies if company.kind != "unchanged"][:_SHOWN]
    if told and not is_done:
        _show_rows(told, t)


def _show_rows(companies: Sequence[Imported], t: Texts) -> None:
    body = "".join(
        f"<tr><td>{company.row}</td><th scope='row'>{escape(company.name)}</th>"
        f"<td>{escape(t(f'company_list.kind.{company.kind}'))}</td>"
        f"<td>{escape(_fields(company, t))}</td></tr>"
        for company in companies
    )
    head = "".join(
        f'<th scope="col">{escape(t(f"company_list.head.{name}"))}</th>'
        for name in ("row", "company", "what", "fields")
    )
    table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    table_box(table, label=t("company_list.preview"), kind="dk-words dk-tall")


def _fields(company: Imported, t: Texts) -> str:
    return ", ".join(t(f"company_list.column.{field}") for field in company.fields) or "–"
