"""What is chosen in the moment before a button is pressed counts.

A choice and the button after it can reach the server together: the button is then pressed before
the page was drawn with the choice.
"""

from sqlalchemy import select

from db import customer_rounds, need_placements, owned_rounds, workshop_control
from db.engine import reading
from db.tables import Respondent
from digikartta.need_matrix import Placement
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.ui.workshop_form import NEW_ROUND
from digikartta.web.cookies import INVITE
from tests.factories import (
    TODAY,
    create_closed_round,
    create_organisation,
    create_profile,
    create_round,
    create_workshop,
)
from tests.pages import development_visitors as development
from tests.pages import test_needs, test_plan, test_plan_files, test_register, test_result
from tests.pages import test_workshops as workshop_pages
from tests.pages.conftest import Site
from tests.pages.visiting import links, open_page

t = texts("fi")


def test_how_a_workshop_goes(site: Site) -> None:
    account = workshop_pages.signed_in(site)
    company = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_page("tyopajat")
    page.selectbox(key="workshop-company-fi").set_value(company).run()
    page.radio(key="pacing-fi").set_value("dimension")
    page.radio(key="stage-fi").set_value("T2")
    page.number_input(key="min-group").set_value(7)
    workshop_pages.tap(page, "make")
    made = workshop_pages.only(site, account)
    assert (made.pacing, made.stage, made.min_group) == ("dimension", "T2", 7)


def test_that_an_open_round_does_not_go_on(site: Site) -> None:
    account = workshop_pages.signed_in(site)
    target = create_round(site.engine, questionnaire=load()["digikartta-1"], stage="T1")
    page = open_page("tyopajat")
    page.selectbox(key="workshop-company-fi").set_value(target.organisation_id).run()
    page.radio(key="round-fi").set_value(NEW_ROUND)
    workshop_pages.tap(page, "make")
    made = workshop_pages.only(site, account)
    assert made.stage == "T0"
    assert [each.round_id for each in workshop_pages.held(site, made.id)] != [target.round_id]


def test_the_name_and_the_role_of_who_joins(site: Site) -> None:
    account = workshop_pages.signed_in(site)
    made = create_workshop(site.engine, account_id=account.id, is_named=True)
    workshop_control.open_(site.engine, made, account.id)
    site.browser.cookies = {INVITE: workshop_pages.got(site, made).join_code or ""}
    page = open_page("liity")
    page.radio(key="field-role-fi").set_value("staff").run()
    page.radio(key="field-role-fi").set_value("management")
    page.text_input(key="field-person").set_value("Aino Aalto")
    next(b for b in page.button if b.label == t("join.go")).click().run()
    with reading(site.engine) as connection:
        person = connection.execute(select(Respondent.name, Respondent.role)).one()
    assert tuple(person) == ("Aino Aalto", "management")


def test_that_the_round_stays_open_when_the_workshop_closes(site: Site) -> None:
    made = workshop_pages.prepared(site)
    page = workshop_pages.control(site, made)
    page.checkbox(key="closing-sure").check().run()
    page.radio(key="closing-fi").set_value("keep")
    workshop_pages.tap(page, "closing-go")
    assert workshop_pages.got(site, made).state == "closed"
    assert not workshop_pages.held(site, made)[0].is_closed


def test_that_the_workshop_does_not_close_after_all(site: Site) -> None:
    made = workshop_pages.prepared(site)
    page = workshop_pages.control(site, made)
    page.checkbox(key="closing-sure").check().run()
    page.checkbox(key="closing-sure").uncheck()
    workshop_pages.tap(page, "closing-go")
    assert workshop_pages.got(site, made).state == "prepared"


def test_that_the_round_does_not_close_after_all(site: Site) -> None:
    made = test_result.begin(site, [test_result.all_at(3)] * 3)
    page = open_page("arviointi")
    page.checkbox(key="sure").check().run()
    page.checkbox(key="sure").uncheck()
    development.press(page, "close")
    assert owned_rounds.owned(site.engine, made.owner, today=TODAY).round.closed_on is None


def test_that_the_customers_round_does_not_close_after_all(site: Site) -> None:
    assessed = development.assess(site)
    development.as_owner(site, assessed)
    page = development.press(open_page("asiakasymmarrys"), "ask")
    page.checkbox(key="customers-sure").check().run()
    page.checkbox(key="customers-sure").uncheck()
    development.press(page, "close-customers")
    at = (assessed.organisation_id, assessed.round_id)
    found = customer_rounds.beside(site.engine, *at, least=3)
    assert found is not None
    assert found.closed_on is None


def test_the_role_of_who_begins_the_next_round(site: Site) -> None:
    test_result.closed(site, [test_result.all_at(3)] * 3)
    page = test_result.open_result(site)
    page.radio(key="field-role-fi").set_value("staff").run()
    page.radio(key="field-role-fi").set_value("management")
    next(b for b in page.button if b.label == t("owner.next_go")).click().run()
    owner = links(page)[t("start.go_on")].removeprefix("/o/").partition("?")[0]
    begun = owned_rounds.owned(site.engine, owner, today=TODAY).round.id
    with reading(site.engine) as connection:
        roles = connection.execute(select(Respondent.role).where(Respondent.round_id == begun))
        assert roles.scalars().all() == ["management"]


def test_which_needs_go_to_the_plan(site: Site) -> None:
    assessed = development.assess(site)
    development.as_owner(site, assessed)
    one, other = development.LOW
    page = open_page("tarpeet")
    page.checkbox(key=f"take-{one}").check().run()
    page.checkbox(key=f"take-{one}").uncheck()
    page.checkbox(key=f"take-{other}").check()
    development.press(page, "take")
    assert [action.needs for action in test_needs.plan(site, assessed)] == [(other,)]


def test_which_need_a_button_is_about(site: Site) -> None:
    assessed = development.assess(site)
    development.as_owner(site, assessed)
    shown, just_chosen = development.LOW
    test_needs.place(site, assessed, shown, Placement(5, 1))
    for button in ("needs.place", "needs.take_back"):
        page = test_needs.choose(open_page("tarpeet"), shown)
        page.segmented_control(key=f"place-{shown}-importance").set_value(1)
        page.selectbox(key="choose-need-fi").set_value(just_chosen)
        test_plan.press(page, button)
        stored = need_placements.of_round(site.engine, assessed.round_id)
        assert {item: one.placement for item, one in stored.items()} == {shown: Placement(5, 1)}


def test_which_company_s_figures_stay_when_two_are_merged(site: Site) -> None:
    account = test_register.sign_in(site)
    keep = create_organisation(site.engine, create_profile("Saari Oy"))
    gone = create_closed_round(site.engine, profile=create_profile("Saari", size_class="small"))
    page = test_register.open_company(keep, toinen=gone.organisation_id)
    page.radio(key=f"merge-size_class-{gone.organisation_id}-fi").set_value(True)
    go = test_register.labelled(page.button, "merge.go", remove="Saari", keep="Saari Oy")
    go.click().run()
    assert test_register.file_of(site, account, keep).profile.size_class == "small"


def test_which_changes_of_a_file_come_in(site: Site) -> None:
    made = test_plan.begin(site)
    seen = test_plan.add(site, made)
    labels = {f"plan-{seen.id}-owner": "Kalle", f"map-{seen.id}": "Uusi nimi"}
    content = test_plan_files.edited(test_plan_files.exported(site, made), labels)
    page = test_plan_files.bring(test_plan_files.open_files(), content)
    next(box for box in page.checkbox if str(box.key).endswith("owner")).uncheck()
    test_plan.press(page, "files.confirm")
    found = test_plan.plan(site, made)[0].content
    assert (found.title, found.owner) == ("Uusi nimi", "Maija Meri")
