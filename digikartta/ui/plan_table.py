"""The plan as a table in which many cells are edited at once."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from digikartta.action_plan import LIMITS, MAX_COST, STATUSES
from digikartta.plan_sheet import Sheet
from digikartta.plan_words import COLUMNS, PlanWords
from digikartta.questionnaire import Questionnaire
from digikartta.ui.held import all_held

_ROW, _HEAD, _MOST_ROWS = 38, 42, 14
# Of a date as people write it; the table's own way is the same in every language.
_DAY_FORMATS = {"fi": "D.M.YYYY", "sv": "D.M.YYYY", "en": "DD/MM/YYYY"}
_WIDTHS = {
    **{"title": 320, "status": 120, "owner": 140, "starts_on": 110, "due_on": 150},
    **{"dimension": 170, "theme": 120, "first_step": 190, "cost": 150, "why": 190},
}


def show_sheet(
    sheet: Sheet,
    words: PlanWords,
    questionnaire: Questionnaire,
    *,
    on_change: Callable[[str], None],
) -> None:
    """Show the sheet to edit; `on_change` gets the key under which `typed_cells` are found."""
    key = f"plan_sheet_{sheet.number}_{words.t.language}"
    frame = pd.DataFrame(
        [{name: getattr(action, name) for name in COLUMNS} for action in sheet.shown],
        columns=list(COLUMNS),
    )
    frame["cost"] = frame["cost"].astype("Int64")
    for name in ("starts_on", "due_on"):
        frame[name] = pd.to_datetime(frame[name])
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        row_height=_ROW,
        height=_HEAD + _ROW * min(len(frame), _MOST_ROWS),
        column_config=_columns(words, questionnaire),
        placeholder="",
        on_change=on_change,
        args=(key,),
        alt=words.t("plan.table_caption"),
    )


def typed_cells(key: str) -> Mapping[int, Mapping[str, Any]]:
    """Return what has been typed into the table since it was shown, by row and column."""
    rows: Mapping[int, Mapping[str, Any]] = all_held()[key]["edited_rows"]
    return rows


def _columns(words: PlanWords, questionnaire: Questionnaire) -> dict[str, Any]:
    config = st.column_config
    day = _DAY_FORMATS[words.t.language]
    columns: dict[str, Any] = {
        "title": config.TextColumn(
            words.field("title"),
            required=True,
            max_chars=LIMITS["title"],
            width=_WIDTHS["title"],
        ),
        "status": config.SelectboxColumn(
            words.field("status"),
            options=list(STATUSES),
            required=True,
            format_func=lambda each: words.status(str(each)),
            width=_WIDTHS["status"],
        ),
        "dimension": config.SelectboxColumn(
            words.field("dimension"),
            options=["", *questionnaire.dimension_ids],
            format_func=lambda each: words.dimension(str(each)) if each else "–",
            width=_WIDTHS["dimension"],
        ),
        "cost": config.NumberColumn(
            words.field("cost"),
            min_value=0,
            max_value=MAX_COST,
            step=1,
            format="localized",
            width=_WIDTHS["cost"],
        ),
    }
    for name in ("starts_on", "due_on"):
        columns[name] = config.DateColumn(words.field(name), format=day, width=_WIDTHS[name])
    for name in ("owner", "theme", "first_step", "why"):
        columns[name] = config.TextColumn(
            words.field(name), max_chars=LIMITS[name], width=_WIDTHS[name]
        )
    return columns
