"""One company of the register: where it is, what was said, agreed and changed."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import streamlit as st

from db import (
    accounts,
    company_edits,
    company_file,
    company_merge,
    company_proposals,
    register,
    results,
)
from db.company_edits import Editor
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.account import ADMIN, PROJECT
from digikartta.company_work import checked_tags
from digikartta.development_proposal import draft
from digikartta.pipeline import STEPS, next_step
from digikartta.problems import InvalidInput
from digikartta.register import DROPPED, RegisterFilters
from digikartta.settings import settings
from digikartta.ui import browser, company_forms, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_view import (
    RoundLine,
    show_changes,
    show_company_head,
    show_contacts,
    show_proposal_state,
    show_rounds,
    show_ways,
)
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link, notice
from digikartta.ui.merge_view import choose_fields, given_fields, show_moves
from digikartta.ui.profile_form import ask_profile, given_profile
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import reason, show_problems, show_refused

engine = shared_engine(settings().database_url)
t = visitor.t()
today = visitor.today()
example = holds_examples(engine)
idle = settings().idle_minutes


def editor() -> Editor:
    """Return whoever is signed in now; every action asks anew."""
    now = visitor.now()
    return Editor(accounts.required(engine, visitor.session(), now=now, idle_minutes=idle), now)


def number(name: str) -> int:
    """Return the number of a company in the address, 0 when there is none."""
    with suppress(ValueError):
        return int(st.query_params.get(name, "0"))
    return 0


def load() -> company_file.CompanyFile:
    """Return the company of the address, or say why not and stop."""
    try:
        return company_file.company_file(engine, account, number("yritys"))
    except InvalidInput as error:
        show_header(is_example=example)
        text = t(error.problems[0].key, where="")
        notice(t("company.not_shown_title"), text, kind="wait", heading=True)
        link(t("register.title"), visitor.address("/yritykset"), primary=True)
        st.stop()


def do(action: Callable[..., object], *arguments: Any, **named: Any) -> None:
    """Do one thing with this company, and remember whether it is stored or what was wrong."""
    problems = problems_of(
        lambda: action(engine, editor(), company.id, *arguments, **named), trouble=storage_problem
    )
    st.session_state["refused"] = problems
    st.session_state["stored"] = not problems


def result_of(round_id: int) -> str:
    """Return the address of a round's result."""
    return f"{visitor.address('/tulos')}&yritys={company.id}&kierros={round_id}"


def show_next() -> None:
    """Offer the next step, or taking a dropped company back."""
    if company.place == DROPPED:
        notice(
            t("company.dropped", day=t.day(company.dropped_on)), company.dropped_reason, kind="wait"
        )
        st.button(
            t("company.take_back"), key="take_back", on_click=do, args=(company_edits.take_back,)
        )
        return
    following = next_step(company.step)
    if following:
        st.button(
            t("company.reach", step=t(f"pipeline.{following}")),
            key="reach",
            type="primary",
            on_click=do,
            args=(company_edits.reach, following, today),
        )


def show_steps() -> None:
    """Offer the days of all steps, and dropping out."""
    with st.expander(t("company.days")), company_forms.form("days", company.id):
        fields = {step: company_forms.day(step, company.days.get(step), t) for step in STEPS}
        if st.form_submit_button(t("company.save")):
            days = {step: day for step, day in fields.items() if day}
            do(company_edits.set_days, days)
            st.rerun()
    if company.place != DROPPED:
        with st.expander(t("company.drop")), company_forms.form("drop", company.id):
            day = company_forms.day("dropped_on", today, t)
            why = st.text_area(t("company.drop_reason"), max_chars=4000)
            if st.form_submit_button(t("company.drop_go")):
                do(company_edits.drop, day=day or today, reason=why)
                st.rerun()


def save_profile() -> None:
    """Store the profile in the form."""
    do(company_edits.change_profile, given_profile(t), seen=company.profile)
    st.session_state["profile_problems"] = st.session_state.pop("refused")
    if st.session_state["stored"]:
        company_forms.begin_profile_anew()


def show_about() -> None:
    """Offer the profile, the partner in charge and the tags."""
    problems = st.session_state.pop("profile_problems", ())
    with st.expander(t("company.profile"), expanded=bool(problems)):
        company_forms.follow_profile(company.id, company.profile, t)
        if problems:
            show_problems(problems)
        ask_profile(t, {problem.where: reason(problem, t) for problem in problems})
        st.button(t("company.save"), key="save_profile", on_click=save_profile)
    with st.expander(t("company.labels")), company_forms.form("labels", company.id):
        partner = st.text_input(t("register.field.partner"), company.partner, max_chars=100)
        tags = st.text_input(
            t("register.field.tags"), ", ".join(company.tags), help=t("company.tags_help")
        )
        if st.form_submit_button(t("company.save")):
            do(
                lambda *who: company_edits.set_labels(
                    *who, partner=partner, tags=checked_tags(tags)
                )
            )
            st.rerun()


def show_log() -> None:
    """Show the contacts and offer to write one down."""
    st.header(t("contact.title"))
    with st.expander(t("contact.add")), company_forms.form("contact", company.id, clear=True):
        day = company_forms.day("contact", today, t)
        kind = company_forms.contact_kind(t)
        note = st.text_area(t("contact.note"), max_chars=4000)
        if st.form_submit_button(t("contact.add_go")):
            do(company_edits.add_contact, day=day or today, kind=kind, note=note)
            st.rerun()
    show_contacts(company.contacts, t)


def show_proposal() -> None:
    """Show the development proposal, to be written from the needs and agreed on."""
    st.header(t("proposal.title"))
    latest = company.proposals[0] if company.proposals else None
    if latest:
        show_proposal_state(latest, t)
    found = results.latest_of(engine, company.id, breakdown=settings().min_breakdown)
    text = latest.body if latest else draft(found.questionnaire, found.result, t) if found else ""
    with company_forms.form("proposal", company.id):
        body = st.text_area(t("proposal.body"), text, height=320, help=t("proposal.help"))
        if st.form_submit_button(t("proposal.save")):
            do(company_proposals.write, body)
            st.rerun()
    if latest:
        with st.expander(t("proposal.agree")), company_forms.form("agree", company.id):
            who = st.text_input(t("proposal.agreed_by"), latest.agreed_by, max_chars=200)
            day = company_forms.day("agreed_on", latest.agreed_on or today, t)
            if st.form_submit_button(t("proposal.agree_go")):
                do(company_proposals.agree, day=day or today, who=who)
                st.rerun()


def merge(remove: int, conflicts: list[str]) -> None:
    """Make one company of this one and another; `conflicts` are the fields that both have."""
    take = given_fields(conflicts, t)
    st.session_state["refused"] = problems_of(
        lambda: company_merge.merge(engine, editor(), keep=company.id, remove=remove, take=take),
        trouble=storage_problem,
    )
    if not st.session_state["refused"]:
        st.session_state["stored"] = True
        st.query_params.pop("toinen", None)


def show_merge() -> None:
    """Offer to merge another company into this one: first what it would do."""
    with st.expander(t("merge.title"), expanded=bool(number("toinen"))):
        st.markdown(t("merge.why"))
        remove = number("toinen") or find_other()
        if not remove:
            return
        try:
            seen = company_merge.preview(engine, account, keep=company.id, remove=remove)
        except InvalidInput as error:
            show_problems(error.problems)
            return
        block("<p><strong>{name}</strong></p>", name=t("merge.into", name=seen.remove))
        show_moves(seen.moves, seen.beside, t)
        if seen.opens:
            notice(t("merge.links_title"), t.n("merge.links", seen.opens), kind="wait")
        choose_fields([(c.field, c.keep, c.remove) for c in seen.conflicts], t)
        st.button(
            t("merge.go", remove=seen.remove, keep=seen.keep),
            key="merge",
            type="primary",
            on_click=merge,
            args=(remove, [conflict.field for conflict in seen.conflicts]),
        )


def find_other() -> int:
    """Let the reader look for the other company and return its number, 0 for none."""
    words = st.text_input(t("merge.search"), key=f"merge-search-{company.id}")
    if len(words.strip()) < 2:
        return 0
    lines = register.page(engine, account, RegisterFilters(search=words)).lines
    names = {
        line.id: f"{line.name} {line.business_id or ''}" for line in lines if line.id != company.id
    }
    chosen = st.selectbox(
        t("merge.other"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=t("merge.pick"),
    )
    return chosen or 0


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    is_example=example,
)
company = load()
show_header(organisation=company.profile.name, is_example=company.is_example)
browser.begin_at_top(str(company.id))
show_company_head(
    company.profile, t, place=company.place, partner=company.partner, tags=company.tags
)
show_refused(st.session_state.pop("refused", ()))
if st.session_state.pop("stored", False):
    notice(t("company.stored"), "", kind="good")
show_next()
show_steps()
show_about()
show_ways(company.id, t)
show_log()
show_proposal()
st.header(t("company.rounds"))
show_rounds(
    [
        RoundLine(
            r.round.stage,
            r.round.cohort,
            r.round.closed_on,
            r.overall,
            result_of(r.round.id) if r.has_result else None,
        )
        for r in company.rounds
    ],
    t,
)
with st.expander(t("company.history")):
    show_changes(company.changes, t)
if account.role in {PROJECT, ADMIN}:
    show_merge()
link(t("register.title"), visitor.address("/yritykset"))
