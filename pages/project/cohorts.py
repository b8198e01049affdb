"""Cohorts: saved choices of companies, side by side, and pages of them for outsiders."""

from functools import partial

import streamlit as st

from db import accounts, cohort_pool, cohorts, publications, register, revisions
from db.cohorts import CohortKey, SavedCohort
from db.company_edits import Editor
from db.engine import reading, shared_engine, storage_problem
from db.publications import DAYS, MAX_TITLE, Wish
from db.site_settings import holds_examples
from digikartta import cohort
from digikartta.account import ADMIN, PROJECT
from digikartta.cohort import MAX_COHORTS, CohortFilters, CohortPool, CohortView, HeatRow
from digikartta.publication import least_companies
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.cohort_form import choose_cohort, described, name_field
from digikartta.ui.cohort_view import (
    SHOWN,
    names_of,
    show_cohort_sizes,
    show_distribution,
    show_figures,
    show_heat,
    show_pictures,
)
from digikartta.ui.company_forms import form
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.once import once
from digikartta.ui.publication_view import show_links, show_public_file, show_shared_link
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import show_refused

CHOSEN = "cohorts.chosen"

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
example = holds_examples(engine)
idle = settings().idle_minutes


def editor() -> Editor:
    """Return whoever is signed in now; every action asks anew."""
    now = visitor.now()
    return Editor(accounts.required(engine, visitor.session(), now=now, idle_minutes=idle), now)


@st.cache_resource(max_entries=4, show_spinner=False)
def questionnaire_at(revision: int, *, is_example: bool) -> Questionnaire:  # noqa: ARG001  of the cache
    """Return the questionnaire that most companies have answered; `revision` is the pool's."""
    with reading(engine) as connection:
        return cohort_pool.questionnaire(connection, known, wanted=None, is_example=is_example)


@st.cache_resource(max_entries=2, show_spinner=False)
def pool_of(key: CohortKey) -> CohortPool:
    """Return the pool that cohorts are made of; read anew when something changed since."""
    with reading(engine) as connection:
        return cohorts.load(connection, key)


@st.cache_data(max_entries=200, show_spinner=False)
def view_of(
    key: CohortKey, name: str, filters: CohortFilters, seen: frozenset[int] | None
) -> CohortView:
    """Return a cohort's figures."""
    pool = pool_of(key)
    return cohort.view(pool, cohort.members(pool, filters, seen=seen), name=name)


@st.cache_data(max_entries=20, show_spinner=False)
def heat_of(key: CohortKey, filters: CohortFilters, seen: frozenset[int] | None) -> list[HeatRow]:
    """Return a cohort's first companies with their scores."""
    pool = pool_of(key)
    return cohort.heat_rows(pool, cohort.members(pool, filters, seen=seen), limit=SHOWN)


def save(saved: SavedCohort | None, name: str, filters: CohortFilters) -> None:
    """Store a cohort, and show it."""

    def store() -> None:
        at = cohorts.save(
            engine, editor().account, name, filters, cohort_id=saved.id if saved else None
        )
        chosen = [one for one in st.session_state.get(CHOSEN, ()) if one != at]
        st.session_state[CHOSEN] = [*chosen, at][-MAX_COHORTS:]

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)


def remove(at: int) -> None:
    """Delete a saved cohort."""
    st.session_state["refused"] = problems_of(
        lambda: cohorts.remove(engine, editor().account, at), trouble=storage_problem
    )


def show_form(saved: SavedCohort | None) -> None:
    """Offer a new cohort, or a saved one to be changed."""
    with form(f"cohort-{t.language}", saved.id if saved else 0):
        name = name_field(t, saved.name if saved else "")
        filters = choose_cohort(
            t,
            saved.filters if saved else CohortFilters(),
            partners=offered.partners,
            tags=offered.tags,
            projects=projects,
        )
        if st.form_submit_button(t("cohort.save")):
            save(saved, name, filters)
            st.rerun()
    if saved:
        st.button(t("cohort.remove"), key=f"remove-{saved.id}", on_click=remove, args=(saved.id,))


def choose() -> list[SavedCohort]:
    """Let the reader choose up to six cohorts, and return them."""
    names = {one.id: one.name for one in saved_cohorts}
    kept = [at for at in st.session_state.get(CHOSEN, list(names)[:1]) if at in names]
    key = f"cohorts-{t.language}"
    st.session_state[key] = kept
    st.multiselect(
        t("cohort.choose"),
        list(names),
        format_func=names.__getitem__,
        max_selections=MAX_COHORTS,
        key=key,
        placeholder=t("cohort.choose_hint"),
        on_change=lambda: st.session_state.update({CHOSEN: st.session_state[key]}),
    )
    by_id = {one.id: one for one in saved_cohorts}
    return [by_id[at] for at in kept]


def publish(kind: publications.Kind) -> None:
    """Publish the chosen cohorts as a page behind a link or as a file."""
    held = all_held()
    title, days = held["publish-title"], held["publish-days"]

    def store() -> None:
        st.session_state["published"] = publications.publish(
            engine,
            editor(),
            [(one.name, one.filters) for one in chosen],
            Wish(kind, title, days),
            questionnaire=questionnaire,
            known=known,
            k=settings().min_group,
        )

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)


def revoke(at: int) -> None:
    """End a shared page."""
    st.session_state["refused"] = problems_of(
        lambda: publications.revoke(engine, editor(), at), trouble=storage_problem
    )


def show_sharing() -> None:
    """Offer the chosen cohorts to outsiders, and the links that are out."""
    st.header(t("publish.title"))
    st.markdown(t("publish.why", least=least_companies(settings().min_group)))
    if (published := st.session_state.get("published")) is not None:
        if published.token:
            show_shared_link(f"{settings().public_url}/j/{published.token}", published.page, t)
        else:
            show_public_file(published.page, names, t)
    with st.expander(t("publish.make")), form("publish", 0):
        st.text_input(t("publish.name"), key="publish-title", max_chars=MAX_TITLE)
        st.selectbox(
            t("publish.days"),
            DAYS,
            key="publish-days",
            format_func=partial(t.n, "publish.days_of"),
        )
        st.form_submit_button(
            t("publish.link"), type="primary", **once("publish-link", publish, "link")
        )
        st.form_submit_button(t("publish.file"), **once("publish-file", publish, "file"))
    show_links(publications.links(engine), t, today=visitor.today(), on_revoke=revoke)


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    is_example=example,
)
with reading(engine) as connection:
    revision = revisions.current(connection, revisions.POOL)
    questionnaire = questionnaire_at(revision, is_example=example)
    key = cohorts.pool_key(connection, questionnaire, known)
    seen = cohorts.seen_by(connection, account)
names = names_of(questionnaire, t)
pool = pool_of(key)
saved_cohorts = cohorts.every(engine)
offered = register.choices(engine, account)
projects = cohort.projects(pool)
show_header(is_example=example)
block(
    '<div class="dk-wide"></div><p class="dk-step"><a href="{back}">{register}</a></p>'
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    back=visitor.address("/yritykset"),
    register=t("register.title"),
    title=t("cohort.title"),
    lead=t("cohort.lead" if account.sees_every_company else "cohort.lead_shared"),
)
show_refused(st.session_state.pop("refused", ()))
chosen = choose() if saved_cohorts else []
with st.expander(t("cohort.new"), expanded=not saved_cohorts):
    show_form(None)
for one in chosen:
    if cohorts.may_change(account, one):
        with st.expander(t("cohort.change", name=one.name)):
            show_form(one)
if not chosen:
    notice(t("cohort.none_title"), t("cohort.none"), kind="wait")
    st.stop()
views = [view_of(key, one.name, one.filters, seen) for one in chosen]
about = show_cohort_sizes(
    [
        (one.name, found.n, described(one.filters, t))
        for one, found in zip(chosen, views, strict=True)
    ],
    t,
)
if any(found.n for found in views):
    figures = [(found.name, found.dimensions) for found in views]
    show_pictures(figures, questionnaire, t, about=about)
    show_figures(figures, names, t)
    show_distribution(views, names, t)
    st.header(t("cohort.heat"))
    place = st.selectbox(
        t("cohort.head.cohort"),
        range(len(chosen)),
        format_func=[one.name for one in chosen].__getitem__,
        key="heat-cohort",
    )
    shown = chosen[place].filters
    show_heat(
        heat_of(key, shown, seen),
        names,
        t,
        count=views[place].n,
        every=lambda: cohort.heat_rows(pool, cohort.members(pool, shown, seen=seen)),
    )
else:
    notice(t("cohort.no_results_title"), t("cohort.no_results"), kind="wait")
if account.role in {PROJECT, ADMIN}:
    show_sharing()
link(t("register.title"), visitor.address("/yritykset"))
