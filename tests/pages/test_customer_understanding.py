"""Customer understanding: asking customers, two views side by side, the log of insights."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import actions, customer_insights, customer_rounds, joining, owned_rounds, respondents
from db.engine import reading
from db.joining import Joiner
from digikartta.action_plan import Action
from digikartta.customer_insights import Insight
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from tests.development_factories import create_insight
from tests.factories import LINK_DAYS, TODAY
from tests.pages.conftest import Site
from tests.pages.development_visitors import (
    Assessed,
    as_account,
    as_owner,
    as_participant,
    as_stranger,
    assess,
    confirm,
    open_for,
    press,
)
from tests.pages.visiting import html, links, open_page, words

t = texts("fi")
ADDRESS = "asiakasymmarrys"
HOME = "https://digikartta.example"
CUSTOMERS = load()["customer-view-1"]


def ask_and_answer(site: Site, assessed: Assessed, *, level: str, customers: int) -> int:
    """Ask customers of a closed round, let so many answer, and return their round."""
    company = assessed.organisation_id
    asked = customer_rounds.ask(site.engine, company, assessed.round_id, CUSTOMERS, least=3)
    token = customer_rounds.invite(site.engine, company, asked, today=TODAY, link_days=LINK_DAYS)
    for _ in range(customers):
        person = joining.join(
            site.engine, token, Joiner("customer", "fi"), today=TODAY, link_days=LINK_DAYS
        )
        for question in CUSTOMERS.questions:
            respondents.save_value(site.engine, person, question.id, level, today=TODAY)
        respondents.submit(site.engine, person, today=TODAY)
    return asked


def close(site: Site, assessed: Assessed, asked: int) -> None:
    customer_rounds.close(site.engine, assessed.organisation_id, asked, today=TODAY)


def field(page: AppTest, kind: str, name: str, form: str = "new") -> Any:
    return getattr(page, kind)(key=f"insight-{form}-{name}-fi")


def stored(site: Site, assessed: Assessed) -> list[Insight]:
    found = customer_insights.of_company(site.engine, assessed.organisation_id)
    return [each.insight for each in found]


def test_a_stranger_sees_nothing(site: Site) -> None:
    assessed = assess(site)
    create_insight(site.engine, assessed.organisation_id, "Salainen")
    as_stranger(site)
    for page in (open_page(ADDRESS), open_for(ADDRESS, assessed)):
        assert not page.exception
        assert "Salainen" not in words(page)
        assert links(page) == {t("state.to_front"): "/?lang=fi"}


def test_a_customer_and_another_company_see_nothing(site: Site) -> None:
    assessed = assess(site)
    create_insight(site.engine, assessed.organisation_id, "Salainen")
    asked = ask_and_answer(site, assessed, level="3", customers=0)
    token = customer_rounds.invite(
        site.engine, assessed.organisation_id, asked, today=TODAY, link_days=LINK_DAYS
    )
    person = joining.join(
        site.engine, token, Joiner("customer", "fi"), today=TODAY, link_days=LINK_DAYS
    )
    site.browser.cookies = {"digikartta_respondent": person}
    page = open_page(ADDRESS)
    assert t("problem.not_for_customers", where="") in words(page)
    as_owner(site, assess(site))
    for page in (open_page(ADDRESS), open_for(ADDRESS, assessed)):
        assert "Salainen" not in words(page)


def test_an_empty_page_tells_how_to_begin(site: Site) -> None:
    as_owner(site, assess(site, closed=False))
    page = open_page(ADDRESS)
    assert not page.exception
    for key in ("customers.ask_text", "customers.views_wait", "insight.none"):
        assert t(key) in words(page)
    assert links(page)[t("path.next", step=t("path.tarpeet"))] == "/tarpeet?lang=fi"


def test_the_owner_asks_customers_after_the_own_round_and_closes_their_round(
    stored_site: Site,
) -> None:
    assessed = assess(stored_site)
    as_owner(stored_site, assessed)
    page = press(open_page(ADDRESS), "ask")
    found = customer_rounds.beside(
        stored_site.engine, assessed.organisation_id, assessed.round_id, least=3
    )
    assert found is not None
    token = customer_rounds.invitation_of_owner(assessed.links.owner, found.id)
    assert [code.value for code in page.code] == [f"{HOME}/k/{token}"]
    assert [code.value for code in open_page(ADDRESS).code] == [f"{HOME}/k/{token}"]
    assert page.button(key="close-customers").disabled
    page.checkbox(key="customers-sure").check().run()
    page = press(page, "close-customers")
    assert t.n("customers.go_on_text", 0) in words(page)
    assert [code.value for code in press(page, "ask").code] == [f"{HOME}/k/{token}"]


def test_an_account_gets_a_link_that_is_shown_once(site: Site) -> None:
    assessed = assess(site)
    confirm(site, assessed)
    as_account(site)
    page = press(open_for(ADDRESS, assessed), "ask")
    assert len(page.code) == 1
    again = open_for(ADDRESS, assessed)
    assert not again.code
    assert len(press(again, "show-link").code) == 1
    step = t("path.next", step=t("path.tarpeet"))
    assert links(again)[step] == f"/tarpeet?lang=fi&yritys={assessed.organisation_id}"


def test_both_views_stand_side_by_side_with_the_largest_difference_first(site: Site) -> None:
    assessed = assess(site)
    close(site, assessed, ask_and_answer(site, assessed, level="2", customers=3))
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    # Customers: level 2 is 25. The company: customer (0 + 3·50)/4 = 37.5, the others 50; half up.
    for cells in (("50", "25", "−25"), ("38", "25", "−12")):
        assert "".join(f"<td>{cell}</td>" for cell in cells) in html(page)
    names = html(page).split('<th scope="row">')[1:]
    assert [name.split("</th>")[0] for name in names] == [
        "Asiakaspalvelu, myynti ja markkinointi",
        "Liiketoiminnan uudistaminen",
        "Asiakasymmärrys",
    ]
    assert len(page.get("plotly_chart")) == 1


def test_two_customers_are_too_few_to_be_shown(site: Site) -> None:
    assessed = assess(site)
    close(site, assessed, ask_and_answer(site, assessed, level="2", customers=2))
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    assert t.n("customers.few", 2, least=3) in words(page)
    assert not page.get("plotly_chart")
    assert '<th scope="row">' not in html(page)


def test_where_no_customer_has_answered_it_is_said_so(site: Site) -> None:
    as_owner(site, assess(site))
    assert t("customers.none", least=3) in words(open_page(ADDRESS))


def test_an_insight_is_written_down_with_its_need_and_action(stored_site: Site) -> None:
    assessed = assess(stored_site)
    company = assessed.organisation_id
    action = actions.create(
        stored_site.engine, company, Action("Kauppa auki"), dimensions=(), today=TODAY
    )
    as_owner(stored_site, assessed)
    page = open_page(ADDRESS)
    field(page, "text_area", "learnt").set_value("Moni tilaa illalla")
    field(page, "selectbox", "source").set_value("feedback")
    field(page, "selectbox", "dimension").set_value("customer")
    field(page, "text_area", "meaning").set_value("Verkkotilaus")
    field(page, "multiselect", "needs").set_value(["customer_collecting"])
    field(page, "multiselect", "actions").set_value([action])
    page = press(page, "add")
    assert stored(stored_site, assessed) == [
        Insight(
            "Moni tilaa illalla",
            "feedback",
            TODAY,
            "customer",
            "Verkkotilaus",
            ("customer_collecting",),
        )
    ]
    with reading(stored_site.engine) as connection:
        (planned,) = actions.plan_of(connection, company)
    assert len(planned.content.insights) == 1
    text = words(page)
    for shown in (t("insight.saved"), "Moni tilaa illalla", "Kauppa auki", t("insight.edit")):
        assert shown in text
    assert field(page, "text_area", "learnt").value == ""


def test_what_is_missing_is_said_at_its_field(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = press(open_page(ADDRESS), "add")
    for key in ("problem.insight_missing", "problem.source_missing"):
        assert f'role="alert">{t(key)}' in html(page)
    assert stored(site, assessed) == []


def test_an_insight_is_changed_and_deleted(site: Site) -> None:
    assessed = assess(site)
    made = create_insight(site.engine, assessed.organisation_id, "Vanha")
    as_owner(site, assessed)
    page = press(open_page(ADDRESS), f"edit-{made}")
    field(page, "text_area", "learnt", str(made)).set_value("Uusi")
    page = press(page, "save")
    assert [insight.learnt for insight in stored(site, assessed)] == ["Uusi"]
    page = press(press(page, f"edit-{made}"), "cancel")
    page = press(press(page, f"edit-{made}"), "remove")
    assert stored(site, assessed) == []
    assert t("insight.removed") in words(page)


@pytest.mark.parametrize(("button", "kept"), [("save", "Minun"), ("keep-theirs", "Toisen")])
def test_the_second_of_two_editors_sees_both_texts(
    stored_site: Site, button: str, kept: str
) -> None:
    assessed = assess(stored_site)
    company = assessed.organisation_id
    made = create_insight(stored_site.engine, company, "Alkuperäinen")
    as_owner(stored_site, assessed)
    page = press(open_page(ADDRESS), f"edit-{made}")
    theirs = Insight("Toisen", "interview", TODAY)
    customer_insights.change(stored_site.engine, company, made, theirs, version=1)
    field(page, "text_area", "learnt", str(made)).set_value("Minun")
    page = press(page, "save")
    for shown in (t("both.title"), "Toisen", "Minun", t("problem.insight_changed")):
        assert shown in words(page) or shown in html(page)
    assert [insight.learnt for insight in stored(stored_site, assessed)] == ["Toisen"]
    page = press(page, button)
    assert [insight.learnt for insight in stored(stored_site, assessed)] == [kept]
    assert t("both.title") not in words(page)


def test_words_written_into_a_deleted_insight_are_not_lost(site: Site) -> None:
    assessed = assess(site)
    company = assessed.organisation_id
    made = create_insight(site.engine, company, "Alkuperäinen")
    as_owner(site, assessed)
    page = press(open_page(ADDRESS), f"edit-{made}")
    field(page, "text_area", "learnt", str(made)).set_value("Pitkä teksti")
    customer_insights.remove(site.engine, company, made, version=1)
    page = press(page, "save")
    assert t("problem.insight_gone") in words(page)
    page = press(page, "add")
    assert [insight.learnt for insight in stored(site, assessed)] == ["Pitkä teksti"]


def test_a_participant_reads_and_edits_nothing(site: Site) -> None:
    assessed = assess(site)
    create_insight(site.engine, assessed.organisation_id, "Moni tilaa illalla")
    as_participant(site, assessed)
    page = open_page(ADDRESS)
    assert "Moni tilaa illalla" in words(page)
    assert t("path.read_only") in words(page)
    assert not page.button
    assert not page.text_area


def test_an_ended_link_changes_nothing_though_the_page_is_still_open(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    field(page, "text_area", "learnt").set_value("Myöhässä")
    field(page, "selectbox", "source").set_value("data")
    as_participant(site, assessed)
    page = press(page, "add")
    assert t("problem.read_only") in words(page)
    assert stored(site, assessed) == []


def test_another_language_reads_as_well(site: Site) -> None:
    assessed = assess(site)
    create_insight(site.engine, assessed.organisation_id)
    as_owner(site, assessed)
    for lang in ("sv", "en"):
        assert texts(lang)("insight.heading") in words(open_page(ADDRESS, lang=lang))


def test_customers_of_an_open_round_close_with_it(site: Site) -> None:
    assessed = assess(site, closed=False)
    as_owner(site, assessed)
    page = press(open_page(ADDRESS), "ask")
    assert t("customers.closes_with") in words(page)
    owned_rounds.close(site.engine, assessed.links.owner, today=TODAY)
    assert t.n("customers.go_on_text", 0) in words(open_page(ADDRESS))
