"""What the wall shows of one dimension; m = 3 people unless a test says otherwise."""

from collections.abc import Iterable

import pytest

from digikartta.live_picture import Average, DimensionPicture, Viewing, next_snapshot, picture
from digikartta.live_rules import Snapshot, Unit
from digikartta.scoring import RespondentAnswers, round_scores
from tests.factories import create_questionnaire

ASKED = create_questionnaire(dimensions=("vision",), questions=3)
ITEMS = ("vision_1", "vision_2", "vision_3", "vision.target")
VISION = ASKED.dimensions[0]
VIEWING = Viewing(VISION, least=3, remainder=3)


def create_person(answers: str, role: str = "staff") -> RespondentAnswers:
    """The text holds the answers to three questions and the target; `-` is blank."""
    given = zip(ITEMS, answers.split(), strict=False)
    return RespondentAnswers(role, {item: value for item, value in given if value != "-"})


def counted(*answers: str, role: str = "staff", first: int = 1) -> Snapshot:
    """People numbered from `first`."""
    return {i: (create_person(each, role),) for i, each in enumerate(answers, first)}


def room(*snapshots: Snapshot) -> dict[int, Unit]:
    """All of them have finished."""
    return {n: Unit(p, finished=True) for each in snapshots for n, p in each.items()}


def shown(*snapshots: Snapshot, viewing: Viewing = VIEWING) -> DimensionPicture:
    return picture(viewing, snapshots)


def test_the_picture_has_the_score_and_the_target_of_the_round() -> None:
    people = counted("1 2 3 4", "3 4 5 5", "1 1 1 2", role="management")
    found = shown(people)
    of_round = round_scores(ASKED, [person for one in people.values() for person in one])[0]
    assert found.score == Average(of_round.score, 3)  # type: ignore[arg-type]
    assert found.target == Average(of_round.target, 3)  # type: ignore[arg-type]
    assert found.dimension == "vision"


def test_each_question_has_its_spread() -> None:
    found = shown(counted("1 2 3", "1 4 3", "5 2 3"))
    assert {name: one.counts for name, one in found.questions.items()} == {
        "vision_1": (2, 0, 0, 0, 1),
        "vision_2": (0, 2, 0, 1, 0),
        "vision_3": (0, 0, 3, 0, 0),
    }
    assert found.agreement.n == 3


def test_a_question_with_two_answers_is_hidden_and_so_is_the_next_smallest() -> None:
    found = shown(counted("1 2 3", "dk 4 3", "5 2 3", "dk 2 4", "dk dk 4"))
    # two answered the first; four the second: with five scores the first could be worked out
    assert list(found.questions) == ["vision_3"]


def test_a_question_that_nobody_could_answer_is_absent() -> None:
    assert list(shown(counted(*["dk 2 3"] * 3)).questions) == ["vision_2", "vision_3"]


def test_a_target_of_two_people_is_not_shown() -> None:
    assert shown(counted("1 2 3 4", "1 2 3 5", "1 2 3 -")).target is None


def test_the_target_stays_as_it_was_shown_while_one_or_two_have_set_another() -> None:
    first = counted("1 1 1 4", "1 1 1 4", "1 1 1 4")
    further = counted("5 5 5 5", "5 5 5 -", "5 5 5 -", first=4)
    found = shown(first, {**first, **further})
    assert found.score == Average(50.0, 6)
    assert found.target == Average(75.0, 3)


def of_roles(management: int, staff: int, *, supervisors: int = 0) -> Snapshot:
    people = [
        *[create_person("5 5 5", "management")] * management,
        *[create_person("3 3 3", "supervisor")] * supervisors,
        *[create_person("1 1 1", "staff")] * staff,
    ]
    return dict(enumerate(((person,) for person in people), 1))


def test_roles_stand_side_by_side_when_three_are_in_each() -> None:
    found = shown(of_roles(3, 4))
    assert found.roles == {"management": Average(100.0, 3), "staff": Average(0.0, 4)}


def test_supervisors_stand_with_management() -> None:
    assert shown(of_roles(2, 3, supervisors=1)).roles["management"] == Average(250 / 3, 3)


@pytest.mark.parametrize(("management", "staff"), [(2, 5), (5, 2), (0, 6), (6, 0)])
def test_two_people_in_a_role_hide_both_and_one_role_is_no_comparison(
    management: int, staff: int
) -> None:
    assert shown(of_roles(management, staff)).roles == {}


def test_roles_stay_as_they_were_while_one_or_two_have_come_to_one_of_them() -> None:
    first = of_roles(3, 3)
    later: Snapshot = {
        **first,
        7: (create_person("1 1 1", "management"),),
        8: (create_person("1 1 1", "staff"),),
        9: (create_person("1 1 1", "staff"),),
    }
    found = shown(first, later)
    assert found.score == Average(100 / 3, 9)
    assert found.roles == {"management": Average(100.0, 3), "staff": Average(0.0, 3)}


def test_somebody_outside_the_two_classes_takes_them_off_the_wall() -> None:
    people = {**of_roles(3, 3), 9: (create_person("1 1 1", "customer"),)}
    assert shown(people).roles == {}


def test_the_first_picture_needs_three_with_a_score() -> None:
    lost = counted("dk dk 1", "1 2 3", "1 2 3")  # one of three is less than half
    assert next_snapshot(VIEWING, [], room(lost), closing=False) is None
    whole = counted("dk 2 1", "1 2 3", "1 2 3")
    assert next_snapshot(VIEWING, [], room(whole), closing=False) == whole


def test_three_who_finish_may_be_one_too_few_in_one_question() -> None:
    first = counted("1 2 3", "1 2 3", "1 2 3")
    further = counted("4 4 4", "4 4 4", "dk 4 4", first=4)
    room_of_six = room(first, further)
    # the first question would change by the answers of two
    assert next_snapshot(VIEWING, [first], room_of_six, closing=False) is None
    assert next_snapshot(VIEWING, [first], room_of_six, closing=True) is None
    seventh = counted("5 5 5", first=7)
    expected = {**first, **further, **seventh}
    assert next_snapshot(VIEWING, [first], room(expected), closing=False) == expected


def test_one_who_changes_an_answer_stays_as_shown_when_three_others_come() -> None:
    first = counted("1 2 3", "1 2 3", "1 2 3")
    changed = counted("1 2 4", "1 2 3", "1 2 3")
    further = counted("4 4 4", "4 4 4", "4 4 4", first=4)
    # with the three new ones the change of one is hidden: six are compared with three
    found = next_snapshot(VIEWING, [first], room(changed, further), closing=False)
    assert found == {**changed, **further}
    # a later change of one question by one person alone is left out when it is closed
    again = {**changed, **further, **counted("1 2 5")}
    assert next_snapshot(VIEWING, [first, found], room(again), closing=True) is None


def test_who_changes_what_others_keep_is_left_out_when_new_people_cannot_hide_it() -> None:
    first = counted("1 2 3", "1 2 3", "1 2 3")
    # the new ones cannot say anything of the first question, which one has changed
    further = counted("dk 4 4", "dk 4 4", "dk 4 4", first=4)
    changed = {**first, **counted("5 2 3")}
    found = next_snapshot(VIEWING, [first], room(changed, further), closing=False)
    assert found == {**first, **further}


def test_a_new_vote_of_three_moves_the_picture_when_it_is_closed_again() -> None:
    first = counted("1 1 1", "2 2 2", "3 3 3")
    voted = counted("3 3 3", "4 4 4", "5 5 5")
    assert next_snapshot(VIEWING, [first], room(voted), closing=False) is None
    assert next_snapshot(VIEWING, [first], room(voted), closing=True) == voted


def company(*answers: str) -> tuple[RespondentAnswers, ...]:
    return tuple(create_person(each) for each in answers)


def hall(companies: Iterable[tuple[RespondentAnswers, ...]]) -> Snapshot:
    return dict(enumerate(companies, 1))


def test_in_a_hall_each_company_counts_once_with_the_mean_of_its_people() -> None:
    viewing = Viewing(VISION, least=5, remainder=5)
    companies = hall([company("1 1 1", "5 5 5"), *[company("1 1 1")] * 4])
    found = shown(companies, viewing=viewing)
    assert found.score == Average(10.0, 5)  # (50 + 0 + 0 + 0 + 0)/5
    assert found.questions["vision_1"].counts == (5, 0, 0, 0, 1)
    assert found.companies == {}


def test_in_a_named_hall_each_company_has_its_line() -> None:
    viewing = Viewing(VISION, least=5, remainder=5, by_company=True)
    companies = hall([company("1 1 1", "5 5 5"), *[company("2 2 2")] * 4])
    assert shown(companies, viewing=viewing).companies == {1: 50.0, 2: 25, 3: 25, 4: 25, 5: 25}


def test_four_companies_are_too_few_and_fewer_than_five_further_ones_move_nothing() -> None:
    viewing = Viewing(VISION, least=5, remainder=5)
    four = hall([company("1 1 1")] * 4)
    assert next_snapshot(viewing, [], room(four), closing=True) is None
    first, later = hall([company("1 1 1")] * 5), hall([company("1 1 1")] * 9)
    assert next_snapshot(viewing, [first], room(later), closing=False) is None
    assert next_snapshot(viewing, [first], room(later), closing=True) is None


def test_blank_counts_as_zero_where_the_questionnaire_says_so() -> None:
    viewing = Viewing(VISION, least=3, remainder=3, unanswered="zero")
    assert shown(counted("5 5 -", "5 5 -", "5 5 -"), viewing=viewing).score == Average(200 / 3, 3)
