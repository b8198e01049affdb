"""What an example company has made of its result: insights, a vote, a vision, a plan and a map."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, select

from db import (
    actions,
    company_rounds,
    customer_insights,
    digital_visions,
    future_maps,
    need_placements,
    need_votes,
)
from db.engine import reading
from db.tables import Respondent
from digikartta.company_needs import Need, ballot, dimension_needs
from digikartta.example_plan import ExamplePlan, example_plan
from digikartta.need_matrix import Placement

_AGREED_BY = "Maija Meri, Kalle Kivi, Liisa Lahti"
# Importance and effort of the first needs of the ballot.
_PLACES = ((5, 2), (5, 4), (4, 1), (3, 2), (4, 5), (2, 4), (2, 1))


def develop(
    engine: Engine, organisation_id: int, round_id: int, *, language: str, today: date
) -> None:
    """Let the people of a closed round vote and plan.

    Everything is written by the functions that people's own taps use.
    """
    found = company_rounds.of_company(engine, organisation_id, round_id=round_id, breakdown=3)
    needs = ballot(dimension_needs(found.result.questionnaire, found.result.result))
    _vote(engine, organisation_id, found.id, [need.item for need in needs])
    for need, (importance, effort) in zip(needs, _PLACES, strict=False):
        place = Placement(importance, effort)
        key = (organisation_id, found.id, need.item)
        need_placements.place(engine, *key, place, version=need_placements.NEW)
    dimensions = found.result.questionnaire.dimension_ids
    example = example_plan(language, today=today)
    for insight in example.insights:
        customer_insights.add(engine, organisation_id, insight)
    store_plan(engine, organisation_id, example, dimensions=dimensions, needs=needs, today=today)


def _vote(engine: Engine, organisation_id: int, round_id: int, items: Sequence[str]) -> None:
    """Everybody puts two dots on the first need and one on another."""
    people = select(Respondent.id).where(Respondent.round_id == round_id).order_by(Respondent.id)
    with reading(engine) as connection:
        numbers = list(connection.execute(people).scalars())
    need_votes.open_vote(engine, organisation_id, round_id)
    for place, person in enumerate(numbers):
        other = items[1 + place % (len(items) - 1)]
        for item, dots in ((items[0], 2), (other, 1)):
            need_votes.cast(engine, person, item, dots, items=set(items))
    need_votes.end_vote(engine, organisation_id, round_id)


def store_plan(
    engine: Engine,
    organisation_id: int,
    example: ExamplePlan,
    *,
    dimensions: Sequence[str],
    needs: Sequence[Need] = (),
    today: date,
) -> None:
    """Give a company the example's plan, milestones and vision.

    The first action of a dimension answers to the needs of it.
    """
    left = _by_dimension(needs)
    ids: dict[str, int] = {}
    for key, action in example.actions.items():
        waits = tuple(sorted(ids[before] for before in example.waits[key]))
        whole = replace(action, after=waits, needs=left.pop(action.dimension, ()))
        ids[key] = actions.create(
            engine, organisation_id, whole, dimensions=dimensions, today=today
        )
    for milestone in example.milestones:
        future_maps.add_milestone(engine, organisation_id, milestone, dimensions=dimensions)
    for part, text in example.vision.items():
        digital_visions.save_part(engine, organisation_id, part, text, version=digital_visions.NEW)
    draft = digital_visions.draft(engine, organisation_id)
    digital_visions.agree(engine, organisation_id, draft, agreed_by=_AGREED_BY, today=today)


def _by_dimension(needs: Sequence[Need]) -> dict[str, tuple[str, ...]]:
    found: Mapping[str, list[str]] = {need.dimension: [] for need in needs}
    for need in needs:
        found[need.dimension].append(need.item)
    return {dimension: tuple(sorted(items)) for dimension, items in found.items()}
