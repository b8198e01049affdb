"""Test data of what a company makes of its result: insights, votes, a vision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine

from db import customer_insights, digital_visions, need_placements, need_votes, respondents
from db.links import LinkTarget
from digikartta.customer_insights import Insight
from digikartta.digital_vision import TEXT_PARTS
from digikartta.need_matrix import Placement
from tests.factories import TODAY


def create_insight(
    engine: Engine,
    organisation_id: int,
    learnt: str = "Asiakkaat tilaavat aamulla",
    *,
    source: str = "interview",
    learnt_on: date = TODAY,
    **options: Any,
) -> int:
    """Something learnt about customers; `options` as in `Insight`."""
    insight = Insight(learnt, source, learnt_on, **options)
    return customer_insights.add(engine, organisation_id, insight)


def create_vote(
    engine: Engine, target: LinkTarget, ballots: Mapping[str, Mapping[str, int]]
) -> None:
    """An open vote; `ballots` are the dots of the holder of each respondent's token."""
    need_votes.open_vote(engine, target.organisation_id, target.round_id)
    for token, ballot in ballots.items():
        person = person_of(engine, token)
        for item, dots in ballot.items():
            need_votes.cast(engine, person, item, dots, items={item})


def create_draft(engine: Engine, organisation_id: int, **texts: str) -> digital_visions.Draft:
    """A vision in the making, with every text written; `texts` replace the defaults."""
    for part in TEXT_PARTS:
        seen = digital_visions.draft(engine, organisation_id).version(part)
        text = texts.get(part, f"Teksti {part}")
        digital_visions.save_part(engine, organisation_id, part, text, version=seen)
    return digital_visions.draft(engine, organisation_id)


def create_placement(
    engine: Engine,
    target: LinkTarget,
    item: str = "vision_1",
    *,
    importance: int = 5,
    effort: int = 2,
) -> None:
    place = Placement(importance, effort)
    need_placements.place(
        engine, target.organisation_id, target.round_id, item, place, version=need_placements.NEW
    )


def person_of(engine: Engine, token: str) -> int:
    """The id of the holder of a respondent's token."""
    return respondents.answering(engine, token, today=TODAY).respondent_id
