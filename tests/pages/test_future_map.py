"""The future map in each of its states, for every kind of visitor."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db import future_maps
from db.assessments import OwnerLinks
from db.engine import reading
from digikartta.future_map import MapSettings, Milestone
from digikartta.texts import texts
from digikartta.web.cookies import RESPONDENT
from tests.factories import TODAY, create_action, create_respondent
from tests.pages.conftest import Site
from tests.pages.test_plan import DIMENSIONS, add, begin, press, target
from tests.pages.visiting import html, open_page, words

t = texts("fi")
OPENING = Milestone("Kauppa auki", date(2026, 9, 1), "vision")


def open_map(**options: str) -> AppTest:
    page = open_page("tulevaisuuskartta", **options)
    assert not page.exception
    return page


def add_milestone(site: Site, made: OwnerLinks, milestone: Milestone = OPENING) -> None:
    company = target(site, made).organisation_id
    future_maps.add_milestone(site.engine, company, milestone, dimensions=DIMENSIONS)


def milestones(site: Site, made: OwnerLinks) -> list[Milestone]:
    with reading(site.engine) as connection:
        found = future_maps.milestones_of(connection, target(site, made).organisation_id)
    return [one.content for one in found]


def settings(site: Site, made: OwnerLinks) -> MapSettings:
    with reading(site.engine) as connection:
        company = target(site, made).organisation_id
        return future_maps.settings_of(connection, company, today=TODAY).content


def widget(page: AppTest, key: str):  # type: ignore[no-untyped-def]
    kinds = ("text_input", "selectbox", "date_input")
    return next(w for kind in kinds for w in page.get(kind) if str(w.key).startswith(key))


def test_without_a_link_nobody_sees_a_map(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action("Salainen toimi"))
    site.browser.cookies = {}
    page = open_map()
    assert t("problem.link_missing") in words(page)
    assert not page.get("plotly_chart")


def test_a_customer_sees_no_map(site: Site) -> None:
    made = begin(site)
    add(site, made)
    customer = create_respondent(site.engine, target(site, made), role="customer")
    site.browser.cookies = {RESPONDENT: customer}
    page = open_map()
    assert t("problem.not_for_customers") in words(page)
    assert not page.get("plotly_chart")


def test_who_takes_part_looks_and_changes_nothing(site: Site) -> None:
    made = begin(site)
    add(site, made)
    add_milestone(site, made)
    site.browser.cookies = {RESPONDENT: create_respondent(site.engine, target(site, made))}
    page = open_map()
    assert len(page.get("plotly_chart")) == 1
    assert [button.label for button in page.button] == []
    assert t("map.settings") not in words(page)


def test_a_map_without_days_says_what_it_needs(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action(starts_on=None, due_on=None))
    page = open_map()
    assert t("map.empty_title") in words(page)
    assert not page.get("plotly_chart")


def test_the_map_stands_beside_a_table_and_names_what_is_not_on_it(site: Site) -> None:
    made = begin(site)
    first = add(site, made, create_action("Ensin"))
    add(site, made, create_action("Sitten", after=(first.id,)))
    add(site, made, create_action("Joskus", starts_on=None, due_on=None))
    add(site, made, create_action("Kauan sitten", starts_on=None, due_on=date(2020, 1, 1)))
    page = open_map()
    assert t("map.undated", titles="Joskus") in words(page)
    assert t("map.outside", titles="Kauan sitten") in words(page)
    table = html(page)[html(page).index("<caption>") :]
    row = table[table.index("<td>Sitten</td>") :].partition("</tr>")[0]
    assert "<td>2.3.2026</td><td>1.6.2026</td><td>Sovittu</td><td>Ensin</td>" in row


def test_the_group_chooses_how_far_it_looks(stored_site: Site) -> None:
    made = begin(stored_site)
    add(stored_site, made)
    page = open_map()
    widget(page, "map-years").set_value(5)
    widget(page, "map-lanes").set_value("theme")
    widget(page, "map-start").set_value(date(2026, 6, 17))
    page = press(page, "map.choose")
    assert settings(stored_site, made) == MapSettings(date(2026, 6, 1), 5, "theme")


def test_who_chooses_second_is_told(site: Site) -> None:
    made = begin(site)
    add(site, made)
    page = open_map()
    company = target(site, made).organisation_id
    other = MapSettings(date(2026, 3, 1), 3, "dimension")
    future_maps.choose(site.engine, company, other, seen=0, today=TODAY)
    widget(page, "map-years").set_value(5)
    page = press(page, "map.choose")
    assert t("problem.map_changed_meanwhile") in words(page)
    assert settings(site, made) == other


def test_milestones_are_added_changed_and_removed(stored_site: Site) -> None:
    made = begin(stored_site)
    add(stored_site, made)
    page = open_map()
    widget(page, "map-new-0-title").input("Kauppa auki")
    page = press(page, "map.milestone_add")
    assert t("problem.milestone_day_missing") in words(page)
    widget(page, "map-new-0-day").set_value(date(2026, 9, 1))
    widget(page, "map-new-0-dimension").set_value("vision")
    page = press(page, "map.milestone_add")
    assert milestones(stored_site, made) == [OPENING]
    assert widget(page, "map-new-1-title").value == ""
    widget(page, "milestone_").input("Kauppa on auki")
    page = press(page, "map.milestone_save")
    assert [m.title for m in milestones(stored_site, made)] == ["Kauppa on auki"]
    label = t("map.milestone_remove", title="Kauppa on auki")
    page = next(b for b in page.button if b.label == label).click().run()
    assert milestones(stored_site, made) == []


def test_right_is_asked_again_when_a_milestone_is_stored(site: Site) -> None:
    made = begin(site)
    add(site, made)
    page = open_map()
    widget(page, "map-new-0-title").input("Vieras")
    widget(page, "map-new-0-day").set_value(date(2026, 9, 1))
    site.browser.cookies = {}
    press(page, "map.milestone_add")
    assert milestones(site, made) == []


def test_the_map_can_be_narrowed_down_to_a_lane_and_a_person(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action("Yksi", owner="Maija"))
    add(site, made, create_action("Kaksi", owner="Kalle", dimension="people"))
    page = open_map()
    page = page.selectbox(key="map-lane").set_value("people").run()
    spec = page.get("plotly_chart")[0].proto.spec
    assert "Kaksi" in spec
    assert "Yksi" not in spec
    page = page.selectbox(key="map-owner").set_value("Maija").run()
    assert not page.exception


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_opens_in_every_language_and_theme(site: Site, lang: str, theme: str) -> None:
    made = begin(site)
    add(site, made)
    add_milestone(site, made)
    page = open_map(lang=lang, theme=theme)
    assert texts(lang)("map.title") in words(page)
    assert len(page.get("plotly_chart")) == 1
