"""Needs: what falls short, the vote, importance and effort, and the way to the plan."""

from collections.abc import Callable

import streamlit as st

from db import actions, company_rounds, need_placements, need_votes
from db.company_access import CompanyAccess, company_access
from db.company_rounds import CompanyRound
from db.engine import reading, shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.company_needs import Need, ballot, dimension_needs
from digikartta.need_matrix import Placement, checked
from digikartta.need_votes import BEFORE, OPEN
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import (
    company_in_links,
    editing,
    named_company,
    visited,
    visited_or_stop,
)
from digikartta.ui.development_page import show_head
from digikartta.ui.development_steps import show_next_step, step_address
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.need_choice import (
    ask_need,
    ask_placement,
    chosen_to_take,
    given_placement,
    given_to_take,
    show_overtaken,
)
from digikartta.ui.need_list import numbers, show_need, show_needs, show_none, show_step
from digikartta.ui.need_matrix import show_matrix, show_placements
from digikartta.ui.need_vote import show_counted, show_open_vote, show_vote_address
from digikartta.ui.result_charts import palette
from digikartta.ui.screen import wall_size

engine = shared_engine(settings().database_url)
t = visitor.t()
today = visitor.today()
named = named_company()


def load_round() -> CompanyRound:
    """Return the closed round, or say why its needs are not shown yet and end the page."""
    try:
        return company_rounds.of_company(
            engine,
            company.organisation_id,
            round_id=company.round_id,
            breakdown=settings().min_breakdown,
        )
    except InvalidInput as error:
        head()
        is_open = error.problems[0].key == "problem.round_open"
        text = t("needs.wait" if is_open else "problem.no_round_yet")
        notice(t("needs.wait_title"), text, kind="wait")
        if company.kind == "owner":
            link(t("result.to_owner"), visitor.address("/arviointi"), primary=True)
        st.stop()


def head() -> None:
    """Show the head of the page."""
    refused = st.session_state.pop("refused", ())
    show_head(
        company, "tarpeet", t, title=t("needs.heading"), lead=t("needs.lead"), refused=refused
    )


def change(action: Callable[[CompanyAccess], object]) -> bool:
    """Change something of a company that the visitor may edit now; False when it was refused."""
    st.session_state["refused"] = problems_of(
        lambda: action(editing(company_access, engine, named)), trouble=storage_problem
    )
    return not st.session_state["refused"]


def open_vote() -> None:
    """Let people vote."""
    change(lambda now: need_votes.open_vote(engine, now.organisation_id, round_.id))


def end_vote() -> None:
    """End the vote."""
    change(lambda now: need_votes.end_vote(engine, now.organisation_id, round_.id))


def start_over() -> None:
    """Take every dot away and vote anew."""
    change(lambda now: need_votes.start_over(engine, now.organisation_id, round_.id))


@st.fragment(run_every=5.0)
def follow_vote() -> None:
    """Show how many have voted, anew every few seconds while the vote is open."""
    refused = problems_of(lambda: visited(company_access, engine, named), trouble=storage_problem)
    if refused:  # the link has ended, or the log-in: the page says so
        st.rerun()
    count = need_votes.count(engine, round_.id, least=round_.least)
    if count.state != OPEN:
        st.rerun()
    show_open_vote(count, t)


def show_vote() -> None:
    """Show the vote as it stands: to be opened, open, or counted."""
    st.header(t("needs.vote"))
    if votes.state == BEFORE:
        st.markdown(t("needs.vote_before") if company.may_edit else t("needs.vote_waits"))
        if company.may_edit:
            st.button(t("needs.vote_open"), key="open-vote", type="primary", on_click=open_vote)
    elif votes.state == OPEN:
        follow_vote()
        show_ways_to_vote()
    else:
        show_counted(votes, needs, t)
        if company.may_edit:
            with st.expander(t("needs.vote_again")):
                st.markdown(t("needs.vote_again_sure"))
                st.button(t("needs.vote_again"), key="start-over", on_click=start_over)


def show_ways_to_vote() -> None:
    """Show where people vote, and let whoever edits end it."""
    if not company.may_edit:
        link(t("vote.go"), visitor.address("/aanestys"), primary=True)
        return
    show_vote_address(f"{settings().public_url}/aanestys", t)
    if visitor.cookie("digikartta_respondent"):
        link(t("vote.go"), visitor.address("/aanestys"))
    st.button(t("needs.vote_end"), key="end-vote", help=t("needs.vote_end_help"), on_click=end_vote)


def choose(item: str) -> None:
    """Open a need."""
    st.session_state["need"] = item
    st.session_state.pop("overtaken", None)


def place(item: str, version: int) -> None:
    """Store where a need stands, over the version that was seen, if it is still the chosen one."""
    if open_need().item != item:
        return
    given = given_placement(item)

    def store(now: CompanyAccess) -> None:
        placement = checked(given)
        key = (now.organisation_id, round_.id, item)
        need_placements.place(engine, *key, placement, version=version)

    done = st.session_state["placed"] = change(store)
    is_overtaken = any(p.key == "problem.placed_meanwhile" for p in st.session_state["refused"])
    if done or is_overtaken:
        st.session_state["overtaken"] = {item: given} if is_overtaken else {}


def take_back(item: str, version: int) -> None:
    """Take a need off the matrix, if it is still the chosen one."""
    if open_need().item != item:
        return
    key = (round_.id, item)
    change(
        lambda now: need_placements.take_back(engine, now.organisation_id, *key, version=version)
    )


def show_places() -> None:
    """Show the matrix with its table, and the need that is chosen."""
    st.header(t("needs.matrix"))
    if company.may_edit:
        st.markdown(t("needs.matrix_lead"))
    left, right = st.columns(2, gap="large")
    with left:
        if placements:
            show_matrix(
                needs,
                placements,
                t,
                size=wall_size()[0],
                palette=palette(),
                chosen=chosen.item,
                on_choose=choose,
            )
        else:
            st.markdown(t("needs.matrix_empty"))
    with right:
        show_chosen()
    if placements:
        show_placements(needs, placements, votes.totals, planned, t)


def show_chosen() -> None:
    """Show the need that is chosen; whoever edits sets importance and effort."""
    ask_need(needs, chosen.item, t, on_choose=choose)
    show_need(chosen, number_of[chosen.item], round_.agreements.get(chosen.item), t)
    show_step(chosen, t)
    if not company.may_edit:
        return
    version = versions.get(chosen.item, need_placements.NEW)
    if mine := st.session_state.get("overtaken", {}).get(chosen.item):
        show_overtaken(placements.get(chosen.item), mine, t)
    ask_placement(chosen.item, placements.get(chosen.item), version, t)
    with st.container(horizontal=True):
        item, key = chosen.item, (chosen.item, version)
        st.button(t("needs.place"), key=f"place-{item}", type="primary", on_click=place, args=key)
        if version:
            st.button(t("needs.take_back"), key=f"back-{item}", on_click=take_back, args=key)
    if st.session_state.pop("placed", False):
        block('<p class="dk-status" role="status">{text}</p>', text=t("needs.placed"))


def to_plan() -> None:
    """Make an action of each ticked need, its recommended next step the first draft."""
    ticked = given_to_take(free, placements)

    def store(now: CompanyAccess) -> None:
        for need in ticked:
            actions.create_from_need(
                engine,
                now.organisation_id,
                need=need.item,
                dimension=need.dimension,
                draft=(need.step or need.text).in_language(t.language),
                dimensions=round_.result.questionnaire.dimension_ids,
                today=today,
            )

    if change(store):
        st.session_state["taken"] = len(ticked)


def show_way_to_plan() -> None:
    """Let whoever edits take needs to the plan."""
    st.header(t("needs.to_plan"))
    if taken := st.session_state.pop("taken", 0):
        notice(t.n("needs.taken", taken), "", kind="good")
        address = step_address("suunnitelma", organisation_id=company_in_links(company))
        link(t("path.suunnitelma"), address)
    if not free:
        st.markdown(t("needs.all_taken"))
        return
    st.markdown(t("needs.to_plan_lead"))
    ticked = chosen_to_take(free, number_of, placements, t)
    label = t.n("needs.take", len(ticked)) if ticked else t("needs.take_none")
    st.button(label, key="take", type="primary", disabled=not ticked, on_click=to_plan)


def needs_in_plan() -> set[str]:
    """Return the needs that an action of the plan answers to."""
    with reading(engine) as connection:
        plan = actions.plan_of(connection, company.organisation_id)
    alive = [action.content for action in plan if action.content.status != "dropped"]
    return {need for content in alive for need in content.needs}


def open_need() -> Need:
    """Return the need that is chosen, else the first; also at the tap of a button."""
    wanted = all_held().get("need")  # a choice that came with the tap was heard before it
    return next((need for need in needs if need.item == wanted), needs[0])


company = visited_or_stop(company_access, engine, is_example=holds_examples(engine))
round_ = load_round()
found = need_placements.of_round(engine, round_.id)
placements: dict[str, Placement] = {item: stored.placement for item, stored in found.items()}
versions = {item: stored.version for item, stored in found.items()}
votes = need_votes.count(engine, round_.id, least=round_.least)
questionnaire = round_.result.questionnaire
groups = dimension_needs(
    questionnaire, round_.result.result, also=[*placements, *(votes.totals or {})]
)
needs = ballot(groups)
number_of = numbers(groups)
planned = needs_in_plan()
free = [need for need in needs if need.item not in planned]

head()
block('<div class="dk-wide"></div>')
if not needs or round_.result.result.is_withheld:
    show_none(round_.result.result, t, least=round_.least)
    show_next_step("tarpeet", t, organisation_id=company_in_links(company))
    st.stop()
chosen = open_need()
st.header(t("needs.list"))
st.markdown(t("needs.list_lead"))
show_needs(questionnaire, groups, round_.agreements, t)
show_vote()
show_places()
if company.may_edit:
    show_way_to_plan()
show_next_step("tarpeet", t, organisation_id=company_in_links(company))
