"""The vision on one page, readable from the back of a room."""

from html import escape

import streamlit as st

from digikartta.digital_vision import MEASURE_PARTS, TEXT_PARTS, Measure, Vision
from digikartta.texts import Texts
from digikartta.ui.html import block


def show_vision(vision: Vision, t: Texts, *, organisation: str, basis: str) -> None:
    """Show a vision; `basis` tells which version it is and who agreed."""
    block(
        '<div class="dk-wide"></div><article class="dk-goal"><p class="dk-goal-whose">{whose}'
        '</p><h2>{title}</h2><p class="dk-goal-known">{known}</p></article>',
        whose=organisation,
        title=t("vision.known_for"),
        known=vision.text("known_for") or "–",
    )
    boxes = "".join(
        f"<section><h3>{escape(t(f'vision.{part}'))}</h3><p>{escape(vision.text(part) or '–')}</p>"
        "</section>"
        for part in TEXT_PARTS
        if part != "known_for"
    )
    st.html(f'<div class="dk-goal dk-goal-parts">{boxes}</div>')
    if vision.given_measures:
        _show_measures(vision, t)
    block('<p class="dk-goal-basis">{basis}</p>', basis=basis)


def _show_measures(vision: Vision, t: Texts) -> None:
    rows = "".join(
        f"<li><span>{escape(measure.what)}</span><strong>{escape(measure_values(measure, t))}"
        "</strong></li>"
        for measure in vision.given_measures
    )
    title = escape(t("vision.measures"))
    st.html(f'<div class="dk-goal dk-goal-measures"><h3>{title}</h3><ul>{rows}</ul></div>')


def measure_values(measure: Measure, t: Texts) -> str:
    """Return where a measure is and where it shall be, with its unit."""
    now, then = (_number(value, t) for value in (measure.current, measure.target))
    return f"{now} → {then} {measure.unit}".strip()


def _number(value: float | None, t: Texts) -> str:
    if value is None:
        return "–"
    return t.whole(value) if value == int(value) else t.decimal(value)


def part_name(part: str, t: Texts) -> str:
    """Return what a part is called."""
    if part in MEASURE_PARTS:
        return t("vision.measure", number=part.removeprefix("measure"))
    return t(f"vision.{part}")


def part_words(vision: Vision, part: str, t: Texts) -> str:
    """Return one part in words."""
    if part in TEXT_PARTS:
        return vision.text(part)
    measure = vision.measure(part)
    return f"{measure.what}: {measure_values(measure, t)}" if measure else ""


def show_differences(before: Vision, after: Vision, parts: list[str], t: Texts) -> None:
    """Show the parts in which two versions differ, side by side."""
    for part in parts:
        block(
            '<div class="dk-both"><p class="dk-number">{part}</p><div><p><strong>{then}</strong>'
            "<span>{before}</span></p><p><strong>{now}</strong><span>{after}</span></p></div></div>",
            part=part_name(part, t),
            then=t("vision.in_version"),
            before=part_words(before, part, t) or "–",
            now=t("vision.in_draft"),
            after=part_words(after, part, t) or "–",
        )
