"""Comparison and the quality of the measure, as the project team sees them."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db.demo import Demo
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web.cookies import SESSION
from tests.factories import (
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_session,
)
from tests.pages.conftest import Site
from tests.pages.visiting import as_read, html, open_page, open_through_menu, words

t = texts("fi")
PAGES = ("vertailu", "mittarin-laatu")
DIGIKARTTA: Questionnaire = load()["digikartta-1"]


def sign_in(site: Site, role: str = "project") -> None:
    account = create_account(site.engine, role)
    site.browser.cookies = {SESSION: create_session(site.engine, account)}


def levels(level: int) -> dict[str, str]:
    return {question.id: str(level) for question in DIGIKARTTA.questions}


def create_measured(
    site: Site,
    name: str,
    *,
    before: int = 2,
    after: int | None = 3,
    industry: str = "C",
    confirmed: bool = True,
) -> None:
    """A company whose only respondent chose this level everywhere, twice unless `after` is None."""
    profile = create_profile(name, industry=industry)
    company = create_organisation(site.engine, profile, confirmed=confirmed)
    of_company: dict[str, Any] = {"organisation_id": company, "profile": profile}
    of_company["questionnaire"] = DIGIKARTTA
    create_closed_round(site.engine, levels(before), **of_company)
    if after is not None:
        create_closed_round(site.engine, levels(after), stage="T2", **of_company)


def labelled(widgets: Any, label: str, place: int = 0) -> Any:
    return [widget for widget in widgets if widget.label == label][place]


def compare_groups(page: AppTest) -> AppTest:
    return labelled(page.radio, t("compare.kind")).set_value("groups").run()


def choose(page: AppTest, place: int, key: str, value: str) -> AppTest:
    return labelled(page.selectbox, t(key), place).set_value(value).run()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", [None, "facilitator"])
def test_nobody_but_the_project_team_sees_it(site: Site, address: str, role: str | None) -> None:
    create_measured(site, "Salainen Oy")
    if role:
        sign_in(site, role)
    page = open_page(address)
    assert not page.exception
    assert t("compare.title") not in words(page)
    assert t("quality.title") not in words(page)
    key = "problem.role_not_allowed" if role else "problem.log_in_first"
    assert t(key, where="") in words(page)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", ["project", "admin"])
def test_an_empty_site_says_what_is_missing(site: Site, address: str, role: str) -> None:
    sign_in(site, role)
    page = open_page(address)
    assert not page.exception
    assert t("compare.empty_title") in words(page)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_example_companies_are_said_to_be_made_up(
    filled: tuple[Site, Demo], address: str, lang: str
) -> None:
    site, _ = filled
    sign_in(site)
    page = open_page(address, lang=lang, theme="dark")
    assert not page.exception
    assert texts(lang)("header.example") in words(page)
    if address == "vertailu":
        assert texts(lang)("caution.example") in html(page)
        assert texts(lang)("caution.response_shift") in html(page)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_open_through_the_menu(site: Site, address: str) -> None:
    sign_in(site)
    assert not open_through_menu(address).exception


def test_what_changed_is_said_with_its_pairs_and_figures(site: Site) -> None:
    for number in range(7):
        create_measured(site, f"Yritys {number} Oy", before=1 + number % 3, after=2 + number % 2)
    create_measured(site, "Vain alussa Oy", after=None)
    sign_in(site)
    page = open_page("vertailu")
    assert not page.exception
    # 7 of 8 companies were measured twice; changes of −25 to +50
    assert as_read(t.n("compare.pairs", 7, either="8", share="88")) in words(page)
    assert t("compare.says.no_cause_of_change") in words(page)
    assert t("caution.small_n") in html(page)
    assert len(page.get("plotly_chart")) == 4
    assert "Yritys 3 Oy" in words(page)
    assert "Vain alussa Oy" not in words(page)


def test_five_pairs_are_described_without_a_test(site: Site) -> None:
    for number in range(5):
        create_measured(site, f"Yritys {number} Oy", after=3 + number % 2)
    sign_in(site)
    page = open_page("vertailu")
    assert t.n("compare.says.few_pairs", 5, least=6) in words(page)
    assert t("reason.too_few") in words(page)


def test_no_pairs_leave_words_and_a_table_but_no_picture(site: Site) -> None:
    create_measured(site, "Vain alussa Oy", after=None)
    sign_in(site)
    page = open_page("vertailu")
    assert t("compare.says.no_pairs", before="T0", after="T2") in words(page)
    assert not page.get("plotly_chart")


def test_pairs_can_be_narrowed_to_some_companies(site: Site) -> None:
    for number in range(7):
        create_measured(site, f"Yritys {number} Oy", industry="G" if number else "C")
    sign_in(site)
    page = choose(open_page("vertailu"), 0, "group.industry", "G")
    assert as_read(t.n("compare.pairs", 6, either="6", share="100")) in words(page)
    assert "Yritys 0 Oy" not in words(page)


def test_a_company_that_is_not_confirmed_is_not_compared(site: Site) -> None:
    create_measured(site, "Itse tehty Oy", confirmed=False)
    sign_in(site)
    assert t("compare.empty_title") in words(open_page("vertailu"))


def test_two_groups_are_asked_for_and_then_compared(site: Site) -> None:
    for number in range(5):
        create_measured(site, f"Teollisuus {number} Oy", before=3 + number % 2, after=None)
        create_measured(
            site, f"Kauppa {number} Oy", before=1 + number % 2, after=None, industry="G"
        )
    sign_in(site)
    page = compare_groups(open_page("vertailu"))
    assert t("compare.choose_title") in words(page)
    page = choose(page, 0, "group.industry", "C")
    page = choose(page, 1, "group.industry", "G")
    assert not page.exception
    assert "(5 yritystä)" in words(page)
    assert t("compare.says.no_cause") in words(page)
    assert "+50,0" in words(page)  # two levels
    assert len(page.get("plotly_chart")) == 2


def test_companies_in_both_groups_are_told(site: Site) -> None:
    for number in range(5):
        create_measured(site, f"Yritys {number} Oy", after=None)
    sign_in(site)
    page = choose(compare_groups(open_page("vertailu")), 0, "group.industry", "C")
    assert t.n("compare.says.overlap", 5) in words(page)


def test_what_was_chosen_outlives_a_change_of_language(site: Site) -> None:
    create_measured(site, "Yritys Oy")
    sign_in(site)
    page = choose(compare_groups(open_page("vertailu")), 0, "group.industry", "C")
    page = page.segmented_control[0].set_value("sv").run()
    sv = texts("sv")
    assert labelled(page.radio, sv("compare.kind")).value == "groups"
    assert labelled(page.selectbox, sv("group.industry")).value == "C"


def test_a_saved_cohort_is_a_group(site: Site) -> None:
    from db import cohorts
    from digikartta.cohort import CohortFilters

    for number in range(4):
        create_measured(site, f"Kevät {number} Oy", after=None)
        create_measured(site, f"Muu {number} Oy", industry="G", after=None)
    account = create_account(site.engine, "project")
    site.browser.cookies = {SESSION: create_session(site.engine, account)}
    saved = cohorts.save(site.engine, account, "Teollisuus", CohortFilters(stages=("T0",)))
    page = choose(compare_groups(open_page("vertailu")), 0, "group.saved", str(saved))
    page = choose(page, 1, "group.industry", "G")
    assert not page.exception
    assert "1: Teollisuus (8 yritystä)" in words(page)
    narrowed = choose(open_page("vertailu"), 0, "group.saved", str(saved))
    assert t("compare.says.no_pairs", before="T0", after="T2") in words(narrowed)


def test_both_files_hold_the_figures_of_the_page(site: Site, monkeypatch: Any) -> None:
    offered: dict[str, Any] = {}

    def keep(_label: str, data: Any, name: str, *_: Any, **__: Any) -> None:
        offered[name] = data

    monkeypatch.setattr("streamlit.download_button", keep)
    for number in range(6):
        create_measured(site, f"Yritys {number} Oy", after=3 + number % 2)
    sign_in(site)
    open_page("vertailu")
    data = json.loads(offered["vertailu.json"])
    assert (data["pairs"], data["before"], data["example"]) == (6, "T0", False)
    assert data["filters"] == {"name": t("group.everybody")}
    lines = offered["vertailu.csv"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("dimension,n,rose,same,fell,before,after,shift,interval_low")
    assert len(lines) == 1 + 8 + 1
    open_page("mittarin-laatu")
    lines = offered["mittarin-laatu.csv"].decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 8 + 32


def test_the_quality_of_few_answers_says_that_they_are_few(site: Site) -> None:
    create_measured(site, "Yritys Oy")
    sign_in(site)
    page = open_page("mittarin-laatu")
    assert not page.exception
    assert t("quality.basis", respondents=2, rounds=2) in words(page)
    assert t("reason.too_few") in words(page)
    assert t("quality.missing_figures") in words(page)


def test_the_quality_of_the_example_has_every_part(filled: tuple[Site, Demo]) -> None:
    site, _ = filled
    sign_in(site)
    page = open_page("mittarin-laatu")
    for key in ("alpha", "missing", "ends", "agreement", "questions", "participation"):
        assert t(f"quality.{key}") in words(page)
    assert len(page.get("plotly_chart")) == 5
    assert labelled(page.selectbox, t("quality.questionnaire")).options
    other = labelled(page.selectbox, t("quality.questionnaire")).set_value("customer-view-1").run()
    assert not other.exception


def test_results_are_kept_until_a_round_is_closed(site: Site, monkeypatch: Any) -> None:
    from digikartta.cohort_statistics import comparison

    made: list[str] = []
    real = comparison.compare_times

    def counted(*given: Any, **options: Any) -> Any:
        made.append(options["before"])
        return real(*given, **options)

    monkeypatch.setattr(comparison, "compare_times", counted)
    create_measured(site, "Yritys Oy")
    sign_in(site)
    open_page("vertailu")
    open_page("vertailu")
    assert made == ["T0"]
    create_measured(site, "Toinen Oy")
    open_page("vertailu")
    assert made == ["T0", "T0"]
