"""The company's result: its level, its shape against the peer group, its needs and next steps."""

import streamlit as st

from db import owned_rounds, peer_days, peer_pool, publications, results, revisions
from db.company_access import result_access
from db.engine import reading, shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.disclosure_public import KnownFigures
from digikartta.live_rules import FEWEST_UNNAMED
from digikartta.peer_group import ClosedRounds, PeerGroup, PeerReader
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.questionnaire_versions import following
from digikartta.settings import settings
from digikartta.shown_figures import ShownFigures
from digikartta.ui import browser, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.company_visit import company_in_links, visited_or_stop
from digikartta.ui.development_steps import RESULT, show_next_step, show_steps
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link, notice
from digikartta.ui.once import once
from digikartta.ui.peer_choice import choose_peers, group_text, peer_rows, show_group
from digikartta.ui.profile_form import ask_role, given_role
from digikartta.ui.promise import show_withheld
from digikartta.ui.result_charts import dots_of, palette, radar_of, show_chart, timeline_of
from digikartta.ui.result_text import (
    basis_text,
    show_basis,
    show_customers,
    show_next_steps,
    show_overall,
    show_strengths_and_needs,
    show_table,
)
from digikartta.ui.screen import chart_size
from digikartta.ui.states import show_refused
from digikartta.web.cookies import OWNER

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
today = visitor.today()
token = visitor.cookie(OWNER)


def load() -> results.RoundResult:
    """Return the company's result, or show that there is none yet and stop."""
    try:
        return results.of_access(
            engine,
            access,
            breakdown=settings().min_breakdown,
            round_id=visitor.number("kierros") or None,
        )
    except InvalidInput:
        show_header(organisation=access.organisation, is_example=access.is_example)
        notice(t("result.open_title"), t("result.open"), kind="wait", heading=True)
        show_way_back()
        st.stop()


def show_way_back() -> None:
    """Lead whoever came too early back to where one came from."""
    if access.kind == "owner":
        link(t("result.to_owner"), visitor.address("/arviointi"), primary=True)
    elif access.kind == "participant":
        link(t("own.back"), visitor.address("/vastaa"), primary=True)
    else:
        link(t("control.to_list"), visitor.address("/tyopajat"), primary=True)


@st.cache_resource(max_entries=4, show_spinner=False)
def pool_of(key: peer_pool.PoolKey) -> ClosedRounds:
    """Return the pool of closed rounds; read anew when one was closed since."""
    with reading(engine) as connection:
        return peer_pool.load(connection, key)


@st.cache_resource(max_entries=4, show_spinner=False)
def published_of(key: peer_pool.PoolKey, revision: int) -> KnownFigures:  # noqa: ARG001  of the cache
    """Return what is known of cohorts; read anew when something was published since."""
    with reading(engine) as connection:
        return publications.known_figures(connection, pool_of(key))


@st.cache_resource(max_entries=50, show_spinner=False)
def reader_of(
    _found: results.RoundResult,
    round_id: int,  # noqa: ARG001  the cache knows a reader by it
    key: peer_pool.PoolKey,
    published: int,
    least: int,
    *,
    walls: tuple[int, ...],
    is_guest: bool,  # noqa: ARG001  a guest is told of no earlier rounds
) -> PeerReader:
    """Return the company of a round as a reader of the others; it keeps what it works out."""
    return PeerReader(
        pool_of(key),
        organisation=_found.round.organisation_id,
        on_or_before=_found.closed_on.toordinal(),
        k=least,
        earlier=[*(past.closed_on.toordinal() for past in _found.rounds[:-1]), *walls],
        published=published_of(key, published),
    )


def compare() -> PeerGroup | None:
    """Let the reader choose the peer group and return it; only the latest round is compared."""
    if not found.is_latest:
        notice(t("result.picture"), t("result.older"))
        return None
    with reading(engine) as connection:
        key = peer_pool.pool_key(
            connection, found.questionnaire, known, is_example=found.round.is_example
        )
        published = revisions.current(connection, revisions.PUBLIC)
        walls = peer_days.of_walls(connection, found.round.organisation_id, key)
    filters = choose_peers(
        t,
        own_municipality=found.round.municipality,
        cohort=found.round.cohort,
        years=sorted({int(year) for year in pool_of(key).year}, reverse=True),
    )
    own = {score.dimension: score.score for score in found.result.scores}
    least, guest = settings().min_group, access.is_guest
    reader = reader_of(found, found.round.id, key, published, least, walls=walls, is_guest=guest)
    group = reader.group(filters, own=[own.get(dimension) for dimension in key.dimensions])
    show_group(group, t, least=least, is_example=found.round.is_example)
    return group


def show_pictures() -> None:
    """Show the radar and, beside it, the dot plot."""
    name, about = found.round.organisation, basis
    if peers is not None and peers.suppressed is None:
        about = f"{about} {group_text(peers, t)}."
    left, right = st.columns(2, gap="medium")
    with left:
        figure = radar_of(shown, t, size=size, palette=palette())
        show_chart(figure, t, key="radar", alt=t("result.alt_radar"), title=name, about=about)
    with right:
        st.header(t("result.dots"))
        figure = dots_of(shown, t, size=size, palette=palette())
        show_chart(figure, t, key="dots", alt=t("result.alt_dots"), title=name, about=about)


def show_rounds() -> None:
    """Show the company's own rounds in time order, once there are two."""
    if len(found.rounds) < 2:
        return
    st.header(t("result.time"))
    rounds = [
        (past.round.stage, f"{past.round.stage} {t.day(past.closed_on)}", past.scores)
        for past in found.rounds
    ]
    figure = timeline_of(found.questionnaire, rounds, t, size=size, palette=palette())
    show_chart(figure, t, key="rounds", alt=t("result.alt_time"), title=t("result.time"))


def start_next() -> None:
    """Open the company's next round and remember the way to it."""

    def store() -> None:
        tokens = owned_rounds.start_next(
            engine,
            token,
            following(known, found.questionnaire),
            role=given_role(t),
            language=t.language,
            today=today,
            link_days=settings().link_days,
        )
        st.session_state["next_round"] = tokens.owner

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)


def offer_next_round() -> None:
    """Offer a new round after the latest one."""
    if owner := st.session_state.pop("next_round", None):
        address = visitor.address(f"/o/{owner}")
        browser.go_to(address)
        link(t("start.go_on"), address, primary=True)
    elif found.is_latest:
        show_refused(st.session_state.pop("refused", ()))
        with st.expander(t("owner.next_title")):
            st.markdown(t("owner.next"))
            role = ask_role(t, {})
            st.button(t("owner.next_go"), disabled=not role, **once("next-round", start_next))


def show_on() -> None:
    """Lead on: to what comes next for the company, and to a round of its own later."""
    if not access.is_guest:
        show_next_step(RESULT, t, organisation_id=company_in_links(access))
    if access.kind == "owner":
        offer_next_round()


access = visited_or_stop(result_access, engine, is_example=holds_examples(engine))
found = load()
size = chart_size()
show_header(organisation=found.round.organisation, is_example=found.round.is_example)
block(
    '<div class="dk-wide"></div><h1 class="dk-part" tabindex="-1">{title}</h1>',
    title=t("result.heading"),
)
if not access.is_guest:
    show_steps(RESULT, t, organisation_id=company_in_links(access))
people = found.result.respondents
basis = basis_text(t, stage=found.round.stage, closed_on=found.closed_on, respondents=people)
show_basis(t, basis, is_named=0 < people < FEWEST_UNNAMED, is_test=found.round.is_test)
if found.result.is_withheld:
    show_withheld(t, respondents=people, least=found.breakdown)
    show_customers(found.questionnaire, found.result, t, least=found.breakdown)
    show_on()
    st.stop()
show_overall(found.result.overall, t)
st.header(t("result.picture"))
peers = compare()
shown = ShownFigures(
    found.questionnaire,
    found.result.dimensions,
    peers=peer_rows(peers),
    customers=found.result.customers,
)
show_pictures()
show_strengths_and_needs(found.questionnaire, found.result, t)
show_next_steps(found.questionnaire, found.result, found.means_before, t)
show_customers(found.questionnaire, found.result, t, least=found.breakdown)
show_table(shown, found.result.overall, t)
show_rounds()
show_on()
