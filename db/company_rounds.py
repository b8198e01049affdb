"""The round that a company develops from, with what its people may see of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from db import questionnaires, results, round_scores, rounds
from db.engine import reading
from db.results import RoundResult
from db.rounds import RoundRecord
from db.workshop_tables import Workshop, WorkshopRound
from digikartta.agreement import Agreement
from digikartta.company_needs import question_agreements
from digikartta.problems import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class CompanyRound:
    """A closed round: its result, and how much people agree where that may be shown."""

    result: RoundResult
    agreements: Mapping[str, Agreement]  # by question
    least: int  # people in a breakdown inside the company

    @property
    def id(self) -> int:
        """The round's id."""
        return self.result.round.id


def of_company(
    engine: Engine, organisation_id: int, *, round_id: int | None, breakdown: int
) -> CompanyRound:
    """Return the round of a link, or without one the company's latest closed one.

    A breakdown needs `breakdown` people, or more where the round's workshop says so. Raises
    `InvalidInput` while the round is open, or when no round has been closed yet.
    """
    with reading(engine) as connection:
        round_ = _round(connection, organisation_id, round_id)
        if round_.closed_on is None:
            raise InvalidInput([Problem("problem.round_open")])
        least = max(breakdown, _of_workshop(connection, round_.id))
        result = results.of_round(connection, round_, round_.closed_on, least)
        people = round_scores.respondents_of(connection, [round_.id]).get(round_.id, [])
        agreements = question_agreements(result.questionnaire, people, breakdown=least)
        return CompanyRound(result, agreements, least)


def _round(connection: Connection, organisation_id: int, round_id: int | None) -> RoundRecord:
    every = rounds.of_organisation(connection, organisation_id)
    if round_id is not None:
        found = [round_ for round_ in every if round_.id == round_id]
    else:
        found = [
            round_
            for round_ in every
            if round_.closed_on is not None and not _is_of_customers(connection, round_)
        ]
    if not found:
        raise InvalidInput([Problem("problem.no_round_yet")])
    return found[-1]


def _is_of_customers(connection: Connection, round_: RoundRecord) -> bool:
    content = questionnaires.pinned(connection, round_.content_hash)
    return content.respondents == "customers"


def _of_workshop(connection: Connection, round_id: int) -> int:
    """Return how many people the round's workshop asks for in a breakdown; 0 outside workshops."""
    query = (
        select(Workshop.min_group)
        .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
        .where(WorkshopRound.round_id == round_id)
    )
    return connection.execute(query.order_by(Workshop.min_group.desc())).scalar() or 0
