"""The room's view: what the projector shows, and how far the people in the room are."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digikartta.questionnaire import Dimension, Questionnaire, items_of

Scene = Literal["join", "map", "spread", "question", "differ", "roles", "wall", "companies"]
SCENES: tuple[Scene, ...] = (
    *("join", "map", "spread", "question"),
    *("differ", "roles", "wall", "companies"),
)


@dataclass(frozen=True, slots=True)
class Showing:
    """What the facilitator wants on the wall; `part` is a dimension or a question."""

    scene: Scene = "join"
    part: str = ""
    shows_peers: bool = False
    shows_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """How far one person is."""

    place: int  # the dimension on the screen, 0-based
    submitted: bool
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DimensionProgress:
    """How many of those who have joined have finished a dimension, and are in it."""

    finished: int
    joined: int

    @property
    def answering(self) -> int:
        """How many have not finished it."""
        return self.joined - self.finished


def dimension_answers(dimension: Dimension, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what a person has answered in one dimension, the target too; blanks are left out."""
    items = [item for question in dimension.questions for item, _ in items_of(question)]
    found = {item: answers.get(item, "") for item in (*items, dimension.target_item)}
    return {item: value for item, value in found.items() if value}


def has_finished(dimension: Dimension, index: int, person: Place) -> bool:
    """Whether a person is done with the dimension at `index`.

    Something was answered there, and every question was, or the person has gone on to the next
    dimension or sent the answers. A target alone is no answer to a question.
    """
    given = dimension_answers(dimension, person.answers).keys() - {dimension.target_item}
    items = {item for question in dimension.questions for item, _ in items_of(question)}
    return bool(given) and (given == items or person.submitted or person.place > index)


def progress(questionnaire: Questionnaire, people: Sequence[Place]) -> dict[str, DimensionProgress]:
    """Return how far the room is in each dimension; counts only."""
    return {
        dimension.id: DimensionProgress(
            sum(has_finished(dimension, index, person) for person in people), len(people)
        )
        for index, dimension in enumerate(questionnaire.dimensions)
    }


def comment_key(workshop_id: int, respondent_id: int, item: str) -> str:
    """Return by what a facilitator's screen calls a comment.

    It does not tell which comments are one person's: nobody gets back to the id from it.
    """
    text = f"{workshop_id} {respondent_id} {item}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]
