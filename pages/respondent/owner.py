"""The owner's view of a round: the links to share, how far people are, and closing it."""

from collections.abc import Callable

import streamlit as st

from db import owned_rounds
from db.assessments import owner_links
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.questionnaire_versions import CUSTOMER_VIEW, newest
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.development_steps import show_steps
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.sharing import show_code, show_share
from digikartta.ui.states import show_bad_link, show_refused
from digikartta.web.cookies import OWNER

engine = shared_engine(settings().database_url)
t = visitor.t()
today = visitor.today()
token = visitor.cookie(OWNER)
site = settings().public_url


def load() -> owned_rounds.OwnedRound:
    """Return the owner's round, or show why not and stop."""
    if not token:
        show_header(is_example=holds_examples(engine))
        show_bad_link("problem.link_missing")
    try:
        return owned_rounds.owned(engine, token, today=today)
    except InvalidInput as error:
        show_header(is_example=holds_examples(engine))
        show_bad_link(error.problems[0].key)


def change(action: Callable[[], None]) -> None:
    """Change the round, and remember why it could not be changed."""
    st.session_state["refused"] = problems_of(action, trouble=storage_problem)


def close() -> None:
    """Close the round for good, the customers' one with it, if the owner is sure at the tap."""
    if all_held().get("sure"):
        change(lambda: owned_rounds.close(engine, token, today=today))


def ask_customers() -> None:
    """Open the customers' own short questionnaire beside this round."""
    content = load_questionnaires(*settings().questionnaire_folders)
    change(
        lambda: owned_rounds.ask_customers(
            engine,
            token,
            newest(content, CUSTOMER_VIEW),
            today=today,
            link_days=settings().link_days,
        )
    )


def mark_test() -> None:
    """Mark the round as practice, or take the mark away."""
    is_test = all_held()["is_test"]
    change(lambda: owned_rounds.mark_as_test(engine, token, is_test=is_test, today=today))


def show_progress() -> None:
    """Show how many have joined and sent; never who."""
    block(
        '<div class="dk-counts"><p><strong>{joined}</strong><span>{joined_text}</span></p>'
        "<p><strong>{sent}</strong><span>{sent_text}</span></p></div>",
        joined=owned.progress.joined,
        joined_text=t.n("owner.joined", owned.progress.joined),
        sent=owned.progress.submitted,
        sent_text=t.n("owner.sent", owned.progress.submitted),
    )
    st.button(t("owner.refresh"), key="refresh")


def show_links() -> None:
    """Show the three things a starter gets, and the customers' link."""
    links = owner_links(token)
    show_share("continue", f"{site}/v/{links.respondent}", t)
    with show_share("invite", f"{site}/k/{links.invite}", t, expanded=True):
        show_code(owned.round.join_code or "", t)
    if owned.customers is None:
        with st.expander(t("share.customers")):
            st.markdown(t("share.customers_why"))
            st.button(t("share.customers_open"), key="customers", on_click=ask_customers)
    else:
        with show_share("customers", f"{site}/k/{links.customers}", t):
            st.markdown(t.n("owner.customers_sent", owned.customers.submitted))
    show_share("owner", f"{site}/o/{links.owner}", t)


def show_closing() -> None:
    """Ask twice before closing: what is closed stays closed."""
    st.header(t("close.title"))
    st.markdown(t("close.text"))
    if owned.progress.submitted < owned.progress.joined:
        st.markdown(t.n("close.unsent", owned.progress.joined - owned.progress.submitted))
    sure = st.checkbox(t("close.sure"), key="sure")
    st.button(
        t("close.go"),
        key="close",
        type="primary",
        width="stretch",
        disabled=not sure,
        on_click=close,
    )
    st.session_state["is_test"] = owned.round.is_test  # what is stored, whatever was tapped
    st.checkbox(t("close.test"), key="is_test", help=t("close.test_help"), on_change=mark_test)


owned = load()
show_header(organisation=owned.round.organisation, is_example=owned.round.is_example)
block(
    '<p class="dk-step">{stage}</p><h1 class="dk-part" tabindex="-1">{title}</h1>',
    stage=t(f"stage.{owned.round.stage}"),
    title=t("owner.title", organisation=owned.round.organisation),
)
show_refused(st.session_state.pop("refused", ()))
if owned.round.closed_on is not None:
    notice(
        t("owner.closed_title"), t("owner.closed", day=t.day(owned.round.closed_on)), kind="good"
    )
    link(t("owner.to_result"), visitor.address("/tulos"), primary=True)
    st.markdown(t("owner.develop"))
    show_steps("", t)
else:
    link(
        t("owner.answer"),
        visitor.address(f"/v/{owner_links(token).respondent}"),
        primary=True,
    )
    st.markdown(t("owner.keep"))
    show_progress()
    show_links()
    show_closing()
