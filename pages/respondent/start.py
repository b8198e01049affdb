"""Start an assessment: the short company profile."""

import streamlit as st

from db import assessments
from db.engine import shared_engine
from digikartta.company import Profile
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load
from digikartta.settings import settings
from digikartta.ui import browser, visitor
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.ui.profile_form import ask_profile, ask_role
from digikartta.ui.states import show_problems

QUESTIONNAIRE = "digikartta-1"

t = visitor.t()
errors: dict[str, str] = st.session_state.get("profile_errors", {})


def start(profile: Profile, role: str) -> None:
    """Store the company, its round and the first respondent, and remember the way on."""
    try:
        tokens = assessments.start(
            shared_engine(settings().database_url),
            profile,
            load(*settings().questionnaire_folders)[QUESTIONNAIRE],
            role=role,
            language=t.language,
            today=visitor.today(),
            link_days=settings().link_days,
        )
    except InvalidInput as error:
        st.session_state["profile_errors"] = {
            p.where: t(p.key, where="", **p.details) for p in error.problems
        }
    else:
        st.session_state["started"] = tokens.owner


show_header()
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
if errors:
    show_problems(list(errors.values()))
profile = ask_profile(t, errors)
role = ask_role(t, errors)
st.markdown(t("start.named", breakdown=settings().min_breakdown))
st.button(t("start.go"), type="primary", width="stretch", on_click=start, args=(profile, role))
