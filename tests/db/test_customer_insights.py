"""The log of insights: nothing is lost when two write at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine

from db import customer_insights
from db.customer_insights import StoredInsight
from digikartta.customer_insights import Insight
from digikartta.problems import InvalidInput
from tests.development_factories import create_insight
from tests.factories import TODAY, create_organisation, create_profile


def only(engine: Engine, organisation_id: int) -> StoredInsight:
    (found,) = customer_insights.of_company(engine, organisation_id)
    return found


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        action()
    return caught.value.problems[0].key


def test_an_insight_is_kept_as_it_was_written(engine: Engine) -> None:
    company = create_organisation(engine)
    written = Insight(
        "Asiakkaat tilaavat aamulla",
        "interview",
        date(2026, 2, 1),
        dimension="customer",
        meaning="Tilauskanava auki klo 6",
        needs=("customer_collecting", "customer_using"),
    )
    customer_insights.add(engine, company, written)
    stored = only(engine, company)
    assert (stored.insight, stored.version) == (written, 1)


def test_the_newest_comes_first_and_nobody_sees_another_companys(engine: Engine) -> None:
    company = create_organisation(engine)
    create_insight(engine, create_organisation(engine, create_profile("Toinen Oy")), "Muiden")
    for learnt, day in (("Vanha", 1), ("Uusi", 3), ("Uudempi samana päivänä", 3)):
        create_insight(engine, company, learnt, learnt_on=date(2026, 2, day))
    found = [stored.insight.learnt for stored in customer_insights.of_company(engine, company)]
    assert found == ["Uudempi samana päivänä", "Uusi", "Vanha"]


def test_a_change_replaces_texts_and_needs_and_counts(engine: Engine) -> None:
    company = create_organisation(engine)
    made = create_insight(engine, company, needs=("vision_1", "vision_2"))
    changed = Insight("Toisin", "data", TODAY, needs=("vision_2", "vision_3"))
    customer_insights.change(engine, company, made, changed, version=1)
    assert only(engine, company) == StoredInsight(made, 2, changed)


def test_of_two_who_change_the_same_the_second_is_told(engine: Engine) -> None:
    company = create_organisation(engine)
    made = create_insight(engine, company)

    def write(learnt: str) -> str:
        change = Insight(learnt, "survey", TODAY)
        try:
            customer_insights.change(engine, company, made, change, version=1)
        except InvalidInput as error:
            return error.problems[0].key
        return learnt

    with ThreadPoolExecutor(2) as both:
        results = set(both.map(write, ("Aino", "Eero")))
    assert "problem.insight_changed" in results
    (kept,) = results - {"problem.insight_changed"}
    assert (only(engine, company).insight.learnt, only(engine, company).version) == (kept, 2)


def test_deleting_what_was_changed_since_is_refused(engine: Engine) -> None:
    company = create_organisation(engine)
    made = create_insight(engine, company)
    change = Insight("Muutettu", "survey", TODAY)
    customer_insights.change(engine, company, made, change, version=1)
    remove = refused(lambda: customer_insights.remove(engine, company, made, version=1))
    assert remove == "problem.insight_changed"
    customer_insights.remove(engine, company, made, version=2)
    assert customer_insights.of_company(engine, company) == []


def test_changing_what_was_deleted_since_is_refused(engine: Engine) -> None:
    company = create_organisation(engine)
    made = create_insight(engine, company)
    customer_insights.remove(engine, company, made, version=1)
    change = Insight("Muutettu", "survey", TODAY)
    key = refused(lambda: customer_insights.change(engine, company, made, change, version=1))
    assert key == "problem.insight_gone"


def test_another_company_cannot_touch_it(engine: Engine) -> None:
    company = create_organisation(engine)
    other = create_organisation(engine, create_profile("Toinen Oy"))
    made = create_insight(engine, company)
    change = Insight("Vieras", "survey", TODAY)
    for action in (
        lambda: customer_insights.change(engine, other, made, change, version=1),
        lambda: customer_insights.remove(engine, other, made, version=1),
    ):
        assert refused(action) == "problem.insight_gone"
    assert only(engine, company).version == 1
