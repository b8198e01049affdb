import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.need_votes import DOTS, State, count_votes, left, placed
from digikartta.problems import InvalidInput

ITEMS = ("a", "b", "c", "d")


def refused(ballot: dict[str, int], item: str, dots: int) -> str:
    with pytest.raises(InvalidInput) as caught:
        placed(ballot, item, dots, items=ITEMS)
    return caught.value.problems[0].key


def test_dots_go_on_one_need_or_on_several() -> None:
    assert placed({}, "a", 3, items=ITEMS) == {"a": 3}
    assert placed({"a": 1}, "b", 2, items=ITEMS) == {"a": 1, "b": 2}
    assert placed({"a": 3}, "a", 1, items=ITEMS) == {"a": 1}
    assert placed({"a": 3}, "a", 0, items=ITEMS) == {}
    assert (left({}), left({"a": 1, "b": 1})) == (3, 1)


def test_a_fourth_dot_and_an_unknown_need_are_refused() -> None:
    assert refused({"a": 2}, "b", 2) == "problem.vote_dots"
    assert refused({}, "x", 1) == "problem.vote_unknown"
    assert refused({}, "a", -1) == "problem.vote_unknown"
    assert refused({}, "a", 4) == "problem.vote_unknown"


@given(st.lists(st.tuples(st.sampled_from(ITEMS), st.integers(-1, 5)), max_size=30))
def test_nobody_ever_has_more_than_three_dots(taps: list[tuple[str, int]]) -> None:
    ballot: dict[str, int] = {}
    for item, dots in taps:
        try:
            ballot = placed(ballot, item, dots, items=ITEMS)
        except InvalidInput:
            continue
        assert sum(ballot.values()) <= DOTS
        assert all(1 <= count <= DOTS for count in ballot.values())


THREE = ({"a": 3}, {"a": 1, "b": 2}, {"b": 1})


@pytest.mark.parametrize("state", ["before", "open"])
def test_while_a_vote_is_open_only_voters_are_counted(state: State) -> None:
    count = count_votes(THREE, state=state, participants=5, least=3)
    assert (count.voters, count.participants, count.totals) == (3, 5, None)
    assert count.withheld == "not_ended"


def test_an_ended_vote_of_enough_people_is_added_up() -> None:
    count = count_votes(THREE, state="ended", participants=5, least=3)
    assert (count.totals, count.withheld) == ({"a": 4, "b": 3}, "")


@pytest.mark.parametrize(("participants", "least"), [(5, 4), (4, 4), (9, 5)])
def test_fewer_voters_than_a_breakdown_needs_are_never_added_up(
    participants: int, least: int
) -> None:
    count = count_votes(THREE, state="ended", participants=participants, least=least)
    assert (count.totals, count.withheld) == (None, "too_few")


def test_whoever_is_the_whole_round_sees_the_own_named_result() -> None:
    both = count_votes(THREE[:2], state="ended", participants=2, least=3)
    assert both.totals == {"a": 4, "b": 2}
    one_of_two = count_votes(THREE[:1], state="ended", participants=2, least=3)
    assert one_of_two.totals is None


def test_a_vote_without_a_voter_has_no_totals() -> None:
    assert count_votes([], state="ended", participants=0, least=3).withheld == "too_few"
    assert count_votes([{}, {}], state="ended", participants=2, least=3).voters == 0
