"""How far people of one company see a question alike, over many companies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from digikartta.agreement import Agreement, agreement
from digikartta.cohort_statistics.answer_patterns import DimensionAnswers
from digikartta.cohort_statistics.figures import Figure, Reason, undefined
from digikartta.questionnaire import LEVELS, LevelsQuestion

LEAST_ROUNDS = 5
LEAST_PEOPLE = 3  # in a round; with two, one level apart is already half of the scale's variance
_DIVIDED = {"none", "weak"}

Spread = tuple[Sequence[int], int]  # people at each of the five levels, and rounds with that


@dataclass(frozen=True, slots=True)
class InnerAgreement:
    """One question over the rounds in which at least three people chose a level."""

    rounds: int
    r_wg: Figure  # mean over rounds, 0 to 1
    divided: Figure  # share of the rounds with no or weak agreement, 0 to 1


def spreads(question: LevelsQuestion, answers: DimensionAnswers) -> list[Spread]:
    """Return how the people of each round spread over a question's levels; equal ones together."""
    places = {str(level): place for place, level in enumerate(LEVELS)}
    of_kind = [places.get(given.get(question.id, ""), -1) for given in answers.kinds]
    chosen = np.array(of_kind, dtype=np.int64)[answers.kind]
    rounds, place = np.unique(answers.round, return_inverse=True)
    chose = chosen >= 0
    cells = place[chose] * len(LEVELS) + chosen[chose]
    counts = np.bincount(cells, minlength=rounds.size * len(LEVELS)).reshape(-1, len(LEVELS))
    return sorted(Counter(map(tuple, counts.tolist())).items())


def inner_agreement(spreads: Iterable[Spread]) -> InnerAgreement:
    """Return how companies agree on a question; undefined under five rounds."""
    found = [(_of(counts), rounds) for counts, rounds in spreads if sum(counts) >= LEAST_PEOPLE]
    rounds = sum(n for _, n in found)
    if rounds < LEAST_ROUNDS:
        none = undefined(Reason.TOO_FEW if rounds else Reason.NOBODY)
        return InnerAgreement(rounds, none, none)
    total = sum((each.r_wg or 0.0) * n for each, n in found)
    divided = sum(n for each, n in found if each.reading in _DIVIDED)
    return InnerAgreement(rounds, Figure(total / rounds), Figure(divided / rounds))


def _of(counts: Sequence[int]) -> Agreement:
    values = [float(level) for level, n in zip(LEVELS, counts, strict=True) for _ in range(n)]
    return agreement(values, counts)
