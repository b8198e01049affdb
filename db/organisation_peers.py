"""The peer group of an organisation's latest closed round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from db import (
    organisations,
    peer_days,
    peer_pool,
    publications,
    questionnaires,
    round_scores,
    rounds,
)
from db.rounds import RoundRecord
from db.tables import Organisation
from digikartta.disclosure_groups import ClosedRounds, PeerFilters
from digikartta.peer_group import PeerGroup, peer_group
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class OrganisationPeers:
    """A closed round, what it was answered with, and its peer group."""

    round: RoundRecord
    questionnaire: Questionnaire
    group: PeerGroup


def peers_of(
    connection: Connection,
    organisation_id: int,
    *,
    questionnaire: str | None,
    filters: PeerFilters,
    known: Mapping[str, Questionnaire],
    k: int,
) -> OrganisationPeers:
    """Return the peer group of the organisation's latest closed round.

    Without `questionnaire` (an id) it is the latest of its own people's rounds, not of its
    customers'. Raises `InvalidInput`: no such organisation, no closed round, no such cohort.
    """
    closed = _closed_rounds(connection, organisation_id)
    round_ = _latest(connection, closed, organisation_id, questionnaire)
    content = questionnaires.pinned(connection, round_.content_hash)
    key = peer_pool.pool_key(connection, content, known, is_example=round_.is_example)
    pool = peer_pool.load(connection, key)
    _refuse_unknown_cohort(filters, pool, closed)
    own = {s.dimension: s.score for s in round_scores.stored(connection, [round_.id])[round_.id]}
    day = _day(round_)
    group = peer_group(
        pool,
        organisation=organisation_id,
        on_or_before=day,
        own=[own.get(dimension) for dimension in key.dimensions],
        filters=filters,
        k=k,
        # Figures for the earlier rounds, and on walls, may have been seen as well.
        earlier=[
            *(_day(r) for r in closed if r.questionnaire in key.questionnaires),
            *peer_days.of_walls(connection, organisation_id, key),
        ],
        published=publications.known_figures(connection, pool),
    )
    return OrganisationPeers(round_, content, group)


def _closed_rounds(connection: Connection, organisation_id: int) -> list[RoundRecord]:
    stands = select(Organisation.id).where(Organisation.id == organisation_id)
    known = organisations.may_be_id(organisation_id)
    if not known or connection.execute(stands).first() is None:
        details = {"id": organisation_id}
        raise InvalidInput([Problem("problem.organisation_unknown", details=details)])
    every = rounds.of_organisation(connection, organisation_id)
    return [round_ for round_ in every if round_.closed_on and not round_.is_test]


def _latest(
    connection: Connection,
    closed: Sequence[RoundRecord],
    organisation_id: int,
    questionnaire: str | None,
) -> RoundRecord:
    for round_ in reversed(closed):
        content = questionnaires.pinned(connection, round_.content_hash)
        internal = questionnaire is None and content.respondents == "internal"
        if internal or round_.questionnaire == questionnaire:
            return round_
    details = {"id": organisation_id, "questionnaire": questionnaire}
    key = "problem.no_closed_round" if questionnaire else "problem.no_closed_round_at_all"
    raise InvalidInput([Problem(key, details=details)])


def _refuse_unknown_cohort(
    filters: PeerFilters, pool: ClosedRounds, closed: Sequence[RoundRecord]
) -> None:
    known = {*pool.cohort.tolist(), *(round_.cohort for round_ in closed)}
    if filters.cohort is not None and filters.cohort not in known:
        raise InvalidInput([Problem("problem.cohort_unknown", details={"value": filters.cohort})])


def _day(round_: RoundRecord) -> int:
    return (round_.closed_on or date.max).toordinal()
