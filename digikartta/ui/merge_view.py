"""Companies that may be one: the pairs, and what merging them would do."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from digikartta.company_duplicates import Double
from digikartta.texts import Texts
from digikartta.ui.company_view import shown_value
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.register_view import company_address

OTHER = "merge-other"  # the choice of the company that goes


def show_doubles(find: Callable[[], Sequence[Double]], t: Texts) -> None:
    """Offer to look for doubles and show the pairs, each with the way to merging them."""
    with st.expander(t("merge.doubles")):
        st.markdown(t("merge.doubles_why"))
        if not st.toggle(t("merge.look"), key="merge.look"):
            return
        found = find()
        if not found:
            st.markdown(t("merge.no_doubles"))
            return
        items = "".join(_pair(double, t) for double in found)
        st.html(f'<ul class="dk-pairs">{items}</ul>')


def _pair(double: Double, t: Texts) -> str:
    names = " ↔ ".join(
        escape(f"{one.name} {one.business_id or ''}".strip())
        for one in (double.keep, double.remove)
    )
    address = f"{company_address(double.keep.id)}&toinen={double.remove.id}"
    why = escape(t(f"merge.why_{double.reason}"))
    return (
        f'<li><span>{names}<small>{why}</small></span><a href="{escape(address)}">'
        f"{escape(t('merge.compare'))}</a></li>"
    )


def choose_other(at: int, find: Callable[[str], Mapping[int, str]], t: Texts) -> int:
    """Let the reader look for the other company and return its number, 0 for none."""
    words = st.text_input(t("merge.search"), key=f"merge-search-{at}")
    if len(words.strip()) < 2:
        return 0
    names = find(words)
    chosen = st.selectbox(
        t("merge.other"),
        list(names),
        index=None,
        key=OTHER,
        format_func=names.__getitem__,
        placeholder=t("merge.pick"),
    )
    return chosen or 0


def show_moves(moves: Mapping[str, int], beside: Mapping[str, int], t: Texts) -> None:
    """Show how much of each kind moves, and what goes into the history."""
    lines = [
        *(f"{t(f'upkeep.table.{table}')}: {t.whole(count)}" for table, count in moves.items()),
        *(
            t("merge.into_history", kind=t(f"upkeep.table.{table}"), count=t.whole(count))
            for table, count in beside.items()
        ),
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    block('<p class="dk-about">{text}</p>', text=t("merge.moves"))
    st.html(f'<ul class="dk-moves">{items or escape(t("merge.nothing_moves"))}</ul>')


def choose_fields(conflicts: Sequence[tuple[str, object, object]], other: int, t: Texts) -> None:
    """Let the reader choose between the values of the fields that both companies have."""
    if conflicts:
        st.markdown(t("merge.conflicts"))
    for field, keep, remove in conflicts:
        values = {False: shown_value(field, keep, t), True: shown_value(field, remove, t)}
        st.radio(
            t(f"company.change.{field}"),
            (False, True),
            key=_field_key(field, other, t),
            format_func=values.__getitem__,
            horizontal=True,
        )


def given_fields(fields: Sequence[str], other: int, t: Texts) -> tuple[str, ...]:
    """Return the fields that are to change, as they are chosen at the moment of a tap."""
    held = all_held()
    return tuple(field for field in fields if held.get(_field_key(field, other, t)))


def _field_key(field: str, other: int, t: Texts) -> str:
    # Beside another company it is another choice.
    return f"merge-{field}-{other}-{t.language}"
