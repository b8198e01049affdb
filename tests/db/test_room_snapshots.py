"""Pictures that cannot be compared any more: on another wall, after a closing, after a removal."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, select

from db import (
    erasure,
    rehearsals,
    respondents,
    room_pictures,
    room_snapshots,
    workshop_control,
    workshop_people,
    workshops,
)
from db.engine import reading
from db.links import LinkTarget
from db.room_tables import RoomSnapshot
from digikartta.live_picture import Average
from tests.db.answered_seminar import create_answered_seminar
from tests.factories import (
    TODAY,
    create_organisation,
    create_questionnaire,
    create_respondent,
    create_round,
    create_workshop,
)

AINO = 1


def level(value: str) -> Mapping[str, str]:
    return {f"vision_{number}": value for number in range(1, 5)}


def create_open(engine: Engine, target: LinkTarget, **changes: object) -> int:
    made = create_workshop(
        engine,
        organisation_id=target.organisation_id,
        round_id=target.round_id,
        **changes,
    )
    workshop_control.open_(engine, made, AINO)
    return made


def revealed(engine: Engine, workshop_id: int, *, people: int = 3) -> Average | None:
    """Reveal the vision and return its score as the wall shows it."""
    workshop_control.reveal(engine, workshop_id, AINO, ["vision"])
    room_pictures.advance(engine, workshop_id, room_pictures.Smallest(5, people))
    return shown(engine, workshop_id)


def shown(engine: Engine, workshop_id: int) -> Average | None:
    with reading(engine) as connection:
        flow = workshops.flow(connection, workshop_id)
        picture = room_snapshots.on_the_wall(connection, workshop_id, flow).get("vision")
    return picture.score if picture else None


def units(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [*connection.execute(select(RoomSnapshot.units)).scalars()]


def remove(engine: Engine, workshop_id: int, token: str) -> None:
    person = respondents.answering(engine, token, today=TODAY).respondent_id
    workshop_people.remove(engine, workshop_id, AINO, person)


def test_the_second_workshop_of_a_round_shows_what_the_first_has_shown(engine: Engine) -> None:
    target = create_round(engine)
    first = create_open(engine, target)
    for _ in range(5):
        create_respondent(engine, target, level("3"))
    assert revealed(engine, first) == Average(50.0, 5)
    workshop_control.close(engine, first, AINO, closes_rounds=False, today=TODAY)
    second = create_open(engine, target)
    create_respondent(engine, target, level("1"))  # six less five would be this one
    assert revealed(engine, second) == Average(50.0, 5)
    assert not room_pictures.advance(engine, second, room_pictures.Smallest(5, 3))


def test_two_workshops_at_once_show_one_round_by_one_rule(engine: Engine) -> None:
    target = create_round(engine)
    first, second = create_open(engine, target), create_open(engine, target)
    for _ in range(5):
        create_respondent(engine, target, level("3"))
    assert revealed(engine, first) == Average(50.0, 5)
    create_respondent(engine, target, level("1"))
    assert revealed(engine, second) is None  # six would tell the sixth
    for _ in range(2):
        create_respondent(engine, target, level("1"))
    assert revealed(engine, second) == Average((5 * 50 + 3 * 0) / 8, 8)


def test_what_a_seminar_has_shown_of_all_companies_binds_no_company_alone(engine: Engine) -> None:
    hall = create_answered_seminar(engine, 5)
    assert revealed(engine, hall) == Average(50.0, 5)
    with reading(engine) as connection:
        held = workshops.rounds_of(connection, hall)[0]
    own = create_open(engine, LinkTarget(held.organisation_id, held.round_id, None))
    assert revealed(engine, own) == Average(50.0, 2)


@pytest.mark.parametrize(("others", "site"), [(5, 3), (3, 5)])
def test_the_largest_group_that_was_promised_holds_on_every_wall(
    engine: Engine, others: int, site: int
) -> None:
    target = create_round(engine)
    create_open(engine, target, min_group=others)
    here = create_open(engine, target, min_group=3)
    for _ in range(4):
        create_respondent(engine, target, level("3"))
    assert revealed(engine, here, people=site) is None
    create_respondent(engine, target, level("3"))
    assert revealed(engine, here, people=site) == Average(50.0, 5)


@pytest.mark.parametrize(("people", "is_shown"), [(1, False), (2, False), (3, True)])
def test_one_customer_is_never_shown_to_the_company(
    engine: Engine,
    people: int,
    is_shown: bool,  # noqa: FBT001
) -> None:
    customers = create_questionnaire("customer-view-1", respondents="customers", targets=False)
    made = create_workshop(engine, questionnaire=customers, roles=("customer",))
    workshop_control.open_(engine, made, AINO)
    with reading(engine) as connection:
        (held,) = workshops.rounds_of(connection, made)
    target = LinkTarget(held.organisation_id, held.round_id, None)
    for _ in range(people):
        create_respondent(engine, target, level("1"), role="customer")
    assert (revealed(engine, made) is not None) == is_shown


def test_of_two_people_one_is_not_shown_before_the_other_has_finished(engine: Engine) -> None:
    target = create_round(engine)
    made = create_open(engine, target)
    create_respondent(engine, target, level("1"))
    slow = create_respondent(engine, target)
    assert revealed(engine, made) is None
    for item, value in level("5").items():
        respondents.save_value(engine, slow, item, value, today=TODAY)
    assert revealed(engine, made) == Average(50.0, 2)


def test_a_removed_person_is_not_the_difference_of_two_pictures(engine: Engine) -> None:
    target = create_round(engine)
    made = create_open(engine, target)
    tokens = [create_respondent(engine, target, level(value)) for value in "33331"]
    assert revealed(engine, made) == Average(40.0, 5)
    remove(engine, made, tokens[4])
    assert revealed(engine, made) == Average(40.0, 5)
    assert units(engine) == [""]  # and nobody's answers are kept with it


def test_whoever_no_picture_counts_is_removed_and_the_wall_goes_on(engine: Engine) -> None:
    target = create_round(engine)
    made = create_open(engine, target)
    for _ in range(3):
        create_respondent(engine, target, level("3"))
    assert revealed(engine, made) == Average(50.0, 3)
    remove(engine, made, create_respondent(engine, target))
    for _ in range(3):
        create_respondent(engine, target, level("5"))
    assert revealed(engine, made) == Average(75.0, 6)


def test_the_picture_of_two_goes_with_one_of_them(engine: Engine) -> None:
    target = create_round(engine)
    made = create_open(engine, target)
    tokens = [create_respondent(engine, target, level(value)) for value in "15"]
    assert revealed(engine, made) == Average(50.0, 2)
    erasure.erase_respondent(engine, tokens[0])
    assert (shown(engine, made), units(engine)) == (None, [])
    with reading(engine) as connection:
        assert workshops.flow(connection, made).revealed == frozenset()
    assert revealed(engine, made) == Average(100.0, 1)


def test_a_picture_with_names_is_shown_anew_without_who_was_removed(engine: Engine) -> None:
    company = create_organisation(engine)
    made = create_workshop(engine, organisation_id=company, is_named=True)
    with reading(engine) as connection:
        (held,) = workshops.rounds_of(connection, made)
    workshop_control.open_(engine, made, AINO)
    target = LinkTarget(company, held.round_id, None)
    tokens = [create_respondent(engine, target, level(value)) for value in "3331"]
    assert revealed(engine, made) == Average(37.5, 4)
    remove(engine, made, tokens[3])
    assert shown(engine, made) is None
    assert revealed(engine, made) == Average(50.0, 3)


def test_a_company_that_is_erased_is_not_the_difference_of_two_pictures(engine: Engine) -> None:
    made = create_answered_seminar(engine, 6)
    assert revealed(engine, made) == Average(50.0, 6)
    with reading(engine) as connection:
        company = workshops.rounds_of(connection, made)[0].organisation_id
    erasure.erase_organisation(engine, company)
    assert revealed(engine, made) == Average(50.0, 6)
    assert units(engine) == [""]


def test_the_pictures_of_a_company_s_own_workshop_go_with_it(engine: Engine) -> None:
    target = create_round(engine)
    made = create_open(engine, target)
    for _ in range(3):
        create_respondent(engine, target, level("3"))
    revealed(engine, made)
    erasure.erase_organisation(engine, target.organisation_id)
    assert units(engine) == []


def test_a_rehearsal_leaves_nothing_on_the_wall(engine: Engine) -> None:
    target = create_round(engine)
    made = create_open(engine, target)
    rehearsals.rehearse(engine, made, AINO)
    for _ in range(3):
        create_respondent(engine, target, level("3"))
    assert revealed(engine, made) == Average(50.0, 3)
    rehearsals.reset(engine, made, AINO)
    assert (shown(engine, made), units(engine)) == (None, [])
