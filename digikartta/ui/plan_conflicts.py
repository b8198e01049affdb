"""Two people have changed one action: both versions side by side, and a choice."""

from collections.abc import Callable
from html import escape

import streamlit as st

from digikartta.action_plan import Action, Planned, differences
from digikartta.plan_words import PlanWords


def show_conflict(
    current: Planned,
    base: Action,
    wanted: Action,
    words: PlanWords,
    *,
    keep_mine: Callable[[], None],
    keep_theirs: Callable[[], None],
) -> None:
    """Show what stands in the plan now beside what was wanted, field by field, and two buttons."""
    t = words.t
    with st.container(border=True, key=f"dk_conflict_{current.id}"):
        st.html(
            f'<p class="dk-notice-title" role="alert">{escape(t("plan.conflict.title"))}</p>'
            f"<p>{escape(t('plan.conflict.text', title=current.content.title))}</p>"
        )
        names = [d.field for d in differences(base, wanted)]
        names += [d.field for d in differences(base, current.content) if d.field not in names]
        st.html(_table(names, base, current.content, wanted, words))
        left, right = st.columns(2)
        left.button(
            t("plan.conflict.mine"),
            key=f"mine_{current.id}_{current.revision}",
            type="primary",
            width="stretch",
            on_click=keep_mine,
        )
        right.button(
            t("plan.conflict.theirs"),
            key=f"theirs_{current.id}_{current.revision}",
            width="stretch",
            on_click=keep_theirs,
        )


def _table(
    names: list[str], base: Action, current: Action, wanted: Action, words: PlanWords
) -> str:
    t = words.t
    caption = escape(t("plan.conflict.caption"))
    columns = ("field", "before", "now", "yours")
    heads = [t(f"plan.conflict.{column}") for column in columns]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(words.field(name))}</th>'
        + "".join(f"<td>{escape(words.of(each, name))}</td>" for each in (base, current, wanted))
        + "</tr>"
        for name in names
    )
    return (
        f'<div class="dk-table dk-texts" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        "</table></div>"
    )
