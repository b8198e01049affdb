from digikartta.problems import InvalidInput, Problem


def test_a_refusal_holds_every_problem_and_says_so_to_programmers() -> None:
    problems = (Problem("problem.name_missing", "name"), Problem("problem.date", "row 3"))
    refusal = InvalidInput(iter(problems))
    assert refusal.problems == problems
    assert str(refusal) == "name: problem.name_missing; row 3: problem.date"


def test_a_problem_without_a_place_or_details_has_none() -> None:
    assert Problem("problem.round_closed") == Problem("problem.round_closed", "", {})
