"""The other companies beside a room's own picture."""

from datetime import timedelta

from sqlalchemy import Engine

from db import publications, room_peers
from db.company_edits import Editor
from db.publications import Wish
from digikartta.cohort import CohortFilters
from digikartta.questionnaire_file import load
from digikartta.room import RoomPeers
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_closed_round,
    create_organisation,
    create_questionnaire,
    create_workshop,
)

KNOWN = load()


def beside(engine: Engine, workshop_id: int) -> RoomPeers | None:
    return room_peers.beside(engine, workshop_id, KNOWN, today=TODAY, k=5)


def create_peers(engine: Engine, count: int) -> None:
    for number in range(count):
        level = str(1 + number % 5)
        create_closed_round(engine, {f"vision_{q}": level for q in range(1, 5)})


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
