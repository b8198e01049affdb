"""The register's two views: a board with a column for each step, and a list."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from digikartta.pipeline import next_step
from digikartta.register import (
    DROPPED,
    NO_STEP,
    BoardColumn,
    CompanyLine,
    RegisterPage,
    step_at,
)
from digikartta.texts import Texts
from digikartta.ui import visitor
from digikartta.ui.html import block, table_box
from digikartta.ui.register_filters import industry_name, municipality_name, size_name

_VIEWS = ("board", "list")


def company_address(organisation_id: int) -> str:
    """Return the address of a company's page."""
    return f"{visitor.address('/yritys')}&yritys={organisation_id}"


def choose_view(t: Texts) -> str:
    """Show the two views to choose from and return the chosen one: `board` or `list`."""
    chosen = st.segmented_control(
        t("register.view"),
        _VIEWS,
        default=_VIEWS[0],
        format_func=lambda name: t(f"register.view_{name}"),
        key=f"register-view-{t.language}",
        label_visibility="collapsed",
    )
    return chosen or _VIEWS[0]


def show_board(columns: Sequence[BoardColumn], t: Texts) -> None:
    """Show the companies by step; the ends of the way only when somebody is there."""
    shown = [c for c in columns if c.count or c.place not in {NO_STEP, DROPPED}]
    body = "".join(_column(column, t) for column in shown)
    label = escape(t("register.board"))
    st.html(f'<div class="dk-board" tabindex="0" role="region" aria-label="{label}">{body}</div>')


def _column(column: BoardColumn, t: Texts) -> str:
    cards = "".join(_card(line, t) for line in column.lines)
    more = column.count - len(column.lines)
    rest = f'<p class="dk-more">{escape(t.n("register.more", more))}</p>' if more else ""
    empty = " dk-empty" if not column.count else ""
    return (
        f'<section class="dk-lane{empty}" data-place="{column.place}"><h2>'
        f"{escape(t(f'pipeline.{column.place}'))}<span>{t.whole(column.count)}</span></h2>"
        f"<ul>{cards}</ul>{rest}</section>"
    )


def _card(line: CompanyLine, t: Texts) -> str:
    about = " · ".join(part for part in (line.partner, t.day(line.since)) if part not in {"", "–"})
    return (
        f'<li data-card="{line.id}"><a href="{escape(company_address(line.id))}">'
        f"{escape(line.name)}</a><span>{escape(about)}</span>{_move(line, t)}</li>"
    )


def _move(line: CompanyLine, t: Texts) -> str:
    """The button that takes a company one step on."""
    following = None if line.place == DROPPED else next_step(step_at(line.place))
    if following is None:
        return ""
    step = t(f"pipeline.{following}")
    name = escape(t("register.move", name=line.name, step=step))
    return (
        f'<button type="button" data-company="{line.id}" data-to="{following}" '
        f'aria-label="{name}">→ {escape(step)}</button>'
    )


def show_list(page: RegisterPage, t: Texts) -> None:
    """Show a page of companies as a table."""
    columns = ("name", "place", "since", "partner", "industry", "size_class", "municipality")
    head = "".join(
        f'<th scope="col">{escape(t(f"register.field.{column}"))}</th>' for column in columns
    )
    body = "".join(_line(line, t) for line in page.lines)
    found = t.n("register.found", page.found)
    caption = f"<caption>{escape(found)}</caption>"
    table = f"{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    table_box(table, label=found, kind="dk-words dk-register")


def _line(line: CompanyLine, t: Texts) -> str:
    cells = (
        t(f"pipeline.{line.place}"),
        t.day(line.since),
        line.partner or "–",
        industry_name(t)(line.industry),
        size_name(t)(line.size_class),
        municipality_name(t)(line.municipality),
    )
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    number = f"<small>{escape(line.business_id)}</small>" if line.business_id else ""
    return (
        f'<tr><th scope="row"><a href="{escape(company_address(line.id))}">{escape(line.name)}</a>'
        f"{number}</th>{rest}</tr>"
    )


def turn_pages(page: RegisterPage, t: Texts) -> None:
    """Show which page this is and the ways to the others."""
    if page.pages == 1:
        return
    with st.container(key="dk_pages", horizontal=True, horizontal_alignment="distribute"):
        st.button(
            t("register.previous"),
            key=f"previous-page-{page.page}",
            disabled=page.page == 0,
            on_click=_turn_to,
            args=(page.page - 1,),
        )
        block(
            '<p class="dk-muted">{text}</p>',
            text=t("register.page", page=page.page + 1, pages=page.pages),
        )
        st.button(
            t("register.next"),
            key=f"next-page-{page.page}",
            disabled=page.page + 1 == page.pages,
            on_click=_turn_to,
            args=(page.page + 1,),
        )


def _turn_to(number: int) -> None:
    st.session_state["register.page"] = number
