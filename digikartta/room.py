"""The room's view: what the projector shows, and how far the people in the room are."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from digikartta.agreement import Agreement, most_different
from digikartta.live_picture import DimensionPicture
from digikartta.questionnaire import Dimension, Question, Questionnaire
from digikartta.scoring import overall
from digikartta.workshop import Flow

Voices = Mapping[str, tuple[str, ...]]  # a value → the names of those who chose it, by name
Scene = Literal["join", "map", "spread", "question", "differ", "roles", "wall", "companies"]
SCENES: tuple[Scene, ...] = (
    *("join", "map", "spread", "question"),
    *("differ", "roles", "wall", "companies"),
)
PAGED: tuple[Scene, ...] = ("wall", "companies")  # views of which not all fits the wall
_PAGE = re.compile(rf"(?:{'|'.join(PAGED)})-[1-9][0-9]{{0,2}}")


@dataclass(frozen=True, slots=True)
class Showing:
    """What the facilitator wants on the wall; `part` is a dimension, a question or a page."""

    scene: Scene = "join"
    part: str = ""
    shows_peers: bool = False
    shows_earlier: bool = False


def is_page(part: str) -> bool:
    """Whether this part of a view is one of its pages, by the look of it."""
    return _PAGE.fullmatch(part) is not None


def page_name(scene: Scene, number: int) -> str:
    """Return by which part a view's page is shown; 1 is the first."""
    return f"{scene}-{number}"


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
    items = (*dimension.items, dimension.target_item)
    return {item: answers[item] for item in items if answers.get(item)}


def has_finished(dimension: Dimension, index: int, person: Place) -> bool:
    """Whether a person is done with the dimension at `index`.

    Something was answered there, and every question was, or the person has gone on to the next
    dimension or sent the answers. A target alone is no answer to a question.
    """
    enough = any if person.submitted or person.place > index else all
    return enough(map(person.answers.get, dimension.items))


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


@dataclass(frozen=True, slots=True)
class Attending:
    """How many take part; never who."""

    joined: int
    answering: int  # have answered something and not sent yet
    finished: int  # have sent their answers
    answers: int  # stored values, targets among them


@dataclass(frozen=True, slots=True)
class WallComment:
    """A comment on the wall, as it read when it was chosen."""

    key: str
    item: str
    text: str
    name: str = ""  # the writer's, where people were told that the room sees it


@dataclass(frozen=True, slots=True)
class WrittenComment:
    """A comment that a facilitator may put on the wall."""

    key: str
    item: str
    text: str
    on_wall: bool
    has_changed: bool  # it reads otherwise than what was chosen for the wall
    name: str = ""  # the writer's; empty in an anonymous workshop


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """The company's latest closed round before this one, 0 to 100 by dimension."""

    stage: str
    closed_on: date
    scores: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class RoomPeers:
    """All other companies: how many, and their median of each dimension where it may be shown."""

    n: int
    medians: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the room's own picture, 0 to 100 by dimension; empty where unwanted."""

    peers: Mapping[str, float]
    earlier: Mapping[str, float]
    customers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Room:
    """One moment of a workshop, as the room may see it."""

    name: str
    join_code: str  # empty once nobody can join
    is_seminar: bool
    is_named: bool
    is_example: bool
    min_group: int
    flow: Flow
    questionnaire: Questionnaire
    showing: Showing
    attending: Attending
    missing: int  # answers that people were told are saved, and that are not stored
    progress: Mapping[str, DimensionProgress]
    pictures: Mapping[str, DimensionPicture]  # of revealed dimensions, where there is one to show
    customers: Mapping[str, float] = field(default_factory=dict)  # where enough have answered
    earlier: EarlierRound | None = None
    comments: tuple[WallComment, ...] = ()
    companies: Mapping[int, str] = field(default_factory=dict)  # of a seminar, by id
    voices: Mapping[str, Voices] = field(default_factory=dict)  # question → who, with names only

    @property
    def received(self) -> int:
        """Answers that the server has taken, stored or not."""
        return self.attending.answers + self.missing

    def waits(self, dimension: str) -> bool:
        """Whether a dimension was revealed and may not be shown yet."""
        return dimension in self.flow.revealed and dimension not in self.pictures

    def holding_back(self, dimension: str) -> int:
        """How many people are still answering a dimension that is to be shown."""
        return self.progress[dimension].answering if self.waits(dimension) else 0

    def scores(self) -> dict[str, float | None]:
        """Return the score of each dimension on the wall, None for the others."""
        found = {name: picture.score for name, picture in self.pictures.items()}
        return {
            dimension: None if (score := found.get(dimension)) is None else score.value
            for dimension in self.questionnaire.dimension_ids
        }

    def targets(self) -> dict[str, float | None]:
        """Return the target of each dimension on the wall, None for the others."""
        found = {name: picture.target for name, picture in self.pictures.items()}
        return {
            dimension: None if (target := found.get(dimension)) is None else target.value
            for dimension in self.questionnaire.dimension_ids
        }

    def beside(self, peers: RoomPeers | None) -> Beside:
        """Return what stands beside the room's own picture, in the dimensions on the wall only.

        What customers or others have said of a dimension would colour what the room answers there.
        """
        showing, earlier = self.showing, self.earlier
        return Beside(
            peers=self._on_wall(peers.medians if peers and showing.shows_peers else {}),
            earlier=self._on_wall(earlier.scores if earlier and showing.shows_earlier else {}),
            customers=self._on_wall(self.customers),
        )

    def in_roles(self, dimension: str) -> dict[str, float]:
        """Return who sees a dimension on the wall how: each role class, and the customers."""
        picture = self.pictures.get(dimension)
        if picture is None:
            return {}
        found = {role: average.value for role, average in picture.roles.items()}
        customers = self.customers.get(dimension)
        return found if customers is None else {**found, "customers": customers}

    def _on_wall(self, scores: Mapping[str, float | None]) -> dict[str, float]:
        on_wall = {dimension: scores.get(dimension) for dimension in self.pictures}
        return {dimension: score for dimension, score in on_wall.items() if score is not None}

    def overall(self) -> float | None:
        """Return the overall score of what is on the wall, if two thirds of the dimensions are."""
        return overall(self.questionnaire, self.scores())

    def company_scores(self) -> dict[int, list[float | None]]:
        """Return the scores on the wall of each company that has any, as `companies` is ordered."""
        scores = {
            company: [picture.companies.get(company) for picture in self.shown_pictures()]
            for company in self.companies
        }
        return {company: row for company, row in scores.items() if row != [None] * len(row)}

    def spreads(self) -> dict[str, Agreement]:
        """Return the spread of each question on the wall, in the questionnaire's order."""
        return {
            question: spread
            for picture in self.shown_pictures()
            for question, spread in picture.questions.items()
        }

    def shown_pictures(self) -> list[DimensionPicture]:
        """Return the pictures on the wall in the questionnaire's order."""
        ids = self.questionnaire.dimension_ids
        return [self.pictures[dimension] for dimension in ids if dimension in self.pictures]

    def seen_differently(self) -> tuple[str, ...]:
        """Return the three questions on the wall that the room sees most differently."""
        return most_different(self.spreads())

    def extremes(self, question_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the lowest and the highest chosen level of a question with who chose it.

        Empty without names, and where everybody chose the same.
        """
        chosen = self.voices.get(question_id, {})
        levels = sorted(level for level in chosen if level.isdigit())
        if len(levels) < 2:
            return ()
        return tuple((level, chosen[level]) for level in (levels[0], levels[-1]))

    def question(self, question_id: str) -> Question | None:
        """Return a question by its id, None if there is none."""
        return next((q for q in self.questionnaire.questions if q.id == question_id), None)
