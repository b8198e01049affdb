"""The controls of a workshop as a facilitator sees them on a phone."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

import streamlit as st

from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.qr import show_qr
from digikartta.workshop import Flow

Act = Callable[..., None]  # called with the name of a control and what it is about


def show_joining(code: str, address: str, t: Texts, *, expanded: bool) -> None:
    """Show the code, the QR code and the link by which people join."""
    title = t("control.joining", code=f"{code[:3]} {code[3:]}")
    with st.expander(title, expanded=expanded, key="dk_joining"):
        st.markdown(t("control.joining_how"))
        show_qr(address, alt=t("control.qr"))
        st.code(address, language=None, wrap_lines=True)


class Counted(Protocol):
    """How many take part."""

    @property
    def joined(self) -> int:
        """People who have joined."""

    @property
    def answering(self) -> int:
        """People who have answered something and not sent yet."""

    @property
    def finished(self) -> int:
        """People who have sent their answers."""


def show_counts(counted: Counted, t: Texts) -> None:
    """Show how many have joined, are answering and have finished."""
    parts = (
        (counted.joined, "control.joined"),
        (counted.answering, "control.answering"),
        (counted.finished, "control.finished"),
    )
    body = "".join("<p><strong>{}</strong><span>{}</span></p>" for _ in parts)
    words = [str(part) for count, key in parts for part in (count, t.n(key, count))]
    names = [f"v{place}" for place in range(len(words))]
    template = body.format(*(f"{{{name}}}" for name in names))
    block(
        f'<div class="dk-counts dk-three">{template}</div>',
        **dict(zip(names, words, strict=True)),
    )


def show_state(state: str, act: Act, t: Texts, *, can_reopen: bool) -> None:
    """Show what the workshop is in, and the one thing that is usually done next."""
    block(
        '<p class="dk-chip dk-chip-{state}" role="status">{words}</p>',
        state=state,
        words=t(f"control.state.{state}"),
    )
    following = {"prepared": "open", "open": "pause", "paused": "go_on", "closed": "reopen"}[state]
    if state == "closed" and not can_reopen:
        return
    st.button(
        t(f"control.{following}"),
        key=f"state-{state}",  # a second press does not take the first one back
        type="primary" if state in {"prepared", "paused"} else "secondary",
        width="stretch",
        on_click=act,
        args=("pause" if state == "open" else "open",),
    )


def show_dimensions(questionnaire: Questionnaire, flow: Flow, act: Act, t: Texts) -> None:
    """Show each dimension with what the facilitator can do with it, and all of them at once."""
    waiting = [d for d in questionnaire.dimensions if _status(flow, d.id) == "waiting"]
    if waiting and flow.state == "open":
        st.button(
            t("control.open_next", name=waiting[0].name.in_language(t.language)),
            key=f"open-next-{waiting[0].id}",
            type="primary",
            width="stretch",
            on_click=act,
            args=("open_dimensions", (waiting[0].id,)),
        )
    for place, dimension in enumerate(questionnaire.dimensions, 1):
        with st.container(key=f"dk_dimension_{dimension.id}", border=True):
            block(
                '<p class="dk-number">{status}</p><p class="dk-control-name">{name}</p>',
                status=t(f"control.dimension_{_status(flow, dimension.id)}"),
                name=f"{place}. {dimension.name.in_language(t.language)}",
            )
            with st.container(horizontal=True):
                _dimension_buttons(flow, dimension.id, act, t)
    every = questionnaire.dimension_ids
    with st.container(horizontal=True):
        if flow.pacing == "dimension" and any(d not in flow.opened for d in every):
            _button("open_all", "open_dimensions", every, act, t)
        if any(d not in flow.revealed for d in every):
            _button("reveal_all", "reveal", every, act, t)
        if flow.revealed:
            _button("hide_all", "hide", every, act, t)


def _status(flow: Flow, dimension: str) -> str:
    if dimension in flow.closed:
        return "closed"
    return "open" if flow.pacing == "free" or dimension in flow.opened else "waiting"


def _dimension_buttons(flow: Flow, dimension: str, act: Act, t: Texts) -> None:
    status = _status(flow, dimension)
    if status == "open":
        _button("close_dimension", "close_dimensions", (dimension,), act, t)
    else:
        _button("open_dimension", "open_dimensions", (dimension,), act, t)
    if dimension in flow.revealed:
        _button("hide", "hide", (dimension,), act, t)
    else:
        _button("reveal", "reveal", (dimension,), act, t)


def _button(label: str, control: str, about: Sequence[str], act: Act, t: Texts) -> None:
    key = f"{label}-{about[0]}" if len(about) == 1 else label
    st.button(t(f"control.{label}"), key=key, on_click=act, args=(control, about))


class Placed(Protocol):
    """One person's place."""

    @property
    def respondent_id(self) -> int:
        """Known to the server only."""

    @property
    def sign(self) -> str:
        """Three signs that stand on the person's own phone."""

    @property
    def name(self) -> str:
        """Empty in an anonymous workshop."""

    @property
    def role(self) -> str:
        """In which the person answers."""

    @property
    def organisation(self) -> str:
        """The company."""

    @property
    def answered(self) -> int:
        """How many answers are stored."""


def show_seats(seats: Sequence[Placed], act: Act, t: Texts, *, is_seminar: bool) -> None:
    """Show who takes part, to hand a place back or to remove somebody."""
    with st.expander(t("control.people"), key="dk_people"):
        if not seats:
            st.markdown(t("control.nobody"))
            return
        st.markdown(t("control.seats_why"))
        for seat, name in zip(seats, _names(seats), strict=True):
            with st.container(key=f"dk_seat_{name}", border=True):
                of = f" · {seat.organisation}" if is_seminar else ""
                _show_seat(seat, (seat.name or seat.sign) + of, t)
                with st.container(horizontal=True):
                    _seat_buttons(seat, name, act, t)


def _show_seat(seat: Placed, who: str, t: Texts) -> None:
    block(
        '<p class="dk-control-name">{who}</p><p class="dk-muted">{what}</p>',
        who=who,
        what=f"{t(f'role.{seat.role}')} · {t.n('control.answers', seat.answered)}",
    )


def _names(seats: Sequence[Placed]) -> list[str]:
    """Return what the page calls each seat: in a hall two people may have the same three signs."""
    seen: Counter[str] = Counter()
    names = []
    for seat in seats:
        seen[seat.sign] += 1
        again = seen[seat.sign]
        names.append(seat.sign if again == 1 else f"{seat.sign}-{again}")
    return names


def _seat_buttons(seat: Placed, name: str, act: Act, t: Texts) -> None:
    st.button(
        t("control.hand_back"),
        key=f"hand-{name}",
        on_click=act,
        args=("hand_back", seat.respondent_id),
    )
    with st.popover(t("control.remove")):
        st.markdown(t("control.remove_sure"))
        st.button(
            t("control.remove_go"),
            key=f"remove-{name}",
            on_click=act,
            args=("remove", seat.respondent_id),
        )


def show_handed_back(address: str, t: Texts) -> None:
    """Show the fresh link by which a person comes back to the own place."""
    with st.container(key="dk_handed", border=True):
        st.markdown(t("control.handed"))
        show_qr(address, alt=t("control.handed_qr"))
        st.code(address, language=None, wrap_lines=True)


def show_closing(act: Act, t: Texts) -> None:
    """Ask what becomes of the round, then close."""
    with st.expander(t("control.closing"), key="dk_closing"):
        st.radio(
            t("control.closing_rounds"),
            ("close", "keep"),
            key=_closing_key(t),
            format_func=lambda kind: t(f"control.rounds_{kind}"),
        )
        sure = st.checkbox(t("control.closing_sure"), key="closing-sure")
        st.button(
            t("control.closing_go"),
            key="closing-go",
            type="primary",
            disabled=not sure,
            on_click=act,
            args=("close",),
        )


def given_closing(t: Texts) -> str:
    """Return what becomes of the rounds, `close` or `keep`; "" unless the box is ticked."""
    held = all_held()
    return str(held[_closing_key(t)]) if held.get("closing-sure") else ""


def _closing_key(t: Texts) -> str:
    return f"closing-{t.language}"


def show_facilitators_of(names: Sequence[str], act: Act, t: Texts) -> None:
    """Show who runs the workshop, and ask for the address of one more."""
    with st.expander(t("control.facilitators"), key="dk_facilitators"):
        for name in names:
            st.text(name)
        st.text_input(t("control.facilitator_email"), key="facilitator", max_chars=254)
        st.button(
            t("control.facilitator_add"),
            key="add-facilitator",
            on_click=act,
            args=("add_facilitator",),
        )


def show_rehearsal(code: str, act: Act, t: Texts, *, is_test: bool) -> None:
    """Offer to practise before people come, and to put everything back."""
    with st.expander(t("control.rehearsal"), expanded=is_test, key="dk_rehearsal"):
        st.markdown(t("control.rehearsal_why", code=code))
        if is_test:
            st.button(t("control.reset"), key="reset", on_click=act, args=("reset",))
        else:
            st.button(t("control.rehearse"), key="rehearse", on_click=act, args=("rehearse",))
