"""The future map: the vision at the far end of a time axis, and the actions that lead there."""

from functools import partial

import streamlit as st

from db import development_plan, digital_visions, future_maps
from db.company_access import company_access
from db.engine import shared_engine, storage_problem
from db.future_maps import StoredMilestone
from db.site_settings import holds_examples
from digikartta.map_source import lane_names, map_source
from digikartta.plan_filter import owners_of
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
from digikartta.ui.map_choice import (
    NEW,
    ask_milestone,
    ask_settings,
    choose_shown,
    given_milestone,
    given_settings,
)
from digikartta.ui.map_view import show_left_out, show_map, show_map_table, show_vision
from digikartta.ui.screen import wall_size
from digikartta.ui.states import show_refused

REFUSED, ROUND = "map-refused", "map-round"

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
today = visitor.today()
named = named_company()
state = st.session_state


def choose(seen: int) -> None:
    """Store the chosen span and lanes."""

    def go() -> None:
        company = editing(company_access, engine, named)
        wanted = given_settings(seen)
        future_maps.choose(engine, company.organisation_id, wanted, seen=seen, today=today)

    state[REFUSED] = problems_of(go, trouble=storage_problem)


def save_milestone(form: str, *, seen: StoredMilestone | None = None) -> None:
    """Store a new milestone, or a change of the one that was seen."""

    def go() -> None:
        company = editing(company_access, engine, named)
        wanted = given_milestone(form)
        if wanted is None:
            raise InvalidInput([Problem("problem.milestone_day_missing", "day")])
        number = company.organisation_id
        if seen is None:
            future_maps.add_milestone(engine, number, wanted, dimensions=dimensions)
        else:
            future_maps.change_milestone(engine, number, seen, wanted, dimensions=dimensions)
        state[ROUND] = state.get(ROUND, 0) + 1  # the fields of the next one are empty

    state[REFUSED] = problems_of(go, trouble=storage_problem)


def remove(seen: StoredMilestone) -> None:
    """Take a milestone away."""

    def go() -> None:
        company = editing(company_access, engine, named)
        future_maps.remove_milestone(engine, company.organisation_id, seen)

    state[REFUSED] = problems_of(go, trouble=storage_problem)


def show_milestones() -> None:
    """Show the milestones to edit, and the fields of a new one."""
    with st.expander(t("map.milestones")):
        st.markdown(t("map.milestones_help"))
        ask_milestone(words, f"{NEW}-{state.get(ROUND, 0)}", None, on_save=save_milestone)
        for one in found.milestones:
            form = f"milestone_{one.id}_{one.revision}"
            save = partial(save_milestone, seen=one)
            ask_milestone(words, form, one.content, on_save=save)
            st.button(
                t("map.milestone_remove", title=one.content.title),
                key=f"remove_{form}",
                on_click=remove,
                args=(one,),
            )


company = visited_or_stop(company_access, engine, is_example=holds_examples(engine))
links_name = company_in_links(company)
found = development_plan.of_company(engine, company.organisation_id, known=known, today=today)
dimensions = found.questionnaire.dimension_ids
agreed = digital_visions.versions(engine, company.organisation_id)
vision = agreed[0].vision.text("known_for") if agreed else ""
words = PlanWords(t, found.questionnaire, plan=found.plan)
milestones = {one.id: one.content for one in found.milestones}
whole = map_source(
    found.settings.content,
    found.plan,
    milestones,
    found.rounds,
    words=words,
    vision=vision,
    today=today,
)
size, width = wall_size()

show_header(organisation=company.organisation, is_example=company.is_example)
show_steps("tulevaisuuskartta", t, organisation_id=links_name)
block(
    '<div class="dk-wall"></div><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{lead}</p>',
    title=t("map.title"),
    lead=t("map.lead"),
)
show_read_only(company)
show_refused(state.pop(REFUSED, ()))
if not whole.lanes:
    notice(t("map.empty_title"), t("map.empty"), kind="wait")
    link(t("map.to_plan"), step_address("suunnitelma", organisation_id=links_name))
else:
    only = choose_shown(words, lane_names(whole), owners_of(found.plan))
    source = map_source(
        found.settings.content,
        found.plan,
        milestones,
        found.rounds,
        words=words,
        vision=vision,
        today=today,
        only=only,
    )
    if size == "phone":
        show_vision(source, words)
    layout = show_map(source, words, size=size, width=width)
    show_left_out(source, layout, words)
    with st.expander(t("map.table"), expanded=size == "desk"):
        show_map_table(source, words)
    link(t("files.title"), step_address("suunnitelma-tiedostot", organisation_id=links_name))
if not vision:
    link(t("map.to_vision"), step_address("digivisio", organisation_id=links_name))
if company.may_edit:
    with st.expander(t("map.settings")):
        ask_settings(
            words,
            found.settings.content,
            number=found.settings.revision,
            on_choose=choose,
        )
    show_milestones()
