"""The plan as files, for every kind of visitor, and an edited draw.io file coming back."""

from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from db import development_plan, future_maps
from db.assessments import OwnerLinks
from digikartta.exports.plan_files import PlanFiles
from digikartta.map_source import map_source
from digikartta.plan_words import PlanWords
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web.cookies import RESPONDENT
from tests.factories import TODAY, create_action, create_respondent
from tests.pages.conftest import Site
from tests.pages.test_plan import add, begin, plan, press, somebody_else, target
from tests.pages.visiting import open_page, words

t = texts("fi")


def exported(site: Site, made: OwnerLinks) -> bytes:
    """The company's draw.io file, as the page makes it."""
    company = target(site, made).organisation_id
    found = development_plan.of_company(site.engine, company, known=load(), today=TODAY)
    said = PlanWords(t, found.questionnaire, plan=found.plan)
    source = map_source(
        found.settings.content, found.plan, {}, (), words=said, vision="", today=TODAY
    )
    key = future_maps.plan_key(site.engine, company, today=TODAY)
    return PlanFiles(source, "Oma Oy", key, said).made("drawio")


def edited(content: bytes, labels: dict[str, str]) -> bytes:
    root = ElementTree.fromstring(content)
    for each in root.iter("UserObject"):
        if each.get("id") in labels:
            each.set("label", labels[str(each.get("id"))])
    return ElementTree.tostring(root)


def open_files(**options: str) -> AppTest:
    page = open_page("suunnitelma-tiedostot", **options)
    assert not page.exception
    return page


def bring(page: AppTest, content: bytes) -> AppTest:
    """Choose a file."""
    field = page.get("file_uploader")[0]
    page = field.set_value(("plan.drawio", content, "application/xml")).run()
    assert not page.exception
    return page


def test_without_a_link_there_is_no_file(site: Site) -> None:
    made = begin(site)
    add(site, made)
    site.browser.cookies = {}
    page = open_files()
    assert t("problem.link_missing") in words(page)
    assert not page.get("download_button")


def test_who_takes_part_takes_files_along_and_brings_none(site: Site) -> None:
    made = begin(site)
    add(site, made)
    site.browser.cookies = {RESPONDENT: create_respondent(site.engine, target(site, made))}
    page = open_files()
    assert len(page.get("download_button")) == 3
    assert not page.get("file_uploader")


def test_a_customer_gets_no_file(site: Site) -> None:
    made = begin(site)
    add(site, made)
    customer = create_respondent(site.engine, target(site, made), role="customer")
    site.browser.cookies = {RESPONDENT: customer}
    assert not open_files().get("download_button")


def test_an_unchanged_file_changes_nothing(site: Site) -> None:
    made = begin(site)
    add(site, made)
    page = bring(open_files(), exported(site, made))
    assert t("files.no_changes") in words(page)
    assert not [button for button in page.button if button.label == t("files.confirm")]


def test_changes_are_shown_and_stored_once_they_are_confirmed(stored_site: Site) -> None:
    made = begin(stored_site)
    seen = add(stored_site, made)
    labels = {f"plan-{seen.id}-owner": "Kalle *Kivi*", f"map-{seen.id}": "Uusi nimi"}
    page = bring(open_files(), edited(exported(stored_site, made), labels))
    assert t.n("files.changes", 2) in words(page)
    sentence = t("files.change", field="Vastuuhenkilö", before="Maija Meri", after="Kalle *Kivi*")
    assert sentence in [box.label.replace("\\", "") for box in page.checkbox]
    assert plan(stored_site, made) == [seen]
    page = press(page, "files.confirm")
    found = plan(stored_site, made)[0].content
    assert (found.title, found.owner) == ("Uusi nimi", "Kalle *Kivi*")
    assert t.n("plan.saved", 1) in words(page)


def test_a_change_can_be_left_out(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    labels = {f"plan-{seen.id}-owner": "Kalle", f"map-{seen.id}": "Uusi nimi"}
    page = bring(open_files(), edited(exported(site, made), labels))
    page = next(box for box in page.checkbox if str(box.key).endswith("owner")).uncheck().run()
    press(page, "files.confirm")
    found = plan(site, made)[0].content
    assert (found.title, found.owner) == ("Uusi nimi", "Maija Meri")


def test_what_was_changed_here_too_is_said_and_not_chosen_by_itself(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    content = edited(exported(site, made), {f"plan-{seen.id}-owner": "Liisa"})
    somebody_else(site, made, seen, owner="Kalle")
    page = bring(open_files(), content)
    [box] = page.checkbox
    assert "Kalle" in box.label
    assert not box.value
    assert next(b for b in page.button if b.label == t("files.confirm")).disabled


def test_a_change_that_is_not_in_order_is_refused_in_words(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = bring(open_files(), edited(exported(site, made), {f"plan-{seen.id}-owner": ""}))
    page = press(page, "files.confirm")
    assert plan(site, made) == [seen]
    assert f"”{seen.content.title}”, {t('plan.field.owner')}" in words(page)
    assert t("problem.action_owner_missing") in words(page)


def test_who_changed_it_while_somebody_read_the_differences_is_not_overwritten(
    site: Site,
) -> None:
    made = begin(site)
    seen = add(site, made)
    page = bring(open_files(), edited(exported(site, made), {f"plan-{seen.id}-owner": "Liisa"}))
    # The page keeps what it has shown: what is pressed is what was read.
    somebody_else(site, made, seen, owner="Kalle")
    page = press(page, "files.confirm")
    assert plan(site, made)[0].content.owner == "Kalle"
    assert t("problem.drawio_changed_meanwhile") in words(page)


def test_another_companys_file_is_refused_with_the_reason(site: Site) -> None:
    other = begin(site)
    add(site, other)
    foreign = exported(site, other)
    made = begin(site)
    seen = add(site, made, create_action("Oma toimi"))
    page = bring(open_files(), foreign)
    assert t("problem.drawio_other_company") in words(page)
    assert plan(site, made) == [seen]


def test_what_is_no_such_file_is_refused_with_the_reason(site: Site) -> None:
    made = begin(site)
    add(site, made)
    page = bring(open_files(), b"<!DOCTYPE x [<!ENTITY a 'b'>]><mxfile>&a;</mxfile>")
    assert t("problem.drawio_hostile") in words(page)


def test_what_is_not_understood_is_listed(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    labels = {f"plan-{seen.id}-status": "Melkein", "head-owner": "Kuka"}
    page = bring(open_files(), edited(exported(site, made), labels))
    assert t.n("files.left_alone", 2) in words(page)
    assert "Melkein" in words(page)
    assert t("files.no_changes") in words(page)


def test_right_is_asked_again_when_a_file_is_confirmed(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = bring(open_files(), edited(exported(site, made), {f"plan-{seen.id}-owner": "Vieras"}))
    site.browser.cookies = {}
    press(page, "files.confirm")
    assert plan(site, made) == [seen]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_page_speaks_every_language(site: Site, lang: str) -> None:
    made = begin(site)
    add(site, made)
    assert texts(lang)("files.title") in words(open_files(lang=lang))
