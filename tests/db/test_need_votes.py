"""Three dots each, whoever taps at the same time; nobody but the people of the round."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from db import need_votes
from db.links import LinkTarget
from digikartta.problems import InvalidInput
from tests.development_factories import create_vote, person_of
from tests.factories import (
    create_closed_round,
    create_organisation,
    create_profile,
    create_respondent,
    create_round,
)

ITEMS = ("vision_1", "vision_2", "data_1")


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        action()
    return caught.value.problems[0].key


def cast(engine: Engine, person: int, item: str, dots: int) -> None:
    need_votes.cast(engine, person, item, dots, items=ITEMS)


def closed_round(engine: Engine, people: int = 3) -> tuple[LinkTarget, list[str]]:
    """A closed round whose one respondent is joined by so many who have a link."""
    target = create_closed_round(engine)
    return target, [create_respondent(engine, target) for _ in range(people)]


def open_vote(engine: Engine, target: LinkTarget) -> None:
    need_votes.open_vote(engine, target.organisation_id, target.round_id)


def end_vote(engine: Engine, target: LinkTarget) -> None:
    need_votes.end_vote(engine, target.organisation_id, target.round_id)


def test_dots_are_placed_moved_and_taken_back(engine: Engine) -> None:
    target, (token, *_) = closed_round(engine)
    open_vote(engine, target)
    person = person_of(engine, token)
    cast(engine, person, "vision_1", 2)
    cast(engine, person, "data_1", 1)
    assert need_votes.ballot(engine, person) == {"vision_1": 2, "data_1": 1}
    assert refused(lambda: cast(engine, person, "vision_2", 1)) == "problem.vote_dots"
    cast(engine, person, "vision_1", 0)
    cast(engine, person, "vision_2", 2)
    assert need_votes.ballot(engine, person) == {"vision_2": 2, "data_1": 1}


def test_two_phones_of_one_person_place_three_dots_and_not_four(engine: Engine) -> None:
    target, (token, *_) = closed_round(engine)
    open_vote(engine, target)
    person = person_of(engine, token)

    def tap(item: str) -> bool:
        try:
            cast(engine, person, item, 2)
        except InvalidInput:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(tap, ("vision_1", "vision_2")))
    assert sorted(done) == [False, True]
    assert sum(need_votes.ballot(engine, person).values()) == 2


def test_nobody_votes_before_the_vote_is_open_or_after_it_has_ended(engine: Engine) -> None:
    target, (token, *_) = closed_round(engine)
    person = person_of(engine, token)
    assert need_votes.state(engine, target.round_id) == "before"
    assert refused(lambda: cast(engine, person, "vision_1", 1)) == "problem.vote_not_open"
    open_vote(engine, target)
    cast(engine, person, "vision_1", 1)
    end_vote(engine, target)
    assert refused(lambda: cast(engine, person, "vision_1", 3)) == "problem.vote_ended"
    assert need_votes.ballot(engine, person) == {"vision_1": 1}


def test_customers_and_strangers_do_not_vote(engine: Engine) -> None:
    target = create_closed_round(engine)
    open_vote(engine, target)
    customer = person_of(engine, create_respondent(engine, target, role="customer"))
    for person in (customer, 17):
        assert refused(lambda who=person: cast(engine, who, "vision_1", 1)) == (
            "problem.link_unknown"
        )


def test_an_open_round_has_nothing_to_vote_on(engine: Engine) -> None:
    target = create_round(engine)
    assert refused(lambda: open_vote(engine, target)) == "problem.vote_not_open"


def test_another_company_opens_ends_and_restarts_nothing(engine: Engine) -> None:
    target, _ = closed_round(engine)
    other = create_organisation(engine, create_profile("Toinen Oy"))
    strange = LinkTarget(other, target.round_id, None)
    assert refused(lambda: open_vote(engine, strange)) == "problem.vote_not_open"
    open_vote(engine, target)
    end_vote(engine, strange)
    assert need_votes.state(engine, target.round_id) == "open"
    key = refused(lambda: need_votes.start_over(engine, other, target.round_id))
    assert key == "problem.vote_not_open"


def test_opening_a_vote_that_has_ended_does_not_open_it_again(engine: Engine) -> None:
    target, _ = closed_round(engine)
    open_vote(engine, target)
    end_vote(engine, target)
    open_vote(engine, target)
    assert need_votes.state(engine, target.round_id) == "ended"


def test_starting_over_takes_the_dots_of_this_round_away(engine: Engine) -> None:
    target, (token, *_) = closed_round(engine)
    other, (their_token, *_) = closed_round(engine)
    create_vote(engine, target, {token: {"vision_1": 3}})
    create_vote(engine, other, {their_token: {"vision_1": 3}})
    end_vote(engine, target)
    need_votes.start_over(engine, target.organisation_id, target.round_id)
    assert need_votes.state(engine, target.round_id) == "open"
    assert need_votes.ballot(engine, person_of(engine, token)) == {}
    assert need_votes.ballot(engine, person_of(engine, their_token)) == {"vision_1": 3}


def test_the_count_tells_voters_while_open_and_totals_when_ended(engine: Engine) -> None:
    target, tokens = closed_round(engine)
    ballots = ({"vision_1": 3}, {"vision_1": 1, "data_1": 2}, {"data_1": 1})
    create_vote(engine, target, dict(zip(tokens, ballots, strict=True)))
    count = need_votes.count(engine, target.round_id, least=3)
    assert (count.participants, count.voters, count.totals) == (4, 3, None)
    end_vote(engine, target)
    totals = need_votes.count(engine, target.round_id, least=3).totals
    assert totals == {"vision_1": 4, "data_1": 3}
