"""The other companies beside a room's own picture."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db import organisation_peers, publications, rehearsals, room_peers, rounds
from db.company_edits import Editor
from db.engine import reading, writing
from db.publications import Wish
from digikartta.cohort import CohortFilters
from digikartta.disclosure_groups import PeerFilters
from digikartta.questionnaire_file import load
from digikartta.room import RoomPeers
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_closed_round,
    create_organisation,
    create_questionnaire,
    create_round,
    create_workshop,
)

KNOWN = load()


YESTERDAY = TODAY - timedelta(days=1)


def beside(engine: Engine, workshop_id: int, *, today: date = TODAY) -> RoomPeers | None:
    return room_peers.beside(engine, workshop_id, KNOWN, today=today, k=5)


def create_peers(engine: Engine, count: int, *, closed_on: date = YESTERDAY) -> None:
    for number in range(count):
        level = str(1 + number % 5)
        answers = {f"vision_{q}": level for q in range(1, 5)}
        create_closed_round(engine, answers, closed_on=closed_on)


def test_five_others_have_a_median_where_they_have_scores(engine: Engine) -> None:
    create_peers(engine, 5)
    found = beside(engine, create_workshop(engine))
    assert found is not None
    assert (found.n, found.medians["vision"], found.medians["data"]) == (5, 50.0, None)


def test_four_others_are_counted_and_not_shown(engine: Engine) -> None:
    create_peers(engine, 4)
    found = beside(engine, create_workshop(engine))
    assert found is not None
    assert (found.n, set(found.medians.values())) == (4, {None})


def test_the_companys_own_earlier_round_is_not_among_its_peers(engine: Engine) -> None:
    company = create_organisation(engine)
    create_closed_round(engine, organisation_id=company, closed_on=TODAY - timedelta(days=400))
    create_peers(engine, 5)
    found = beside(engine, create_workshop(engine, organisation_id=company))
    assert found is not None
    assert found.n == 5


def test_a_company_that_joined_since_its_last_round_is_not_told_apart(engine: Engine) -> None:
    company = create_organisation(engine)
    before = TODAY - timedelta(days=400)
    create_closed_round(engine, organisation_id=company, closed_on=before)
    for _ in range(5):
        create_closed_round(engine, {f"vision_{q}": "3" for q in range(1, 5)}, closed_on=before)
    create_peers(engine, 1)
    found = beside(engine, create_workshop(engine, organisation_id=company))
    assert found is not None
    # it saw five when its last round was closed; six less five would be the new one
    assert (found.n, found.medians["vision"]) == (6, None)


def test_the_wall_does_not_move_when_one_more_company_has_answered(engine: Engine) -> None:
    made = create_workshop(engine, organisation_id=create_organisation(engine))
    create_peers(engine, 6)
    before = beside(engine, made)
    assert before is not None
    assert (before.n, before.medians["vision"]) == (6, 37.5)
    create_peers(engine, 1, closed_on=TODAY)
    assert beside(engine, made) == before
    assert beside(engine, made, today=TODAY + timedelta(days=7)) == before


def test_a_rehearsal_that_is_reset_does_not_let_the_wall_move(engine: Engine) -> None:
    made = create_workshop(engine, organisation_id=create_organisation(engine))
    rehearsals.rehearse(engine, made, 1)
    create_peers(engine, 6)
    before = beside(engine, made)
    rehearsals.reset(engine, made, 1)
    create_peers(engine, 1, closed_on=TODAY)
    assert beside(engine, made, today=TODAY + timedelta(days=1)) == before


def test_a_wall_that_could_show_none_shows_them_once_there_are_enough(engine: Engine) -> None:
    made = create_workshop(engine)
    create_peers(engine, 4)
    beside(engine, made)
    create_peers(engine, 1, closed_on=TODAY)
    found = beside(engine, made, today=TODAY + timedelta(days=1))
    assert found is not None
    assert (found.n, found.medians["vision"]) == (5, 25.0)


@pytest.mark.parametrize(("more", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_result_shows_no_group_that_differs_from_the_walls_by_a_few(
    engine: Engine,
    more: int,
    shown: bool,  # noqa: FBT001  what is expected
) -> None:
    target = create_round(engine)
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    create_peers(engine, 6)
    beside(engine, made)
    create_peers(engine, more, closed_on=TODAY)
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    with reading(engine) as connection:
        found = organisation_peers.peers_of(
            connection,
            target.organisation_id,
            questionnaire=None,
            filters=PeerFilters(),
            known=KNOWN,
            k=5,
        )
    assert found.group.n == 6 + more
    assert (found.group.dimensions["vision"].median is not None) == shown


def test_a_wall_that_shows_peers_only_after_the_result_shows_the_same(engine: Engine) -> None:
    target = create_round(engine)
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    create_peers(engine, 6)
    create_peers(engine, 1, closed_on=TODAY)
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    found = beside(engine, made)
    assert found is not None
    assert (found.n, found.medians["vision"]) == (7, 25.0)


def test_other_questionnaires_are_other_peers(engine: Engine) -> None:
    create_peers(engine, 5)
    made = create_workshop(engine, questionnaire=create_questionnaire("other-1"))
    found = beside(engine, made)
    assert found is not None
    assert found.n == 0


def test_a_seminar_is_no_company_and_has_no_peers(engine: Engine) -> None:
    assert beside(engine, create_workshop(engine, is_seminar=True)) is None


def test_others_that_one_company_tells_from_a_shared_page_are_not_shown(engine: Engine) -> None:
    create_peers(engine, 10)
    editor = Editor(create_account(engine, "project"), NOW)
    publications.publish(
        engine,
        editor,
        [("Kaikki", CohortFilters())],
        Wish("link", "Ohjausryhmä"),
        questionnaire=create_questionnaire(),
        known=KNOWN,
        k=5,
    )
    create_peers(engine, 1)
    found = beside(engine, create_workshop(engine))
    assert found is not None
    assert (found.n, found.medians["vision"]) == (11, None)
