"""The room's view on the projector: it shows what the facilitator chose on the phone."""

import streamlit as st

from db import accounts, room, room_peers, room_pictures, workshops
from db.engine import reading, shared_engine
from db.room_pictures import Smallest
from db.site_settings import holds_examples
from digikartta.charts.palette import DARK, LIGHT
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.room import RoomPeers
from digikartta.settings import settings
from digikartta.texts import texts
from digikartta.ui import visitor
from digikartta.ui.header import show_header
from digikartta.ui.precedence import precedence
from digikartta.ui.room_scenes import Stage, show_scene
from digikartta.ui.room_view import show_bar, show_room_look
from digikartta.ui.screen import Wall, wall
from digikartta.ui.signed_in import account_or_stop
from digikartta.ui.states import show_bad_link
from digikartta.web.guessing import guesses

SECONDS = 1.0  # between two looks at the room; what is stored is seen within two of them

engine = shared_engine(settings().database_url)


def signed_in() -> accounts.Account | None:
    """Return who is logged in at this moment."""
    return accounts.signed_in(
        engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
    )


def pulse_or_stop() -> tuple[int, ...]:
    """Return the room's pulse, or say why this screen may not see the room, and stop."""
    account = account_or_stop(signed_in(), is_example=holds_examples(engine))
    try:
        return room.pulse(engine, workshop_id, account.id)
    except InvalidInput as error:
        show_header(is_example=holds_examples(engine))
        show_bad_link(error.problems[0].key)


def current_pulse() -> tuple[int, ...] | None:
    """Return the room's pulse now, None when this screen may no longer see the room."""
    account = signed_in()
    if account is None:
        return None
    try:
        return room.pulse(engine, workshop_id, account.id)
    except InvalidInput:
        return None


@st.cache_resource(max_entries=20, ttl=600, show_spinner=False)
def peers_of(workshop: int) -> RoomPeers | None:
    """Return the other companies; who has closed a round does not change by the minute."""
    known = load_questionnaires(*settings().questionnaire_folders)
    return room_peers.beside(engine, workshop, known, today=visitor.today(), k=settings().min_group)


# Streamlit sends what a cached function drew once more without running it: a look at an unchanged
# room costs no drawing, and a second projector shows exactly the same.
@st.cache_data(max_entries=60, show_spinner=False)
def draw(
    workshop: int,
    pulse: tuple[int, ...],  # noqa: ARG001  a room is known by it
    *,
    dark: bool,
    shown_on: Wall,
    language: str,
) -> None:
    """Draw the bar and the view of a room at one pulse."""
    words = texts(language)
    smallest = Smallest(settings().min_group, settings().min_breakdown)
    precedence.give_way()
    room_pictures.advance(engine, workshop, smallest)
    precedence.give_way()
    shown = room.load(engine, workshop, breakdown=settings().min_breakdown)
    stage = Stage(
        shown,
        words,
        palette=DARK if dark else LIGHT,
        wall=shown_on,
        peers=peers_of(workshop) if shown.showing.shows_peers else None,
        site=settings().public_url,
        least=settings().min_group,
    )
    with precedence.drawing():
        precedence.give_way()
        show_bar(shown, words, address=stage.address, host=stage.host)
        precedence.give_way()
        show_scene(stage)


@st.fragment(run_every=SECONDS)
def look() -> None:
    """Look at the room's pulse, whoever looks may still see it, and show the room."""
    pulse = current_pulse()
    if pulse is None:
        st.rerun()
    draw(workshop_id, pulse, dark=visitor.is_dark(), shown_on=shown_on, language=visitor.language())


def let_the_room_in() -> None:
    """Whoever is in the network of this screen sees the code on the wall: it is no guess there."""
    with reading(engine) as connection:
        code = workshops.get(connection, workshop_id).join_code
    if code:
        guesses.known(st.context.ip_address or "", code)


workshop_id = visitor.number("tyopaja")
pulse_or_stop()
let_the_room_in()
shown_on = wall()
show_room_look(shown_on.words)
look()
