"""A comparison on the page: what it shows in words, its cautions, its table and its files."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from digikartta.cohort_statistics.cautions import Caution
from digikartta.cohort_statistics.comparison import CohortComparison
from digikartta.comparison_words import Table
from digikartta.exports.comparison_data import Data, as_json
from digikartta.exports.comparison_file import comparison_csv
from digikartta.texts import Texts
from digikartta.ui.comparison_charts import CompanyRow, most_changed
from digikartta.ui.figure_table import show_figure_table
from digikartta.ui.html import block, notice


def show_conclusion(sentences: Sequence[str], t: Texts) -> None:
    """Show what can be concluded, and what cannot."""
    notice(t("compare.conclusion"), " ".join(sentences))


def show_cautions(cautions: Sequence[Caution], t: Texts) -> None:
    """Show what to bear in mind, one line each."""
    lines = "".join(f"<li>{escape(t(f'caution.{caution}'))}</li>" for caution in cautions)
    st.html(
        f'<div class="dk-cautions"><p><strong>{escape(t("compare.cautions"))}</strong></p>'
        f"<ul>{lines}</ul></div>"
    )


def show_figures(table: Table, data: Data, t: Texts) -> None:
    """Show the table, how its figures are made, and the same as files."""
    show_figure_table(
        t("compare.table"), table.columns, table.rows, notes=table.notes, has_total=True
    )
    with st.expander(t("compare.how_title")):
        st.markdown(t("compare.how"))
    st.caption(t("compare.files_internal"))
    with st.container(horizontal=True):
        st.download_button(
            t("compare.as_csv"), comparison_csv(data), "vertailu.csv", "text/csv", on_click="ignore"
        )
        st.download_button(
            t("compare.as_json"),
            as_json(data),
            "vertailu.json",
            "application/json",
            on_click="ignore",
        )


def sizes(groups: tuple[str, str], found: CohortComparison, t: Texts) -> list[str]:
    """Return which the groups are and how many companies each has."""
    return [t.n("compare.group_n", n, group=name) for name, n in zip(groups, found.n, strict=True)]


def show_sizes(groups: tuple[str, str], found: CohortComparison, t: Texts) -> None:
    """Say which the groups are and how many companies each has."""
    for text in sizes(groups, found, t):
        block('<p class="dk-peers">{text}</p>', text=text)


def show_companies(rows: Sequence[CompanyRow], stages: tuple[str, str], t: Texts) -> None:
    """Show the companies of the picture as a table, and all of them for whoever asks.

    `stages` are the names of before and after. A table of thousands weighs as much as the page.
    """
    shown = most_changed(rows)
    every = {"all": t.whole(len(rows))}
    if len(shown) < len(rows):
        st.caption(t("compare.companies_most", shown=t.whole(len(shown)), **every))
    with st.expander(t("compare.companies_table")):
        if len(shown) < len(rows) and st.toggle(t("compare.companies_all", **every)):
            shown = list(rows)
        columns = (t("compare.company"), *stages, t("compare.column.shift"))
        cells = [
            (name, t.whole(first), t.whole(last), t.fixed(last - first, 1, signed=True))
            for name, first, last in shown
        ]
        show_figure_table(t("compare.companies_table"), columns, cells)
