"""Who sees a company's result: its owner, its own people, and accounts it is shown to."""

from streamlit.testing.v1 import AppTest

from db import respondents, seminars, workshop_control, workshops
from db.engine import reading
from db.joining import Joiner
from db.links import LinkTarget
from digikartta.texts import texts
from digikartta.web.cookies import RESPONDENT, SESSION
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_account,
    create_profile,
    create_respondent,
    create_round,
    create_session,
    create_workshop,
)
from tests.pages.conftest import Site
from tests.pages.visiting import SCRIPTS, SECONDS, cell, links, open_page, words

t = texts("fi")
THREE = {f"{dimension}_{n}": "3" for dimension in ("vision", "people", "data") for n in range(1, 5)}


def result(company: int | None = None) -> AppTest:
    page = AppTest.from_file(SCRIPTS["tulos"], default_timeout=SECONDS)
    page.query_params["lang"] = "fi"
    if company is not None:
        page.query_params["yritys"] = str(company)
    return page.run()


def closed_workshop(site: Site, people: int = 3, **changes: object) -> tuple[int, LinkTarget, str]:
    """A workshop that was closed with its round; one of its people's private tokens."""
    target = create_round(site.engine)
    tokens = [create_respondent(site.engine, target, THREE) for _ in range(people)]
    made = create_workshop(
        site.engine,
        organisation_id=target.organisation_id,
        round_id=target.round_id,
        **changes,  # type: ignore[arg-type]
    )
    workshop_control.open_(site.engine, made, 1)
    workshop_control.close(site.engine, made, 1, closes_rounds=True, today=TODAY)
    return made, target, tokens[0]


def test_everybody_who_answered_is_led_to_the_joint_result_on_the_own_phone(site: Site) -> None:
    _, target, token = closed_workshop(site)
    site.browser.cookies = {RESPONDENT: token}
    way = links(open_page("vastaa"))[t("sent.company_result")]
    assert way == f"/tulos?lang=fi&yritys={target.organisation_id}"
    page = result(target.organisation_id)
    assert cell(page, "vision", 0) == "50"
    assert t("owner.next_title") not in words(page)  # opening the next round is the owner's


def test_until_the_round_is_closed_the_phone_shows_no_result_and_leads_back(site: Site) -> None:
    target = create_round(site.engine)
    site.browser.cookies = {RESPONDENT: create_respondent(site.engine, target, THREE)}
    assert t("sent.company_result") not in links(open_page("vastaa"))
    page = result(target.organisation_id)
    assert t("result.open_title") in words(page)
    assert t("own.back") in links(page)


def test_nobody_sees_the_result_of_another_company(site: Site) -> None:
    _, target, _ = closed_workshop(site)
    site.browser.cookies = {RESPONDENT: create_respondent(site.engine, create_round(site.engine))}
    assert t("problem.log_in_first", where="") in words(result(target.organisation_id))
    site.browser.cookies = {}
    assert t("problem.log_in_first", where="") in words(result(target.organisation_id))


def test_an_account_sees_the_result_of_a_company_that_is_shown_to_it(site: Site) -> None:
    _, target, _ = closed_workshop(site)
    account = create_account(site.engine, "project")
    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    assert cell(result(target.organisation_id), "vision", 0) == "50"
    stranger = create_account(site.engine, "facilitator")
    site.browser.cookies = {SESSION: create_session(site.engine, stranger, now=site.now)}
    page = result(target.organisation_id)
    assert t("problem.company_not_shown", where="") in words(page)


def test_an_account_is_told_when_nothing_is_closed_yet(site: Site) -> None:
    target = create_round(site.engine)
    account = create_account(site.engine, "project")
    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    page = result(target.organisation_id)
    assert t("result.open_title") in words(page)
    assert t("control.to_list") in links(page)


def test_in_a_seminar_each_person_sees_the_own_company_and_no_other(site: Site) -> None:
    made = create_workshop(site.engine, is_seminar=True)
    workshop_control.open_(site.engine, made, 1)
    with reading(site.engine) as connection:
        code = workshops.get(connection, made).join_code or ""
    tokens = [
        seminars.join_with_company(
            site.engine,
            code,
            create_profile(name),
            Joiner("management", "fi"),
            today=TODAY,
            link_days=LINK_DAYS,
        )
        for name in ("Saari Oy", "Toinen Oy")
    ]
    for token, level in zip(tokens, ("2", "5"), strict=True):
        for item in THREE:
            respondents.save_value(site.engine, token, item, level, today=TODAY)
    workshop_control.close(site.engine, made, 1, closes_rounds=True, today=TODAY)
    people = [respondents.answering(site.engine, token, today=TODAY) for token in tokens]
    site.browser.cookies = {RESPONDENT: tokens[0]}
    assert cell(result(people[0].organisation_id), "vision", 0) == "25"
    assert t("problem.log_in_first", where="") in words(result(people[1].organisation_id))


def test_the_group_that_the_workshop_promised_counts_on_the_result_too(site: Site) -> None:
    _, target, token = closed_workshop(site, people=2, min_group=4)
    site.browser.cookies = {RESPONDENT: token}
    assert t("result.named") in words(result(target.organisation_id))  # as the join screen said
    _, target, token = closed_workshop(site, people=3, min_group=4)
    site.browser.cookies = {RESPONDENT: token}
    shown = words(result(target.organisation_id))
    assert t("result.withheld", respondents=3, least=4) in shown
    assert t("table.caption") not in shown
    _, target, token = closed_workshop(site, people=4, min_group=4)
    site.browser.cookies = {RESPONDENT: token}
    assert t("result.named") not in words(result(target.organisation_id))
