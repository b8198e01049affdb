"""The plan to read: how it stands at a glance, its actions as a table or cards, and its review."""

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from digikartta.action_plan import Planned, is_late_to_start, standing
from digikartta.plan_filter import Glance
from digikartta.plan_review import DimensionReview, StageLevels
from digikartta.plan_words import COLUMNS, PlanWords
from digikartta.ui.development_steps import step_address
from digikartta.ui.plan_choice import ACTION

_PAGE = "suunnitelma"
_LISTED = 5  # late and soon due actions that are named; the rest are counted


def show_glance(glance: Glance, words: PlanWords) -> None:
    """Show how many are late, soon due, under way and done; and which are late or soon due."""
    t = words.t
    counts = {
        "overdue": len(glance.overdue),
        "upcoming": len(glance.upcoming),
        "started": glance.started,
        "done": glance.done,
    }
    items = "".join(
        f'<li class="dk-glance-{name}"><strong>{count}</strong>'
        f"<span>{escape(t(f'plan.glance.{name}'))}</span></li>"
        for name, count in counts.items()
    )
    st.html(f'<ul class="dk-glance">{items}</ul>')
    for name, plan in (("overdue", glance.overdue), ("upcoming", glance.upcoming)):
        if plan:
            _show_list(t(f"plan.list.{name}"), plan, words)


def _show_list(title: str, plan: Sequence[Planned], words: PlanWords) -> None:
    lines = "".join(
        f"<li><strong>{escape(p.content.title)}</strong> "
        f"<span>{escape(_who_and_when(p, words))}</span></li>"
        for p in plan[:_LISTED]
    )
    more = len(plan) - _LISTED
    rest = f"<li>{escape(words.t.n('plan.list.more', more))}</li>" if more > 0 else ""
    st.html(f'<div class="dk-due"><h2>{escape(title)}</h2><ul>{lines}{rest}</ul></div>')


def _who_and_when(planned: Planned, words: PlanWords) -> str:
    action = planned.content
    days = words.days(action) if action.starts_on or action.due_on else ""
    return " · ".join(part for part in (action.owner, days) if part)


def sign_of(planned: Planned, words: PlanWords, *, today: date) -> str:
    """Return in words what needs attention about an action; empty when nothing does."""
    found = standing(planned.content, today)
    if found in {"overdue", "upcoming"}:
        return words.t(f"plan.sign.{found}")
    return words.t("plan.sign.late_start") if is_late_to_start(planned.content, today) else ""


def show_cards(
    plan: Sequence[Planned], words: PlanWords, *, today: date, company: int | None
) -> None:
    """Show the actions as cards; each opens its action. `company` is named in the links."""
    cards = "".join(_card(planned, words, today, company) for planned in plan)
    st.html(f'<ul class="dk-actions">{cards}</ul>')


def _card(planned: Planned, words: PlanWords, today: date, company: int | None) -> str:
    action = planned.content
    sign = sign_of(planned, words, today=today)
    state = " · ".join(part for part in (words.status(action.status), sign) if part)
    address = f"{step_address(_PAGE, organisation_id=company)}&{ACTION}={planned.id}"
    return (
        f'<li class="dk-is-{escape(action.status)}"><span class="dk-number">{escape(state)}</span>'
        f'<a href="{escape(address)}">{escape(action.title)}</a>'
        f'<span class="dk-muted">{escape(_who_and_when(planned, words))}</span></li>'
    )


def show_table(plan: Sequence[Planned], words: PlanWords, *, today: date) -> None:
    """Show the actions as a table to read."""
    t = words.t
    caption = escape(t("plan.table_caption"))
    head = "".join(f'<th scope="col">{escape(words.field(name))}</th>' for name in COLUMNS)
    rows = "".join(_row(planned, words, today) for planned in plan)
    st.html(
        f'<div class="dk-table dk-texts" tabindex="0" role="region" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(planned: Planned, words: PlanWords, today: date) -> str:
    action = planned.content
    sign = sign_of(planned, words, today=today)
    values = {name: words.of(action, name) for name in COLUMNS}
    if sign:
        values["status"] += f" · {sign}"
    first, *others = (escape(values[name]) for name in COLUMNS)
    cells = "".join(f"<td>{value}</td>" for value in others)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def show_review(
    reviews: Sequence[DimensionReview], rounds: Sequence[StageLevels], words: PlanWords
) -> None:
    """Show for each dimension with actions whether it moved, and what was done for it."""
    t = words.t
    st.header(t("plan.review.title"))
    st.markdown(t("plan.review.lead", stage=t(f"stage.{rounds[-1].stage}")))
    caption = escape(t("plan.review.caption"))
    stages = [f"{one.stage} {t.day(one.closed_on)}" for one in rounds]
    names = [words.field("dimension"), *stages, t("plan.review.change")]
    names += [t(f"plan.review.{kind}") for kind in ("done", "unfinished")]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(_review_row(review, words) for review in reviews)
    st.html(
        f'<div class="dk-table dk-texts" tabindex="0" role="region" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
    st.caption(t("plan.review.caution"))


def _review_row(review: DimensionReview, words: PlanWords) -> str:
    t = words.t
    cells = [t.whole(score) for score in review.scores]
    cells.append(t.signed(review.change))
    lists = (review.done, review.unfinished)
    cells += ["; ".join(planned.content.title for planned in plan) or "–" for plan in lists]
    name = escape(words.dimension(review.dimension))
    values = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{name}</th>{values}</tr>'
