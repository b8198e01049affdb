"""The companies that a facilitator expects at a seminar, on the facilitator's phone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import streamlit as st

from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import block

Act = Callable[..., None]  # called with the name of a control and what it is about
PICKED, TYPED = "expected-picked", "expected-typed"


class Held(Protocol):
    """A company's round in a seminar."""

    @property
    def round_id(self) -> int: ...  # noqa: D102
    @property
    def organisation_id(self) -> int: ...  # noqa: D102
    @property
    def organisation(self) -> str: ...  # noqa: D102
    @property
    def joined(self) -> int: ...  # noqa: D102


def show_expected(
    held: Sequence[Held], companies: Mapping[int, str], act: Act, t: Texts, *, may_add: bool
) -> None:
    """Show the seminar's companies, and let more be put on the list; `companies` are one's own."""
    st.markdown(t("expected.why"))
    if may_add:
        _ask(held, companies, act, t)
    for each in held:
        with st.container(key=f"dk_expected_{each.round_id}", border=True):
            block(
                '<p class="dk-control-name">{name}</p><p class="dk-muted">{joined}</p>',
                name=each.organisation,
                joined=t.n("expected.joined", each.joined),
            )
            if may_add and not each.joined:
                st.button(
                    t("expected.take_off"),
                    key=f"take-off-{each.round_id}",
                    on_click=act,
                    args=("take_off", each.round_id),
                )


def _ask(held: Sequence[Held], companies: Mapping[int, str], act: Act, t: Texts) -> None:
    there = {each.organisation_id for each in held}
    free = {number: name for number, name in companies.items() if number not in there}
    if free:
        st.multiselect(
            t("expected.pick"),
            list(free),
            key=PICKED,
            format_func=lambda number: companies.get(number, ""),
            placeholder=t("profile.choose"),
        )
    st.text_area(t("expected.type"), key=TYPED, height=100, placeholder=t("expected.type_hint"))
    st.button(t("expected.add"), key="expected-add", on_click=act, args=("expect",))


def given_companies() -> tuple[list[int], list[str]]:
    """Return what was picked, and the names that were typed, one on each line."""
    held = all_held()
    return list(held.get(PICKED, [])), str(held.get(TYPED, "")).splitlines()


def forget_given() -> None:
    """Empty the fields once what stood in them is on the list."""
    st.session_state[PICKED] = []
    st.session_state[TYPED] = ""
