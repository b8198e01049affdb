from collections import Counter
from datetime import date, timedelta
from statistics import mean, stdev

import pytest

from digikartta.answers import CUSTOMER, ROLES, normal_value
from digikartta.business_id import normal_business_id
from digikartta.classification import industries, municipalities, region_of
from digikartta.company import checked
from digikartta.example_data import (
    ExampleCompany,
    ExampleRespondent,
    ExampleRound,
    example_companies,
    typical,
)
from digikartta.example_ingredients import ingredients
from digikartta.questionnaire_file import load
from digikartta.scoring import RespondentAnswers, round_scores

TODAY = date(2026, 3, 2)
OWN_VIEW = load()["digikartta-1"]
CUSTOMER_VIEW = load()["customer-view-1"]
MARK = "Esimerkki: "


def create_companies(*, today: date = TODAY, seed: int = 1) -> tuple[ExampleCompany, ...]:
    return example_companies(OWN_VIEW, CUSTOMER_VIEW, today=today, seed=seed)


COMPANIES = create_companies()


def all_rounds(companies: tuple[ExampleCompany, ...] = COMPANIES) -> list[ExampleRound]:
    return [round_ for company in companies for round_ in company.rounds]


def own_rounds(company: ExampleCompany) -> list[ExampleRound]:
    return [round_ for round_ in company.rounds if round_.questionnaire is OWN_VIEW]


def people() -> list[tuple[ExampleRound, ExampleRespondent]]:
    return [(round_, person) for round_ in all_rounds() for person in round_.respondents]


def overall(round_: ExampleRound) -> float:
    given = [
        RespondentAnswers(p.role, {item: a.value for item, a in p.answers.items()})
        for p in round_.respondents
    ]
    score = round_scores(round_.questionnaire, given)[-1].score
    assert score is not None
    return score


def test_there_are_forty_companies_and_every_name_carries_the_mark() -> None:
    names = {company.profile.name for company in COMPANIES}
    assert len(COMPANIES) == len(names) == 40
    assert all(name.startswith(MARK) for name in names)
    assert {company.cohort for company in COMPANIES} == {"esimerkki"}


def test_the_same_seed_and_day_make_the_same_companies() -> None:
    assert create_companies() == COMPANIES
    assert create_companies(seed=2) != COMPANIES


def test_another_day_moves_the_rounds_and_nothing_else() -> None:
    later = create_companies(today=TODAY + timedelta(days=7))
    for before, after in zip(all_rounds(), all_rounds(later), strict=True):
        assert after.respondents == before.respondents
        if before.closed_on is not None:
            assert after.closed_on == before.closed_on + timedelta(days=7)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sizes_places_and_stages_are_spread_as_in_the_region(seed: int) -> None:
    companies = create_companies(seed=seed)
    sizes = Counter(company.profile.size_class for company in companies)
    places = {company.profile.municipality for company in companies}
    stages = Counter(tuple(r.stage for r in own_rounds(company)) for company in companies)
    respondents = [len(own_rounds(company)[0].respondents) for company in companies]
    assert sizes == {"micro": 20, "small": 15, "medium": 5}
    assert len(places) == 17
    assert {region_of(place) for place in places} == {"01"}
    assert stages == {("T0", "T2"): 20, ("T0",): 18, ("T0", "T1"): 2}
    assert (min(respondents), max(respondents)) == (1, 12)
    assert sum(any(r.questionnaire is CUSTOMER_VIEW for r in c.rounds) for c in companies) == 5


def test_the_industries_of_the_project_are_well_present() -> None:
    found = Counter(company.profile.industry for company in COMPANIES)
    assert (found["Q"], found["C"], found["E"]) == (7, 7, 4)
    assert len(found) == 10


def test_every_profile_is_one_that_a_person_could_have_given() -> None:
    assert [checked(company.profile) for company in COMPANIES] == [c.profile for c in COMPANIES]
    assert {c.profile.growth_seeking for c in COMPANIES} == {True, False, None}
    assert {c.profile.international for c in COMPANIES} == {True, False, None}


def test_half_have_a_business_id_and_none_of_them_is_given_yet() -> None:
    given = [c.profile.business_id for c in COMPANIES if c.profile.business_id]
    assert len(set(given)) == len(given) == 20
    assert all(normal_business_id(found) == found for found in given)
    # The register counts upwards and is at three and a half million.
    assert min(given) >= "9900000"


def test_rounds_were_closed_on_working_days_of_the_last_two_years() -> None:
    days = [round_.closed_on for round_ in all_rounds() if round_.closed_on]
    assert min(days) >= date(2024, 3, 2)
    assert max(days) <= TODAY
    assert {day.weekday() for day in days} <= {0, 1, 2, 3, 4}


def test_the_second_stage_is_most_of_a_year_after_the_first() -> None:
    pairs = [own_rounds(company) for company in COMPANIES]
    for first, second in (pair for pair in pairs if pair[-1].stage == "T2"):
        assert first.closed_on is not None
        assert second.closed_on is not None
        assert 260 <= (second.closed_on - first.closed_on).days <= 400


def test_every_answer_is_one_that_its_item_takes() -> None:
    for round_, person in people():
        assert person.role in ROLES
        assert person.language in {"fi", "sv", "en"}
        for item, answer in person.answers.items():
            assert normal_value(round_.questionnaire, item, answer.value) == answer.value


def test_cannot_say_does_not_concern_us_and_blank_come_up_now_and_then() -> None:
    values = Counter(a.value for _, person in people() for a in person.answers.values())
    total = values.total()
    assert 0.01 < values["dk"] / total < 0.1
    assert 0.002 < values["na"] / total < 0.06
    assert {"1", "2", "3", "4", "5"} < set(values)


def test_some_comments_are_written_and_none_twice_in_a_company() -> None:
    total = 0
    for company in COMPANIES:
        comments = [
            answer.comment
            for round_ in company.rounds
            for person in round_.respondents
            for answer in person.answers.values()
            if answer.comment
        ]
        assert len(set(comments)) == len(comments)
        total += len(comments)
    assert total > 100


def test_customers_answer_only_what_they_can_know() -> None:
    customers = [(r, p) for r, p in people() if p.role == CUSTOMER and r.questionnaire is OWN_VIEW]
    assert customers
    for _, person in customers:
        assert {item.split("_")[0] for item in person.answers} <= {
            "customer",
            "service",
            "business",
        }
    assert all(p.role == CUSTOMER for r, p in people() if r.questionnaire is CUSTOMER_VIEW)


def test_companies_differ_and_most_have_come_forward_in_a_year() -> None:
    first = [overall(own_rounds(company)[0]) for company in COMPANIES]
    changes = [
        overall(pair[-1]) - overall(pair[0])
        for pair in map(own_rounds, COMPANIES)
        if pair[-1].stage == "T2"
    ]
    # The average level 2.7 is 25 · 1.7 = 42.5 points; a level is 25 points.
    assert 35 < mean(first) < 50
    assert 10 < stdev(first) < 22
    assert 4 < mean(changes) < 15
    assert sum(change > 0 for change in changes) >= 16


def test_colleagues_agree_more_than_companies_do() -> None:
    """Answers hang together: within a company people differ less than companies do."""

    def level(person: ExampleRespondent) -> float:
        return mean(int(a.value) for a in person.answers.values() if a.value.isdigit())

    groups = [
        [level(p) for p in own_rounds(company)[0].respondents if p.role != CUSTOMER]
        for company in COMPANIES
    ]
    several = [group for group in groups if len(group) > 1]
    assert mean(stdev(group) for group in several) < stdev([mean(group) for group in several]) / 1.5


def test_in_an_open_round_the_first_person_is_half_way() -> None:
    open_rounds = [round_ for round_ in all_rounds() if round_.closed_on is None]
    assert len(open_rounds) == 2
    for round_ in open_rounds:
        first, *others = round_.respondents
        assert (first.place, first.submitted) == (4, False)
        asked = {item.split("_")[0].split(".")[0] for item in first.answers}
        assert asked <= set(OWN_VIEW.dimension_ids[:5])
        assert others
        assert all(person.submitted and person.place == 8 for person in others)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_typical_companies_show_one_stage_two_stages_and_customers(seed: int) -> None:
    single, paired, asked = typical(create_companies(seed=seed))
    assert (len(single.rounds), single.profile.size_class) == (1, "micro")
    assert [r.stage for r in own_rounds(paired)] == ["T0", "T2"]
    assert CUSTOMER in {person.role for person in asked.rounds[0].respondents}
    assert len({single.profile.name, paired.profile.name, asked.profile.name}) == 3


def test_comments_stand_beside_questions_that_exist() -> None:
    asked = {question.id for view in (OWN_VIEW, CUSTOMER_VIEW) for question in view.questions}
    assert set(ingredients().comments) == asked


def test_every_share_is_of_something_that_exists() -> None:
    given = ingredients()
    assert set(given.names) <= set(industries())
    assert set(given.names) <= set(given.lift.industries)
    assert set(given.municipalities) <= set(municipalities())
    assert set(given.lift.dimensions) == set(OWN_VIEW.dimension_ids)
    assert set(given.customers.dimensions) < set(OWN_VIEW.dimension_ids)
