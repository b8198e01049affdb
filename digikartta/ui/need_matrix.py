"""The matrix of needs with its table. Heavy: it draws."""

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from digikartta.charts.frame import Size
from digikartta.charts.need_matrix import MatrixLabels, MatrixPoint, need_matrix
from digikartta.charts.palette import Palette
from digikartta.company_needs import Need
from digikartta.need_matrix import FIELDS, Placement, in_order, points
from digikartta.texts import Texts
from digikartta.ui.figure_table import show_figure_table
from digikartta.ui.held import all_held

_KEY = "need-matrix"
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def show_matrix(
    needs: Sequence[Need],
    placements: Mapping[str, Placement],
    t: Texts,
    *,
    size: Size,
    palette: Palette,
    chosen: str,
    on_choose: Callable[[str], None],
) -> None:
    """Show the placed needs as numbered points; a tap on one chooses it."""
    number_of = {need.item: (number, need) for number, need in enumerate(needs, 1)}
    drawn = [
        MatrixPoint(
            point.item,
            number_of[point.item][0],
            number_of[point.item][1].text.in_language(t.language),
            point.effort,
            point.importance,
        )
        for point in points(placements)
        if point.item in number_of
    ]
    labels = MatrixLabels(
        t("needs.importance"),
        t("needs.effort"),
        *(t(f"needs.field.{field}") for field in FIELDS),
    )
    figure = need_matrix(
        drawn, labels=labels, palette=palette, size=size, number=t.whole, chosen=chosen
    )
    st.plotly_chart(
        figure,
        theme=None,
        key=_KEY,
        config=_CONFIG,
        alt=t("needs.matrix_alt"),
        on_select=lambda: _chosen(on_choose),
        selection_mode="points",
    )


def _chosen(on_choose: Callable[[str], None]) -> None:
    found = all_held()[_KEY]["selection"]["points"]
    if found:
        item = found[0]["customdata"]
        on_choose(item if isinstance(item, str) else item[0])


def show_placements(
    needs: Sequence[Need],
    placements: Mapping[str, Placement],
    votes: Mapping[str, int] | None,
    planned: Collection[str],
    t: Texts,
) -> None:
    """Show the placed needs as a table, what to take first on top."""
    number_of = {need.item: (number, need) for number, need in enumerate(needs, 1)}
    columns = ["need", "importance_short", "effort_short", "field"]
    columns += ["dots"] if votes is not None else []
    rows = []
    for item in in_order(placements, votes or {}):
        if item in number_of:
            number, need = number_of[item]
            placement = placements[item]
            cells = [
                t.whole(placement.importance),
                t.whole(placement.effort),
                t(f"needs.field.{placement.field}"),
            ]
            cells += [t.whole(votes.get(item, 0))] if votes is not None else []
            cells.append(t("needs.in_plan_yes") if item in planned else "–")
            rows.append([f"{number}. {need.text.in_language(t.language)}", *cells])
    head = [*(t(f"needs.column.{name}") for name in columns), t("needs.column.in_plan")]
    show_figure_table(t("needs.table"), head, rows)
