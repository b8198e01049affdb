"""The peer group beside a room's own picture."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Engine

from db import peer_days, peer_pool, publications, questionnaires, rounds, workshops
from db.engine import reading, writing
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
    """Return all other companies as the workshop's company may see them.

    None for a seminar: it is no company. A wall keeps to the day as of which it showed them first:
    figures that move by one company tell what that company answered. The days of the company's
    rounds and of its other walls count as days on which it has seen its peers.
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
        closed = [r.closed_on for r in every if r.closed_on is not None]
        kept = peer_days.of_wall(connection, workshop_id)
        walls = peer_days.of_walls(connection, workshop.organisation_id, key)
    day = kept or _day(closed, today=today)
    reader = PeerReader(
        pool,
        organisation=workshop.organisation_id,
        on_or_before=day.toordinal(),
        k=k,
        earlier=[*(each.toordinal() for each in closed), *walls],
        published=published,
    )
    group = reader.group(PeerFilters(), own=[None] * len(key.dimensions))
    medians = {name: figures.median for name, figures in group.dimensions.items()}
    if kept is None and any(median is not None for median in medians.values()):
        with writing(engine) as connection:
            peer_days.keep(connection, workshop_id, day)
    return RoomPeers(group.n, medians)


def _day(closed: Sequence[date], *, today: date) -> date:
    """Return yesterday, when the rounds of others were all closed, or the latest result's day."""
    return max([today - timedelta(days=1), *closed])
