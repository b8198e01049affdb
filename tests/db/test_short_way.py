"""A tap's short way: one statement, which changes nothing where this process is behind."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, delete, event, func, select, update

from db import (
    company_merge,
    erasure,
    links,
    rehearsals,
    respondents,
    rounds,
    workshop_control,
    workshop_pace,
    workshops,
)
from db.answering import Answering, GivenAnswer
from db.company_edits import Editor
from db.engine import reading, writing
from db.links import LinkTarget
from db.tables import Answer, Respondent, Round, RoundScore
from db.workshop_tables import Workshop
from digikartta.problems import InvalidInput
from tests.db.held_up import beside_a_tap, wait_until_waiting
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_organisation,
    create_respondent,
    create_round,
    create_workshop,
)

FACILITATOR = 1


def look(engine: Engine, token: str) -> Answering:
    """What the page sees."""
    return respondents.answering(engine, token, today=TODAY)


def save(engine: Engine, token: str, seen: Answering, item: str = "vision_1") -> None:
    respondents.save_value(engine, token, item, "4", today=TODAY, seen=seen)


def given(engine: Engine, token: str) -> dict[str, str]:
    return {item: answer.value for item, answer in look(engine, token).answers.items()}


def stored_answers(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(Answer)).scalar_one()


def refusal(engine: Engine, token: str, seen: Answering) -> str:
    with pytest.raises(InvalidInput) as caught:
        save(engine, token, seen)
    return caught.value.problems[0].key


def start(
    engine: Engine, *, pacing: str = "free", people: int = 1
) -> tuple[LinkTarget, int, list[str]]:
    """The round and the number of an open workshop, and the tokens of its people."""
    target = create_round(engine)
    made = create_workshop(
        engine, organisation_id=target.organisation_id, round_id=target.round_id, pacing=pacing
    )
    workshop_control.open_(engine, made, FACILITATOR)
    return target, made, [create_respondent(engine, target) for _ in range(people)]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What the database is asked, meanwhile."""
    asked: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_tap_in_a_workshop_and_outside_is_one_statement(engine: Engine) -> None:
    _, _, (inside,) = start(engine)
    outside = create_respondent(engine, create_round(engine))
    for token in (inside, outside):
        seen = look(engine, token)
        with statements(engine) as asked:
            save(engine, token, seen)
        assert [statement.split()[0] for statement in asked] == ["INSERT"]
        assert given(engine, token) == {"vision_1": "4"}


def test_the_way_to_another_part_and_language_is_one_statement(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    with statements(engine) as asked:
        respondents.move_to(engine, token, 2, today=TODAY)
        respondents.speak(engine, token, "sv", today=TODAY)
    assert [statement.split()[0] for statement in asked] == ["UPDATE", "UPDATE"]
    person = look(engine, token)
    assert (person.place, person.language) == (2, "sv")


def test_the_last_answer_wins_and_leaves_the_comment(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine), {"vision_1": "2"})
    respondents.save_comment(engine, token, "vision_1", "Sovittu", today=TODAY)
    seen = look(engine, token)
    with statements(engine) as asked:
        save(engine, token, seen)
    assert len(asked) == 1
    assert look(engine, token).answers == {"vision_1": GivenAnswer("4", "Sovittu")}


def test_a_value_that_the_item_does_not_take_is_refused(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    with pytest.raises(InvalidInput) as caught:
        respondents.save_value(
            engine, token, "vision_1", "6", today=TODAY, seen=look(engine, token)
        )
    assert caught.value.problems[0].key == "problem.bad_value"
    assert given(engine, token) == {}


Change = Callable[[Engine, LinkTarget, int, str], None]


def _revoke(engine: Engine, _target: LinkTarget, _made: int, token: str) -> None:
    with writing(engine) as connection:
        links.revoke(connection, token)


def _close_round(engine: Engine, target: LinkTarget, _made: int, _token: str) -> None:
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)


def _pause(engine: Engine, _target: LinkTarget, made: int, _token: str) -> None:
    workshop_control.pause(engine, made, FACILITATOR)


def _close_dimension(engine: Engine, _target: LinkTarget, made: int, _token: str) -> None:
    workshop_control.close_dimensions(engine, made, FACILITATOR, ["vision"])


def _set_pace(engine: Engine, _target: LinkTarget, made: int, _token: str) -> None:
    workshop_control.set_pacing(engine, made, FACILITATOR, "dimension")


def _begin_another(engine: Engine, target: LinkTarget, made: int, _token: str) -> None:
    workshop_control.close(engine, made, FACILITATOR, closes_rounds=False, today=TODAY)
    other = create_workshop(
        engine,
        organisation_id=target.organisation_id,
        round_id=target.round_id,
        pacing="dimension",
        account_id=2,
    )
    workshop_control.open_(engine, other, 2)


def _erase(engine: Engine, target: LinkTarget, _made: int, _token: str) -> None:
    with writing(engine) as connection:
        connection.execute(delete(Respondent).where(Respondent.round_id == target.round_id))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_revoke, "problem.link_revoked"),
        (_close_round, "problem.round_closed"),
        (_pause, "problem.workshop_paused"),
        (_close_dimension, "problem.dimension_not_open"),
        (_set_pace, "problem.dimension_not_open"),
        (_begin_another, "problem.dimension_not_open"),
        (_erase, "problem.link_unknown"),
    ],
)
def test_what_changed_behind_the_page_refuses_the_answer(
    engine: Engine, change: Change, problem: str
) -> None:
    target, made, (token,) = start(engine)
    seen = look(engine, token)
    change(engine, target, made, token)
    assert refusal(engine, token, seen) == problem
    assert refusal(engine, token, seen) == problem  # also by what the first refusal has found out
    assert stored_answers(engine) == 0


def test_a_link_whose_time_ran_out_behind_the_page_stores_nothing(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine), days=30)
    seen = look(engine, token)
    later = TODAY + timedelta(days=31)
    with pytest.raises(InvalidInput) as caught:
        respondents.save_value(engine, token, "vision_1", "4", today=later, seen=seen)
    assert caught.value.problems[0].key == "problem.link_expired"
    assert given(engine, token) == {}


def test_a_page_of_a_closed_round_stores_once_the_round_is_open_again(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    _close_round(engine, target, 0, token)
    seen = look(engine, token)
    assert refusal(engine, token, seen) == "problem.round_closed"
    with writing(engine) as connection:
        opened = update(Round).where(Round.id == target.round_id).values(closed_on=None)
        connection.execute(opened)
    save(engine, token, seen)
    assert given(engine, token) == {"vision_1": "4"}


def test_what_opened_behind_the_page_is_found_by_the_long_way_once(engine: Engine) -> None:
    _, made, (token, other) = start(engine, pacing="dimension", people=2)
    seen, others = look(engine, token), look(engine, other)
    workshop_control.open_dimensions(engine, made, FACILITATOR, ["vision"])
    save(engine, token, seen)
    with statements(engine) as asked:
        save(engine, other, others)
    assert len(asked) == 1  # what one phone has found out, all others of the room know
    assert given(engine, token) == given(engine, other) == {"vision_1": "4"}


def test_a_workshop_that_nobody_has_looked_at_is_no_obstacle(engine: Engine) -> None:
    _, _, (token,) = start(engine)
    seen = look(engine, token)
    save(engine.execution_options(), token, seen)  # an engine that has seen nothing yet
    assert given(engine, token) == {"vision_1": "4"}


def test_whatever_changes_what_phones_may_do_counts_a_change(engine: Engine) -> None:
    _, made, _ = start(engine, people=0)
    changes: list[Callable[[], None]] = [
        lambda: workshop_control.pause(engine, made, FACILITATOR),
        lambda: workshop_control.open_(engine, made, FACILITATOR),
        lambda: workshop_control.set_pacing(engine, made, FACILITATOR, "dimension"),
        lambda: workshop_control.open_dimensions(engine, made, FACILITATOR, ["vision"]),
        lambda: workshop_control.close_dimensions(engine, made, FACILITATOR, ["vision"]),
        lambda: workshop_control.close(engine, made, FACILITATOR, closes_rounds=False, today=TODAY),
        lambda: workshop_control.open_(engine, made, FACILITATOR),
        lambda: rehearsals.rehearse(engine, made, FACILITATOR),
        lambda: rehearsals.reset(engine, made, FACILITATOR),
        lambda: _rehearse_by_code(engine, made),
    ]
    revisions = [_revision(engine, made)]
    for change in changes:
        change()
        revisions.append(_revision(engine, made))
    assert all(later > earlier for earlier, later in pairwise(revisions))


def _revision(engine: Engine, made: int) -> int:
    with reading(engine) as connection:
        return workshops.flow_at(connection, made)[0]


def _rehearse_by_code(engine: Engine, made: int) -> None:
    with reading(engine) as connection:
        code = workshops.get(connection, made).join_code
    rehearsals.begin(engine, code or "")


def test_closing_a_dimension_waits_for_an_answer_that_was_let_in(engine: Engine) -> None:
    _, made, (token,) = start(engine)
    seen = look(engine, token)
    beside_a_tap(
        engine,
        token,
        lambda: workshop_control.close_dimensions(engine, made, FACILITATOR, ["vision"]),
    )
    assert given(engine, token) == {"vision_1": "4"}
    assert refusal(engine, token, seen) == "problem.dimension_not_open"


def test_the_figures_hold_an_answer_that_was_let_in_before_the_round_closed(
    engine: Engine,
) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target, {"vision_2": "2"})
    beside_a_tap(engine, token, lambda: _close_round(engine, target, 0, token))
    figure = select(RoundScore.score).where(RoundScore.dimension == "vision")
    with reading(engine) as connection:
        # levels 4 and 2 are 75 and 25 points: the mean is 50
        assert connection.execute(figure).scalar() == 50.0


def test_an_answer_that_was_let_in_belongs_to_the_company_that_is_left(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    editor = Editor(create_account(engine, "project"), NOW)
    keep = create_organisation(engine)
    beside_a_tap(
        engine,
        token,
        lambda: company_merge.merge(engine, editor, keep=keep, remove=target.organisation_id),
    )
    with reading(engine) as connection:
        assert connection.execute(select(Answer.organisation_id)).scalars().all() == [keep]


def test_erasing_a_company_takes_an_answer_with_it_that_was_let_in(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    beside_a_tap(engine, token, lambda: erasure.erase_organisation(engine, target.organisation_id))
    assert stored_answers(engine) == 0


def test_closing_with_the_rounds_and_tapping_at_once_never_wait_for_each_other(
    engine: Engine,
) -> None:
    _, made, tokens = start(engine, people=6)
    seen = {token: look(engine, token) for token in tokens}
    with ThreadPoolExecutor(7) as pool:
        taps = [
            pool.submit(save, engine, token, seen[token], f"vision_{n}")
            for token in tokens
            for n in (1, 2)
        ]
        pool.submit(
            workshop_control.close, engine, made, FACILITATOR, closes_rounds=True, today=TODAY
        ).result(timeout=30)
        failed = [tap.exception(timeout=30) for tap in taps]
    assert all(error is None or isinstance(error, InvalidInput) for error in failed)
    assert stored_answers(engine) == sum(error is None for error in failed)


def test_once_the_workshop_is_over_answers_of_an_open_round_are_stored(engine: Engine) -> None:
    _, made, (token,) = start(engine)
    seen = look(engine, token)
    workshop_control.close(engine, made, FACILITATOR, closes_rounds=False, today=TODAY)
    save(engine, token, seen)
    assert given(engine, token) == {"vision_1": "4"}


def test_an_answer_that_waited_for_the_closing_is_refused(engine: Engine) -> None:
    _, made, (token,) = start(engine)
    seen = look(engine, token)
    with ThreadPoolExecutor(1) as pool:
        with workshop_control.controlling(engine, made, FACILITATOR) as (connection, _):
            late = pool.submit(refusal, engine, token, seen)
            wait_until_waiting(engine, 1)
            paused = update(Workshop).where(Workshop.id == made).values(state="paused")
            connection.execute(paused)
            workshops.count_change(connection, made)
        assert late.result(timeout=30) == "problem.workshop_paused"
    assert given(engine, token) == {}


def test_an_answer_that_waited_for_the_round_to_close_is_refused(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    seen = look(engine, token)
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            locked = select(Round.id).where(Round.id == target.round_id).with_for_update()
            connection.execute(locked)
            late = pool.submit(refusal, engine, token, seen)
            wait_until_waiting(engine, 1)
            rounds.close(connection, [target.round_id], today=TODAY)
        assert late.result(timeout=30) == "problem.round_closed"
    assert given(engine, token) == {}


def test_of_many_answers_at_once_none_is_lost(engine: Engine) -> None:
    """Ten people of a workshop, each with the four items of three dimensions, at once."""
    _, _, tokens = start(engine, people=10)
    seen = {token: look(engine, token) for token in tokens}
    items = [f"{dimension}_{n}" for dimension in ("vision", "people", "data") for n in range(1, 5)]
    with ThreadPoolExecutor(20) as pool:
        list(
            pool.map(
                lambda tap: save(engine, tap[0], seen[tap[0]], tap[1]),
                [(token, item) for item in items for token in tokens],
            )
        )
    assert all(given(engine, token) == dict.fromkeys(items, "4") for token in tokens)


def test_before_its_workshop_begins_a_person_answers_alone_with_one_statement(
    engine: Engine,
) -> None:
    target = create_round(engine)
    create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    token = create_respondent(engine, target)
    seen = look(engine, token)
    with statements(engine) as asked:
        save(engine, token, seen)
    assert len(asked) == 1
    assert given(engine, token) == {"vision_1": "4"}


def test_a_workshop_that_was_forgotten_among_many_takes_answers(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop_pace, "_MOST_FLOWS", 1)
    _, made, (token,) = start(engine)
    _, _, (other,) = start(engine)
    seen = look(engine, token)
    look(engine, other)
    assert workshop_pace.remembered_flow(engine, made) is None
    save(engine, token, seen)
    assert given(engine, token) == {"vision_1": "4"}
