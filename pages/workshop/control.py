"""Running a workshop: every control, on the facilitator's own phone."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from db import (
    accounts,
    questionnaires,
    rehearsals,
    room,
    room_comments,
    room_control,
    room_names,
    room_pictures,
    seminar_companies,
    workshop_companies,
    workshop_control,
    workshop_notes,
    workshop_people,
    workshops,
)
from db.engine import reading, shared_engine, storage_problem
from db.room_pictures import Smallest
from db.site_settings import holds_examples
from db.workshops import HeldRound, WorkshopRecord
from digikartta.account import Account
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.room_panel import show_comment_choice, show_wall_choice, wall_key
from digikartta.ui.seminar_companies import forget_given, given_companies, show_expected
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import show_refused, show_unknown
from digikartta.ui.voices import show_voices
from digikartta.ui.workshop_notes import given_notes, remember_kept, show_notes
from digikartta.ui.workshop_panel import (
    given_closing,
    show_closing,
    show_counts,
    show_dimensions,
    show_facilitators_of,
    show_handed_back,
    show_joining,
    show_rehearsal,
    show_seats,
    show_state,
)
from digikartta.web.guessing import guesses
from digikartta.workshop import PACINGS

FOLLOW_SECONDS = 2.0

engine = shared_engine(settings().database_url)
t = visitor.t()
today = visitor.today()
asked = visitor.number("tyopaja")


def signed_in() -> Account:
    """Return who acts; raises `InvalidInput` when nobody is logged in any more."""
    return accounts.required(
        engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
    )


def load() -> tuple[WorkshopRecord, list[HeldRound]]:
    """Return the workshop that this account runs and its rounds, or say there is none and stop."""
    try:
        with reading(engine) as connection:
            found = workshops.run_by(connection, asked, account.id)
            return found, workshops.rounds_of(connection, asked)
    except InvalidInput as error:
        show_header(is_example=holds_examples(engine))
        show_unknown(error.problems[0], visitor.address("/tyopajat"), t("control.to_list"))


def act(control: str, *about: object) -> None:
    """Do what a button says, if the account still may, and remember why not."""
    st.session_state["refused"] = problems_of(
        lambda: CONTROLS[control](signed_in().id, *about), trouble=storage_problem
    )


def close(acting: int) -> None:
    """End the workshop, with its rounds if so chosen, if the facilitator is sure at the tap."""
    if closing := given_closing(t):
        closes_rounds = closing == "close"
        workshop_control.close(engine, asked, acting, closes_rounds=closes_rounds, today=today)


def hand_back(acting: int, respondent_id: int) -> None:
    """Make a fresh link to a person's place, to be shown once."""
    st.session_state["handed"] = workshop_people.hand_back(
        engine, asked, acting, respondent_id, today=today, link_days=settings().link_days
    )


def add_facilitator(acting: int) -> None:
    """Let whoever has the address run the workshop too."""
    email = all_held()["facilitator"]
    workshop_control.add_facilitator(engine, asked, acting, email=email)


def expect(_: int) -> None:
    """Put the companies that were picked and typed on the seminar's list."""
    picked, typed = given_companies()
    seminar_companies.expect(engine, asked, signed_in(), organisation_ids=picked, names=typed)
    forget_given()


def show_on_wall(acting: int, field: str) -> None:
    """Put what was just chosen on the wall, beside what stands there."""
    room_control.change(engine, asked, acting, **{field: all_held()[wall_key(field, t)]})


def choose_comment(acting: int, key: str) -> None:
    """Put a comment on the wall, or take it away, as its box says."""
    on_wall = bool(all_held()[f"comment-{key}"])
    room_comments.choose(engine, asked, acting, key, on_wall=on_wall)


def keep_notes(acting: int) -> None:
    """Keep the notes, together with what somebody else has written meanwhile."""
    typed, base = given_notes()
    remember_kept(typed, workshop_notes.keep(engine, asked, acting, typed, base=base))


def here(change: Callable[..., None], **options: object) -> Callable[..., None]:
    """Return a change of this workshop, to be done by whoever acts."""
    return partial(change, engine, asked, **options)


CONTROLS: dict[str, Callable[..., None]] = {
    "open": here(workshop_control.open_),
    "pause": here(workshop_control.pause),
    "close": close,
    "pacing": lambda acting: workshop_control.set_pacing(
        engine, asked, acting, all_held()[f"pacing-{t.language}"]
    ),
    "notes": keep_notes,
    "open_dimensions": here(workshop_control.open_dimensions),
    "close_dimensions": here(workshop_control.close_dimensions),
    "reveal": here(workshop_control.reveal),
    "hide": here(workshop_control.reveal, revealed=False),
    "hand_back": hand_back,
    "remove": here(workshop_people.remove),
    "add_facilitator": add_facilitator,
    "expect": expect,
    "take_off": here(seminar_companies.take_off),
    "show": show_on_wall,
    "choose": choose_comment,
    "rehearse": here(rehearsals.rehearse),
    "reset": here(rehearsals.reset),
}


def look() -> tuple[workshops.Attendance, tuple[object, ...]]:
    """Return how many take part, and a mark that is another when the page shows something else."""
    with reading(engine) as connection:
        counted = workshops.attendance(connection, asked)
        changes = workshops.revision(connection, asked)
        return counted, (changes, counted.joined, room_comments.mark(connection, asked))


@st.fragment(run_every=FOLLOW_SECONDS)
def follow() -> None:
    """Count anew, and draw the page anew when others have changed, joined or commented something.

    So it is when nobody is logged in any more: the page then says so.
    """
    if problems_of(signed_in, trouble=storage_problem):
        st.rerun()
    counted, mark = look()
    if mark != drawn:
        st.session_state.update(refused=refused, handed=handed)  # they stay until the next tap
        st.rerun()
    show_counts(counted, t)


def show_pace() -> None:
    """Choose the pace, and take the room through the dimensions."""
    st.header(t("control.pace"))
    st.session_state[f"pacing-{t.language}"] = workshop.pacing
    st.radio(
        t("workshops.pacing"),
        PACINGS,
        key=f"pacing-{t.language}",
        format_func=lambda pacing: t(f"workshops.pacing.{pacing}"),
        on_change=act,
        args=("pacing",),
    )
    with reading(engine) as connection:
        questionnaire = questionnaires.pinned(connection, workshop.content_hash)
        flow = workshops.flow(connection, asked)
    show_dimensions(questionnaire, flow, act, t)


def show_wall() -> None:
    """Choose what the projector shows, and which comments."""
    st.header(t("wall.title"))
    st.markdown(t("wall.open_why"))
    link(t("control.to_projector"), f"{visitor.address('/naytto')}&tyopaja={asked}")
    smallest = Smallest(settings().min_group, settings().min_breakdown)
    room_pictures.advance(engine, asked, smallest)
    now = room.load(engine, asked, breakdown=settings().min_breakdown)
    show_wall_choice(now, act, t)
    with st.expander(t("wall.comments"), key="dk_comments"):
        written = room_comments.written(engine, asked, account.id)
        show_comment_choice(written, now, act, t)


def show_companies() -> None:
    """Show a seminar's companies, and put those that are expected on its list."""
    title = t("expected.title", n=len(held))
    with st.expander(title, expanded=workshop.state == "prepared", key="dk_expected"):
        own = dict(workshop_companies.companies_of(engine, account))
        show_expected(held, own, act, t, may_add=workshop.state != "closed")


def show_names() -> None:
    """Show who answered what, where people were told so on joining."""
    with st.expander(t("control.voices"), key="dk_voices"):
        st.markdown(t("control.voices_why"))
        with reading(engine) as connection:
            questionnaire = questionnaires.pinned(connection, workshop.content_hash)
        show_voices(questionnaire, room_names.stored(engine, asked, account.id), t)


def show_plan_and_notes() -> None:
    """Show the time plan and the facilitators' notes."""
    if workshop.plan:
        with st.expander(t("workshops.plan")):
            st.text(workshop.plan)
    show_notes(workshop.notes, act, t)


def show_facilitators() -> None:
    """Show who runs the workshop, and let another one in."""
    with reading(engine) as connection:
        names = workshop_control.facilitators(connection, asked)
    show_facilitators_of(names, act, t)


def show_after() -> None:
    """Lead on to the result; the companies of a seminar see each their own."""
    if not held or not all(each.is_closed for each in held):
        return
    if workshop.is_seminar:
        st.markdown(t("control.seminar_results"))
    else:
        address = f"{visitor.address('/tulos')}&yritys={workshop.organisation_id}"
        link(t("control.to_result"), address, primary=True)


account = signed_in_or_stop(accounts.signed_in, engine, is_example=holds_examples(engine))
_, drawn = look()
workshop, held = load()
show_header(organisation=workshop.name, is_example=holds_examples(engine))
block(
    '<p class="dk-step">{step}</p><h1 class="dk-part" tabindex="-1">{name}</h1>',
    step=f"{t(f'stage.{workshop.stage}')} · {t.day(workshop.held_on)}",
    name=workshop.name,
)
refused, handed = (st.session_state.pop(key, None) for key in ("refused", "handed"))
show_refused(refused or ())
if workshop.is_test:
    notice(t("control.is_test_title"), t("control.is_test"), kind="wait")
if handed:
    show_handed_back(f"{settings().public_url}/v/{handed}", t)
show_state(workshop.state, act, t, can_reopen=not any(each.is_closed for each in held))
follow()
if workshop.state == "closed":
    show_after()
if workshop.join_code:
    guesses.known(st.context.ip_address or "", workshop.join_code)
    address = f"{settings().public_url}/t/{workshop.join_code}"
    show_joining(workshop.join_code, address, t, expanded=workshop.state == "prepared")
if workshop.is_seminar:
    show_companies()
if workshop.state != "closed":
    show_pace()
show_wall()
show_plan_and_notes()
seats = workshop_people.seats(engine, asked, account.id)
show_seats(seats, act, t, is_seminar=workshop.is_seminar)
if workshop.names_on_wall:
    show_names()
if workshop.state != "closed":
    show_closing(act, t)
show_facilitators()
if workshop.state in {"prepared", "open", "paused"} or workshop.is_test:
    show_rehearsal(workshop.join_code or "", act, t, is_test=workshop.is_test)
link(t("control.to_list"), visitor.address("/tyopajat"))
