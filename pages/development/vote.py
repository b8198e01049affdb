"""The vote on needs on a participant's phone: three dots, for as long as the vote is open."""

from typing import NoReturn

import streamlit as st

from db import company_rounds, need_votes
from db.company_access import CompanyAccess, company_access
from db.company_rounds import CompanyRound
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.company_needs import Need, ballot, dimension_needs
from digikartta.need_votes import BEFORE, DOTS, ENDED, left
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import visited, visited_or_stop
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.need_list import show_dots_left
from digikartta.ui.states import reason

engine = shared_engine(settings().database_url)
t = visitor.t()


def load_round(now: CompanyAccess) -> CompanyRound | None:
    """Return the closed round of a participant, or None while it is open."""
    try:
        return company_rounds.of_company(
            engine,
            now.organisation_id,
            round_id=now.round_id,
            breakdown=settings().min_breakdown,
        )
    except InvalidInput:
        return None


def needs_of(found: CompanyRound, mine: dict[str, int]) -> list[Need]:
    """Return what is voted on; a need with an own dot stays on it."""
    questionnaire, result = found.result.questionnaire, found.result.result
    return ballot(dimension_needs(questionnaire, result, also=list(mine)))


def cast(item: str, key: str) -> None:
    """Store the dots of one need."""

    def store() -> None:
        now = visited(company_access, engine, as_participant=True)
        found = load_round(now)
        person = now.respondent_id or 0
        mine = need_votes.ballot(engine, person)
        items = {need.item for need in needs_of(found, mine)} if found else set()
        need_votes.cast(engine, person, item, all_held().get(key) or 0, items=items)

    problems = problems_of(store, trouble=storage_problem)
    st.session_state["refused"] = (item, problems)


def say(title: str, text: str) -> NoReturn:
    """Say that there is nothing to vote on now, and show the way on."""
    notice(t(title), t(text), kind="wait")
    link(t("vote.to_needs"), visitor.address("/tarpeet"), primary=True)
    st.stop()


def dots_text(dots: int) -> str:
    """Return a number of dots as it is drawn."""
    return f"{'●' * dots} {t.whole(dots)}" if dots else t.whole(0)


def show_choice(need: Need) -> None:
    """Show one need with its dots; what could not be stored is said right under it."""
    key = f"dots-{need.item}-{t.language}"
    st.session_state[key] = mine.get(need.item, 0)  # what is stored, whatever was tapped
    with st.container(key=f"dk_vote_{need.item}"):
        st.segmented_control(
            need.text.in_language(t.language),
            range(DOTS + 1),
            key=key,
            format_func=dots_text,
            on_change=cast,
            args=(need.item, key),
        )
        if need.item == refused_item and problems:
            words = " ".join(reason(problem, t) for problem in problems)
            block('<p class="dk-field-error" role="alert">{text}</p>', text=words)


company = visited_or_stop(
    company_access, engine, is_example=holds_examples(engine), as_participant=True
)
show_header(organisation=company.organisation, is_example=company.is_example)
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    title=t("vote.heading"),
    lead=t("vote.lead"),
)
round_ = load_round(company)
state = need_votes.state(engine, company.round_id or 0)
if round_ is None or state == BEFORE:
    say("vote.waits_title", "vote.waits")
if state == ENDED:
    say("vote.ended_title", "vote.ended")
refused_item, problems = st.session_state.pop("refused", ("", ()))
mine = need_votes.ballot(engine, company.respondent_id or 0)
show_dots_left(left(mine), t)
part = ""
for need in needs_of(round_, mine):
    if need.dimension != part:
        part = need.dimension
        st.header(round_.result.questionnaire.dimension(part).name.in_language(t.language))
    show_choice(need)
if not left(mine):
    notice(t("vote.done_title"), t("vote.done"), kind="good")
