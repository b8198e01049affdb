"""Phones in a workshop: joining by its code, following its pace, coming back."""

import pytest
from streamlit.testing.v1 import AppTest

from db import respondents, seminars, workshop_control, workshop_people, workshops
from db.engine import reading
from db.workshops import WorkshopRecord
from digikartta.texts import LANGUAGES, texts
from digikartta.web import guessing
from digikartta.web.cookies import INVITE, RESPONDENT
from tests.factories import LINK_DAYS, TODAY, create_questionnaire, create_workshop
from tests.pages.conftest import Site
from tests.pages.visiting import button_of, in_its_fragment, links, open_page, radio_of, tap, words

t = texts("fi")


def made(site: Site, **changes: object) -> WorkshopRecord:
    questionnaire = create_questionnaire(questions=2)
    workshop_id = create_workshop(site.engine, questionnaire=questionnaire, **changes)  # type: ignore[arg-type]
    return got(site, workshop_id)


def got(site: Site, workshop_id: int) -> WorkshopRecord:
    with reading(site.engine) as connection:
        return workshops.get(connection, workshop_id)


def scan(site: Site, workshop: WorkshopRecord) -> AppTest:
    """What the code's address leads to."""
    site.browser.cookies = {INVITE: workshop.join_code or ""}
    return open_page("liity")


def choose_role(page: AppTest, role: str = "staff") -> AppTest:
    return next(r for r in page.radio if "field-role" in str(r.key)).set_value(role).run()


def go(page: AppTest) -> AppTest:
    return next(b for b in page.button if b.label == t("join.go")).click().run()


def join(site: Site, page: AppTest) -> str:
    """Tap the role and the button; the browser then holds the private link."""
    return go_on(site, go(choose_role(page)))


def go_on(site: Site, page: AppTest) -> str:
    token = links(page)[t("start.go_on")].removeprefix("/v/").partition("?")[0]
    site.browser.cookies = {RESPONDENT: token}
    return token


def button(page: AppTest, key: str) -> AppTest:
    # After a tap the page test holds only what the tap has drawn.
    return button_of(page.run(), key).click().run()  # type: ignore[no-any-return]


def test_a_prepared_workshop_asks_to_wait_and_lets_nobody_answer(site: Site) -> None:
    page = scan(site, made(site))
    assert t("join.not_begun_title") in words(page)
    assert not page.radio


def test_two_taps_lead_from_the_code_to_the_first_question(stored_site: Site) -> None:
    workshop = made(stored_site)
    workshop_control.open_(stored_site.engine, workshop.id, 1)
    join(stored_site, scan(stored_site, workshop))
    page = open_page("vastaa")
    tap(page, "vision_1", "4")
    assert t("answer.saved") in words(page)


def test_before_the_first_answer_it_is_said_what_is_shown_to_whom(site: Site) -> None:
    workshop = made(site, min_group=4)
    workshop_control.open_(site.engine, workshop.id, 1)
    shown = words(scan(site, workshop))
    assert t("join.shown", breakdown=4) in shown
    assert t("promise.between", breakdown=4) in shown


def test_a_named_workshop_says_so_and_asks_the_name(site: Site) -> None:
    workshop = made(site, is_named=True)
    workshop_control.open_(site.engine, workshop.id, 1)
    page = scan(site, workshop)
    assert t("join.named_shown") in words(page)
    page = go(choose_role(page))
    assert t("problem.person_name_missing") in words(page)
    page.text_input(key="field-person").set_value("Aino Virtanen").run()
    token = go_on(site, go(choose_role(page)))
    assert respondents.answering(site.engine, token, today=TODAY).name == "Aino Virtanen"
    assert t("pace.seat", who="Aino Virtanen") in words(open_page("vastaa"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_seminar_with_names_says_before_the_first_answer_from_how_many_companies_lines_are_shown(
    site: Site, lang: str
) -> None:
    workshop = made(site, is_seminar=True, is_named=True, title="Kevätseminaari")
    workshop_control.open_(site.engine, workshop.id, 1)
    site.browser.cookies = {INVITE: workshop.join_code or ""}
    said = words(open_page("liity", lang=lang))
    assert texts(lang)("join.seminar_named_shown") in said
    assert texts(lang)("join.seminar_lines", least=5) in said
    assert "5" in texts(lang)("join.seminar_lines", least=5)
    assert texts(lang)("join.named_shown") not in said
    assert texts(lang)("join.seminar_shown") not in said


def test_a_single_role_is_not_asked(site: Site) -> None:
    workshop = made(site, roles=("management",))
    workshop_control.open_(site.engine, workshop.id, 1)
    page = scan(site, workshop)
    assert not page.radio
    token = go_on(site, go(page))
    assert respondents.answering(site.engine, token, today=TODAY).role == "management"


def enter_company(page: AppTest, name: str) -> AppTest:
    page.text_input(key="field-name").set_value(name).run()
    for field, value in (("industry", "C"), ("size_class", "micro"), ("municipality", "091")):
        page.selectbox(key=f"field-{field}-fi").set_value(value).run()
    return page


def test_in_a_seminar_the_company_is_entered_once_and_then_picked(stored_site: Site) -> None:
    workshop = made(stored_site, is_seminar=True, title="Kevätseminaari")
    workshop_control.open_(stored_site.engine, workshop.id, 1)
    page = scan(stored_site, workshop)
    assert "Kevätseminaari" in words(page)
    assert t("join.seminar_shown") in words(page)
    first = join(stored_site, enter_company(page, "Saari Oy"))
    page = scan(stored_site, workshop)
    round_id = respondents.answering(stored_site.engine, first, today=TODAY).round_id
    page.selectbox(key="company-fi").set_value(round_id).run()
    second = join(stored_site, page)
    assert respondents.answering(stored_site.engine, second, today=TODAY).round_id == round_id


def test_a_company_that_is_not_on_the_list_is_told_about(site: Site) -> None:
    workshop = made(site, is_seminar=True)
    workshop_control.open_(site.engine, workshop.id, 1)
    join(site, enter_company(scan(site, workshop), "Saari Oy"))
    page = scan(site, workshop)
    page.selectbox(key="company-fi").set_value(0).run()
    refused = go(choose_role(enter_company(page, "saari oy")))
    assert t("problem.company_in_seminar") in words(refused)
    join(site, enter_company(refused, "Toinen Oy"))
    seminar = seminars.seminar(site.engine, workshop.join_code or "")
    assert seminar is not None
    assert [held.organisation for held in seminar.companies] == ["Saari Oy", "Toinen Oy"]


def test_who_is_told_that_the_company_is_on_the_list_finds_it_there(site: Site) -> None:
    workshop = made(site, is_seminar=True)
    workshop_control.open_(site.engine, workshop.id, 1)
    page = choose_role(enter_company(scan(site, workshop), "Saari Oy"))
    join(site, enter_company(scan(site, workshop), "Saari Oy"))
    site.browser.cookies = {INVITE: workshop.join_code or ""}
    refused = in_its_fragment(next(b for b in page.button if b.label == t("join.go")).click())
    assert t("problem.company_in_seminar") in words(refused)
    assert refused.selectbox(key="company-fi").options == [t("join.new_company"), "Saari Oy"]


def test_a_phone_waits_for_the_next_dimension_and_follows_when_it_is_opened(site: Site) -> None:
    workshop = made(site, pacing="dimension")
    workshop_control.open_(site.engine, workshop.id, 1)
    token = join(site, scan(site, workshop))
    page = open_page("vastaa")
    assert t("pace.wait_title") in words(page)
    workshop_control.open_dimensions(site.engine, workshop.id, 1, ["vision"])
    page.run()
    tap(page, "vision_1", "2")
    page = button(page, "next")
    assert t("pace.wait_title") in words(page)
    assert radio_or_none(page, "people_1") is None
    workshop_control.open_dimensions(site.engine, workshop.id, 1, ["data"])  # out of order
    page.run()
    assert radio_or_none(page, "data_1") is not None
    assert respondents.answering(site.engine, token, today=TODAY).place == 2


def radio_or_none(page: AppTest, item: str) -> object | None:
    return radio_of(page, item) if any(item in str(radio.key) for radio in page.radio) else None


def test_who_waits_can_look_back(site: Site) -> None:
    workshop = made(site, pacing="dimension")
    workshop_control.open_(site.engine, workshop.id, 1)
    workshop_control.open_dimensions(site.engine, workshop.id, 1, ["vision"])
    join(site, scan(site, workshop))
    page = open_page("vastaa")
    tap(page, "vision_1", "2")
    page = button(button(page, "next"), "back")
    assert radio_of(page, "vision_1").value == "2"


def test_a_pause_locks_the_cards_and_stores_nothing(stored_site: Site) -> None:
    workshop = made(stored_site)
    workshop_control.open_(stored_site.engine, workshop.id, 1)
    token = join(stored_site, scan(stored_site, workshop))
    page = open_page("vastaa")
    workshop_control.pause(stored_site.engine, workshop.id, 1)
    tap(page, "vision_1", "2")  # the phone has not heard of it yet
    assert t("problem.workshop_paused", where="") in words(page)
    assert t("answer.saved") not in words(page)
    assert respondents.answering(stored_site.engine, token, today=TODAY).answers == {}
    page.run()
    assert t("pace.paused_title") in words(page)
    assert radio_of(page, "vision_1").disabled
    workshop_control.open_(stored_site.engine, workshop.id, 1)
    page.run()
    assert t("pace.paused_title") not in words(page)
    assert not radio_of(page, "vision_1").disabled


def test_a_closed_dimension_is_there_to_be_read(site: Site) -> None:
    workshop = made(site)
    workshop_control.open_(site.engine, workshop.id, 1)
    join(site, scan(site, workshop))
    tap(open_page("vastaa"), "vision_1", "2")
    workshop_control.close_dimensions(site.engine, workshop.id, 1, ["vision"])
    page = open_page("vastaa")
    assert t("pace.closed_title") in words(page)
    assert radio_of(page, "vision_1").disabled
    assert radio_of(page, "vision_1").value == "2"


def test_who_joins_late_begins_with_the_part_that_is_open(site: Site) -> None:
    workshop = made(site, pacing="dimension")
    workshop_control.open_(site.engine, workshop.id, 1)
    workshop_control.open_dimensions(site.engine, workshop.id, 1, ["vision", "people"])
    workshop_control.close_dimensions(site.engine, workshop.id, 1, ["vision"])
    token = join(site, scan(site, workshop))
    page = open_page("vastaa")
    assert t("pace.closed_title") not in words(page)
    assert not radio_of(page, "people_1").disabled
    assert respondents.answering(site.engine, token, today=TODAY).place == 1


def test_a_place_that_was_handed_to_another_phone_is_gone_from_the_first(site: Site) -> None:
    workshop = made(site)
    workshop_control.open_(site.engine, workshop.id, 1)
    token = join(site, scan(site, workshop))
    tap(open_page("vastaa"), "vision_1", "3")
    person = respondents.answering(site.engine, token, today=TODAY)
    fresh = workshop_people.hand_back(
        site.engine, workshop.id, 1, person.respondent_id, today=TODAY, link_days=LINK_DAYS
    )
    assert t("problem.link_revoked", where="") in words(open_page("vastaa"))
    site.browser.cookies = {RESPONDENT: fresh}
    assert radio_of(open_page("vastaa"), "vision_1").value == "3"


def test_sixty_phones_behind_one_address_join_and_answer_without_a_refusal(site: Site) -> None:
    workshop = made(site)
    workshop_control.open_(site.engine, workshop.id, 1)
    tokens = [join(site, scan(site, workshop)) for _ in range(3)]
    for number in range(60):  # as many have mistyped the code once
        guessing.guesses.begin(site.browser.remote_ip, f"mistyped {number}")
    tokens.append(join(site, scan(site, workshop)))
    for number in range(100):  # and a machine guesses from there
        guessing.guesses.begin(site.browser.remote_ip, f"guess {number}")
    for token in tokens:
        site.browser.cookies = {RESPONDENT: token}
        page = open_page("vastaa")
        for value in ("1", "2", "3", "4", "5"):
            tap(page, "vision_1", value)
            assert t("answer.saved") in words(page)
