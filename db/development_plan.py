"""Everything that the pages and files of a company's plan and map are made of, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from db import actions, future_maps, questionnaires, round_scores, rounds
from db.engine import reading
from db.future_maps import StoredMilestone, StoredSettings
from db.rounds import RoundRecord
from digikartta.action_plan import Note, Planned
from digikartta.plan_review import StageLevels
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_versions import SELF_ASSESSMENT, newest


@dataclass(frozen=True, slots=True)
class DevelopmentPlan:
    """A company's plan and map, and the levels of its closed rounds in time order."""

    questionnaire: Questionnaire
    plan: tuple[Planned, ...]
    notes: Mapping[int, list[Note]]
    settings: StoredSettings
    milestones: tuple[StoredMilestone, ...]
    rounds: tuple[StageLevels, ...]


def of_company(
    engine: Engine, organisation_id: int, *, known: Mapping[str, Questionnaire], today: date
) -> DevelopmentPlan:
    """Return all of it. The dimensions are those of the latest own round, else the usual ones."""
    with reading(engine) as connection:
        own = _own_rounds(connection, organisation_id)
        latest = own[-1][1] if own else newest(known, SELF_ASSESSMENT)
        return DevelopmentPlan(
            latest,
            tuple(actions.plan_of(connection, organisation_id)),
            actions.notes_of(connection, organisation_id),
            future_maps.settings_of(connection, organisation_id, today=today),
            tuple(future_maps.milestones_of(connection, organisation_id)),
            _levels(connection, latest, [round_ for round_, _ in own]),
        )


def _own_rounds(
    connection: Connection, organisation_id: int
) -> list[tuple[RoundRecord, Questionnaire]]:
    """The rounds that the company's own people answer, in time order, with their content."""
    every = rounds.of_organisation(connection, organisation_id)
    both = [(each, questionnaires.pinned(connection, each.content_hash)) for each in every]
    return [(each, content) for each, content in both if content.respondents != "customers"]


def _levels(
    connection: Connection, latest: Questionnaire, own: list[RoundRecord]
) -> tuple[StageLevels, ...]:
    """Of the closed rounds that compare with the latest one."""
    closed = [r for r in own if r.closed_on and r.questionnaire in latest.comparable_ids]
    stored = round_scores.stored(connection, [r.id for r in closed])
    return tuple(
        StageLevels(
            each.stage,
            each.closed_on,
            {score.dimension: score.score for score in stored.get(each.id, [])},
            {score.dimension: score.target for score in stored.get(each.id, [])},
        )
        for each in closed
        if each.closed_on is not None
    )
