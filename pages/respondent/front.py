"""Front page: what this is, how long it takes, what happens to the answers, and three ways in."""

import streamlit as st

from db import links
from db.engine import reading, shared_engine
from db.site_settings import holds_examples
from digikartta.proved_identity import has_just_come
from digikartta.settings import settings
from digikartta.ui import browser, single_sign_on, visitor
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.web.cookies import OWNER, RESPONDENT

engine = shared_engine(settings().database_url)
t = visitor.t()
with reading(engine) as connection:
    today = visitor.today()
    answers = links.leads(connection, visitor.cookie(RESPONDENT), "respondent", today=today)
    owns = links.leads(connection, visitor.cookie(OWNER), "owner", today=today)

show_header(is_example=holds_examples(engine))
block(
    '<h1 class="dk-hero">{title}</h1><p class="dk-lead">{lead}</p>',
    title=t("front.title"),
    lead=t("front.lead"),
)
if has_just_come(single_sign_on.claims(), now=visitor.now()) and not visitor.session():
    browser.go_to(visitor.address("/kirjaudu"))  # a provider sends everybody back to this page
with st.container(key="dk_ways"):
    link(t("front.start"), visitor.address("/aloita"), primary=True)
    link(t("front.join"), visitor.address("/liity"))
    if answers:
        link(t("front.continue"), visitor.address("/vastaa"))
    if owns:
        link(t("front.own"), visitor.address("/arviointi"))
if not (answers or owns):
    with st.expander(t("front.continue")):
        st.markdown(t("front.continue_how"))
block(
    '<ol class="dk-facts">'
    "<li><strong>{what}</strong><span>{what_text}</span></li>"
    "<li><strong>{time}</strong><span>{time_text}</span></li>"
    "<li><strong>{answers}</strong><span>{answers_text}</span></li></ol>",
    what=t("front.what"),
    what_text=t("front.what_text"),
    time=t("front.time"),
    time_text=t("front.time_text"),
    answers=t("front.answers"),
    answers_text=t("front.answers_text"),
)
link(t("front.privacy"), visitor.address("/tietosuoja"))
block(
    '<p class="dk-muted"><a href="{address}">{text}</a></p>',
    address=visitor.address("/kirjaudu"),
    text=t("front.log_in"),
)
