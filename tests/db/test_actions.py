from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db import actions
from db.actions import Conflict, Edit, Saved
from db.engine import reading
from digikartta.action_plan import Action, Note, Planned
from digikartta.problems import InvalidInput
from tests.factories import TODAY, create_action, create_organisation, create_profile

DIMENSIONS = ("vision", "people", "data")
LATER = TODAY + timedelta(days=9)


def create(engine: Engine, organisation: int, action: Action | None = None) -> int:
    return actions.create(
        engine, organisation, action or create_action(), dimensions=DIMENSIONS, today=TODAY
    )


def plan(engine: Engine, organisation: int) -> list[Planned]:
    with reading(engine) as connection:
        return actions.plan_of(connection, organisation)


def edit(seen: Planned, **changes: object) -> Edit:
    return Edit(seen.id, seen, replace(seen.content, **changes))  # type: ignore[arg-type]


def change(engine: Engine, organisation: int, *edits: Edit, today: object = LATER) -> Saved:
    return actions.change(engine, organisation, edits, dimensions=DIMENSIONS, today=today)  # type: ignore[arg-type]


def from_need(engine: Engine, organisation: int, need: str, draft: str) -> int:
    return actions.create_from_need(
        engine,
        organisation,
        need=need,
        dimension="vision",
        draft=draft,
        dimensions=DIMENSIONS,
        today=TODAY,
    )


def refused(engine: Engine, organisation: int, edits: Sequence[Edit]) -> list[tuple[str, object]]:
    with pytest.raises(InvalidInput) as caught:
        change(engine, organisation, *edits)
    return [
        (p.key.removeprefix("problem."), p.details.get("action")) for p in caught.value.problems
    ]


def test_an_action_is_read_as_it_was_written(engine: Engine) -> None:
    company = create_organisation(engine)
    first = create(engine, company, Action("Ensin"))
    whole = create_action(
        why="Asiakkaat pyytävät.",
        theme="Myynti",
        first_step="Kysytään tarjous.\nVertaillaan.",
        cost=5000,
        status="done",
        needs=("vision_1", "vision_2"),
        insights=(7, 11),
        after=(first,),
    )
    second = create(engine, company, whole)
    assert plan(engine, company) == [
        Planned(first, 1, Action("Ensin"), TODAY, None),
        Planned(second, 1, whole, TODAY, TODAY),
    ]


def test_a_company_sees_its_own_actions_only(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    mine = create(engine, company)
    create(engine, other)
    assert [planned.id for planned in plan(engine, company)] == [mine]


def test_an_action_that_is_not_in_order_is_not_written_down(engine: Engine) -> None:
    company = create_organisation(engine)
    with pytest.raises(InvalidInput):
        create(engine, company, create_action(owner=""))
    assert plan(engine, company) == []


def test_a_plan_is_no_dump(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    company = create_organisation(engine)
    create(engine, company)
    monkeypatch.setattr(actions, "MAX_ACTIONS", 1)
    with pytest.raises(InvalidInput) as caught:
        create(engine, company)
    assert [p.key for p in caught.value.problems] == ["problem.actions_too_many"]


def test_a_need_becomes_an_idea_with_its_draft_once(engine: Engine) -> None:
    company = create_organisation(engine)
    draft = "Kysy asiakkailta. Kirjaa vastaukset."
    made = from_need(engine, company, "vision_1", draft)
    assert from_need(engine, company, "vision_1", draft) == made
    expected = Action("Kysy asiakkailta", dimension="vision", first_step=draft, needs=("vision_1",))
    assert plan(engine, company) == [Planned(made, 1, expected, TODAY, None)]
    assert from_need(engine, company, "vision_2", draft) != made


def test_a_need_whose_action_was_dropped_can_be_taken_again(engine: Engine) -> None:
    company = create_organisation(engine)
    made = from_need(engine, company, "vision_1", "Kysy.")
    change(engine, company, edit(plan(engine, company)[0], status="dropped"))
    assert from_need(engine, company, "vision_1", "Kysy.") != made


def test_several_changes_are_stored_together(engine: Engine) -> None:
    company = create_organisation(engine)
    create(engine, company)
    create(engine, company)
    first, second = plan(engine, company)
    saved = change(
        engine, company, edit(first, owner="Kalle"), edit(second, status="done", cost=20)
    )
    assert saved.conflicts == ()
    assert list(saved.stored) == plan(engine, company)
    assert [(p.revision, p.content.owner, p.done_on) for p in saved.stored] == [
        (2, "Kalle", None),
        (2, "Maija Meri", LATER),
    ]


def test_the_day_it_was_done_stays_and_goes_when_it_is_not(engine: Engine) -> None:
    company = create_organisation(engine)
    create(engine, company, create_action(status="done"))
    change(engine, company, edit(plan(engine, company)[0], cost=5))
    assert plan(engine, company)[0].done_on == TODAY
    change(engine, company, edit(plan(engine, company)[0], status="started"))
    assert plan(engine, company)[0].done_on is None


def test_one_wrong_cell_keeps_all_from_being_stored_and_each_is_named(engine: Engine) -> None:
    company = create_organisation(engine)
    create(engine, company)
    create(engine, company)
    first, second = plan(engine, company)
    wrong = [edit(first, owner="", title=""), edit(second, owner="Kalle")]
    assert refused(engine, company, wrong) == [
        ("action_title_missing", first.id),
        ("action_owner_missing", first.id),
    ]
    assert plan(engine, company) == [first, second]


def test_the_second_editor_is_told_and_sees_both(engine: Engine) -> None:
    company = create_organisation(engine)
    create(engine, company)
    create(engine, company)
    seen, other = plan(engine, company)
    change(engine, company, edit(seen, owner="Kalle"))
    second = edit(seen, cost=700)
    saved = change(engine, company, second, edit(other, cost=5))
    current = plan(engine, company)[0]
    assert saved.conflicts == (Conflict(current, second),)
    assert (current.content.owner, current.content.cost) == ("Kalle", None)
    assert [p.content.cost for p in saved.stored] == [5]


def test_of_two_editors_at_the_same_moment_one_is_stored_and_one_is_told(engine: Engine) -> None:
    company = create_organisation(engine)
    create(engine, company)
    seen = plan(engine, company)[0]
    edits = [edit(seen, title=f"Muutos {number}") for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda one: change(engine, company, one), edits))
    stored = [saved for saved in results if saved.stored]
    told = [saved for saved in results if saved.conflicts]
    assert (len(stored), len(told)) == (1, 7)
    assert plan(engine, company) == list(stored[0].stored)
    assert {saved.conflicts[0].current for saved in told} == set(plan(engine, company))


def test_another_companys_action_cannot_be_changed(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    create(engine, company)
    seen = plan(engine, company)[0]
    assert refused(engine, other, [edit(seen, owner="Kalle")]) == [("action_unknown", None)]
    assert plan(engine, company) == [seen]


def test_an_action_waits_for_others_of_its_company_and_never_for_itself(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    foreign = create(engine, other)
    first, second = create(engine, company), create(engine, company)
    one, two = plan(engine, company)
    change(engine, company, edit(one, after=(second,)))
    assert plan(engine, company)[0].content.after == (second,)
    assert refused(engine, company, [edit(two, after=(foreign,))]) == [("action_unknown", None)]
    assert refused(engine, company, [edit(two, after=(second,))]) == [("action_cycle", None)]
    assert refused(engine, company, [edit(two, after=(first,))]) == [("action_cycle", None)]
    turned = [edit(plan(engine, company)[0], after=()), edit(two, after=(first,))]
    assert change(engine, company, *turned).conflicts == ()


def test_progress_is_told_newest_first(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    made = create(engine, company)
    for text, day in (("Alku.", TODAY), ("Puolivälissä.", LATER)):
        actions.add_note(engine, company, made, text, author=" Maija ", today=day)
    with reading(engine) as connection:
        assert actions.notes_of(connection, company) == {
            made: [Note(LATER, "Maija", "Puolivälissä."), Note(TODAY, "Maija", "Alku.")]
        }
        assert actions.notes_of(connection, other) == {}
    with pytest.raises(InvalidInput):
        actions.add_note(engine, other, made, "Vieras.", author="", today=TODAY)
    with pytest.raises(InvalidInput):
        actions.add_note(engine, company, made, " ", author="", today=TODAY)


def test_one_action_is_found_in_its_own_company_only(engine: Engine) -> None:
    company = create_organisation(engine, create_profile("Saari Oy"))
    made = create(engine, company)
    with reading(engine) as connection:
        assert actions.get(connection, company, made) == plan(engine, company)[0]
        with pytest.raises(InvalidInput) as caught:
            actions.get(connection, company + 1, made)
    assert [p.key for p in caught.value.problems] == ["problem.action_unknown"]
