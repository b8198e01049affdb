"""Joining a round: by an invitation or by a typed code, as a person of one's own."""

import pytest
from streamlit.testing.v1 import AppTest

from db import owned_rounds, respondents
from db.assessments import OwnerLinks
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web import guessing
from digikartta.web.cookies import INVITE, RESPONDENT
from tests.factories import LINK_DAYS, TODAY, create_assessment
from tests.pages.conftest import Site
from tests.pages.visiting import links, open_page, words

t = texts("fi")


def joined(site: Site, made: OwnerLinks) -> int:
    return owned_rounds.owned(site.engine, made.owner, today=TODAY).progress.joined


def code_of(site: Site, made: OwnerLinks) -> str:
    code = owned_rounds.owned(site.engine, made.owner, today=TODAY).round.join_code
    assert code is not None
    return code


def type_code(code: str, page: AppTest | None = None) -> AppTest:
    page = page or open_page("liity")
    return page.text_input(key="code").set_value(code).run()


def guess(site: Site, times: int) -> None:
    for number in range(times):
        guessing.guesses.begin(site.browser.remote_ip, f"guess {number}")


def join_as(page: AppTest, role: str) -> AppTest:
    next(radio for radio in page.radio if "field-role" in str(radio.key)).set_value(role).run()
    return click(page)


def click(page: AppTest) -> AppTest:
    return next(b for b in page.button if b.label == t("join.go")).click().run()


def test_an_invitation_makes_a_respondent_with_a_role(stored_site: Site) -> None:
    made = create_assessment(stored_site.engine)
    stored_site.browser.cookies = {INVITE: made.invite}
    page = open_page("liity")
    assert "Esimerkki Oy" in words(page)
    assert joined(stored_site, made) == 1
    address = links(join_as(page, "supervisor"))[t("start.go_on")]
    token = address.removeprefix("/v/").partition("?")[0]
    person = respondents.answering(stored_site.engine, token, today=TODAY)
    assert (person.role, person.language) == ("supervisor", "fi")
    assert joined(stored_site, made) == 2


def test_without_a_role_nobody_joins(site: Site) -> None:
    made = create_assessment(site.engine)
    site.browser.cookies = {INVITE: made.invite}
    page = open_page("liity")
    assert next(b for b in page.button if b.label == t("join.go")).disabled
    assert joined(site, made) == 1


@pytest.mark.parametrize("written", ["{}", " {} ", "{0:.3} {1}", "{0:.3}-{1}"])
def test_a_typed_code_opens_the_invitation_however_it_is_spaced(site: Site, written: str) -> None:
    made = create_assessment(site.engine)
    code = code_of(site, made)
    page = type_code(written.format(code, code[3:]).lower())
    assert "Esimerkki Oy" in words(page)


def test_the_whole_link_may_be_pasted_in_place_of_the_code(site: Site) -> None:
    made = create_assessment(site.engine)
    assert "Esimerkki Oy" in words(type_code(f"http://192.168.1.10:8501/k/{made.invite}"))
    assert "Esimerkki Oy" in words(type_code(f"http://192.168.1.10:8501/t/{code_of(site, made)}"))


@pytest.mark.parametrize("typed", ["K7M", "koodi", "K7M 2PXX", "1"])
def test_what_is_no_code_is_told_as_a_wrong_code(site: Site, typed: str) -> None:
    create_assessment(site.engine)
    assert t("problem.code_unknown") in words(type_code(typed))


def test_a_wrong_code_is_told_and_another_can_be_typed(site: Site) -> None:
    made = create_assessment(site.engine)
    code = code_of(site, made)
    wrong = "222222" if code != "222222" else "333333"
    page = type_code(wrong)
    assert t("problem.code_unknown") in words(page)
    assert "Esimerkki Oy" in words(type_code(code, page))


def test_a_machine_that_tries_codes_is_stopped_and_nobody_else_is(site: Site) -> None:
    made = create_assessment(site.engine)
    guess(site, 60)
    assert t("problem.too_many_guesses") in words(type_code(code_of(site, made)))
    site.browser.remote_ip = "192.0.2.8"
    assert "Esimerkki Oy" in words(type_code(code_of(site, made)))


def test_a_machine_that_guesses_in_the_room_does_not_shut_out_the_room(site: Site) -> None:
    made = create_assessment(site.engine)
    assert "Esimerkki Oy" in words(type_code(code_of(site, made)))
    guess(site, 60)
    assert "Esimerkki Oy" in words(type_code(code_of(site, made)))
    assert t("problem.too_many_guesses") in words(type_code("ZZZZZZ"))


def test_only_codes_count_as_guesses_not_links_that_have_ended(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, str]] = []
    monkeypatch.setattr(guessing.guesses, "begin", lambda *guess: not tried.append(guess))
    made = create_assessment(site.engine)
    owned_rounds.close(site.engine, made.owner, today=TODAY)
    site.browser.cookies = {INVITE: made.invite}
    assert t("problem.link_revoked") in words(open_page("liity"))
    assert tried == []
    type_code("222222")
    assert tried == [("192.0.2.7", "222222")]


def test_who_has_an_invitation_is_let_in_whatever_is_guessed_from_there(site: Site) -> None:
    made = create_assessment(site.engine)
    guess(site, 60)
    site.browser.cookies = {INVITE: made.invite}
    assert "Esimerkki Oy" in words(open_page("liity"))


def test_joining_a_round_that_was_closed_meanwhile_is_refused(stored_site: Site) -> None:
    made = create_assessment(stored_site.engine)
    stored_site.browser.cookies = {INVITE: made.invite}
    page = open_page("liity")
    next(radio for radio in page.radio if "field-role" in str(radio.key)).set_value("staff").run()
    owned_rounds.close(stored_site.engine, made.owner, today=TODAY)
    click(page)
    assert not page.exception
    assert t("problem.link_revoked") in words(page)
    assert joined(stored_site, made) == 1


def test_customers_join_as_customers_and_are_told_what_is_shown(site: Site) -> None:
    made = create_assessment(site.engine)
    content = load()["customer-view-1"]
    owned_rounds.ask_customers(site.engine, made.owner, content, today=TODAY, link_days=LINK_DAYS)
    site.browser.cookies = {INVITE: made.customers}
    page = open_page("liity")
    assert t("join.customer_shown", breakdown=3) in words(page)
    address = links(click(page))[t("start.go_on")]
    token = address.removeprefix("/v/").partition("?")[0]
    assert respondents.answering(site.engine, token, today=TODAY).role == "customer"


def test_who_answers_already_is_led_back(site: Site) -> None:
    made = create_assessment(site.engine)
    site.browser.cookies = {INVITE: made.invite, RESPONDENT: made.respondent}
    assert links(open_page("liity")) == {t("front.continue"): "/vastaa?lang=fi"}
