"""Start an assessment: the short company profile."""

import streamlit as st

from db import assessments
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.problems import Problem
from digikartta.questionnaire_file import load
from digikartta.questionnaire_versions import SELF_ASSESSMENT, newest
from digikartta.settings import settings
from digikartta.ui import browser, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.ui.once import once
from digikartta.ui.profile_form import ask_profile, ask_role, given_profile, given_role
from digikartta.ui.promise import promise
from digikartta.ui.states import reason, show_problems

engine = shared_engine(settings().database_url)
t = visitor.t()
problems: tuple[Problem, ...] = st.session_state.get("profile_problems", ())
errors = {problem.where: reason(problem, t) for problem in problems}


def start() -> None:
    """Store the company, its round and the first respondent, and remember the way on."""

    def store() -> None:
        tokens = assessments.start(
            engine,
            given_profile(t),
            newest(load(*settings().questionnaire_folders), SELF_ASSESSMENT),
            role=given_role(t),
            language=t.language,
            today=visitor.today(),
            link_days=settings().link_days,
        )
        st.session_state["started"] = tokens.owner

    st.session_state["profile_problems"] = problems_of(store, trouble=storage_problem)


show_header(is_example=holds_examples(engine))
block(
    '<p class="dk-step">{step}</p><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{lead}</p>',
    step=t("start.step"),
    title=t("start.title"),
    lead=t("start.lead"),
)
if started := st.session_state.pop("started", None):
    address = visitor.address(f"/o/{started}")
    browser.go_to(address)
    link(t("start.go_on"), address, primary=True)
    st.stop()
if problems:
    show_problems(problems)
ask_profile(t, errors)
ask_role(t, errors)
st.markdown(promise(t, "start.named", breakdown=settings().min_breakdown))
st.button(t("start.go"), type="primary", width="stretch", **once("start", start))
