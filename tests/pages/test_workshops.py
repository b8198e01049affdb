"""Making a workshop, and running it."""

import pytest
from streamlit.testing.v1 import AppTest

from db import (
    rehearsals,
    respondents,
    rounds,
    seminars,
    workshop_companies,
    workshop_control,
    workshop_notes,
    workshops,
)
from db.engine import reading
from db.joining import Joiner, join
from db.workshops import HeldRound, WorkshopRecord
from digikartta.account import Account
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web.cookies import INVITE, SESSION
from digikartta.workshop import MAX_TEXT, NewWorkshop
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_account,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_round,
    create_session,
    create_workshop,
)
from tests.pages.conftest import Site
from tests.pages.visiting import SCRIPTS, SECONDS, button_of, let_time_pass, open_page, words

t = texts("fi")


def signed_in(site: Site, role: str = "project") -> Account:
    account = create_account(site.engine, role)
    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    return account


def control(site: Site, workshop_id: object) -> AppTest:
    page = AppTest.from_file(SCRIPTS["tyopaja"], default_timeout=SECONDS)
    page.query_params["lang"] = "fi"
    page.query_params["tyopaja"] = str(workshop_id)
    return page.run()


def got(site: Site, workshop_id: int) -> WorkshopRecord:
    with reading(site.engine) as connection:
        return workshops.get(connection, workshop_id)


def held(site: Site, workshop_id: int) -> list[HeldRound]:
    with reading(site.engine) as connection:
        return workshops.rounds_of(connection, workshop_id)


def prepared(site: Site, **changes: object) -> int:
    account = signed_in(site)
    return create_workshop(site.engine, account_id=account.id, **changes)  # type: ignore[arg-type]


def tap(page: AppTest, key: str) -> AppTest:
    return button_of(page, key).click().run()  # type: ignore[no-any-return]


def only(site: Site, account: Account) -> WorkshopRecord:
    (made,) = workshops.of_account(site.engine, account.id)
    return made


@pytest.mark.parametrize("address", ["tyopajat", "tyopaja"])
def test_whoever_is_not_signed_in_is_told_to_log_in(site: Site, address: str) -> None:
    page = open_page(address)
    assert t("problem.log_in_first", where="") in words(page)
    assert not page.button


def test_a_workshop_with_a_company_that_is_there_is_made_by_choosing_it(stored_site: Site) -> None:
    account = signed_in(stored_site)
    company = create_organisation(stored_site.engine, create_profile("Saari Oy"))
    page = open_page("tyopajat")
    assert button_of(page, "make").disabled
    page.selectbox(key="workshop-company-fi").set_value(company).run()
    tap(page, "make")
    workshop = only(stored_site, account)
    assert (workshop.name, workshop.questionnaire) == ("Saari Oy", "digikartta-1")
    assert (workshop.is_named, workshop.min_group, workshop.state) == (False, 3, "prepared")
    assert workshop.held_on == TODAY


def test_a_new_company_is_made_with_its_workshop_and_shared_with_the_facilitator(
    site: Site,
) -> None:
    account = signed_in(site, "facilitator")
    page = open_page("tyopajat")
    page.text_input(key="field-name").set_value("Uusi Oy").run()
    refused = tap(page, "make")
    assert t("problem.industry_missing", where="") in words(refused)
    for field, value in (("industry", "C"), ("size_class", "micro"), ("municipality", "091")):
        refused.selectbox(key=f"field-{field}-fi").set_value(value).run()
    tap(refused, "make")
    assert only(site, account).name == "Uusi Oy"
    assert [name for _, name in workshop_companies.companies_of(site.engine, account)] == [
        "Uusi Oy"
    ]


def test_a_seminar_needs_a_name_and_no_company(site: Site) -> None:
    account = signed_in(site)
    page = open_page("tyopajat")
    page.radio(key="kind-fi").set_value("seminar").run()
    page = tap(page, "make")
    assert t("problem.title_missing", where="") in words(page)
    page.text_input(key="title").set_value("Kevät").run()
    page.radio(key="pacing-fi").set_value("dimension").run()
    tap(page, "make")
    workshop = only(site, account)
    assert (workshop.name, workshop.pacing, workshop.is_seminar) == ("Kevät", "dimension", True)


def test_an_open_round_of_the_company_is_continued_with_its_stage(site: Site) -> None:
    account = signed_in(site)
    target = create_round(site.engine, questionnaire=load()["digikartta-1"], stage="T1")
    page = open_page("tyopajat")
    page.selectbox(key="workshop-company-fi").set_value(target.organisation_id).run()
    tap(page, "make")
    workshop = only(site, account)
    assert workshop.stage == "T1"
    assert [each.round_id for each in held(site, workshop.id)] == [target.round_id]


def test_a_facilitator_sees_neither_others_workshops_nor_their_companies(site: Site) -> None:
    stranger = prepared(site)
    account = signed_in(site, "facilitator")
    page = open_page("tyopajat")
    assert t("workshops.none") in words(page)
    assert "Esimerkki Oy" not in words(page)
    page = control(site, stranger)
    assert t("problem.workshop_unknown", where="") in words(page)
    assert not page.button
    company = got(site, stranger).organisation_id
    assert company is not None
    found = workshop_companies.open_rounds_of(site.engine, account, company, create_questionnaire())
    assert found == []


@pytest.mark.parametrize("number", ["", "99", "-1", "x", "9" * 30])
def test_an_address_of_no_workshop_says_so(site: Site, number: str) -> None:
    signed_in(site)
    assert t("problem.workshop_unknown", where="") in words(control(site, number))


def test_the_list_leads_to_each_workshop(site: Site) -> None:
    made = prepared(site)
    page = open_page("tyopajat")
    assert "Esimerkki Oy" in words(page)
    assert f"tyopaja={made}" in "".join(node.proto.body for node in page.get("html"))


def test_a_workshop_is_opened_paused_and_gone_on_with(stored_site: Site) -> None:
    made = prepared(stored_site)
    page = control(stored_site, made)
    assert got(stored_site, made).join_code in words(page)
    for state in ("open", "paused", "open"):
        page = tap(page, "state")
        assert got(stored_site, made).state == state
        assert t(f"control.state.{state}") in words(page)


def test_parts_are_opened_one_by_one_closed_and_revealed(site: Site) -> None:
    made = prepared(site, pacing="dimension")
    page = tap(control(site, made), "state")
    page = tap(page, "open-next")
    page = tap(page, "open-next")
    page = tap(page, "close_dimension-vision")
    tap(page, "reveal-vision")
    with reading(site.engine) as connection:
        flow = workshops.flow(connection, made)
    assert (flow.opened, flow.closed, flow.revealed) == (
        {"vision", "people"},
        {"vision"},
        {"vision"},
    )
    page = tap(page, "open_all")
    page = tap(page, "reveal_all")
    page = tap(page, "hide-data")
    with reading(site.engine) as connection:
        flow = workshops.flow(connection, made)
    assert flow.opened == {"vision", "people", "data"}
    assert flow.revealed == {"vision", "people"}
    tap(page, "hide_all")
    with reading(site.engine) as connection:
        assert workshops.flow(connection, made).revealed == set()


def test_the_pace_and_the_notes_are_kept(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    page.radio(key="pacing-fi").set_value("dimension").run()
    page.text_area(key="notes-0").set_value("Muista kahvi. ").run()
    workshop = got(site, made)
    assert (workshop.pacing, workshop.notes) == ("dimension", "Muista kahvi.")
    assert page.text_area(key="notes-0").value == "Muista kahvi."
    assert control(site, made).text_area(key="notes-0").value == "Muista kahvi."


def test_what_another_facilitator_writes_comes_into_the_notes(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    workshop_notes.keep(site.engine, made, 1, "Palvelin sovittu", base="")
    assert page.run().text_area(key="notes-0").value == "Palvelin sovittu"


def test_two_facilitators_who_write_notes_at_once_lose_nothing_and_are_told(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    workshop_notes.keep(site.engine, made, 1, "Palvelin sovittu", base="")
    page.run()  # comes in, but a browser keeps what is being typed
    page.text_area(key="notes-0").set_value("Muista kahvi").run()
    both = f"Palvelin sovittu\n\n{workshop_notes.LINE}\n\nMuista kahvi"
    assert got(site, made).notes == both
    assert t("control.notes_both") in words(page)
    # Now both texts are seen, and can be made one.
    page.text_area(key="notes-1").set_value("Palvelin ja kahvi").run()
    assert got(site, made).notes == "Palvelin ja kahvi"
    assert t("control.notes_both") not in words(page)


def test_notes_that_cannot_be_stored_stay_in_their_field(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    workshop_notes.keep(site.engine, made, 1, "a" * MAX_TEXT, base="")
    page.text_area(key="notes-0").set_value("Muista kahvi").run()
    assert t("problem.too_long", length=MAX_TEXT + 19, limit=MAX_TEXT) in words(page)
    assert page.text_area(key="notes-0").value == "Muista kahvi"
    assert page.run().text_area(key="notes-0").value == "Muista kahvi"


def join_one(site: Site, workshop_id: int, name: str = "") -> str:
    code = got(site, workshop_id).join_code or ""
    return join(site.engine, code, Joiner("staff", "fi", name), today=TODAY, link_days=LINK_DAYS)


def test_a_place_is_handed_back_by_a_link_shown_once_and_a_person_removed(site: Site) -> None:
    made = prepared(site, is_named=True)
    page = tap(control(site, made), "state")
    assert t("control.nobody") in words(page)
    join_one(site, made, "Aino Aalto")
    page = control(site, made)
    assert "Aino Aalto" in words(page)
    (hand,) = [b.key for b in page.button if str(b.key).startswith("hand-")]
    page = tap(page, str(hand))
    assert "https://digikartta.example/v/" in words(page)
    assert "https://digikartta.example/v/" not in words(page.run())
    tap(page, str(hand).replace("hand-", "remove-"))
    assert held(site, made)[0].joined == 0


def test_who_joins_and_what_is_written_comes_onto_the_page_by_itself(site: Site) -> None:
    made = prepared(site)
    page = tap(control(site, made), "state")
    assert t("control.nobody") in words(page)
    join_one(site, made)
    page = let_time_pass(page)
    assert t("control.nobody") not in words(page)
    (hand,) = [b.key for b in page.button if str(b.key).startswith("hand-")]
    page = tap(page, str(hand))
    token = join_one(site, made)
    for comment in ("Rohkeasti", "Varoen vain"):
        respondents.save_comment(site.engine, token, "vision_1", comment, today=TODAY)
        page = let_time_pass(page)
        assert comment in words(page)
        # What the facilitator asked for stays until the next tap.
        assert "https://digikartta.example/v/" in words(page)
    respondents.save_comment(site.engine, token, "vision_1", "", today=TODAY)
    assert t("wall.no_comments") in words(let_time_pass(page))
    assert "https://digikartta.example/v/" not in words(page.run())


def test_a_second_facilitator_is_let_in_by_address(site: Site) -> None:
    made = prepared(site)
    other = create_account(site.engine, "facilitator", name="Kalle Koski")
    page = control(site, made)
    page.text_input(key="facilitator").set_value("nobody@a.example").run()
    page = tap(page, "add-facilitator")
    assert t("problem.facilitator_unknown", where="") in words(page)
    page.text_input(key="facilitator").set_value(other.email).run()
    assert "Kalle Koski" in str([node.value for node in tap(page, "add-facilitator").get("text")])
    site.browser.cookies = {SESSION: create_session(site.engine, other, now=site.now)}
    assert got(site, made).join_code in words(control(site, made))


def test_closing_asks_twice_and_leads_to_the_result(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    assert page.button(key="closing-go").disabled
    page.checkbox(key="closing-sure").check().run()
    page = tap(page, "closing-go")
    assert got(site, made).state == "closed"
    assert t("control.to_result") in words(page)
    company = got(site, made).organisation_id
    assert f"yritys={company}" in "".join(node.proto.body for node in page.get("html"))
    assert held(site, made)[0].is_closed
    assert not [
        b for b in page.button if str(b.key).startswith("state")
    ]  # what is closed stays closed


def test_a_workshop_that_keeps_its_round_open_can_be_opened_again(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    page.radio(key="closing-fi").set_value("keep").run()
    page.checkbox(key="closing-sure").check().run()
    page = tap(page, "closing-go")
    assert not held(site, made)[0].is_closed
    tap(page, "state")
    assert got(site, made).state == "open"


def test_a_facilitator_lists_the_companies_that_are_expected_and_people_pick_theirs(
    stored_site: Site,
) -> None:
    site = stored_site
    made = prepared(site, is_seminar=True, questionnaire=create_questionnaire(questions=2))
    company = create_organisation(site.engine, create_profile("Saari Oy"))
    page = control(site, made)
    page.multiselect(key="expected-picked").set_value([company])
    page.text_area(key="expected-typed").set_value("Uusi Oy\n\nToinen Oy")
    page = tap(page, "expected-add")
    assert [each.organisation for each in held(site, made)] == ["Saari Oy", "Toinen Oy", "Uusi Oy"]
    page = control(site, made)
    assert t("expected.title", n=3) in words(page)
    assert page.text_area(key="expected-typed").value == ""
    gone = held(site, made)[1].round_id
    tap(page, f"take-off-{gone}")
    workshop_control.open_(site.engine, made, 1)
    site.browser.cookies = {INVITE: got(site, made).join_code or ""}
    page = open_page("liity")
    _, second = held(site, made)
    options = page.selectbox(key="company-fi").options
    assert options == [t("join.new_company"), "Saari Oy", "Uusi Oy"]
    page.selectbox(key="company-fi").set_value(second.round_id).run()
    next(r for r in page.radio if "field-role" in str(r.key)).set_value("staff").run()
    next(b for b in page.button if b.label == t("join.go")).click().run()
    assert [(each.organisation, each.joined) for each in held(site, made)] == [
        *(("Saari Oy", 0), ("Uusi Oy", 1))
    ]


@pytest.mark.parametrize("rounds_are", ["closed", "kept open"])
def test_a_closed_seminar_says_where_the_results_are_once_there_are_any(
    site: Site, rounds_are: str
) -> None:
    closed = rounds_are == "closed"
    made = prepared(site, is_seminar=True)
    workshop_control.open_(site.engine, made, 1)
    code, who = got(site, made).join_code or "", Joiner("staff", "fi")
    days = {"today": TODAY, "link_days": LINK_DAYS}
    seminars.join_with_company(site.engine, code, create_profile("Saari Oy"), who, **days)
    workshop_control.close(site.engine, made, 1, closes_rounds=closed, today=TODAY)
    assert (t("control.seminar_results") in words(control(site, made))) == closed


def test_a_rehearsal_is_begun_shown_as_one_and_emptied(site: Site) -> None:
    made = prepared(site)
    page = tap(control(site, made), "rehearse")
    assert t("control.is_test_title") in words(page)
    with reading(site.engine) as connection:
        assert rounds.get(connection, held(site, made)[0].round_id).is_test
    workshop_control.open_(site.engine, made, 1)
    join_one(site, made)
    page = tap(control(site, made), "reset")
    assert t("control.is_test_title") not in words(page)
    assert held(site, made)[0].joined == 0
    workshop_control.open_(site.engine, made, 1)
    join_one(site, made)
    assert t("problem.workshop_has_people", where="") in words(tap(control(site, made), "rehearse"))


def test_whoever_was_logged_out_meanwhile_changes_nothing(site: Site) -> None:
    made = prepared(site)
    page = control(site, made)
    site.browser.cookies = {}
    tap(page, "state")
    assert got(site, made).state == "prepared"


def test_a_company_that_is_not_shown_is_refused_whatever_a_browser_sends(site: Site) -> None:
    company = create_organisation(site.engine)
    account = signed_in(site, "facilitator")
    plan = NewWorkshop(
        title="",
        stage="T0",
        held_on=TODAY,
        is_online=False,
        is_named=False,
        min_group=3,
        language="fi",
        roles=("staff",),
        pacing="free",
    )
    with pytest.raises(InvalidInput) as caught:
        workshop_companies.create_for_company(
            site.engine,
            plan,
            create_questionnaire(),
            account=account,
            organisation_id=company,
            round_id=None,
        )
    assert caught.value.problems[0].key == "problem.company_not_shown"


def test_the_time_plan_stands_beside_the_controls(site: Site) -> None:
    made = prepared(site, plan="9.00 Aloitus")
    assert "9.00 Aloitus" in str([node.value for node in control(site, made).get("text")])


def test_rehearsal_by_command_shows_on_the_page(site: Site) -> None:
    made = prepared(site)
    rehearsals.begin(site.engine, got(site, made).join_code or "")
    assert t("control.is_test_title") in words(control(site, made))
