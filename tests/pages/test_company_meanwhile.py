"""A company's page on a busy server, and while others write in the same company's."""

from dataclasses import replace

from db import company_edits
from db.company_edits import Editor
from digikartta.texts import texts
from tests.factories import NOW, create_organisation, create_profile
from tests.pages.conftest import Site
from tests.pages.test_register import file_of, open_company, sign_in
from tests.pages.visiting import words

t = texts("fi")


def test_a_profile_keeps_what_is_chosen_until_it_is_saved(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(at)
    page.selectbox(key="field-size_class-fi").set_value("medium").run()
    page.text_input(key="field-name").set_value("Saari Ab").run()
    page.button(key="save_profile").click().run()
    assert t("company.stored") in words(page)
    assert file_of(site, account, at).profile == create_profile("Saari Ab", size_class="medium")


def test_a_profile_shows_what_a_colleague_stored_and_keeps_the_rest(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(at)
    page.text_input(key="field-name").set_value("Saari Ab").run()
    seen = file_of(site, account, at).profile
    theirs = replace(seen, size_class="medium")
    company_edits.change_profile(site.engine, Editor(account, NOW), at, theirs, seen=seen)
    page.run()
    assert page.selectbox(key="field-size_class-fi").value == "medium"
    assert page.text_input(key="field-name").value == "Saari Ab"


def test_saving_a_profile_takes_back_nothing_of_a_colleague_s(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(at)
    seen = file_of(site, account, at).profile
    theirs = replace(seen, size_class="medium")
    company_edits.change_profile(site.engine, Editor(account, NOW), at, theirs, seen=seen)
    page.text_input(key="field-name").set_value("Saari Ab")
    page.button(key="save_profile").click().run()
    assert file_of(site, account, at).profile == replace(theirs, name="Saari Ab")
    assert page.selectbox(key="field-size_class-fi").value == "medium"


def test_a_saved_profile_is_shown_as_it_is_stored(site: Site) -> None:
    sign_in(site)
    page = open_company(create_organisation(site.engine, create_profile("Saari Oy")))
    page.text_input(key="field-name").set_value("  Saari Oy  ").run()
    page.button(key="save_profile").click().run()
    assert page.text_input(key="field-name").value == "Saari Oy"
