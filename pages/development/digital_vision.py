"""The digital vision: written part by part, shown on one page, kept in versions."""

from collections.abc import Callable

import streamlit as st

from db import digital_visions
from db.company_access import CompanyAccess, company_access
from db.digital_visions import AgreedVision, Draft
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.digital_vision import (
    MAX_AGREED_BY,
    MEASURE_PARTS,
    TEXT_PARTS,
    changed_parts,
    checked_agreement,
)
from digikartta.problems import Problem
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import company_in_links, editing, named_company, visited_or_stop
from digikartta.ui.development_page import show_head
from digikartta.ui.development_steps import show_next_step, step_address
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.once import once
from digikartta.ui.states import field_errors, show_refused
from digikartta.ui.vision_form import PartForm, show_part_status, show_torn
from digikartta.ui.vision_view import part_words, show_differences, show_vision

engine = shared_engine(settings().database_url)
t = visitor.t()
today = visitor.today()
named = named_company()
VIEW = "nakyma"  # the query parameter; without it the page is written, or read by who cannot write
WRITE, SHOW, VERSIONS = "kirjoita", "sivu", "versiot"


def change(action: Callable[[CompanyAccess], object]) -> tuple[Problem, ...]:
    """Change something of a company that the visitor may edit now; return what was wrong."""
    problems = problems_of(
        lambda: action(editing(company_access, engine, named)), trouble=storage_problem
    )
    st.session_state["refused"] = problems
    return problems


def save(part: str) -> None:
    """Store a part as soon as it was written; what somebody else wrote is never overwritten."""
    form = PartForm(part, t)
    if not form.is_torn:
        store(part, form.seen)


def store(part: str, version: int) -> None:
    """Store a part over one version of it."""
    form = PartForm(part, t)
    problems = change(
        lambda now: digital_visions.save_part(
            engine, now.organisation_id, part, form.content(), version=version
        )
    )
    if any(problem.key == "problem.vision_part_changed" for problem in problems):
        form.tear()
    elif not problems:
        form.mend()
        st.session_state["saved"] = part


def keep_theirs(part: str) -> None:
    """Let what somebody else wrote stay."""
    PartForm(part, t).mend()


def show_part(part: str) -> None:
    """Show one part to write; if two wrote it at once, both texts."""
    form = PartForm(part, t)
    version = draft.version(part)
    form.begin(draft.vision, version)
    if form.is_torn:
        theirs = part_words(draft.vision, part, t)
        show_torn(part, theirs, part_words(form.given(), part, t), t)
    form.show(save)
    if form.is_torn:
        with st.container(horizontal=True):
            st.button(
                t("both.keep_theirs"), key=f"theirs-{part}", on_click=keep_theirs, args=(part,)
            )
            st.button(
                t("both.keep_mine"),
                key=f"mine-{part}",
                type="primary",
                on_click=store,
                args=(part, version),
            )
    show_part_status(saved=saved == part, error=errors.get(part, ""), t=t)


def agree(seen: Draft) -> None:
    """Make the draft that is on the page the next version."""

    def keep(now: CompanyAccess) -> None:
        names = checked_agreement(seen.vision, all_held()["agreed_by"])
        number = digital_visions.agree(
            engine, now.organisation_id, seen, agreed_by=names, today=today
        )
        st.session_state["agreed"] = number

    change(keep)


def restore(number: int, seen: Draft) -> None:
    """Make an earlier version the draft again."""
    done = change(
        lambda now: digital_visions.restore(engine, now.organisation_id, number, seen=seen)
    )
    st.session_state["restored"] = 0 if done else number


def show_writing() -> None:
    """Show the parts one after the other, then how to agree."""
    st.markdown(t("vision.write_lead"))
    for part in TEXT_PARTS:
        show_part(part)
    st.header(t("vision.measures"))
    st.markdown(t("vision.measures_lead"))
    for part in MEASURE_PARTS:
        show_part(part)
    show_agreeing()


def show_agreeing() -> None:
    """Show what keeps the draft as a version."""
    st.header(t("vision.agree"))
    if versions and not changed_parts(versions[0].vision, draft.vision):
        notice(t("vision.agreed_title"), basis_of(versions[0]), kind="good")
        return
    st.markdown(t("vision.agree_lead"))
    st.text_input(
        t("vision.agreed_by"),
        key="agreed_by",
        max_chars=MAX_AGREED_BY,
        placeholder=t("vision.agreed_by_hint"),
    )
    show_part_status(saved=False, error=errors.get("agreed_by", ""), t=t)
    st.button(t("vision.agree_go"), type="primary", **once("agree", agree, draft))


def basis_of(agreed: AgreedVision) -> str:
    """Return which version it is, who agreed and when."""
    return t(
        "vision.basis",
        number=agreed.number,
        day=t.day(agreed.agreed_on),
        names=agreed.agreed_by,
    )


def show_page() -> None:
    """Show the agreed vision on one page, or the draft while nothing is agreed."""
    vision = versions[0].vision if versions else draft.vision
    basis = basis_of(versions[0]) if versions else t("vision.draft_only")
    if versions and changed_parts(vision, draft.vision):
        basis = f"{basis} {t('vision.draft_differs')}"
    show_vision(vision, t, organisation=company.organisation, basis=basis)


def show_versions() -> None:
    """Show every agreed version, the latest first."""
    st.header(t("vision.versions"))
    if number := st.session_state.pop("restored", 0):
        notice(t("vision.restored_title"), t("vision.restored", number=number), kind="good")
    if not versions:
        st.markdown(t("vision.no_versions"))
    for agreed in versions:
        with st.expander(basis_of(agreed), expanded=agreed is versions[0]):
            show_version(agreed)


def show_version(agreed: AgreedVision) -> None:
    """Show one version: its words, and where the draft differs from it."""
    for part in (*TEXT_PARTS, *MEASURE_PARTS):
        words = part_words(agreed.vision, part, t)
        if words:
            block('<p class="dk-learnt">{words}</p>', words=words)
    changed = changed_parts(agreed.vision, draft.vision)
    if not changed:
        st.markdown(t("vision.same_as_draft"))
        return
    st.subheader(t("vision.compare"))
    show_differences(agreed.vision, draft.vision, changed, t)
    if company.may_edit:
        st.markdown(t("vision.restore_text"))
        st.button(
            t("vision.restore"),
            key=f"restore-{agreed.number}",
            on_click=restore,
            args=(agreed.number, draft),
        )


def show_views(view: str) -> None:
    """Show the ways to look at the vision."""
    ways = (WRITE, SHOW, VERSIONS) if company.may_edit else (SHOW, VERSIONS)
    address = step_address("digivisio", organisation_id=company_in_links(company))
    with st.container(horizontal=True, key="dk_views"):
        for way in ways:
            link(t(f"vision.view.{way}"), f"{address}&{VIEW}={way}", primary=way == view)


company = visited_or_stop(company_access, engine, is_example=holds_examples(engine))
draft = digital_visions.draft(engine, company.organisation_id)
versions = digital_visions.versions(engine, company.organisation_id)
wanted = st.query_params.get(VIEW, WRITE)
view = wanted if wanted in {SHOW, VERSIONS} or company.may_edit else SHOW
problems = st.session_state.pop("refused", ())
errors = field_errors(problems, t)
saved = st.session_state.pop("saved", "")

show_head(company, "digivisio", t, title=t("vision.heading"), lead=t("vision.lead"))
show_views(view)
show_refused([problem for problem in problems if not problem.where])
if number := st.session_state.pop("agreed", 0):
    notice(t("vision.agreed_title"), t("vision.agreed", number=number), kind="good")
if view == VERSIONS:
    show_versions()
elif view == SHOW:
    show_page()
else:
    show_writing()
show_next_step("digivisio", t, organisation_id=company_in_links(company))
