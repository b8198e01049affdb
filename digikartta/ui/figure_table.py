"""Tables of figures, for those who cannot see the picture and those who want the number."""

from collections.abc import Sequence
from html import escape

import streamlit as st


def show_figure_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    notes: Sequence[str] = (),
    has_total: bool = False,
) -> None:
    """Show rows that begin with their name; what is missing is explained in the notes.

    With `has_total` the last row is about everything above it.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(_row(row) for row in rows)
    under = "".join(f'<p class="dk-muted">{escape(note)}</p>' for note in notes)
    kind = "" if has_total else " dk-no-total"
    st.html(
        f'<div class="dk-table dk-figures{kind}" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{under}"
    )


def _row(row: Sequence[str]) -> str:
    name, *cells = row
    figures = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(name)}</th>{figures}</tr>'
