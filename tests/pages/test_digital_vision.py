"""The digital vision: saved part by part, agreed in versions, shown on one page."""

import pytest
from streamlit.testing.v1 import AppTest

from db import digital_visions
from digikartta.digital_vision import Measure, Vision, part_content
from digikartta.texts import texts
from tests.development_factories import create_draft
from tests.factories import TODAY
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
from tests.pages.visiting import SCRIPTS, SECONDS, html, links, open_page, words

t = texts("fi")
ADDRESS = "digivisio"


def open_view(view: str, *, lang: str = "fi") -> AppTest:
    page = AppTest.from_file(SCRIPTS[ADDRESS], default_timeout=SECONDS)
    page.query_params["lang"] = lang
    page.query_params["nakyma"] = view
    return page.run()


def write(page: AppTest, part: str, text: str) -> AppTest:
    page.text_area(key=f"vision-{part}").set_value(text).run()
    assert not page.exception
    return page


def draft(site: Site, assessed: Assessed) -> digital_visions.Draft:
    return digital_visions.draft(site.engine, assessed.organisation_id)


def agree(site: Site, assessed: Assessed, **texts_: str) -> None:
    seen = create_draft(site.engine, assessed.organisation_id, **texts_)
    digital_visions.agree(
        site.engine, assessed.organisation_id, seen, agreed_by="Aino ja Eero", today=TODAY
    )


def test_a_stranger_and_another_company_see_nothing(site: Site) -> None:
    assessed = assess(site)
    agree(site, assessed, known_for="Salainen visio")
    as_stranger(site)
    for page in (open_page(ADDRESS), open_view("sivu"), open_for(ADDRESS, assessed)):
        assert not page.exception
        assert "Salainen visio" not in words(page)
        assert links(page) == {t("state.to_front"): "/?lang=fi"}
    as_owner(site, assess(site))
    for page in (open_view("sivu"), open_view("versiot"), open_for(ADDRESS, assessed)):
        assert "Salainen visio" not in words(page)


def test_each_part_is_saved_when_it_is_written_and_comes_back(stored_site: Site) -> None:
    assessed = assess(stored_site, closed=False)
    as_owner(stored_site, assessed)
    page = write(open_page(ADDRESS), "for_whom", "  Lähiseudun perheille ")
    assert t("answer.saved") in words(page)
    page.text_input(key="vision-measure1-what").set_value("Verkkotilaukset").run()
    page.number_input(key="vision-measure1-current").set_value(10.0).run()
    page.number_input(key="vision-measure1-target").set_value(40.5).run()
    page.text_input(key="vision-measure1-unit").set_value("%").run()
    assert draft(stored_site, assessed).vision == Vision(
        {"for_whom": "Lähiseudun perheille"},
        {"measure1": Measure("Verkkotilaukset", 10.0, 40.5, "%")},
    )
    again = open_page(ADDRESS)
    assert again.text_area(key="vision-for_whom").value == "Lähiseudun perheille"
    assert again.number_input(key="vision-measure1-target").value == 40.5


def test_what_another_editor_wrote_elsewhere_appears_by_itself(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    digital_visions.save_part(
        site.engine, assessed.organisation_id, "staff", "Toisen", version=digital_visions.NEW
    )
    page = write(page, "for_whom", "Minun")
    assert page.text_area(key="vision-staff").value == "Toisen"
    assert draft(site, assessed).vision.texts == {"for_whom": "Minun", "staff": "Toisen"}


@pytest.mark.parametrize(("button", "kept"), [("mine", "Minun"), ("theirs", "Toisen")])
def test_the_second_who_writes_a_part_sees_both_texts_and_chooses(
    stored_site: Site, button: str, kept: str
) -> None:
    assessed = assess(stored_site)
    create_draft(stored_site.engine, assessed.organisation_id)
    as_owner(stored_site, assessed)
    page = open_page(ADDRESS)
    create_draft(stored_site.engine, assessed.organisation_id, staff="Toisen")
    page = write(page, "staff", "Minun")
    assert t("both.title") in words(page)
    shown = html(page)
    assert "<span>Toisen</span>" in shown
    assert "<span>Minun</span>" in shown
    assert draft(stored_site, assessed).vision.text("staff") == "Toisen"
    page = press(page, f"{button}-staff")
    assert draft(stored_site, assessed).vision.text("staff") == kept
    assert page.text_area(key="vision-staff").value == kept
    assert t("both.title") not in words(page)


def test_agreeing_needs_every_part_and_the_names(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = press(write(open_page(ADDRESS), "for_whom", "Perheille"), "agree")
    assert html(page).count(t("problem.vision_part_missing")) == 3
    assert t("problem.agreed_by_missing") in html(page)
    assert digital_visions.versions(site.engine, assessed.organisation_id) == []


def test_an_agreed_vision_is_a_version_with_names_and_day(stored_site: Site) -> None:
    assessed = assess(stored_site)
    create_draft(stored_site.engine, assessed.organisation_id, known_for="Paras leipä")
    as_owner(stored_site, assessed)
    page = open_page(ADDRESS)
    page.text_input(key="agreed_by").set_value("Aino ja Eero").run()
    page = press(page, "agree")
    basis = t("vision.basis", number=1, day="2.3.2026", names="Aino ja Eero")
    assert t("vision.agreed", number=1) in words(page)
    assert basis in words(page)
    shown = words(open_view("sivu"))
    assert "Paras leipä" in shown
    assert basis in shown


def test_nobody_agrees_to_a_draft_that_was_changed_meanwhile(site: Site) -> None:
    assessed = assess(site)
    create_draft(site.engine, assessed.organisation_id)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    page.text_input(key="agreed_by").set_value("Aino").run()
    create_draft(site.engine, assessed.organisation_id, staff="Toisen")
    page = press(page, "agree")
    assert t("problem.vision_changed") in words(page)
    assert digital_visions.versions(site.engine, assessed.organisation_id) == []


def test_an_earlier_version_is_read_compared_and_restored(stored_site: Site) -> None:
    assessed = assess(stored_site)
    agree(stored_site, assessed, known_for="Ensimmäinen")
    agree(stored_site, assessed, known_for="Toinen")
    as_owner(stored_site, assessed)
    page = open_view("versiot")
    shown = html(page)
    assert "<span>Ensimmäinen</span>" in shown
    assert "<span>Toinen</span>" in shown
    assert t("vision.same_as_draft") in words(page)
    page = press(page, "restore-1")
    assert draft(stored_site, assessed).vision.text("known_for") == "Ensimmäinen"
    assert t("vision.restored", number=1) in words(page)
    assert len(digital_visions.versions(stored_site.engine, assessed.organisation_id)) == 2


def test_the_page_shows_measures_and_says_that_the_draft_has_moved_on(site: Site) -> None:
    assessed = assess(site)
    content = part_content(
        Vision({}, {"measure1": Measure("Verkkotilaukset", 10, 40.5, "%")}), "measure1"
    )
    digital_visions.save_part(
        site.engine, assessed.organisation_id, "measure1", content, version=digital_visions.NEW
    )
    as_owner(site, assessed)
    assert t("vision.draft_only") in words(open_view("sivu"))
    agree(site, assessed)
    create_draft(site.engine, assessed.organisation_id, staff="Muutettu")
    page = open_view("sivu")
    assert "<strong>10 → 40,5 %</strong>" in html(page)
    assert t("vision.draft_differs") in words(page)
    assert "Muutettu" not in words(page)


def test_a_participant_reads_the_page_and_the_versions_only(site: Site) -> None:
    assessed = assess(site)
    agree(site, assessed, known_for="Paras leipä")
    create_draft(site.engine, assessed.organisation_id, staff="Muutettu")
    as_participant(site, assessed)
    for page in (open_page(ADDRESS), open_view("kirjoita"), open_view("versiot")):
        assert "Paras leipä" in words(page)
        assert not page.button
        assert not page.text_area


def test_a_replayed_change_of_a_participant_is_refused(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    as_participant(site, assessed)
    write(page, "for_whom", "Vieras")
    assert draft(site, assessed).vision.texts == {}


def test_an_account_edits_the_company_that_the_address_names(site: Site) -> None:
    assessed = assess(site)
    confirm(site, assessed)
    as_account(site)
    page = write(open_for(ADDRESS, assessed), "for_whom", "Perheille")
    assert draft(site, assessed).vision.text("for_whom") == "Perheille"
    company = f"&yritys={assessed.organisation_id}"
    assert links(page)[t("vision.view.sivu")] == f"/digivisio?lang=fi{company}&nakyma=sivu"


def test_a_persons_text_stays_text(site: Site) -> None:
    assessed = assess(site)
    agree(site, assessed, known_for="<img src=x onerror=alert(1)>", staff="<b>&")
    as_owner(site, assessed)
    for view in ("sivu", "versiot"):
        assert "<img src=x" not in html(open_view(view))
