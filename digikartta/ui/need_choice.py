"""Choosing a need, setting its importance and effort, and which needs go to the plan."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from digikartta.company_needs import Need
from digikartta.need_matrix import Placement
from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.need_list import named

_SCALE = (1, 2, 3, 4, 5)


def ask_need(
    needs: Sequence[Need], chosen: str, t: Texts, *, on_choose: Callable[[str], None]
) -> None:
    """Show the choice of a need, for those who do not tap the picture."""
    names = {need.item: named(need, number, t) for number, need in enumerate(needs, 1)}
    key = f"choose-need-{t.language}"
    st.session_state[key] = chosen
    st.selectbox(
        t("needs.choose"),
        list(names),
        key=key,
        format_func=lambda item: names.get(item, item),
        on_change=lambda: on_choose(all_held()[key]),
    )


def ask_placement(item: str, placement: Placement | None, version: int, t: Texts) -> None:
    """Ask importance and effort together; a newer version that was stored fills them anew."""
    for field in ("importance", "effort"):
        key = _key(item, field)
        if st.session_state.get(f"{key}-version") != version:
            st.session_state[f"{key}-version"] = version
            st.session_state[key] = getattr(placement, field) if placement else None
        st.segmented_control(t(f"needs.{field}"), _SCALE, key=key, format_func=t.whole)


def show_overtaken(theirs: Placement | None, mine: Placement, t: Texts) -> None:
    """Show what somebody else has set meanwhile beside what the visitor wanted."""
    block(
        '<div class="dk-both"><div><p><strong>{their_label}</strong><span>{theirs}</span></p>'
        "<p><strong>{my_label}</strong><span>{mine}</span></p></div></div>",
        their_label=t("both.theirs"),
        theirs="–" if theirs is None else _words(theirs, t),
        my_label=t("needs.mine"),
        mine=_words(mine, t),
    )


def _words(placement: Placement, t: Texts) -> str:
    parts = {"importance_short": placement.importance, "effort_short": placement.effort}
    return "\n".join(f"{t(f'needs.column.{name}')} {t.whole(n)}" for name, n in parts.items())


def given_placement(item: str) -> Placement:
    """Return what is set; 0 for what is not."""
    held = all_held()
    importance, effort = (held.get(_key(item, field)) or 0 for field in ("importance", "effort"))
    return Placement(importance, effort)


def _key(item: str, field: str) -> str:
    return f"place-{item}-{field}"


def chosen_to_take(
    needs: Sequence[Need],
    number_of: Mapping[str, int],
    placements: Mapping[str, Placement],
    t: Texts,
) -> list[Need]:
    """Show a box for each need and return the ticked ones; what to begin with is ticked first."""
    return [
        need
        for need in needs
        if st.checkbox(
            named(need, number_of[need.item], t),
            value=_is_first(need, placements),
            key=_take_key(need, placements),
        )
    ]


def given_to_take(needs: Sequence[Need], placements: Mapping[str, Placement]) -> list[Need]:
    """Return the needs whose boxes are ticked at the moment of a tap."""
    held = all_held()
    return [need for need in needs if held.get(_take_key(need, placements))]


def _is_first(need: Need, placements: Mapping[str, Placement]) -> bool:
    placement = placements.get(need.item)
    return bool(placement and placement.field == "first")


def _take_key(need: Need, placements: Mapping[str, Placement]) -> str:
    # Another box once it is placed or moved: a browser may still send how the old one stood.
    return f"take-{need.item}-first" if _is_first(need, placements) else f"take-{need.item}"
