"""The peer group beside a room's own picture."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Engine

from db import peer_pool, publications, questionnaires, rounds, workshops
from db.engine import reading
from digikartta.disclosure_groups import PeerFilters
from digikartta.peer_group import PeerReader
from digikartta.questionnaire import Questionnaire
from digikartta.room import RoomPeers


def beside(
    engine: Engine,
    workshop_id: int,
    known: Mapping[str, Questionnaire],
    *,
    today: date,
    k: int,
) -> RoomPeers | None:
    """Return all other companies as the workshop's company may see them today.

    None for a seminar: it is no company. The days on which the company's earlier rounds were
    closed count as days on which it has seen its peers.
    """
    with reading(engine) as connection:
        workshop = workshops.get(connection, workshop_id)
        if workshop.organisation_id is None:
            return None
        every = rounds.of_organisation(connection, workshop.organisation_id)
        asked = questionnaires.pinned(connection, workshop.content_hash)
        key = peer_pool.pool_key(
            connection, asked, known, is_example=any(r.is_example for r in every)
        )
        pool = peer_pool.load(connection, key)
        published = publications.known_figures(connection, pool)
    reader = PeerReader(
        pool,
        organisation=workshop.organisation_id,
        on_or_before=today.toordinal(),
        k=k,
        earlier=[r.closed_on.toordinal() for r in every if r.closed_on is not None],
        published=published,
    )
    group = reader.group(PeerFilters(), own=[None] * len(key.dimensions))
    medians = {name: figures.median for name, figures in group.dimensions.items()}
    return RoomPeers(group.n, medians)
