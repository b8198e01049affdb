"""The register of companies: who is on which step, and ways to bring companies in."""

import io
from typing import Any

import streamlit as st

from db import accounts, company_doubles, company_edits, company_import, register
from db.company_edits import Editor
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.account import ADMIN, PROJECT
from digikartta.company_list import read_companies
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.ui import browser, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.board_moves import hear_moves
from digikartta.ui.company_import_view import show_import_help, show_report
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.merge_view import show_doubles
from digikartta.ui.once import once
from digikartta.ui.profile_form import ask_profile, fill_profile, given_profile
from digikartta.ui.register_filters import choose_filters
from digikartta.ui.register_view import (
    choose_view,
    company_address,
    show_board,
    show_list,
    turn_pages,
)
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import reason, show_file_problems, show_problems, show_refused

CARDS = 12  # companies in a column of the board

engine = shared_engine(settings().database_url)
t = visitor.t()
example = holds_examples(engine)


def editor() -> Editor:
    """Return whoever is signed in now; every action asks anew."""
    now = visitor.now()
    idle = settings().idle_minutes
    return Editor(accounts.required(engine, visitor.session(), now=now, idle_minutes=idle), now)


def add() -> None:
    """Store the company in the form, and remember the way to its page."""

    def store() -> None:
        partner = all_held().get("add.partner", "")
        made = company_edits.add_company(engine, editor(), given_profile(t), partner=partner)
        st.session_state["added"] = made
        fill_profile(None, t)

    st.session_state["add_problems"] = problems_of(store, trouble=storage_problem)


def show_add() -> None:
    """Offer the form for one company."""
    problems = st.session_state.get("add_problems", ())
    with st.expander(t("register.add"), expanded=bool(problems)):
        if problems:
            show_problems(problems)
        ask_profile(t, {problem.where: reason(problem, t) for problem in problems})
        st.text_input(t("register.field.partner"), key="add.partner", max_chars=100)
        st.button(t("register.add_go"), type="primary", **once("add", add))


def run_list(content: bytes, name: str, *, dry_run: bool) -> tuple[Any, tuple[str, ...]]:
    """Bring a list in, or only try; return what it does and the columns it leaves alone."""
    listed = read_companies(io.BytesIO(content), name=name, today=visitor.today())
    report = company_import.import_companies(engine, editor(), listed, file=name, dry_run=dry_run)
    return report, listed.ignored


def take_in(content: bytes, name: str) -> None:
    """Bring the list in that was shown."""

    def store() -> None:
        st.session_state["list_done"] = run_list(content, name, dry_run=False)[0]

    st.session_state["list_problems"] = problems_of(store, trouble=storage_problem)


def show_trial(content: bytes, name: str) -> None:
    """Show what the list would do, and offer to do it."""
    key = (name, hash(content))
    try:
        # Tried once for each file: trying keeps others from writing as long as it lasts.
        if st.session_state.get("list_trial", (None,))[0] != key:
            st.session_state["list_trial"] = (key, *run_list(content, name, dry_run=True))
    except InvalidInput as error:
        show_file_problems(error.problems)
        return
    _, report, ignored = st.session_state["list_trial"]
    show_report(report, t, ignored=ignored)
    st.button(
        t("company_list.go"),
        key="take_in",
        type="primary",
        on_click=take_in,
        args=(content, name),
        disabled=report.count("unchanged") == len(report.companies),
    )


def show_import() -> None:
    """Offer to bring a list in: first what it would do, then doing it."""
    with st.expander(t("company_list.title")):
        show_import_help(t)
        file = st.file_uploader(t("company_list.file"), type=["xlsx", "csv"], key="list_file")
        show_file_problems(st.session_state.pop("list_problems", ()))
        done = st.session_state.pop("list_done", None)
        if done is not None:
            st.session_state.pop("list_trial", None)
            show_report(done, t, is_done=True)
        elif file is not None:
            show_trial(file.getvalue(), file.name)


def move(at: int, step: str) -> None:
    """Store that a company of the board has reached a step today."""
    st.session_state["move_problems"] = problems_of(
        lambda: company_edits.reach(engine, editor(), at, step, visitor.today()),
        trouble=storage_problem,
    )
    st.session_state["moved"] = at, step


def show_moved() -> None:
    """Say which company has moved, or why not."""
    at, step = st.session_state.pop("moved", (0, ""))
    hear_moves(move, moved=(at, step))
    problems = st.session_state.pop("move_problems", ())
    show_refused(problems)
    if at and not problems:
        notice(t("register.moved", step=t(f"pipeline.{step}")), "", kind="good")


def show_companies() -> int:
    """Show the companies in the chosen view and return how many there are."""
    view = choose_view(t)
    filters = choose_filters(t, register.choices(engine, account), places=view == "list")
    if view == "list":
        number = st.session_state.get("register.page", 0)
        page = register.page(engine, account, filters, number=number)
        if page.found:
            show_list(page, t)
            turn_pages(page, t)
        return page.found
    show_moved()
    columns = register.board(engine, account, filters, cards=CARDS)
    count = sum(column.count for column in columns)
    if count:
        show_board(columns, t)
    return count


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    is_example=example,
)
show_header(is_example=example)
block(
    '<div class="dk-wide"></div><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{lead}</p>',
    title=t("register.title"),
    lead=t("register.lead" if account.sees_every_company else "register.lead_shared"),
)
if added := st.session_state.pop("added", None):
    browser.go_to(company_address(added))
    link(t("start.go_on"), company_address(added), primary=True)
    st.stop()
if not show_companies():
    notice(t("register.none_title"), t("register.none"), kind="wait")
show_add()
if account.role in {PROJECT, ADMIN}:
    show_import()
    show_doubles(lambda: company_doubles.possible_doubles(engine, account), t)
link(t("register.to_cohorts"), visitor.address("/kohortit"))
