"""One company of the register: where it is, what was said, agreed and changed."""

from collections.abc import Callable
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
from digikartta.ui.company_forms import CompanyForm
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
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.merge_view import OTHER, choose_fields, choose_other, given_fields, show_moves
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


def load() -> company_file.CompanyFile:
    """Return the company of the address, or say why not and stop."""
    try:
        return company_file.company_file(engine, account, visitor.number("yritys"))
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
    if following := next_step(company.step):
        st.button(
            t("company.reach", step=t(f"pipeline.{following}")),
            key=f"reach-{following}",  # another step is another button, also for a second tap
            type="primary",
            on_click=lambda: do(company_edits.reach, following, visitor.today()),
        )


def save_days(form: CompanyForm) -> None:
    """Store the days in the form that are others than were shown."""
    do(company_edits.change_days, form.changed(*STEPS))


def drop(form: CompanyForm) -> None:
    """Store that the company goes no further."""
    day, why = form.given("dropped_on", "reason")
    do(company_edits.drop, day=day or visitor.today(), reason=why)


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
    company_forms.ask_labels(company.id, company.partner, company.tags, t, save_labels)


def save_labels(form: CompanyForm) -> None:
    """Store the partner and the tags in the form, where they are others than were shown."""

    def store(*who: Any) -> None:
        new = form.changed("partner", "tags")
        tags = checked_tags(new["tags"]) if "tags" in new else None
        company_edits.set_labels(*who, partner=new.get("partner"), tags=tags)

    do(store)


def add_contact(form: CompanyForm, number: int) -> None:
    """Store the contact in the form, the `number`-th of this visit; a second tap adds nothing."""
    given = form.given("contact", "kind", "note")
    day, kind, note = given
    is_told = has_stored or len(noted) > number
    if given in noted[number:] or (is_told and not (note or "").strip()):
        st.session_state["stored"] = True
        return

    def store(*who: Any) -> None:
        company_edits.add_contact(*who, day=day or visitor.today(), kind=kind, note=note)
        noted.append(given)

    do(store)


def first_draft() -> str:
    """Return a first proposal from the company's needs, empty without a result."""
    found = results.latest_of(engine, company.id, breakdown=settings().min_breakdown)
    return draft(found.questionnaire, found.result, t) if found else ""


def write_proposal(form: CompanyForm, begun: company_forms.ProposalDraft, shown: int) -> None:
    """Store the proposal's text, when no other version stands than was shown or stored here."""
    [body] = form.given("body")

    def store(_: object, by: Editor, at: int) -> None:
        seen = max(shown, begun.version)
        begun.version = company_proposals.write(engine, by, at, body, seen=seen)

    do(store)


def agree(form: CompanyForm, shown: int) -> None:
    """Store who of the company agreed to the version that was shown."""
    day, who = form.given("agreed_on", "agreed_by")
    do(company_proposals.agree, day=day or visitor.today(), who=who, seen=shown)


def show_proposal() -> None:
    """Show the development proposal, to be written from the needs and agreed on."""
    st.header(t("proposal.title"))
    latest = company.proposals[0] if company.proposals else None
    if latest:
        show_proposal_state(latest, t)
    begun = company_forms.begun_proposal(company.id, latest, first_draft, t)
    company_forms.ask_proposal(company.id, begun, latest, t, write_proposal)
    if latest:
        company_forms.ask_agreed(latest, today, t, agree)


def merge(remove: int, conflicts: list[str]) -> None:
    """Make one company of this one and another; `conflicts` are the fields that both have."""
    if all_held().get(OTHER, remove) != remove:
        return  # another company was chosen in the same moment, and nobody has seen what goes
    if remove in merged:  # by a tap that this one overtook
        st.session_state["stored"] = True
        return
    take = given_fields(conflicts, remove, t)

    def store(_: object, by: Editor, keep: int) -> None:
        company_merge.merge(engine, by, keep=keep, remove=remove, take=take)
        merged.append(remove)

    do(store)


def show_merge() -> None:
    """Offer to merge another company into this one: first what it would do."""
    named = visitor.number("toinen")  # in the address
    with st.expander(t("merge.title"), expanded=bool(named)):
        st.markdown(t("merge.why"))
        remove = choose_other(company.id, names_found, t) if named in {0, *merged} else named
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
        choose_fields([(c.field, c.keep, c.remove) for c in seen.conflicts], remove, t)
        st.button(
            t("merge.go", remove=seen.remove, keep=seen.keep),
            key=f"merge-{remove}",
            type="primary",
            on_click=merge,
            args=(remove, [conflict.field for conflict in seen.conflicts]),
        )


def names_found(words: str) -> dict[int, str]:
    """Return the other companies that a search finds, by their numbers."""
    lines = register.page(engine, account, RegisterFilters(search=words)).lines
    return {
        line.id: f"{line.name} {line.business_id or ''}" for line in lines if line.id != company.id
    }


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
# What was done in this visit: the contacts that were written down, the companies that went.
noted: list[tuple[Any, ...]] = st.session_state.setdefault(f"noted-{company.id}", [])
merged: list[int] = st.session_state.setdefault("merged", [])
if has_stored := st.session_state.pop("stored", False):
    notice(t("company.stored"), "", kind="good")
show_next()
company_forms.ask_days(company.id, company.days, t, save_days)
if company.place != DROPPED:
    company_forms.ask_drop(company.id, today, t, drop)
show_about()
show_ways(company.id, t)
st.header(t("contact.title"))
company_forms.ask_contact(company.id, len(noted), today, t, add_contact)
show_contacts(company.contacts, t)
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
