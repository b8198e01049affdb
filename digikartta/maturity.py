"""Stages of maturity: what an overall or dimension score is called, and how near an edge it is."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from digikartta.questionnaire import Text

_FILE = Path(__file__).parent / "content" / "maturity.toml"
EDGES = (20.0, 40.0, 60.0, 80.0)
STAGE_IDS = ("starting", "experimenting", "developing", "advanced", "pioneer")
NEAR_EDGE = 3.0  # points; one person's one answer can move a result this much


@dataclass(frozen=True, slots=True)
class Maturity:
    """Where a score stands: [0, 20), [20, 40), [40, 60), [60, 80), [80, 100], unrounded."""

    stage: str  # one of STAGE_IDS
    points_to_next: float | None  # None in the highest stage
    near_edge: float | None  # the edge within 3 points, if any


def maturity(score: float) -> Maturity:
    """Return the stage of maturity of a score from 0 to 100."""
    place = sum(score >= edge for edge in EDGES)
    to_next = EDGES[place] - score if place < len(EDGES) else None
    near = [edge for edge in EDGES if abs(score - edge) <= NEAR_EDGE]
    return Maturity(STAGE_IDS[place], to_next, near[0] if near else None)


@dataclass(frozen=True, slots=True)
class StageText:
    """What a stage of maturity is called and what it means for a small company."""

    name: Text
    meaning: Text


@lru_cache(maxsize=1)
def stage_texts() -> dict[str, StageText]:
    """Return the texts of the stages by id."""
    stages = tomllib.loads(_FILE.read_text(encoding="utf-8"))["stages"]
    return {s["id"]: StageText(Text(**s["name"]), Text(**s["meaning"])) for s in stages}
