"""Starting an assessment: the profile form, and what it leads to."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from db import assessments, owned_rounds, rounds
from db.engine import reading
from db.tables import Organisation
from digikartta.questionnaire_file import SHIPPED
from digikartta.settings import settings
from digikartta.texts import LANGUAGES, texts
from tests.factories import TODAY, create_closed_round, create_organisation, create_profile
from tests.pages.conftest import Site
from tests.pages.visiting import html, links, open_page, words

t = texts("fi")
# Check digit: 7·1 + 9·2 + 10·3 + 5·4 + 8·5 + 4·6 + 2·7 = 153 = 13·11 + 10, and 11 − 10 = 1.
BUSINESS_ID = "1234567-1"


def field(page: AppTest, name: str):  # type: ignore[no-untyped-def]
    widgets = (*page.text_input, *page.selectbox, *page.radio)
    return next(w for w in widgets if str(w.key).startswith(f"field-{name}"))


def fill(page: AppTest, **fields: str) -> AppTest:
    for name, value in fields.items():
        field(page, name).set_value(value).run()
    return page


def filled(page: AppTest) -> AppTest:
    return fill(
        page,
        name="Saaren Leipomo Oy",
        industry="C",
        size_class="micro",
        municipality="091",
        role="management",
    )


def go(page: AppTest) -> AppTest:
    [button] = page.button
    return button.click().run()


def companies(site: Site) -> int:
    with reading(site.engine) as connection:
        return connection.execute(select(func.count()).select_from(Organisation)).scalar_one()


def test_a_filled_form_starts_a_round_and_leads_to_its_owner_s_page(stored_site: Site) -> None:
    page = go(fill(filled(open_page("aloita")), business_id=BUSINESS_ID, growth_seeking="yes"))
    address = links(page)[t("start.go_on")]
    assert address.startswith("/o/")
    assert address.endswith("?lang=fi")
    owner = address.removeprefix("/o/").partition("?")[0]
    found = owned_rounds.owned(stored_site.engine, owner, today=TODAY)
    assert found.round.organisation == "Saaren Leipomo Oy"
    assert found.round.business_id == BUSINESS_ID
    assert (found.round.industry, found.round.size_class) == ("C", "micro")
    assert found.round.municipality == "091"
    assert not found.round.confirmed
    assert found.progress == rounds.Progress(joined=1, submitted=0)


def test_a_new_version_in_the_site_s_own_folder_is_what_is_answered(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shipped = (SHIPPED / "digikartta-1.toml").read_text(encoding="utf-8")
    second = shipped.replace('id = "digikartta-1"', 'id = "digikartta-2"', 1)
    (own / "digikartta-2.toml").write_text(second, encoding="utf-8")
    monkeypatch.setenv("DIGIKARTTA_QUESTIONNAIRES", str(own))
    settings.cache_clear()
    page = go(filled(open_page("aloita")))
    owner = links(page)[t("start.go_on")].removeprefix("/o/").partition("?")[0]
    round_ = owned_rounds.owned(site.engine, owner, today=TODAY).round
    assert round_.questionnaire == "digikartta-2"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_form_names_each_field_that_is_missing(site: Site, lang: str) -> None:
    page = go(open_page("aloita", lang=lang))
    missing = ("name", "industry", "size_class", "municipality", "role")
    for name in missing:
        # Once in the summary, and once beside the field.
        assert words(page).count(texts(lang)(f"problem.{name}_missing")) == 2
    assert texts(lang).n("state.problems", len(missing)) in words(page)
    assert companies(site) == 0


def test_a_wrong_business_id_is_told_beside_its_field(site: Site) -> None:
    page = go(fill(filled(open_page("aloita")), business_id="1234567-8"))
    assert words(page).count(t("problem.business_id", value="1234567-8")) == 2
    assert companies(site) == 0
    go(fill(page, business_id=BUSINESS_ID))
    assert companies(site) == 1


def test_what_somebody_types_stays_text(site: Site) -> None:
    page = go(fill(filled(open_page("aloita")), business_id="<b>1</b>"))
    assert "<b>1</b>" not in html(page)
    assert "&lt;b&gt;1&lt;/b&gt;" in html(page)


def test_problems_are_told_in_the_language_of_the_moment(site: Site) -> None:
    page = go(open_page("aloita"))
    page.segmented_control[0].set_value("en").run()
    assert texts("en")("problem.name_missing") in words(page)
    assert t("problem.name_missing") not in words(page)


def test_another_language_keeps_the_half_filled_form(site: Site) -> None:
    page = fill(open_page("aloita"), name="Saaren Leipomo Oy", industry="C", growth_seeking="no")
    for lang in ("sv", "en"):
        page.segmented_control[0].set_value(lang).run()
        assert texts(lang)("start.title") in words(page)
        assert field(page, "name").value == "Saaren Leipomo Oy"
        assert field(page, "industry").value == "C"
        assert field(page, "growth_seeking").value == "no"
        assert field(page, "municipality").value is None


def test_a_company_that_is_there_already_is_neither_found_nor_joined(site: Site) -> None:
    profile = replace(create_profile("Saaren Leipomo Oy"), business_id=BUSINESS_ID)
    there = create_organisation(site.engine, profile)
    create_closed_round(site.engine, organisation_id=there, profile=profile)
    page = go(fill(filled(open_page("aloita")), business_id=BUSINESS_ID))
    owner = links(page)[t("start.go_on")].removeprefix("/o/").partition("?")[0]
    found = owned_rounds.owned(site.engine, owner, today=TODAY)
    assert found.round.organisation_id != there
    assert found.round.stage == "T0"
    assert companies(site) == 2


def test_a_database_that_is_away_keeps_the_form(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("", {}, sqlite3.OperationalError("database is locked"))

    page = filled(open_page("aloita"))
    with monkeypatch.context() as away:
        away.setattr(assessments, "start", fail)
        go(page)
    assert t("problem.database_locked") in words(page)
    assert field(page, "name").value == "Saaren Leipomo Oy"
    go(page)
    assert companies(site) == 1
