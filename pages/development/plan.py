"""The action plan: written in a table or one by one, read at a glance, and read again later."""

from functools import partial

import streamlit as st

from db import actions, customer_insights, development_plan
from db.company_access import company_access
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.action_plan import Action, Planned, on_top
from digikartta.plan_filter import glance, owners_of
from digikartta.plan_review import plan_review
from digikartta.plan_sheet import (
    Sheet,
    after_saving,
    in_order,
    is_current,
    settled,
    sheet_of,
    typed,
)
from digikartta.plan_words import PlanWords
from digikartta.problems import Problem
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.action_form import ActionForm, ask_note, given_note, show_action, show_notes
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import (
    company_in_links,
    editing,
    named_company,
    show_read_only,
    visited_or_stop,
)
from digikartta.ui.development_steps import show_next_step, show_steps, step_address
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice, unmarked
from digikartta.ui.plan_choice import (
    NEW_TITLE,
    ask_new_action,
    choose_action,
    choose_filter,
    is_action_named,
    open_action,
)
from digikartta.ui.plan_conflicts import show_conflict
from digikartta.ui.plan_overview import show_cards, show_glance, show_review, show_table
from digikartta.ui.plan_table import show_sheet, typed_cells
from digikartta.ui.screen import chart_size

SHEET, CONFLICTS, WRONG, SAID, FORM = (
    f"plan-{name}" for name in ("sheet", "conflicts", "wrong", "said", "form")
)

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
today = visitor.today()
named = named_company()
state = st.session_state


def store(edits: list[actions.Edit], sheet: Sheet | None) -> tuple[Problem, ...]:
    """Store what may be stored; what somebody else changed meanwhile is kept for a choice.

    `sheet` is the table as it stands at the tap, if there is one.
    """

    def go() -> None:
        company = editing(company_access, engine, named)
        saved = actions.change(
            engine, company.organisation_id, edits, dimensions=dimensions, today=today
        )
        if sheet is not None:
            state[SHEET] = after_saving(sheet, saved.stored)
        conflicts = state.setdefault(CONFLICTS, {})
        for stored in saved.stored:
            conflicts.pop(stored.id, None)  # settled
        for one in saved.conflicts:
            conflicts[one.edit.id] = (one.current, one.edit.seen.content, one.edit.wanted)
        if saved.stored:
            state[SAID] = t.n("plan.saved", len(saved.stored))

    return problems_of(go, trouble=storage_problem)


def save_cells(key: str) -> None:
    """Store the cells that were typed into the table; the ones that are not in order stay."""
    held = all_held()
    sheet = typed(held[SHEET], typed_cells(key))
    ready, wrong = in_order(sheet, dimensions=dimensions, waiting=held.get(CONFLICTS, {}))
    refused = store([actions.Edit(a, sheet.stored[a], w) for a, w in ready.items()], sheet)
    if refused:
        state[SHEET] = sheet
    state[WRONG] = [(sheet.pending[a].title, problem) for a, problem in wrong]
    state[WRONG] += [("", problem) for problem in refused]


def renew() -> None:
    """Fill the table anew in the next run, what is typed and not stored with it."""
    state["plan-pending"] = state[SHEET].pending if SHEET in state else {}
    state.pop(SHEET, None)


def settle(action: int, wanted: Action | None) -> None:
    """End a conflict: with `wanted` on top of what is there, or by leaving that as it is."""
    held = all_held()
    current, _, _ = held[CONFLICTS][action]
    sheet = settled(held[SHEET], action) if SHEET in held else None
    if wanted is not None:
        refused = store([actions.Edit(action, current, wanted)], sheet)
        state[WRONG] = [(wanted.title, problem) for problem in refused]
        if refused:
            return
    else:
        state[CONFLICTS].pop(action)
        if sheet is not None:
            state[SHEET] = sheet
    state.pop(FORM, None)
    renew()


def add() -> None:
    """Write a new action down and open it."""
    title = all_held()[NEW_TITLE]

    def go() -> None:
        company = editing(company_access, engine, named)
        made = actions.create(
            engine, company.organisation_id, Action(title), dimensions=dimensions, today=today
        )
        state[NEW_TITLE] = ""
        open_action(made)

    refused = problems_of(go, trouble=storage_problem)
    state[WRONG] = [("", problem) for problem in refused]
    renew()


def save_form(form: ActionForm, planned: Planned) -> None:
    """Store what stands in the form of one action."""
    wanted = form.given()
    problems = store([actions.Edit(planned.id, planned, wanted)], all_held().get(SHEET))
    state[WRONG] = [(wanted.title, problem) for problem in problems]
    if not problems:
        state.pop(FORM, None)
        renew()


def add_note(form: str, action: int) -> None:
    """Add what stands in the fields of a new progress note."""

    def go() -> None:
        company = editing(company_access, engine, named)
        text, author = given_note(form)
        actions.add_note(engine, company.organisation_id, action, text, author=author, today=today)
        state[f"{form}.note"] = ""
        state[SAID] = t("plan.note_saved")

    state[WRONG] = [("", problem) for problem in problems_of(go, trouble=storage_problem)]


def show_messages() -> None:
    """Say what was stored, what could not be, and where two people changed the same."""
    if said := state.pop(SAID, ""):
        block('<p class="dk-status" role="status">✓ {text}</p>', text=said)
    if wrong := state.get(WRONG, []):
        words_of = [words.problem(problem, title=title) for title, problem in wrong]
        notice(t.n("state.problems", len(wrong)), " ".join(words_of), kind="bad")
    for action, (current, base, wanted) in state.get(CONFLICTS, {}).items():
        show_conflict(
            current,
            base,
            wanted,
            words,
            keep_mine=partial(settle, action, on_top(current.content, base=base, wanted=wanted)),
            keep_theirs=partial(settle, action, None),
        )


def show_plan() -> None:
    """Show the chosen actions: a table to edit, or to read; cards on a phone."""
    shown = [p for p in found.plan if chosen.takes(p.content, today=today)]
    if not shown:
        st.markdown(t("plan.none_chosen"))
    elif size == "phone":
        show_cards(shown, words, today=today, company=links_name)
    elif company.may_edit:
        state[SHEET] = sheet_for(shown)
        show_sheet(state[SHEET], words, found.questionnaire, on_change=save_cells)
        st.caption(t("plan.table_help"))
    else:
        show_table(shown, words, today=today)


def sheet_for(shown: list[Planned]) -> Sheet:
    """Return the table that is being edited; a new one when the plan or the choice is another."""
    sheet: Sheet | None = state.get(SHEET)
    pending = state.pop("plan-pending", {})
    if sheet is not None and (sheet.pending or is_current(sheet, shown)):
        if set(sheet.ids) == {planned.id for planned in shown}:
            return sheet
        pending = sheet.pending
    state["plan-number"] = state.get("plan-number", 0) + 1
    return sheet_of(shown, number=state["plan-number"], pending=pending)


def show_one() -> None:
    """Show the action that was opened, to edit or to read, and its progress notes."""
    planned = choose_action(found.plan, words)
    if planned is None:
        return
    st.header(unmarked(planned.content.title))
    if company.may_edit:
        edit_one(planned)
    else:
        show_action(planned, words)
    show_notes(found.notes.get(planned.id, ()), words)
    if company.may_edit:
        form = f"note_{planned.id}"
        ask_note(form, words, on_add=partial(add_note, form, planned.id))


def edit_one(planned: Planned) -> None:
    """Show the form of one action; it stays as it was opened until it is stored."""
    kept: tuple[int, Planned] | None = state.get(FORM)
    if kept is None or kept[1].id != planned.id:
        state["plan-forms"] = state.get("plan-forms", 0) + 1
        kept = (state["plan-forms"], planned)
        state[FORM] = kept
    number, seen = kept
    errors = {problem.where: words.problem(problem) for _, problem in state.get(WRONG, [])}
    form = ActionForm(f"action_{number}_{planned.id}", seen.content, words, errors)
    form.show(
        dimensions=found.questionnaire.dimension_ids,
        needs=[question.id for question in found.questionnaire.questions],
        insights=list(insights),
        others=[p.id for p in found.plan if p.id != planned.id],
        on_save=partial(save_form, form, seen),
    )


company = visited_or_stop(company_access, engine, is_example=holds_examples(engine))
links_name = company_in_links(company)
found = development_plan.of_company(engine, company.organisation_id, known=known, today=today)
dimensions = found.questionnaire.dimension_ids
insights = {
    one.id: one.insight.learnt
    for one in customer_insights.of_company(engine, company.organisation_id)
}
words = PlanWords(t, found.questionnaire, plan=found.plan, insights=insights)
size = chart_size()

show_header(organisation=company.organisation, is_example=company.is_example)
show_steps("suunnitelma", t, organisation_id=links_name)
block(
    '<div class="dk-wide"></div><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{lead}</p>',
    title=t("plan.title"),
    lead=t("plan.lead"),
)
show_read_only(company)
show_messages()
if size == "phone" and is_action_named():
    link(t("plan.back"), step_address("suunnitelma", organisation_id=links_name))
    show_one()
    st.stop()
if found.plan:
    show_glance(glance(found.plan, today), words)
    owners = owners_of(found.plan)
    chosen = choose_filter(words, found.questionnaire, owners, folded=size == "phone")
    show_plan()
else:
    notice(t("plan.empty_title"), t("plan.empty"), kind="wait")
if company.may_edit:
    ask_new_action(words, on_add=add)
if found.plan:
    show_one()
    link(t("files.title"), step_address("suunnitelma-tiedostot", organisation_id=links_name))
if reviews := plan_review(dimensions, found.rounds, found.plan):
    show_review(reviews, found.rounds, words)
show_next_step("suunnitelma", t, organisation_id=links_name)
