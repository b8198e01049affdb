"""The questionnaire: one dimension a screen, then the review."""

from collections.abc import Callable

import streamlit as st

from db import need_votes, respondents
from db.answering import Answering
from db.company_access import is_guests_round
from db.engine import reading, shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.need_votes import OPEN
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.ui import browser, visitor, whole_page
from digikartta.ui.attempt import problems_of
from digikartta.ui.card import Cards, Sheet
from digikartta.ui.following import follow
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link, notice
from digikartta.ui.precedence import precedence
from digikartta.ui.progress import dimension_progress, show_dimension_list, show_progress
from digikartta.ui.question import show_question, show_target
from digikartta.ui.saving import Saving
from digikartta.ui.states import show_bad_link, show_refused
from digikartta.web.cookies import RESPONDENT
from digikartta.workshop import ALONE, mark, phone_view, seat_sign

engine = shared_engine(settings().database_url)
token = visitor.cookie(RESPONDENT)
today = visitor.today()


def load() -> Answering:
    """Return where the holder of the link is, or show why not and stop."""
    if not token:
        show_header(is_example=holds_examples(engine))
        show_bad_link("problem.link_missing")
    try:
        return respondents.answering(engine, token, today=today)
    except InvalidInput as error:
        show_header(is_example=holds_examples(engine))
        show_bad_link(error.problems[0].key)


def remember(change: Callable[[], None]) -> None:
    """Remember where somebody is, where the round still takes changes.

    What comes of it is no news to the reader: a round that was closed meanwhile says so itself.
    """
    if not locked:
        problems_of(change, trouble=storage_problem)


def speak(language: str) -> None:
    """Go on in another language."""
    remember(lambda: respondents.speak(engine, token, language, today=today))


def move_to(place: int) -> None:
    """Go to another part."""
    st.session_state["place"] = place
    whole_page.note()
    remember(lambda: respondents.move_to(engine, token, place, today=today))


def show_dimension(place: int) -> None:
    """Show one dimension's questions and its target level."""
    dimension = questionnaire.dimensions[place]
    block(
        '<p class="dk-step">{step}</p><h1 class="dk-part" tabindex="-1">{name}</h1>'
        '<p class="dk-about">{about}</p>',
        step=t("answer.part", place=place + 1, count=len(questionnaire.dimensions)),
        name=dimension.name.in_language(t.language),
        about=dimension.about.in_language(t.language),
    )
    for order, question in enumerate(dimension.questions, 1):
        show_question(question, sheet, number=f"{place + 1}.{order}")
    if questionnaire.targets:
        show_target(dimension.target_item, sheet)


def show_steps(place: int) -> None:
    """Show the way back and forward."""
    last = len(questionnaire.dimensions) - 1
    with st.container(key="dk_steps", horizontal=True, horizontal_alignment="distribute"):
        st.button(
            t("answer.back"),
            key=f"back-{place}",
            disabled=place == 0,
            on_click=move_to,
            args=(place - 1,),
        )
        st.button(
            t("answer.review") if place == last else t("answer.next"),
            key=f"next-{place}",  # a second press is not one of the next part's button
            type="primary",
            on_click=move_to,
            args=(place + 1,),
        )


def show_review() -> None:
    """Show what is missing, and send."""
    block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("review.heading"))
    missing = [p for p in progress if p.missing]
    if missing:
        st.markdown(t("review.missing"))
        for part in missing:
            st.button(
                t.n("review.go", part.missing, name=part.name),
                key=f"go-{part.place}",
                on_click=move_to,
                args=(part.place,),
                width="stretch",
            )
    else:
        notice(t("review.complete_title"), t("review.complete"), kind="good")
    st.markdown(t("review.change_later"))
    if not sheet.locked:
        st.button(t("review.send"), key="send", type="primary", width="stretch", on_click=send)


def send() -> None:
    """Mark the answers as sent."""
    problems = problems_of(
        lambda: respondents.submit(engine, token, today=today), trouble=storage_problem
    )
    whole_page.note()
    st.session_state["just_sent"] = not problems
    st.session_state["refused"] = problems


def show_way_on() -> None:
    """Lead the company's own people to the vote while it is open, and to the needs."""
    with reading(engine) as connection:
        is_guest = is_guests_round(connection, person.round_id)
    if questionnaire.respondents == "internal" and not is_guest:
        if need_votes.state(engine, person.round_id) == OPEN:
            link(t("vote.go"), visitor.address("/aanestys"), primary=True)
        link(t("vote.to_needs"), visitor.address("/tarpeet"))


def show_sent() -> None:
    """Thank, and show where to go next."""
    block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("sent.heading"))
    notice(t("sent.title"), t("sent.closed" if locked else "sent.body"), kind="good")
    if visitor.cookie("digikartta_owner"):
        link(t("sent.owner"), visitor.address("/arviointi"), primary=True)
    if questionnaire.respondents == "internal":
        link(t("sent.own_result"), visitor.address("/oma-tulos"))
    if not locked:
        st.button(t("sent.change"), key="change", on_click=move_to, args=(0,))


def show_pace() -> None:
    """Say why the workshop takes no answers now, if it does not."""
    if flow.state == "paused":
        notice(t("pace.paused_title"), t("pace.paused"), kind="wait")
    elif view.is_locked and not locked:
        notice(t("pace.closed_title"), t("pace.closed"))


def show_wait() -> None:
    """Wait calmly until the facilitator opens the next part."""
    block(
        '<div class="dk-pace" role="status"><span class="dk-pulse" aria-hidden="true"></span>'
        '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{text}</p></div>',
        title=t("pace.wait_title"),
        text=t("pace.wait"),
    )
    if place:
        st.button(t("answer.back"), key=f"back-{place}", on_click=move_to, args=(place - 1,))


def show_company_result() -> None:
    """Lead the company's own people to the joint result, once there is one."""
    if questionnaire.respondents == "internal":
        address = f"{visitor.address('/tulos')}&yritys={person.organisation_id}"
        link(t("sent.company_result"), address, primary=True)


def show_seat() -> None:
    """Show by what the facilitator knows this place."""
    if flow.is_running:
        who = person.name or seat_sign(person.respondent_id)
        block('<p class="dk-muted dk-seat">{text}</p>', text=t("pace.seat", who=who))


def follow_workshop() -> None:
    """Follow the workshop, also one that has not begun, and one that may be opened again."""
    if person.workshop:
        follow(f"/vaihe/{person.workshop.workshop_id}", mark(flow))


def show_screen() -> None:
    """Show everything, from the header to where the browser begins to read."""
    show_header(
        organisation=person.organisation,
        is_example=person.is_example,
        saving=not sheet.locked,
        on_language=speak,
    )
    show_refused(st.session_state.pop("refused", ()))
    if locked:
        notice(t("answer.closed_title"), t("answer.closed"))
        show_company_result()
        show_way_on()
    show_pace()
    show_progress(progress, place, t)
    show_dimension_list(progress, place, t, on_choose=move_to, sent=person.submitted)
    if view.is_waiting:
        show_wait()
    elif place < len(questionnaire.dimensions):
        show_dimension(place)
        show_steps(place)
    elif just_sent or person.submitted:
        show_sent()
    else:
        show_review()
    show_seat()
    follow_workshop()
    browser.begin_at_top(f"{place}-{just_sent}-{view.is_waiting}")


person = load()
locked = person.closed_on is not None
questionnaire = person.questionnaire
if not visitor.has_chosen_language():
    visitor.choose_language(person.language)
t = visitor.t()
place = min(st.session_state.get("place", person.place), len(questionnaire.dimensions))
flow = person.workshop.flow if person.workshop else ALONE
view = phone_view(flow, questionnaire.dimension_ids, place, begun=person.begun)
if view.place != place:  # the facilitator has opened another part
    place = view.place
    move_to(place)
sheet = Sheet(
    questionnaire=questionnaire,
    values={item: given.value for item, given in person.answers.items() if given.value},
    comments={item: given.comment for item, given in person.answers.items() if given.comment},
    saving=Saving(
        value=lambda item, value: respondents.save_value(
            engine, token, item, value, today=today, seen=person
        ),
        comment=lambda item, text: respondents.save_comment(engine, token, item, text, today=today),
        trouble=storage_problem,
    ),
    t=t,
    person=f"{person.respondent_id:x}",
    locked=locked or view.is_locked,
    cards=st.session_state.setdefault(f"cards-{person.respondent_id:x}", Cards()),
)
progress = dimension_progress(questionnaire, sheet.values, t)
just_sent = st.session_state.pop("just_sent", False)
with precedence.drawing():
    show_screen()
