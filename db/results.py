"""The results of an organisation's rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from sqlalchemy import Connection, Engine

from db import links, questionnaires, round_scores, rounds, workshops
from db.answering import Answering
from db.company_access import CompanyAccess
from db.engine import reading
from db.rounds import RoundRecord
from digikartta.answers import INTERNAL_ROLES
from digikartta.company_result import (
    CompanyResult,
    answered,
    company_result,
    is_withheld,
    means_before,
)
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import DimensionScore, RespondentAnswers
from digikartta.scoring import round_scores as scores_of


@dataclass(frozen=True, slots=True)
class PastRound:
    """A closed round of the organisation, with the score of each dimension and `overall`."""

    round: RoundRecord
    closed_on: date
    scores: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What the owner of a closed round sees."""

    round: RoundRecord
    closed_on: date
    questionnaire: Questionnaire
    result: CompanyResult
    rounds: tuple[PastRound, ...]  # closed and comparable, in time order, this one among them
    is_latest: bool
    means_before: Mapping[str, float]  # question → mean score in the round before, where shown
    breakdown: int  # people in a figure inside the company, the site's number or the workshop's


def of_access(
    engine: Engine, access: CompanyAccess, *, breakdown: int, round_id: int | None = None
) -> RoundResult:
    """Return the result that somebody with this access to a company sees.

    A link's holder sees its round, a seminar's guest that one without what the company has besides;
    an account the one it asks for, else the company's latest one. Raises `InvalidInput` while the
    round is open, before any is closed, and for another's round.
    """
    if access.round_id is None and round_id is not None:
        with reading(engine) as connection:
            every = rounds.of_organisation(connection, access.organisation_id)
            if not any(r.id == round_id and is_result(connection, r) for r in every):
                raise InvalidInput([Problem("problem.round_open")])
            return _of_closed(connection, round_id, breakdown)
    if access.round_id is None:
        latest = latest_of(engine, access.organisation_id, breakdown=breakdown)
        if latest is None:
            raise InvalidInput([Problem("problem.round_open")])
        return latest
    with reading(engine) as connection:
        return _of_closed(connection, access.round_id, breakdown, alone=access.is_guest)


def _of_closed(
    connection: Connection, round_id: int, breakdown: int, *, alone: bool = False
) -> RoundResult:
    round_ = rounds.get(connection, round_id)
    if round_.closed_on is None:
        raise InvalidInput([Problem("problem.round_open")])
    return of_round(connection, round_, round_.closed_on, breakdown, alone=alone)


def is_result(connection: Connection, round_: RoundRecord) -> bool:
    """Whether it is a closed round of a company's own people, and no practice."""
    if round_.closed_on is None or round_.is_test:
        return False
    return questionnaires.pinned(connection, round_.content_hash).respondents == "internal"


def of_owner(engine: Engine, owner_token: str, *, today: date, breakdown: int) -> RoundResult:
    """Return the result of the owner's round.

    Raises `InvalidInput` for a bad link, or while the round is open: a picture that changes with
    each answer would give single answers away.
    """
    with reading(engine) as connection:
        target = links.follow(connection, owner_token, "owner", today=today)
        return _of_closed(connection, target.round_id, breakdown)


def latest_of(engine: Engine, organisation_id: int, *, breakdown: int) -> RoundResult | None:
    """Return the result of the company's latest closed round of its own people, if there is one.

    For those who see the company in full; the caller has asked.
    """
    with reading(engine) as connection:
        for round_ in reversed(rounds.of_organisation(connection, organisation_id)):
            if round_.closed_on is not None and is_result(connection, round_):
                return of_round(connection, round_, round_.closed_on, breakdown)
    return None


def of_round(
    connection: Connection,
    round_: RoundRecord,
    closed_on: date,
    breakdown: int,
    *,
    alone: bool = False,
) -> RoundResult:
    """Return the result of a closed round, for whoever may see it; `alone` without other rounds."""
    questionnaire = questionnaires.pinned(connection, round_.content_hash)
    every = rounds.of_organisation(connection, round_.organisation_id)
    closed = [r for r in every if r.closed_on is not None]
    least = max(breakdown, workshops.least_group(connection, round_.id))
    people = round_scores.respondents_of(connection, [round_.id]).get(round_.id, [])
    past = _past(connection, questionnaire, closed, breakdown)
    seen = tuple(each for each in past if not alone or each.round.id == round_.id)
    return RoundResult(
        round_,
        closed_on,
        questionnaire,
        company_result(
            questionnaire,
            people,
            customers_round=[] if alone else customers_round(connection, round_, closed),
            breakdown=least,
            is_named=round_.is_named,
        ),
        seen,
        is_latest=bool(past) and past[-1].round.id == round_.id,
        means_before=_before(connection, round_, questionnaire, seen, breakdown),
        breakdown=least,
    )


def _before(
    connection: Connection,
    round_: RoundRecord,
    questionnaire: Questionnaire,
    past: tuple[PastRound, ...],
    breakdown: int,
) -> dict[str, float]:
    """Return the mean of each question in the round before this one; a practice is none."""
    order = [each.round for each in past if each.round.id == round_.id or not each.round.is_test]
    earlier = list(takewhile(lambda each: each.id != round_.id, order))
    if not earlier:
        return {}
    before = earlier[-1]
    return means_before(
        questionnaire,
        questionnaires.pinned(connection, before.content_hash),
        round_scores.respondents_of(connection, [before.id]).get(before.id, []),
        breakdown=max(breakdown, workshops.least_group(connection, before.id)),
    )


def _past(
    connection: Connection,
    questionnaire: Questionnaire,
    closed: list[RoundRecord],
    breakdown: int,
) -> tuple[PastRound, ...]:
    comparable = [r for r in closed if r.questionnaire in questionnaire.comparable_ids]
    stored = round_scores.stored(connection, [r.id for r in comparable])
    hidden = _withheld(connection, comparable, breakdown)
    return tuple(
        PastRound(
            r,
            r.closed_on,
            {s.dimension: None if r.id in hidden else s.score for s in stored.get(r.id, [])},
        )
        for r in comparable
        if r.closed_on is not None
    )


def _withheld(connection: Connection, closed: list[RoundRecord], breakdown: int) -> set[int]:
    """Return the rounds that so few have answered that their total is not shown."""
    respondents = round_scores.respondents_of(connection, [r.id for r in closed])
    return {
        r.id
        for r in closed
        if is_withheld(
            answered(respondents.get(r.id, [])),
            breakdown=max(breakdown, workshops.least_group(connection, r.id)),
            is_named=r.is_named,
        )
    }


def customers_round(
    connection: Connection, round_: RoundRecord, closed: list[RoundRecord]
) -> list[DimensionScore]:
    """Return the figures of the latest closed customers' round of the same stage."""
    for beside in reversed(closed):
        if beside.id == round_.id or beside.stage != round_.stage:
            continue
        content = questionnaires.pinned(connection, beside.content_hash)
        if content.respondents == "customers":
            return round_scores.stored(connection, [beside.id]).get(beside.id, [])
    return []


def own_scores(person: Answering) -> tuple[DimensionScore, ...]:
    """Return the figures of one person's own answers, for that person's eyes."""
    values = {item: given.value for item, given in person.answers.items()}
    return scores_of(person.questionnaire, [RespondentAnswers(INTERNAL_ROLES[0], values)])
