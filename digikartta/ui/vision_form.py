"""The parts of a vision as they are written; each is saved by itself when it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from digikartta.digital_vision import (
    MAX_TEXT,
    MAX_UNIT,
    MAX_WHAT,
    TEXT_PARTS,
    Measure,
    Vision,
    checked_measure,
    checked_text,
    part_content,
)
from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice

MEASURE_FIELDS = ("what", "current", "target", "unit")
_MINE = "vision-mine"  # parts that somebody else has written meanwhile


@dataclass(frozen=True, slots=True)
class PartForm:
    """The widgets of one part, and which version of it they began with."""

    part: str
    t: Texts

    @property
    def seen(self) -> int:
        """The version that the visitor has seen."""
        return int(all_held().get(f"vision-{self.part}-seen", -1))

    @property
    def is_torn(self) -> bool:
        """Whether somebody else has written the part since, and nobody has chosen yet."""
        return self.part in all_held().get(_MINE, ())

    def begin(self, vision: Vision, version: int) -> None:
        """Fill the widgets anew when what is stored is newer; words that are not stored stay."""
        if self.seen != version and not self.is_torn:
            self.fill(vision, version)

    def fill(self, vision: Vision, version: int) -> None:
        """Fill the widgets with what is stored."""
        st.session_state[f"vision-{self.part}-seen"] = version
        if self.part in TEXT_PARTS:
            st.session_state[self._key()] = vision.text(self.part)
        else:
            for field in MEASURE_FIELDS:
                value = getattr(vision.measure(self.part), field)
                st.session_state[self._key(field)] = value

    def given(self) -> Vision:
        """Return what stands in the widgets, as a vision of this part alone."""
        held = all_held()
        if self.part in TEXT_PARTS:
            return Vision({self.part: held.get(self._key()) or ""}, {})
        found = {field: held.get(self._key(field)) for field in MEASURE_FIELDS}
        measure = Measure(
            found["what"] or "", found["current"], found["target"], found["unit"] or ""
        )
        return Vision({}, {self.part: measure})

    def content(self) -> str:
        """Return the same, checked, as it is stored; raises `InvalidInput` for what is wrong."""
        given = self.given()
        if self.part in TEXT_PARTS:
            text = checked_text(given.text(self.part), part=self.part)
            return part_content(Vision({self.part: text}, {}), self.part)
        measure = checked_measure(given.measure(self.part), part=self.part)
        return part_content(Vision({}, {self.part: measure}), self.part)

    def tear(self) -> None:
        """Keep the visitor's words beside what somebody else has stored."""
        st.session_state[_MINE] = {*st.session_state.get(_MINE, ()), self.part}

    def mend(self) -> None:
        """The visitor has chosen which words stay; the widgets begin anew from what is stored."""
        st.session_state[_MINE] = {*st.session_state.get(_MINE, ())} - {self.part}
        st.session_state.pop(f"vision-{self.part}-seen", None)

    def show(self, on_change: Callable[[str], None]) -> None:
        """Show the widgets."""
        if self.part in TEXT_PARTS:
            self._show_text(on_change)
        else:
            self._show_measure(on_change)

    def _show_text(self, on_change: Callable[[str], None]) -> None:
        st.text_area(
            self.t(f"vision.{self.part}"),
            key=self._key(),
            max_chars=MAX_TEXT,
            placeholder=self.t(f"vision.{self.part}_hint"),
            height=110,
            on_change=on_change,
            args=(self.part,),
        )

    def _show_measure(self, on_change: Callable[[str], None]) -> None:
        number = self.part.removeprefix("measure")
        changed: dict[str, Any] = {"on_change": on_change, "args": (self.part,)}
        what, current, target, unit = st.columns([5, 2, 2, 2])
        with what:
            self._line("what", number, MAX_WHAT, changed)
        for column, field in ((current, "current"), (target, "target")):
            with column:
                st.number_input(
                    self._label(field, number),
                    value=None,
                    step=1.0,
                    format="%g",
                    key=self._key(field),
                    **changed,
                )
        with unit:
            self._line("unit", number, MAX_UNIT, changed)

    def _line(self, field: str, number: str, limit: int, changed: dict[str, Any]) -> None:
        st.text_input(
            self._label(field, number),
            key=self._key(field),
            max_chars=limit,
            placeholder=self.t(f"vision.measure_{field}_hint"),
            **changed,
        )

    def _label(self, field: str, number: str) -> str:
        return self.t(f"vision.measure_{field}", number=number)

    def _key(self, field: str = "") -> str:
        return f"vision-{self.part}-{field}" if field else f"vision-{self.part}"


def show_part_status(*, saved: bool, error: str, t: Texts) -> None:
    """Say of a part that it is saved, or why it is not."""
    if error:
        block('<p class="dk-field-error" role="alert">{text}</p>', text=error)
    elif saved:
        block('<p class="dk-status" role="status">{text}</p>', text=t("answer.saved"))


def show_torn(part: str, theirs: str, mine: str, t: Texts) -> None:
    """Show what somebody else has stored beside what the visitor wrote."""
    notice(t("both.title"), t("both.text"), kind="bad")
    block(
        '<div class="dk-both" data-part="{part}"><div><p><strong>{their_label}</strong>'
        "<span>{theirs}</span></p><p><strong>{my_label}</strong><span>{mine}</span></p></div></div>",
        part=part,
        their_label=t("both.theirs"),
        theirs=theirs or "–",
        my_label=t("both.mine"),
        mine=mine or "–",
    )
