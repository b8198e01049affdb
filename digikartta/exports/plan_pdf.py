"""The future map on one page and the plan as a table: a tagged PDF that can be read aloud."""

import json
from pathlib import Path
from typing import Any

import typst

from digikartta.exports.map_svg import map_svg
from digikartta.map_layout import MapLayout
from digikartta.map_source import MapSource, levels_note, levels_text
from digikartta.plan_words import PlanWords

_TEMPLATE = Path(__file__).parent.parent / "content" / "templates" / "plan.typ"
_WIDTH = 1240  # px of the picture; it is scaled to the page
_COLUMNS = ("title", "status", "owner", "starts_on", "due_on", "dimension", "first_step", "cost")


def plan_pdf(source: MapSource, *, organisation: str, words: PlanWords) -> bytes:
    """Return the file (PDF/UA-1); its font is one that typst brings along, under the OFL."""
    picture, layout = map_svg(source, words=words, width=_WIDTH)
    files = {
        "main.typ": _TEMPLATE.read_bytes(),
        "map.svg": picture.encode(),
        "data.json": json.dumps(_data(source, layout, organisation, words)).encode(),
    }
    made = typst.compile(files, ignore_system_fonts=True, pdf_standards=["ua-1"])  # type: ignore[call-overload]
    return bytes(made)


def _data(
    source: MapSource, layout: MapLayout, organisation: str, words: PlanWords
) -> dict[str, Any]:
    t = words.t
    plan_title = t("drawio.plan_title", organisation=organisation)
    return {
        "language": t.language,
        "organisation": organisation,
        "day": t.day(source.today),
        "title": plan_title,
        "plan_title": plan_title,
        "map_title": t("drawio.map_title", organisation=organisation),
        "map_alt": _alt(source, words),
        "left_out": _left_out(source, layout, words),
        "heads": [words.field(name) for name in _COLUMNS],
        "cells": [[words.of(p.content, name) for name in _COLUMNS] for p in source.plan],
    }


def _alt(source: MapSource, words: PlanWords) -> str:
    """What the picture shows, for whoever hears it: its lanes with their levels."""
    alt = words.t("map.alt_file", lanes=len(source.lanes), years=source.settings.years)
    lanes = "; ".join(f"{lane.name} {levels_text(lane, words)}".strip() for lane in source.lanes)
    parts = [alt, lanes, source.vision]
    return ". ".join(part for part in parts if part)


def _left_out(source: MapSource, layout: MapLayout, words: PlanWords) -> str:
    note = levels_note(source, words)
    found = [note] if note else []
    for kind, ids in (("undated", layout.undated), ("outside", layout.outside)):
        if ids:
            titles = "; ".join(source.action(number).content.title for number in ids)
            found.append(words.t(f"map.{kind}", titles=titles))
    return " ".join(found)
