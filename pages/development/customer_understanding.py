"""Customer understanding: asking the customers, both views side by side, the log of insights."""

from collections.abc import Callable

import streamlit as st

from db import actions, company_rounds, customer_insights, customer_rounds, insight_actions
from db.company_access import CompanyAccess, company_access
from db.company_rounds import CompanyRound
from db.customer_insights import StoredInsight
from db.engine import reading, shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.company_needs import ballot, dimension_needs
from digikartta.customer_insights import Insight, checked
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.questionnaire_versions import CUSTOMER_VIEW, SELF_ASSESSMENT, newest
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import company_in_links, editing, named_company, visited_or_stop
from digikartta.ui.customer_views import show_views
from digikartta.ui.development_page import show_head
from digikartta.ui.development_steps import show_next_step
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice
from digikartta.ui.insight_form import InsightForm, insight_choices, show_both
from digikartta.ui.insight_log import show_insight
from digikartta.ui.once import once
from digikartta.ui.result_charts import palette
from digikartta.ui.screen import chart_size
from digikartta.ui.sharing import show_share
from digikartta.ui.states import field_errors
from digikartta.web.cookies import OWNER

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
today = visitor.today()
named = named_company()
least = settings().min_breakdown
EMPTY = Insight("", "", today)


def load_round() -> tuple[CompanyRound | None, str]:
    """Return the closed round, or None and why there is none."""
    try:
        found = company_rounds.of_company(
            engine, company.organisation_id, round_id=company.round_id, breakdown=least
        )
    except InvalidInput as error:
        return None, error.problems[0].key
    return found, ""


def change(action: Callable[[CompanyAccess], object]) -> bool:
    """Change something of a company that the visitor may edit now; False when it was refused."""
    st.session_state["refused"] = problems_of(
        lambda: action(editing(company_access, engine, named)), trouble=storage_problem
    )
    return not st.session_state["refused"]


def ask() -> None:
    """Open the customers' round and make its link."""

    def store(now: CompanyAccess) -> None:
        content = newest(known, CUSTOMER_VIEW)
        customers = customer_rounds.ask(
            engine, now.organisation_id, round_id or 0, content, least=least
        )
        make_link(now, customers)

    change(store)


def make_link(now: CompanyAccess, customers: int) -> None:
    """Make a link for customers: the owner's stays the same, an account gets a fresh one."""
    owner = visitor.cookie(OWNER)
    own = customer_rounds.invitation_of_owner(owner, customers) if now.kind == "owner" else ""
    st.session_state["invitation"] = customer_rounds.invite(
        engine,
        now.organisation_id,
        customers,
        token=own,
        today=today,
        link_days=settings().link_days,
    )


def show_fresh_link(customers: int) -> None:
    """Make one more link to the customers' round."""
    change(lambda now: make_link(now, customers))


def close_customers(customers: int) -> None:
    """Close the customers' round, if whoever asks is sure at the tap."""
    if all_held().get("customers-sure"):
        change(
            lambda now: customer_rounds.close(engine, now.organisation_id, customers, today=today)
        )


def show_asking() -> None:
    """Show how customers are asked and how many have answered."""
    st.header(t("customers.ask"))
    if round_id is None:
        st.markdown(t("problem.no_round_yet"))
        return
    found = customer_rounds.beside(engine, company.organisation_id, round_id, least=least)
    if found is None:
        st.markdown(t("customers.ask_text"))
        st.button(t("customers.open"), key="ask", type="primary", on_click=ask)
    elif found.closed_on is None:
        st.markdown(t.n("customers.answered", found.progress.submitted, least=least))
        show_link(found.id)
        show_closing(found.id)
    elif found.can_go_on:
        st.markdown(t.n("customers.go_on_text", found.progress.submitted))
        st.button(t("customers.go_on"), key="ask", on_click=ask)
    else:
        st.markdown(t("customers.ready"))


def show_link(customers: int) -> None:
    """Show the customers' link, which an account can only be shown when it is made."""
    token = st.session_state.get("invitation")
    if company.kind == "owner":
        owner = visitor.cookie(OWNER)
        token = customer_rounds.owners_invitation(engine, owner, customers, today=today)
    if token:
        show_share("customers", f"{settings().public_url}/k/{token}", t, expanded=True)
    else:
        st.button(
            t("customers.show_link"), key="show-link", on_click=show_fresh_link, args=(customers,)
        )


def show_closing(customers: int) -> None:
    """Let the customers' round be closed by itself once the own round is."""
    if round_ is None:
        st.markdown(t("customers.closes_with"))
        return
    sure = st.checkbox(t("customers.close_sure"), key="customers-sure")
    st.button(
        t("customers.close"),
        key="close-customers",
        disabled=not sure,
        on_click=close_customers,
        args=(customers,),
    )


def show_comparison() -> None:
    """Show both views side by side, as soon as there are two."""
    st.header(t("customers.views"))
    if round_ is None:
        notice(t("customers.views_wait_title"), t("customers.views_wait"), kind="wait")
        return
    shown = round_.result
    show_views(
        shown.questionnaire,
        shown.result,
        t,
        least=round_.least,
        size=chart_size(),
        palette=palette(),
    )


def actions_of(insight_id: int) -> list[int]:
    """Return the actions that an insight speaks for."""
    return [action.id for action in plan if insight_id in action.content.insights]


def write(form: InsightForm, seen: StoredInsight | None) -> None:
    """Store the form as a new insight, or over the version that was seen."""

    def store(now: CompanyAccess) -> None:
        insight = checked(
            form.given(), today=today, dimensions=offered.dimensions, items=offered.needs
        )
        if seen is None:
            made = customer_insights.add(engine, now.organisation_id, insight)
        else:
            made = seen.id
            customer_insights.change(
                engine, now.organisation_id, made, insight, version=seen.version
            )
        if offered.actions:
            insight_actions.link(engine, now.organisation_id, made, form.given_actions())

    if change(store):
        form.clear()
        leave(t("insight.saved"))


def remove(seen: StoredInsight) -> None:
    """Delete an insight."""
    own = {"insight_id": seen.id, "version": seen.version}
    if change(lambda now: customer_insights.remove(engine, now.organisation_id, **own)):
        leave(t("insight.removed"))


def leave(done: str = "") -> None:
    """Close the form."""
    st.session_state["editing"] = None
    st.session_state["done"] = done


def edit(stored: StoredInsight) -> None:
    """Open the form of an insight as it stands now."""
    InsightForm(str(stored.id), t, offered).clear()
    st.session_state["editing"] = stored


def show_editing(stored: StoredInsight, seen: StoredInsight) -> None:
    """Show the form of one insight; if somebody else changed it meanwhile, both texts."""
    form = InsightForm(str(seen.id), t, offered)
    st.subheader(t("insight.edit_heading"))
    if stored.version != seen.version:
        notice(t("both.title"), t("both.text"), kind="bad")
        show_both(stored.insight, form.given(), offered, t)
    form.show(seen.insight, actions_of(seen.id), errors)
    with st.container(horizontal=True):
        if stored.version != seen.version:
            st.button(t("both.keep_theirs"), key="keep-theirs", on_click=leave)
            label = t("both.keep_mine")
        else:
            label = t("insight.save")
        st.button(label, key="save", type="primary", on_click=write, args=(form, stored))
        st.button(t("insight.cancel"), key="cancel", on_click=leave)
    with st.expander(t("insight.remove")):
        st.markdown(t("insight.remove_sure"))
        st.button(t("insight.remove"), key="remove", on_click=remove, args=(stored,))


def show_log() -> None:
    """Show the insights, one of them perhaps in its form, and the form of a new one."""
    st.header(t("insight.heading"))
    if done := st.session_state.pop("done", ""):
        block('<p class="dk-status" role="status">{text}</p>', text=done)
    seen = st.session_state.get("editing") if company.may_edit else None
    if not insights:
        st.markdown(t("insight.none"))
    for stored in insights:
        with st.container(border=True, key=f"dk_insight_{stored.id}"):
            if seen is not None and seen.id == stored.id:
                show_editing(stored, seen)
                continue
            show_insight(stored.insight, actions_of(stored.id), offered, t)
            if company.may_edit:
                st.button(t("insight.edit"), key=f"edit-{stored.id}", on_click=edit, args=(stored,))
    if company.may_edit:
        show_new(seen)


def show_new(seen: StoredInsight | None) -> None:
    """Show the form of a new insight; what was written into a deleted one goes on in it."""
    if seen is not None and seen.id in {stored.id for stored in insights}:
        return
    form = InsightForm("new" if seen is None else str(seen.id), t, offered)
    with st.expander(t("insight.add"), expanded=not insights or bool(errors) or seen is not None):
        form.show(EMPTY if seen is None else seen.insight, (), errors)
        st.button(t("insight.save"), type="primary", **once("add", write, form, None))


company = visited_or_stop(company_access, engine, is_example=holds_examples(engine))
round_, reason = load_round()
round_id = company.round_id or (round_.id if round_ else None)
questionnaire = round_.result.questionnaire if round_ else newest(known, SELF_ASSESSMENT)
groups = dimension_needs(questionnaire, round_.result.result) if round_ else []
insights = customer_insights.of_company(engine, company.organisation_id)
with reading(engine) as connection:
    plan = actions.plan_of(connection, company.organisation_id)
offered = insight_choices(
    questionnaire,
    [need.item for need in ballot(groups)],
    [stored.insight for stored in insights],
    actions={action.id: action.content.title for action in plan},
    today=today,
    t=t,
)
problems = st.session_state.pop("refused", ())
errors = field_errors(problems, t)

show_head(
    company,
    "asiakasymmarrys",
    t,
    title=t("customers.heading"),
    lead=t("customers.lead"),
    refused=problems,
)
if company.may_edit:
    show_asking()
show_comparison()
show_log()
show_next_step("asiakasymmarrys", t, organisation_id=company_in_links(company))
