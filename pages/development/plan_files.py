"""The plan and the map as files, and an edited draw.io file coming back."""

from collections.abc import Sequence

import streamlit as st

from db import actions, development_plan, digital_visions, future_maps
from db.company_access import company_access
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.drawio_edits import FileChange, with_changes
from digikartta.exports.plan_files import PlanFiles
from digikartta.map_source import map_source
from digikartta.plan_words import PlanWords
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import (
    company_in_links,
    editing,
    named_company,
    show_read_only,
    visited_or_stop,
)
from digikartta.ui.development_steps import show_steps, step_address
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link, notice
from digikartta.ui.plan_exchange import ask_file, file_edits, show_downloads, show_edits
from digikartta.ui.states import show_refused

NUMBER, SAID, WRONG = "files-number", "files-said", "files-wrong"

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
today = visitor.today()
named = named_company()
state = st.session_state


def bring_in(changes: Sequence[FileChange]) -> None:
    """Store what was confirmed of a file; all of it, or nothing with the reason."""

    def go() -> None:
        company = editing(company_access, engine, named)
        seen = {planned.id: planned for planned in found.plan}
        wanted = {
            number: with_changes(
                seen[number].content, [each for each in changes if each.action == number]
            )
            for number in dict.fromkeys(change.action for change in changes)
        }
        edits = [actions.Edit(number, seen[number], action) for number, action in wanted.items()]
        saved = actions.change(
            engine, company.organisation_id, edits, dimensions=dimensions, today=today
        )
        if saved.stored:
            state[SAID] = t.n("plan.saved", len(saved.stored))
        if saved.conflicts:
            raise InvalidInput([Problem("problem.drawio_changed_meanwhile")])
        state[NUMBER] = state.get(NUMBER, 0) + 1

    state[WRONG] = problems_of(go, trouble=storage_problem)


def title_of(problem: Problem) -> str:
    """Return the title of the action that a problem is about, if it names one."""
    number = problem.details.get("action")
    return words.title(number) if isinstance(number, int) else ""


def show_messages() -> None:
    """Say what was stored, and what could not be."""
    if said := state.pop(SAID, ""):
        block('<p class="dk-status" role="status">✓ {text}</p>', text=said)
    if wrong := state.pop(WRONG, ()):
        told = [words.problem(problem, title=title_of(problem)) for problem in wrong]
        notice(t.n("state.problems", len(wrong)), " ".join(told), kind="bad")


def show_import(files: PlanFiles) -> None:
    """Ask for an edited file, show what it changes, and let it be confirmed."""
    st.header(t("files.bring_title"))
    number = state.get(NUMBER, 0)
    content = ask_file(words, number=number)
    if content is None:
        return
    try:
        edits = file_edits(
            content, found.plan, plan_key=files.plan_key, questionnaire=found.questionnaire
        )
    except InvalidInput as error:
        show_refused(error.problems)
        return
    show_edits(edits, words, number=number, on_confirm=bring_in)


company = visited_or_stop(company_access, engine, is_example=holds_examples(engine))
links_name = company_in_links(company)
found = development_plan.of_company(engine, company.organisation_id, known=known, today=today)
dimensions = found.questionnaire.dimension_ids
words = PlanWords(t, found.questionnaire, plan=found.plan)
agreed = digital_visions.versions(engine, company.organisation_id)
source = map_source(
    found.settings.content,
    found.plan,
    {one.id: one.content for one in found.milestones},
    found.rounds,
    words=words,
    vision=agreed[0].vision.text("known_for") if agreed else "",
    today=today,
)

show_header(organisation=company.organisation, is_example=company.is_example)
show_steps("suunnitelma", t, organisation_id=links_name)
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    title=t("files.title"),
    lead=t("files.lead"),
)
show_read_only(company)
show_messages()
if not found.plan:
    notice(t("plan.empty_title"), t("plan.empty"), kind="wait")
else:
    key = future_maps.plan_key(engine, company.organisation_id, today=today)
    files = PlanFiles(source, company.organisation, key, words)
    show_downloads(files)
    if company.may_edit:
        show_import(files)
link(t("plan.back"), step_address("suunnitelma", organisation_id=links_name))
link(t("files.to_map"), step_address("tulevaisuuskartta", organisation_id=links_name))
