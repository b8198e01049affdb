"""Cohorts side by side, and the page of them that outsiders see."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import cohorts, publications
from db.company_access import share
from db.company_edits import Editor
from db.engine import writing
from db.publications import Wish
from digikartta.account import Account
from digikartta.cohort import CohortFilters
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web.cookies import SESSION, SHARED
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_closed_round,
    create_profile,
    create_session,
)
from tests.pages.conftest import Site
from tests.pages.visiting import html, open_page, words

t = texts("fi")
KNOWN = load()
OWN_VIEW = KNOWN["digikartta-1"]


def sign_in(site: Site, role: str = "project") -> Account:
    account = create_account(site.engine, role, name="Maija")
    site.browser.cookies = {SESSION: create_session(site.engine, account)}
    return account


def create_companies(site: Site, *levels: int, industry: str = "C") -> list[int]:
    """A company for each level, which its only respondent chose everywhere."""
    return [
        create_closed_round(
            site.engine,
            {question.id: str(level) for question in OWN_VIEW.questions},
            profile=create_profile(f"{industry} <i>{place}</i> Oy", industry=industry),
            questionnaire=OWN_VIEW,
        ).organisation_id
        for place, level in enumerate(levels)
    ]


def save(site: Site, account: Account, name: str, **filters: Any) -> int:
    return cohorts.save(site.engine, account, name, CohortFilters(**filters))


def labelled(widgets: Any, key: str, **values: object) -> Any:
    return next(w for w in widgets if w.label == t(key, **values))


def figures(page: AppTest, dimension: str) -> list[list[str]]:
    """The table's rows of a dimension: cohort, n, mean, median, quartiles."""
    rows = re.findall(rf'<tr data-dimension="{dimension}">(.*?)</tr>', html(page))
    return [re.findall(r"<td>(.*?)</td>", row) for row in rows]


def choose(page: AppTest, *ids: int) -> AppTest:
    return labelled(page.multiselect, "cohort.choose").set_value(list(ids)).run()


def test_nobody_sees_cohorts_without_logging_in(site: Site) -> None:
    create_companies(site, 3)
    page = open_page("kohortit")
    assert t("problem.log_in_first", where="") in words(page)
    assert t("cohort.table") not in words(page)


def test_a_site_without_cohorts_offers_the_first_one(site: Site) -> None:
    sign_in(site)
    page = open_page("kohortit")
    assert t("cohort.none") in words(page)
    labelled(page.text_input, "cohort.name").set_value("Kaikki")
    labelled(page.button, "cohort.save").click().run()
    assert t("cohort.no_results") in words(page)
    assert [one.name for one in cohorts.every(site.engine)] == ["Kaikki"]


def test_cohorts_stand_side_by_side_with_their_figures(site: Site) -> None:
    account = sign_in(site)
    create_companies(site, *(1, 2, 2, 2, 3, 3, 3, 4, 4, 5))
    create_companies(site, 5, 5, 3, industry="G")
    c = save(site, account, "Teollisuus", industries=("C",))
    g = save(site, account, "Kauppa", industries=("G",))
    page = choose(open_page("kohortit"), c, g)
    # Levels 1 to 5 are 0, 25, …, 100. Ten: mean 47.5, by R's type 7 quartiles 25 and 68.75.
    # Three: 50, 100, 100; no quartiles under ten.
    assert figures(page, "vision") == [
        ["Teollisuus", "10", "48", "50", "25", "69"],
        ["Kauppa", "3", "83", "100", "–", "–"],
    ]
    assert len(page.get("plotly_chart")) == 2
    assert t.n("cohort.with_result", 10) in words(page)


def test_the_spread_and_the_companies_are_shown_in_full(site: Site) -> None:
    account = sign_in(site)
    create_companies(site, 1, 3, 5)
    save(site, account, "Kaikki")
    page = open_page("kohortit")
    spread = html(page).partition("dk-spread")[2].partition("</table>")[0]
    assert re.findall(r"</span>(\d)</td>", spread) == ["1", "0", "1", "0", "1"]
    heat = html(page).partition("dk-heat dk-tall")[2].partition("</table>")[0]
    assert f"<caption>{t.n('cohort.with_result', 3)}</caption>" in heat
    assert "C &lt;i&gt;2&lt;/i&gt; Oy" in heat
    assert re.findall(r'class="dk-heat-(\d)">(\d+)<', heat)[:9] == [("4", "100")] * 9
    labelled(page.selectbox, "cohort.head.dimension").set_value("data").run()
    assert t("cohort.distribution") in words(page)


def test_a_facilitator_sees_figures_of_shared_companies_and_shares_nothing(site: Site) -> None:
    account = sign_in(site, "facilitator")
    ids = create_companies(site, 1, 3, 5)
    with writing(site.engine) as connection:
        share(connection, ids[1], account.id)
    save(site, account, "Omat")
    page = open_page("kohortit")
    assert figures(page, "overall") == [["Omat", "1", "50", "50", "–", "–"]]
    assert "C &lt;i&gt;2&lt;/i&gt; Oy" not in html(page)
    assert t("publish.title") not in words(page)


def test_a_cohort_is_changed_and_deleted(site: Site) -> None:
    account = sign_in(site)
    create_companies(site, 3)
    at = save(site, account, "Vanha")
    page = open_page("kohortit")
    names = [w for w in page.text_input if w.label == t("cohort.name")]
    names[1].set_value("Uusi")
    industries = [w for w in page.multiselect if w.label == t("cohort.field.industries")]
    industries[1].set_value(["G"])
    [b for b in page.button if b.label == t("cohort.save")][1].click().run()
    (changed,) = cohorts.every(site.engine)
    assert (changed.id, changed.name, changed.filters.industries) == (at, "Uusi", ("G",))
    assert t("cohort.no_results") in words(page)
    page.button(key=f"remove-{at}").click().run()
    assert cohorts.every(site.engine) == []


def test_a_taken_name_is_refused(site: Site) -> None:
    account = sign_in(site)
    save(site, account, "Kaikki")
    page = open_page("kohortit")
    labelled(page.text_input, "cohort.name").set_value("Kaikki")
    labelled(page.button, "cohort.save").click().run()
    assert t("problem.cohort_name_taken", where="") in words(page)


def test_a_link_is_made_shown_once_and_ended(stored_site: Site) -> None:
    site = stored_site
    account = sign_in(site)
    create_companies(site, 1, 2, 3, 4, 5)
    create_companies(site, 3, industry="G")
    everybody, few = save(site, account, "Kaikki"), save(site, account, "G", industries=("G",))
    page = choose(open_page("kohortit"), everybody, few)
    labelled(page.text_input, "publish.name").set_value("Ohjausryhmä")
    labelled(page.button, "publish.link").click().run()
    (address,) = re.findall(r"https://digikartta.example/j/(\S+)", words(page))
    assert t("publish.hidden.too_few") in words(page)
    site.browser.cookies = {SHARED: address}
    shared = open_page("jaettu")
    assert "Ohjausryhmä" in words(shared)
    assert figures(shared, "overall") == [["Kaikki", "6", "50", "50", "–", "–"]]
    assert "G &lt;i&gt;" not in html(shared)
    site.browser.cookies = {SESSION: create_session(site.engine, account)}
    page = open_page("kohortit")
    assert address not in words(page)
    labelled(page.button, "publish.revoke").click().run()
    assert t("publish.is_revoked") in words(page)
    site.browser.cookies = {SHARED: address}
    assert t("problem.link_revoked", where="") in words(open_page("jaettu"))


def test_a_public_file_is_offered_with_what_may_be_in_it(site: Site) -> None:
    account = sign_in(site)
    create_companies(site, 1, 2, 3, 4, 5)
    save(site, account, "Kaikki")
    page = open_page("kohortit")
    labelled(page.button, "publish.file").click().run()
    assert t("problem.text_missing", where="") in words(page)
    labelled(page.text_input, "publish.name").set_value("Avoin tieto")
    labelled(page.button, "publish.file").click().run()
    assert t("publish.file_title") in words(page)
    assert [one.title for one in publications.links(site.engine)] == []


def test_a_page_without_a_link_or_with_a_wrong_one_says_so(site: Site) -> None:
    assert t("problem.link_missing", where="") in words(open_page("jaettu"))
    site.browser.cookies = {SHARED: "made-up"}
    assert t("problem.link_unknown", where="") in words(open_page("jaettu"))


def test_a_shared_page_of_hidden_cohorts_shows_no_picture(site: Site) -> None:
    account = sign_in(site)
    create_companies(site, 3)
    made = publications.publish(
        site.engine,
        Editor(account, NOW),
        [("Yksi", CohortFilters())],
        Wish("link", "Tyhjä"),
        questionnaire=OWN_VIEW,
        known=KNOWN,
        k=5,
    )
    site.browser.cookies = {SHARED: made.token or ""}
    page = open_page("jaettu")
    assert t("publish.hidden.too_few") in words(page)
    assert not page.get("plotly_chart")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_both_pages_speak_every_language(site: Site, lang: str) -> None:
    account = sign_in(site)
    create_companies(site, 1, 2, 3, 4, 5)
    filters = CohortFilters(
        industries=("C",),
        municipalities=("091",),
        growth_seeking=None,
        closed_to=TODAY,
        stages=("T0",),
    )
    cohorts.save(site.engine, account, "C", filters)
    cohorts.save(site.engine, account, "D", CohortFilters(growth_seeking=True, international=False))
    page = open_page("kohortit", lang=lang)
    assert texts(lang)("cohort.table") in words(page)
    assert texts(lang)("stage.T0") in words(page)
    ids = [one.id for one in cohorts.every(site.engine)]
    chooser = next(w for w in page.multiselect if w.label == texts(lang)("cohort.choose"))
    page = chooser.set_value(ids).run()
    assert texts(lang)("cohort.said.growth_seeking_yes") in words(page)
