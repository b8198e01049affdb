"""Comparison: one group of companies before and after, or one group against another."""

import streamlit as st
from plotly.graph_objects import Figure

from db import accounts, cohort_pool, cohorts, revisions
from db.engine import reading, shared_engine
from db.peer_pool import PoolKey
from db.site_settings import holds_examples
from digikartta import comparison_words as words
from digikartta.account import ADMIN, PROJECT
from digikartta.cohort_statistics.cautions import Caution
from digikartta.cohort_statistics.comparison import (
    Change,
    CohortComparison,
    compare_cohorts,
    compare_times,
)
from digikartta.cohort_statistics.selection import Cohort, CohortPool, values_of
from digikartta.exports.comparison_data import (
    Compared,
    change_data,
    chosen_filters,
    cohorts_data,
)
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import comparison_charts as charts
from digikartta.ui import comparison_view as view
from digikartta.ui import visitor
from digikartta.ui.dimension_choice import choose_dimension
from digikartta.ui.group_choice import ChosenGroup, choose_group
from digikartta.ui.header import show_header
from digikartta.ui.html import block, notice
from digikartta.ui.long_work import with_progress
from digikartta.ui.result_charts import palette, show_chart
from digikartta.ui.screen import chart_size
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.time_choice import BEFORE_AFTER, choose_kind, choose_times

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
is_example = holds_examples(engine)
signed_in_or_stop(
    accounts.signed_in,
    engine,
    roles=(PROJECT, ADMIN),
    is_example=is_example,
)


@st.cache_resource(max_entries=4, show_spinner=False)
def content_at(revision: int, *, is_example: bool) -> Questionnaire:  # noqa: ARG001  of the cache
    """Return the questionnaire that most companies have answered; `revision` is the pool's."""
    with reading(engine) as connection:
        return cohort_pool.questionnaire(connection, known, wanted=None, is_example=is_example)


@st.cache_resource(max_entries=4, show_spinner=False)
def pool_of(key: PoolKey) -> CohortPool:
    """Return the closed rounds of own companies; read anew when one was closed since."""
    with reading(engine) as connection:
        return cohort_pool.load(connection, key)


def group(which: str, *, with_time: bool) -> ChosenGroup:
    """Let the visitor choose a group."""
    return choose_group(t, which, values_of(pool.rounds), names_of_saved, with_time=with_time)


def cohort_of(chosen: ChosenGroup, *, by_round: bool) -> Cohort:
    """Return the chosen group as a cohort: the rounds of a saved one, or its companies."""
    one = next((each for each in saved if each.id == chosen.saved), None)
    if one is None:
        return Cohort(chosen.filters)
    with reading(engine) as connection:
        found = cohort_pool.saved_members(connection, one, pool.rounds, key)
    if by_round:
        return Cohort(chosen.filters, rounds=found.rounds)
    return Cohort(chosen.filters, organisations=found.organisations)


def cautions(found: CohortComparison | Change) -> tuple[Caution, ...]:
    """Return the cautions; that companies are made up comes first."""
    return (Caution.EXAMPLE, *found.cautions) if is_example else found.cautions


def show(figure: Figure, key: str, title: str, about: str) -> None:
    """Show one picture of the comparison."""
    show_chart(figure, t, key=key, alt=t(f"compare.alt_{key}"), title=title, about=about)


def show_change() -> None:
    """Show what changed from one stage to another."""
    before, after = choose_times(t)
    with st.expander(t("compare.narrow")):
        chosen = group("narrowed", with_time=False)
    cohort = cohort_of(chosen, by_round=False)
    found = with_progress(
        ("change", key, cohort, before, after),
        lambda tell: compare_times(pool, cohort, before=before, after=after, progress=tell),
        text=t("compare.working"),
    )
    about = f"{chosen.name}: {words.pairs_text(found, t)}"
    block('<p class="dk-peers">{text}</p>', text=about)
    view.show_conclusion(words.change_conclusion(found, names, t), t)
    view.show_cautions(cautions(found), t)
    if found.pairs.n:
        show_change_pictures(found, about)
    data = change_data(found, compared, chosen_filters(chosen.filters, chosen.name), t)
    view.show_figures(words.change_table(found, names, t), data, t)


def show_change_pictures(found: Change, about: str) -> None:
    """Show the effects, the dimensions and the companies of a change."""
    st.header(t("compare.effects_of_change"))
    figure = charts.effects_of_change(found, names, t, size=size, palette=palette())
    show(figure, "effects", t("compare.effects_of_change"), about)
    st.header(t("compare.dimensions"))
    figure = charts.slope_of_dimensions(found, names, t, size=size, palette=palette())
    show(figure, "dimensions", t("compare.dimensions"), about)
    st.header(t("compare.companies"))
    place = choose_dimension(names, t)
    with reading(engine) as connection:
        companies = cohort_pool.names(connection, found.organisations)
    rows = charts.company_changes(found, companies, place)
    title = f"{t('compare.companies')}: {[*names.values(), t('table.overall')][place]}"
    left, right = st.columns([3, 2], gap="large")
    with left:
        figure = charts.dumbbell_of_companies(rows, found, t, size=size, palette=palette())
        show(figure, "companies", title, about)
    with right:
        figure = charts.slope_of_companies(rows, found, t, size=size, palette=palette())
        show(figure, "lines", title, about)
    view.show_companies(rows, (found.before, found.after), t)


def show_cohorts() -> None:
    """Show how one group differs from another."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header(t("compare.group_1"))
        first = group("first", with_time=True)
    with right:
        st.header(t("compare.group_2"))
        second = group("second", with_time=True)
    if first == second:
        notice(t("compare.choose_title"), t("compare.choose"), kind="wait")
        st.stop()
    one, other = cohort_of(first, by_round=True), cohort_of(second, by_round=True)
    found = with_progress(
        ("cohorts", key, one, other),
        lambda tell: compare_cohorts(pool, one, other, progress=tell),
        text=t("compare.working"),
    )
    labels = (f"1: {first.name}", f"2: {second.name}")
    view.show_sizes(labels, found, t)
    about = "; ".join(view.sizes(labels, found, t))
    view.show_conclusion(words.cohorts_conclusion(found, names, t), t)
    view.show_cautions(cautions(found), t)
    if all(found.n):
        st.header(t("compare.effects_of_groups"))
        figure = charts.effects_of_cohorts(found, names, t, size=size, palette=palette())
        show(figure, "effects", t("compare.effects_of_groups"), about)
        st.header(t("compare.means"))
        figure = charts.means_of_cohorts(found, names, labels, t, size=size, palette=palette())
        show(figure, "means", t("compare.means"), about)
    filters = tuple(chosen_filters(each.filters, each.name) for each in (first, second))
    data = cohorts_data(found, compared, (filters[0], filters[1]), t)
    view.show_figures(words.cohorts_table(found, names, labels, t), data, t)


with reading(engine) as connection:
    revision = revisions.current(connection, revisions.POOL)
    content = content_at(revision, is_example=is_example)
    key = cohort_pool.pool_key(connection, content, known, is_example=is_example)
saved = cohorts.every(engine)
names_of_saved = {one.id: one.name for one in saved}
pool = pool_of(key)
size = chart_size()
names = {d.id: d.name.in_language(t.language) for d in content.dimensions}
compared = Compared(content.id, key.questionnaires, is_example)
show_header(is_example=is_example)
block(
    '<div class="dk-wide"></div><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{about}</p>',
    title=t("compare.title"),
    about=t("compare.about"),
)
if not pool.rounds.round.size:
    notice(t("compare.empty_title"), t("compare.empty"), kind="wait")
    st.stop()
if choose_kind(t) == BEFORE_AFTER:
    show_change()
else:
    show_cohorts()
