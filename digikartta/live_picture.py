"""The picture of one dimension on the wall: what it shows, and what it may show next.

The rules stand in `live_rules`. A company's own people are the units of its picture; in a seminar
the companies are, each with the mean of its people.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from digikartta.agreement import Agreement, dimension_agreement, question_agreement
from digikartta.answers import INTERNAL_ROLES
from digikartta.live_rules import (
    Figure,
    Figures,
    People,
    Snapshot,
    Unit,
    candidates,
    hidden_classes,
    leaves_enough,
    may_stand_beside,
)
from digikartta.questionnaire import Dimension
from digikartta.scoring import RespondentAnswers, mean, question_score, respondent_dimension

SCORE = "score"
# In a firm of ten, supervisors are one or two people: they stand with those who lead.
ROLE_CLASSES: Mapping[str, tuple[str, ...]] = {
    "management": ("management", "supervisor"),
    "staff": ("staff",),
}
_Score = Callable[[RespondentAnswers], float | None]


@dataclass(frozen=True, slots=True)
class Average:
    """A mean of 0 to 100 over units."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class DimensionPicture:
    """What is shown of one dimension; what may not be shown is absent."""

    dimension: str
    score: Average | None
    target: Average | None
    agreement: Agreement
    questions: dict[str, Agreement]  # in the questionnaire's order
    roles: dict[str, Average]  # all classes of `ROLE_CLASSES`, or none
    companies: dict[int, float]  # company → its score, where each may be seen by the others


@dataclass(frozen=True, slots=True)
class Viewing:
    """Which dimension is looked at, and by which rule."""

    dimension: Dimension
    least: int  # units in a figure and in a difference of figures
    remainder: int  # units that may still be answering, if there are any
    unanswered: str = "missing"
    by_company: bool = False  # the units of a seminar that is named may be shown one by one

    def score(self, person: RespondentAnswers) -> float | None:
        """Return a person's score of the dimension."""
        return respondent_dimension(self.dimension, person.answers, unanswered=self.unanswered)

    def target(self, person: RespondentAnswers) -> float | None:
        """Return the level that a person wants, 0 to 100."""
        level = person.answers.get(self.dimension.target_item, "")
        return 25.0 * (int(level) - 1) if level.isdigit() else None


def next_snapshot(
    viewing: Viewing, shown: Sequence[Snapshot], units: Mapping[int, Unit], *, closing: bool
) -> Snapshot | None:
    """Return the snapshot to show from now on, or None: what is shown, or nothing, stays."""
    roles = _shown_roles(viewing, shown)
    possible = candidates(
        shown, units, least=viewing.least, remainder=viewing.remainder, closing=closing
    )
    seen = [_figures(viewing, snapshot) for snapshot in shown] if possible else []
    for snapshot in possible:
        figures = _figures(viewing, snapshot)
        if (
            len(figures[SCORE]) >= viewing.least
            and may_stand_beside(figures, seen, least=viewing.least)
            and leaves_enough([_classes(viewing, snapshot)], roles, least=viewing.least)
        ):
            return snapshot
    return None


def picture(viewing: Viewing, shown: Sequence[Snapshot]) -> DimensionPicture:
    """Return what the last of the snapshots shows, after all that the earlier ones have shown."""
    snapshot = shown[-1]
    people = [*chain.from_iterable(snapshot.values())]
    figures = _figures(viewing, snapshot)
    return DimensionPicture(
        dimension=viewing.dimension.id,
        score=_average(figures[SCORE]),
        target=_average(_target(viewing, shown)),
        agreement=dimension_agreement(viewing.dimension, people, unanswered=viewing.unanswered),
        questions={
            question.id: question_agreement(question, people, unanswered=viewing.unanswered)
            for question in viewing.dimension.questions
            if question.id in figures
        },
        roles=_roles(viewing, shown),
        companies=_means(figures[SCORE]) if viewing.by_company else {},
    )


def _figures(viewing: Viewing, snapshot: Snapshot) -> Figures:
    """The dimension and those of its questions that are shown; they change together or not at all.

    A question may change only with the dimension: the mean would give back what it hides.
    """
    questions = {
        question.id: _contributions(
            snapshot,
            lambda person, q=question: question_score(  # type: ignore[misc]
                q, person.answers, unanswered=viewing.unanswered
            ),
        )
        for question in viewing.dimension.questions
    }
    sizes = {name: len(figure) for name, figure in questions.items()}
    hidden = hidden_classes(sizes, least=viewing.least)
    shown = {name: figure for name, figure in questions.items() if figure and name not in hidden}
    return {SCORE: _contributions(snapshot, viewing.score), **shown}


def _target(viewing: Viewing, shown: Sequence[Snapshot]) -> Figure:
    """Return the last target that could be shown; {} if none ever could."""
    seen: list[Figures] = []
    for snapshot in shown:
        figure = {"target": _contributions(snapshot, viewing.target)}
        if len(figure["target"]) >= viewing.least and may_stand_beside(
            figure, seen, least=viewing.least
        ):
            seen.append(figure)
    return seen[-1]["target"] if seen else {}


def _roles(viewing: Viewing, shown: Sequence[Snapshot]) -> dict[str, Average]:
    """Return the last roles that could be shown; {} if they never could."""
    roles = _shown_roles(viewing, shown)
    found = {name: _average(figure) for name, figure in roles[-1].items()} if roles else {}
    return {name: average for name, average in found.items() if average is not None}


def _shown_roles(viewing: Viewing, shown: Sequence[Snapshot]) -> list[Figures]:
    """Return the roles that have been on the wall, in order, by rule 8."""
    totals: list[Figures] = []
    found: list[Figures] = []
    for snapshot in shown:
        classes = _classes(viewing, snapshot)
        totals.append(classes)
        if (
            _is_whole(snapshot)
            and _all_can_be_shown(viewing, classes)
            and may_stand_beside(classes, found, least=viewing.least)
            and leaves_enough(totals, [*found, classes], least=viewing.least)
        ):
            found.append(classes)
    return found


def _classes(viewing: Viewing, snapshot: Snapshot) -> Figures:
    return {
        name: _contributions(_of_roles(snapshot, roles), viewing.score)
        for name, roles in ROLE_CLASSES.items()
    }


def _is_whole(snapshot: Snapshot) -> bool:
    """Whether the classes together are everybody."""
    return all(person.role in INTERNAL_ROLES for people in snapshot.values() for person in people)


def _all_can_be_shown(viewing: Viewing, classes: Figures) -> bool:
    sizes = {name: len(figure) for name, figure in classes.items()}
    return all(sizes.values()) and not hidden_classes(sizes, least=viewing.least)


def _of_roles(snapshot: Snapshot, roles: Sequence[str]) -> Snapshot:
    return {
        unit: tuple(person for person in people if person.role in roles)
        for unit, people in snapshot.items()
    }


def _contributions(snapshot: Snapshot, score: _Score) -> Figure:
    """What each unit adds: its people's scores, in order of size, so that it tells no order."""
    found = {unit: _scores(people, score) for unit, people in snapshot.items()}
    return {unit: scores for unit, scores in found.items() if scores}


def _scores(people: People, score: _Score) -> tuple[float, ...]:
    found = (score(person) for person in people)
    return tuple(sorted(value for value in found if value is not None))


def _average(figure: Figure) -> Average | None:
    """Each unit counts once, with the mean of its people."""
    value = mean(_means(figure).values())
    return None if value is None else Average(value, len(figure))


def _means(figure: Figure) -> dict[int, float]:
    found = {unit: mean(scores) for unit, scores in figure.items()}
    return {unit: value for unit, value in found.items() if value is not None}
